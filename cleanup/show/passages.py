"""Passages: the changed sentences of a text, with their changes marked and numbered.

The terminal and the page draw the same passages; only how they look differs. A passage is a
sequence of `Part`s, followed by the reasons for the numbers in it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from cleanup.language import language
from cleanup.show.context import surroundings
from cleanup.show.findings import Lines
from cleanup.show.invisible import LINE_END
from cleanup.show.words import changed_words, is_word

if TYPE_CHECKING:
    from cleanup.edit import Edit
    from cleanup.language import Language
    from cleanup.pipeline import Change, Pending, Result

Look = Literal["keep", "del", "ins", "mark", "ref", "gap", "break"]


class Part(NamedTuple):
    """A run of text that looks alike.

    ``keep`` is context, ``del`` and ``ins`` are what was lost and gained, ``mark`` is a place
    that a question is about, ``ref`` holds a number, ``gap`` stands for text left out and
    ``break`` for a line end.
    """

    look: Look
    text: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: one line under a passage."""

    numbers: tuple[int, ...]
    message: str
    rule: str
    level: str
    """The safety level, and the measured confidence if there is one."""
    evidence: str | None = None
    pieces: tuple[Part, ...] = ()
    """For an edit that was not made: what it would do."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One or more neighbouring sentences."""

    line: int
    """Line of the first change, in the original text."""
    parts: tuple[Part, ...]
    reasons: tuple[Reason, ...]


@dataclass(slots=True)
class _Spot:
    """What shall be seen at one place: one change, or several that touch the same word."""

    start: int
    end: int
    pieces: list[Part]
    numbers: list[int]
    origin: int
    """Start in the original text."""
    reasons: list[Reason] = field(default_factory=list)


_WORD = 40
"""A change is widened by at most so much to show whole words."""
_NEAR = 24
"""Passages that are no further apart are shown as one."""


def changes(result: Result) -> Iterator[Passage]:
    """The changes of `result` in their sentences, in text order, numbered from 1."""
    spots = _merged(result.changes, result.original)
    yield from _passages(result.original, spots, Lines(result.original), language(result.lang))


def questions(result: Result) -> Iterator[Passage]:
    """What `result` leaves to a person, in the sentences of the final text.

    Numbers go on where those of the changes end.
    """
    first = len(result.changes) + 1
    asked = (p for p in result.pending if p.reason.startswith("level"))
    spots = _spots_of(asked, result.final, first)
    yield from _passages(result.final, spots, Lines(result.original), language(result.lang))


def _merged(changes: Sequence[Change], text: str) -> Iterator[_Spot]:
    """One spot for each change, or for several inside one word."""
    group: list[Change] = []
    start = end = 0
    for change in changes:
        left, right = whole_words(text, change.start, change.end, change.before, change.after)
        if group and left < end:
            end = max(end, right)
        else:
            if group:
                yield _spot(group, start, end, text, changes)
            group, start, end = [], left, right
        group.append(change)
    if group:
        yield _spot(group, start, end, text, changes)


def whole_words(text: str, start: int, end: int, before: str, after: str) -> tuple[int, int]:
    """The span of a change, widened to the words that it reaches into."""
    low, high = start, end
    if any(is_word(side[:1]) for side in (before, after)):
        while low and start - low < _WORD and is_word(text[low - 1]):
            low -= 1
    if any(is_word(side[-1:]) for side in (before, after)):
        while high < len(text) and high - end < _WORD and is_word(text[high]):
            high += 1
    return low, high


def _spot(
    group: Sequence[Change], start: int, end: int, text: str, changes: Sequence[Change]
) -> _Spot:
    first = bisect_left(changes, group[0].start, key=lambda c: c.start)
    while changes[first] is not group[0]:
        first += 1
    after: list[str] = []
    at = start
    for change in group:
        after += (text[at : change.start], change.after)
        at = change.end
    after.append(text[at:end])
    pieces = [Part(*piece) for piece in changed_words(text[start:end], "".join(after))]
    numbers = list(range(first + 1, first + 1 + len(group)))
    spot = _Spot(start, end, pieces, numbers, group[0].start)
    for number, change in zip(numbers, group, strict=True):
        spot.reasons += [_reason(edit, number) for edit in _distinct(change.edits)]
    return spot


