"""Confidence intervals of the difference between two systems, by paired bootstrap resampling.

The units (sentences, items or articles) are drawn with replacement, for both systems alike, and
the difference of the figure is taken each time; the middle 95 % of the differences are the
interval (Koehn 2004, "Statistical Significance Tests for Machine Translation Evaluation").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from random import Random
from typing import NamedTuple

from cleanup.score.counting import Measure

LEVEL = 0.95
Units = Mapping[Hashable, Counter[str]]
"""Counts by unit."""


class Interval(NamedTuple):
    """A difference, and what it is at least and at most at 95 %."""

    delta: float
    low: float
    high: float


class _Gain(NamedTuple):
    """By unit what a numerator gains, and the denominator."""

    gains: Sequence[float]
    per: Sequence[float]
    scale: float

    def over(self, chosen: Sequence[int]) -> float | None:
        """The difference for some units; one may be there more than once."""
        by = sum(map(self.per.__getitem__, chosen))
        return self.scale * sum(map(self.gains.__getitem__, chosen)) / by if by else None


def differences(
    base: Units,
    others: Mapping[str, Units],
    measures: Sequence[Measure],
    *,
    resamples: int,
    seed: str,
) -> dict[str, dict[str, Interval]]:
    """How far others are from `base`, by name and measure.

    Args:
        base: counts by unit.
        others: the same for the other systems; what only one of two has read is not compared.
        measures: ratios whose denominator is the same for all systems; where there is nothing to
            divide by, a measure is left out.
        resamples: how often to draw.
        seed: of the draws, which are the same for all systems and measures.
    """
    gains = {
        (name, measure.id): gain
        for name, other in others.items()
        for measure in measures
        if any((gain := _gain(base, other, measure)).per)
    }
    drawn = _drawn({key: gain for key, gain in gains.items() if any(gain.gains)}, resamples, seed)
    found: dict[str, dict[str, Interval]] = {name: {} for name in others}
    every = range(len(base))
    for (name, id), gain in gains.items():
        values = drawn.get((name, id)) or [0.0]
        cut = (1 - LEVEL) / 2
        low, high = (values[round(at * (len(values) - 1))] for at in (cut, 1 - cut))
        found[name][id] = Interval(gain.over(every) or 0.0, low, high)
    return found


def _gain(base: Units, other: Units, measure: Measure) -> _Gain:
    pairs = [(counts, other.get(unit)) for unit, counts in base.items()]
    return _Gain(
        [theirs[measure.count] - ours[measure.count] if theirs else 0 for ours, theirs in pairs],
        [ours[measure.per] if theirs else 0 for ours, theirs in pairs],
        measure.scale,
    )


Key = tuple[str, str]


def _drawn(gains: Mapping[Key, _Gain], resamples: int, seed: str) -> dict[Key, list[float]]:
    """The differences of all resamples, sorted."""
    values: dict[Key, list[float]] = {key: [] for key in gains}
    count = max((len(gain.gains) for gain in gains.values()), default=0)
    rng = Random(seed)
    for _ in range(resamples if gains else 0):
        chosen = rng.choices(range(count), k=count)
        for key, gain in gains.items():
            if (value := gain.over(chosen)) is not None:
                values[key].append(value)
    return {key: sorted(found) for key, found in values.items()}
