"""What a standing answer is about: a change with as many words around it as tell it from others.

``a`` becomes ``an`` in a thousand places for good reasons; who never wants it in *a UNIX server*
speaks of *a UNIX*. So an answer keeps whole words, and a neighbour where these are too short to
mean something by themselves.
"""

from __future__ import annotations

from typing import NamedTuple

from cleanup.show.words import is_word, tokens

LETTERS = 4
"""A phrase with fewer letters takes in a neighbour; a letter of a script without spaces counts
double."""
REACH = 60
"""Code points that a phrase may take in on either side."""


class Phrase(NamedTuple):
    """A stretch of text, and what it would become."""

    head: str
    """What was taken in before the change."""
    before: str
    after: str | None
    tail: str

    @property
    def was(self) -> str:
        """The stretch as it stands."""
        return self.head + self.before + self.tail

    @property
    def will(self) -> str | None:
        """The stretch as it would be; ``None`` where nothing is proposed."""
        return self.around(self.after)

    def around(self, text: str | None) -> str | None:
        """Another replacement of the change, with the words around it."""
        return None if text is None else self.head + text + self.tail

    def inside(self, whole: str) -> str:
        """What stands in the place of the change if the stretch is to become `whole`.

        Raises:
            ValueError: the words around the change are to change too.
        """
        end = len(whole) - len(self.tail)
        if len(self.head) <= end and whole[: len(self.head)] == self.head:
            if whole[end:] == self.tail:
                return whole[len(self.head) : end]
        raise ValueError(f"{whole!r} changes more than {self.before!r}")


def phrase(text: str, start: int, end: int, after: str | None) -> Phrase:
    """The phrase of a change of ``text[start:end]`` into `after`."""
    low, high = whole_words(text, start, end, after or "")
    if _letters(text[low:high]) < LETTERS:
        wordless = not _letters(text[low:high])
        further = _next(text, high)
        if wordless or further == high:
            low = _previous(text, low)
        high = further
    return Phrase(text[low:start], text[start:end], after, text[end:high])


def whole_words(text: str, start: int, end: int, after: str) -> tuple[int, int]:
    """The span, widened to the words that the change reaches into."""
    low, high = start, end
    if is_word(text[start : start + 1] if start < end else after[:1]) or is_word(after[:1]):
        while low and start - low < REACH and is_word(text[low - 1]):
            low -= 1
    if is_word(text[end - 1 : end] if start < end else after[-1:]) or is_word(after[-1:]):
        while high < len(text) and high - end < REACH and is_word(text[high]):
            high += 1
    return low, high


def _letters(text: str) -> int:
    """Letters, those of scripts without spaces counted double."""
    return sum((1 if is_word(c) else 2) for c in text if c.isalnum())


def _next(text: str, position: int) -> int:
    """The end of the next word, with what stands between."""
    end = position
    for token in tokens(text[position : position + REACH]):
        end += len(token)
        if _letters(token):
            return end
    return position


def _previous(text: str, position: int) -> int:
    """The start of the word before, with what stands between."""
    start = position
    for token in reversed(tokens(text[max(0, position - REACH) : position])):
        start -= len(token)
        if _letters(token):
            return start
    return position
