"""``cleanup names packs``: which files of names are in force."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click

from cleanup.cli.naming import store
from cleanup.show.invisible import escaped

_LICENCE = re.compile(
    r"licen[cs]e|\bMIT\b|\bCC[ -]?(?:BY|0)|public domain|written for", re.IGNORECASE
)


@click.command("packs")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def command(as_json: bool) -> None:
    """List the files of names in force, nearest first, with what they say of their licence."""
    rows = [
        (layer, store.shown(path), len(pack), _licence(path)) for layer, path, pack in store.packs()
    ]
    if as_json:
        for layer, file, entries, licence in rows:
            row = {"layer": layer, "file": file, "entries": entries, "licence": licence}
            click.echo(json.dumps(row, ensure_ascii=False))
        return
    for layer, file, entries, licence in rows:
        told = f"  ({licence})" if licence else ""
        click.echo(escaped(f"{layer:<9}{entries:>9,}  {file}{told}"))
    if not rows:
        click.echo("no names are in force")


def _licence(path: Path) -> str:
    """The comment at the top of a pack that tells its licence."""
    for line in path.read_text("utf-8-sig").splitlines():
        if line[:1] != "#":
            return ""
        if _LICENCE.search(line):
            return line.lstrip("# ").strip()
    return ""
