"""``cleanup get-languagetool``: fetch LanguageTool, once."""

from __future__ import annotations

from pathlib import Path

import click

from cleanup.cli import talk


@click.command(
    "get-languagetool",
    epilog="""
    \b
    Examples:
      cleanup get-languagetool                 from Maven Central, or the project's own release
      cleanup get-languagetool --from release  only the latter, through language-tool-python

    It goes where language-tool-python keeps it (LTP_PATH, else ~/.cache/language_tool_python),
    and `--engine languagetool` finds it there. It needs 260 MB and Java 17 or newer.
    """,
)
@click.option(
    "--from",
    "origin",
    type=click.Choice(["auto", "maven", "release"]),
    default="auto",
    help="Maven Central (needs mvn), or the release (needs language-tool-python).",
)
@click.option("--version", metavar="N.N", help="Another version than the one that was measured.")
def command(origin: str, version: str | None) -> None:
    """Fetch LanguageTool with all its languages, unless it is there already."""
    from cleanup.engines.languagetool import install

    folder = install.fetch(origin, version or install.VERSION, talk.say)
    click.echo(str(Path(folder)))
