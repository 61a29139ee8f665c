"""Where a run writes to.

A file is written as ``OUT.part-XXXXXXXX`` and gets its name when it is complete. The letters
stand for the configuration, so that a run never goes on with what other settings began.
"""

from __future__ import annotations

import glob
import gzip
import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, cast

import msgspec

from cleanup import __version__
from cleanup.corpus.records import Totals
from cleanup.corpus.resume import adopt, go_on
from cleanup.engines import identity
from cleanup.errors import UsageError
from cleanup.registry import all_rules
from cleanup.writing import sync_folder, telling

if TYPE_CHECKING:
    from cleanup.config import Config
    from cleanup.corpus.job import Job, Line

FLUSH = 1 << 20
"""Bytes after which a compressed target is made readable up to here."""


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


def open_target(
    job: Job, lines: Iterator[Line], totals: Totals, say: Callable[[str], None]
) -> tuple[Target, Iterator[Line]]:
    """The target of a job, and the lines of the input that are still to be cleaned.

    Args:
        job: the run.
        lines: the input.
        totals: counts what an earlier run has done already.
        say: tells the user.

    Raises:
        UsageError: the target exists already, or holds something else.
        OutputError: it cannot be written.
    """
    if job.target == "-":
        return Target(None), lines
    path = Path(job.target)
    if path.is_dir():
        raise UsageError(f"{path}: is a directory; name a file in it")
    if path.exists() and not path.is_file():
        return Target(path), lines  # a device or a pipe
    part = path.with_name(f"{path.name}.part-{_fingerprint(job.config)}")
    for other in path.parent.glob(f"{glob.escape(path.name)}.part-*"):
        if other != part:
            say(f"{other}: was begun with other settings and is left alone")
    exists = path.exists() and not job.force
    if exists and (part.exists() or not job.resume):
        raise UsageError(f"{path}: exists; --force replaces it")
    if exists:
        lines = adopt(path, part, job, lines, totals)
    elif part.exists() and job.resume:
        go_on(part, lines, totals)
    else:
        with telling(part):
            part.unlink(missing_ok=True)
    if totals.records:
        say(f"{path}: {totals.records:,} records are done already; going on after them")
    return Target(path, part), lines


def _fingerprint(config: Config) -> str:
    """Eight letters that differ between configurations, versions and sets of rules."""
    digest = hashlib.sha256(__version__.encode() + msgspec.json.encode(config))
    digest.update(" ".join(all_rules()).encode())
    digest.update(identity(config).encode())
    for name in config.names:
        with suppress(OSError):
            digest.update(Path(name).read_bytes())
    return digest.hexdigest()[:8]
