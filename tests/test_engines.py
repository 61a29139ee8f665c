"""The grammar engine against the real library: what it sees, what it says, and how it dies."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from queue import SimpleQueue
from typing import IO

import pytest

from cleanup import safety
from cleanup.config import Config
from cleanup.document import Document, Format, Span
from cleanup.edit import Edit, apply
from cleanup.engines import Proposal, engine_class, lean, lingotweaker, process
from cleanup.engines.edits import may_be_safe, trim
from cleanup.engines.lingotweaker import LingoTweaker
from cleanup.engines.masking import LONGEST, mask, units
from cleanup.engines.process import GaveUp, Setup, UnavailableError, Worker, time_limit
from cleanup.engines.variants import variant_of
from cleanup.guard import guard_for
from cleanup.language import language
from cleanup.names.compiled import compiled
from cleanup.names.gazetteer import Gazetteer
from cleanup.pipeline import Cleaner

ROOT = Path(__file__).resolve().parent.parent
RULE = "LOWERCASE_MONTHS"
"""A rule of the English table: “16 may” becomes “16 May”."""


@pytest.fixture
def engine() -> Iterator[LingoTweaker]:
    made = LingoTweaker(Config(only=(f"lingotweaker:{RULE}", "lingotweaker:HE_VERB_AGR")))
    yield made
    made.close()


def found(proposal: Proposal) -> list[tuple[str, str | None]]:
    return [(edit.before, edit.after) for edit in proposal.edits]


def test_edits_are_small_and_have_the_level_of_their_rule(engine: LingoTweaker) -> None:
    text = "It began on 16 may 1975."
    (edit,) = engine.propose(Document(text, "en")).edits
    assert apply(text, [edit]) == "It began on 16 May 1975."
    assert (edit.before, edit.after, edit.stage) == ("may", "May", "grammar")
    assert edit.rule == f"lingotweaker:{RULE}"
    assert edit.safety == safety.level(edit.rule, "en")
    assert edit.confidence == safety.record(edit.rule, "en").confidence
    assert edit.message


@pytest.mark.parametrize(
    "before",
    [
        "😀 ",
        "日本語です。",
        "e\u0301 n\u0303 ",
        "مرحبا ",
        "\u200d👩‍👩‍👧 ",
        "One.\r\nTwo\u2028",
        "“É” — ",
        "\ud800 ",
    ],
)
def test_positions_are_code_points(engine: LingoTweaker, before: str) -> None:
    text = f"{before}It began on 16 may 1975. {before}Then he go home on 3 may 1980 {before}"
    document = Document(text, "en")
    edits = [e for e in engine.propose(document).edits if e.rule.endswith(RULE)]
    assert [text[e.start : e.end] for e in edits] == ["may", "may"]
    assert apply(text, edits).count("May") == 2


def test_other_suggestions_are_kept_as_evidence(engine: LingoTweaker) -> None:
    (edit,) = engine.propose(Document("Then he go home.", "en")).edits
    assert (edit.before, edit.after) == ("go", "goes")
    assert edit.evidence == "or: went"


def test_protected_spans_are_not_seen_and_not_touched(engine: LingoTweaker) -> None:
    hidden = "Ask `he go on 16 may 1975` or mail he@go.org, see https://x.org/16 and {may}."
    assert found(engine.propose(Document(hidden, "en"))) == []
    markup = "<p>It began on 16 <b>may</b> 1975; he <i>go</i> on 3 may 1980.</p>"
    document = Document(markup, "en", Format.HTML)
    for edit in engine.propose(document).edits:
        assert markup[edit.start : edit.end] == edit.before
        assert document.shields.touching(edit.start, edit.end) is None


def test_names_are_seen_but_not_touched(engine: LingoTweaker) -> None:
    names = Gazetteer([compiled("may\tperson", "test")])
    document = Document("It began on 16 may 1975 and he go home.", "en", gazetteer=names)
    edits = {edit.before: edit for edit in engine.propose(document).edits}
    guard = guard_for(document, {})
    assert {before: guard(edit) for before, edit in edits.items()} == {
        "may": "protected name",
        "go": None,
    }


@pytest.mark.parametrize(
    "text",
    ["1234567890 " * 2000, "We use html5lib and abc1def here. " * 20, "a" * 20_000, "." * 9000,
     "(" * 5000, "x" * 300 + " " + "Siya " * 3000, "A1b2C3 " * 3000, "\x00\ud800\n" * 500],
    ids=["numbers", "odd tokens", "run", "dots", "brackets", "loop", "mixed", "controls"],
)  # fmt: skip
def test_texts_that_hang_the_library(text: str) -> None:
    engine = LingoTweaker(Config())
    begun = time.monotonic()
    proposal = engine.propose(Document(f"{text}\n\nIt began on 16 may 1975.", "en"))
    assert time.monotonic() - begun < 30
    assert "May" in [edit.after for edit in proposal.edits]
    engine.close()


def test_sentences_are_sent_once(engine: LingoTweaker, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    ask = Worker.ask

    def spy(self: Worker, setup: Setup, texts: list[str]) -> object:
        sent.extend(texts)
        return ask(self, setup, texts)

    monkeypatch.setattr(Worker, "ask", spy)
    text = "It began on 16 may 1975. It ended. It ended."
    first = engine.propose(Document(text, "en"))
    again = engine.propose(Document(text + " Or so.", "en"))
    assert sent == ["It began on 16 may 1975.", "It ended.", "Or so."]
    assert found(first) == found(again) == [("may", "May")]


def test_the_memory_of_sentences_is_bounded(
    engine: LingoTweaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lingotweaker, "SENTENCES_REMEMBERED", 3)
    for number in range(10):
        engine.propose(Document(f"It began on {number + 1} may 1975.", "en"))
    assert len(engine._answers) == 3


# ------------------------------------------------------------------ the process


def setup(*rules: str) -> Setup:
    folder = lingotweaker.data_folder("en")
    assert folder
    return Setup("en", "en-US", folder, rules or (RULE,))


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def gone(pid: int, seconds: float = 15) -> bool:
    deadline = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    return not alive(pid)


def test_close_leaves_no_process(
    engine: LingoTweaker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    engine.prepare(language("en"))
    pid = engine._worker.pid
    assert pid
    assert alive(pid)
    assert list(tmp_path.iterdir())
    engine.close()
    assert gone(pid)
    assert not list(tmp_path.iterdir())
    assert found(engine.propose(Document("On 3 may 1980.", "en"))) == [("may", "May")]


def test_a_killed_process_is_started_again(engine: LingoTweaker) -> None:
    engine.propose(Document("On 3 may 1980.", "en"))
    pid = engine._worker.pid
    assert pid
    os.kill(pid, signal.SIGKILL)
    proposal = engine.propose(Document("On 4 may 1980. Then he go.", "en"))
    assert found(proposal) == [("may", "May"), ("go", "goes")]
    assert engine._worker.pid != pid


def test_a_process_killed_in_the_middle_of_a_document() -> None:
    worker = Worker()
    texts = [f"On {n % 28 + 1} may {1900 + n}." for n in range(60)]
    answers = worker.ask(setup(), texts)
    first = next(answers)
    assert worker.pid
    os.kill(worker.pid, signal.SIGKILL)
    all_answers = [first, *answers]
    assert not any(isinstance(answer, GaveUp) for answer in all_answers)
    assert len(all_answers) == 60
    worker.stop()


def slow_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each answer arrive late, so that a limit of no seconds is missed on any machine."""
    read = process._read

    def slowly(pipe: IO[bytes], lines: SimpleQueue[bytes | None]) -> None:
        def late() -> Iterator[bytes]:
            for line in pipe:
                time.sleep(0.3)
                yield line

        read(late(), lines)  # type: ignore[arg-type]

    monkeypatch.setattr(process, "_read", slowly)


