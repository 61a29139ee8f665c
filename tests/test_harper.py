"""Harper as an engine, against the real library; skips where the extra is not installed."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator

import pytest

from cleanup import safety
from cleanup.config import Config
from cleanup.document import Document, Format
from cleanup.edit import apply
from cleanup.engines import Proposal, engine_class, harper
from cleanup.engines.harper import Harper

ONLY = ("harper:PronounVerbAgreement", "harper:Months")
"""“he go” and “may”."""
TEXT = "Then he go home."

installed = pytest.mark.skipif(
    importlib.util.find_spec("harper") is None,
    reason="no Harper: pip install 'translation-cleanup[harper]'",
)


@pytest.fixture
def engine() -> Iterator[Harper]:
    made = Harper(Config(only=ONLY))
    yield made
    made.close()


def found(proposal: Proposal) -> list[tuple[str, str | None]]:
    return [(edit.before, edit.after) for edit in proposal.edits]


@installed
def test_edits(engine: Harper) -> None:
    (edit,) = engine.propose(Document(TEXT, "en")).edits
    assert apply(TEXT, [edit]) == "Then he goes home."
    assert (edit.rule, edit.stage) == ("harper:PronounVerbAgreement", "grammar")
    assert edit.safety == safety.level(edit.rule, "en")
    assert edit.message


@installed
@pytest.mark.parametrize(
    "before", ["😀 ", "日本語です。", "e\u0301 ", "One.\r\nTwo\u2028", "\ud800 "]
)
def test_positions_are_code_points(engine: Harper, before: str) -> None:
    text = f"{before}{TEXT} {before}{TEXT}"
    edits = engine.propose(Document(text, "en")).edits
    assert [text[e.start : e.end] for e in edits] == ["go", "go"]
    assert apply(text, edits) == text.replace("go", "goes")


@installed
def test_long_texts_go_in_chunks(engine: Harper, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [f"On day {n} he go home." for n in range(200)]
    whole = found(engine.propose(Document("\n".join(lines), "en")))
    monkeypatch.setattr(harper, "CHUNK", 300)
    parts = found(Harper(Config(only=ONLY)).propose(Document("\n".join(lines), "en")))
    assert whole == parts == [("go", "goes")] * 200


@installed
def test_protected_spans_are_not_touched(engine: Harper) -> None:
    text = "<p>Ask `he go` or he@go.org. Then he <b>go</b> home.</p>"
    document = Document(text, "en", Format.HTML)
    edits = engine.propose(document).edits
    assert [text[e.start : e.end] for e in edits] == ["go"]


@installed
def test_only_what_has_a_record_runs() -> None:
    trusted = set(safety.trusted("en", harper.PREFIX))
    text = "This are an test. Their is alot of definately wrong word's. We was was here."
    edits = Harper(Config()).propose(Document(text, "en")).edits
    assert {edit.rule for edit in edits} <= trusted


@pytest.mark.parametrize(
    "config", [Config(skip=("grammar",)), Config(only=("typography",))], ids=["skip", "only"]
)
def test_it_runs_only_when_wanted(config: Config) -> None:
    assert Harper(config).propose(Document(TEXT, "en")) == Proposal()


def test_english_only(engine: Harper) -> None:
    assert engine.propose(Document("Ein Satz.", "de")) == Proposal()


def test_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "harper", None)
    engine = Harper(Config(only=ONLY))
    notes = engine.propose(Document(TEXT, "en")).notes
    assert "pip install 'translation-cleanup[harper]'" in notes[0]
    assert engine.propose(Document(TEXT, "en")) == Proposal(), "told once"


def test_status() -> None:
    status = engine_class("harper")(Config()).status()  # type: ignore[call-arg]
    assert status.works is (True if importlib.util.find_spec("harper") else None)
