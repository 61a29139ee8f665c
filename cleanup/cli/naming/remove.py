"""``cleanup names remove``: take a name out of a file."""

from __future__ import annotations

import click

from cleanup.cli import talk
from cleanup.cli.naming import store
from cleanup.errors import UsageError
from cleanup.names import gazetteer


@click.command(
    "remove",
    epilog="""
    \b
    Examples:
      cleanup names remove "Pablo Iglesias"
      cleanup names remove "Pablo Iglesias" --in personal

    Names of the shipped packs stay there: `cleanup names edit NAME --policy never` ends all
    repairs of one.
    """,
)
@click.argument("name")
@click.option(
    "--in",
    "place",
    metavar="project|personal|FILE",
    help="The file to change (default: the project's, else the personal one).",
)
def command(name: str, place: str | None) -> None:
    """Remove NAME from the project's or another file."""
    wanted = [place] if place else ["project", "personal"]
    for to in wanted:
        path = store.target(to)
        if not path.is_file():
            continue
        pack = store.opened(path)
        if name in pack.entries:
            where = store.line_of(path, name)
            pack.drop(name)
            store.save(path, pack)
            click.echo(f"removed: {name}, {where}")
            _say_what_is_left(name)
            return
    entry, _ = store.find(name)
    if entry is None:
        raise store.unknown(name)
    if entry.canonical != name:
        raise UsageError(f"{name!r} is a form of {entry.canonical!r}: remove that, or edit --drop")
    hint = (
        "--in names the file" if _is_own(entry.home) else "`edit NAME --policy never` ends repairs"
    )
    raise UsageError(f"{name!r} stands in {store.shown(entry.home)}: {hint}")


def _is_own(home: str) -> bool:
    """Whether an entry stands in a file that is not shipped."""
    return home.rpartition(":")[0] not in map(str, gazetteer.shipped())


def _say_what_is_left(name: str) -> None:
    for entry in store.known().named(name):
        if entry.canonical == name:
            talk.say(f"{name} is still known from {store.shown(entry.home)}")
