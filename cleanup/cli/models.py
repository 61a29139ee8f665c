"""``cleanup models``: neural correctors on this machine."""

from __future__ import annotations

import click

from cleanup.cli.lazy import LazyGroup

COMMANDS = ("list", "add", "show", "convert", "remove")
"""Each is the attribute ``command`` of the module ``cleanup.cli.modelling.NAME``."""
_MODULES = {"list": "listing"}
"""Where a module cannot be called like its command."""


@click.group(
    "models",
    cls=LazyGroup,
    modules={name: f"cleanup.cli.modelling.{_MODULES.get(name, name)}" for name in COMMANDS},
    no_args_is_help=True,
    epilog="""
    \b
    Examples:
      cleanup models list --lang de           what is here, and what could be added
      cleanup models add gec-t5-small         from the hub, by its name in the list
      cleanup models add ./my-model --lang en --prefix "gec: "
      cleanup models convert gec-t5-small     the same without torch
      cleanup fix article.txt --engine neural:gec-t5-small

    Models lie in a folder of your account ($CLEANUP_MODELS names another one). Only `add` uses
    the network; to clean a text never does. docs/neural.md is the guide.
    """,
)
def command() -> None:
    """Add, look at, convert and remove neural correctors."""
