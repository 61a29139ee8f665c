"""Sentences of a block, and whether a stretch of text ends as a sentence does.

The boundaries are those of sentencex (Wikimedia's segmenter for about 300 languages); this
module only turns them into trimmed spans of the document. All spans are code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from cleanup.words import function_words, is_abbreviation

if TYPE_CHECKING:
    from cleanup.language import Language

CLOSERS = "\"'“‘”’»›)]}」』）】〉》”＂*_ \t\u00a0\u202f"
"""Characters that may stand between the end of a sentence and its terminal mark."""

WORD_CHARACTER = (
    r"\w\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    r"\u06d6-\u06dc\u06df-\u06ed\u0900-\u0963\u0966-\u0dff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    r"\u1000-\u1049\u1050-\u109f\u200c\u200d"
)
"""Inside of a character class: what words are made of. ``\\w`` of `re` lacks combining marks, so
the marks of Hebrew, Arabic, the Indic scripts, Thai and Burmese are added."""

_LAST_WORD = re.compile(rf"(?:[{WORD_CHARACTER}]+\.)*[{WORD_CHARACTER}]+\Z")
_SMALL_START = re.compile(
    rf"([^\W\d_][{WORD_CHARACTER}]+|\d[.:,]\d+)[”“»)\"’]?\.\s+(?=[\"„“«‚‘]?([^\W\d_A-Z]))"
)
"""A stop before a small letter: a sentence that lost its capital, where no abbreviation stands.
Some of sentencex's languages never break there."""

_ORDINAL = re.compile(r"(?:\d|\b[IVXLC]+)\.$")
_FULL_NUMBER = re.compile(r"(?:\b[12]\d\d\d|\d[.:,]\d+)\.$")
"""A year, a time or a decimal number: no ordinal."""
_DOTTED_ORDINALS = frozenset(
    "bs cs da de et eu fi fo hr hsb hu is lb lt lv nb nn no pl rm se sk sl sr sv tr".split()
)
"""Languages that write ordinals as ``3.``; in others a number and a dot end a sentence."""
_FEWEST_BEFORE_NUMBER = 3
"""Words of a sentence that a number ends, the number included; fewer may be a list's."""

_SURROGATE = re.compile(r"[\ud800-\udfff]")

_LONGEST = 20_000
"""Code points handed to the segmenter at once."""


@cache
def _boundaries():  # type: ignore[no-untyped-def]
    from sentencex import get_sentence_boundaries

    return get_sentence_boundaries


def sentences(text: str, start: int, end: int, language: Language) -> list[tuple[int, int]]:
    """Trimmed spans of the sentences in ``text[start:end]``, in text order."""
    spans: list[tuple[int, int]] = []
    boundaries = _boundaries()
    while start < end:
        stop = min(end, start + _LONGEST)
        if stop < end:  # cut at a space, for a block may be a book on one line
            stop = max(text.rfind(" ", start, stop), text.rfind("\n", start, stop), start) + 1
            stop = stop if stop > start + 1 else min(end, start + _LONGEST)
        part = _SURROGATE.sub("\ufffd", text[start:stop])
        for item in boundaries(language.base, part):
            raw = part[item["start_index"] : item["end_index"]]
            first = start + item["start_index"] + len(raw) - len(raw.lstrip())
            last = start + item["start_index"] + len(raw.rstrip())
            if first >= last:
                continue
            goes_on = spans and _begins_small(text, first, last)
            if goes_on and _abbreviated(text, *spans[-1], language):
                first = spans.pop()[0]
            for stop_end, resume in _small_starts(text, first, last, language):
                spans.append((first, stop_end))
                first = resume
            spans.append((first, last))
        start = stop
    return spans


def _small_starts(text: str, start: int, end: int, language: Language) -> Iterator[tuple[int, int]]:
    """Ends and beginnings of sentences that begin in lower case inside ``text[start:end]``."""
    for match in _SMALL_START.finditer(text, start, end):
        word = match[1]
        if match[2].islower() and not (
            word[0].isalpha()
            and text[match.end(1)] == "."
            and (
                is_abbreviation(word, language.base)
                or _measures(text, match.start(), word)
                or (len(word) < 3 and word.casefold() not in function_words(language.base))
            )
        ):
            yield match.start() + len(match[0].rstrip()), match.end()


def _abbreviated(text: str, start: int, end: int, language: Language) -> bool:
    """Whether ``text[start:end]`` ends in an abbreviation with its dot."""
    if text[end - 1] != ".":
        return False
    word = _LAST_WORD.search(text[max(start, end - 30) : end - 1])
    return word is not None and (
        is_abbreviation(word[0], language.base) or _measures(text, end - 1 - len(word[0]), word[0])
    )


def _measures(text: str, start: int, word: str) -> bool:
    """Whether a short word stands after a number, as units and magnitudes do: 10 tys., 5 mld."""
    return len(word) < 5 and text[max(start - 2, 0) : start].strip()[-1:].isdigit()


def _begins_small(text: str, start: int, end: int) -> bool:
    """Whether the first letter, opening marks aside, is in lower case."""
    while start < end and not text[start].isalnum():
        start += 1
    return start < end and text[start].islower()


def ends_in_ordinal(text: str, start: int, end: int, language: Language) -> bool:
    """Whether ``text[start:end]`` ends in an ordinal number (*am 3.*, *19. yüzyıl*), or may.

    In languages that write no ordinals so, only the number of an item of a list is one.
    """
    ending = text[max(start, end - 12) : end]
    dotted = language.base in _DOTTED_ORDINALS or len(ending.split()) < _FEWEST_BEFORE_NUMBER
    return dotted and bool(_ORDINAL.search(ending)) and not _FULL_NUMBER.search(ending)


def ends_sentence(text: str, start: int, end: int, language: Language) -> bool:
    """Whether ``text[start:end]`` ends in a terminal mark, closing quotes and brackets aside."""
    while end > start and text[end - 1] in CLOSERS:
        end -= 1
    return end > start and (text[end - 1] in language.terminals or text[end - 1] in ":;")
