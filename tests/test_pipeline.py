"""What a whole run promises: replay, a stable second run, nothing lost that must survive."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleanup import Cleaner, Config, clean
from cleanup.document import Document
from cleanup.edit import Safety, apply
from cleanup.errors import UsageError
from cleanup.pipeline import Result

CLEANER = Cleaner(Config(engine=("none",)))
LIKELY = Cleaner(Config(engine=("none",), apply="likely"))

SCRAPS = [
    "The port  reopened .",
    "the the ship",
    "< p>",
    "</ b >",
    "&nbsp;",
    "& amp ;",
    "Ã©",
    "“ so ”",
    '" yes "',
    "Kim Jong One",
    "https: // www. example. org / a",
    "a@example.org",
    "3 , 5",
    "..",
    "\\n",
    "\u200b",
    "\u00ad",
    "e\u0301",
    "مرحبا , العالم",
    "مرحبا ، ،",
    "שלום",
    "日本語です 。。",
    "港は,開いた.",
    "👩‍👩‍👧🏽",
    "\r\n",
    "\n\n\n",
    "\t",
    " ",
    "* * bold * *",
    "[text] (url)",
    "<b>",
    "</b>",
    "it is open. it is big.",
    "food food food food",
    "a < b and c > d",
    "`code  here`",
    "{name}",
    "%s",
    "une , deux",
    "Порт , порт порт",
    "Cоn",
    "«да»",
    "\u2028",
    "<br / >",
    "＜p＞",
    "?!",
    "…",
    "- item",
    "# Title",
    "1. one",
    "&#8217;",
    "\\u2019",
    "Sure! Here is the translation:",
    "\ufeff",
    "\x00",
    "\ud800",
]
TEXTS = st.lists(st.one_of(st.sampled_from(SCRAPS), st.text(max_size=6)), max_size=14).flatmap(
    lambda parts: st.sampled_from([" ", "", "\n", "\n\n"]).map(lambda glue: glue.join(parts))
)
LANGUAGES = st.sampled_from(["en", "de", "fr", "ru", "ar", "ja", "zh", "und"])


def replayed(result: Result) -> str:
    """The final text, from the original and the ledger alone."""
    text = result.original
    for step in result.steps:
        assert step.before == text
        text = apply(text, step.applied)
    return text


@given(TEXTS, LANGUAGES)
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_ledger_and_changes_replay_and_a_second_run_changes_nothing(text: str, lang: str) -> None:
    for cleaner in (CLEANER, LIKELY):
        result = cleaner.clean(text, lang=lang)
        assert replayed(result) == result.final
        parts, position = [], 0
        for change in result.changes:
            assert text[change.start : change.end] == change.before
            assert result.final[change.final_start : change.final_end] == change.after
            parts += [text[position : change.start], change.after]
            position = change.end
        assert "".join([*parts, text[position:]]) == result.final
        for pending in result.pending:
            edit = pending.edit
            assert result.final[edit.start : edit.end] == edit.before
            assert 0 <= pending.start <= pending.end <= len(text)
        again = cleaner.clean(result.final, lang=lang)
        assert again.final == result.final, "a second run must change nothing"
        result.final.encode("utf-8")


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_same_input_same_result(text: str) -> None:
    one, two = CLEANER.clean(text), Cleaner(Config(engine=("none",))).clean(text)
    assert (one.final, one.changes, one.pending) == (two.final, two.changes, two.pending)


SHIELDED = st.lists(
    st.sampled_from(
        [
            "https://www.example.org/a_b?c=d,e.",
            "a.b@example.org",
            "`x  ,y`",
            "12,345.67",
            "3:2",
            "{count}",
            "%(name)s",
            "Kim Jong Un",
            "Choe Son Hui",
            "the ship , too",
            "of  the",
            "food",
        ]
    ),
    min_size=1,
    max_size=8,
).map(" ".join)


@given(SHIELDED)
@settings(max_examples=200, deadline=None)
def test_numbers_addresses_code_and_names_survive(text: str) -> None:
    final = CLEANER.clean(text, lang="en").final
    for kept in (
        "https://www.example.org/a_b?c=d,e",
        "a.b@example.org",
        "`x  ,y`",
        "{count}",
        "%(name)s",
        "Kim Jong Un",
        "Choe Son Hui",
    ):
        assert (kept in final) == (kept in text)
    assert set(re.findall(r"\d+", text)) == set(re.findall(r"\d+", final))


def test_levels_are_obeyed() -> None:
    text = "the ship sank in the harbour of the town in the harbour of the town in 1900."
    safe, likely = CLEANER.clean(text, lang="en"), LIKELY.clean(text, lang="en")
    used = Counter(e.safety for r in (safe, likely) for s in r.steps for e in s.applied)
    assert Safety.ASK not in used
    assert all(e.safety is Safety.SAFE for s in safe.steps for e in s.applied)


def test_only_and_skip() -> None:
    text = "The the ship , it sank."
    only = Cleaner(Config(engine=("none",), only=("doubled-word",)))
    assert only.clean(text, lang="en").final == "The ship , it sank."
    skip = Cleaner(Config(engine=("none",), skip=("structure",)))
    assert skip.clean(text, lang="en").final == "The the ship, it sank."
    with pytest.raises(UsageError, match="doubled-word"):
        Cleaner(Config(only=("doubled-wrod",)))
    with pytest.raises(UsageError, match="lingotweaker"):
        Cleaner(Config(engine=("lingotweeker",)))


def test_documents_do_not_leak_into_each_other() -> None:
    before = CLEANER.clean("Tom &amp; Ada , the end.", lang="en").final
    CLEANER.clean("<p>One &amp; two.</p>\n<p>Three.</p>", lang="en")
    assert CLEANER.clean("Tom &amp; Ada , the end.", lang="en").final == before


def test_clean_takes_plain_arguments() -> None:
    result = clean("El barco , grande.", lang="es", config=Config(engine=("none",)))
    assert (result.final, result.lang) == ("El barco, grande.", "es")
    with pytest.raises(UsageError):
        clean("x", lang="not a tag", config=Config(engine=("none",)))


def test_a_text_that_never_settles_is_cut_off_and_said_so() -> None:
    from cleanup.registry import Rule

    def flip(document: Document):  # type: ignore[no-untyped-def]
        from cleanup.registry import Found

        yield Found(0, 1, "b" if document.text[0] == "a" else "a")

    cleaner = Cleaner(Config(engine=("none",)))
    rule = Rule(
        "flip",
        "typography",
        Safety.SAFE,
        "Flips.",
        flip,
        (),
        (),
        None,
        frozenset(Document("").format.__class__),
        "",
        False,
    )
    cleaner._by_stage = {**cleaner._by_stage, "typography": (rule,)}
    result = cleaner.clean("a", lang="en")
    assert any("still changing" in note for note in result.notes)
    assert replayed(result) == result.final
