"""The sample articles: default settings give their gold, byte for byte."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cleanup import Cleaner, Config

ARTICLES = Path(__file__).resolve().parent.parent / "corpora" / "articles"
NOTES = sorted(ARTICLES.glob("*.json"))


def pair(note: Path) -> tuple[str, str]:
    """The damaged article and its gold, with the line ends they have."""
    damaged = next(
        p for p in ARTICLES.glob(f"{note.stem}.*") if p.suffix != ".json" and ".gold" not in p.name
    )
    gold = damaged.with_name(f"{note.stem}.gold{damaged.suffix}")
    return damaged.read_bytes().decode("utf-8"), gold.read_bytes().decode("utf-8")


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner(Config(engine=("none",)))


def test_there_are_enough_articles_and_languages() -> None:
    languages = {json.loads(note.read_text("utf-8"))["lang"] for note in NOTES}
    assert len(NOTES) >= 8
    assert len(languages) >= 6


@pytest.mark.parametrize("note", NOTES, ids=lambda p: p.stem)
def test_article_is_restored(note: Path, cleaner: Cleaner) -> None:
    damaged, gold = pair(note)
    assert cleaner.clean(damaged).final == gold


@pytest.mark.parametrize("note", NOTES, ids=lambda p: p.stem)
def test_gold_is_left_alone(note: Path, cleaner: Cleaner) -> None:
    _, gold = pair(note)
    assert cleaner.clean(gold).final == gold


@pytest.mark.parametrize("note", NOTES, ids=lambda p: p.stem)
def test_note_tells_every_artefact(note: Path) -> None:
    damaged, gold = pair(note)
    record = json.loads(note.read_text("utf-8"))
    text = damaged
    for artefact in record["artefacts"]:
        assert damaged.count(artefact["before"]) == 1, artefact
        text = text.replace(artefact["before"], artefact["after"], 1)
    assert text == gold
    for kept in record["must_stay"]:
        assert kept in gold
