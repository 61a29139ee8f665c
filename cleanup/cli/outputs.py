"""Where the texts of a command go: standard output, a file, a folder, or the files themselves."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleanup.cli import inputs
from cleanup.cli.options import Function
from cleanup.errors import OutputError

if TYPE_CHECKING:
    from cleanup.pipeline import Result
    from cleanup.reading import TextFile

OPTIONS = (
    click.option("-o", "--output", metavar="OUT", help="Write here; a folder for several files."),
    click.option("--in-place", is_flag=True, help="Change the files themselves."),
    click.option("--backup", is_flag=True, help="With --in-place: keep the old text as NAME.bak."),
)


def options() -> Callable[[Function], Function]:
    """The options that say where texts go."""

    def decorate(function: Function) -> Function:
        for option in reversed(OPTIONS):
            function = option(function)
        return function

    return decorate


class Outputs:
    """Where the result of each file goes.

    Args:
        files: names; ``-`` is standard input.
        given: the options of the command.

    Raises:
        UsageError: the options contradict each other, or two results would meet in one place.
    """

    def __init__(self, files: tuple[str, ...], given: dict[str, Any]) -> None:
        self._in_place: bool = given["in_place"]
        self._backup: bool = given["backup"]
        self._targets = _targets(files, given)

    def write(self, file: TextFile, result: Result) -> None:
        """Put the text of a result in its place.

        Raises:
            OutputError: it could not be written; what was there is untouched.
        """
        if self._in_place:
            _in_place(file, result, backup=self._backup)
        else:
            _write(self._targets[file.name], result)


def _targets(files: tuple[str, ...], given: dict[str, Any]) -> dict[str, Path | None]:
    """Where the result of each file goes; ``None`` is standard output."""
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


def put(output: str | None, data: bytes) -> None:
    """Write to a file, whole or not at all; ``None`` and ``-`` are standard output."""
    if output in (None, "-"):
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    from cleanup.writing import write

    write(Path(output), data)


def _write(target: Path | None, result: Result) -> None:
    put(None if target is None else str(target), result.final.encode())


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
