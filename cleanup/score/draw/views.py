"""The tables of a report, as texts in cells: what the terminal and HTML both show.

One system has its measures across. Several have a summary, how far they are from the first one,
and then a table for each measure with the systems across.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleanup.score.bootstrap import Interval
from cleanup.score.counting import Measure
from cleanup.score.report import Grid, Report
from cleanup.score.suites.base import Cell

NOTHING = "·"
"""Stands where there is no figure."""
_BROKEN = {"lingotweaker": "lingo\ntweaker", "languagetool": "language\ntool"}


class View(NamedTuple):
    """A table; the first cell of a row names it, the others are figures."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    breaks: frozenset[int] = frozenset()
    """Rows, by number, after which a line is drawn."""
    note: str = ""


def views(report: Report, *, rules: int = 10, full: bool = False) -> Iterator[View]:
    """The tables of a report.

    Args:
        report: what to show.
        rules: rows of a table of rules; 0 leaves these tables out.
        full: also the differences row by row.
    """
    if report.baseline is not None:
        yield _summary(report)
        if any(grid.differences for grid in report.grids.values()):
            yield _distances(report)
    for grid in report.grids.values():
        if not grid.spec.shown or not grid.rows:
            continue
        if grid.spec.own_rows:
            yield from _ranked(report, grid, rules) if rules else ()
        elif len(report.systems) == 1:
            yield _single(grid, report.systems[0])
        else:
            measures = [m for m in grid.spec.measures if m.shown and not m.given]
            yield from (_compared(grid, measure, report.systems) for measure in measures)
            if full and grid.differences:
                yield from _distances_by_row(report, grid)


def figure(measure: Measure, value: float | None) -> str:
    """A figure as it is shown."""
    if value is None:
        return NOTHING
    return f"{value:{'+' if measure.signed else ''},.{measure.digits}f}"


def _summary(report: Report) -> View:
    columns = ("system", *(_title(report, cell) for cell in report.summary))
    rows = tuple(
        (name, *(figure(_measure(report, c), report.value(name, c)) for c in report.summary))
        for name in report.systems
    )
    return View("summary", columns, rows)


def _distances(report: Report) -> View:
    cells = [cell for cell in report.summary if _measure(report, cell).better]
    rows = []
    for name in report.systems[1:]:
        found = (
            report.grids[c.grid].differences.get(name, {}).get(c.row, {}).get(c.measure)
            for c in cells
        )
        pairs = zip(cells, found, strict=True)
        rows.append((name, *(_interval(_measure(report, c), i, "\n") for c, i in pairs)))
    columns = ("system", *(_title(report, cell) for cell in cells))
    return View(f"difference from {report.baseline}, with its 95 % interval", columns, tuple(rows))


def _distances_by_row(report: Report, grid: Grid) -> Iterator[View]:
    for measure in (m for m in grid.spec.measures if m.better):
        others = report.systems[1:]
        rows = tuple(
            (
                row,
                *(
                    _interval(
                        measure, grid.differences.get(name, {}).get(row, {}).get(measure.id), " "
                    )
                    for name in others
                ),
            )
            for row in grid.rows
        )
        title = f"{measure.title}: difference from {report.baseline}, with its 95 % interval"
        yield View(title, (grid.spec.header, *others), rows, _breaks(grid, grid.rows))


def _interval(measure: Measure, interval: Interval | None, glue: str) -> str:
    if interval is None:
        return NOTHING
    delta, low, high = (f"{value:+.{max(measure.digits, 1)}f}" for value in interval)
    return f"{delta}{glue}[{low}, {high}]"


def _single(grid: Grid, system: str) -> View:
    measures = [m for m in grid.spec.measures if m.shown]
    rows = tuple(
        (row, *(figure(m, grid.value(system, row, m.id)) for m in measures)) for row in grid.rows
    )
    columns = (grid.spec.header, *(m.title for m in measures))
    return View(f"{system}: {grid.spec.title}", columns, rows, _breaks(grid, grid.rows))


def _compared(grid: Grid, measure: Measure, systems: Sequence[str]) -> View:
    beside = [grid.spec.measure(measure.beside)] if measure.beside else []
    rows = []
    for row in grid.rows:
        known = [
            next((f[row][m.id] for f in grid.figures.values() if row in f), None) for m in beside
        ]
        given = (figure(m, value) for m, value in zip(beside, known, strict=True))
        rows.append(
            (row, *given, *(figure(measure, grid.value(s, row, measure.id)) for s in systems))
        )
    columns = (grid.spec.header, *(m.title for m in beside), *map(broken, systems))
    title = f"{grid.spec.title}: {measure.title}"
    return View(title, columns, tuple(rows), _breaks(grid, grid.rows))


def _ranked(report: Report, grid: Grid, count: int) -> Iterator[View]:
    measures = [m for m in grid.spec.measures if m.shown]
    columns = (grid.spec.header, *(m.title for m in measures))
    for name in report.systems:
        own = [row for row in grid.rows if row in grid.figures[name]]
        rows = tuple(
            (row, *(figure(m, grid.value(name, row, m.id)) for m in measures))
            for row in own[:count]
        )
        note = f"and {len(own) - count} more (--rules)" if len(own) > count else ""
        if rows:
            yield View(f"{name}: {grid.spec.title}", columns, rows, note=note)


def _breaks(grid: Grid, rows: Sequence[str]) -> frozenset[int]:
    """The last of the first rows, and the last before the totals."""
    spec = grid.spec
    kinds = [0 if r in spec.first else 2 if r in spec.totals else 1 for r in rows]
    return frozenset(i for i in range(len(kinds) - 1) if kinds[i] != kinds[i + 1])


def _measure(report: Report, cell: Cell) -> Measure:
    return report.grids[cell.grid].spec.measure(cell.measure)


def _title(report: Report, cell: Cell) -> str:
    return f"{cell.row}\n{_measure(report, cell).title}"


def broken(system: str) -> str:
    """The name of a system on several short lines."""
    for name, parts in _BROKEN.items():
        system = system.replace(name, parts)
    return system.replace("-", "\n").replace("+", "\n+")