def test_a_text_that_takes_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    slow_answers(monkeypatch)
    limits = {"He go home.": 0.0}
    monkeypatch.setattr(
        "cleanup.engines.process.time_limit", lambda text: limits.get(text, time_limit(text))
    )
    engine = LingoTweaker(Config())
    proposal = engine.propose(Document("On 3 may 1980. He go home. On 4 may 1980.", "en"))
    assert [e.after for e in proposal.edits] == ["May", "May"]
    assert len(proposal.notes) == 1
    assert "gave up on “He go home.”" in proposal.notes[0]
    again = engine.propose(Document("He go home. On 4 may 1980.", "en"))
    assert len(again.notes) == 1, "told again, but not tried again"
    engine.close()


def test_a_document_with_many_such_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    slow_answers(monkeypatch)
    monkeypatch.setattr("cleanup.engines.process.time_limit", lambda text: 0.0)
    engine = LingoTweaker(Config())
    text = " ".join(f"He go home on day {n}." for n in range(200))
    proposal = engine.propose(Document(text, "en"))
    assert sum("gave up" in note for note in proposal.notes) == lingotweaker.MOST_GIVEN_UP
    assert any("is not checked" in note for note in proposal.notes)
    engine.close()


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_the_process_dies_with_a_killed_parent(tmp_path: Path) -> None:
    script = (
        "import tempfile, time\n"
        f"tempfile.tempdir = {str(tmp_path)!r}\n"
        "from cleanup.config import Config\n"
        "from cleanup.document import Document\n"
        "from cleanup.engines.lingotweaker import LingoTweaker\n"
        "engine = LingoTweaker(Config())\n"
        "engine.propose(Document('On 3 may 1980.', 'en'))\n"
        "print(engine._worker.pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, env=env
    ) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        assert alive(pid)
        assert list(tmp_path.iterdir())
        parent.kill()
    assert gone(pid)
    assert not list(tmp_path.iterdir()), "temporary files go too"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_fork_starts_its_own_process(engine: LingoTweaker) -> None:
    engine.propose(Document("On 3 may 1980.", "en"))
    pid = engine._worker.pid
    child = os.fork()
    if child == 0:
        own = found(engine.propose(Document("On 5 may 1980.", "en"))) == [("may", "May")]
        other = engine._worker.pid != pid
        engine.close()
        os._exit(0 if own and other else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert pid
    assert alive(pid)
    assert found(engine.propose(Document("On 6 may 1980.", "en"))) == [("may", "May")]


def test_an_engine_that_cannot_be_loaded(tmp_path: Path) -> None:
    worker = Worker()
    with pytest.raises(UnavailableError, match="data"):
        list(worker.ask(Setup("en", "en-US", str(tmp_path), (RULE,)), ["He go."]))
    worker.stop()


# ------------------------------------------------------------------ languages and data


def test_a_missing_data_package_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lingotweaker, "data_folder", lambda base: None)
    engine = LingoTweaker(Config())
    document = Document("Der Hund bellt.", "de")
    engine.prepare(language("de"))
    first, second = engine.propose(document), engine.propose(document)
    assert first.notes == ("German grammar is not checked: pip install lingotweaker-data-de",)
    assert second == Proposal()
    assert engine._worker.pid is None
    assert "lingotweaker-data-de" in LingoTweaker.status().detail


