"""Figures on the development data, which the project does not contain: skipped without it."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from cleanup import Cleaner, Config

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="no development data at ../shared/data")


def seed(name: str) -> str:
    return (DATA / "seed" / name).read_bytes().decode("utf-8")


@needs_data
@pytest.mark.parametrize("engine", ["none", "lingotweaker"])
def test_seed_article(engine: str) -> None:
    with Cleaner(Config(engine=(engine,))) as cleaner:
        result = cleaner.clean(seed("article.en.txt"), is_file=True)
    assert result.final == seed("article.gold.txt")
    assert all(name in result.final for name in json.loads(seed("expected.json"))["must_stay"])
    gold = seed("article.gold.txt")
    asked = {p.edit.rule: p.edit.before for p in result.pending}
    assert asked["repeated-paragraph"] == gold.split("\n\n")[1], "the headline stands twice"
    assert asked["dangling-fragment"] == gold.rstrip().rpartition(". ")[2]


@pytest.fixture(scope="module")
def demetr() -> list[dict[str, Any]]:
    if not DATA.is_dir():
        pytest.skip("no development data at ../shared/data")
    with gzip.open(DATA / "demetr" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner(Config(engine=("none",), lang="en"))


@pytest.mark.parametrize(
    ("kind", "least"),
    [
        ("minor_id1_repeat2", 0.97),
        ("minor_id2_repeat4", 0.98),
        ("minor_id30_tokenized", 0.95),
        ("minor_id32_first_lower", 0.97),
        ("minor_id28_final_punc_removed", 0.90),
        ("minor_id29_punc_addition", 0.60),
    ],
)
def test_demetr_restoration(
    demetr: list[dict[str, Any]], cleaner: Cleaner, kind: str, least: float
) -> None:
    # A sentence alone may have had no stop and no capital: there the source decides.
    by_source = kind in ("minor_id28_final_punc_removed", "minor_id32_first_lower")
    cases = [d for d in demetr if kind in d["perturbed"]]
    restored = sum(
        cleaner.clean(d["perturbed"][kind], source=d["src"] if by_source else None).final
        == d["clean"]
        for d in cases
    )
    assert restored / len(cases) >= least


def test_demetr_clean_sentences_stay(demetr: list[dict[str, Any]], cleaner: Cleaner) -> None:
    changed = sum(cleaner.clean(d["clean"]).changed for d in demetr)
    assert changed / len(demetr) <= 0.015
