"""``cleanup diff``: what would change, and why."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from cleanup.cli import inputs, options

if TYPE_CHECKING:
    from cleanup.pipeline import Result
    from cleanup.reading import TextFile


@click.command(
    "diff",
    epilog="""
    \b
    Examples:
      cleanup diff article.txt
      cleanup diff article.txt --apply likely      what the bolder run would do
      cleanup diff article.txt --only typography   one stage, or one rule
      cleanup diff --color always article.txt | less -R

    Without colour, [-old-] was taken away and {+new+} was added; invisible characters are
    called by name, such as ⟨NBSP⟩. Exit code 1 if something would change, 0 if nothing.
    """,
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@options.cleaning("--format", "--input-format")
@options.DECISIONS_OPTION
@options.COLOUR_OPTION
@click.option("--width", type=click.IntRange(min=24), help="Columns to use (default: what fits).")
def command(files: tuple[str, ...], **given: Any) -> int:
    """Show what `fix` would change, word by word and with reasons; write nothing."""
    from cleanup.show.terminal import Terminal

    terminal = Terminal(
        sys.stdout, colour=options.colour(given["color"], sys.stdout), width=given["width"]
    )
    changed = False

    def handle(file: TextFile, result: Result) -> None:
        nonlocal changed
        changed |= result.changed
        terminal.diff(result, file.name)
        sys.stdout.flush()

    with options.cleaner(given) as cleaner:
        well = inputs.run(files, given, cleaner, handle)
    return int(changed) if well else 3
