"""The second look at an English mark: do the words read better without it?

What `marks` makes of the word classes around a mark is weighed with n-gram counts of news
(`cleanup.context.ngrams`), and with what comes next: a logistic regression for each mark over four
numbers, their squares, and the kind of the next character. It learned from the marks of real
machine translations as well, whose writers punctuate otherwise than newspapers do.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from math import exp, log
from typing import NamedTuple

from cleanup.context.ngrams import END, START, Ngrams, ngrams, tokens
from cleanup.punctuation.words import table

_WINDOW = 60
"""Code points on either side of which the n-grams see the nearest two tokens."""
_LIMIT = 3.0
"""Standard deviations from which a number's square grows no further."""
_KINDS = "aA0q"
"""What may come next: a small letter, a capital, a digit, an opening mark."""


def fluency(text: str, at: int, start: int, end: int, counts: Ngrams) -> tuple[float, float]:
    """How much better a stretch reads without the mark at `at`, in natural logarithms.

    Args:
        text: the document's text.
        at: where the mark stands.
        start: where the block begins.
        end: where it ends.
        counts: the n-grams of its language.

    Returns:
        The gain at the next word, and at the one behind that.
    """
    left = [t.form for t in tokens(text[max(start, at - _WINDOW) : at])][-2:]
    right = [t.form for t in tokens(text[at + 1 : min(end, at + 1 + _WINDOW)])][:2]
    first, second = [START] * (2 - len(left)) + left
    third, fourth = right + [END] * (2 - len(right))
    mark, score = text[at], counts.score
    with_mark = score(mark, first, second) + score(third, second, mark)
    return (
        score(third, first, second) - with_mark,
        score(fourth, second, third) - score(fourth, mark, third),
    )


def kind_of_next(text: str, at: int, end: int) -> str:
    """One of ``a A 0 q`` for what comes behind the mark at `at`, or ``""``."""
    ahead = text[at + 1 : min(end, at + _WINDOW)].lstrip()[:1]
    if ahead.isdigit():
        return "0"
    if ahead.isalpha():
        return "A" if ahead.isupper() else "a"
    return "q" if ahead and ahead in "\"'“‘([€$£" else ""


class Judge(NamedTuple):
    """The model of one mark."""

    bias: float
    mean: tuple[float, ...]
    deviation: tuple[float, ...]
    weights: tuple[float, ...]
    """Of what `rows` gives, in its order."""

    def likelihood(self, numbers: Sequence[float], kind: str, *, special: bool) -> float:
        """Probability that the mark is stray, if one sentence in ten has a stray mark."""
        row = rows(numbers, self.mean, self.deviation, kind, special=special)
        score = self.bias + sum(w * x for w, x in zip(self.weights, row, strict=True))
        return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


def rows(
    numbers: Sequence[float],
    mean: Sequence[float],
    deviation: Sequence[float],
    kind: str,
    *,
    special: bool,
) -> list[float]:
    """The features of a mark: its numbers standardised, squared, and by the kind of what follows.

    Args:
        numbers: log-odds by word classes, cohesion, and the two gains of `fluency`.
        mean: of each number in training.
        deviation: standard deviation of each number in training.
        kind: see `kind_of_next`.
        special: the mark stands where such marks often do; see `marks.is_special`.
    """
    normal = [(n - m) / d for n, m, d in zip(numbers, mean, deviation, strict=True)]
    squares = [max(-_LIMIT, min(_LIMIT, n)) ** 2 for n in normal]
    flags = [float(kind == k) for k in _KINDS] + [float(special)]
    crossed = [flag * normal[i] for i in (0, 2) for flag in flags]
    return [*normal, *squares, *flags, *crossed]


@cache
def judge(mark: str) -> Judge | None:
    """The model of a mark; None where there are no n-gram counts to feed it."""
    if ngrams("en") is None:
        return None
    part = table("judges")["!" if mark == "?" else mark]
    return Judge(part["bias"], *(tuple(part[n]) for n in ("mean", "deviation", "weights")))


def log_odds(chance: float) -> float:
    """``log(p / (1 - p))``, kept finite."""
    chance = min(max(chance, 1e-13), 1 - 1e-13)
    return log(chance / (1 - chance))
