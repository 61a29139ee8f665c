"""A group of commands of which only the one that is called is imported."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """Subcommands that are only imported when they are needed.

    Args:
        modules: by the name of a subcommand, in the order of the help, the module whose attribute
            ``command`` it is.
    """

    def __init__(self, *args: Any, modules: Mapping[str, str], **given: Any) -> None:
        super().__init__(*args, **given)
        self._modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the subcommands, in the order of the help."""
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand, imported now; None where there is none of the name."""
        if cmd_name not in self._modules:
            return None
        found: click.Command = import_module(self._modules[cmd_name]).command
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The subcommand that is called, and what is left of the arguments.

        Raises:
            click.UsageError: there is no such subcommand; says which is meant.
        """
        name = args[0] if args else ""
        if name not in self._modules and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name, self._modules, n=1)
            known = ", ".join(self._modules)
            hint = f"did you mean {near[0]!r}?" if near else f"choose from {known}"
            raise click.UsageError(f"there is no command {name!r}: {hint}", ctx)
        return super().resolve_command(ctx, args)
