"""OpenSanctions: ``targets.simple.csv``, and entities of FollowTheMoney as JSON lines.

Weak aliases (nicknames, single words) are left out: they would shield ordinary words. So are the
schemata that are no names, such as addresses and ownerships.
"""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.names.entry import Entry
from cleanup.names.exchange.facts import Facts, Problem, made
from cleanup.names.exchange.jsons import first, records, strings
from cleanup.names.exchange.table import rows, several

_KINDS = {
    "person": "person", "organization": "organisation", "company": "organisation",
    "publicbody": "organisation", "legalentity": "organisation", "vessel": "product",
    "airplane": "product", "vehicle": "product", "position": "term",
}  # fmt: skip


def read(text: str, name: str) -> Iterator[Entry | Problem]:
    """The entries of a list in either form."""
    if text.lstrip()[:1] in ("{", "["):
        yield from _entities(text, name)
        return
    for line, row in rows(text, ("schema",)):
        if isinstance(row, Problem):
            yield row
        elif kind := _KINDS.get(row.get("schema", "").strip().lower()):
            aliases = several(row.get("aliases", ""))
            facts = Facts(row.get("name", ""), kind, aliases=aliases, id=row.get("id", ""))
            yield from made(facts, line, name)


def _entities(text: str, name: str) -> Iterator[Entry | Problem]:
    for found in records(text):
        if isinstance(found, Problem):
            yield found
            continue
        line, record = found
        properties = record.get("properties")
        if not isinstance(properties, dict) or not isinstance(record.get("schema"), str):
            yield Problem(line, "is no entity: it has no schema or no properties")
            continue
        kind = _KINDS.get(record["schema"].lower())
        if kind is None:
            continue
        names = strings(properties.get("name"))
        canonical = first(record.get("caption")) or next(iter(names), "")
        facts = Facts(canonical, kind, id=first(record.get("id")))
        facts.aliases = [*names, *strings(properties.get("alias"))]
        yield from made(facts, line, name)
