"""``cleanup names suggest``: what articles suggest for the gazetteer, accepted one by one."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from cleanup.cli import talk
from cleanup.cli.naming import store
from cleanup.errors import CleanupError

if TYPE_CHECKING:
    from pathlib import Path

    from cleanup.names.suggesting import Proposal

_ANSWERS = "[y]es, [n]o, [k]ind, [q]uit"


@click.command(
    "suggest",
    epilog="""
    \b
    Examples:
      cleanup names suggest article.txt --source-lang fr
      cleanup names suggest *.txt --json > proposals.jsonl

    Proposes garbles of known names (Pablo Churches), spellings that disagree, and names that
    stand there repeatedly and are in no pack. On a terminal each is accepted or not; elsewhere
    they are only listed. The texts are not changed.
    """,
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--lang", type=store.a_language, metavar="TAG", help="Language of the texts; else detected."
)
@click.option(
    "--source-lang",
    type=store.a_language,
    metavar="TAG",
    help="Language that was translated; else each name's own is supposed.",
)
@store.to_option("The file to write to.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line; nothing is asked.")
def command(files: tuple[str, ...], **given: Any) -> int:
    """Propose names and garbles that stand in FILE... and are in no pack."""
    from cleanup.names.suggesting import proposals

    texts, well = _texts(files)
    path = store.target(given["to"])
    base = given["lang"] or _detected(texts)
    found = proposals(texts, store.known(path), base, given["source_lang"] or "")
    if given["as_json"]:
        for proposal in found:
            click.echo(json.dumps(_record(proposal), ensure_ascii=False))
    elif sys.stdin.isatty() and sys.stdout.isatty():
        _ask(found, path, base)
    else:
        for proposal in found:
            _draw(proposal)
    if not found:
        talk.say("nothing to propose")
    return 0 if well else 3


def _texts(files: tuple[str, ...]) -> tuple[list[tuple[str, str]], bool]:
    """The texts that can be read, and whether all could."""
    from cleanup.reading import read

    texts = []
    for name in files:
        try:
            texts.append((name, read(name).text))
        except CleanupError as error:
            talk.fail(str(error))
    return texts, len(texts) == len(files)


def _detected(texts: list[tuple[str, str]]) -> str:
    from cleanup.detection import detect
    from cleanup.language import language

    if not texts:
        return "und"
    return language(detect("\n".join(text for _, text in texts)).lang).base


def _record(proposal: Proposal) -> dict[str, Any]:
    from cleanup.names.exchange.jsonl import record

    return {
        "why": proposal.why,
        "wrong": proposal.wrong,
        "message": proposal.message,
        "count": proposal.count,
        "places": proposal.places,
        "entry": record(proposal.entry),
    }


def _draw(proposal: Proposal) -> None:
    from cleanup.show.invisible import escaped

    shown = proposal.wrong or proposal.entry.canonical
    times = f"{proposal.count} place{'s' * (proposal.count != 1)}"
    kind = f" ({proposal.entry.kind})" if proposal.why == "name" else ""
    click.echo(escaped(f"{proposal.why:<9}{shown}{kind}: {proposal.message}, {times}"))
    for place in proposal.places:
        click.echo(escaped(f"         {place}"))


def _ask(found: list[Proposal], path: Path, base: str) -> None:
    """Show each proposal and write those that are accepted, each at once."""
    from cleanup.cli.naming.objections import objections

    added = 0
    for number, proposal in enumerate(found, 1):
        click.echo(f"\n[{number}/{len(found)}]")
        _draw(proposal)
        garbles = (proposal.wrong,) if proposal.wrong in proposal.entry.garbles else ()
        for objection in objections(proposal.entry, (), garbles, store.known(path), base):
            click.echo(f"         but: {objection}")
        entry = proposal.entry
        while (answer := _answer()) == "k":
            kind = click.prompt("kind", default=entry.kind, value_proc=store.a_kind)
            entry = replace(entry, kind=kind)
        if answer == "q":
            break
        if answer == "y":
            pack = store.opened(path)
            pack.put(store.Farther(path).joined(entry, pack.entries.get(entry.canonical)))
            store.save(path, pack)
            added += 1
            click.echo(f"         written to {store.line_of(path, entry.canonical)}")
    talk.say(f"{added} of {len(found)} proposals accepted")


def _answer() -> str:
    """One of the letters of `_ANSWERS`."""
    while True:
        given = click.prompt(f"add? {_ANSWERS}", default="n", show_default=False)
        if given[:1].lower() in ("y", "n", "k", "q"):
            return str(given[:1].lower())
