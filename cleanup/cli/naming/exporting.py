"""``cleanup names export``: the names in force, for other programs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from cleanup.cli import talk
from cleanup.cli.naming import store
from cleanup.cli.naming.listing import chosen
from cleanup.names.exchange import FORMATS, guess_target, write

_WRITTEN = [form.name for form in FORMATS.values() if form.writes]


@click.command(
    "export",
    epilog="""
    \b
    Examples:
      cleanup names export names.csv --layer project
      cleanup names export people.ttl --kind person
      cleanup names export --format spacy > patterns.jsonl

    Formats by the end of the file's name: .tsv pack, .csv, .jsonl, .jrc, .ttl (skos), .tbx,
    .spacy.jsonl, .txt (languagetool), .dic (hunspell). Word lists hold right forms only.
    """,
)
@click.argument("file", required=False, default="-")
@click.option("--format", type=click.Choice(_WRITTEN), help="Default: by FILE, else pack.")
@click.option("--layer", type=click.Choice(store.LAYERS), help="Only names of this layer.")
@click.option("--kind", type=store.a_kind, metavar="KIND", help="Only names of this kind.")
def command(file: str, format: str | None, layer: str | None, kind: str | None) -> None:
    """Write names to FILE, or to standard output."""
    from cleanup.errors import UsageError

    form = format or ("pack" if file == "-" else guess_target(file))
    if form is None:
        raise UsageError(f"{file}: the format is not clear: --format tells it")
    entries = [entry for _, entry in chosen("", kind, layer)]
    data = write(entries, form).encode("utf-8")
    if file == "-":
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    from cleanup.writing import write as write_file

    write_file(Path(file), data)
    talk.say(f"{len(entries):,} names written to {file} ({form})")
