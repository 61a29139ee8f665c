"""A whole run: read, go on where an earlier one was broken off, write, count."""

from __future__ import annotations

import gzip
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from cleanup import engines
from cleanup.corpus.crew import Chunk, clean_chunks
from cleanup.corpus.job import Job, Line
from cleanup.corpus.records import Totals
from cleanup.corpus.target import open_target
from cleanup.errors import InputError, UsageError
from cleanup.reading import STDIN

RECORDS = 64
"""Most records of a chunk."""
BYTES = 256 * 1024
"""A chunk that has grown to so many bytes is not added to."""


Watch = Callable[[Totals, float | None], None]
"""Told of the totals so far and of the part of the input that was read, 0..1 if known."""


def run(job: Job, watch: Watch, say: Callable[[str], None]) -> Totals:
    """Clean every record of a job.

    Raises:
        InputError: the input cannot be read; what was cleaned before is kept for the next run.
        OutputError: the target cannot be written; likewise.
        UsageError: the target exists already, or holds something else.
    """
    with job.cleaner() as cleaner:
        _ = cleaner.gazetteer  # a file of names that cannot be read is no record's fault
    totals = Totals()
    with ExitStack() as stack:
        size, stream = stack.enter_context(_opened(job.source))
        lines = _lines(stream, job.source)
        if job.target != "-" and _same(job.source, job.target):
            raise UsageError(f"{job.target}: is the input; write to another file")
        target, rest = open_target(job, lines, totals, say)
        stack.enter_context(target)
        if job.jobs > 1:
            stack.enter_context(engines.shared(job.config))
        for chunk, done in clean_chunks(_chunks(rest), job.cleaner, job.jobs):
            target.write(done.data)
            totals.add(done.totals)
            watch(totals, min(1.0, chunk.read / size) if size else None)
        target.finish()
    return totals


def _same(one: str, other: str) -> bool:
    try:
        return Path(one).samefile(other)
    except OSError:
        return False


@contextmanager
def _opened(name: str) -> Iterator[tuple[int, BinaryIO]]:
    """The input's size in bytes (0: unknown) and its stream, decompressed."""
    if name == "-":
        yield 0, sys.stdin.buffer
        return
    path = Path(name)
    try:
        stream = path.open("rb", buffering=1 << 20)
        size = path.stat().st_size
    except FileNotFoundError:
        raise InputError(f"{name}: no such file") from None
    except IsADirectoryError:
        raise InputError(f"{name}: is a directory; name a .jsonl file in it") from None
    except OSError as error:
        raise InputError(f"{name}: cannot be read: {error.strerror}") from None
    with stream:
        yield size, stream


def _lines(stream: BinaryIO, name: str) -> Iterator[Line]:
    """The lines of the input, numbered from 1, blank ones and a byte-order mark left out."""
    packed = name.endswith(".gz")
    source = cast(BinaryIO, gzip.GzipFile(fileobj=stream)) if packed else stream
    read = 0
    try:
        for number, line in enumerate(source, 1):
            read = stream.tell() if packed else read + len(line)
            data = (line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line).strip()
            if data:
                yield Line(number, data, read)
    except (OSError, EOFError, zlib.error) as error:
        shown = STDIN if name == "-" else name
        raise InputError(f"{shown}: damaged or broken off: {error}") from None


def _chunks(lines: Iterable[Line]) -> Iterator[Chunk]:
    numbers: list[int] = []
    data: list[bytes] = []
    size = 0
    for line in lines:
        numbers.append(line.number)
        data.append(line.data)
        size += len(line.data)
        if len(data) >= RECORDS or size >= BYTES:
            yield Chunk(tuple(numbers), tuple(data), line.read)
            numbers, data, size = [], [], 0
    if data:
        yield Chunk(tuple(numbers), tuple(data), line.read)
