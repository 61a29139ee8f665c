"""``cleanup models add``: bring a model here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cleanup.cli import talk

if TYPE_CHECKING:
    from cleanup.engines.neural.adding import Wishes
    from cleanup.engines.neural.recommended import Recommended


@click.command(
    "add",
    epilog="""
    \b
    Examples:
      cleanup models add gec-t5-small
      cleanup models add grammarly/coedit-large --name coedit
      cleanup models add ./checkpoint --name mine --lang en --licence mit --prefix "grammar: "

    SOURCE is a name that `cleanup models list` shows, the id of a model on the hub, or a folder
    with what `save_pretrained` writes (config.json, weights, tokenizer): a text-to-text model,
    or a tagger with $KEEP among its labels. The files are copied, their checksums kept; what is
    broken off leaves nothing. Its licence is yours to read: `cleanup models show`.
    """,
)
@click.argument("source")
@click.option("--name", metavar="NAME", default="", help="What to call it (default: as SOURCE).")
@click.option("--lang", metavar="TAGS", default="", help="Languages it corrects: en or en,de.")
@click.option("--licence", "--license", "licence", metavar="NAME", default="", help="Its licence.")
@click.option(
    "--prefix", metavar="TEXT", default="", help="Instruction before each sentence, with its space."
)
@click.option(
    "--precision",
    type=click.Choice(["auto", "float32", "bfloat16"]),
    default="auto",
    help="Numbers to compute in (default: auto, bfloat16 on a GPU).",
)
@click.option("--force", is_flag=True, help="Replace a model of this name.")
def command(source: str, **given: Any) -> None:
    """Add a model from the hub or a folder; the only command that fetches anything."""
    from cleanup.cli.modelling.listing import size
    from cleanup.engines.neural.adding import add
    from cleanup.engines.neural.recommended import named

    known = named(source)
    model = add(known.source if known else source, _wishes(given, known), talk.say)
    manifest = model.manifest
    click.echo(f"added: {manifest.name}, {manifest.kind}, {size(manifest.size)}")
    if not manifest.licence:
        talk.say(f"{manifest.name}: its card names no licence; see {manifest.source}")
    if not manifest.languages:
        talk.say(f"{manifest.name}: its languages are not known: it is asked about every text")
    click.echo(f"use it with: cleanup fix FILE --engine neural:{manifest.name}")


def _wishes(given: dict[str, Any], known: Recommended | None) -> Wishes:
    """What is wanted: the options, else what the list of recommended models says."""
    from cleanup.engines.neural.adding import Wishes
    from cleanup.language import language

    tags = [tag for tag in given["lang"].replace(" ", ",").split(",") if tag]
    languages = tuple(dict.fromkeys(language(tag).base for tag in tags))
    wishes = Wishes(
        given["name"],
        languages,
        given["licence"],
        given["prefix"],
        given["precision"],
        given["force"],
    )
    if known is None:
        return wishes
    return wishes._replace(
        name=wishes.name or known.name,
        languages=languages or known.languages,
        prefix=wishes.prefix or known.prefix,
    )
