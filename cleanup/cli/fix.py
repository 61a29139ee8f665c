"""``cleanup fix``: the cleaned text."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from cleanup.cli import inputs, options, outputs, talk

if TYPE_CHECKING:
    from cleanup.pipeline import Result
    from cleanup.reading import TextFile
    from cleanup.show.terminal import Terminal


@click.command(
    "fix",
    epilog="""
    \b
    Examples:
      cleanup fix article.txt                    cleaned text to standard output
      cleanup fix article.txt -o clean.txt       into a file, written whole or not at all
      cleanup fix *.txt -o cleaned/              several files into a folder
      cleanup fix *.txt --in-place --backup      the files themselves; NAME.bak keeps each
      cleanup fix article.txt -o clean.txt --diff    also show what changed, and why
      cleanup fix page.html --format html --lang de --source page.fr.html

    Results are UTF-8, except with --in-place: a file keeps its encoding and its byte-order
    mark. Line ends stay as they are. Findings that need a person are not applied: see
    `cleanup check`.
    """,
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@outputs.options()
@click.option("--diff", is_flag=True, help="Also show what changed, on standard error.")
@click.option("-q", "--quiet", is_flag=True, help="No summary on standard error.")
@options.cleaning("--format", "--input-format")
@options.DECISIONS_OPTION
@options.COLOUR_OPTION
def command(files: tuple[str, ...], **given: Any) -> int:
    """Clean texts: apply what is proven, print the result (`-` reads standard input)."""
    places = outputs.Outputs(files, given)
    terminal: Terminal | None = None
    if given["diff"]:
        from cleanup.show.terminal import Terminal

        terminal = Terminal(sys.stderr, colour=options.colour(given["color"], sys.stderr))

    def handle(file: TextFile, result: Result) -> None:
        places.write(file, result)
        if terminal:
            terminal.diff(result, file.name)
        elif not given["quiet"]:
            _summary(file, result)

    with options.cleaner(given) as cleaner:
        return 0 if inputs.run(files, given, cleaner, handle) else 3


def _summary(file: TextFile, result: Result) -> None:
    from cleanup.show.summary import totals

    talk.say(f"{file.name}: {totals(result)}")