@pytest.mark.parametrize("tag", ["und", "hi", "tlh", "zh-Hant"])
def test_languages_without_trusted_rules_are_left_alone(tag: str) -> None:
    engine = LingoTweaker(Config())
    assert engine.propose(Document("A text. 一。", tag)) == Proposal()
    assert engine._worker.pid is None


def test_variants() -> None:
    names = {"en": "en-US", "en-GB": "en-GB", "en-IN": "en-US", "pt-BR": "pt-BR", "de-AT": "de-AT"}
    assert {tag: variant_of(language(tag)) for tag in names} == names


@pytest.mark.parametrize(
    ("config", "runs"),
    [
        (Config(), True),
        (Config(only=("grammar",)), True),
        (Config(only=("typography",)), False),
        (Config(skip=("grammar",)), False),
        (Config(only=("lingotweaker:HE_VERB_AGR",)), True),
    ],
)
def test_it_runs_only_when_wanted(config: Config, runs: bool) -> None:
    engine = LingoTweaker(config)
    engine.prepare(language("en"))
    assert (engine._worker.pid is not None) == runs
    engine.close()


def test_status() -> None:
    status = engine_class("lingotweaker").status()
    assert status.works
    assert " en" in status.detail


def test_in_the_pipeline() -> None:
    with Cleaner(Config(apply="likely", only=("grammar",))) as cleaner:
        result = cleaner.clean("It began on 16 may 1975, after a incursion.", lang="en")
    assert result.final == "It began on 16 May 1975, after an incursion."
    assert result.notes == ()


# ------------------------------------------------------------------ the lean data


@pytest.mark.parametrize("rules", [("HE_VERB_AGR", "EN_A_VS_AN", "THIS_NNS"), ("DT_DT",)])
def test_lean_data_find_the_same(rules: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        "This are a example.", "He go home, and he have an house.", "She saw the a man.",
        "An user of these book were here.", "He said it go well.",
    ]  # fmt: skip
    lean_worker, whole = Worker(), Worker()
    answers = list(lean_worker.ask(setup(*rules), texts))
    everything = list(whole.ask(setup(*rules)._replace(rules=None), texts))
    for answer, full in zip(answers, everything, strict=True):
        assert not isinstance(answer, GaveUp)
        assert not isinstance(full, GaveUp)
        assert [m for m in full if m.rule in rules] == list(answer)
    assert any(answers)
    lean_worker.stop()
    whole.stop()


