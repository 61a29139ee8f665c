"""Patterns of spaCy's EntityRuler: ``{"label": "PERSON", "pattern": "Kim Jong Un", "id": "kju"}``.

Patterns with one id are one entry: the first is its canonical form, the others are aliases.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from cleanup.names.entry import Entry
from cleanup.names.exchange.facts import Facts, Problem, kind_of, made
from cleanup.names.exchange.jsons import first, records

_LABELS = {"person": "PERSON", "place": "LOC", "organisation": "ORG", "work": "WORK_OF_ART",
           "product": "PRODUCT", "term": "TERM"}  # fmt: skip


def read(text: str, name: str) -> Iterator[Entry | Problem]:
    """An entry for each id, or for each pattern without one."""
    found: dict[str, tuple[int, Facts]] = {}
    for item in records(text):
        if isinstance(item, Problem):
            yield item
            continue
        line, record = item
        form = _form(record.get("pattern"))
        kind = kind_of(first(record.get("label")))
        if form is None:
            yield Problem(line, "the pattern does not say how the name is written")
        elif kind is None:
            yield Problem(line, f"{record.get('label')!r} is no kind of name")
        else:
            id = first(record.get("id"))
            known = found.setdefault(f"{id or form}\n{kind}", (line, Facts(form, kind, id=id)))
            if known[0] != line:
                known[1].aliases.append(form)
    for line, facts in found.values():
        if facts.id == facts.canonical:
            facts.id = ""
        yield from made(facts, line, name)


def _form(pattern: Any) -> str | None:
    """A pattern as the one text that it stands for; None where it is no such pattern."""
    if isinstance(pattern, str):
        return pattern
    if not isinstance(pattern, list) or not pattern:
        return None
    words = []
    for token in pattern:
        word = token.get("TEXT", token.get("ORTH")) if isinstance(token, dict) else None
        if not isinstance(word, str) or len(token) != 1:
            return None
        words.append(word)
    return " ".join(words).replace(" - ", "-").replace(" 's", "'s")


def write(entries: Iterable[Entry]) -> Iterator[str]:
    """A pattern for each right form."""
    for entry in sorted(entries, key=lambda one: one.canonical):
        for form in entry.right:
            record = {"label": _LABELS[entry.kind], "pattern": form,
                      "id": entry.id or entry.canonical}  # fmt: skip
            yield json.dumps(record, ensure_ascii=False) + "\n"
