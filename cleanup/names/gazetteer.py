"""Names as plain files: one entry a line, fixed where garbled, shielded where right.

File format, UTF-8, tab-separated, ``#`` starts a comment:

    canonical <TAB> kind <TAB> garble; garble; ... (may be empty)

A garble is written as it stands in a text; it is only repaired when it stands alone on token
boundaries in just this casing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from cleanup.errors import ConfigError
from cleanup.resources import data_path

SHIPPED = "names.tsv"

KINDS = ("person", "place", "organisation", "work", "product", "term")


@dataclass(frozen=True, slots=True)
class Entry:
    """A name, its kind, and the forms that machine translation makes of it."""

    canonical: str
    kind: str
    garbles: tuple[str, ...]
    home: str
    """The file it stands in, for messages."""


class Gazetteer:
    """Entries and a matcher over them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        self.by_garble = {garble: entry for entry in self.entries for garble in entry.garbles}

    @cached_property
    def _known(self) -> re.Pattern[str]:
        return _pattern(entry.canonical for entry in self.entries)

    @cached_property
    def _garbled(self) -> re.Pattern[str]:
        return _pattern(self.by_garble)

    def known(self, text: str) -> Iterator[tuple[int, int]]:
        """Spans of the canonical names in a text, leftmost-longest on token boundaries."""
        for match in self._known.finditer(text):
            yield match.span()

    def garbled(self, text: str) -> Iterator[tuple[int, int, Entry]]:
        """Spans of listed garbles and the entry each belongs to."""
        for match in self._garbled.finditer(text):
            yield *match.span(), self.by_garble[match[0]]


def _pattern(forms: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(set(forms), key=lambda form: (-len(form), form))
    if not longest_first:
        return re.compile(r"(?!)")
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")


def read(path: Path) -> list[Entry]:
    """The entries of one file.

    Raises:
        ConfigError: the file cannot be read, or a line is not an entry; names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise ConfigError(f"{path}: cannot read the names: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: the names are not UTF-8 text") from None
    entries = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = [cell.strip() for cell in line.split("\t")]
        if not 2 <= len(fields) <= 3 or not fields[0] or fields[1] not in KINDS:
            raise ConfigError(
                f"{path}:{number}: expected canonical<TAB>kind<TAB>garbles with a kind of "
                f"{', '.join(KINDS)}; found {line!r}"
            )
        garbles = tuple(g.strip() for g in (fields[2] if len(fields) > 2 else "").split(";"))
        entries.append(Entry(fields[0], fields[1], tuple(filter(None, garbles)), str(path)))
    return entries


@lru_cache(maxsize=8)
def load(files: Sequence[str]) -> Gazetteer:
    """The shipped names and those of `files`; a later file's entry replaces an earlier one."""
    entries: dict[str, Entry] = {}
    for path in (data_path(SHIPPED), *map(Path, files)):
        entries |= {entry.canonical: entry for entry in read(path)}
    return Gazetteer(entries.values())
