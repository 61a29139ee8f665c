"""``cleanup names list``: the names in force."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from cleanup.cli.naming import store

if TYPE_CHECKING:
    from cleanup.names.entry import Entry


@click.command(
    "list",
    epilog="""
    \b
    Examples:
      cleanup names list --layer project
      cleanup names list kim --kind person
      cleanup names list --json > names.jsonl
    """,
)
@click.argument("filter", required=False, default="")
@click.option("--kind", type=store.a_kind, metavar="KIND", help="Only names of this kind.")
@click.option("--layer", type=click.Choice(store.LAYERS), help="Only names of this layer.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(filter: str, kind: str | None, layer: str | None, as_json: bool) -> None:
    """List the names in force; FILTER is a part of any form, in any case.

    A line has the name, its kind, its native language, its layer and its garbles.
    """
    found = sorted(chosen(filter, kind, layer), key=lambda item: item[1].canonical)
    if as_json:
        from cleanup.names.exchange.jsonl import record

        for where, entry in found:
            home = {"layer": where, "home": store.shown(entry.home)}
            click.echo(json.dumps(record(entry) | home, ensure_ascii=False))
        return
    from cleanup.show.invisible import escaped

    width = min(40, max((len(entry.canonical) for _, entry in found), default=0))
    for where, entry in found:
        garbles = f"  {'; '.join(entry.garbles)}" if entry.garbles else ""
        lead = f"{entry.canonical:<{width}}  {entry.kind:<12}  {entry.native or '-':<3}"
        click.echo(escaped(f"{lead}  {where:<8}{garbles}".rstrip()))


def chosen(filter: str, kind: str | None, layer: str | None) -> Iterator[tuple[str, Entry]]:
    """The entries in force with their layers.

    Args:
        filter: a part of any form; ``""`` takes all.
        kind: only this kind, if any.
        layer: only this layer, if any.
    """
    from cleanup.names.folding import key

    wanted = key(filter)
    seen: set[str] = set()
    for where, _, pack in store.packs():
        entries = list(pack.entries())
        for entry in entries:
            if entry.canonical in seen or kind not in (None, entry.kind):
                continue
            if layer in (None, where) and (not filter or _has(entry, wanted)):
                yield where, entry
        seen.update(entry.canonical for entry in entries)


def _has(entry: Entry, wanted: str) -> bool:
    from cleanup.names.folding import key

    return any(wanted in key(form) for form in (*entry.right, *entry.garbles))
