"""The edit kernel: what a change is, which changes go together, and where each came from.

Three things live here and nowhere else:

* `Edit`, a proposed change to one span of one revision of a text;
* `resolve` and `apply`, which decide between overlapping edits and carry the winners out
  (`apply` is the only function of the program that changes text);
* `SourceMap`, which leads every span of the newest revision back to the original article.

All positions are Unicode code points, 0-based, end-exclusive.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Safety(StrEnum):
    """How far an edit may act by itself: the three levels of every rule and edit."""

    SAFE = "safe"
    """Applied by default."""
    LIKELY = "likely"
    """Applied on request (``--apply likely``)."""
    ASK = "ask"
    """Only shown; a person decides."""

    @property
    def rank(self) -> int:
        """0 for `SAFE`, 1 for `LIKELY`, 2 for `ASK`: smaller is safer."""
        return _RANK[self]

    def allows(self, other: Safety) -> bool:
        """Whether a run at this level applies an edit of level `other`; `ASK` is never applied."""
        return other is not Safety.ASK and other.rank <= self.rank


_RANK = {Safety.SAFE: 0, Safety.LIKELY: 1, Safety.ASK: 2}


def weaker(one: Safety, other: Safety) -> Safety:
    """The more careful of two levels."""
    return one if one.rank >= other.rank else other


@dataclass(frozen=True, slots=True)
class Edit:
    """One proposed change: replace ``text[start:end]``, which reads `before`, by `after`."""

    start: int
    """First code point, in the revision that the rule read."""
    end: int
    """One past the last code point; equal to `start` for an insertion."""
    before: str
    """The text at the span; `apply` refuses an edit whose `before` is not there."""
    after: str | None
    """The replacement; ``""`` deletes, ``None`` only flags the span."""
    rule: str
    stage: str
    safety: Safety
    confidence: float | None
    """Probability (0..1) that the edit is right, or ``None`` where nothing was measured."""
    message: str
    """One sentence for the reviewer."""
    evidence: str | None = None
    others: tuple[str, ...] = ()
    """Further replacements that were suggested, best first; a person may pick one."""

    @property
    def is_flag(self) -> bool:
        """True for an edit that changes nothing and only points at a place."""
        return self.after is None


@dataclass(frozen=True, slots=True)
class Refusal:
    """An edit that was not applied, and why."""

    edit: Edit
    reason: str
    """Why, in words: ``level ask``, ``overlaps RULE``, ``protected URL`` ..."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """What `resolve` decided: `applied` in text order, never overlapping, and the rest."""

    applied: tuple[Edit, ...]
    refused: tuple[Refusal, ...]


Guard = Callable[[Edit], "str | None"]
"""Looks at one edit and returns the reason to refuse it, or ``None`` to let it pass."""


def overlaps(one: Edit, other: Edit) -> bool:
    """Whether two edits of one revision cannot both be applied.

    Spans that share a code point overlap. An insertion overlaps whatever it touches, for the
    order of the two results would be a matter of chance; it is proposed again in the next pass.
    """
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def precedence(edit: Edit) -> tuple[int, float, int, int, str, str, bool, str]:
    """The written policy for overlapping edits: the smaller key wins.

    In this order: the safer level, the higher confidence (unmeasured counts as 0), the longer
    span (it has seen more), the earlier start, then rule id, replacement and the rest, so that the
    outcome never depends on the order in which rules were imported or run.
    """
    return (
        edit.safety.rank,
        -(edit.confidence or 0.0),
        edit.start - edit.end,
        edit.start,
        edit.rule,
        edit.after or "",
        edit.confidence is None,
        edit.message,
    )


def resolve(edits: Iterable[Edit], *, level: Safety, guard: Guard | None = None) -> Resolution:
    """Decide which of the edits of one stage are applied.

    Args:
        edits: proposals made on one and the same revision.
        level: the run's level; edits it does not allow are refused with their level as reason.
        guard: a further veto, asked for each edit that the level allows.

    An edit of a level that is not applied never stands in the way of one that is.
    """
    refused: list[Refusal] = []
    candidates: list[Edit] = []
    for edit in edits:
        if edit.is_flag or not level.allows(edit.safety):
            refused.append(Refusal(edit, f"level {edit.safety}"))
        elif guard is not None and (reason := guard(edit)) is not None:
            refused.append(Refusal(edit, reason))
        else:
            candidates.append(edit)
    if len(candidates) > 1:
        candidates, losers = _without_overlaps(candidates)
        refused += losers
    return Resolution(tuple(candidates), tuple(refused))


def _without_overlaps(candidates: list[Edit]) -> tuple[list[Edit], list[Refusal]]:
    """The winners by `precedence`, in text order, and the losers with who beat them."""
    winners: list[Edit] = []
    starts: list[int] = []  # of `winners`, which stays sorted by span
    refused: list[Refusal] = []
    for edit in sorted(candidates, key=precedence):
        at = bisect_right(starts, edit.start)
        # Winners are disjoint, so only the nearest on either side can be in the way.
        rival = next((w for w in winners[max(at - 1, 0) : at + 1] if overlaps(w, edit)), None)
        if rival is None:
            winners.insert(at, edit)
            starts.insert(at, edit.start)
        elif (rival.start, rival.end, rival.after) == (edit.start, edit.end, edit.after):
            refused.append(Refusal(edit, f"same as {rival.rule}"))
        else:
            refused.append(Refusal(edit, f"overlaps {rival.rule}"))
    return winners, refused


def apply(text: str, edits: Sequence[Edit]) -> str:
    """`text` with `edits` carried out.

    Args:
        edits: in text order and free of overlaps, as `Resolution.applied` is.

    Raises:
        ValueError: an edit's `before` is not what stands at its span, or edits overlap.
    """
    parts: list[str] = []
    position = 0
    for edit in edits:
        if edit.start < position:
            raise ValueError(f"{edit.rule}: edit at {edit.start} overlaps the one before it")
        if text[edit.start : edit.end] != edit.before:
            raise ValueError(
                f"{edit.rule}: expected {edit.before!r} at {edit.start}, "
                f"found {text[edit.start : edit.end]!r}"
            )
        parts += (text[position : edit.start], edit.after or "")
        position = edit.end
    parts.append(text[position:])
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the newest revision that differs in its history from the original."""

    start: int
    end: int
    """Span in the newest revision."""
    original_start: int
    original_end: int
    """Span in the original text."""
    edits: tuple[Edit, ...]
    """The edits that made it, oldest first."""


