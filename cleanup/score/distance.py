"""Does a change move a text towards what a person made of it?"""

from __future__ import annotations

import re

from rapidfuzz.distance import Levenshtein

from cleanup.language import language

_WORDS = re.compile(r"\w+|[^\w\s]")
_CHARACTERS = re.compile(r"\S")


def tokens(text: str, lang: str) -> list[str]:
    """Words and marks; characters where words are not written apart."""
    return (_CHARACTERS if language(lang).spaceless else _WORDS).findall(text)


def moved(before: str, after: str, right: str, lang: str) -> int:
    """By how many tokens a text came nearer to the right one; negative if it went away.

    The distance is Levenshtein's over `tokens`: insertions, deletions and substitutions.
    """
    goal = tokens(right, lang)
    nearer = Levenshtein.distance(tokens(before, lang), goal)
    return nearer - Levenshtein.distance(tokens(after, lang), goal)
