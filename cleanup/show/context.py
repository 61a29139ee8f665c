"""How much of the text around a change a reader needs: its sentence, or what of it fits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cleanup import segment

if TYPE_CHECKING:
    from cleanup.language import Language

_LINE_END = re.compile(r"[\r\n]")

_SHORT = 160
"""A line of at most so many code points is shown whole."""
_ARM = 140
"""So much of a sentence is shown before and after a change."""
_REACH = 1000
"""So far around a change the ends of its line and sentence are looked for."""
_TAIL = 40
"""So much of the lines around is shown where only line ends were changed."""


def surroundings(
    text: str, start: int, end: int, language: Language, *, blank: bool
) -> tuple[int, int]:
    """The span to show around ``[start, end)``; it holds that span.

    Args:
        text: the whole text; only a window of it is looked at.
        start: first code point of the change.
        end: one past its last.
        language: for the ends of sentences.
        blank: the change is one of white space alone; where it stands at the end of a line,
            something of the next line is needed to see it.
    """
    low, high = _line_start(text, start), _line_end(text, end)
    if blank and low == start:
        low = _tail_before(text, start)
    if blank and high == end:
        high = _head_after(text, end)
    if high - low <= _SHORT:
        return low, high
    left, right = low, high
    if end - start < _REACH and "\n" not in text[low:high]:
        for first, last in segment.sentences(text, low, high, language):
            if first <= start:
                left = first
            if last >= end:
                right = last
                break
    return _cut_left(text, left, start), _cut_right(text, end, right)


def _line_start(text: str, start: int) -> int:
    """Where the line of `start` begins, or the window."""
    low = max(0, start - _REACH)
    return max(text.rfind("\n", low, start), text.rfind("\r", low, start), low - 1) + 1


def _line_end(text: str, end: int) -> int:
    """Where the line of `end` ends, or the window."""
    high = min(len(text), end + _REACH)
    found = _LINE_END.search(text, end, high)
    return found.start() if found else high


def _tail_before(text: str, start: int) -> int:
    """Back over line ends to something of the line before."""
    at = start
    while at > max(0, start - _TAIL) and text[at - 1].isspace():
        at -= 1
    return _cut_left(text, max(_line_start(text, at), at - _TAIL), at, _TAIL // 2)


def _head_after(text: str, end: int) -> int:
    """On over line ends to something of the line after."""
    at = end
    while at < min(len(text), end + _TAIL) and text[at].isspace():
        at += 1
    return _cut_right(text, at, min(_line_end(text, at), at + _TAIL), _TAIL // 2)


def _cut_left(text: str, left: int, start: int, arm: int = _ARM) -> int:
    """`left`, or nearer to `start` at the beginning of a word, if it is too far away."""
    if start - left <= arm:
        return left
    space = text.find(" ", start - arm, start)
    return space + 1 if space >= 0 else start - arm


def _cut_right(text: str, end: int, right: int, arm: int = _ARM) -> int:
    """`right`, or nearer to `end` at the end of a word, if it is too far away."""
    if right - end <= arm:
        return right
    space = text.rfind(" ", end, end + arm)
    return space if space > end else end + arm
