"""What every suite of ``cleanup score`` does: measure with progress, show, write, exit code."""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleanup.cli import options, talk
from cleanup.cli.main import INTERRUPTED

if TYPE_CHECKING:
    from cleanup.score.report import Report
    from cleanup.score.run import Progress
    from cleanup.score.suites.base import Suite

TERMINATED = 143
"""Exit code as shells give it to a program that SIGTERM ended."""
SKIPPED = 20
"""Records that could not be read are named up to so many."""


def measure(suite: Suite, given: dict[str, Any]) -> int:
    """Measure a suite, show and write the report.

    Args:
        suite: what the systems read.
        given: the options that all suites share.

    Returns:
        The exit code: 3 if records were left out or no system could be measured.
    """
    begun = time.monotonic()
    with talk.Progress(quiet=given["quiet"]) as progress, _orderly_end():
        try:
            report, known = _report(suite, given, progress)
        except KeyboardInterrupt:
            progress.clear()
            talk.fail("interrupted; the same command goes on from here")
            return INTERRUPTED
    if not given["quiet"]:
        talk.say(_told(suite, known, time.monotonic() - begun))
    for line in report.skipped[:SKIPPED]:
        talk.fail(line)
    if len(report.skipped) > SKIPPED:
        talk.fail(f"and {len(report.skipped) - SKIPPED} other records were skipped")
    _write(report, given)
    return 3 if report.skipped or not report.systems else 0


@contextmanager
def _orderly_end() -> Iterator[None]:
    """SIGTERM ends the run like an exit, so that the systems' own processes end, too."""

    def leave(*_: object) -> None:
        raise SystemExit(TERMINATED)

    before = signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _report(suite: Suite, given: dict[str, Any], progress: talk.Progress) -> tuple[Report, float]:
    """The report, and the share of the text for which an earlier run had the outputs."""
    from cleanup.score.examples import choose
    from cleanup.score.report import build
    from cleanup.score.run import run
    from cleanup.score.signature import signature
    from cleanup.score.store import Store, default_path
    from cleanup.score.systems import check_systems

    systems, seed, resamples = given["system"], given["seed"], given["resamples"]
    check_systems(systems)
    drawn = {"resamples": resamples, "draws": seed} if len(systems) > 1 else {}
    signed = signature(suite, systems, **drawn)  # before the work: it says what is not installed
    path = Path(given["cache"]) if given["cache"] else default_path()
    with Store(path, fresh=given["fresh"]) as store:
        jobs = given["jobs"] or options.processors()
        outputs = run(suite.items, systems, jobs=jobs, store=store, watch=_Watch(progress))
    progress.show("counting …", now=True)
    examples = []
    if wanted := given["examples"]:
        examples = choose(suite, outputs.by_system, wanted, count=given["count"], seed=seed)
    report = build(
        suite, outputs, signature=signed, resamples=resamples, seed=seed, examples=examples
    )
    return report, outputs.known


def _write(report: Report, given: dict[str, Any]) -> None:
    """The report where it was asked for."""
    from cleanup.writing import write

    if given["json_file"]:
        text = json.dumps(report.json(), ensure_ascii=False, indent=1) + "\n"
        if given["json_file"] == "-":
            click.echo(text, nl=False)
        else:
            write(Path(given["json_file"]), text.encode())
    if given["html"]:
        from cleanup.score.draw.html import render

        write(Path(given["html"]), render(report).encode())
    if given["json_file"] != "-":
        from cleanup.score.draw.terminal import show

        colour = options.colour(given["color"], sys.stdout)
        show(report, sys.stdout, colour=colour, rules=given["rules"])


class _Watch:
    """Draws how far a run is: the share, the system and language at hand, the time left."""

    def __init__(self, progress: talk.Progress) -> None:
        self._progress = progress
        self._begun = time.monotonic()

    def __call__(self, state: Progress) -> None:
        spent = time.monotonic() - self._begun
        left = spent * (state.total - state.done) / max(state.done - state.known, 1)
        share, unit = state.done / max(state.total, 1), state.unit
        self._progress.show(f"{share:4.0%}  {unit.system} {unit.lang}, {talk.clock(left)} left")


def _told(suite: Suite, known: float, seconds: float) -> str:
    """What was done, in one line."""
    files = [path.name for path in suite.files] or ["stdin"]
    more = f" and {len(files) - 3} more" if len(files) > 3 else ""
    line = f"{suite.name}: {len(suite.items):,} texts of {', '.join(files[:3])}{more}"
    line += f" in {talk.clock(seconds)}"
    return line + (f"; {known:.0%} known from before (see --fresh)" if known else "")
