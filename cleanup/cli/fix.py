"""``cleanup fix``: the cleaned text."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleanup.cli import inputs, options, talk
from cleanup.errors import OutputError

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
@click.option("-o", "--output", metavar="OUT", help="Write here; a folder for several files.")
@click.option("--in-place", is_flag=True, help="Change the files themselves.")
@click.option("--backup", is_flag=True, help="With --in-place: keep the old text as NAME.bak.")
@click.option("--diff", is_flag=True, help="Also show what changed, on standard error.")
@click.option("-q", "--quiet", is_flag=True, help="No summary on standard error.")
@options.cleaning("--format", "--input-format")
@options.COLOUR_OPTION
def command(files: tuple[str, ...], **given: Any) -> int:
    """Clean texts: apply what is proven, print the result (`-` reads standard input)."""
    outputs = _outputs(files, given)
    terminal: Terminal | None = None
    if given["diff"]:
        from cleanup.show.terminal import Terminal

        terminal = Terminal(sys.stderr, colour=options.colour(given["color"], sys.stderr))

    def handle(file: TextFile, result: Result) -> None:
        if given["in_place"]:
            _in_place(file, result, backup=given["backup"])
        else:
            _write(outputs[file.name], result)
        if terminal:
            terminal.diff(result, file.name)
        elif not given["quiet"]:
            _summary(file, result)

    with options.cleaner(given) as cleaner:
        return 0 if inputs.run(files, given, cleaner, handle) else 3


def _outputs(files: tuple[str, ...], given: dict[str, Any]) -> dict[str, Path | None]:
    """Where the result of each file goes; ``None`` is standard output.

    Raises:
        UsageError: the options contradict each other, or two results would meet in one place.
    """
    output: str = given["output"] or "-"
    if given["in_place"]:
        if given["output"]:
            raise click.UsageError("--in-place and -o cannot both be given")
        if "-" in files:
            raise click.UsageError("--in-place cannot change standard input")
        return {}
    if given["backup"]:
        raise click.UsageError("--backup goes with --in-place")
    names = {name: inputs.shown(name) for name in files}
    if output == "-":
        if len(files) > 1:
            raise click.UsageError(
                "the results of several files would run together: give -o FOLDER or --in-place"
            )
        return dict.fromkeys(names.values())
    folder = Path(output)
    if not folder.is_dir():
        if len(files) > 1 or output.endswith(("/", os.sep)):
            raise click.UsageError(f"there is no folder {output}: several files need one")
        return dict.fromkeys(names.values(), folder)
    if "-" in files:
        raise click.UsageError("standard input has no name to give to a file in a folder")
    targets = {shown: folder / Path(name).name for name, shown in names.items()}
    if len(set(targets.values())) < len(files):
        raise click.UsageError("two of the files have the same name: they cannot share a folder")
    return dict(targets)


def _write(target: Path | None, result: Result) -> None:
    data = result.final.encode()
    if target is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    from cleanup.writing import write

    write(target, data)


def _in_place(file: TextFile, result: Result, *, backup: bool) -> None:
    if not result.changed:
        return
    from cleanup.writing import back_up, write

    if file.path is None:
        raise OutputError(f"{file.name}: has no place to write to")
    data = file.encode(result.final)
    if backup:
        back_up(file.path)
    write(file.path, data, stamp=file.stamp)


def _summary(file: TextFile, result: Result) -> None:
    from cleanup.show.summary import totals

    talk.say(f"{file.name}: {totals(result)}")
