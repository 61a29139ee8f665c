"""Tables with a header, parted by commas, semicolons, tabs or bars.

The column ``canonical`` (or ``name``) is needed; ``kind``, ``native_lang``, ``aliases``,
``garbles``, ``styles``, ``context``, ``from``, ``until``, ``id``, ``policy`` and language tags may
stand beside it in any order and case, lists parted by semicolons. Other columns are read past.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence

from cleanup.names.entry import Entry
from cleanup.names.exchange.facts import Facts, Problem, made, tag_of

COLUMNS = {
    "canonical": "canonical name label",
    "kind": "kind type",
    "native": "native_lang native native_language",
    "aliases": "aliases alias",
    "garbles": "garbles garble",
    "styles": "styles style",
    "context": "context",
    "since": "from since",
    "until": "until",
    "id": "id",
    "policy": "policy",
}
"""Fields of `Facts`, and what columns and keys that hold them may be called."""
LISTS = frozenset({"aliases", "garbles", "styles", "context"})
_BY_NAME = {name: field for field, names in COLUMNS.items() for name in names.split()}
_DELIMITERS = ",;\t|"


def field_of(column: str) -> str | None:
    """The field of `Facts` that a column or key holds."""
    return _BY_NAME.get(column.strip().lower().replace(" ", "_").replace("-", "_"))


def put(facts: Facts, column: str, values: Sequence[str]) -> bool:
    """Add the values of a column or key; whether it is one that can be used."""
    if field := field_of(column):
        setattr(facts, field, list(values) if field in LISTS else "; ".join(values).strip())
        return True
    if tag := tag_of(column):
        facts.forms[tag] = list(values)
        return True
    return False


def several(cell: str) -> list[str]:
    """The values of a cell, which are parted by semicolons."""
    return [value for part in cell.split(";") if (value := part.strip())]


def read(text: str, name: str) -> Iterator[Entry | Problem]:
    """The entries of a table."""
    for line, row in rows(text, ("canonical", "name", "label")):
        if isinstance(row, Problem):
            yield row
            continue
        facts = Facts("")
        # ``canonical`` is the more telling one where a list has ``name`` or ``label`` beside it.
        for column in sorted(row, key=lambda c: c.strip().lower() == "canonical"):
            cell = row[column]
            single = field_of(column) not in (None, *LISTS)
            if cell.strip():
                put(facts, column, [cell] if single else several(cell))
        yield from made(facts, line, name)


def rows(text: str, wanted: Sequence[str]) -> Iterator[tuple[int, dict[str, str] | Problem]]:
    """The rows of a table by column, each with the line that it begins on.

    Args:
        text: the table.
        wanted: columns of which the header must have one.
    """
    lines = text.splitlines(keepends=True)
    begin = next((n for n, line in enumerate(lines) if line.strip() and line[0] != "#"), len(lines))
    first = lines[begin] if begin < len(lines) else ""
    delimiter = _delimiter(first, wanted)
    if delimiter is None:
        reason = f"there is no column {wanted[0]!r} in the header; it is needed"
        yield begin + 1, Problem(min(begin, max(len(lines) - 1, 0)) + 1, reason)
        return
    reader = csv.reader(io.StringIO("".join(lines[begin:]), newline=""), delimiter=delimiter)
    header = [cell.strip() for cell in next(reader)]
    at = begin + reader.line_num
    while True:
        line = at + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            at = begin + reader.line_num
            yield line, Problem(line, f"cannot be read: {error}")
            continue
        if row is None:
            return
        at = begin + reader.line_num
        filled = [cell for cell in row if cell.strip()]
        if not filled or (len(filled) == 1 and row[0].startswith("#")):
            continue  # nothing, or a comment
        if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
            reason = f"has {len(row)} cells, the header only {len(header)}"
            yield line, Problem(line, reason)
            continue
        yield line, dict(zip(header, row, strict=False))


def _delimiter(header: str, wanted: Sequence[str]) -> str | None:
    """What parts the cells of a header that has a wanted column."""
    best = None
    for delimiter in _DELIMITERS:
        cells = next(csv.reader([header.rstrip("\r\n")], delimiter=delimiter), [])
        if any(cell.strip().lower() in wanted for cell in cells):
            if best is None or len(cells) > best[0]:
                best = len(cells), delimiter
    return None if best is None else best[1]


def write(entries: Iterable[Entry]) -> Iterator[str]:
    """A table with commas; a language has a column where some name has a form of its own in it."""
    chosen = sorted(entries, key=lambda one: one.canonical)
    tags = sorted({tag for entry in chosen for tag in entry.forms})
    cells: dict[str, Callable[[Entry], str]] = {
        "canonical": lambda e: e.canonical,
        "kind": lambda e: e.kind,
        "native_lang": lambda e: e.native,
        "aliases": lambda e: "; ".join(e.aliases),
        "garbles": lambda e: "; ".join(e.garbles),
        "styles": lambda e: "; ".join(e.styles),
        "context": lambda e: "; ".join(e.context),
        "from": lambda e: e.since,
        "until": lambda e: e.until,
        "id": lambda e: e.id,
        "policy": lambda e: "" if e.policy == "safe" else e.policy,
    }
    used = [
        column
        for column, cell in cells.items()
        if column in ("canonical", "kind", "native_lang") or any(map(cell, chosen))
    ]
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([*used, *tags])
    for entry in chosen:
        forms = (entry.forms.get(tag, "") for tag in tags)
        writer.writerow([*(cells[column](entry) for column in used), *forms])
    yield stream.getvalue()