def _distinct(edits: Iterable[Edit]) -> Iterable[Edit]:
    return {(edit.rule, edit.message): edit for edit in edits}.values()


def _reason(edit: Edit, number: int, pieces: tuple[Part, ...] = ()) -> Reason:
    level = str(edit.safety)
    if edit.confidence is not None:
        level += f" {edit.confidence:.2f}"
    return Reason((number,), edit.message, edit.rule, level, edit.evidence, pieces)


def _spots_of(asked: Iterable[Pending], text: str, number: int) -> Iterator[_Spot]:
    """One spot for each place that questions are about; overlapping places are one."""
    spot: _Spot | None = None
    for pending in sorted(asked, key=lambda p: (p.edit.start, p.edit.end, p.edit.rule)):
        edit = pending.edit
        pieces: tuple[Part, ...] = ()
        if edit.after is not None:
            pieces = tuple(Part(*piece) for piece in changed_words(edit.before, edit.after))
        if spot and edit.start < max(spot.end, spot.start + 1):
            spot.end = max(spot.end, edit.end)
        else:
            if spot:
                yield spot
            spot = _Spot(edit.start, edit.end, [], [], pending.start)
        spot.pieces = [Part("mark", text[spot.start : spot.end])]
        spot.numbers.append(number)
        spot.reasons.append(_reason(edit, number, pieces))
        number += 1
    if spot:
        yield spot


def _passages(
    text: str, spots: Iterable[_Spot], lines: Lines, language: Language
) -> Iterator[Passage]:
    """Spots whose sentences touch are shown together."""
    group: list[_Spot] = []
    start = end = 0
    for spot in spots:
        blank = not "".join(piece.text for piece in spot.pieces).strip()
        left, right = surroundings(text, spot.start, spot.end, language, blank=blank)
        if group and left <= end + _NEAR:
            end = max(end, right)
        else:
            if group:
                yield _passage(text, group, start, end, lines)
            group, start, end = [], left, right
        group.append(spot)
    if group:
        yield _passage(text, group, start, end, lines)


def _passage(text: str, spots: Sequence[_Spot], start: int, end: int, lines: Lines) -> Passage:
    parts: list[Part] = []
    if start and text[start - 1] not in "\r\n":
        parts.append(Part("gap", "… "))
    at = start
    for spot in spots:
        parts += kept(text[at : spot.start])
        changed = max(
            (n for n, piece in enumerate(spot.pieces, 1) if piece.look != "keep"),
            default=len(spot.pieces),  # a flag between two characters, or a change undone again
        )
        parts += spot.pieces[:changed]
        parts.append(Part("ref", ",".join(map(str, spot.numbers))))
        parts += spot.pieces[changed:]
        at = spot.end
    parts += kept(text[at:end])
    if end < len(text) and text[end] not in "\r\n":
        parts.append(Part("gap", " …"))
    reasons: dict[Reason, Reason] = {}
    for reason in (reason for spot in spots for reason in spot.reasons):
        same = replace(reason, numbers=())
        known = reasons[same].numbers if same in reasons else ()
        reasons[same] = replace(reason, numbers=(*known, *reason.numbers))
    return Passage(lines.at(spots[0].origin)[0], tuple(parts), tuple(reasons.values()))


def kept(text: str) -> Iterator[Part]:
    """Context, with its line ends apart."""
    at = 0
    for match in LINE_END.finditer(text):
        if match.start() > at:
            yield Part("keep", text[at : match.start()])
        yield Part("break", match[0])
        at = match.end()
    if at < len(text):
        yield Part("keep", text[at:])
