"""Whether an English line is a sentence that lost its stop, and where a stop is lost inside one.

Headlines, captions and labels have no stop to lose. They leave out articles and auxiliaries, tell
of the past in the present tense, and may have capitals throughout; a logistic regression over
word classes learned the difference (`sentence_likelihood`). A second one knows from the words on
both sides of a space, the right one with a capital, whether a sentence begins there
(`boundary_likelihood`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from math import exp
from typing import Any

from cleanup.punctuation.marks import QUICK, SLOW, Gap
from cleanup.punctuation.words import look, table

ARTICLES = frozenset({"the", "a", "an"})
_SINGLE = frozenset("'‘")
_LENGTHS = (3, 5, 7, 9, 11, 13, 16, 20, 26, 40)


def _bucket(number: int) -> int:
    return sum(number > limit for limit in _LENGTHS)


def line_keys(tokens: Sequence[str]) -> list[str]:
    """What the model of sentences sees of a line: the names of its features, with repetitions."""
    words = [look(token) for token in tokens]
    size = _bucket(len(words))
    found = [f"u {w.cls}" for w in words]
    found += [f"b {one.cls} {two.cls}" for one, two in pairwise(words)]
    found += [f"1 {w.cls}" for w in words[:5]]
    verb = next((w for w in words[1:8] if not w.upper), words[0])
    capitals = sum(w.upper for w in words[1:])
    articles = sum(w.form in ARTICLES for w in words)
    found += [
        f"n {size}",
        f"a {min(articles, 4)} {size}",
        f"c {10 * capitals // max(len(words) - 1, 1)} {size}",
        f"f {words[0].cls}",
        f"v {words[0].form in ARTICLES} {verb.cls} {verb.form[-1:]}",
        f"w {words[0].upper} {verb.form[-1:]} {verb.form[-2:]} {articles > 0}",
        f"q {any(w.lead in _SINGLE for w in words if w.lead)}",
        f"g {words[0].cls} {words[1].cls}" if len(words) > 1 else "g",
        f"l {words[-1].cls}",
        f"t {sum(':' in w.trail for w in words[:6])}",
        f"m {sum(',' in w.trail for w in words) > 0} {size}",
    ]
    return found


def sentence_likelihood(tokens: Sequence[str]) -> float:
    """Probability that a line is a sentence, if headlines and sentences are equally frequent."""
    return keys_likelihood(line_keys(tokens))


def keys_likelihood(keys: Sequence[str]) -> float:
    """The same from the keys of the line."""
    model = table("sentences")["line"]
    weights: dict[str, int] = model["weights"]
    return _chance(model["bias"] + sum([weights.get(key, 0) for key in keys]) / 100, model["scale"])


def may_begin(left: str, right: str) -> bool:
    """Whether the space between two tokens is worth asking `boundary_likelihood` about."""
    (by_left, by_right, by_pair, by_fine), _, bias, _ = _boundary()
    l1, r1 = look(left), look(right)
    score = bias + by_left.get(l1.form, 0) + by_right.get(r1.form, 0)
    score += by_pair.get(f"{l1.cluster} {r1.cluster}", 0) + by_fine.get(f"{l1.cls} {r1.cls}", 0)
    return score > _WORTH_A_LOOK


def boundary_likelihood(where: Gap) -> float:
    """Probability that a sentence begins behind a space, if one stop in a hundred is lost."""
    quick, slow, bias, scale = _boundary()
    score = bias + sum([t.get(k, 0) for t, k in zip(quick, where.quick(), strict=True)])
    score += sum([t.get(k, 0) for t, k in zip(slow, where.slow(), strict=True)])
    return _chance(score / 100, scale)


CAPITAL = re.compile(r"(?<=[\w)%]) (?=[A-Z])|(?<=\w[\"”]) (?=[A-Z])")
"""A space behind which a sentence may begin without a stop before it."""
_WORTH_A_LOOK = -90
"""Sum of the quick weights, in hundredths, that nearly all places found have more than."""

Tables = tuple[dict[str, int], ...]


@cache
def _boundary() -> tuple[Tables, Tables, float, list[float]]:
    model: dict[str, Any] = table("sentences")["boundary"]
    by_template = model["weights"]
    quick, slow = (tuple(by_template.get(t, {}) for t in names) for names in (QUICK, SLOW))
    return quick, slow, 100 * model["bias"], model["scale"]


def _chance(score: float, scale: Sequence[float]) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, scale[0] * score + scale[1]))))
