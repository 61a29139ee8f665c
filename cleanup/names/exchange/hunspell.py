"""Hunspell dictionaries: ``.dic`` files with a count and a word a line, flags behind a slash.

Names of several words are written as a whole and word by word; the words that are parts of names
only are marked as such in a field that Hunspell reads past, and are not read back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cleanup.names.entry import Entry
from cleanup.names.exchange.facts import Facts, Problem, made

_FLAGS = re.compile(r"(?<!\\)/\S*$")
_PART = "po:name_part"


def read(text: str, name: str) -> Iterator[Entry | Problem]:
    """An entry without kind for each word."""
    for number, line in enumerate(text.splitlines(), 1):
        word, _, fields = line.partition("\t")
        word = _FLAGS.sub("", word.strip()).replace("\\/", "/")
        is_count = number == 1 and word.isdigit()
        if word and not is_count and line[0] != "#" and _PART not in fields:
            yield from made(Facts(word), number, name)


def write(entries: Iterable[Entry]) -> Iterator[str]:
    """Every right form, and the words that they consist of."""
    forms = {form for entry in entries for form in entry.right}
    parts = {part for form in forms for part in form.split()} - forms
    lines = sorted([*forms, *(f"{part}\t{_PART}" for part in parts)])
    yield f"{len(lines)}\n"
    for line in lines:
        yield line.replace("/", "\\/") + "\n"
