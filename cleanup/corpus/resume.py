"""Going on after a run that was broken off.

What an earlier run left is used only if it fits the input, record by record: the carried keys
are equal, and its edits lead from the old text to the new one.
"""

from __future__ import annotations

import gzip
import os
import zlib
from collections import deque
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

import msgspec

from cleanup.corpus.records import Record, RecordError, Totals, clean_line, read_record, text_of
from cleanup.errors import UsageError
from cleanup.show.findings import Finding
from cleanup.writing import telling

if TYPE_CHECKING:
    from cleanup.corpus.job import Job, Line

SAMPLE = 20
"""Records at the end of an incomplete target that are cleaned again, to see if they are equal."""

_OWN = frozenset({"text", "edits", "error"})
_BLOCK = 1 << 20

_decode_edits = msgspec.json.Decoder(list[Finding]).decode


def go_on(part: Path, lines: Iterator[Line], totals: Totals) -> None:
    """Take from `lines` what `part` holds already, and cut off its last line if it is broken.

    Raises:
        UsageError: `part` does not belong to this input.
    """
    size = 0
    for done in _whole_lines(part):
        if not _fits(next(lines, None), done, totals):
            raise UsageError(
                f"{part}: does not belong to this input from record {totals.records + 1:,} on; "
                "--no-resume starts anew"
            )
        size += len(done) + 1
    _cut(part, size)


def adopt(
    path: Path, part: Path, job: Job, lines: Iterator[Line], totals: Totals
) -> Iterator[Line]:
    """Make an incomplete target the part that a run goes on with; the lines that are left.

    Its settings are not known: its last records are cleaned again to see that they are equal.

    Raises:
        UsageError: `path` is complete, or something else.
    """
    taken = UsageError(f"{path}: exists; --force replaces it")
    recent: deque[tuple[Line, bytes]] = deque(maxlen=SAMPLE)
    size = 0
    for done in _whole_lines(path):
        line = next(lines, None)
        if line is None or not _fits(line, done, totals):
            raise taken
        recent.append((line, done))
        size += len(done) + 1
    following = next(lines, None)
    if following is None:
        raise taken
    with job.cleaner() as cleaner:
        for line, done in recent:
            if clean_line(cleaner, line.data, line.number, Totals()) != done:
                raise taken
    with telling(part):
        path.replace(part)
    _cut(part, size)
    return chain([following], lines)


def _whole_lines(path: Path) -> Iterator[bytes]:
    """The lines of a file up to its last line end, or up to where a packed one is broken."""
    rest: list[bytes] = []
    with telling(path), _opened(path) as stream:
        while True:
            try:
                block = stream.read1(_BLOCK)  # type: ignore[attr-defined]
            except (EOFError, zlib.error, gzip.BadGzipFile):
                return
            if not block:
                return
            first, *more = block.split(b"\n")
            rest.append(first)
            for line in more:
                yield b"".join(rest)
                rest = [line]


def _opened(path: Path) -> BinaryIO:
    packed = ".gz.part-" in path.name or path.suffix == ".gz"
    return cast(BinaryIO, gzip.open(path)) if packed else path.open("rb")


def _cut(part: Path, size: int) -> None:
    """Keep the first `size` bytes of what `part` holds."""
    with telling(part):
        if ".gz.part-" not in part.name:
            os.truncate(part, size)
            return
        fresh = part.with_name(f"{part.name}.new")  # a packed stream cannot be cut: pack it anew
        with fresh.open("wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as target:
            for line in _whole_lines(part):
                target.write(line + b"\n")
        fresh.replace(part)


def _fits(line: Line | None, done: bytes, totals: Totals) -> bool:
    """Whether `done` is what a run makes of `line`; counts it if so."""
    if line is None:
        return False
    try:
        new = read_record(done)
        old = read_record(line.data)
    except RecordError:
        return _fits_broken(line, done, totals)
    if any(key not in _OWN and bytes(new.get(key, b"")) != bytes(old[key]) for key in old):
        return False
    if "error" in new:
        if bytes(new.get("text", b"")) != bytes(old.get("text", b"")):
            return False
        totals.records += 1
        totals.errors += 1
        return True
    return _fits_edits(old, new, totals)


def _fits_broken(line: Line, done: bytes, totals: Totals) -> bool:
    """The same for a line that is no record."""
    try:
        raw = msgspec.json.decode(done, type=dict[str, object]).get("raw")
    except msgspec.MsgspecError:
        return False
    if raw != line.data.decode("utf-8", "backslashreplace"):
        return False
    totals.records += 1
    totals.errors += 1
    return True


def _fits_edits(old: Record, new: Record, totals: Totals) -> bool:
    try:
        text, cleaned = text_of(old), text_of(new)
        found = _decode_edits(new.get("edits", b""))
    except (RecordError, msgspec.MsgspecError, UnicodeError):
        return False
    parts: list[str] = []
    at = 0
    for finding in found:
        if finding.applied:
            parts += (text[at : finding.start], finding.after or "")
            at = finding.end
    parts.append(text[at:])
    if "".join(parts) != cleaned:
        return False
    totals.records += 1
    totals.words += len(text.split())
    totals.count(found)
    return True
