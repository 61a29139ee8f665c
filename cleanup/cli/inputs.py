"""The loop over the files of a command: one that fails never stops the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import click

from cleanup.cli import talk
from cleanup.errors import CleanupError, InputError, UsageError
from cleanup.progress import shown_by

if TYPE_CHECKING:
    from cleanup.pipeline import Cleaner, Result
    from cleanup.reading import TextFile
    from cleanup.review.memory import Memory

LARGE = 1_000_000
"""Code points from which on a single file is announced on the terminal."""

DECISIONS = "decisions.jsonl"
"""What was decided, in the project's folder or the person's own; asked for before it is read."""

Handle = Callable[["TextFile", "Result"], None]
Failed = Callable[[str, str], None]


def run(
    files: Sequence[str],
    options: dict[str, Any],
    cleaner: Cleaner,
    handle: Handle,
    failed: Failed | None = None,
) -> bool:
    """Read, clean and `handle` each file; whether all went well.

    Args:
        files: names; ``-`` is standard input.
        options: those of the command, for the encoding and the source.
        cleaner: cleans them all.
        handle: what to do with each result.
        failed: told of each failure too: the file's name and the reason.
    """
    check(files, options)
    source = source_text(options)
    memory = decisions(options)
    well = True
    with talk.Progress() as progress, shown_by(progress.show):
        for number, name in enumerate(files, 1):
            if len(files) > 1:
                progress.show(f"[{number}/{len(files)}] {name}")
            reason = _one(name, source, options, cleaner, memory, handle, progress)
            if reason is not None:
                well = False
                if failed:
                    failed(shown(name), reason)
    return well


def _one(
    name: str,
    source: str | None,
    options: dict[str, Any],
    cleaner: Cleaner,
    memory: Memory | None,
    handle: Handle,
    progress: talk.Progress,
) -> str | None:
    """Do one file; None if all went well, else why not, which the user has been told."""
    cleaned = False
    try:
        file, result = _clean(name, source, options, cleaner, memory, progress)
        cleaned = True
        progress.clear()
        handle(file, result)
    except (BrokenPipeError, UsageError):
        raise
    except CleanupError as error:
        progress.clear()
        talk.fail(str(error))
        return str(error)
    except Exception as error:  # a bug of ours must not lose the other files
        if cleaned and isinstance(error, OSError):
            raise  # standard output is gone
        progress.clear()
        talk.bug(error, shown(name))
        return talk.bug_text(error)
    return None


def shown(name: str) -> str:
    """What a file is called in messages and findings."""
    from cleanup.reading import STDIN

    return STDIN if name == "-" else name


def check(files: Sequence[str], options: dict[str, Any]) -> None:
    """Refuse combinations that cannot be meant.

    Raises:
        UsageError: says which.
    """
    from cleanup.reading import check_encoding

    check_encoding(options.get("encoding"))
    if options.get("source") and len(files) > 1:
        raise click.UsageError("--source belongs to one text: give one file")
    if options.get("source") == "-" and "-" in files:
        raise click.UsageError("standard input cannot be both the text and its source")
    if files.count("-") > 1:
        raise click.UsageError("standard input (-) can be read only once")


def decisions(options: dict[str, Any]) -> Memory | None:
    """What was decided in reviews, if anything was and the options do not pass it over.

    Raises:
        InputError: the decisions cannot be read.
    """
    from cleanup import project

    kept = project.find(DECISIONS) or project.personal(DECISIONS)
    if not options.get("decisions") or not kept.is_file():
        return None
    from cleanup.review.memory import nearest

    memory = nearest()
    if memory.damaged:
        talk.say(f"{memory.path}: {memory.damaged} damaged lines passed over")
    return memory if memory.count else None


def source_text(options: dict[str, Any]) -> str | None:
    """The source text, if one was named: UTF-8 where it can be, else as ``--encoding`` says."""
    if not options.get("source"):
        return None
    from cleanup.reading import read

    return read(options["source"], fallback=options.get("encoding")).text


def _clean(
    name: str,
    source: str | None,
    options: dict[str, Any],
    cleaner: Cleaner,
    memory: Memory | None,
    progress: talk.Progress,
) -> tuple[TextFile, Result]:
    from cleanup.reading import read

    file = read(name, options.get("encoding"))
    for note in file.notes:
        talk.say(f"{file.name}: {note}")
    if len(file.text) > LARGE:
        progress.show(f"cleaning {file.name}, {len(file.text):,} characters ...", now=True)
    try:
        if memory is None:
            result = cleaner.clean(file.text, source=source, is_file=True)
        else:
            from cleanup.review.article import honoured, reviewed

            result = honoured(reviewed(file, cleaner, memory, source=source))
    except MemoryError:
        size = f"{len(file.text):,} characters"
        raise InputError(f"{file.name}: not enough memory for {size}") from None
    progress.clear()
    for note in notes(result):
        talk.say(f"{file.name}: {note}")
    return file, result


def notes(result: Result) -> list[str]:
    """What the reader should know of a run."""
    return [*_language_note(result), *result.notes]


def _language_note(result: Result) -> list[str]:
    """What to know of a language without data."""
    from cleanup.language import language

    if result.lang == "und" or language(result.lang).known:
        return []
    return [f"nothing is known of the language {result.lang!r}: neutral conventions used"]
