"""``cleanup diff``: what would change, and why."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from cleanup.cli import inputs, options, outputs, talk

if TYPE_CHECKING:
    from cleanup.pipeline import Result
    from cleanup.reading import TextFile
    from cleanup.show.report import Report


@click.command(
    "diff",
    epilog="""
    \b
    Examples:
      cleanup diff article.txt
      cleanup diff article.txt --apply likely      what the bolder run would do
      cleanup diff article.txt --only typography   one stage, or one rule
      cleanup diff --color always article.txt | less -R
      cleanup diff *.txt --html changes.html       one page to read, filter and search
      cleanup diff article.txt --docx article.docx tracked changes for a word processor

    Without colour, [-old-] was taken away and {+new+} was added; invisible characters are
    called by name, such as ⟨NBSP⟩. Exit code 1 if something would change, 0 if nothing.
    """,
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@options.cleaning("--format", "--input-format")
@options.DECISIONS_OPTION
@options.COLOUR_OPTION
@click.option("--html", metavar="OUT", help="Write a page for the browser instead.")
@click.option("--docx", metavar="OUT", help="Write tracked changes with comments instead.")
@click.option("--width", type=click.IntRange(min=24), help="Columns to use (default: what fits).")
def command(files: tuple[str, ...], **given: Any) -> int:
    """Show what `fix` would change, word by word and with reasons; write nothing."""
    from cleanup.show.report import Report
    from cleanup.show.summary import totals

    if given["docx"] and len(files) > 1:
        raise click.UsageError("--docx holds one article: give one file")
    reports: list[Report] = []
    kept = bool(given["html"] or given["docx"])
    draw = None if kept else _drawing(given)
    changed = False

    def handle(file: TextFile, result: Result) -> None:
        nonlocal changed
        changed |= result.changed
        if draw is None:
            reports.append(Report(file.name, result))
            talk.say(f"{file.name}: {totals(result)}")
        else:
            draw(result, file.name)
            sys.stdout.flush()

    def failed(name: str, why: str) -> None:
        if kept:
            reports.append(Report(name, None, why))

    with options.cleaner(given) as cleaner:
        well = inputs.run(files, given, cleaner, handle, failed)
    _write(reports, given)
    return int(changed) if well else 3


def _drawing(given: dict[str, Any]) -> Callable[[Result, str], None]:
    """How a result is drawn on standard output."""
    from cleanup.show.terminal import Terminal

    colour = options.colour(given["color"], sys.stdout)
    return Terminal(sys.stdout, colour=colour, width=given["width"]).diff


def _write(reports: list[Report], given: dict[str, Any]) -> None:
    """Write the files that were asked for."""
    if given["html"]:
        from cleanup.show.page.draw import render

        outputs.put(given["html"], render(reports).encode("utf-8", "backslashreplace"))
    if given["docx"] and (result := reports[0].result):
        from cleanup.show.docx.draw import render as tracked

        outputs.put(given["docx"], tracked(result, reports[0].name))
