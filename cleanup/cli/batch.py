"""``cleanup batch``: many records, one JSON object a line."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleanup.cli import inputs, options, talk
from cleanup.cli.main import INTERRUPTED
from cleanup.progress import shown_by

if TYPE_CHECKING:
    from cleanup.corpus import Totals
    from cleanup.pipeline import Standing


@click.command(
    "batch",
    epilog="""
    \b
    A record:  {"id": 1, "text": "Oslo , the capital", "lang": "en"}
    becomes:   {"id": 1, "text": "Oslo, the capital", "lang": "en", "edits": [...]}

    `source` and `source_lang` may stand beside `text`; all other keys are carried along. --lang
    is for records that do not say theirs. Each
    edit has start and end in characters of the original text, before, after, rule, stage,
    safety, confidence, message and whether it was applied. A record that fails keeps its text
    and gains `error`; a line that is not JSON becomes {"error", "line", "raw"}.

    \b
    Examples:
      cleanup batch in.jsonl -o out.jsonl
      cleanup batch in.jsonl.gz -o out.jsonl.gz --jobs 4 --engine none
      cat in.jsonl | cleanup batch - > out.jsonl

    OUT is written as OUT.part-... and gets its name when it is complete. A run that was broken
    off goes on where it was when the same command is given again. Exit code 3 if some records
    failed; the others are done.
    """,
)
@click.argument("source_file", metavar="IN")
@click.option("-o", "--output", metavar="OUT", default="-", help="Write here (default: stdout).")
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=0),
    default=1,
    metavar="N",
    help="Processes to use; 0 for one a processor (default: 1). The result is the same.",
)
@click.option(
    "--resume/--no-resume",
    default=True,
    help="Go on where an earlier run was broken off (default), or start anew.",
)
@click.option("--force", is_flag=True, help="Replace OUT if it exists.")
@click.option("--stats", metavar="FILE", help="Write the figures of the summary as JSON.")
@click.option("-q", "--quiet", is_flag=True, help="No progress and no summary.")
def command(source_file: str, **given: Any) -> int:
    """Clean a stream of JSON records (`-` reads standard input)."""
    from cleanup.corpus import Job, run

    job = Job(
        source=source_file,
        target=given["output"],
        config=options.settings(given).config,
        jobs=given["jobs"] or options.processors(),
        resume=given["resume"],
        force=given["force"],
        standing=_standing(given),
    )
    begun = time.monotonic()
    with talk.Progress(quiet=given["quiet"]) as progress, shown_by(progress.show):
        watch = _Watch(progress)
        try:
            totals = run(job, watch, talk.say)
        except KeyboardInterrupt:
            progress.clear()
            more = "" if job.target == "-" else "; the same command goes on from here"
            talk.fail(f"interrupted{more}")
            return INTERRUPTED
    seconds = time.monotonic() - begun
    if not given["quiet"]:
        _summary(totals, seconds)
    if given["stats"]:
        _write_stats(Path(given["stats"]), totals, seconds)
    return 3 if totals.errors else 0


for _option in (
    *options.LANGUAGE_OPTIONS,
    options.format_option("--format", "--input-format"),
    *options.RULE_OPTIONS,
    options.DECISIONS_OPTION,
):
    command = _option(command)


def _standing(given: dict[str, Any]) -> Standing | None:
    """What people have answered once and for all."""
    memory = inputs.decisions(given)
    if memory is None:
        return None
    from cleanup.review.standing import Standing

    return Standing(memory.in_force())


class _Watch:
    """Draws how far the run is: records, speed, and the time that is left."""

    def __init__(self, progress: talk.Progress) -> None:
        self._progress = progress
        self._first: tuple[float, int, float] | None = None

    def __call__(self, totals: Totals, part: float | None) -> None:
        now = time.monotonic()
        if self._first is None:  # counts from the first chunk: loading is not cleaning
            self._first = (now, totals.words, part or 0.0)
        if not self._progress.due:
            return
        begun, words, begun_at = self._first
        spent = max(now - begun, 1e-3)
        line = f"{totals.records:,} records, {(totals.words - words) / spent:,.0f} words/s"
        if totals.errors:
            line += f", {totals.errors:,} failed"
        if part is not None:
            line = f"{part:4.0%}  {line}"
            if part > begun_at:
                line += f", {talk.clock(spent * (1 - part) / (part - begun_at))} left"
        self._progress.show(line)


def _summary(totals: Totals, seconds: float) -> None:
    """The final figures, on standard error."""
    said = [f"{totals.records:,} records", f"{totals.changed:,} changed"]
    if totals.errors:
        said.append(f"{totals.errors:,} failed")
    said.append(f"{totals.words:,} words in {talk.clock(seconds)}")
    talk.say(", ".join(said))
    for rule, count in totals.applied.most_common():
        talk.say(f"{count:>9,} {rule}")
    if totals.asked:
        talk.say(f'{totals.asked.total():>9,} to decide (edits with "applied": false)')
    for note, count in totals.notes.most_common(20):
        talk.say(f"{note}{f' ({count:,} times)' if count > 1 else ''}")


def _write_stats(path: Path, totals: Totals, seconds: float) -> None:
    from cleanup.writing import write

    figures: dict[str, Any] = {"records": totals.records, "changed": totals.changed}
    figures |= {"errors": totals.errors, "words": totals.words, "changes": totals.changes}
    for name in ("applied", "asked", "notes"):
        figures[name] = dict(sorted(getattr(totals, name).items()))
    figures["seconds"] = round(seconds, 3)
    write(path, (json.dumps(figures, ensure_ascii=False, indent=1) + "\n").encode())
