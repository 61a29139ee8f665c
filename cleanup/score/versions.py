"""What a figure depends on: versions for people, and a fingerprint for the store of outputs."""

from __future__ import annotations

import hashlib
import platform
from collections.abc import Iterable
from functools import cache
from importlib import metadata
from pathlib import Path

from cleanup import __version__
from cleanup.resources import data_path

PEERS = {
    "lingotweaker": ("lingotweaker", "lingotweaker"),
    "lingotweaker-nospell": ("lingotweaker", "lingotweaker"),
    "harper": ("harper-py", "harper"),
    "languagetool": ("language-tool-python", "languagetool"),
}
"""Systems of others: the package that holds each, and the module of `systems` that runs it."""
_PACKAGE = Path(__file__).resolve().parent.parent
_NOT_CLEANING = frozenset({"score", "cli", "show", "corpus", "review", "reading.py", "writing.py"})
"""Rooms that cannot change what becomes of a text."""


def version(package: str) -> str:
    """The installed version of a package, or ``none``."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "none"


@cache
def code() -> str:
    """Eight hex digits for the program's code and data files as they are now."""
    modules = (
        p for p in _PACKAGE.rglob("*.py") if p.relative_to(_PACKAGE).parts[0] not in _NOT_CLEANING
    )
    folder = data_path("locales.json").parent
    data = (p for p in folder.rglob("*") if p.is_file() and p.suffix != ".md")
    return _digest([*modules, *data, *_adapters("own")])[:8]


def shown(system: str) -> str:
    """The version of a system as a signature has it."""
    if system == "languagetool":
        return f"{system}:{_server()}"
    if system in PEERS:
        return f"{system}:{version(PEERS[system][0])}"
    return system if system == "identity" else f"{system}:{__version__}+{code()}"


def fingerprint(system: str) -> str:
    """All that a system's outputs depend on besides the texts."""
    if system in PEERS:
        package, module = PEERS[system]
        return f"{shown(system)} {_digest(_adapters(module))} {_installed(package)}"
    return f"{system} {code()} {_installed()}"


def python() -> str:
    """The interpreter, as a signature has it."""
    return f"python:{platform.python_version()}"


@cache
def _installed(prefix: str = "") -> str:
    """A digest of the installed packages whose name begins so, with their versions."""
    found = {f"{d.name}=={d.version}" for d in metadata.distributions()}
    chosen = sorted(name for name in found if name.startswith(prefix))
    return hashlib.sha256("\n".join(chosen).encode()).hexdigest()[:16]


def _server() -> str:
    """The version of LanguageTool's server, or ``none``."""
    from cleanup.score.items import UnavailableError
    from cleanup.score.systems.languagetool import installed_version

    try:
        return installed_version()
    except (ImportError, UnavailableError):
        return "none"


def _adapters(module: str) -> list[Path]:
    here = Path(__file__).resolve().parent
    return [here / "items.py", here / "systems" / "__init__.py", here / "systems" / f"{module}.py"]


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
