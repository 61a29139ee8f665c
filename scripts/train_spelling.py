#!/usr/bin/env python3
"""Train the spelling model and write models/spelling.json and models/spelling.md.

    python scripts/train_spelling.py --data DIR

First the weights of the noisy channel, so that what was meant ranks first among the candidates of a
misspelt token (conditional logit). Then, with and without n-gram counts, the probability that a
suspect's best candidate is right (boosted trees), cross-validated by sentence. Needs scikit-learn,
scipy and codespell (whose list of misspellings, CC BY-SA 3.0, is only read here).
"""

from __future__ import annotations

import argparse
import json
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import generated
import numpy as np
from scipy.optimize import minimize
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold
from spelling_samples import Planted, Sample, from_sentences, from_translations, held_back, planted

from cleanup.context.boosted import exported
from cleanup.context.dictionary import dictionary
from cleanup.context.lexicon import lexicon
from cleanup.context.ngrams import END, START, ngrams, tokens
from cleanup.spelling.candidates import KINDS
from cleanup.spelling.suspects import Speller

MODELS = generated.ROOT / "models"
WEIGHTS = {"misspelt": 1.0, "intact": 20.0, "kept": 20.0, "mended": 10.0, "replaced": 10.0}
"""Errors are rarer in use than in training; what a post-editor replaced says less than what he
kept."""
UNIFORM = {"fit": 1.0, "frequency": 0.0, "unlikely": 0.0, "first": 0.0, **dict.fromkeys(KINDS, 0.0)}
FOLDS = 5
BINS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0)


def speller(context: bool, channel: dict[str, float]) -> Speller:
    """An English speller, with n-gram counts or without."""
    words, spelt = lexicon("en"), dictionary("en")
    assert words is not None
    assert spelt is not None
    return Speller(words, spelt, ngrams("en") if context else None, channel)


# ---------------------------------------------------------------- the channel


def train_channel(context: bool, texts: list[str]) -> dict[str, float]:
    """Weights that put the meant word first."""
    names = tuple(UNIFORM) if context else tuple(n for n in UNIFORM if n != "fit")
    ranker = speller(context, UNIFORM)
    rows: list[Any] = []
    for _, case in planted(texts, seed=0):
        rows += _choices(ranker, case, names)
    right = [truth for truth, _ in rows]
    tables = [table for _, table in rows]

    def loss(weights: Any) -> tuple[float, Any]:
        total, slope = 0.0, np.zeros(len(names))
        for truth, table in zip(right, tables, strict=True):
            scores = table @ weights
            shares = np.exp(scores - scores.max())
            shares /= shares.sum()
            total -= np.log(shares[truth] + 1e-12)
            slope -= table[truth] - shares @ table
        return total + 0.5 * float(weights @ weights), slope + weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B").x
    first = sum(int(np.argmax(t @ found) == truth) for truth, t in rows)
    print(f"channel: {first} of {len(rows)} meant words ranked first")
    return {**UNIFORM, "fit": 0.0} | {
        name: round(float(weight), 3) for name, weight in zip(names, found, strict=True)
    }


def _choices(ranker: Speller, case: Planted, names: tuple[str, ...]) -> list[Any]:
    """The candidates of the misspelt token as rows, and which of them was meant."""
    words = list(tokens(case.text))
    place = next((i for i, token in enumerate(words) if token.start == case.start), None)
    if place is None or words[place].end != case.end:
        return []
    forms = [START, *(token.form for token in words), END]
    initial = not any(form[0].isalpha() for form in forms[1 : place + 1])
    nonword = not ranker.is_word(forms[place + 1])
    options = ranker.options(forms, place + 1, initial, nonword)
    truth = next((i for i, o in enumerate(options) if o.slip.word == case.right.lower()), None)
    if truth is None or len(options) < 2:
        return []
    table = []
    for option in options:
        made = option.slip
        row = dict.fromkeys(UNIFORM, 0.0) | {
            "fit": option.fit,
            "frequency": option.zipf,
            made.kind: 1.0,
            "unlikely": float(not made.likely),
            "first": float(made.at == 0),
        }
        table.append([row[name] for name in names])
    return [(truth, np.array(table))]


# ---------------------------------------------------------------- the probability


