"""The judge of function words: training, cross-validation, and its figures as Markdown."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from function_word_samples import Sample
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import GroupKFold

from cleanup.context.boosted import exported

WEIGHTS = {"text": 1.0, "noise": 0.1, "mt": 2.0}
"""Errors are rarer in use than here, and what is to be corrected is machine translation."""
FOLDS = 5
BINS = (0.0, 0.1, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
LEVELS = (0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9)


def trees() -> HistGradientBoostingClassifier:
    """The learner."""
    return HistGradientBoostingClassifier(
        max_iter=200,
        max_leaf_nodes=6,
        learning_rate=0.08,
        min_samples_leaf=40,
        l2_regularization=5.0,
        early_stopping=False,
        random_state=0,
    )


def train(samples: list[Sample]) -> tuple[dict[str, Any], Any]:
    """The model of all samples in which something was found, and what the other folds' say."""
    names = sorted(samples[0].found.features) if samples[0].found else []
    table = np.array([[s.found.features[n] for n in names] for s in samples if s.found])
    right = np.array([s.restores for s in samples], dtype=int)
    weights = np.array([WEIGHTS[s.source] for s in samples])
    said = np.zeros(len(samples))
    groups = [s.group for s in samples]
    for known, new in GroupKFold(FOLDS).split(table, right, groups):
        fitted = trees().fit(table[known], right[known], sample_weight=weights[known])
        said[new] = fitted.predict_proba(table[new])[:, 1]
    return exported(trees().fit(table, right, sample_weight=weights), names), said


def report(samples: list[Sample], said: Any, all_places: dict[str, int], words: int) -> list[str]:
    """Calibration, and what each threshold lets through, as lines of Markdown.

    Args:
        samples: those in which something was found.
        said: the probability for each, by a model that has not seen its sentence.
        all_places: how many places there were, by source.
        words: words of the texts as they are.
    """
    right = np.array([s.restores for s in samples])
    weights = np.array([WEIGHTS[s.source] for s in samples])
    lines = ["| said | places | mean said | found right |", "|---|---|---|---|"]
    for low, high in pairwise(BINS):
        within = (said >= low) & (said < high) if high < 1 else said >= low
        if within.any():
            mean, share = (np.average(v[within], weights=weights[within]) for v in (said, right))
            lines.append(f"| {low}-{high} | {within.sum():,} | {mean:.2f} | {share:.2f} |")
    lines += [
        "",
        "| from | random words put right | put wrong | changes in 10,000 words of text | "
        "translations: as the post-editor | he kept | he had another |",
        "|---|---|---|---|---|---|---|",
    ]
    source = np.array([s.source for s in samples])
    intact = np.array([s.intact for s in samples])
    for level in LEVELS:
        acts = said >= level
        noise, text, mt = (acts & (source == name) for name in ("noise", "text", "mt"))
        lines.append(
            f"| {level} | {(noise & right).sum() / all_places['noise']:.1%} "
            f"| {(noise & ~right).sum() / all_places['noise']:.1%} "
            f"| {1e4 * text.sum() / words:.2f} "
            f"| {(mt & right).sum()} | {(mt & intact).sum()} | {(mt & ~right & ~intact).sum()} |"
        )
    return lines
