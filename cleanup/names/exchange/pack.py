"""Packs of this program: see `cleanup.names.entry`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from unicodedata import normalize

from cleanup.errors import ConfigError
from cleanup.names.entry import Entry, parse
from cleanup.names.exchange.facts import Problem, is_control, kind_of


def read(text: str, name: str) -> Iterator[Entry | Problem]:
    """The entries of a pack; kinds may have other usual names."""
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line[0] == "#":
            continue
        cells = normalize("NFC", line.rstrip("\r")).split("\t")
        if any(is_control(char) for cell in cells for char in cell):
            yield Problem(number, "holds a control character")
            continue
        if len(cells) > 1:
            cells[1] = kind_of(cells[1]) or cells[1]
        elif len(cells) == 1:
            cells += ["term"]
        home = f"{name}:{number}"
        try:
            yield parse("\t".join(cells), home)
        except ConfigError as error:
            yield Problem(number, str(error).removeprefix(f"{home}: "))


def write(entries: Iterable[Entry]) -> Iterator[str]:
    """A pack, sorted."""
    yield "# Names: canonical, kind, native language, then key=value; value fields.\n"
    for entry in sorted(entries, key=lambda one: one.canonical):
        yield f"{entry.line()}\n"
