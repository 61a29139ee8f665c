"""One frozen `Config`, from the command line, a file, or Python.

A project's file is ``cleanup.toml``, or the table ``[tool.cleanup]`` of ``pyproject.toml``, in
the working directory or the nearest one above it. Unknown keys are errors.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Literal

import msgspec

from cleanup.errors import ConfigError

FILE_NAME = "cleanup.toml"

DEFAULT_ENGINES = ("lingotweaker",)
"""Grammar engines that run unless others are named."""


class Config(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything that decides what a run does, besides the text itself."""

    lang: str | None = None
    """BCP 47 tag of the text; ``None`` detects it."""
    source_lang: str | None = None
    """BCP 47 tag of the source text; ``None`` detects it."""
    format: Literal["auto", "text", "html", "markdown"] = "auto"
    apply: Literal["safe", "likely"] = "safe"
    """The weakest level that is applied without being asked for."""
    engine: tuple[str, ...] = DEFAULT_ENGINES
    """Grammar engines by name; ``("none",)`` runs without."""
    only: tuple[str, ...] = ()
    """Rule ids or stages; nothing else runs."""
    skip: tuple[str, ...] = ()
    """Rule ids or stages that do not run."""
    quotes: Literal["document", "locale", "keep"] = "document"
    """Whose quotation marks the text is made consistent with."""
    names: tuple[str, ...] = ()
    """Further gazetteer files; paths in a config file are relative to it."""

    def __post_init__(self) -> None:
        for tag in (self.lang, self.source_lang):
            if tag is not None:
                from cleanup.language import language

                language(tag)


def load(path: Path) -> Config:
    """The configuration that a file holds.

    Raises:
        ConfigError: unreadable, not TOML, an unknown key or a value that may not stand there.
    """
    try:
        table: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot read the configuration: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: the configuration is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from None
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("cleanup", {})
    table = {key.replace("-", "_"): value for key, value in table.items()}
    try:
        config = msgspec.convert(table, Config)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{path}: {error}") from None
    names = tuple(str((path.parent / name).resolve()) for name in config.names)
    return msgspec.structs.replace(config, names=names)


def find(start: Path) -> Path | None:
    """The nearest configuration file in `start` or a directory above it."""
    for directory in (start, *start.parents):
        candidate = directory / FILE_NAME
        if candidate.is_file():
            return candidate
        candidate = directory / "pyproject.toml"
        if candidate.is_file() and "[tool.cleanup]" in candidate.read_text("utf-8", "replace"):
            return candidate
    return None
