"""Lists of names in the formats of others, read and written.

A reader is a function ``read(text, name)`` of a module that yields entries, and a `Problem` for
each place that gives none: the rest is read all the same. A writer is ``write(entries)`` and
yields text. `FORMATS` says which modules there are; each is only imported when it is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import PurePath
from typing import Any

from cleanup.errors import UsageError
from cleanup.names.entry import Entry
from cleanup.names.exchange.facts import Problem

__all__ = ["FORMATS", "Format", "Problem", "guess", "guess_target", "read", "write"]


@dataclass(frozen=True, slots=True)
class Format:
    """One format of lists of names."""

    name: str
    module: str
    """In this package."""
    title: str
    writes: bool
    suffixes: tuple[str, ...] = ()
    """Ends of file names that tell a target's format."""


FORMATS = {
    form.name: form
    for form in (
        Format("pack", "pack", "packs of this program", True, (".tsv", ".pack")),
        Format("csv", "table", "table with a header: canonical, kind, ...", True, (".csv",)),
        Format("jsonl", "jsonl", "one JSON object a line, keys as in csv", True, (".jsonl",)),
        Format("wikidata", "wikidata", "Wikidata entities, or SPARQL results, as JSON", False),
        Format("jrc", "jrc", "JRC-Names: id, type, language, name", True, (".jrc",)),
        Format("opensanctions", "opensanctions", "targets.simple.csv or entities as JSON lines",
               False),
        Format("skos", "skos", "SKOS as RDF/XML, Turtle or JSON-LD", True, (".ttl",)),
        Format("tbx", "tbx", "TBX term bases", True, (".tbx",)),
        Format("spacy", "spacy", "patterns of spaCy's EntityRuler", True, (".spacy.jsonl",)),
        Format("languagetool", "languagetool", "LanguageTool's spelling.txt: a name a line", True,
               (".txt",)),
        Format("hunspell", "hunspell", "Hunspell's .dic", True, (".dic",)),
    )
}  # fmt: skip
"""By the name that ``--format`` knows them by."""

_HEADER = re.compile(r"(?:^|[\t,;|])\"?(?:canonical|name)\"?(?:[\t,;|]|$)", re.IGNORECASE)
_JRC = re.compile(r"\d+\t[A-Za-z-]+\t[A-Za-z-]+\t\S")


def read(text: str, name: str, format: str) -> Iterator[Entry | Problem]:
    """The entries of a list, and what in it gives none, in its order.

    Args:
        text: the list, without a byte-order mark.
        name: of the file, for messages.
        format: a key of `FORMATS`.
    """
    found: Iterator[Entry | Problem] = _module(format).read(text, name)
    return found


def write(entries: Iterable[Entry], format: str) -> str:
    """Entries as a list.

    Raises:
        UsageError: the format is one that is only read.
    """
    if not FORMATS[format].writes:
        known = ", ".join(form.name for form in FORMATS.values() if form.writes)
        raise UsageError(f"{format} is only read; write one of {known}")
    return "".join(_module(format).write(entries))


def _module(format: str) -> Any:
    return import_module(f"{__name__}.{FORMATS[format].module}")


def guess_target(name: str) -> str | None:
    """The format that the name of a file to be written tells; None where it tells none."""
    low = PurePath(name).name.lower()
    fitting = [(len(suffix), form.name) for form in FORMATS.values() if form.writes
               for suffix in form.suffixes if low.endswith(suffix)]  # fmt: skip
    return max(fitting)[1] if fitting else None


def guess(name: str, text: str) -> str | None:
    """The format of a list by its content, and its name where that leaves a doubt; else None."""
    low = PurePath(name).name.lower().removesuffix(".gz")
    head = text[:20_000].lstrip()
    if head.startswith("<") and not head.startswith(("<http", "<urn")):
        return _of_xml(head)
    if re.match(r"(@prefix|@base|prefix\s|base\s|<(?:http|urn))", head, re.IGNORECASE):
        return "skos"
    if head[:1] in ("{", "["):
        return _of_json(head)
    first, _, rest = head.partition("\n")
    first = first.rstrip("\r")
    if low.endswith(".dic") or (first.strip().isdigit() and "\t" not in rest):
        return "hunspell"
    if {"schema", "name", "aliases"} <= set(first.replace('"', "").split(",")):
        return "opensanctions"
    if _HEADER.search(first) and not first.startswith("#"):
        return "csv"
    lines = [line for line in head.splitlines() if line.strip() and line[0] != "#"]
    if lines and all(map(_JRC.match, lines[:5])):
        return "jrc"
    if low.endswith((".tsv", ".pack")) or any("\t" in line for line in lines[:5]):
        return "pack"
    return "languagetool" if low.endswith(".txt") else "csv" if low.endswith(".csv") else None


def _of_xml(head: str) -> str | None:
    if re.search(r"<(?:\w+:)?(?:martif|tbx)\b", head, re.IGNORECASE):
        return "tbx"
    return "skos" if "rdf" in head.lower() or "skos" in head else None


def _of_json(head: str) -> str | None:
    """Which keys the first object has tells whose it is."""
    for format, keys in (
        ("skos", ('"@graph"', '"@context"', '"@id"')),
        ("spacy", ('"pattern"',)),
        ("opensanctions", ('"schema"',)),
        ("jsonl", ('"canonical"',)),
        ("wikidata", ('"entities"', '"labels"', '"bindings"', '"vars"', '"itemLabel"')),
        ("jsonl", ('"name"',)),
    ):
        if any(key in head for key in keys):
            return format
    return None
