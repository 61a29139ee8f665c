"""Sentences of a block, and whether a stretch of text ends as a sentence does.

The boundaries are those of sentencex (Wikimedia's segmenter for about 300 languages); this
module only turns them into trimmed spans of the document. All spans are code points.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleanup.language import Language

CLOSERS = "\"'”’»›)]}」』）】〉》”＂*_ \t\u00a0\u202f"
"""Characters that may stand between the end of a sentence and its terminal mark."""

WORD_CHARACTER = (
    r"\w\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    r"\u06d6-\u06dc\u06df-\u06ed\u0900-\u0963\u0966-\u0dff\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    r"\u1000-\u1049\u1050-\u109f\u200c\u200d"
)
"""Inside of a character class: what words are made of. ``\\w`` of `re` lacks combining marks, so
the marks of Hebrew, Arabic, the Indic scripts, Thai and Burmese are added."""

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
            if first < last:
                spans.append((first, last))
        start = stop
    return spans


def ends_sentence(text: str, start: int, end: int, language: Language) -> bool:
    """Whether ``text[start:end]`` ends in a terminal mark, closing quotes and brackets aside."""
    while end > start and text[end - 1] in CLOSERS:
        end -= 1
    return end > start and (text[end - 1] in language.terminals or text[end - 1] in ":;")
