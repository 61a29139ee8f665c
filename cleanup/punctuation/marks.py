"""How well an English mark fits where it stands.

A first model, the same for all marks, says how closely the words on both sides of a gap belong
together (`cohesion`): it learned from gaps with a comma and gaps without. A second, small one for
each mark weighs that with what is special to the mark (`class_likelihood`). Both are logistic
regressions over names of word classes, summed up from dictionaries. A third takes n-grams into
account (`likelihood`; see `fluency`).
"""

from __future__ import annotations

from functools import cache
from math import exp
from typing import NamedTuple

from cleanup.context.ngrams import ngrams
from cleanup.punctuation.fluency import fluency, judge, kind_of_next, log_odds
from cleanup.punctuation.words import END, START, Word, look, table

QUICK = ("left", "right", "pair", "fine")
SLOW = (
    *("long2", "long3", "left2", "right2", "over", "over2", "tails", "lead", "trail", "trail2"),
    *(
        "last",
        "next",
        "both",
        "first",
        "since",
        "until",
        "opening",
        "letter",
        "case",
        "list",
        "verbs",
        "verb",
        "same",
    ),
)
"""Names of what the weights stand for: the quick ones, which alone rule most gaps out, are those
of `Gap.quick`, the others those of `Gap.slow`, in their order."""

_WINDOW = 70
"""Code points looked at on either side."""
_NEAR = (0, 1, 2, 3, 4, 5, 5, 7, 7, 7, 10, 10, 10, 10, 14, 14, 14, 14, 14, 14)
_WORTH_A_LOOK = -10
"""Least sum of the quick weights, in hundredths, of all but a few of the stray commas found."""
VERBS = frozenset(
    "am is are was were has have had do does did will would can could may might must shall should "
    "isn't wasn't can't don't didn't won't I'm it's he's that's said says".split()
)
_TERMINALS = frozenset(".!?")
_PAIRED = 5
"""Words between two commas that may enclose a parenthesis, at most."""
_HOPELESS = 1e-4
"""Probability by word classes below which no second look would help."""


class Gap(NamedTuple):
    """The place of a mark, with the words around it; a sentence's end hides what is beyond."""

    text: str
    at: int
    start: int
    end: int
    l1: Word
    l2: Word
    r1: Word
    r2: Word
    before: list[str]
    """The tokens before the mark within reach, in text order."""
    after: list[str]
    """The tokens behind the mark within reach."""

    def quick(self) -> tuple[str, ...]:
        """The keys of `QUICK`."""
        l1, r1 = self.l1, self.r1
        return l1.form, r1.form, f"{l1.cluster} {r1.cluster}", f"{l1.cls} {r1.cls}"

    def slow(self) -> tuple[str, ...]:
        """The keys of `SLOW`."""
        l1, l2, r1, r2 = self.l1, self.l2, self.r1, self.r2
        left, right = l1.cluster, r1.cluster
        since, until, first = self._surroundings()
        verbs = f"{_has_verb(self.before[-8:])}{_has_verb(self.after[:8])}"
        case = "U" if r1.upper else "0" if right[0] == "0" else ""
        return (
            f"{l2.cls} {l1.cls} {r1.cls}",
            f"{l1.cls} {r1.cls} {r2.cls}",
            f"{l2.cluster} {left}",
            f"{right} {r2.cluster}",
            f"{l2.cluster} {right}",
            f"{left} {r2.cluster}",
            l1.trail + case,
            r1.lead,
            r1.trail,
            l2.trail,
            since,
            until,
            since + until,
            first + since[1:] if first else "",
            f"{since} {left}",
            f"{until} {right}",
            f"{first} {right}" if first else "",
            f"{l1.form[-1:]} {right}",
            f"{left} {case}",
            f"{self._list()} {since[0]} {left == right}",
            f"{verbs} {right}",
            f"{verbs} {left}",
            f"{min(self.text.count(self.text[self.at], self.start, self.end), 4)} {verbs}",
        )

    def _list(self) -> str:
        """How many tokens on there is an *and* or *or*, as before the last item of a list."""
        for number, token in enumerate(self.after[1:5]):
            if token in ("and", "or"):
                return str(number)
        return ""

    def _surroundings(self) -> tuple[str, str, str]:
        """Words since the last comma or the start, until the next or the end; the opening word."""
        text, at, start, end = self[:4]
        back = max(text.rfind(". ", start, at), text.rfind("! ", start, at))
        back = max(text.rfind("? ", start, at), back) + 1 or start
        comma = text.rfind(",", back, at - 1)
        ahead = text.find(". ", at + 1, end)
        ahead = end if ahead < 0 else ahead
        following = text.find(",", at + 1, ahead)
        since = _distance(text.count(" ", max(comma, back), at))
        until = _distance(text.count(" ", at + 2, ahead if following < 0 else following))
        if comma >= 0:
            return f"c{since}", f"{'e' if following < 0 else 'c'}{until}", ""
        opening = text[back : back + 24].split(None, 1)
        first = look(opening[0]).cls if opening else ""
        return f"s{since}", f"{'e' if following < 0 else 'c'}{until}", first


