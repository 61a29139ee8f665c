"""From what was observed of single texts to figures: counts, their sums, ratios of sums."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple


class Observation(NamedTuple):
    """What one text adds to one row of a grid."""

    grid: str
    row: str
    unit: Hashable
    """What is drawn as a whole in the bootstrap: a sentence, an item of a test set, an article."""
    counts: Mapping[str, float]


@dataclass(frozen=True)
class Measure:
    """A column: a sum of counts, or the ratio of two."""

    id: str
    title: str
    count: str
    per: str = ""
    """The count in the denominator; "" for the sum itself."""
    scale: float = 1
    digits: int = 0
    better: Literal["more", "less", ""] = ""
    """Which way is better; such measures are compared between systems."""
    signed: bool = False
    """A difference, shown with its sign."""
    given: bool = False
    """The same for all systems."""
    beside: str = ""
    """The given measure that helps to read this one."""
    shown: bool = True
    """Stands in tables; the others only in the JSON, the summary and comparisons."""

    def value(self, counts: Mapping[str, float]) -> float | None:
        """The figure for summed counts; ``None`` where there is nothing to divide by."""
        total = counts.get(self.count, 0)
        if not self.per:
            return total
        by = counts.get(self.per, 0)
        return self.scale * total / by if by else None


@dataclass(frozen=True)
class Spec:
    """What a grid shows."""

    id: str
    title: str
    header: str
    """What a row is: ``class``, ``language``, ``rule``."""
    measures: tuple[Measure, ...]
    first: tuple[str, ...] = ()
    """Rows shown first, if they occur."""
    totals: tuple[str, ...] = ()
    """Rows that sum up others, shown last."""
    own_rows: bool = False
    """Each system has rows of its own, most frequent first."""
    shown: bool = True
    """Stands in the tables; the others only in the JSON."""

    def measure(self, id: str) -> Measure:
        """The measure of that id."""
        return next(m for m in self.measures if m.id == id)


Tally = dict[str, dict[str, dict[Hashable, Counter[str]]]]
"""Counts by grid, row and unit."""


def tally(observations: Iterable[Observation]) -> Tally:
    """Everything observed of one system."""
    found: Tally = {}
    for grid, row, unit, counts in observations:
        units = found.setdefault(grid, {}).setdefault(row, {})
        units.setdefault(unit, Counter()).update(counts)
    return found


def summed(units: Mapping[Hashable, Counter[str]]) -> Counter[str]:
    """The counts of all units together."""
    total: Counter[str] = Counter()
    for counts in units.values():
        total.update(counts)
    return total