def train_probability(samples: list[Sample]) -> tuple[dict[str, Any], Any]:
    """The model of all samples, and what models of the other folds said of each."""
    features = sorted(samples[0].suspect.features)
    table = np.array([[s.suspect.features[name] for name in features] for s in samples])
    right = np.array([s.right for s in samples], dtype=int)
    weights = np.array([WEIGHTS[s.sort] for s in samples])
    groups = [s.group for s in samples]
    said = np.zeros(len(samples))
    for train, test in GroupKFold(FOLDS).split(table, right, groups):
        fitted = _trees().fit(table[train], right[train], sample_weight=weights[train])
        said[test] = fitted.predict_proba(table[test])[:, 1]
    return exported(_trees().fit(table, right, sample_weight=weights), features), said


def _trees() -> HistGradientBoostingClassifier:
    return HistGradientBoostingClassifier(
        max_iter=200,
        max_leaf_nodes=16,
        learning_rate=0.1,
        min_samples_leaf=40,
        early_stopping=False,
        random_state=0,
    )


def report(samples: list[Sample], said: Any) -> list[str]:
    """The calibration and the thresholds as lines of Markdown."""
    right = np.array([s.right for s in samples])
    sorts = np.array([s.sort for s in samples])
    weights = np.array([WEIGHTS[s.sort] for s in samples])
    lines = ["| said | suspects | mean said | found right |", "|---|---|---|---|"]
    for low, high in pairwise(BINS):
        inside = (said >= low) & ((said < high) | (high == 1.0))
        if inside.any():
            share = weights[inside] @ right[inside] / weights[inside].sum()
            mean = weights[inside] @ said[inside] / weights[inside].sum()
            lines.append(f"| {low}–{high} | {inside.sum():,} | {mean:.2f} | {share:.2f} |")
    misspelt = sorts == "misspelt"
    columns = ("intact", "kept", "mended", "replaced")
    lines += [
        "",
        f"| at least | of the misspelt mended | spoilt | {' | '.join(columns)} |",
        "|---" * (3 + len(columns)) + "|",
    ]
    for least in (0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        above = said >= least
        counts = [str(int((above & (sorts == name)).sum())) for name in columns]
        mended = (above & misspelt & right).sum() / (misspelt & right).sum()
        spoilt = int((above & misspelt & ~right).sum())
        lines.append(f"| {least} | {100 * mended:.1f} % | {spoilt} | {' | '.join(counts)} |")
    return lines


def main() -> int:
    """Train and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    data = generated.ROOT.parent / "shared" / "data"
    parser.add_argument("--data", type=Path, default=data, metavar="DIR")
    args = parser.parse_args()
    if not (args.data / "text").is_dir():
        print(f"{args.data}: there is no folder text (--data)", file=sys.stderr)
        return 2
    texts = held_back(args.data)
    content: dict[str, Any] = {"channel": {}}
    tables = []
    for name, context in (("context", True), ("alone", False)):
        channel = train_channel(context, texts)
        content["channel"][name] = channel
        judge = speller(context, channel)
        samples = [
            *from_sentences(judge, texts),
            *from_translations(judge, args.data / "mlqe-pe"),
        ]
        content[name], said = train_probability(samples)
        tables.append((name, len(samples), report(samples, said)))
        print(name, channel, *report(samples, said), sep="\n")
    path = MODELS / "spelling.json"
    path.write_text(render(content), "utf-8")
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} KB")
    card = MODELS / "spelling.md"
    if card.exists():
        card.write_text(with_tables(card.read_text("utf-8"), tables), "utf-8")
    return 0


def render(content: dict[str, Any]) -> str:
    """The models as JSON, a tree a line."""
    lines = ["{", f'"channel": {json.dumps(content["channel"])}']
    for name in ("context", "alone"):
        model = content[name]
        trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in model["trees"])
        head = f'"features": {json.dumps(model["features"])}, "intercept": {model["intercept"]}'
        lines[-1] += ","
        lines.append(f'"{name}": {{{head}, "trees": [\n{trees}\n]}}')
    return "\n".join([*lines, "}"]) + "\n"


def with_tables(card: str, tables: list[tuple[str, int, list[str]]]) -> str:
    """The card with today's tables below its headings ``## Calibration ...``."""
    for name, samples, lines in tables:
        heading = f"## Calibration, {name}"
        before, _, rest = card.partition(heading)
        _, mark, after = rest.partition("\n## ")
        card = (
            f"{before}{heading}\n\n{samples:,} suspects.\n\n"
            + "\n".join(lines)
            + "\n"
            + mark
            + after
        )
    return card


if __name__ == "__main__":
    sys.exit(main())
