"""``cleanup names``: the gazetteer, and how it grows."""

from __future__ import annotations

import click

from cleanup.cli.lazy import LazyGroup

COMMANDS = ("add", "list", "show", "edit", "remove", "import", "export", "packs", "test", "suggest")
"""Each is the attribute ``command`` of the module ``cleanup.cli.naming.NAME``."""
_MODULES = {"list": "listing", "import": "importing", "export": "exporting", "test": "testing"}
"""Where a module cannot be called like its command."""


@click.group(
    "names",
    cls=LazyGroup,
    modules={name: f"cleanup.cli.naming.{_MODULES.get(name, name)}" for name in COMMANDS},
    no_args_is_help=True,
    epilog="""
    \b
    Examples:
      cleanup names add "Kim Jong One" "Kim Jong Un" --kind person
      cleanup names show "Kim Jong Un"
      cleanup names import players.csv
      cleanup names suggest article.txt

    Names lie in layers, of which the nearer one wins: files of the run (`names` in
    cleanup.toml), the project (.cleanup/names.tsv in its folder), personal, shipped. What is
    changed is written to the project unless --to says otherwise. docs/names.md is the guide.
    """,
)
def command() -> None:
    """Look up names, add and change them, exchange lists of them."""
