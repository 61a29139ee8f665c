#!/usr/bin/env python3
"""Train the model of repeated phrases and write models/repetition.json.

    python scripts/train_repetition.py         train, write, and print the figures of the card
    python scripts/train_repetition.py report  only the figures of the shipped model on MLQE-PE dev

A repetition in a machine translation (MLQE-PE train, five pairs into English) is a slip if
dropping the copies brings the sentence nearer to its human post-edit, in tokens, and is none if
it takes the sentence away from it. Repetitions in the human translations of NTREX dev, all of its
languages with spaces, are none. Cross-validation leaves out whole sentences.
Needs scikit-learn and numpy; nothing else of the project does.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from measuring import ROOT, MeasureError, read_records, run
from rapidfuzz.distance import Levenshtein
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from cleanup.document import Document
from cleanup.looping import features, likelihood, repetitions
from cleanup.rules.structure.loop import surplus

PAIRS = ("ro-en", "et-en", "ru-en", "ne-en", "si-en")
STRENGTH = 1.0
"""Inverse of the L2 penalty, chosen by cross-validated log-loss among 0.1, 0.3, 1, 3."""
RANGES = (0.0, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.001)


class Case(NamedTuple):
    """A repetition with what is known of it."""

    sentence: str
    """Names the sentence, which cross-validation keeps together."""
    seen: dict[str, float]
    slip: bool
    chance: float
    """What the shipped model says; 0 while there is none."""


def tokens(text: str) -> list[str]:
    """Words and marks."""
    return re.findall(r"\w+|[^\w\s]", text)


def translated(data: Path, split: str) -> Iterator[Case]:
    """The repetitions of machine translations whose removal helps or harms."""
    for pair in PAIRS:
        for number, record in enumerate(
            read_records(data / "mlqe-pe" / f"{pair}.{split}.jsonl.gz")
        ):
            text, right = record["mt"], tokens(record["pe"])
            document = Document(text, "en")
            before = None
            for found in repetitions(document):
                if not found.words or (found.run.period == 1 and found.run.length == 2):
                    continue
                start, end, _ = surplus(document, found)
                if before is None:
                    before = Levenshtein.distance(tokens(text), right)
                after = Levenshtein.distance(tokens(text[:start] + text[end:]), right)
                if after != before:
                    seen = features(document, found)
                    slip = after < before
                    yield Case(f"{pair} {number}", seen, slip, _chance(document, found))


def human(data: Path) -> Iterator[Case]:
    """The repetitions of human translations."""
    for path in sorted((data / "ntrex").glob("*.dev.jsonl.gz")):
        lang = path.name.partition(".")[0]
        for record in read_records(path):
            for sentence in record["sentences"]:
                document = Document(sentence, lang)
                if document.language.spaceless:
                    continue
                for found in repetitions(document):
                    if found.words and not (found.run.period == 1 and found.run.length == 2):
                        yield Case(sentence, features(document, found), False, 0.0)


def _chance(document: Document, found: Any) -> float:
    try:
        return likelihood(document, found)
    except Exception:  # noqa: BLE001  there is no model yet
        return 0.0


def matrix(cases: list[Case], names: list[str]) -> np.ndarray:
    """One row a case, one column a feature."""
    return np.array([[float(case.seen.get(name, 0)) for name in names] for case in cases])


def reliability(chance: np.ndarray, slip: np.ndarray) -> None:
    """Print mean prediction and observed share by range, and what thresholds do."""
    for low, high in pairwise(RANGES):
        inside = (chance >= low) & (chance < high)
        if inside.any():
            print(f"{low:.2f}-{high:.2f}: {inside.sum():4} cases, said {chance[inside].mean():.2f},"
                  f" observed {slip[inside].mean():.2f}")  # fmt: skip
    for least in (0.3, 0.6, 0.85, 0.95):
        acted = chance >= least
        print(f"from {least}: {slip[acted].sum()} right, {(~slip)[acted].sum()} wrong")


def train(data: Path) -> None:
    """Cross-validate, then fit on everything and write the model."""
    cases = [*translated(data, "train"), *human(data)]
    names = sorted({name for case in cases for name in case.seen})
    rows, slip = matrix(cases, names), np.array([case.slip for case in cases])
    groups = [case.sentence for case in cases]
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    chance = np.zeros(len(cases))
    folds = GroupKFold(5, shuffle=True, random_state=1)
    for learn, test in folds.split(rows, slip, groups):
        chance[test] = model.fit(rows[learn], slip[learn]).predict_proba(rows[test])[:, 1]
    print(f"{len(cases)} repetitions, {slip.sum()} slips; cross-validated:")
    reliability(chance, slip)
    model.fit(rows, slip)
    weights = {n: round(float(w), 3) for n, w in zip(names, model.coef_[0], strict=True)}
    value = {"bias": round(float(model.intercept_[0]), 3), "weights": weights}
    path = ROOT / "models" / "repetition.json"
    path.write_text(json.dumps(value, indent=0, sort_keys=True) + "\n", "utf-8")
    print(f"{path.name}: {path.stat().st_size} bytes")


def report(data: Path) -> None:
    """The shipped model on MLQE-PE dev, which it has not seen."""
    cases = list(translated(data, "dev"))
    reliability(np.array([c.chance for c in cases]), np.array([c.slip for c in cases]))


def main() -> int:
    """Train or report."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("step", nargs="?", choices=("train", "report"), default="train")
    parser.add_argument(
        "--data", type=Path, default=ROOT.parent / "shared" / "data", metavar="DIR",
        help="folder with the development data (default: ../shared/data)",
    )  # fmt: skip
    args = parser.parse_args()
    if not args.data.is_dir():
        raise MeasureError(f"{args.data}: no such folder (see --data)")
    (train if args.step == "train" else report)(args.data)
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
