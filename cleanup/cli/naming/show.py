"""``cleanup names show``: everything that is known of a name, and where it stands."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from cleanup.cli import options
from cleanup.cli.naming import store

if TYPE_CHECKING:
    from cleanup.names.entry import Entry
    from cleanup.show.pen import Pen


@click.command(
    "show",
    epilog="""
    \b
    Example:
      cleanup names show "Kim Jong Un"

    Any form will do, garbles too, in any case and with or without accents.
    """,
)
@click.argument("name")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@options.COLOUR_OPTION
def command(name: str, as_json: bool, color: str) -> None:
    """Show each fact about NAME with its file and line, nearer layers first."""
    from cleanup.names.gazetteer import Gazetteer

    found = [
        (layer, entry, _hider(entry))
        for layer, _, pack in store.packs()
        for entry in Gazetteer([pack]).named(name)
    ]
    if not found:
        raise store.unknown(name)
    if as_json:
        for layer, entry, by in found:
            click.echo(json.dumps(_record(layer, entry, by), ensure_ascii=False))
        return
    from cleanup.show.pen import Pen

    pen = Pen(sys.stdout, colour=options.colour(color, sys.stdout))
    for layer, entry, by in found:
        _draw(pen, layer, entry, by)


def _hider(entry: Entry) -> Entry | None:
    """The entry in force that has the same canonical form, if it is another one."""
    from cleanup.names.gazetteer import Gazetteer

    for _, _, pack in store.packs():
        for other in Gazetteer([pack]).named(entry.canonical):
            if other.canonical == entry.canonical:
                return None if other.home == entry.home else other
    return None


def _record(layer: str, entry: Entry, by: Entry | None) -> dict[str, object]:
    from cleanup.names.exchange.jsonl import record

    place: dict[str, object] = {"layer": layer, "home": store.shown(entry.home)}
    if by is not None:
        place["hidden_by"] = store.shown(by.home)
    return record(entry) | place


def facts(entry: Entry) -> dict[str, str]:
    """What an entry says, by the words of a pack."""
    given = {
        "kind": entry.kind,
        "native": entry.native,
        "garble": "; ".join(entry.garbles),
        "alias": "; ".join(entry.aliases),
        "style": "; ".join(entry.styles),
        **dict(sorted(entry.forms.items())),
        "context": "; ".join(entry.context),
        "from": entry.since,
        "until": entry.until,
        "id": entry.id,
        "policy": "" if entry.policy == "safe" else entry.policy,
    }
    return {key: value for key, value in given.items() if value}


def _draw(pen: Pen, layer: str, entry: Entry, by: Entry | None) -> None:
    from rich.text import Text

    from cleanup.show.invisible import escaped

    where = f"  {layer}  {store.shown(entry.home)}"
    title = Text.assemble(
        (escaped(entry.canonical), "bold" if by is None else "dim"), (where, "cyan")
    )
    if by is not None:
        title.append(f"  hidden by {store.shown(by.home)}", style="dim")
    pen.line(title)
    for key, value in facts(entry).items():
        pen.hanging(Text(f"  {key:<8}", style="dim"), Text(escaped(value)))
    for example in _examples(entry):
        pen.hanging(Text(f"  {'example':<8}", style="dim"), Text(escaped(example)))


def _examples(entry: Entry) -> list[str]:
    """The examples that stand above an entry in its file."""
    from pathlib import Path

    from cleanup.names.editing import examples

    file, _, line = entry.home.rpartition(":")
    found: list[str] = []
    for text in reversed(Path(file).read_text("utf-8-sig").splitlines()[: int(line) - 1]):
        if text[:1] != "#":
            break
        found.insert(0, text)
    return list(examples(tuple(found)))
