"""What decisions teach: proposed with their counts, taken up only when a person agrees."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from reviews import memory, opened
from terminal_io import cleanup

from cleanup import safety
from cleanup.edit import Safety
from cleanup.errors import ConfigError
from cleanup.pipeline import Cleaner, Config
from cleanup.registry import all_rules
from cleanup.replacements import read
from cleanup.review.learning import Proposal, level, proposals
from cleanup.review.memory import Decision, now


@pytest.fixture(autouse=True)
def _apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A project of its own, and a person who has decided nothing."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("CLEANUP_REVIEWER", "anna")


NUMBERS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")


def articles(*sentences: str) -> str:
    """Sentences far enough apart to have surroundings of their own."""
    return "".join(
        f"The {NUMBERS[n % 8]} report of day {n} came late in the evening. {sentence} Nobody who "
        f"heard of it on that day {n} said a word about it.\n\n"
        for n, sentence in enumerate(sentences)
    )


def decide(folder: Path, text: str, before: str, put: str | None, file: str = "a.txt") -> int:
    """Put something (``None``: refuse) at every place that reads `before`; how many there are."""
    here = opened(text, folder, file=file)
    places = [n for n, item in enumerate(here.items) if item.before == before]
    for number in places:
        if put is None:
            here.reject(number)
        elif put == here.items[number].after:
            here.accept(number)
        else:
            here.edit(number, put)
    return len(places)


def of_kind(folder: Path, kind: str) -> list[Proposal]:
    return [p for p in proposals(memory(folder)) if p.kind == kind]


EAGLES = articles(*["They saw a eagle there."] * 6)


# ---------------------------------------------------------------- levels


@pytest.mark.parametrize(
    ("good", "bad", "now", "expected"),
    [
        (0, 1, "safe", "safe"),
        (0, 2, "safe", "likely"),
        (0, 5, "safe", "ask"),
        (19, 0, "ask", "ask"),
        (20, 0, "ask", "safe"),
        (20, 6, "ask", "likely"),
        (500, 20, "safe", "safe"),
        (10, 9, "safe", "likely"),
        (30, 5, "likely", "safe"),
    ],
)
def test_levels_follow_the_bounds(good: int, bad: int, now: str, expected: str) -> None:
    assert level(good, bad, Safety(now)) == expected


def test_a_rule_that_does_worse_here(tmp_path: Path) -> None:
    assert decide(tmp_path, EAGLES, "a", None) == 6
    (found,) = of_kind(tmp_path, "level")
    assert (found.wrong, found.level, found.good, found.bad) == (
        "indefinite-article", Safety.ASK, 0, 6,
    )  # fmt: skip
    assert "0 accepted, 6 refused or changed" in found.message
    assert "safe → ask" in found.message
    before = cleanup("fix", "-", "--lang", "en", stdin=b"I saw a ox.\n").text
    assert before == "I saw an ox.\n"  # nothing is applied without consent
    assert cleanup("learn").text.count("indefinite-article") >= 1
    assert not (tmp_path / ".cleanup" / "safety").exists()
    ran = cleanup("learn", "--yes")
    assert "indefinite-article is ask here now: .cleanup/safety/en.json" in ran.text
    assert cleanup("fix", "-", "--lang", "en", stdin=b"I saw a ox.\n").text == "I saw a ox.\n"
    shown = cleanup("rules", "indefinite-article").text
    assert any("en yours" in line and "0/6" in line for line in shown.splitlines())
    assert safety.shipped("indefinite-article", "en").level == Safety.SAFE
    assert of_kind(tmp_path, "level") == []  # never asked twice


def test_a_rule_that_does_better_here(tmp_path: Path) -> None:
    rule, lang = next(
        (r, lang)
        for lang in ("en", "de", "fr", "el", "ja", "ar")
        for r in all_rules().values()
        if r.languages is None
        and r.safety.rank < safety.level(safety.key(r.id, r.safety), lang).rank
    )
    key = safety.key(rule.id, rule.safety)
    kept = memory(tmp_path)
    kept.add(
        Decision(id=f"{n}", at=now(), who="anna", verdict="accept", scope="file", file="a.txt",
                 lang=lang, rule=rule.id, before="x", after="y", hash=f"{n}")
        for n in range(20)
    )  # fmt: skip
    (found,) = of_kind(tmp_path, "level")
    assert (found.level, found.good, found.bad) == (rule.safety, 20, 0)
    cleanup("learn", "--yes")
    assert safety.level(key, lang) is rule.safety
    assert of_kind(tmp_path, "level") == []


# ---------------------------------------------------------------- replacements


def test_recurring_hand_edits_become_a_replacement(tmp_path: Path) -> None:
    assert decide(tmp_path, articles(*["They saw a eagle there."] * 3), "a", "one") == 3
    (found,) = of_kind(tmp_path, "replacement")
    assert (found.wrong, found.right, found.level, found.good, found.bad) == (
        "a eagle", "one eagle", Safety.LIKELY, 3, 0,
    )  # fmt: skip
    assert any("a eagle there" in before and "one eagle there" in after
               for before, after in found.examples)  # fmt: skip
    assert any(before == after for before, after in found.examples)
    ran = cleanup("learn", "--yes")
    assert "added to .cleanup/replacements.tsv" in ran.text
    table = (tmp_path / ".cleanup" / "replacements.tsv").read_text("utf-8").splitlines()
    assert table[0].startswith("#")
    assert table[1] == "a eagle\tone eagle\tlikely\ten"
    cleaned = cleanup("fix", "-", "--lang", "en", "--apply", "likely", "--skip",
                      "indefinite-article", stdin=b"We met a eagle.\n").text  # fmt: skip
    assert cleaned == "We met one eagle.\n"
    assert "project-replacement" in cleanup("rules").text
    assert "replacements.tsv:2" in cleanup(
        "check", "-", "--lang", "en", "--skip", "indefinite-article", "--format", "json",
        stdin=b"We met a eagle.\n").text  # fmt: skip


def test_what_is_put_otherwise_elsewhere_is_only_asked(tmp_path: Path) -> None:
    text = articles(*["They saw a eagle there."] * 4)
    here = opened(text, tmp_path)
    places = [n for n, item in enumerate(here.items) if item.before == "a"]
    for number in places[:3]:
        here.edit(number, "one")
    here.reject(places[3])
    (found,) = of_kind(tmp_path, "replacement")
    assert (found.level, found.good, found.bad) == (Safety.ASK, 3, 1)


def test_once_is_no_habit(tmp_path: Path) -> None:
    decide(tmp_path, articles("They saw a eagle there."), "a", "one")
    assert of_kind(tmp_path, "replacement") == []


@pytest.mark.parametrize(
    ("line", "says"),
    [("only one field", "expected wrong, right"), ("a\tb\tsure", "none of safe, likely, ask"),
     ("a\ta\tsafe", "expected wrong, right")],
)  # fmt: skip
def test_a_damaged_replacement_is_named(tmp_path: Path, line: str, says: str) -> None:
    folder = tmp_path / ".cleanup"
    folder.mkdir()
    (folder / "replacements.tsv").write_text(f"# note\nteh\tthe\tsafe\ten\n{line}\n", "utf-8")
    with pytest.raises(ConfigError, match="replacements.tsv:3.*" + says):
        read(folder / "replacements.tsv")
    ran = cleanup("fix", "-", stdin=b"Text.\n")
    assert ran.code == 2
    assert says in ran.err


def test_replacements_are_whole_words_of_their_language(tmp_path: Path) -> None:
    folder = tmp_path / ".cleanup"
    folder.mkdir()
    (folder / "replacements.tsv").write_text("Smal\tSmall\tsafe\ten\nalt\tneu\tsafe\tde\n", "utf-8")
    with Cleaner(Config(engine=("none",), lang="en")) as cleaner:
        assert cleaner.clean("Smal and Smaller alt.").final == "Small and Smaller alt."
    with Cleaner(Config(engine=("none",), skip=("project-replacement",))) as cleaner:
        assert cleaner.clean("Smal.", lang="en").final == "Smal."


# ---------------------------------------------------------------- names and examples


def test_names_that_were_put_by_hand(tmp_path: Path) -> None:
    text = articles("The speaker was Marta Oakchurch , a novelist.")
    here = opened(text, tmp_path, file="n.txt")
    from cleanup.review import memory as memories
    from cleanup.review.anchor import surroundings

    at = text.index("Marta")
    place = surroundings(text, at, at + len("Marta Oakchurch"))
    here.memory.add([memories.Decision(
        id="1", at=memories.now(), who="anna", verdict="edit", scope="file", file="n.txt",
        lang="en", rule="spelling", before="Marta Oakchurch", after=None, put="Marta Eichkirch",
        left=place.left, right=place.right, hash=place.hash,
    )])  # fmt: skip
    (found,) = of_kind(tmp_path, "name")
    assert (found.wrong, found.right) == ("Marta Oakchurch", "Marta Eichkirch")
    ran = cleanup("learn", "--yes")
    assert "added: Marta Oakchurch → Marta Eichkirch" in ran.text
    names = (tmp_path / ".cleanup" / "names.tsv").read_text("utf-8")
    assert "garble=Marta Oakchurch" in names
    fixed = cleanup("fix", "-", "--lang", "en", stdin=b"I met Marta Oakchurch there.\n").text
    assert fixed == "I met Marta Eichkirch there.\n"


def test_refused_edits_become_examples_that_are_checked(tmp_path: Path) -> None:
    decide(tmp_path, articles("They saw a eagle there."), "a", None)
    (found,) = of_kind(tmp_path, "example")
    assert found.examples[0][0] == found.examples[0][1]
    assert "a eagle there" in found.examples[0][0]
    ran = cleanup("learn", "--yes")
    assert "1 example added to .cleanup/cases.jsonl" in ran.text
    failing = cleanup("learn", "--check", "--engine", "none")
    assert failing.code == 1
    assert "indefinite-article (en)" in failing.text
    assert "0 of 1 examples hold" in failing.err
    opened("They saw a eagle there.\n", tmp_path, file="b.txt").never(0, "project")
    holding = cleanup("learn", "--check", "--engine", "none")
    assert (holding.code, holding.text) == (0, "")


# ---------------------------------------------------------------- asking


def test_what_was_turned_down_is_not_proposed_again(tmp_path: Path) -> None:
    decide(tmp_path, EAGLES, "a", None)
    from cleanup.cli.learn import _remember

    for proposal in proposals(memory(tmp_path)):
        _remember(memory(tmp_path), proposal, "declined", "anna")
    ran = cleanup("learn")
    assert "nothing to learn" in ran.err
    assert ran.text == ""


def test_each_proposal_is_asked_about(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decide(tmp_path, EAGLES, "a", None)
    decide(tmp_path, articles(*["They saw a ox there."] * 3), "a", "one", file="b.txt")
    from cleanup.cli import learn

    found = proposals(memory(tmp_path))
    assert sorted(p.kind for p in found) == ["example", "level", "replacement"]
    answers = iter("yn")
    monkeypatch.setattr(learn, "_answer", lambda: next(answers, "q"))
    learn._take_up(memory(tmp_path), found, "anna", True)
    left = proposals(memory(tmp_path))
    assert len(left) == 1
    verdicts = [d.verdict for d in memory(tmp_path).all()][-2:]
    assert verdicts == ["learned", "declined"]


def test_json_is_for_other_programs(tmp_path: Path) -> None:
    decide(tmp_path, EAGLES, "a", None)
    records = [json.loads(line) for line in cleanup("learn", "--json").text.splitlines()]
    assert {r["kind"] for r in records} == {"level", "example"}
    (found,) = [r for r in records if r["kind"] == "level"]
    assert found["bad"] == 6
    assert found["bound"] == safety.lower_bound(0, 6)


def test_nothing_to_learn() -> None:
    ran = cleanup("learn")
    assert (ran.code, ran.text) == (0, "")
    assert "nothing to learn" in ran.err
