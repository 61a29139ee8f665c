"""Two short texts as the words they share, lose and gain: for showing a change, not for making one.

A letter added inside a word is hard to see, so changes are widened to whole words; scripts
without spaces are cut between characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal
from unicodedata import category

from rapidfuzz.distance import Indel

Piece = tuple[Literal["keep", "del", "ins"], str]

_SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Thai, Lao, Burmese, Khmer, kana and Han: scripts that put no space between words."""
_ONE_BY_ONE = re.compile(f"[{_SPACELESS}]")

_LONGEST = 3000
"""Tokens; longer texts are shown as wholly replaced."""


def tokens(text: str) -> list[str]:
    """`text` cut into words, white space and single marks; joined they give the text again."""
    found: list[str] = []
    last = ""
    for character in text:
        kind = _kind(character)
        if found and (kind == "mark" or (kind == last and kind in ("word", "space"))):
            found[-1] += character
            if kind == "mark":
                continue
        elif character == "\n" and found and found[-1] == "\r":
            found[-1] += character
        else:
            found.append(character)
        last = kind
    return found


def is_word(character: str) -> bool:
    """Whether a character can stand inside a word that is set off by spaces."""
    return bool(character) and _kind(character) in ("word", "mark")


@lru_cache(maxsize=4096)
def _kind(character: str) -> str:
    """``word``, ``space``, ``mark`` (belongs to what stands before it) or ``""`` (by itself)."""
    if character in "\u200c\u200d" or category(character)[0] == "M":
        return "mark"
    if character.isspace():
        return "" if character in "\r\n" else "space"
    alone = _ONE_BY_ONE.match(character) or not (character.isalnum() or character in "_'’")
    return "" if alone else "word"


def changed_words(before: str, after: str) -> Iterator[Piece]:
    """Pieces that show how `before` becomes `after`; deletions come before insertions."""
    old, new = tokens(before), tokens(after)
    if max(len(old), len(new)) > _LONGEST:
        yield from _replaced(before, after)
        return
    lost: list[str] = []
    gained: list[str] = []
    for keeps, old_words, new_words in _aligned(old, new):
        if keeps:
            yield from _replaced("".join(lost), "".join(gained))
            lost, gained = [], []
            yield "keep", "".join(old_words)
        else:
            lost += old_words
            gained += new_words
    yield from _replaced("".join(lost), "".join(gained))


def _aligned(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    """Runs of equal and of different tokens; a lone space between two differences is none."""
    codes = list(Indel.opcodes(old, new))
    for number, code in enumerate(codes):
        words = old[code.src_start : code.src_end]
        others = new[code.dest_start : code.dest_end]
        inside = 0 < number < len(codes) - 1
        keeps = code.tag == "equal" and not (inside and "".join(words).isspace())
        yield keeps, words, others


def _replaced(before: str, after: str) -> Iterator[Piece]:
    if before == after:
        if before:
            yield "keep", before
        return
    if before:
        yield "del", before
    if after:
        yield "ins", after
