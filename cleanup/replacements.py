"""The project's own replacements, ``.cleanup/replacements.tsv``: one a line, parted by tabs.

    wrong <TAB> right <TAB> level <TAB> language

``#`` begins a comment. They are whole words, with the capitals as they stand there; the level is
``safe``, ``likely`` or ``ask``, the language a base tag, or nothing for all. `cleanup learn`
proposes them from what people have put by hand again and again; whoever accepts one vouches for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from cleanup import project
from cleanup.document import Document, Format
from cleanup.edit import Safety
from cleanup.errors import ConfigError
from cleanup.registry import Found, Rule

FILE = "replacements.tsv"
RULE = "project-replacement"
HEADER = (
    "# Replacements: wrong, right, level, language, parted by tabs. `cleanup learn` adds some.\n"
)


class Replacement(NamedTuple):
    """One line."""

    wrong: str
    right: str
    level: Safety
    lang: str
    """Base tag; ``""`` for all."""
    home: str
    """The file and line."""


def project_rule() -> Rule | None:
    """The rule that runs the replacements of the project; ``None`` where there are none.

    Raises:
        ConfigError: a line is no replacement; names it.
    """
    path = project.find(FILE)
    if path is None:
        return None
    stat = path.stat()
    return _rule(path, (stat.st_mtime_ns, stat.st_size))


@lru_cache(maxsize=8)
def _rule(path: Path, stamp: tuple[int, int]) -> Rule | None:
    known = read(path)
    if not known:
        return None

    def find(document: Document) -> Iterator[Found]:
        """Words that people of this project have replaced by hand again and again.

        The list is the project's own, ``.cleanup/replacements.tsv``.
        """
        yield from found(document, known)

    return Rule(
        id=RULE,
        stage="grammar",
        safety=min((each.level for each in known), key=lambda level: level.rank),
        message="This project writes it otherwise.",
        find=find,
        fix=(),
        keep=(),
        languages=None,
        formats=frozenset(Format),
        needs="",
        breaks_shields=False,
    )


def found(document: Document, known: tuple[Replacement, ...]) -> Iterator[Found]:
    """Where the wrong forms stand as whole words."""
    base = document.language.base
    wrong = {each.wrong: each for each in known if each.lang in ("", base)}
    if not wrong:
        return
    longest_first = sorted(wrong, key=len, reverse=True)
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)"
    for match in re.finditer(pattern, document.text):
        each = wrong[match[0]]
        message = f"This project writes “{each.right}” for “{each.wrong}”."
        yield Found(*match.span(), each.right, message, each.level, evidence=each.home)


def read(path: Path) -> tuple[Replacement, ...]:
    """The replacements of a file.

    Raises:
        ConfigError: it cannot be read, or a line is no replacement; names the line.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{path}: cannot read the replacements: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: the replacements are not UTF-8 text") from None
    return tuple(
        _parsed(line, f"{path.name}:{number}", path)
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.startswith("#")
    )


def _parsed(line: str, home: str, path: Path) -> Replacement:
    wrong, *rest = line.rstrip().split("\t")
    right, level, lang, *more = *rest, *[""] * (3 - len(rest))
    if not wrong.strip() or not rest or more or wrong == right:
        raise ConfigError(f"{path.parent}/{home}: expected wrong, right, level and language, "
                          "parted by tabs")  # fmt: skip
    if level and level not in tuple(Safety):
        raise ConfigError(f"{path.parent}/{home}: the level {level!r} is none of safe, likely, ask")
    return Replacement(wrong, right, Safety(level or "ask"), lang, home)
