"""``cleanup models show``: all that is known of a model."""

from __future__ import annotations

import sys

import click

from cleanup.cli import options


@click.command(
    "show",
    epilog="""
    \b
    Examples:
      cleanup models show gec-t5-small
      cleanup models show gec-t5-small --check     also read every file and compare checksums
    """,
)
@click.argument("name")
@click.option("--check", is_flag=True, help="Verify the files; exit code 1 if one is damaged.")
@options.COLOUR_OPTION
def command(name: str, check: bool, color: str) -> int:
    """Show a model's manifest: licence, languages, files, measured record."""
    from rich.text import Text

    from cleanup.cli.modelling.listing import size
    from cleanup.engines.neural import store
    from cleanup.engines.neural.manifest import damage
    from cleanup.show.invisible import escaped
    from cleanup.show.pen import Pen

    model = store.find(name)
    manifest = model.manifest
    pen = Pen(sys.stdout, colour=options.colour(color, sys.stdout))
    facts = {
        "kind": manifest.kind,
        "runs with": f"{manifest.runtime}, precision {manifest.precision}",
        "languages": " ".join(manifest.languages) or "not known: asked about every text",
        "licence": manifest.licence or "not stated: see its source",
        "source": f"{manifest.source}{f' at {manifest.revision}' if manifest.revision else ''}",
        "prefix": repr(manifest.prefix) if manifest.prefix else "none",
        "folder": str(model.folder),
        "size": f"{size(manifest.size)} in {len(manifest.files)} files" if manifest.files else "-",
        "checksum": manifest.checksum if manifest.files else "none: it was not added",
        "note": manifest.note,
    }
    pen.line(escaped(manifest.name), style="bold")
    for what, fact in facts.items():
        if fact:
            pen.hanging(Text(f"  {what:<10} "), Text(escaped(fact)))
    if not manifest.record:
        pen.hanging(Text(f"  {'record':<10} "), Text("not measured: its edits are only shown"))
    for base, found in sorted(manifest.record.items()):
        counts = (
            f"{base}: {found.better} better, {found.worse} worse, {found.neutral} neither; "
            f"{found.clean_hits} in {found.clean_words:,} clean words; "
            f"level {manifest.level(base)} ({found.data})"
        )
        pen.hanging(Text(f"  {'record':<10} "), Text(escaped(counts)))
    if not check:
        return 0
    wrong = list(damage(model))
    for line in wrong:
        pen.line(f"! {escaped(line)}", style="bold red")
    if not wrong:
        pen.line("every file is as it was added")
    return 1 if wrong else 0