def _has_verb(tokens: list[str]) -> str:
    """``v`` if there is an auxiliary or another very frequent finite verb."""
    return "-" if VERBS.isdisjoint(tokens) else "v"


def _distance(words: int) -> int:
    return _NEAR[words] if words < 20 else 20


def gap(text: str, at: int, start: int, end: int) -> Gap:
    """The gap where the mark at `at` stands, in the block ``text[start:end]``."""
    before = text[max(start, at - _WINDOW) : at].split()
    after = text[at + 1 : min(end, at + _WINDOW)].split()
    l1 = look(before[-1]) if before else START
    l2 = look(before[-2]) if len(before) > 1 else START
    if l2.trail in _TERMINALS:
        l2 = START
    r1 = look(after[0]) if after else END
    r2 = END if len(after) < 2 or r1.trail in _TERMINALS else look(after[1])
    return Gap(text, at, start, end, l1, l2, r1, r2, before, after)


class _Weights(NamedTuple):
    """The weights of a model in hundredths, by template."""

    bias: float
    quick: tuple[dict[str, int], ...]
    slow: tuple[dict[str, int], ...]


class _Mark(NamedTuple):
    """The model of one mark."""

    weights: _Weights
    cohesion: tuple[float, float, float]
    """Weights of the cohesion, of its part above 0, and of its part above 2."""
    scale: tuple[float, float]
    """Slope and constant that turn the score into the log-odds of a stray mark."""


@cache
def _cohesion() -> _Weights:
    return _weights(table("marks")["cohesion"])


@cache
def _mark(mark: str) -> _Mark:
    part = table("marks")["marks"]["!" if mark == "?" else mark]
    return _Mark(_weights(part), tuple(part["cohesion"]), tuple(part["scale"]))


def _weights(part: dict[str, dict[str, dict[str, int]]]) -> _Weights:
    by_template = part["weights"]
    quick, slow = (tuple(by_template.get(t, {}) for t in names) for names in (QUICK, SLOW))
    return _Weights(part["bias"], quick, slow)  # type: ignore[arg-type]


def _sum(tables: tuple[dict[str, int], ...], keys: tuple[str, ...]) -> float:
    return sum([t.get(k, 0) for t, k in zip(tables, keys, strict=True)]) / 100


def cohesion(where: Gap) -> float:
    """How surely no mark belongs between the words on both sides: a number without unit."""
    weights = _cohesion()
    return weights.bias + _sum(weights.quick, where.quick()) + _sum(weights.slow, where.slow())


def may_be_stray(left: str, right: str) -> bool:
    """Whether a comma between two tokens is worth a closer look."""
    by_left, by_right, by_pair, by_fine = _cohesion().quick
    l1, r1 = look(left), look(right)
    score = by_left.get(l1.form, 0) + by_right.get(r1.form, 0)
    score += by_pair.get(f"{l1.cluster} {r1.cluster}", 0) + by_fine.get(f"{l1.cls} {r1.cls}", 0)
    return score > _WORTH_A_LOOK


def class_likelihood(where: Gap, close: float) -> float:
    """Probability that the mark at a gap is stray, by the word classes around it alone.

    Args:
        where: the gap.
        close: its `cohesion`.
    """
    weights, (whole, above, far), (slope, constant) = _mark(where.text[where.at])
    score = weights.bias + _sum(weights.quick, where.quick()) + _sum(weights.slow, where.slow())
    score += whole * close + above * max(close, 0.0) + far * max(close - 2, 0.0)
    return 1 / (1 + exp(-max(-30.0, min(30.0, slope * score + constant))))


def likelihood(where: Gap, close: float) -> float:
    """The same with n-grams for a second look, if one sentence in ten has a stray mark."""
    chance = class_likelihood(where, close)
    text, at, start, end = where[:4]
    model, counts = judge(text[at]), ngrams("en")
    if model is None or counts is None or chance < _HOPELESS:
        return chance
    numbers = log_odds(chance), close, *fluency(text, at, start, end, counts)
    kind = kind_of_next(text, at, end)
    return model.likelihood(numbers, kind, special=is_special(where))


def is_special(where: Gap) -> bool:
    """Whether a mark stands where such marks often do: one of two commas, *s'*, ``,"``."""
    mark = where.text[where.at]
    if mark == ",":
        near = (*where.before[-_PAIRED:], *where.after[:_PAIRED])
        return any(token[-1] == "," for token in near)
    if mark == "'":
        return where.text[where.at - 1] == "s"
    return mark == '"' and where.text[where.at - 1] == ","
