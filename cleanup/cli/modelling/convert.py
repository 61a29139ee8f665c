"""``cleanup models convert``: a model that needs no torch."""

from __future__ import annotations

import click

from cleanup.cli import talk


@click.command(
    "convert",
    epilog="""
    \b
    Examples:
      cleanup models convert gec-t5-small                     gec-t5-small-light
      cleanup models convert gec-t5-small --precision int8    a quarter of the size

    Needs the extra [neural] once; the result only [neural-light] (no torch): text-to-text models
    run with CTranslate2, taggers with ONNX Runtime. With 32 bits the corrections are the same;
    with int8 a few may differ.
    """,
)
@click.argument("model")
@click.option(
    "--name", metavar="NAME", default="", help="The result's name (default: MODEL-light)."
)
@click.option(
    "--precision",
    type=click.Choice(["float32", "int8"]),
    default="float32",
    help="Numbers to compute in (default: float32).",
)
@click.option("--force", is_flag=True, help="Replace a model of this name.")
def command(model: str, name: str, precision: str, force: bool) -> None:
    """Convert MODEL (a name or a folder) so that it runs without torch."""
    from cleanup.cli.modelling.listing import size
    from cleanup.engines.neural import store
    from cleanup.engines.neural.adding import add_converted
    from cleanup.engines.neural.engine import missing_for_conversion

    found = store.find(model)
    missing_for_conversion()
    talk.say(f"converting {found.manifest.name}")
    made = add_converted(
        found,
        name or f"{found.manifest.name}-light",
        precision,  # type: ignore[arg-type]
        force,
    ).manifest
    click.echo(f"added: {made.name}, runs with {made.runtime}, {size(made.size)}")
    if found.manifest.record:
        talk.say(f"{made.name}: its record is empty: measure it, it is another model")
