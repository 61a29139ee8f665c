"""A report on a terminal of 80 columns, or plainly in a pipe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, TextIO

from rich.align import VerticalAlignMethod
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from cleanup.score.draw.passages import excerpt
from cleanup.score.draw.views import View, views
from cleanup.score.report import Report
from cleanup.show.pen import Pen

if TYPE_CHECKING:
    from cleanup.score.suites.base import Example

NOTES = 3
"""Of each system, the most frequent ones are shown."""


def show(report: Report, stream: TextIO, *, colour: bool, rules: int = 10) -> None:
    """Write a report: tables, what could not be measured, examples, signature."""
    console = Console(
        file=stream, force_terminal=colour, no_color=not colour, highlight=False, markup=False
    )
    pen = Pen(stream, colour=colour)
    pen.line(report.title, style="bold")
    for view in views(report, rules=rules):
        pen.line()
        pen.line(view.title, style="italic")
        console.print(_table(view))
        if view.note:
            pen.line(f"  {view.note}", style="dim")
    for line in remarks(report):
        pen.hanging(Text(), Text(line))
    for (system, verdict), found in groupby(report.examples, lambda e: (e.system, e.verdict)):
        pen.line()
        pen.line(f"{system}: {verdict}", style="bold")
        _examples(pen, found)
    pen.line()
    for line in report.signature:
        pen.line(line, style="dim")  # unbroken, to be copied


def remarks(report: Report) -> Iterator[str]:
    """What was not measured, and what the systems said of their own work."""
    for name, reasons in report.missing.items():
        langs = ", ".join(reasons)
        yield f"{name} was not measured for {langs}: {next(iter(reasons.values()))}"
    for name, counts in report.notes.items():
        most = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        for note, count in most[:NOTES]:
            yield f"{name}: {note}{f' ({count:,} times)' if count > 1 else ''}"
        if len(most) > NOTES:
            yield f"{name}: and {len(most) - NOTES} other notes"


def _table(view: View) -> Table:
    table = Table(
        box=SIMPLE_HEAD, padding=(0, 1), collapse_padding=True, pad_edge=False, show_edge=False
    )
    side: VerticalAlignMethod = (
        "top" if any("\n" in c for row in view.rows for c in row) else "bottom"
    )
    first, *others = view.columns
    table.add_column(first, overflow="fold", vertical=side)
    for column in others:
        table.add_column(column, justify="right", vertical=side)
    for number, row in enumerate(view.rows):
        table.add_row(*row, end_section=number in view.breaks)
    return table


def _examples(pen: Pen, examples: Iterable[Example]) -> None:
    for example in examples:
        rules = " ".join(example.rules)
        pen.hanging(Text("  "), Text(f"{example.row}  {rules}", style="dim"))
        pen.hanging(Text("  "), pen.marked(excerpt(example)))
        if example.right is not None:
            pen.hanging(Text("  = ", style="dim"), Text(example.right), follow=Text("    "))
