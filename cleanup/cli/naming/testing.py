"""``cleanup names test``: packs against their own rules, their examples and clean text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from cleanup.cli import talk
from cleanup.cli.naming import store
from cleanup.errors import CleanupError, ConfigError
from cleanup.show.invisible import escaped


@click.command(
    "test",
    epilog="""
    \b
    A pack must be sorted, without a name twice, in Unicode form NFC; no garble may be a right
    form, or a garble of two names; every example must hold a garble of its name; no garble may
    stand in clean text: that of corpora/ and of TEXT...

    \b
    Examples:
      cleanup names test
      cleanup names test --layer project last-week/*.txt

    Exit code 1 if anything is found; one line each says where.
    """,
)
@click.argument("texts", metavar="[TEXT]...", nargs=-1)
@click.option("--layer", type=click.Choice(store.LAYERS), help="Only packs of this layer.")
@store.lang_option("Language of the texts.")
def command(texts: tuple[str, ...], layer: str | None, lang: str) -> int:
    """Test the packs in force, and that their garbles stand in no clean TEXT."""
    chosen = [path for where, path in store.files() if layer in (None, where)]
    count = 0
    for path in chosen:
        faults = list(_faults(path, lang))
        for line, fault in faults:
            click.echo(escaped(f"{store.shown(path)}:{line}: {fault}"))
        count += len(faults)
    count += _together(chosen, texts, lang)
    files = f"{len(chosen)} file{'s' * (len(chosen) != 1)}"
    talk.say(f"{files} of names tested, {count or 'nothing'} found")
    return int(count > 0)


def _faults(path: Path, lang: str) -> Iterator[tuple[int, str]]:
    """What is wrong in one pack, with the lines."""
    from cleanup.names.checking import alone, pack_faults, repaired
    from cleanup.names.editing import examples
    from cleanup.names.entry import parse

    try:
        lines = path.read_bytes().decode("utf-8-sig").split("\n")
    except OSError as error:
        yield 1, f"cannot be read: {error.strerror}"
        return
    except UnicodeDecodeError:
        yield 1, "is not UTF-8 text"
        return
    numbered = [(n, line.rstrip("\r")) for n, line in enumerate(lines, 1)]
    entries = [(n, line) for n, line in numbered if line.strip() and line[0] != "#"]
    yield from pack_faults(entries, lambda line, number: parse(line, f"{path}:{number}"))
    pending: list[tuple[int, str]] = []
    for number, line in numbered:
        if line[:1] == "#":
            pending.append((number, line))
            continue
        if line.strip():
            for at, text in [(n, t) for n, c in pending for t in examples((c,))]:
                try:
                    entry = parse(line, f"{path}:{number}")
                except ConfigError:
                    continue  # was named above
                if entry.policy in ("safe", "ask") and repaired(text, alone(entry), lang) == text:
                    yield at, f"the example holds no garble of {entry.canonical}"
        pending = []


def _together(paths: list[Path], texts: tuple[str, ...], lang: str) -> int:
    """Say where packs contradict each other or clean text; how often."""
    from cleanup.names.checking import conflicts, places
    from cleanup.names.gazetteer import Gazetteer, read

    packs = []
    for path in paths:
        try:
            packs.append(read(path))
        except CleanupError:
            continue  # a fault of it was named above
    found = Gazetteer(packs)
    count = 0
    for home, fault in conflicts(list(found.entries())):
        count += 1
        click.echo(escaped(f"{store.shown(home)}: {fault}"))
    for place in places(found, store.clean_texts(texts), lang):
        count += 1
        where = f"{place.name}:{place.line}: {place.quoted}"
        what = f"{place.garble!r} of {place.entry.canonical}"
        click.echo(escaped(f"{store.shown(place.entry.home)}: {what} stands in {where}"))
    return count
