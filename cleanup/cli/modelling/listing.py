"""``cleanup models list``: which models are here, and which could be added."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from cleanup.cli import options

if TYPE_CHECKING:
    from cleanup.engines.neural.manifest import Manifest
    from cleanup.show.pen import Pen


@click.command(
    "list",
    epilog="""
    \b
    Examples:
      cleanup models list
      cleanup models list --lang de
      cleanup models list --json
    """,
)
@click.option("--lang", metavar="TAG", help="Only models for this language.")
@click.option("--json", "as_json", is_flag=True, help="The manifests of those here, as JSON.")
@options.COLOUR_OPTION
def command(lang: str | None, as_json: bool, color: str) -> None:
    """List the models that are here, and public ones that could be added (not tried here)."""
    from cleanup.engines.neural import store
    from cleanup.engines.neural.recommended import recommended
    from cleanup.language import language

    base = language(lang).base if lang else None
    here = [m.manifest for m in store.installed() if base is None or m.manifest.speaks(base)]
    if as_json:
        import msgspec

        found = [msgspec.to_builtins(manifest) for manifest in here]
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    from cleanup.cli import talk
    from cleanup.show.pen import Pen

    for line in store.damaged():
        talk.say(line)
    pen = Pen(sys.stdout, colour=options.colour(color, sys.stdout))
    pen.line(f"Here, in {store.home()}", style="bold")
    for manifest in here:
        _line(pen, manifest.name, _about(manifest))
    if not here:
        pen.line("  none")
    known = {manifest.source for manifest in here}
    others = [
        each
        for each in recommended()
        if each.source not in known and (base is None or base in each.languages)
    ]
    pen.line()
    pen.line("On the hub, not tried here: cleanup models add NAME", style="bold")
    for each in others:
        licence = each.licence or "see its card"
        facts = f"{' '.join(each.languages)}, {each.parameters} parameters, licence {licence}"
        _line(pen, each.name, f"{facts}: {each.about}")
    if not others:
        pen.line("  none is known" + (f" for {language(lang).english}" if lang else ""))


def size(count: int) -> str:
    """Bytes as people say them."""
    return f"{count / 1e6:,.0f} MB" if count >= 1e6 else f"{count / 1e3:,.0f} kB"


def _about(manifest: Manifest) -> str:
    from cleanup.engines.neural.engine import missing

    languages = " ".join(manifest.languages) or "any language"
    licence = manifest.licence or "not stated"
    levels = sorted({f"{manifest.level(base)} in {base}" for base in manifest.record})
    record = ", ".join(levels) if levels else "not measured"
    runs = f"runs with {manifest.runtime}{' (not installed)' if missing(manifest) else ''}"
    return (
        f"{manifest.kind} for {languages}, {runs}, {size(manifest.size)}, "
        f"licence {licence}, {record}"
    )


def _line(pen: Pen, name: str, text: str) -> None:
    from rich.text import Text

    from cleanup.show.invisible import escaped

    pen.hanging(Text(f"  {escaped(name):<24} "), Text(escaped(text)))
