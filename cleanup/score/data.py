"""The files that suites read: found by pattern, read as JSON lines, told apart by a checksum."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from cleanup.errors import InputError, UsageError

LEARNT_FROM = "train"
"""The split that rules may have been made from; only scored when asked for by name."""


class Dataset(NamedTuple):
    """The files of one split of a data set."""

    split: str
    files: dict[str, Path]
    """By what the name begins with: a language, a pair of languages, or "" for a single file."""


def find(folder: Path, split: str | None, wanted: Sequence[str] = ()) -> Dataset:
    """The files ``[NAME.]SPLIT.jsonl[.gz]`` of a folder.

    Args:
        folder: where they are.
        split: such as ``dev``; ``None`` takes the only one besides ``train``.
        wanted: only the files of these names; empty for all.

    Raises:
        InputError: no such files.
        UsageError: it is not clear which split is meant, or a wanted file is not there.
    """
    splits: dict[str, dict[str, Path]] = {}
    for path in sorted(folder.glob("*.jsonl*")):
        stem = path.name.removesuffix(".gz").removesuffix(".jsonl")
        name, _, last = stem.rpartition(".")
        splits.setdefault(last, {})[name] = path
    if not splits:
        raise InputError(f"{folder}: no files SPLIT.jsonl.gz or NAME.SPLIT.jsonl.gz (see --data)")
    if split is None:
        usual = [name for name in splits if name != LEARNT_FROM] or list(splits)
        if len(usual) > 1:
            raise UsageError(f"{folder}: several splits: {', '.join(usual)}; choose with --split")
        split = usual[0]
    if split not in splits:
        raise UsageError(f"{folder}: no split {split!r}: there are {', '.join(splits)}")
    files = splits[split]
    for name in wanted:
        if name not in files:
            raise UsageError(f"{folder}: nothing for {name!r} in {split}: {', '.join(files)}")
    return Dataset(split, {name: files[name] for name in wanted or files})


def read_records(path: Path) -> list[dict[str, Any]]:
    """The JSON objects of a ``.jsonl`` or ``.jsonl.gz`` file.

    Raises:
        InputError: it cannot be read, or is not JSON lines.
    """
    try:
        lines = read_bytes(path).decode("utf-8").splitlines()
        return [json.loads(line) for line in lines if line.strip()]
    except ValueError as error:
        raise InputError(f"{path}: not JSON lines: {error}") from None


def read_bytes(path: Path) -> bytes:
    """The content of a file, unpacked if its name ends with ``.gz``.

    Raises:
        InputError: it cannot be read.
    """
    try:
        data = path.read_bytes()
        return gzip.decompress(data) if path.suffix == ".gz" else data
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"{path}: cannot be read: {reason} (see --data)") from None


def checksum(files: Iterable[Path]) -> str:
    """The first 12 hex digits of the SHA-256 of the files, one after the other."""
    return digest(b"".join(path.read_bytes() for path in sorted(files)))


def digest(data: bytes) -> str:
    """The first 12 hex digits of the SHA-256."""
    return hashlib.sha256(data).hexdigest()[:12]
