"""What the page shows of each file: its places, one card each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleanup.language import language
from cleanup.show.context import surroundings
from cleanup.show.findings import Lines, findings_of
from cleanup.show.passages import Part, kept, whole_words
from cleanup.show.words import changed_words

if TYPE_CHECKING:
    from cleanup.pipeline import Change, Result
    from cleanup.show.findings import Finding
    from cleanup.show.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One change or one question."""

    number: int
    """Within its file, from 0."""
    line: int
    """In the original text, from 1."""
    start: int
    """In the original text."""
    status: str
    """``open``, ``applied``, ``accepted``, ``rejected``, ``edited``."""
    level: str
    """``safe``, ``likely``, ``ask``."""
    sure: float | None
    """Measured probability that the change is right."""
    rules: tuple[str, ...]
    stage: str
    parts: tuple[Part, ...]
    """The sentence with the change marked."""
    message: str
    evidence: str | None = None
    told: str = ""
    """How it stands, in words, where there is more to say than the status."""
    record: str = ""
    """What the rule did in measurements."""
    letters: tuple[tuple[Part, ...], tuple[Part, ...]] | None = None
    """Both words with the letters marked that differ."""
    proposes: bool = True
    """Whether there is anything to accept."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file."""

    name: str
    lang: str = "und"
    """BCP 47 tag."""
    places: Sequence[Place] = ()
    notes: tuple[str, ...] = ()
    error: str | None = None


def sheet_of(report: Report) -> Sheet:
    """The sheet of a file that was cleaned."""
    if report.result is None:
        return Sheet(report.name, error=report.error or "")
    result = report.result
    return Sheet(report.name, result.lang, tuple(places_of(result)), result.notes)


def places_of(result: Result) -> Iterator[Place]:
    """The changes of a result and what it leaves to a person, in text order."""
    lines = Lines(result.original)
    told = (finding for finding, _ in findings_of(result) if finding.counts)
    for number, finding in enumerate(told):
        yield Place(
            number=number,
            line=lines.at(finding.start)[0],
            start=finding.start,
            status="applied" if finding.applied else "open",
            level=str(finding.safety),
            sure=finding.confidence,
            rules=finding.rules or (finding.rule,),
            stage=finding.stage,
            parts=tuple(_sentence(result, finding)),
            message=finding.message,
            evidence=finding.evidence,
        )


def _sentence(result: Result, finding: Finding) -> Iterator[Part]:
    """The sentence of a finding as it is in the final text, with this one change marked."""
    text, put = result.original, finding.after
    start, end = whole_words(text, finding.start, finding.end, finding.before, put or "")
    blank = not (text[start:end] + (put or "")).strip()
    left, right = surroundings(text, start, end, language(result.lang), blank=blank)
    if left and text[left - 1] not in "\r\n":
        yield Part("gap", "… ")
    yield from kept(_final(result.changes, text, left, start, finding))
    if put is None:
        yield Part("mark", text[start:end] or "‸")
    else:
        after = text[start : finding.start] + put + text[finding.end : end]
        for piece in changed_words(text[start:end], after):
            yield Part(*piece)
    yield from kept(_final(result.changes, text, end, right, finding))
    if right < len(text) and text[right] not in "\r\n":
        yield Part("gap", " …")


def _final(changes: Sequence[Change], text: str, start: int, end: int, without: Finding) -> str:
    """A stretch of the original with the changes inside it made, but for one that is marked."""
    marked = without.start, without.end
    parts: list[str] = []
    at = start
    number = bisect_left(changes, start, key=lambda change: change.start)
    while number < len(changes) and changes[number].end <= end:
        change = changes[number]
        number += 1
        if (change.start, change.end) == marked:
            continue
        parts += (text[at : change.start], change.after)
        at = change.end
    parts.append(text[at:end])
    return "".join(parts)
