"""The charts of a report, each an SVG of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cleanup.score.draw import points, svg
from cleanup.score.draw.views import figure
from cleanup.score.report import Grid, Report
from cleanup.score.suites.base import Dots, Points, Sides

TOP = 60
"""Pixels for the title; the legend comes below."""
NAMES = 150
"""Pixels for the names of rows."""
ROW, BAR = 24, 12
"""Pixels of a row of dots, and of a bar."""


def charts(report: Report) -> Iterator[str]:
    """All charts that the suite asks for and that have something to show."""
    for number, chart in enumerate(report.charts):
        id = f"{report.suite}-{number}"
        match chart:
            case Sides():
                yield from _sides(report, chart, id)
            case Dots():
                yield from _dots(report, chart, id)
            case Points():
                yield from _points(report, chart, id)


def _points(report: Report, chart: Points, id: str) -> Iterator[str]:
    found = []
    for number, name in enumerate(report.systems):
        across, up = report.value(name, chart.across), report.value(name, chart.up)
        if across is not None and up is not None:
            found.append(points.Point(number, svg.label(name) + _partly(report, name), across, up))
    if found:
        axes = points.Axes(*chart.words, chart.goal)
        yield points.draw(chart.title, found, axes, id)


def _partly(report: Report, system: str) -> str:
    """What is said of a system that could not read everything."""
    return " (not all languages)" if report.missing.get(system) else ""


def _dots(report: Report, chart: Dots, id: str) -> Iterator[str]:
    """Rows down, figures across; on a scale to 100 for shares, else by square root."""
    grid = report.grids[chart.grid]
    measure = grid.spec.measure(chart.measure)
    rows = _rows(grid, chart.rows)
    values = [
        v for s in report.systems for r in rows if (v := grid.value(s, r, measure.id)) is not None
    ]
    if not values:
        return
    share = measure.scale == 100
    marks = [0.0, 20, 40, 60, 80, 100] if share else svg.ticks(max(values))
    width = svg.WIDTH - NAMES - 40

    def x_of(value: float) -> float:
        along = width * value / 100 if share else svg.square_root(value, marks[-1], width)
        return NAMES + along

    body, height = svg.legend(report.systems, TOP)
    top = TOP + height
    bottom = top + ROW * len(rows)
    for value in marks:
        body.append(svg.line(x_of(value), top, down=bottom - top))
        body.append(svg.text(x_of(value), bottom + 18, f"{value:g}", kind="small", anchor="middle"))
    told = []
    for number, row in enumerate(rows):
        y = top + ROW * (number + 0.5)
        body.append(svg.line(NAMES, y, across=width))
        body.append(svg.text(NAMES - 10, y + 4, row, kind="small", anchor="end"))
        for place, system in reversed(list(enumerate(report.systems))):
            at = grid.value(system, row, measure.id)
            if at is not None:
                body.append(svg.mark(place, x_of(at), y, 5))
        shown = (f"{svg.label(s)} {figure(measure, grid.value(s, row, measure.id))}"
                 for s in report.systems)  # fmt: skip
        told.append(f"{row}: {', '.join(shown)}")
    yield svg.document(chart.title, told, bottom + 34, body, id)


def _sides(report: Report, chart: Sides, id: str) -> Iterator[str]:
    """Rows down, a pair of bars for each system."""
    grid = report.grids[chart.grid]
    bars = {
        row: [
            Bar(number, svg.label(system), left, right)
            for number, system in enumerate(report.systems)
            if (left := grid.value(system, row, chart.left)) is not None
            and (right := grid.value(system, row, chart.right)) is not None
        ]
        for row in _rows(grid, chart.rows)
    }
    if any(bar.left or bar.right for found in bars.values() for bar in found):
        systems = report.systems if len(report.systems) > 1 else ()
        yield sides(chart.title, bars, (chart.left, chart.right), systems, id)


class Bar(NamedTuple):
    """Two counts of one system, drawn to both sides of a line."""

    number: int
    """Of the system, for its colour."""
    label: str
    left: float
    right: float


def sides(
    title: str,
    bars: Mapping[str, Sequence[Bar]],
    words: tuple[str, str],
    systems: Sequence[str],
    id: str,
    *,
    names: int = NAMES,
) -> str:
    """A chart of bars to the left and to the right.

    Args:
        title: stands at its head.
        bars: by the name of their row.
        words: what is on the left and on the right.
        systems: those to be named in a legend.
        id: tells apart the charts of one page.
        names: pixels for the names of rows.
    """
    found = [bar for row in bars.values() for bar in row]
    most_left, most_right = max(b.left for b in found), max(b.right for b in found)
    scale = (svg.WIDTH - names - 110) / (most_left + most_right)
    middle = names + 50 + most_left * scale
    body, height = svg.legend(systems, TOP) if systems else ([], 0.0)
    top = y = TOP + height - 10
    told = []
    for row, members in bars.items():
        size = BAR * len(members)
        body.append(svg.text(names - 10, y + size / 2 + 4, row, kind="small", anchor="end"))
        for place, (number, label, left, right) in enumerate(members):
            at = y + BAR * place
            for x, width, pale in (
                (middle - left * scale, left * scale, " pale"),
                (middle, right * scale, ""),
            ):
                shape = f'x="{x:.1f}" y="{at:.1f}" width="{width:.1f}" height="{BAR - 2}"'
                body.append(f'<rect class="s{number % 8}{pale}" {shape}/>')
            ends = middle - left * scale - 4, middle + right * scale + 4
            body.append(svg.text(ends[0], at + 9, f"{left:,.0f}", kind="small", anchor="end"))
            body.append(svg.text(ends[1], at + 9, f"{right:,.0f}", kind="small"))
            told.append(f"{row}, {label}: {left:,.0f} {words[0]}, {right:,.0f} {words[1]}")
        y += size + 10
    body.append(svg.line(middle, top - 4, down=y - top))
    body.append(svg.text(middle - 8, y + 14, f"← {words[0]}", kind="small", anchor="end"))
    body.append(svg.text(middle + 8, y + 14, f"{words[1]} →", kind="small"))
    return svg.document(title, told, y + 30, body, id)


def _rows(grid: Grid, wanted: Sequence[str]) -> list[str]:
    return [row for row in wanted or grid.rows if row in grid.rows]
