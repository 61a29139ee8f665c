"""What one edit did to a text whose right form is known: judged at its place, not by the whole.

An edit is *good* when the place where it stands (the words it touches and one more on each side)
then reads in the right text just so, white space and all; *bad* when that place read just so
before the edit; and *neither* when the right text has the place otherwise altogether. A post-editor
who replaces the noun behind an article says nothing of the article; one who keeps both neighbours
does.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from cleanup.edit import Edit
from cleanup.score.differences import Diff, mends

_TOKEN = re.compile(
    r"[぀-ヿ㐀-鿿豈-﫿]"  # written without spaces: each character by itself
    r"|(?:\w|[\u0300-\u036f\u0900-\u0dff])+|[^\w\s]"
)
_NEIGHBOURHOOD = 12
"""Tokens on each side of an edit that are aligned anew with it; loops need room to slide."""


_CLOSE = 2
"""Tokens that may stand between two edits of a rule that belong together."""


class Outcome(NamedTuple):
    """What became of the place of an edit."""

    before: bool
    """Whether it read as in the right text before the edit."""
    after: bool
    """Whether it does so with the edit."""
    place: int
    """Where the edit stands, in the right text (about)."""
    was: str
    """The place before the edit: its tokens and one on either side."""
    partly: bool
    """A part of the damage was mended: the neighbourhood came nearer to the right text, or what
    the edit puts there stands in it and what it takes away does not."""
    words_nearer: int
    """The same in words and marks."""
    only_space: bool
    """The edit changes nothing but white space and invisible characters."""
    only_removes: bool
    """The edit takes away words or marks and brings none."""

    @property
    def good(self) -> bool:
        """Wrong before, right after."""
        return self.after and not self.before

    @property
    def bad(self) -> bool:
        """Right before, wrong after."""
        return self.before and not self.after


class Comparison:
    """A revision of a text and what it should be, aligned once for all edits of the revision.

    Args:
        text: the revision.
        right: what it should be.
        loose: white space is not compared.
    """

    def __init__(self, text: str, right: str, *, loose: bool = False) -> None:
        self.text, self.right, self.loose = text, right, loose

    @cached_property
    def _spans(self) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        return _tokens(self.text), _tokens(self.right)

    @cached_property
    def _edges(self) -> tuple[list[int], list[int]]:
        """Places in both token lists where the alignment may be cut."""
        ours, theirs = self._spans
        edges = [(0, 0)]
        for op in _opcodes(self.text, ours, self.right, theirs):
            if op.tag == "equal":
                length = op.src_end - op.src_start
                edges += [(op.src_start + i, op.dest_start + i) for i in range(length + 1)]
            else:
                edges.append((op.src_end, op.dest_end))
        edges = sorted(set(edges))
        return [a for a, _ in edges], [b for _, b in edges]

    def outcome(self, edit: Edit) -> Outcome:
        """What `edit`, made on this revision, did at its place."""
        ours, theirs = self._spans
        begins, ends = [s for s, _ in ours], [e for _, e in ours]
        first = max(bisect_left(ends, edit.start) - _NEIGHBOURHOOD, 0)
        last = min(bisect_right(begins, edit.end) + _NEIGHBOURHOOD, len(ours))
        a, b = self._edges
        low = bisect_left(a, a[bisect_right(a, first) - 1])
        high = bisect_right(a, a[bisect_left(a, last)]) - 1
        start, end = _stretch(ours, a[low], a[high], self.text)
        right = self.right[slice(*_stretch(theirs, b[low], b[high], self.right))]
        old = self.text[start:end]
        at, to = edit.start - start, edit.end - start
        after = edit.after or ""
        new = old[:at] + after + old[to:]
        same = _same_words if self.loose else str.__eq__
        was, before = _place(old, at, to, right, same)
        now, then = _place(new, at, at + len(after), right, same)
        words, fewer = _words(old), _words(new)
        return Outcome(
            before,
            then,
            place=self._in_right(bisect_left(ends, edit.start)),
            was=was,
            partly=Levenshtein.distance(new, right) < Levenshtein.distance(old, right)
            or (edit.before not in right and bool(after.strip()) and after in right),
            words_nearer=_distance(words, right) - _distance(fewer, right),
            only_space=_visible(was) == _visible(now)
            if self.loose
            else mends(Diff(start, end, was, now)),
            only_removes=len(fewer) < len(words) and _is_part(fewer, words),
        )

    def with_companions(self, edit: Edit, others: Sequence[Edit]) -> Edit:
        """One edit that does what `edit` and those of `others` close by do together.

        The two spaces around a torn hyphen, or the two tags around a word, are mended by two edits
        of which neither restores the place alone.
        """
        group = [edit]
        for other in sorted(others, key=lambda o: abs(o.start - edit.start)):
            first, last = min(group, key=_start), max(group, key=_start)
            gap = (other.end, first.start) if other.start < first.start else (last.end, other.start)
            if gap[0] <= gap[1] and len(_tokens(self.text[slice(*gap)])) <= _CLOSE:
                group.append(other)
        group.sort(key=_start)
        start, end = group[0].start, group[-1].end
        kept = [self.text[one.end : two.start] for one, two in pairwise(group)]
        parts = [
            part
            for one, gap in zip(group, [*kept, ""], strict=True)
            for part in (one.after or "", gap)
        ]
        return replace(
            edit, start=start, end=end, before=self.text[start:end], after="".join(parts)
        )

    def _in_right(self, token: int) -> int:
        """Where the right text goes on at a token of the revision."""
        theirs = self._spans[1]
        a, b = self._edges
        at = b[bisect_right(a, token) - 1]
        return theirs[at][0] if at < len(theirs) else len(self.right)


def _start(edit: Edit) -> int:
    return edit.start


def _same_words(one: str, other: str) -> bool:
    return "".join(one.split()) == "".join(other.split())


_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def _visible(text: str) -> str:
    return "".join(_INVISIBLE.sub("", text).split())


def _words(text: str) -> list[str]:
    return [text[s:e] for s, e in _tokens(text)]


def _is_part(few: list[str], many: list[str]) -> bool:
    """Whether one list is the other with some items left out."""
    rest = iter(many)
    return all(word in rest for word in few)


def _distance(words: list[str], right: str) -> int:
    return Levenshtein.distance(words, _words(right))


def _stretch(spans: list[tuple[int, int]], first: int, last: int, text: str) -> tuple[int, int]:
    """From token `first` up to before token `last`, the edges of the text with the outermost."""
    start = spans[first][0] if 0 < first < len(spans) else len(text) if first else 0
    return start, spans[last - 1][1] if 0 < last < len(spans) else len(text) if last else 0


def _tokens(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _TOKEN.finditer(text)]


def _opcodes(
    one: str, spans: list[tuple[int, int]], other: str, others: list[tuple[int, int]]
) -> list[Levenshtein.Opcodes]:
    return list(Levenshtein.opcodes([one[s:e] for s, e in spans], [other[s:e] for s, e in others]))


def _place(
    text: str, start: int, end: int, right: str, same: Callable[[str, str], bool]
) -> tuple[str, bool]:
    """The tokens at ``text[start:end]`` with one more on each side, and whether `right` has them.

    It has them when they are aligned with equal tokens and all between those is the `same` too. At
    an edge of the text the edge takes the place of the neighbour.
    """
    ours, theirs = _tokens(text), _tokens(right)
    first = bisect_left([e for _, e in ours], start) - 1
    last = bisect_right([s for s, _ in ours], end)
    low = ours[first][0] if first >= 0 else 0
    high = ours[last][1] if last < len(ours) else len(text)
    was = text[low:high]
    images = {}
    for op in _opcodes(text, ours, right, theirs):
        if op.tag == "equal":
            for i in range(op.src_end - op.src_start):
                images[op.src_start + i] = op.dest_start + i
    if (first >= 0 and first not in images) or (last < len(ours) and last not in images):
        return was, False
    left = theirs[images[first]][0] if first >= 0 else 0
    behind = theirs[images[last]][1] if last < len(ours) else len(right)
    return was, same(was, right[left:behind])
