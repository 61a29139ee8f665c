"""What is known of a model on this machine: one ``manifest.json`` beside its files.

    models/NAME/manifest.json      plain, one key a line, made to be read and compared
    models/NAME/files/...          what the model itself consists of

The manifest belongs to the folder, so a model that is copied to another machine keeps its licence,
its checksums and its record.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec

from cleanup import safety
from cleanup.edit import Safety
from cleanup.errors import InputError

MANIFEST, FILES = "manifest.json", "files"

Kind = Literal["seq2seq", "tagger"]
Runtime = Literal["torch", "ctranslate2", "onnxruntime"]
Precision = Literal["auto", "float32", "bfloat16", "int8"]


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of a model."""

    size: int
    """Bytes."""
    sha256: str


class Measured(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a model did to texts of one language whose right form is known; counts of edits."""

    better: int = 0
    """Moved a translation towards its human post-edit."""
    worse: int = 0
    """Moved it away."""
    neutral: int = 0
    """Did neither."""
    clean_hits: int = 0
    """Changed text that people wrote or checked."""
    clean_words: int = 0
    """Words of such text."""
    data: str = ""
    """What it was measured on, and when."""


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A model's card."""

    name: str
    kind: Kind
    runtime: Runtime = "torch"
    languages: tuple[str, ...] = ()
    """Base language tags that it corrects; none: not known, and it is asked about every text."""
    licence: str = ""
    """SPDX identifier, or the words of its card; ``""`` where it does not say."""
    source: str = ""
    """Hub id, folder, or name of the model that it was made from."""
    revision: str = ""
    """Commit of the hub."""
    prefix: str = ""
    """Instruction before every sentence, its space included."""
    precision: Precision = "auto"
    keep_bias: float = 0.0
    least_error: float = 0.0
    """Of a tagger; see `cleanup.engines.neural.tagging.Labels`."""
    note: str = ""
    files: dict[str, File] = {}
    """Path in ``files/`` to size and checksum; empty for a folder that was never added."""
    record: dict[str, Measured] = {}
    """By base language tag."""

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files.values())

    @property
    def checksum(self) -> str:
        """SHA-256 of the list of checksums, as ``sha256sum`` writes it, sorted by path."""
        lines = (f"{self.files[path].sha256}  {path}\n" for path in sorted(self.files))
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    def level(self, base: str) -> Safety:
        """How far its edits may act in a language: ``ask`` unless its record has earned more."""
        found = self.record.get(base)
        if found is None:
            return Safety.ASK
        return safety.of_model(
            found.better, found.worse, found.clean_hits, clean_words=found.clean_words
        )

    def speaks(self, base: str) -> bool:
        """Whether it is for a language."""
        return not self.languages or base in self.languages


class Model(msgspec.Struct, frozen=True):
    """A model where it lies."""

    manifest: Manifest
    folder: Path
    """That of its files."""
    home: Path | None = None
    """The folder with the manifest; None for one that was never added."""


def read(home: Path) -> Model:
    """The model in a folder with a manifest.

    Raises:
        InputError: the manifest cannot be read.
    """
    path = home / MANIFEST
    try:
        return Model(msgspec.json.decode(path.read_bytes(), type=Manifest), home / FILES, home)
    except OSError as error:
        raise InputError(f"{path}: cannot be read: {error.strerror}") from None
    except msgspec.MsgspecError as error:
        raise InputError(f"{path}: not a model's manifest: {error}") from None


def encoded(manifest: Manifest) -> bytes:
    """The bytes of ``manifest.json``: one key a line, what says nothing left out."""
    fields: dict[str, Any] = msgspec.to_builtins(manifest)
    kept = {key: value for key, value in fields.items() if value not in ("", [], {}, 0.0)}
    return (json.dumps(kept, ensure_ascii=False, indent=1) + "\n").encode()


def files_of(folder: Path) -> dict[str, File]:
    """Every file below a folder with its size and checksum."""
    return {
        path.relative_to(folder).as_posix(): File(path.stat().st_size, sha256(path))
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def sha256(path: Path) -> str:
    """The SHA-256 of a file's content."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def damage(model: Model) -> Iterator[str]:
    """What is wrong with a model's files; the sizes are looked at first, for they are cheap."""
    for name, file in model.manifest.files.items():
        path = model.folder / name
        if not path.is_file():
            yield f"{name} is missing"
        elif path.stat().st_size != file.size:
            yield f"{name} has {path.stat().st_size:,} bytes instead of {file.size:,}"
        elif sha256(path) != file.sha256:
            yield f"{name} has another checksum than when it was added"
