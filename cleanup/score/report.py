"""The report of a run: a pure function of the suite and the outputs; renderers only draw it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cleanup.score.bootstrap import Interval, differences
from cleanup.score.counting import Spec, Tally, summed, tally
from cleanup.score.items import Change
from cleanup.score.run import Outputs
from cleanup.score.suites.base import Cell, Chart, Example, Suite

Figures = dict[str, dict[str, dict[str, float | None]]]
"""By system, row and measure."""


@dataclass(frozen=True)
class Grid:
    """The figures of one table for all systems."""

    spec: Spec
    rows: tuple[str, ...]
    figures: Figures
    differences: dict[str, dict[str, dict[str, Interval]]] = field(default_factory=dict)
    """By system, row and measure: how far it is from the baseline."""

    def value(self, system: str, row: str, measure: str) -> float | None:
        """One figure; ``None`` where there is none."""
        return self.figures.get(system, {}).get(row, {}).get(measure)


@dataclass(frozen=True)
class Report:
    """All that was found."""

    suite: str
    title: str
    systems: tuple[str, ...]
    """Those that could be measured, in the order asked for."""
    grids: dict[str, Grid]
    summary: tuple[Cell, ...]
    charts: tuple[Chart, ...]
    signature: tuple[str, ...]
    missing: dict[str, dict[str, str]]
    """By system and language, why it was not measured."""
    notes: dict[str, dict[str, int]]
    """By system, what it said of its own work, and how often."""
    examples: tuple[Example, ...] = ()
    skipped: tuple[str, ...] = ()
    """What could not be read, a line each."""

    @property
    def baseline(self) -> str | None:
        """The system that the others are compared with."""
        return self.systems[0] if len(self.systems) > 1 else None

    def value(self, system: str, cell: Cell) -> float | None:
        """The figure of a cell."""
        return self.grids[cell.grid].value(system, cell.row, cell.measure)

    def json(self) -> dict[str, Any]:
        """The report as JSON: figures unrounded, by system, grid, row and measure."""
        return {
            "suite": self.suite,
            "signature": list(self.signature),
            "baseline": self.baseline,
            "systems": {
                name: {id: grid.figures.get(name, {}) for id, grid in self.grids.items()}
                for name in self.systems
            },
            "differences": {
                name: {
                    id: {
                        row: {measure: i._asdict() for measure, i in found.items()}
                        for row, found in grid.differences[name].items()
                    }
                    for id, grid in self.grids.items()
                    if name in grid.differences
                }
                for name in self.systems[1:]
            },
            "missing": self.missing,
            "notes": self.notes,
            "skipped": list(self.skipped),
            "examples": [_example(e) for e in self.examples],
        }


def _example(example: Example) -> dict[str, Any]:
    found = example._asdict()
    found["changes"] = [Change(*change)._asdict() for change in example.changes]
    return found


def build(
    suite: Suite,
    outputs: Outputs,
    *,
    signature: Sequence[str] = (),
    resamples: int = 1000,
    seed: int = 1,
    examples: Sequence[Example] = (),
) -> Report:
    """The report on the outputs of some systems.

    Args:
        suite: what they read.
        outputs: what they made of it.
        signature: lines that tell how it was measured.
        resamples: of the bootstrap, where systems are compared; 0 for no intervals.
        seed: of the bootstrap.
        examples: to be shown with it.
    """
    systems = [
        name for name, found in outputs.by_system.items() if any(o is not None for o in found)
    ]
    tallies = {name: tally(suite.observe(outputs.by_system[name])) for name in systems}
    grids = {spec.id: _grid(spec, tallies, resamples, seed) for spec in suite.grids}
    for name in systems:
        for cell, value in suite.extras(outputs.by_system[name]):
            grids[cell.grid].figures[name][cell.row][cell.measure] = value
    return Report(
        suite=suite.name,
        title=suite.title,
        systems=tuple(systems),
        grids=grids,
        summary=tuple(c for c in suite.summary if c.row in grids[c.grid].rows),
        charts=suite.charts,
        signature=tuple(signature),
        missing=outputs.missing,
        notes=_notes(outputs),
        examples=tuple(examples),
        skipped=suite.skipped,
    )


def _grid(spec: Spec, tallies: Mapping[str, Tally], resamples: int, seed: int) -> Grid:
    by_system = {name: found.get(spec.id, {}) for name, found in tallies.items()}
    figures: Figures = {
        name: {
            row: {m.id: m.value(counts) for m in spec.measures}
            for row, units in rows.items()
            for counts in (summed(units),)
        }
        for name, rows in by_system.items()
    }
    grid = Grid(spec, _rows(spec, figures), figures)
    compared = [m for m in spec.measures if m.better and m.per]
    base, *others = by_system or {"": {}}
    if not (others and resamples and compared) or spec.own_rows:
        return grid
    for row, units in by_system[base].items():
        there = {name: by_system[name][row] for name in others if row in by_system[name]}
        seeded = f"bootstrap:{seed}:{spec.id}:{row}"
        found = differences(units, there, compared, resamples=resamples, seed=seeded)
        for name, intervals in found.items():
            grid.differences.setdefault(name, {})[row] = intervals
    return grid


def _rows(spec: Spec, figures: Figures) -> tuple[str, ...]:
    """Rows as the grid wants them; a system's own ones by frequency."""
    seen = dict.fromkeys(row for rows in figures.values() for row in rows)
    if spec.own_rows:
        first = spec.measures[0].id
        most = {r: max(f[r][first] or 0 for f in figures.values() if r in f) for r in seen}
        return tuple(sorted(seen, key=lambda row: (-most[row], row)))
    between = sorted(row for row in seen if row not in (*spec.first, *spec.totals))
    return tuple(row for row in (*spec.first, *between, *spec.totals) if row in seen)


def _notes(outputs: Outputs) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for name, answers in outputs.by_system.items():
        for note in (n for o in answers if o is not None for n in o.notes):
            counts = found.setdefault(name, {})
            counts[note] = counts.get(note, 0) + 1
    return found
