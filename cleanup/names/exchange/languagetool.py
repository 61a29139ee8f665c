"""LanguageTool's ``spelling.txt``: a word or phrase a line, ``#`` comments, ``/S`` flags."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cleanup.names.entry import Entry
from cleanup.names.exchange.facts import Facts, Problem, made

_FLAGS = re.compile(r"/[A-Za-z]+$")


def read(text: str, name: str) -> Iterator[Entry | Problem]:
    """An entry without kind for each line."""
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.partition("#")[0].partition("\t")[0].strip()
        if bare.startswith("!"):
            yield Problem(number, f"{bare!r} is a forbidden word, no name")
        elif bare:
            yield from made(Facts(_FLAGS.sub("", bare)), number, name)


def write(entries: Iterable[Entry]) -> Iterator[str]:
    """Every right form, sorted."""
    yield "# Names exported by cleanup\n"
    for form in sorted({form for entry in entries for form in entry.right}):
        yield f"{form}\n"
