"""A preposition that does not belong where it stands, and the one that does.

The classical way of correcting prepositions (Tetreault and Chodorow, The Ups and Downs of
Preposition Error Detection, COLING 2008; Gamon et al., IJCNLP 2008): a model of well-formed text
says which word to expect, and a second one, the judge, whether what it says is reason enough. Here
they are the network of `prepositions` and boosted trees that also see n-gram counts
(after Bergsma, Lin and Goebel, Web-Scale N-gram Models for Lexical Disambiguation, IJCAI 2009).
Both are trained by ``scripts/train_function_word.py``; figures are in ``models/function_word.md``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import cache
from math import exp, log
from typing import NamedTuple

from cleanup.context import boosted
from cleanup.context.ngrams import END, START, Ngrams
from cleanup.context.prepositions import WORDS, net
from cleanup.resources import data_path

NUMBER = {word: number for number, word in enumerate(WORDS)}
_FREQUENT = (
    "of in to for on by with from at as than about over up between through against out after into"
).split()
_GAIN = 4.0
"""How much better one of the frequent words must fit by n-gram counts (natural logarithms)."""
_UNEXPECTED = -5.0
"""Log probability above which a written word is what can be expected."""


_JOINTS = frozenset("-/&_@#\\")
"""Marks that make a word a part of something else: on-site, and/or."""
_LEAST_TOKENS = 5
"""Shorter sentences say too little."""
_MOST_CAPITALS = 0.5
"""A sentence with a larger share of capitalised words is a headline, a title, a list of names."""


def row_of(forms: Sequence[str]) -> list[str]:
    """START, the forms of one sentence, END; a word of `WORDS` at its head in lower case."""
    row = [START, *forms, END]
    first = next((at for at, form in enumerate(row) if form[0].isalpha()), 0)
    if row[first].lower() in NUMBER:
        row[first] = row[first].lower()
    return row


def places(row: Sequence[str]) -> Iterator[int]:
    """Where words of `WORDS` stand that may be judged: in prose, by themselves, no capital."""
    letters = [form for form in row if form[0].isalpha()]
    capitals = sum(form[0].isupper() for form in letters)
    if len(row) < _LEAST_TOKENS + 2 or capitals > _MOST_CAPITALS * len(letters):
        return
    for at, form in enumerate(row):
        if form in NUMBER and row[at - 1] not in _JOINTS and row[at + 1] not in _JOINTS:
            yield at


class Doubt(NamedTuple):
    """A word that seems to stand in the place of another."""

    better: str
    features: dict[str, float]
    """What the judge decides by."""


def doubt(counts: Ngrams, row: Sequence[str], at: int) -> Doubt | None:
    """A better word for ``row[at]`` and the evidence; ``None`` for no doubt.

    Args:
        row: see `row_of`.
        at: one of its `places`.
    """
    written = row[at]
    if counts.count(row[at - 1], written, row[at + 1]):
        return None
    around = list(row[max(at - 2, 0) : at + 3])
    place = min(at, 2)

    def fit(word: str) -> float:
        around[place] = word
        return counts.fit(around, place, place + 1)

    own = fit(written)
    if all(fit(word) < own + _GAIN for word in _FREQUENT):
        return None
    scores = net().scores(row, at)
    if scores[NUMBER[written]] > _UNEXPECTED:
        return None
    first, second = sorted(range(len(WORDS)), key=scores.__getitem__, reverse=True)[:2]
    better = WORDS[first]
    gain = fit(better) - own
    if gain < 1:
        return None
    features = {
        "written": scores[NUMBER[written]],
        "better": scores[first],
        "lead": scores[first] - scores[second],
        "gap": scores[first] - scores[NUMBER[written]],
        "entropy": -sum(exp(score) * score for score in scores),
        "gain": gain,
        "before": log(counts.count(row[at - 1]) + 1),
        "behind": log(counts.count(row[at + 1]) + 1),
        "taken_for": _taken()[NUMBER[written]][first],
        "taken_right": _taken()[NUMBER[written]][NUMBER[written]],
    }
    for name, word in (("written", written), ("better", better)):
        found = _seen(counts, row, at, word)
        features |= {f"{name}_{key}": value for key, value in found.items()}
    return Doubt(better, features)


def _seen(counts: Ngrams, row: Sequence[str], at: int, word: str) -> dict[str, float]:
    """How often a word was seen between these neighbours, and how much above chance, in logs."""
    before, behind = row[at - 1], row[at + 1]
    left, right = counts.count(before, word), counts.count(word, behind)
    own, total = counts.count(word) + 1, counts.count("")
    return {
        "count": log(own),
        "left": log(left + 0.3),
        "right": log(right + 0.3),
        "left_chance": log((left + 0.3) * total / ((counts.count(before) + 5) * own)),
        "right_chance": log((right + 0.3) * total / ((counts.count(behind) + 5) * own)),
        "between": log(counts.count(before, word, behind) + 0.3),
        "two_before": log(counts.count(row[at - 2], before, word) + 0.3) if at > 1 else log(0.3),
        "two_behind": (
            log(counts.count(word, behind, row[at + 2]) + 0.3) if at + 2 < len(row) else log(0.3)
        ),
    }


def probability(features: dict[str, float]) -> float:
    """Probability (0..1) that the better word is the right one, three of 100 places being wrong."""
    return boosted.model("function_word.judge.json", "judge").probability(features)


@cache
def _taken() -> list[list[float]]:
    """Mean log odds that the network gives one word where another stands, by their numbers."""
    table = json.loads(data_path("function_word.net.json").read_text("utf-8"))["taken"]
    return [[value / 100 for value in row] for row in table]
