"""``cleanup names import``: lists of names in the formats of others."""

from __future__ import annotations

import gzip
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleanup.cli import talk
from cleanup.cli.naming import store
from cleanup.errors import CleanupError, InputError, UsageError
from cleanup.names.exchange import FORMATS, Problem, guess, read

if TYPE_CHECKING:
    from cleanup.names.editing import Pack
    from cleanup.names.entry import Entry
    from cleanup.names.gazetteer import Gazetteer

_SHOWN = 20
"""Problems of one file that are shown; the others are counted."""
_MOST_BYTES = 2 << 30
"""Of a list, unpacked."""


@click.command(
    "import",
    epilog="""
    \b
    Formats: pack, csv (any table with a header), jsonl, wikidata, jrc, opensanctions, skos, tbx,
    spacy, languagetool, hunspell. Files may be packed with gzip.

    \b
    Examples:
      cleanup names import players.csv
      cleanup names import concepts.ttl --dry-run
      cleanup names import words.txt --format languagetool --kind person

    A table needs the column canonical; kind, native_lang, aliases, garbles, styles, context,
    from, until, id, policy and language tags such as fr may stand beside it, lists parted by
    semicolons. A row that gives no name is named by its line, the others are imported; the exit
    code is then 3.
    """,
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--format", type=click.Choice(list(FORMATS)), help="Of the files (default: guessed).")
@store.to_option("The file to write to.")
@store.kind_option("The kind of names of which the list tells none.")
@store.native_option("The native language of names of which the list tells none.")
@store.lang_option("Language of the texts that garbles stand in.")
@click.option("--encoding", metavar="NAME", help="Encoding of the files (default: UTF-8).")
@click.option("--dry-run", is_flag=True, help="Say what would be imported, and write nothing.")
@click.option("--force", is_flag=True, help="Also import garbles that would do harm.")
def command(files: tuple[str, ...], **given: Any) -> int:
    """Import the names of FILE... (`-` reads standard input)."""
    from cleanup.reading import check_encoding

    check_encoding(given["encoding"])
    path = store.target(given["to"])
    importer = _Importer(path, given)
    well = True
    for name in files:
        try:
            well &= importer.add(name)
        except UsageError:
            raise
        except CleanupError as error:
            talk.fail(str(error))
            well = False
    if importer.changed and not given["dry_run"]:
        store.save(path, importer.pack)
    importer.tell()
    return 0 if well else 3


class _Importer:
    """Puts lists into one pack."""

    def __init__(self, path: Path, given: dict[str, Any]) -> None:
        self._path, self._given = path, given
        self.pack: Pack = store.opened(path)
        self.changed = False
        self._farther = store.Farther(path)
        self._known: Gazetteer = store.known(path)
        self._counts: Counter[str] = Counter()

    def add(self, name: str) -> bool:
        """Import one file; whether all of it could be.

        Raises:
            InputError: it cannot be read.
            UsageError: its format is unknown.
        """
        text = _text(name, self._given["encoding"])
        label = "<stdin>" if name == "-" else name
        format = self._given["format"] or guess(name, text)
        if format is None:
            known = ", ".join(FORMATS)
            raise UsageError(f"{label}: the format is not clear: --format tells it ({known})")
        problems: list[Problem] = []
        met: dict[str, str] = {}
        found = False
        for item in read(text, label, format):
            if isinstance(item, Problem):
                problems.append(item)
                continue
            found = True
            line = int(item.home.rpartition(":")[2])
            if item.id and met.setdefault(item.canonical, item.id) != item.id:
                other = met[item.canonical]
                reason = f"{item.canonical!r} is there already with the id {other}"
                problems.append(Problem(line, reason))
                continue
            problems += self._put(item, line)
        if not found and not problems:
            problems.append(Problem(1, f"there are no names in it (read as {format})"))
        problems.sort(key=lambda problem: problem.line)
        for problem in problems[:_SHOWN]:
            talk.say(f"{label}:{problem.line}: {problem.reason}")
        if len(problems) > _SHOWN:
            talk.say(f"{label}: {len(problems) - _SHOWN} more such places")
        return not problems

    def _put(self, entry: Entry, line: int) -> list[Problem]:
        """Put one entry into the pack; the problems with its garbles."""
        if entry.kind == "term" and self._given["kind"]:
            entry = replace(entry, kind=self._given["kind"])
        if not entry.native and self._given["native"]:
            entry = replace(entry, native=self._given["native"])
        problems = []
        old = self.pack.entries.get(entry.canonical)
        if entry.garbles and not self._given["force"]:
            harmful = self._harmful(entry, old)
            problems = [Problem(line, f"{why}: left out") for why in harmful.values()]
            kept = tuple(g for g in entry.garbles if g not in harmful)
            entry = replace(entry, garbles=kept)
        new = self._farther.joined(entry, old)
        state = "known" if new == old else "changed" if old else "new"
        self._counts[state] += 1
        if new != old:
            self.changed = True
            self.pack.put(new)
        return problems

    def _harmful(self, entry: Entry, old: Entry | None) -> dict[str, str]:
        """The new garbles of an entry that would do harm, and why."""
        from cleanup.names.checking import doubts

        found: dict[str, str] = {}
        for garble in entry.garbles:
            if old is None or garble not in old.garbles:
                why = next(doubts(entry, (), (garble,), self._known, self._given["lang"]), None)
                if why is not None:
                    found[garble] = why
        return found

    def tell(self) -> None:
        """Say what was done."""
        counts = self._counts
        done = [f"{counts['new']:,} new", f"{counts['changed']:,} changed"]
        if counts["known"]:
            done.append(f"{counts['known']:,} already there")
        would = "would be " if self._given["dry_run"] else ""
        click.echo(f"{', '.join(done)}: {would}written to {store.shown(self._path)}")


def _text(name: str, encoding: str | None) -> str:
    """The text of a list, unpacked where it is packed.

    Raises:
        InputError: it cannot be read, or is not text.
    """
    from cleanup.reading import decode, read

    packed = False
    if name != "-":
        try:
            with Path(name).open("rb") as file:
                packed = file.read(2) == b"\x1f\x8b"
        except OSError:
            packed = False  # what is wrong says `read`
    if not packed:
        return read(name, encoding).text
    try:
        with gzip.open(name) as file:
            data = file.read(_MOST_BYTES + 1)
    except (OSError, EOFError) as error:
        raise InputError(f"{name}: cannot be unpacked: {error}") from None
    if len(data) > _MOST_BYTES:
        raise InputError(f"{name}: is larger than {_MOST_BYTES >> 30} GB unpacked: split it")
    return decode(data, name, encoding).text
