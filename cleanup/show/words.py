"""Two short texts as the words they share, lose and gain: for showing a change, not for making one.

A letter added inside a word is hard to see, so changes are widened to whole words; scripts
without spaces are cut between characters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import regex
from rapidfuzz.distance import Indel

Piece = tuple[Literal["keep", "del", "ins"], str]

_SPACELESS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_TOKEN = regex.compile(
    r"\r\n|[^\S\n\r]+"
    rf"|[[\p{{L}}\p{{N}}\p{{M}}_\u200c\u200d]--[{_SPACELESS}]]+"
    r"(?:['’][[\p{L}\p{M}]--[" + _SPACELESS + r"]]+)*|\X",
    regex.VERSION1,
)
_WORD_CHARACTER = regex.compile(
    rf"[[\p{{L}}\p{{N}}\p{{M}}_\u200c\u200d]--[{_SPACELESS}]]", regex.VERSION1
)

_LONGEST = 3000
"""Tokens; longer texts are shown as wholly replaced."""


def tokens(text: str) -> list[str]:
    """`text` cut into words, white space and single marks; joined they give the text again."""
    return _TOKEN.findall(text)


def is_word(character: str) -> bool:
    """Whether a character can stand inside a word that is set off by spaces."""
    return bool(character) and _WORD_CHARACTER.match(character) is not None


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
