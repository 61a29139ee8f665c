"""Options that several commands share, and the `Cleaner` they ask for."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click

if TYPE_CHECKING:
    from cleanup.config import Settings
    from cleanup.pipeline import Cleaner

Function = TypeVar("Function", bound=Callable[..., Any])

CONFIG_KEYS = (
    "lang", "source_lang", "format", "apply", "engine", "only", "skip", "names",
    "languagetool_url", "languagetool_dir", "picky", "mother_tongue",
)  # fmt: skip
"""Parameters that are keys of the configuration."""


def _listed(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    """``--skip a --skip b`` and ``--skip a,b`` mean the same."""
    return tuple(name for value in values for name in value.split(",") if name)


def _absolute(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    return tuple(str(Path(value).absolute()) for value in values)


LANGUAGE_OPTIONS = (
    click.option("--lang", metavar="TAG", help="Language of the text (BCP 47); else detected."),
    click.option("--source-lang", metavar="TAG", help="Language of the source; else detected."),
)
SOURCE_OPTION = click.option(
    "--source", metavar="FILE", help="The text that was translated: lets more be seen."
)
RULE_OPTIONS = (
    click.option(
        "--apply",
        type=click.Choice(["safe", "likely"]),
        help="The weakest level that is applied (default: safe).",
    ),
    click.option(
        "--engine",
        metavar="NAME",
        multiple=True,
        callback=_listed,
        help="Grammar engine, `neural:MODEL`, or `none` (default: lingotweaker). Repeatable.",
    ),
    click.option(
        "--languagetool-url", metavar="URL", help="A LanguageTool server that runs already."
    ),
    click.option("--languagetool-dir", metavar="DIR", help="The LanguageTool to start."),
    click.option("--picky", is_flag=True, help="Let LanguageTool show all that it finds."),
    click.option(
        "--mother-tongue",
        metavar="TAG",
        help="The translator's language: LanguageTool then tells of false friends.",
    ),
    click.option(
        "--only",
        metavar="RULE",
        multiple=True,
        callback=_listed,
        help="Run only this rule or stage. Repeatable.",
    ),
    click.option(
        "--skip",
        metavar="RULE",
        multiple=True,
        callback=_listed,
        help="Do not run this rule or stage. Repeatable.",
    ),
    click.option(
        "--names",
        metavar="FILE",
        multiple=True,
        callback=_absolute,
        help="A file of names to repair and to protect. Repeatable.",
    ),
    click.option("--config", metavar="FILE", help="Configuration (default: nearest cleanup.toml)."),
)
ENCODING_OPTION = click.option(
    "--encoding", metavar="NAME", help="Encoding of the input (default: UTF-8, or as marked)."
)
DECISIONS_OPTION = click.option(
    "--decisions/--no-decisions",
    default=True,
    help="Follow what was decided in reviews (default), or pass it over.",
)
COLOUR_OPTION = click.option(
    "--color",
    "--colour",
    "color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Use colour (default: on a terminal).",
)


def format_option(*names: str) -> Callable[[Function], Function]:
    """How the markup of the input is to be read, under the given option names."""
    return click.option(
        *names,
        "format",
        type=click.Choice(["auto", "text", "html", "markdown"]),
        help="How the markup of the text is to be read (default: auto).",
    )


def cleaning(*format_names: str) -> Callable[[Function], Function]:
    """All options of a command that cleans files."""

    def decorate(function: Function) -> Function:
        options = (
            *LANGUAGE_OPTIONS,
            SOURCE_OPTION,
            format_option(*format_names),
            *RULE_OPTIONS,
            ENCODING_OPTION,
        )
        for option in reversed(options):
            function = option(function)
        return function

    return decorate


def settings(options: dict[str, Any]) -> Settings:
    """The configuration that the options and the configuration file give."""
    from cleanup.config import settle

    given = {key: options[key] for key in CONFIG_KEYS if options.get(key)}
    file = options.get("config")
    return settle(given, Path(file) if file else None)


def cleaner(options: dict[str, Any]) -> Cleaner:
    """A cleaner for the options of a command."""
    from cleanup.pipeline import Cleaner

    return Cleaner(settings(options).config)


def colour(choice: str, stream: TextIO) -> bool:
    """Whether to use colour on `stream`: the option, ``NO_COLOR``, ``FORCE_COLOR``, terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR", "0") not in ("", "0"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def processors() -> int:
    """Processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
