"""Findings: the changes and open questions of a `Result` as flat records with positions.

``check`` lists them, ``batch`` writes them, JSON and SARIF are made of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import msgspec

from cleanup.edit import Safety, weaker
from cleanup.show.invisible import LINE_END

if TYPE_CHECKING:
    from cleanup.edit import Edit
    from cleanup.pipeline import Change, Pending, Result


class Finding(msgspec.Struct, frozen=True, kw_only=True, gc=False, omit_defaults=True):
    """One change that was made, or one edit that was proposed and not made.

    Positions are code points of the original text, end-exclusive.
    """

    start: int
    end: int
    before: str
    after: str | None
    """``None`` only points at the place."""
    rule: str
    """Of several rules that made one change together, the first."""
    stage: str
    safety: Safety
    """Of several, the most careful."""
    confidence: float | None
    """Of several, the lowest; ``None`` if one of them was not measured."""
    message: str
    applied: bool
    rules: tuple[str, ...] = ()
    """All rules that made the change, oldest first, when there are several."""
    evidence: str | None = None
    reason: str | None = None
    """Why an edit that its level allows was refused: ``protected URL``."""

    @property
    def counts(self) -> bool:
        """Whether a reader is told of it: what a guard refused is only kept in the record."""
        return self.reason is None


def findings(result: Result) -> list[Finding]:
    """Every change and pending edit of `result`, in text order."""
    return [finding for finding, _ in findings_of(result)]


def findings_of(result: Result) -> list[tuple[Finding, tuple[Edit, ...]]]:
    """The findings with the edits that each is made of, in text order."""
    found = [(_change(change), change.edits) for change in result.changes]
    if result.pending:
        found += [(_pending(pending, result), (pending.edit,)) for pending in result.pending]
        found.sort(key=lambda pair: (pair[0].start, pair[0].end, not pair[0].applied, pair[0].rule))
    return found


def _change(change: Change) -> Finding:
    edits = change.edits
    first = edits[0]
    safety = first.safety
    for edit in edits:
        safety = weaker(safety, edit.safety)
    measured = [edit.confidence for edit in edits if edit.confidence is not None]
    rules = tuple(dict.fromkeys(edit.rule for edit in edits))
    return Finding(
        start=change.start,
        end=change.end,
        before=change.before,
        after=change.after,
        rule=first.rule,
        stage=first.stage,
        safety=safety,
        confidence=min(measured) if len(measured) == len(edits) else None,
        message=_joined(edit.message for edit in edits),
        applied=True,
        rules=rules if len(rules) > 1 else (),
        evidence=_joined(edit.evidence for edit in edits if edit.evidence) or None,
    )


def _pending(pending: Pending, result: Result) -> Finding:
    """A pending edit, put in terms of the original text.

    Its span may reach into passages that were changed. Then the whole of them is given, and
    the replacement is what would stand there.
    """
    edit = pending.edit
    before = result.original[pending.start : pending.end]
    after = edit.after
    if after is not None and before != edit.before:
        after = _widened(edit, pending, result)
    return Finding(
        start=pending.start,
        end=pending.end,
        before=before,
        after=after,
        rule=edit.rule,
        stage=edit.stage,
        safety=edit.safety,
        confidence=edit.confidence,
        message=edit.message,
        applied=False,
        evidence=edit.evidence,
        reason=None if pending.reason.startswith("level") else pending.reason,
    )


def _widened(edit: Edit, pending: Pending, result: Result) -> str:
    """What would stand at the original span if `edit` were made in the final text."""
    start, end = edit.start, edit.end
    for piece in result.map.between(start, end):
        start, end = min(start, piece.start), max(end, piece.end)
    head, tail = result.final[start : edit.start], result.final[edit.end : end]
    return head + (edit.after or "") + tail


def _joined(messages: Iterable[str | None]) -> str:
    return " ".join(m for m in dict.fromkeys(messages) if m)


class Lines:
    """Turns positions into lines and columns, both 1-based, columns in code points."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *_line_starts(text)]

    def at(self, position: int) -> tuple[int, int]:
        """Line and column of the code point at `position`."""
        line = bisect_right(self._starts, position)
        return line, position - self._starts[line - 1] + 1


def _line_starts(text: str) -> Iterator[int]:
    for match in LINE_END.finditer(text):
        yield match.end()
