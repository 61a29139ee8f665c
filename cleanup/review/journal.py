"""A file that only grows, one record a line, which several programs may write to at once.

Every append is one locked write of whole lines, on the disk when it returns. A line that a power
cut tore is closed by the next writer and skipped by readers; nothing that was written is ever
changed or lost.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from cleanup.writing import telling

_APPEND = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)


class Journal:
    """One file, and how far it has been read.

    Args:
        path: need not exist yet; its folder is made with the first record.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read = 0
        self._file = 0, 0

    def append(self, lines: Sequence[bytes]) -> None:
        """Write lines, which hold no line end, all together and behind everything there is.

        Raises:
            OutputError: they could not be written.
        """
        data = b"".join(line + b"\n" for line in lines)
        with telling(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path, _APPEND, 0o666)
            try:
                with _locked(handle):
                    end = os.lseek(handle, 0, os.SEEK_END)
                    if end and _byte_before(handle, end) != b"\n":
                        data = b"\n" + data
                    view = memoryview(data)
                    while view:
                        view = view[os.write(handle, view) :]
                    os.fsync(handle)
            finally:
                os.close(handle)

    def fresh(self) -> list[bytes] | None:
        """The lines that came since the last call, empty ones left out.

        Returns:
            ``None`` when the file is another one than it was: then all must be read again, and
            the next call gives all of it.

        Raises:
            OSError: it is there and cannot be read.
        """
        try:
            with self.path.open("rb") as stream:
                found = os.fstat(stream.fileno())
                file = found.st_dev, found.st_ino
                if self._read and (file != self._file or found.st_size < self._read):
                    self._read = 0
                    return None
                self._file = file
                stream.seek(self._read)
                data = stream.read()
        except FileNotFoundError:
            if self._read:
                self._read = 0
                return None
            return []
        whole = data[: data.rfind(b"\n") + 1]  # the rest is being written, or was torn
        self._read += len(whole)
        return [line for line in whole.split(b"\n") if line.strip()]


def _byte_before(handle: int, end: int) -> bytes:
    os.lseek(handle, end - 1, os.SEEK_SET)
    return os.read(handle, 1)


@contextmanager
def _locked(handle: int) -> Iterator[None]:
    """Hold the file alone, among all that ask in this way."""
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)  # type: ignore[attr-defined]
        try:
            yield
        finally:
            os.lseek(handle, 0, os.SEEK_SET)
            msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined]
        return
    fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(handle, fcntl.LOCK_UN)
