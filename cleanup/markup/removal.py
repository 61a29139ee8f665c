"""Taking marks out of a text without losing or doubling the space between its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
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
_CLOSING = ".,;:!?…)]}\"'”’»›–—-/"
_ENDING = ".!?…:\"”»’)。！？।"


def removals(text: str, marks: Iterable[Mark], language: Language) -> Iterator[Removal]:
    """How to take `marks` out of a text; marks that only white space parts go together."""
    unit: list[Mark] = []
    for mark in sorted(marks):
        if unit and mark.start < unit[-1].end:
            continue
        if unit and text[unit[-1].end : mark.start].strip():
            yield from _removal(text, unit, language)
            unit = []
        unit.append(mark)
    if unit:
        yield from _removal(text, unit, language)


def _removal(text: str, unit: list[Mark], language: Language) -> Iterator[Removal]:
    start, end = unit[0].start, unit[-1].end
    left, right = start, end
    while left and text[left - 1].isspace():
        left -= 1
    while right < len(text) and text[right].isspace():
        right += 1
    inner = (text[a.end : b.start] for a, b in zip(unit, unit[1:], strict=False))
    pieces = [text[left:start], *inner, text[end:right]]
    if left == 0:
        yield Removal(start, right, "")
    elif right == len(text):
        yield Removal(left, end, "")
    else:
        after = _space(text, left, right, unit, pieces, language)
        yield _least(text, left, right, after)


def _least(text: str, start: int, end: int, after: str) -> Removal:
    """The smallest change that puts `after` in the place of ``text[start:end]``."""
    while after and end > start and text[end - 1] == after[-1]:
        end, after = end - 1, after[:-1]
    while after and end > start and text[start] == after[0]:
        start, after = start + 1, after[1:]
    return Removal(start, end, after)


def _space(
    text: str, left: int, right: int, unit: list[Mark], pieces: list[str], language: Language
) -> str:
    """What should stand between ``text[:left]`` and ``text[right:]`` once the marks are gone."""
    breaks = _breaks(text, left, right, unit, pieces)
    widest = max(pieces, key=lambda piece: piece.count("\n"))
    newline = "\r\n" if "\r\n" in text else "\n"
    paragraph = newline * 2 if "\n" not in text or newline * 2 in text else newline
    if "\n" in widest:
        several = breaks is Break.PARAGRAPH and len(unit) > 1 and widest.count("\n") == 1
        return paragraph if several else "".join(c for c in widest if c in "\r\n")
    if breaks is Break.PARAGRAPH:
        return paragraph
    if breaks is Break.LINE:
        return newline
    if breaks is Break.CELL:
        return " "
    return _inline(text[left - 1], text[right], unit, pieces, language)


def _breaks(text: str, left: int, right: int, unit: list[Mark], pieces: list[str]) -> Break:
    """The widest break of the marks, unless they stand in the middle of a sentence."""
    breaks = max(mark.breaks for mark in unit)
    lines = sum(mark.breaks is Break.LINE for mark in unit)
    ended = text[left - 1] in _ENDING
    begins = text[right :][:2].lstrip("\"'“„«‘(")[:1]
    if breaks is Break.LINE:
        if lines == 1 and begins.islower() and not ended and text[left - 1] != ",":
            return Break.CELL
        return Break.PARAGRAPH if lines > 1 and not any(m.closing for m in unit) else breaks
    if breaks is Break.PARAGRAPH and not ended and (
        begins.islower() or (len(unit) == 1 and any(pieces) and begins.isalpha())
    ):
        return Break.NONE if any(pieces) else Break.CELL
    return breaks


def _inline(
    before: str, behind: str, unit: list[Mark], pieces: list[str], language: Language
) -> str:
    """The space in the place of marks that stand inside a line."""
    if not any(pieces):
        glued = before.isalnum() and behind.isalnum() and not language.spaceless
        return " " if glued and not all(mark.intact for mark in unit) else ""
    blank = next((p for p in pieces if "\xa0" in p or "\u202f" in p), " ")
    blank = blank if blank == " " else blank.strip(" \t")
    french = language.spaced_colon and behind in ":;!?»"
    if before in "«" or french:
        return blank
    opening = all(not mark.closing for mark in unit)
    closing = all(mark.closing for mark in unit)
    if opening and not pieces[0]:
        return "" if before in _OPENING else blank
    if closing and not pieces[-1]:
        return "" if behind in _CLOSING else blank
    return blank
