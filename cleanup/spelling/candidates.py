"""Words one slip away from a token: the noisy channel's candidates.

The slips are the four of Damerau (A Technique for Computer Detection and Correction of Spelling
Errors, CACM 1964), a letter too many, too few, exchanged for another or swapped with its
neighbour, and a fifth that fast typists make: a letter struck two places off.
"""

from __future__ import annotations

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


KINDS = ("swapped", "moved", "lost", "added", "exchanged", "double")
"""What may befall a word's letters; ``double`` are two slips."""


class Slip(NamedTuple):
    """A candidate and how the token would have come from it."""

    word: str
    kind: str
    """One of `KINDS`."""
    at: int
    """Where in the token; 0 for the first letter."""
    likely: bool
    """The letters are known to be mixed up: doubled ones, vowels, neighbours on the keyboard."""


def single(token: str, letters: str) -> set[str]:
    """All strings one slip away from a token, most of them no words.

    Args:
        token: in lower case.
        letters: those that words of the language are made of.
    """
    cuts = [(token[:i], token[i:]) for i in range(len(token) + 1)]
    made = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    made |= {a + b[1:3] + b[0] + b[3:] for a, b in cuts if len(b) > 2}
    made |= {a + b[2] + b[:2] + b[3:] for a, b in cuts if len(b) > 2}
    made |= {a + b[1:] for a, b in cuts if b}
    made |= {a + c + b[1:] for a, b in cuts if b for c in letters}
    made |= {a + c + b for a, b in cuts for c in letters}
    return made - {token, ""}


def double(token: str) -> set[str]:
    """Strings two slips away from a token, those that people make who do not know the spelling."""
    once = _ordinary(token)
    return {word for made in once for word in _ordinary(made)} - once - {token}


def _ordinary(token: str) -> set[str]:
    """Neighbours swapped, letters doubled or not, vowels mixed up or lost."""
    cuts = [(token[:i], token[i:]) for i in range(len(token) + 1)]
    made = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    made |= {a + b[0] + b for a, b in cuts if b and b[0] not in _VOWELS}
    made |= {a + b[1:] for a, b in cuts if b and (b[0] in _VOWELS or b[0] == b[1:2])}
    made |= {a + c + b[1:] for a, b in cuts if b and b[0] in _VOWELS for c in "aeiou"}
    made |= {a + c + b for a, b in cuts if b and b[0] not in _VOWELS for c in "aeiou"}
    return made


def slip(token: str, word: str) -> Slip:
    """What befell `word`, that became `token`; the two are different."""
    at = next((i for i, (a, b) in enumerate(zip(token, word, strict=False)) if a != b), None)
    if at is None:
        at = min(len(token), len(word))
    rest, meant = token[at:], word[at:]
    if len(token) == len(word) + 1 and rest[1:] == meant:
        around = {token[at - 1 : at], token[at + 1 : at + 2]}
        near = any(rest[0] + other in _BESIDE for other in around)
        return Slip(word, "added", at, rest[0] in around or near)
    if len(token) + 1 == len(word) and rest == meant[1:]:
        doubled = meant[0] in (word[at - 1 : at] if at else "", word[at + 1 : at + 2])
        return Slip(word, "lost", at, doubled or meant[0] in _VOWELS)
    if len(token) == len(word):
        if rest[1:] == meant[1:]:
            vowels = rest[0] in _VOWELS and meant[0] in _VOWELS
            return Slip(word, "exchanged", at, vowels or rest[0] + meant[0] in _BESIDE)
        if rest[:2] == meant[1::-1] and rest[2:] == meant[2:]:
            return Slip(word, "swapped", at, True)
        if sorted(rest[:3]) == sorted(meant[:3]) and rest[3:] == meant[3:]:
            return Slip(word, "moved", at, True)
    return Slip(word, "double", at, True)
