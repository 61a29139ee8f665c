"""Words one slip away from a token: the noisy channel's candidates.

The slips are the four of Damerau (A Technique for Computer Detection and Correction of Spelling
Errors, CACM 1964), a letter too many, too few, exchanged for another or swapped with its
neighbour, and a fifth that fast typists make: a letter struck two places off.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiouyäöüåæøéèêàáíìóòúùаеёиоуыэюяіїєαεηιουωάέήίόύώ")


def _neighbours() -> frozenset[str]:
    """Pairs of letters that lie side by side on a Latin keyboard."""
    pairs = set()
    for y, row in enumerate(_ROWS):
        for x, key in enumerate(row):
            beside = row[x + 1 : x + 2]
            below = _ROWS[y + 1][max(x - 1, 0) : x + 1] if y < 2 else ""
            for other in beside + below:
                pairs |= {key + other, other + key}
    return frozenset(pairs)


_BESIDE = _neighbours()


class Slip(NamedTuple):
    """A candidate and how the token would have come from it."""

    word: str
    kind: str
    """``swapped``, ``moved``, ``lost``, ``added``, ``exchanged``: what befell the word's letters;
    ``double`` for two slips."""
    at: int
    """Where in the token; 0 for the first letter."""
    likely: bool
    """The letters are known to be mixed up: doubled ones, vowels, neighbours on the keyboard."""


def slips(token: str, letters: str) -> Iterator[Slip]:
    """All strings one slip away from `token`, most of them no words; some come twice.

    Args:
        token: in lower case.
        letters: those that words of the language are made of.
    """
    for i in range(len(token) - 1):
        a, b = token[i], token[i + 1]
        if a != b:
            yield Slip(token[:i] + b + a + token[i + 2 :], "swapped", i, True)
    for i in range(len(token) - 2):
        a, b, c = token[i : i + 3]
        if len({a, b, c}) == 3:
            yield Slip(token[:i] + b + c + a + token[i + 3 :], "moved", i, True)
            yield Slip(token[:i] + c + a + b + token[i + 3 :], "moved", i, True)
    for i, c in enumerate(token):
        before, after = token[max(i - 1, 0) : i], token[i + 1 : i + 2]
        if c != before:
            doubled = c == after or before + c in _BESIDE or c + after in _BESIDE
            yield Slip(token[:i] + token[i + 1 :], "added", i, doubled)
    for i in range(len(token) + 1):
        before, after = token[i - 1 : i] if i else "", token[i : i + 1]
        for c in letters:
            if c != before:
                likely = c == after or c in _VOWELS
                yield Slip(token[:i] + c + token[i:], "lost", i, likely)
    for i, old in enumerate(token):
        for c in letters:
            if c != old:
                likely = old + c in _BESIDE or (old in _VOWELS and c in _VOWELS)
                yield Slip(token[:i] + c + token[i + 1 :], "exchanged", i, likely)


def double_slips(token: str) -> Iterator[Slip]:
    """Strings two ordinary slips away: vowels mixed up, letters doubled or not, neighbours swapped.

    A few thousand for a long token: for those that no single slip explains.
    """
    once = {slip.word: slip for slip in _ordinary(token)}
    for first in once.values():
        for second in _ordinary(first.word):
            if second.word != token and second.word not in once:
                yield Slip(second.word, "double", min(first.at, second.at), True)


def _ordinary(token: str) -> Iterator[Slip]:
    """The slips of people who do not know how a word is spelt."""
    for i, c in enumerate(token):
        after = token[i + 1 : i + 2]
        if after and c != after:
            yield Slip(token[:i] + after + c + token[i + 2 :], "swapped", i, True)
        if c == after or c in _VOWELS:
            yield Slip(token[:i] + token[i + 1 :], "added", i, True)
        if c != after:
            yield Slip(token[:i] + c + token[i:], "lost", i, True)
        for vowel in "aeiou":
            if c in _VOWELS and c != vowel:
                yield Slip(token[:i] + vowel + token[i + 1 :], "exchanged", i, True)
            yield Slip(token[:i] + vowel + token[i:], "lost", i, True)
