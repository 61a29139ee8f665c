"""The models of this machine, and what a name on the command line stands for."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from platformdirs import user_data_path

from cleanup.engines.neural.manifest import MANIFEST, Kind, Manifest, Model, Runtime, read
from cleanup.errors import InputError, OutputError, UsageError
from cleanup.project import APP

VARIABLE = "CLEANUP_MODELS"
"""Environment variable that names another folder for models."""
PART = ".part-"
"""In the name of a folder that is being filled; such a folder is no model yet."""


def home() -> Path:
    """Where models lie."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else user_data_path(APP, appauthor=False) / "models"


def installed() -> Iterator[Model]:
    """Every model that was added, by name; one whose manifest is damaged is left out."""
    folder = home()
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if PART not in path.name and (path / MANIFEST).is_file():
            try:
                yield read(path)
            except InputError:
                continue


def damaged() -> Iterator[str]:
    """What stands in the folder of models and is none: a line each."""
    folder = home()
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if PART in path.name:
            yield f"{path}: was broken off; `cleanup models add` clears it away"
        elif path.is_dir():
            try:
                read(path)
            except InputError as error:
                yield str(error)


def find(name: str) -> Model:
    """The model of a name, a folder, or a hub id that is in the cache of the hub's own client.

    Nothing is ever fetched here: cleaning a text never uses the network.

    Raises:
        UsageError: there is none.
        InputError: its manifest cannot be read.
    """
    if (home() / name / MANIFEST).is_file() and name == Path(name).name:
        return read(home() / name)
    folder = Path(name)
    if (folder / MANIFEST).is_file():
        return read(folder)
    if folder.is_dir():
        return described(folder, folder.resolve().name)
    for model in installed():
        if model.manifest.source == name:
            return model
    if name.count("/") == 1 and (cached := _cached(name)):
        return described(cached, name.partition("/")[2], source=name)
    known = ", ".join(model.manifest.name for model in installed()) or "none"
    raise UsageError(
        f"there is no model {name!r} here (there are: {known}): `cleanup models add {name}`"
    )


def _cached(name: str) -> Path | None:
    """The folder that the hub's own client keeps a model in, if it does."""
    try:
        from huggingface_hub import snapshot_download
        from huggingface_hub.errors import LocalEntryNotFoundError
    except ImportError:
        return None
    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, ValueError, OSError):
        return None


def described(folder: Path, name: str, source: str = "") -> Model:
    """A folder of files as a model: what it is, its own configuration says.

    Raises:
        UsageError: it holds no model that can be used.
    """
    kind, runtime = nature(folder)
    manifest = Manifest(name=name, kind=kind, runtime=runtime, source=source or str(folder))
    return Model(manifest, folder)


def nature(folder: Path) -> tuple[Kind, Runtime]:
    """What sort of model a folder holds.

    Raises:
        UsageError: none that can be used.
    """
    if (folder / "model.onnx").is_file():
        return "tagger", "onnxruntime"
    if (folder / "model.bin").is_file() and (folder / "shared_vocabulary.json").is_file():
        return "seq2seq", "ctranslate2"
    config = configuration(folder)
    if not config:
        raise UsageError(f"{folder}: holds no model: there is no config.json")
    labels = config.get("label2id") or {}
    names = " ".join(config.get("architectures") or ())
    if "$KEEP" in labels:
        return "tagger", "torch"
    if config.get("is_encoder_decoder") or "ConditionalGeneration" in names:
        return "seq2seq", "torch"
    what = names or config.get("model_type") or "a model"
    raise UsageError(
        f"{folder}: {what} is neither a text-to-text model nor a tagger with $KEEP among its labels"
    )


def configuration(folder: Path) -> dict[str, Any]:
    """The ``config.json`` of a folder; empty where there is none that can be read."""
    try:
        found = json.loads((folder / "config.json").read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def remove(model: Model) -> None:
    """Delete a model that was added.

    The manifest goes first, so what is left of a broken deletion is no model any more.

    Raises:
        OutputError: it cannot be deleted.
    """
    if model.home is None or model.home.parent != home():
        raise UsageError(f"{model.folder}: was not added; delete the folder yourself")
    gone = model.home.with_name(f"{model.home.name}{PART}removed")
    try:
        shutil.rmtree(gone, ignore_errors=True)
        model.home.rename(gone)
        shutil.rmtree(gone)
    except OSError as error:
        raise OutputError(f"{model.home}: cannot be deleted: {error.strerror}") from None
