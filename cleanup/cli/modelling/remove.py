"""``cleanup models remove``: delete a model."""

from __future__ import annotations

import click


@click.command("remove")
@click.argument("name")
def command(name: str) -> None:
    """Delete the model NAME and its files from this machine."""
    from cleanup.cli.modelling.listing import size
    from cleanup.engines.neural import store

    model = store.find(name)
    store.remove(model)
    click.echo(f"removed: {model.manifest.name}, {size(model.manifest.size)} freed")
