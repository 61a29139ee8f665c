"""One frozen `Config`, from the command line, a file, or Python.

A project's file is ``cleanup.toml``, or the table ``[tool.cleanup]`` of ``pyproject.toml``, in
the working directory or the nearest one above it. Unknown keys are errors. `settle` puts the
file and the command line together and remembers where each value came from.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import msgspec

from cleanup.errors import ConfigError, UsageError

FILE_NAME = "cleanup.toml"

DEFAULT_ENGINES = ("lingotweaker",)
"""Grammar engines that run unless others are named."""

ADDED_UP = ("names", "skip")
"""Keys whose values on the command line come on top of the file's instead of replacing them."""


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
    """Grammar engines by name, such as ``neural:MODEL``; ``("none",)`` runs without."""
    only: tuple[str, ...] = ()
    """Rule ids or stages; nothing else runs."""
    skip: tuple[str, ...] = ()
    """Rule ids or stages that do not run."""
    quotes: Literal["document", "locale", "keep"] = "document"
    """Whose quotation marks the text is made consistent with."""
    languagetool_url: str | None = None
    """A LanguageTool server that runs already; ``None`` starts one where it is needed."""
    languagetool_dir: str | None = None
    """The folder of an installed LanguageTool; ``None`` looks for one."""
    languagetool_memory: str = "1g"
    """What a LanguageTool server of ours may take for its objects, as Java writes it."""
    languagetool_cache: bool = True
    """Answers of LanguageTool are remembered on disk for later runs."""
    picky: bool = False
    """LanguageTool shows everything it finds, style too; it is only applied where measured."""
    mother_tongue: str | None = None
    """BCP 47 tag of the translator's language: LanguageTool then tells of false friends."""
    names: tuple[str, ...] = ()
    """Further gazetteer files; paths in a config file are relative to it."""

    def __post_init__(self) -> None:
        if not re.fullmatch(r"[1-9][0-9]*[kmgKMG]", self.languagetool_memory):
            raise UsageError(
                f"languagetool_memory: {self.languagetool_memory!r} is no size such as 1g or 800m"
            )
        if self.languagetool_url and not re.match(r"https?://[^/]", self.languagetool_url):
            raise UsageError(
                f"languagetool_url: {self.languagetool_url!r} is no address such as "
                "http://localhost:8081"
            )
        for tag in (self.lang, self.source_lang, self.mother_tongue):
            if tag is not None:
                from cleanup.language import language

                language(tag)


@dataclass(frozen=True, slots=True)
class Settings:
    """A configuration and its history."""

    config: Config
    file: Path | None = None
    """The configuration file that was used, if any."""
    origins: Mapping[str, str] = field(default_factory=dict)
    """Key to where its value came from; keys that are not here have their default."""


def settle(options: Mapping[str, Any], file: Path | None, start: Path | None = None) -> Settings:
    """The configuration of a run: defaults, overridden by a file, overridden by `options`.

    Args:
        options: what was said on the command line, and only that.
        file: the configuration file; ``None`` looks for one from `start` upwards.
        start: where to look; ``None`` is the working directory.

    Raises:
        ConfigError: the file cannot be used; see `load`.
        UsageError: an option's value may not stand there.
    """
    file = file or find(start or Path.cwd())
    config = load(file) if file else Config()
    values = {key: getattr(config, key) for key in Config.__struct_fields__}
    origins = dict.fromkeys(_table(file), str(file)) if file else {}
    for key, value in options.items():
        added = key in ADDED_UP and values[key]
        values[key] = (*values[key], *value) if added else value
        origins[key] = f"{origins[key]} and the command line" if added else "the command line"
    return Settings(Config(**values), file, origins)


def load(path: Path) -> Config:
    """The configuration that a file holds.

    Raises:
        ConfigError: unreadable, not TOML, an unknown key or a value that may not stand there.
    """
    table = _table(path)
    for key in table:
        if key not in Config.__struct_fields__:
            raise ConfigError(f"{path}: unknown key {key!r}{_hint(key)}")
    try:
        config = msgspec.convert(table, Config)
    except msgspec.ValidationError as error:
        raise ConfigError(f"{path}: {_explained(error, table)}") from None
    except UsageError as error:
        raise ConfigError(f"{path}: {error}") from None
    names = tuple(str((path.parent / name).resolve()) for name in config.names)
    folder = config.languagetool_dir
    folder = folder and str((path.parent / Path(folder).expanduser()).resolve())
    return msgspec.structs.replace(config, names=names, languagetool_dir=folder)


def find(start: Path) -> Path | None:
    """The nearest configuration file in `start` or a directory above it."""
    for directory in (start, *start.parents):
        candidate = directory / FILE_NAME
        if candidate.is_file():
            return candidate
        candidate = directory / "pyproject.toml"
        try:
            if candidate.is_file() and "tool.cleanup" in candidate.read_text("utf-8", "replace"):
                return candidate
        except OSError:
            continue  # another project's file that we may not read is no reason to stop
    return None


def _table(path: Path) -> dict[str, Any]:
    """The file's own table, keys with underscores."""
    try:
        table: Any = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot read the configuration: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: the configuration is not UTF-8 text") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from None
    if path.name == "pyproject.toml":
        tool = table.get("tool", {})
        table = tool.get("cleanup", {}) if isinstance(tool, dict) else {}
        if not isinstance(table, dict):
            raise ConfigError(f"{path}: tool.cleanup is not a table")
    return {key.replace("-", "_"): value for key, value in table.items()}


def _hint(key: str) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, Config.__struct_fields__, n=1)
    known = ", ".join(Config.__struct_fields__)
    return f": did you mean {near[0]!r}?" if near else f"; known are {known}"


_TYPES = {
    "array": "a list",
    "str": "a text in quotes",
    "str | null": "a text in quotes",
    "bool": "true or false",
}


def _explained(error: msgspec.ValidationError, table: Mapping[str, Any]) -> str:
    """A msgspec message in the words of a TOML file."""
    match = re.fullmatch(r"(.*?)(?: - at `\$\.?(\w*).*`)?", str(error))
    reason, key = (match[1], match[2]) if match else (str(error), "")
    if expected := re.match(r"Expected `([^`]+)`", reason):
        reason = f"expected {_TYPES.get(expected[1], expected[1])}, found {table.get(key)!r}"
    elif reason.startswith("Invalid enum value"):
        field_type = next(f.type for f in msgspec.structs.fields(Config) if f.name == key)
        reason = f"found {table.get(key)!r}, expected one of {', '.join(field_type.__args__)}"
    return f"{key}: {reason}" if key else reason
