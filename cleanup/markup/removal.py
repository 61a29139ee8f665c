"""Taking marks out of a text without losing or doubling the space between its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from cleanup.language import Language
from cleanup.markup.elements import Break


class Mark(NamedTuple):
    """A tag to take away."""

    start: int
    end: int
    breaks: Break
    closing: bool
    intact: bool


class Removal(NamedTuple):
    """Put `after` in the place of ``text[start:end]``."""

    start: int
    end: int
    after: str


_OPENING = "([{\"'“„«‘‚‹¿¡–—-/’"
_ENDING = '.!?…:"”»’)。！？।'


_STRAYED = re.compile(r"[.,;:!?…](?=[\s<＜]|$)")
"""A mark that no paragraph begins with."""


def removals(text: str, marks: Iterable[Mark], language: Language) -> Iterator[Removal]:
    """How to take `marks` out of a text; marks that only white space parts go together."""
    remover: _Remover | None = None
    unit: list[Mark] = []
    for mark in sorted(marks):
        remover = remover or _Remover(text, language)
        if unit and mark.start < unit[-1].end:
            continue
        if unit and text[unit[-1].end : mark.start].strip():
            yield remover.removal(unit)
            unit = []
        unit.append(mark)
    if unit and remover:
        yield remover.removal(unit)


def _least(text: str, start: int, end: int, after: str) -> Removal:
    """The smallest change that puts `after` in the place of ``text[start:end]``."""
    while after and end > start and text[end - 1] == after[-1]:
        end, after = end - 1, after[:-1]
    while after and end > start and text[start] == after[0]:
        start, after = start + 1, after[1:]
    return Removal(start, end, after)


class _Remover:
    """Decides what is to stand where marks are taken out of one text."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.language = language
        self.newline = "\r\n" if "\r\n" in text else "\n"
        single = "\n" in text.strip() and self.newline * 2 not in text
        self.paragraph = self.newline * (1 if single else 2)

    def removal(self, unit: list[Mark]) -> Removal:
        """How to take out marks that stand side by side."""
        text = self.text
        start, end = unit[0].start, unit[-1].end
        left, right = start, end
        while left and text[left - 1].isspace():
            left -= 1
        while right < len(text) and text[right].isspace():
            right += 1
        inner = (text[a.end : b.start] for a, b in pairwise(unit))
        pieces = [text[left:start], *inner, text[end:right]]
        if left == 0:
            return Removal(start, right, "")
        if right == len(text):
            return Removal(left, end, "")
        return _least(text, left, right, self._space(left, right, unit, pieces))

    def _space(self, left: int, right: int, unit: list[Mark], pieces: list[str]) -> str:
        """What should stand between ``text[:left]`` and ``text[right:]``, the marks gone."""
        breaks = self._breaks(left, right, unit, pieces)
        widest = max(pieces, key=lambda piece: piece.count("\n"))
        if "\n" in widest:
            several = breaks is Break.PARAGRAPH and len(unit) > 1 and widest.count("\n") == 1
            return self.paragraph if several else "".join(c for c in widest if c in "\r\n")
        if breaks is Break.PARAGRAPH:
            return self.paragraph
        if breaks in (Break.SOFT, Break.LINE):
            return self.newline
        if breaks is Break.CELL:
            return " "
        return self._inline(self.text[left - 1], self.text[right], unit, pieces)

    def _breaks(self, left: int, right: int, unit: list[Mark], pieces: list[str]) -> Break:
        """The widest break of the marks, unless they stand in the middle of a sentence."""
        breaks = max(mark.breaks for mark in unit)
        lines = sum(mark.breaks is Break.SOFT for mark in unit)
        before = self.text[left - 1]
        behind = self.text[right : right + 2].lstrip("\"'“„«‘(")[:1]
        if _STRAYED.match(self.text, right):
            return Break.NONE  # the mark belongs to the word in front of the tag
        if lines > 1:
            return Break.PARAGRAPH
        if breaks is Break.SOFT and behind.islower() and before not in _ENDING + ",":
            return Break.CELL
        if breaks is Break.PARAGRAPH and before not in _ENDING:
            spaced = any(pieces)
            if behind.islower() or (len(unit) == 1 and spaced and behind.isalpha()):
                return Break.NONE if spaced else Break.CELL
        return breaks

    def _inline(self, before: str, behind: str, unit: list[Mark], pieces: list[str]) -> str:
        """The space in the place of marks that stand inside a line."""
        if not any(pieces):
            if not behind.isalnum() or self.language.spaceless:
                return ""
            glued = before.isalnum() and not all(mark.intact for mark in unit)
            return " " if glued or (before in ".,:;!?…" and behind.isalpha()) else ""
        blank = next((p for p in pieces if "\xa0" in p or "\u202f" in p), " ")
        blank = blank if blank == " " else blank.strip(" \t")
        if self.language.spaced_colon and (before == "«" or behind in ":;!?»"):
            return blank
        if not pieces[0] and not any(mark.closing for mark in unit):
            return "" if before in _OPENING else blank
        if not pieces[-1] and all(mark.closing for mark in unit):
            closes = behind in self.language.closing_quotes or behind not in "([{“„«‘‚‹¿¡"
            return "" if closes and not behind.isalnum() else blank
        return blank
