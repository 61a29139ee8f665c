"""Writing results: whole or not at all.

A file is written beside its place, flushed to the disk and then moved there in one step, so a
full disk, a crash or Ctrl-C leaves what was there before. Symbolic links are followed,
permissions kept.
"""

from __future__ import annotations

import os
import secrets
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from cleanup.errors import OutputError


def write(path: Path, data: bytes, *, stamp: tuple[int, int] | None = None) -> None:
    """Put `data` at `path` in one step.

    Args:
        path: the target; a device or a pipe is written to directly.
        data: everything that the file shall hold.
        stamp: time of change (ns) and size that the target must still have.

    Raises:
        OutputError: it could not be written; what was there is untouched.
    """
    with telling(path):
        target = Path(os.path.realpath(path))
        found = target.stat() if target.exists() else None
        if found is not None and not stat.S_ISREG(found.st_mode):
            _write_through(target, data)
            return
        _refuse_read_only(path, target, found)
        if stamp is not None and found and (found.st_mtime_ns, found.st_size) != stamp:
            raise OutputError(f"{path}: was changed by another program meanwhile; nothing written")
        _replace(target, data, found)


@contextmanager
def telling(path: Path | str) -> Iterator[None]:
    """Turn an `OSError` inside into an `OutputError` that names `path` and the cause."""
    try:
        yield
    except FileNotFoundError:
        folder = Path(path).parent
        raise OutputError(f"{path}: cannot be written: there is no folder {folder}") from None
    except OSError as error:
        raise OutputError(f"{path}: cannot be written: {error.strerror or error}") from None


def _refuse_read_only(path: Path, target: Path, found: os.stat_result | None) -> None:
    """A read-only file could be replaced all the same; its owner meant otherwise."""
    if found is None:
        return
    if not os.access(target, os.W_OK) or not found.st_mode & 0o222:
        raise OutputError(f"{path}: cannot be written: the file is read-only")


def _write_through(target: Path, data: bytes) -> None:
    if target.is_dir():
        raise OutputError(f"{target}: cannot be written: is a directory")
    with target.open("wb", buffering=0) as stream:
        view = memoryview(data)
        while view:
            view = view[stream.write(view) :]


def _replace(target: Path, data: bytes, found: os.stat_result | None) -> None:
    temporary = target.with_name(f".{target.name[:100]}.{secrets.token_hex(4)}.tmp")
    try:
        with open_new(temporary) as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        if found is not None:
            temporary.chmod(stat.S_IMODE(found.st_mode))
            with suppress(OSError, AttributeError):  # only root may, and only on Unix
                os.chown(temporary, found.st_uid, found.st_gid)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def open_new(path: Path) -> BinaryIO:
    """A new file, with the permissions that the user's umask gives."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.fdopen(os.open(path, flags, 0o666), "wb")


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut, where the system can do so."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def back_up(path: Path) -> Path:
    """Copy a file to ``NAME.bak``, or ``NAME.bak1``, ... where that is taken; the copy's path.

    Raises:
        OutputError: the copy could not be made.
    """
    with telling(f"{path}.bak"):
        number = 0
        while True:
            copy = path.with_name(f"{path.name}.bak{number or ''}")
            try:
                open_new(copy).close()
            except FileExistsError:
                number += 1
                continue
            try:
                shutil.copy2(path, copy)
            except BaseException:
                copy.unlink(missing_ok=True)
                raise
            return copy
