"""A result as paragraphs of tracked pieces, each remark anchored where it belongs.

A paragraph is a line of the text. Its end is tracked too: an end that was put in or taken out
makes two paragraphs of one, or one of two. What kind of line end it is, a document cannot say.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, NamedTuple

from cleanup.document import Document, Kind
from cleanup.show.findings import Finding, findings_of
from cleanup.show.invisible import LINE_END
from cleanup.show.words import changed_words

if TYPE_CHECKING:
    from cleanup.pipeline import Change, Result

Fate = Literal["keep", "del", "ins"]


class Piece(NamedTuple):
    """Text of one fate, or where a remark begins (``open``) or ends (``close``) to hold."""

    kind: Literal["keep", "del", "ins", "open", "close"]
    text: str = ""
    remark: int = -1
    """Which remark it is that begins or ends here."""


@dataclass(slots=True)
class Paragraph:
    """One paragraph."""

    pieces: list[Piece] = field(default_factory=list)
    end: Fate = "keep"
    """The fate of its end."""
    style: str = ""
    """``Heading1`` ... ``Heading6``, ``ListParagraph``, ``Quote`` or none."""


def paragraphs(result: Result) -> tuple[list[Paragraph], list[Finding]]:
    """The paragraphs, and the remarks that they refer to."""
    remarks = [finding for finding, _ in findings_of(result) if finding.counts]
    styles = _Styles(result)
    found = [Paragraph(style=styles.at(0))]
    for piece, position in _pieces(result, remarks):
        if piece.kind == "open" or piece.kind == "close":
            found[-1].pieces.append(piece)
            continue
        at = 0
        for match in LINE_END.finditer(piece.text):
            if match.start() > at:
                found[-1].pieces.append(Piece(piece.kind, piece.text[at : match.start()]))
            found[-1].end = piece.kind
            at = match.end()
            after = position if piece.kind == "ins" else position + at
            found.append(Paragraph(style=styles.at(after)))
        if at < len(piece.text):
            found[-1].pieces.append(Piece(piece.kind, piece.text[at:]))
    return found, remarks


def _pieces(result: Result, remarks: list[Finding]) -> Iterator[tuple[Piece, int]]:
    """All pieces in the order of reading, with their place in the original."""
    text = result.original
    marks = deque(_marks(result.changes, remarks))
    at = 0
    for change in (*result.changes, None):
        end = len(text) if change is None else change.start
        while marks and (marks[0].position, marks[0].behind) <= (end, change is None):
            mark = marks.popleft()
            if at < mark.position:
                yield Piece("keep", text[at : mark.position]), at
                at = mark.position
            yield Piece("open" if mark.opens else "close", remark=mark.remark), at
        if at < end:
            yield Piece("keep", text[at:end]), at
        if change is not None:
            at = change.start
            for kind, piece in changed_words(*_line_ends_whole(text, change)):
                yield Piece(kind, piece), at
                at += len(piece) if kind != "ins" else 0
            at = change.end


class _Mark(NamedTuple):
    """Where a remark begins or ends; in their order, none ends before it has begun."""

    position: int
    """In the original, never inside a change."""
    behind: bool
    """Behind what is put in at the position."""
    later: bool
    """Not the end of a remark that began before."""
    remark: int
    closes: bool

    @property
    def opens(self) -> bool:
        return not self.closes


def _marks(changes: Sequence[Change], remarks: list[Finding]) -> list[_Mark]:
    """The marks of all remarks in the order of reading; a change is held as a whole or not."""
    starts = [change.start for change in changes]
    found = []
    for number, remark in enumerate(remarks):
        start, end = remark.start, remark.end
        first = bisect_right(starts, start) - 1
        if first >= 0 and start < changes[first].end:
            start = changes[first].start
        last = bisect_left(starts, end) - 1
        if last >= 0:
            end = max(end, changes[last].end)
        found.append(_Mark(start, False, True, number, False))
        found.append(_Mark(end, remark.applied and start == end, start == end, number, True))
    return sorted(found)


def _line_ends_whole(text: str, change: Change) -> tuple[str, str]:
    """What a change takes and gives, with line ends alike and none of them cut in two."""
    before, after = change.before, change.after
    if text[change.end : change.end + 1] == "\n":  # the other half of it stays
        before, after = before.removesuffix("\r"), after.removesuffix("\r")
    return LINE_END.sub("\n", before), LINE_END.sub("\n", after)


class _Styles:
    """The styles of paragraphs, by what stands there in the original."""

    def __init__(self, result: Result) -> None:
        self._text = result.original
        self._blocks = Document(result.original, result.lang, result.format).blocks
        self._starts = [block.start for block in self._blocks]
        self._lines: dict[int, str] = {}
        headlines = 0
        for block in self._blocks:
            if block.kind is Kind.HEADLINE:
                self._lines[block.start] = f"Heading{self._rank(block.start, headlines)}"
                headlines += 1
            elif block.kind is Kind.LIST_ITEM:
                self._lines[block.start] = "ListParagraph"
            elif block.kind is Kind.QUOTATION:
                self._lines[block.start] = "Quote"

    def _rank(self, start: int, earlier: int) -> int:
        """By its number signs; without any the first one is the title."""
        signs = 0
        while self._text[start + signs : start + signs + 1] == "#":
            signs += 1
        return min(6, signs) or min(2, earlier + 1)

    def at(self, position: int) -> str:
        """The style of the line that begins at a position of the original."""
        end = LINE_END.search(self._text, position)
        first = bisect_right(self._starts, position - 1)
        if first < len(self._starts) and self._starts[first] < (end.start() if end else 1 << 62):
            return self._lines.get(self._starts[first], "")
        return ""