class SourceMap:
    """Leads spans of the newest revision back to the original text.

    Holds only the changed pieces; text between them was kept, at a constant distance.
    """

    __slots__ = ("_starts", "pieces")

    def __init__(self, pieces: Sequence[Piece] = ()) -> None:
        self.pieces = tuple(pieces)
        self._starts = [piece.start for piece in self.pieces]

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """The span of the original that ``[start, end)`` of the newest revision comes from.

        A span that reaches into a changed piece is widened to the whole of it.
        """
        if start < end:
            return self._code_point(start)[0], self._code_point(end - 1)[1]
        at = bisect_right(self._starts, start) - 1
        if at >= 0 and self.pieces[at].start < start < self.pieces[at].end:
            return self.pieces[at].original_start, self.pieces[at].original_end
        point = self._code_point(start - 1)[1] if start else 0
        return point, point

    def between(self, start: int, end: int) -> Sequence[Piece]:
        """The pieces that share a code point with ``[start, end)`` of the newest revision."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = bisect_left(self._starts, end)
        return [p for p in self.pieces[first:last] if p.start < end and start < p.end]

    def _code_point(self, position: int) -> tuple[int, int]:
        """The original span behind the one code point at `position`."""
        at = bisect_right(self._starts, position) - 1
        if at < 0:
            return position, position + 1
        piece = self.pieces[at]
        if position < piece.end:
            return piece.original_start, piece.original_end
        original = position + piece.original_end - piece.end
        return original, original + 1

    def advance(self, edits: Sequence[Edit]) -> SourceMap:
        """The map of the revision that `apply` makes with `edits` (in text order)."""
        if not edits:
            return self
        pieces: list[Piece] = []
        growth = 0  # of the new revision over this one, up to here
        for members in self._groups(edits):
            start = min(m.start for m in members)
            end = max(m.end for m in members)
            spans = [
                (m.original_start, m.original_end)
                if isinstance(m, Piece)
                else self.to_original(m.start, m.end)
                for m in members
            ]
            history: list[Edit] = []
            added = 0
            for member in sorted(members, key=lambda m: isinstance(m, Edit)):
                if isinstance(member, Edit):
                    history.append(member)
                    added += len(member.after or "") - (member.end - member.start)
                else:
                    history += member.edits
            piece = Piece(
                start + growth,
                end + growth + added,
                min(s for s, _ in spans),
                max(e for _, e in spans),
                tuple(history),
            )
            if pieces and pieces[-1].start == pieces[-1].end == piece.start == piece.end:
                piece = _joined(pieces.pop(), piece)  # two deletions that met
            pieces.append(piece)
            growth += added
        return SourceMap(pieces)

    def _groups(self, edits: Sequence[Edit]) -> Iterable[list[Edit | Piece]]:
        """Old pieces and new edits, those that cannot be told apart any more put together."""
        members: list[Edit | Piece] = sorted([*self.pieces, *edits], key=lambda m: (m.start, m.end))
        group: list[Edit | Piece] = []
        reach = -1
        for member in members:
            if group and (
                member.start < reach
                or (member.start == reach and any(_entangled(member, other) for other in group))
            ):
                group.append(member)
            else:
                if group:
                    yield group
                group = [member]
            reach = max(reach, member.end) if len(group) > 1 else member.end
        if group:
            yield group


def _joined(one: Piece, other: Piece) -> Piece:
    """Two neighbouring pieces as one."""
    return Piece(
        one.start,
        other.end,
        min(one.original_start, other.original_start),
        max(one.original_end, other.original_end),
        one.edits + other.edits,
    )


def _entangled(one: Edit | Piece, other: Edit | Piece) -> bool:
    """Whether two touching members must merge: a new insertion that meets an old piece."""
    if isinstance(one, Edit) == isinstance(other, Edit):
        return False
    edit = one if isinstance(one, Edit) else other
    piece = other if edit is one else one
    touching = piece.start <= edit.start <= piece.end
    return touching and edit.start == edit.end
