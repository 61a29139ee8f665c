"""How a model comes here: from a folder, from the hub, or converted from another one.

Everything is gathered in a folder of its own that gets the model's name when it is complete, so a
download that breaks off, a full disk or Ctrl-C leaves no half a model; what is left of a process
that was killed is no model, and the next one clears it away.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from cleanup.engines.neural import hub
from cleanup.engines.neural.hub import reason_of
from cleanup.engines.neural.manifest import (
    FILES,
    MANIFEST,
    Manifest,
    Model,
    Precision,
    encoded,
    files_of,
    read,
)
from cleanup.engines.neural.store import PART, home, nature
from cleanup.errors import InputError, OutputError, UsageError
from cleanup.writing import sync_folder, write

ABANDONED = 86_400.0
"""Seconds after which a folder that is being filled counts as left, where processes cannot be asked
about."""
_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,99}")


class Wishes(NamedTuple):
    """What the user says of a model, before what its card says."""

    name: str = ""
    languages: tuple[str, ...] = ()
    licence: str = ""
    prefix: str = ""
    precision: Precision = "auto"
    force: bool = False
    """Replace a model of this name."""


def add(source: str, wishes: Wishes, say: Callable[[str], None]) -> Model:
    """Add a model from a folder or the hub.

    Args:
        source: a folder, or a hub id ``OWNER/NAME``, with ``@REVISION`` if it shall be that one.
        wishes: what the user says of it.
        say: tells the user what is fetched.

    Raises:
        UsageError: there is no such model, it is of no use here, or the name is taken.
        InputError: it cannot be read or fetched.
        OutputError: it cannot be written.
    """
    if Path(source).is_dir():
        return _add_folder(Path(source), wishes)
    if re.fullmatch(r"[\w.-]+/[\w.-]+(@[\w./-]+)?", source):
        return _add_from_hub(source, wishes, say)
    raise UsageError(f"{source}: neither a folder nor the id of a model on the hub (OWNER/NAME)")


def add_converted(model: Model, name: str, precision: Precision, force: bool) -> Model:
    """Convert a model so that it runs without torch, and add the result.

    Raises:
        UsageError: it cannot be converted, or the name is taken.
        OutputError: the result cannot be written.
    """
    from cleanup.engines.neural.convert import convert

    with _gathered(name, force) as files:
        runtime = convert(model, files, precision)
        manifest = msgspec.structs.replace(
            model.manifest,
            name=name,
            runtime=runtime,
            source=model.manifest.name if model.home else str(model.folder),
            precision="float32" if precision == "auto" else precision,
            record={},
        )
        _finish(files, manifest)
    return read(home() / name)


def _add_folder(folder: Path, wishes: Wishes) -> Model:
    if (folder / MANIFEST).is_file():  # one of ours, from another machine
        model = read(folder)
        name, files_from = wishes.name or model.manifest.name, model.folder
        manifest = msgspec.structs.replace(model.manifest, name=name)
    else:
        kind, runtime = nature(folder)
        name, files_from = wishes.name or folder.resolve().name, folder
        manifest = Manifest(name=name, kind=kind, runtime=runtime, source=str(folder.resolve()))
    with _gathered(name, wishes.force) as files:
        try:
            shutil.copytree(files_from, files, dirs_exist_ok=True)
        except (OSError, shutil.Error) as error:
            raise InputError(f"{folder}: cannot be copied: {reason_of(error)}") from None
        _finish(files, _wished(manifest, wishes), known=manifest)
    return read(home() / name)


def _add_from_hub(source: str, wishes: Wishes, say: Callable[[str], None]) -> Model:
    id, _, revision = source.partition("@")
    name = wishes.name or id.partition("/")[2]
    with _gathered(name, wishes.force) as files:
        card = hub.fetch(id, revision, files, say)
        kind, runtime = nature(files)
        manifest = Manifest(
            name=name,
            kind=kind,
            runtime=runtime,
            languages=card.languages,
            licence=card.licence,
            source=id,
            revision=card.revision,
        )
        _finish(files, _wished(manifest, wishes))
    return read(home() / name)


@contextmanager
def _gathered(name: str, force: bool) -> Iterator[Path]:
    """A folder for the files of a model, which becomes the model at the end.

    Raises:
        UsageError: the name is taken, or cannot be one.
        OutputError: it cannot be written.
    """
    if not _NAME.fullmatch(name) or PART in name:
        raise UsageError(f"{name!r} cannot be the name of a model: letters, digits, . _ - only")
    target = home() / name
    if target.exists() and not force:
        raise UsageError(f"there is a model {name!r} already: --force replaces it, or --name")
    part = target.with_name(f"{name}{PART}{secrets.token_hex(4)}")
    try:
        for old in target.parent.glob(f"*{PART}*"):
            if _abandoned(old):
                shutil.rmtree(old, ignore_errors=True)
        (part / FILES).mkdir(parents=True)
        (part / "pid").write_text(str(os.getpid()))
        yield part / FILES
        (part / "pid").unlink()
        if target.exists():
            gone = target.with_name(f"{name}{PART}replaced")
            target.rename(gone)
            part.rename(target)
            shutil.rmtree(gone, ignore_errors=True)
        else:
            part.rename(target)
        sync_folder(target.parent)
    except OSError as error:
        raise OutputError(f"{target}: cannot be written: {reason_of(error)}") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _abandoned(part: Path) -> bool:
    """Whether the process that filled a folder is gone."""
    if os.name == "nt":  # where signal 0 is no question
        return time.time() - part.stat().st_mtime > ABANDONED
    try:
        os.kill(int((part / "pid").read_text()), 0)
    except (OSError, ValueError):
        return True
    return False


def _finish(files: Path, manifest: Manifest, known: Manifest | None = None) -> None:
    """Write the manifest beside the files, with their checksums.

    Raises:
        InputError: the model came with checksums, and the files have others.
    """
    found = files_of(files)
    if known is not None and known.files and known.files != found:
        raise InputError(f"{manifest.name}: its files are not those that its manifest lists")
    manifest = msgspec.structs.replace(manifest, files=found)
    write(files.parent / MANIFEST, encoded(manifest))


def _wished(manifest: Manifest, wishes: Wishes) -> Manifest:
    given = {
        key: value
        for key, value in wishes._asdict().items()
        if key in ("languages", "licence", "prefix", "precision") and value not in ("", (), "auto")
    }
    if given.get("prefix", manifest.prefix) != manifest.prefix or "precision" in given:
        given["record"] = {}  # it was another model's, in effect
    return msgspec.structs.replace(manifest, **given)
