"""``cleanup names``: the gazetteer, and how it grows."""

from __future__ import annotations

from difflib import get_close_matches
from importlib import import_module

import click

COMMANDS = ("add", "list", "show", "edit", "remove", "import", "export", "packs", "test", "suggest")
"""Each is the attribute ``command`` of the module ``cleanup.cli.naming.NAME``."""
_MODULES = {"list": "listing", "import": "importing", "export": "exporting", "test": "testing"}
"""Where a module cannot be called like its command."""


class _Names(click.Group):
    """Subcommands that are only imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"cleanup.cli.naming.{_MODULES.get(cmd_name, cmd_name)}")
        found: click.Command = module.command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        if name not in COMMANDS and not name.startswith("-"):
            near = get_close_matches(name, COMMANDS, n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"choose from {', '.join(COMMANDS)}"
            raise click.UsageError(f"there is no command {name!r}: {hint}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    "names",
    cls=_Names,
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