def test_rule_files_are_trimmed() -> None:
    xml = (
        '<!DOCTYPE rules [<!ENTITY x "y">]><rules><!-- <rule id="NO"> --><category id="C">'
        '<rule id="A" name="a > b"><pattern/></rule>\n<rulegroup id="B"><rule><p/></rule>'
        '<rule id="B2"><p/></rule></rulegroup><rule default="off" id="D"><p/></rule>'
        "</category></rules>"
    )
    kept = lean.trimmed(xml, frozenset({"B", "D"}))
    assert "&" not in kept
    assert 'id="B"' in kept
    assert 'id="B2"' in kept
    assert 'id="D"' in kept
    assert 'id="A"' not in kept
    assert 'id="NO"' not in kept
    assert kept.endswith("</category></rules>")


# ------------------------------------------------------------------ masking and edits


def test_masks_map_back() -> None:
    text = "Use <b>a</b> tool at https://x.org/a, which html5lib are."
    spans = [Span(4, 7, "markup"), Span(8, 12, "markup"), Span(21, 36, "URL")]
    masked = mask(text, spans, latin=True)
    assert masked.text == "Use a tool at Kim, which Kim are."
    at = masked.text.index("tool")
    assert masked.original(at, at + 4) == (13, 17)
    at = masked.text.index("which")
    assert masked.original(at, at + 5) is None, "next to a stand-in"
    at = masked.text.index("Kim")
    assert masked.original(at, at + 3) is None
    assert masked.original(0, 3) == (0, 3)
    assert masked.original(0, 5) is None, "across removed markup"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("On 12.345.678.901.234,5 days", "On 10 days"),
        ("G20, 1990s, 2nd, A380, covid19", "G20, 1990s, 2nd, A380, Kim"),
        ("Das heißt 北京 auf Deutsch", "Das heißt Kim auf Deutsch"),
        ("one\r\ntwo\x00three", "one  two three"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("wait ........................", "wait Kim"),
    ],
)
def test_odd_tokens_are_masked(text: str, seen: str) -> None:
    assert mask(text, (), latin=True).text == seen


def test_overlong_sentences_are_cut() -> None:
    document = Document("word " * 2000 + "a" * 4000, "en")
    pieces = list(units(document))
    assert max(end - start for start, end in pieces) <= LONGEST
    assert "".join(document.text[a:b] for a, b in pieces) == document.text


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a incursion", "an incursion", (0, 1, "an")),
        ("is are", "is", (2, 6, "")),
        ("see it", "see to it", (4, 4, "to ")),
        ("Michael D", "Michael D.", (9, 9, ".")),
        ("cafe\u0301 o", "café o", (0, 5, "café")),
        ("same", "same", (4, 4, "")),
        ("the the", "the", (3, 7, "")),
    ],
)
def test_trim(before: str, after: str, expected: tuple[int, int, str]) -> None:
    low, high, new = trim(before, after)
    assert (low, high, new) == expected
    assert before[:low] + new + before[high:] == after


def test_what_is_never_safe() -> None:
    assert may_be_safe("go", "goes")
    assert not may_be_safe("Choe", "Chose")
    assert not may_be_safe("3.5", "3,6")
    assert not may_be_safe('"go', "goes")
    assert not may_be_safe("go\n", "goes ")


# ------------------------------------------------------------------ the tables


def test_an_edit_is_never_stronger_than_its_record(engine: LingoTweaker) -> None:
    edits: list[Edit] = list(engine.propose(Document("Then he go on 3 may 1980.", "en")).edits)
    assert edits
    for edit in edits:
        assert edit.safety.rank >= safety.level(edit.rule, "en").rank


def test_a_text_that_the_library_fails_on(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = LingoTweaker(Config())
    ask = Worker.ask

    def failing(self: Worker, setup: Setup, texts: list[str]) -> Iterator[object]:
        for text, answer in zip(texts, ask(self, setup, texts), strict=True):
            yield GaveUp("the engine failed (so)", False) if "go" in text else answer

    monkeypatch.setattr(Worker, "ask", failing)
    text = " ".join(f"He go home on day {n}." for n in range(9)) + " On 3 may 1980."
    proposal = engine.propose(Document(text, "en"))
    assert [e.after for e in proposal.edits] == ["May"], "failures do not stop a document"
    assert len(proposal.notes) == lingotweaker.MOST_GIVEN_UP + 1
    assert proposal.notes[-1] == "the grammar of 4 more sentences is not checked"
    engine.close()
