"""What a suite is: items, what is observed of the outputs for them, and how it is shown."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import ClassVar, NamedTuple

from cleanup.score.counting import Observation, Spec
from cleanup.score.data import checksum
from cleanup.score.items import Change, Item, Output


class Cell(NamedTuple):
    """A place in a grid."""

    grid: str
    row: str
    measure: str


class Sides(NamedTuple):
    """A drawing: rows down, for each system one count to the left and one to the right."""

    title: str
    grid: str
    left: str
    right: str
    rows: tuple[str, ...] = ()
    """Those to draw; empty for all."""


class Dots(NamedTuple):
    """A drawing: rows down, a dot for each system where its figure lies."""

    title: str
    grid: str
    measure: str
    rows: tuple[str, ...] = ()
    """Those to draw; empty for all."""


class Points(NamedTuple):
    """A drawing: a point for each system, where two of its figures meet."""

    title: str
    across: Cell
    up: Cell
    """A share, in percent."""
    words: tuple[str, str]
    """What the two are, for the axes."""
    goal: tuple[float, float] | None = None
    """At most so much across, and at least so much up."""


Chart = Sides | Dots | Points


class Example(NamedTuple):
    """A text in which a system did something, or should have."""

    system: str
    verdict: str
    row: str
    rules: tuple[str, ...]
    text: str
    changes: tuple[Change, ...]
    right: str | None = None
    """What it should have become, where that says more than the verdict."""


Answers = Sequence[Output | None]
"""What one system made of the items, beside them; ``None`` where it was not available."""


class Suite(ABC):
    """One way to measure systems."""

    name: ClassVar[str]
    title: ClassVar[str]
    verdicts: ClassVar[tuple[str, ...]]
    """Of the examples, the most telling first."""
    grids: tuple[Spec, ...]
    summary: tuple[Cell, ...]
    """The figures that matter most; cells that do not occur are left out."""
    charts: tuple[Chart, ...]
    items: Sequence[Item]
    files: tuple[Path, ...]
    settings: dict[str, object]
    """What besides the data decides about the figures, for the signature."""
    skipped: tuple[str, ...] = ()
    """Records that could not be read, a line each; the others are scored."""

    @property
    def checksum(self) -> str:
        """Tells this data from other data."""
        return checksum(self.files)

    @property
    def metrics(self) -> list[str]:
        """The signatures of metrics that others compute."""
        return []

    @abstractmethod
    def observe(self, answers: Answers) -> Iterator[Observation]:
        """What the outputs of one system add to the grids."""

    @abstractmethod
    def examples(self, system: str, answers: Answers) -> Iterator[Example]:
        """Every text in which the system did something, or should have."""

    def extras(self, answers: Answers) -> Iterator[tuple[Cell, float]]:
        """Figures that are no ratios of sums."""
        yield from ()


def rules_of(changes: Sequence[Change]) -> tuple[str, ...]:
    """The rules that took part in some changes."""
    return tuple(dict.fromkeys(rule for change in changes for rule in change.rules))
