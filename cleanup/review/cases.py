"""The project's examples, ``.cleanup/cases.jsonl``: what must be mended, and what must stay.

One JSON object a line: ``{"rule", "lang", "keep": TEXT}`` or ``{"rule", "lang", "fix": [BEFORE,
AFTER]}``. `cleanup learn` writes them, and `cleanup learn --check` runs them by the settings of the
project, so that a new version of the program can be tried on what people have decided.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cleanup.errors import ConfigError
from cleanup.review.journal import Journal

if TYPE_CHECKING:
    from cleanup.pipeline import Cleaner

FILE = "cases.jsonl"


class Case(msgspec.Struct, frozen=True, omit_defaults=True):
    """One example."""

    rule: str
    lang: str
    keep: str | None = None
    """A text that the rule must not change."""
    fix: tuple[str, str] | None = None
    """A text, and what must come of it."""


def read(path: Path) -> list[Case]:
    """The examples of a file; none where there is no file.

    Raises:
        ConfigError: it cannot be read, or a line is no example; names it.
    """
    try:
        lines = path.read_bytes().splitlines()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise ConfigError(f"{path}: cannot read the examples: {error.strerror}") from None
    found = []
    for number, line in enumerate(lines, 1):
        try:
            found += [msgspec.json.decode(line, type=Case)] if line.strip() else []
        except msgspec.DecodeError as error:
            raise ConfigError(f"{path}:{number}: is no example: {error}") from None
    return found


def add(path: Path, cases: Sequence[Case]) -> int:
    """Append the examples that a file does not have yet; how many these are.

    Raises:
        ConfigError: the file cannot be read.
        OutputError: it cannot be written.
    """
    known = set(read(path))
    new = [case for case in dict.fromkeys(cases) if case not in known]
    if new:
        Journal(path).append([msgspec.json.encode(case) for case in new])
    return len(new)


def failures(cases: Sequence[Case], cleaner: Cleaner) -> Iterator[tuple[Case, str]]:
    """The examples that do not hold, and what comes of each."""
    for case in cases:
        text = case.keep if case.fix is None else case.fix[0]
        result = cleaner.clean(text or "", lang=case.lang)
        if case.fix is not None:
            if result.final != case.fix[1]:
                yield case, result.final
        elif any(edit.rule == case.rule for change in result.changes for edit in change.edits):
            yield case, result.final
