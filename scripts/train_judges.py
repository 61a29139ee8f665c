#!/usr/bin/env python3
"""Train the second look at English marks and write models/punctuation.judges.json.

    python scripts/train_judges.py          train, write, and print the figures of the card
    python scripts/train_judges.py report   only what the shipped model does on MLQE-PE dev

A mark is stray that was put behind a random word of a sentence. Two sorts of marks are not: those
of the development sentences of `train_punctuation.py`, which its models have not seen, and those
of machine translations (MLQE-PE train, five pairs into English) whose removal takes the sentence
away from its human post-edit. The n-grams are counted without the development and test sentences,
for counts that know a sentence know its marks. Needs scikit-learn and numpy.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from math import log
from pathlib import Path
from random import Random
from typing import NamedTuple

import make_ngrams
import numpy as np
import punctuation_samples as samples
import train_punctuation as first
from measuring import ROOT, MeasureError, read_records, run
from rapidfuzz.distance import Levenshtein
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from train_repetition import PAIRS, tokens

from cleanup.context.ngrams import Ngrams, ngrams
from cleanup.punctuation import fluency, marks, strays
from cleanup.rules.typography.stray_punctuation import SURE

TARGET = ROOT / "models" / "punctuation.judges.json"
LEGITIMATE = 10.0
"""Weight of a legitimate mark against a stray one: few of those may be taken away."""
STRENGTH = 0.3
"""Inverse of the L2 penalty."""


class Counts(dict[str, float]):
    """N-gram counts in memory, as `Ngrams` asks for them."""

    def get(self, key: str, default: float | None = 0.0) -> float:  # type: ignore[override]
        """The count; 0.0 of what was not seen."""
        return super().get(key, default or 0.0)


class Case(NamedTuple):
    """A mark with what the model sees of it."""

    sentence: str
    """Names the sentence, which cross-validation keeps together."""
    numbers: tuple[float, ...]
    kind: str
    special: bool
    moved: int
    """1 for an inserted mark; for others by how many tokens its removal helps: below 0, none."""


def case(text: str, at: int, sentence: str, moved: int, counts: Ngrams) -> Case:
    """The mark at `at` of a text."""
    where = marks.gap(text, at, 0, len(text))
    close = marks.cohesion(where)
    chance = marks.class_likelihood(where, close)
    gains = fluency.fluency(text, at, 0, len(text), counts)
    kind = fluency.kind_of_next(text, at, len(text))
    numbers = fluency.log_odds(chance), close, *gains
    return Case(sentence, numbers, kind, marks.is_special(where), moved)


def synthetic(lines: list[str], group: str, seed: int, counts: Ngrams) -> list[Case]:
    """The marks of sentences, and those put into them."""
    data = first.gaps_for(lines, group, Random(seed), lowered=0.02, torn_share=0.02)
    return [
        case(text, at, str(number), 1 if label else -1, counts)
        for number, ((text, at), label) in enumerate(zip(data.places, data.labels, strict=True))
    ]


def translated(data: Path, split: str, counts: Ngrams) -> dict[str, list[Case]]:
    """The marks of machine translations that removing would change for better or worse."""
    found: dict[str, list[Case]] = {mark: [] for mark in first.GROUPS}
    for pair in PAIRS:
        path = data / "mlqe-pe" / f"{pair}.{split}.jsonl.gz"
        for number, record in enumerate(read_records(path)):
            text, right = record["mt"], tokens(record["pe"])
            before = None
            for at in candidates(text):
                if before is None:
                    before = Levenshtein.distance(tokens(text), right)
                after = Levenshtein.distance(tokens(text[:at] + text[at + 1 :]), right)
                if after != before:
                    mark = "!" if text[at] == "?" else text[at]
                    name = f"{pair} {number}"
                    found[mark].append(case(text, at, name, before - after, counts))
    return found


def candidates(text: str) -> Iterator[int]:
    """Where marks stand that a model judges."""
    for match in strays.CANDIDATE.finditer(text):
        at = match.start()
        if text[at] not in "_^@~" and strays.eligible(text, at, 0, len(text), "en"):
            yield at


def fitted(cases: list[Case]) -> fluency.Judge:
    """The model of one mark."""
    numbers = np.array([c.numbers for c in cases])
    mean, deviation = numbers.mean(0), numbers.std(0)
    rows = [fluency.rows(c.numbers, mean, deviation, c.kind, special=c.special) for c in cases]
    stray = np.array([c.moved > 0 for c in cases])
    model = LogisticRegression(C=STRENGTH, max_iter=200, solver="newton-cholesky")
    model.fit(rows, stray, sample_weight=np.where(stray, 1.0, LEGITIMATE))
    return fluency.Judge(
        float(model.intercept_[0]), tuple(mean), tuple(deviation), tuple(model.coef_[0])
    )


def chances(model: fluency.Judge, cases: list[Case]) -> np.ndarray:
    """What a model says of cases."""
    return np.array([model.likelihood(c.numbers, c.kind, special=c.special) for c in cases])


def at_the_rate(model: fluency.Judge, group: str, sentences: int, inserted: int) -> fluency.Judge:
    """The model with its constant moved to the rate at which marks are taken to be stray."""
    wanted = first.STRAYS_A_SENTENCE * len(group) * sentences / inserted
    return model._replace(bias=model.bias + log(wanted * LEGITIMATE))


def crossed(known: list[Case], real: list[Case], model: fluency.Judge) -> np.ndarray:
    """Probabilities for the marks of translations by models that have not seen their sentence.

    Each is moved so that on the known cases it is on average as sure as `model`.
    """
    found = np.zeros(len(real))
    if not real:
        return found
    groups = [c.sentence for c in real]
    shift = model.bias - fitted([*known, *(c for c in real if c.moved < 0)]).bias
    for learn, test in GroupKFold(4).split(found, groups=groups):
        part = fitted([*known, *(real[i] for i in learn if real[i].moved < 0)])
        found[test] = chances(part._replace(bias=part.bias + shift), [real[i] for i in test])
    return found


def train(data: Path) -> None:
    """Fit a model for each mark, write them, and say what they do."""
    parts = samples.sentences(data)
    without = make_ngrams.measured(data / "mlqe-pe")
    counts = Ngrams(Counts(make_ngrams.counts([t for t in parts[0] if t not in without])))  # type: ignore[arg-type]
    shipped = ngrams("en")
    assert shipped is not None
    develop, test = samples.modern(parts[1]), samples.modern(parts[2])
    real = translated(data, "train", shipped)
    sentences = len(develop) + sum(
        len(read_records(data / "mlqe-pe" / f"{pair}.train.jsonl.gz")) for pair in PAIRS
    )
    models: dict[str, dict[str, object]] = {}
    for mark, group in first.GROUPS.items():
        known = synthetic(develop, group, 7, counts)
        inserted = sum(c.moved > 0 for c in known)
        model = fitted([*known, *(c for c in real[mark] if c.moved < 0)])
        model = at_the_rate(model, group, sentences, inserted)
        models[mark] = {
            "bias": round(model.bias, 3),
            **{n: [round(float(x), 3) for x in getattr(model, n)]
               for n in ("mean", "deviation", "weights")},
        }  # fmt: skip
        unseen = synthetic(test, group, 9, counts)
        by_others = crossed(known, real[mark], model)
        print(row(mark, unseen, chances(model, unseen), len(test), real[mark], by_others))
    text = json.dumps(models, ensure_ascii=False, indent=0, sort_keys=True)
    TARGET.write_text(text + "\n", "utf-8")
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1000:.0f} KB")


def row(
    mark: str,
    cases: list[Case],
    chance: np.ndarray,
    sentences: int,
    real: list[Case],
    said: np.ndarray,
) -> str:
    """A row of the card's table: what the rule's threshold does in sentences and translations."""
    group, least = first.GROUPS[mark], SURE[mark]
    stray, acted = np.array([c.moved > 0 for c in cases]), chance >= least
    weight = np.where(stray, first.STRAYS_A_SENTENCE * len(group), 1.0)
    found = 100 * np.sum(acted & stray) / stray.sum()
    wrong = 1000 * np.sum(acted & ~stray) / sentences
    return (
        f"| `{' '.join(group)}` | {least} | {found:.0f} % | {wrong:.2f} "
        f"| {first.reliability(chance, stray, weight)} | {balance(real, said, least)} |"
    )


def balance(real: list[Case], said: np.ndarray, least: float) -> str:
    """Removals in translations that help, and those that harm."""
    gone = [c.moved > 0 for c, chance in zip(real, said, strict=True) if chance >= least]
    return f"{sum(gone)} / {len(gone) - sum(gone)}"


def report(data: Path) -> None:
    """The shipped models on MLQE-PE dev, which they have not seen."""
    shipped = ngrams("en")
    assert shipped is not None
    for mark, cases in translated(data, "dev", shipped).items():
        model = fluency.judge(mark)
        if model is not None and cases:
            print(mark, balance(cases, chances(model, cases), SURE[mark]))


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
