"""``cleanup check``: findings, one a line or for other programs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from cleanup.cli import inputs, options, outputs

if TYPE_CHECKING:
    from cleanup.pipeline import Result
    from cleanup.reading import TextFile
    from cleanup.show.report import Report


@click.command(
    "check",
    epilog="""
    \b
    Examples:
      cleanup check *.txt
      cleanup check *.txt --format sarif -o findings.sarif
      cleanup check article.txt --format html -o report.html

    Lists what `fix` would change and what it only asks about; changes nothing. Lines and
    columns count from 1, columns in characters. Exit code 1 if there are findings, 0 if none.
    """,
)
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option(
    "--format",
    "view",
    type=click.Choice(["text", "json", "sarif", "github", "html"]),
    default="text",
    help="What the findings are written as (default: text).",
)
@click.option("-o", "--output", metavar="OUT", help="Write the findings to this file.")
@options.cleaning("--input-format")
@options.DECISIONS_OPTION
def command(files: tuple[str, ...], **given: Any) -> int:
    """List findings as `file:line:col rule message`."""
    reports: list[Report] = []
    view: str = given["view"]
    streamed = view in ("text", "github") and not given["output"]
    found = False

    def handle(file: TextFile, result: Result) -> None:
        add(file.name, result)

    def add(name: str, result: Result | None, error: str | None = None) -> None:
        nonlocal found
        from cleanup.show.report import Report

        report = Report(name, result, error)
        found = found or any(True for _ in report.findings())
        if streamed:
            for line in _lines(view)(report):
                click.echo(line)
            sys.stdout.flush()
        else:
            reports.append(report)

    with options.cleaner(given) as cleaner:
        well = inputs.run(
            files, given, cleaner, handle, failed=lambda name, why: add(name, None, why)
        )
    if not streamed:
        page = _page(view, reports)
        outputs.put(given["output"], page.encode("utf-8", "backslashreplace"))
    return int(found) if well else 3


def _lines(view: str) -> Callable[[Report], Iterator[str]]:
    from cleanup.show import report

    return report.github_lines if view == "github" else report.text_lines


_PAGES = {"json": "json", "sarif": "sarif", "html": "page.draw"}
"""Modules of `cleanup.show` that draw all findings in one piece."""


def _page(view: str, reports: Sequence[Report]) -> str:
    """All findings in one piece."""
    if view in ("text", "github"):
        return "".join(f"{line}\n" for report in reports for line in _lines(view)(report))
    from importlib import import_module

    page: str = import_module(f"cleanup.show.{_PAGES[view]}").render(reports)
    return page
