"""One JSON object a line, with the keys of `table`; lists are arrays, or parted by semicolons."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from cleanup.names.entry import Entry
from cleanup.names.exchange.facts import Facts, Problem, made, tag_of
from cleanup.names.exchange.jsons import records, strings
from cleanup.names.exchange.table import LISTS, field_of, put, several


def read(text: str, name: str) -> Iterator[Entry | Problem]:
    """The entries of the objects; forms by language also under ``forms``."""
    for found in records(text):
        if isinstance(found, Problem):
            yield found
            continue
        line, record = found
        facts = Facts("")
        for key, value in record.items():
            if key == "forms" and isinstance(value, dict):
                told = {tag_of(name): strings(form) for name, form in value.items()}
                facts.forms |= {tag: given for tag, given in told.items() if tag}
                continue
            values = strings(value)
            if isinstance(value, str) and field_of(key) in (None, *LISTS):
                values = several(value)
            if values:
                put(facts, key, values)
        yield from made(facts, line, name)


def record(entry: Entry) -> dict[str, Any]:
    """An entry as an object, without what is empty."""
    found: dict[str, Any] = {
        "canonical": entry.canonical,
        "kind": entry.kind,
        "native_lang": entry.native,
        "aliases": list(entry.aliases),
        "garbles": list(entry.garbles),
        "styles": list(entry.styles),
        "context": list(entry.context),
        "forms": dict(sorted(entry.forms.items())),
        "from": entry.since,
        "until": entry.until,
        "id": entry.id,
        "policy": "" if entry.policy == "safe" else entry.policy,
    }
    return {key: value for key, value in found.items() if value}


def write(entries: Iterable[Entry]) -> Iterator[str]:
    """The entries, sorted."""
    for entry in sorted(entries, key=lambda one: one.canonical):
        yield json.dumps(record(entry), ensure_ascii=False) + "\n"
