"""Which rewrites are corrections, and which are a model's inventions.

Small differences are the reader's to judge; a sentence that lost a figure, gained a name or became
another sentence is none to show as a correction. The thresholds are a choice, not a measurement.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from cleanup.engines.masking import STAND_IN
from cleanup.language import script_of

LENGTHS = (0.6, 1.6)
"""A rewrite is so many times as long as the sentence, at least and at most."""
SLACK = 12
"""Characters that it may be shorter or longer all the same."""
LIKE = 0.6
"""Similarity of the characters (1: equal), at least."""
SHARE = 0.5
"""Words that may change, as a share of those there are."""
FEW = 2
"""So many words may change in any sentence."""
NEAR = 65.0
"""A word with a capital may become one that is so like it (0..100): the same name, spelt right."""

_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_WORD = re.compile(r"[^\W\d_](?:\w|[\u0300-\u036f'’-])*")


def objection(before: str, after: str, hidden: int, *, spaceless: bool = False) -> str | None:
    """Why `after` is no correction of `before`; ``None`` where it may be one.

    Args:
        before: the sentence as the model saw it.
        after: what the model made of it.
        hidden: how many stand-ins for shielded spans `before` has.
        spaceless: words are not parted by spaces.
    """
    if not after.strip():
        return "rewrite is empty"
    if sorted(_NUMBER.findall(before)) != sorted(_NUMBER.findall(after)):
        return "rewrite changes a number"
    if hidden and _words(before)[STAND_IN] != _words(after)[STAND_IN]:
        return "rewrite loses a protected span"
    lengths = len(after) / max(len(before), 1)
    if abs(len(after) - len(before)) > SLACK and not LENGTHS[0] <= lengths <= LENGTHS[1]:
        return "rewrite is too short" if lengths < 1 else "rewrite is too long"
    if _scripts(after) - _scripts(before):
        return "rewrite brings in another script"
    if not spaceless and (name := _strange_name(before, after)):
        return name
    return _too_much(before, after, spaceless=spaceless)


def _too_much(before: str, after: str, *, spaceless: bool) -> str | None:
    old, new = (list(t) if spaceless else _WORD.findall(t) for t in (before, after))
    changed = Levenshtein.distance(old, new)
    if changed <= FEW:
        return None
    if changed > SHARE * max(len(old), 1):
        return "rewrite changes too many words"
    if Levenshtein.normalized_similarity(before, after) < LIKE:
        return "rewrite is another sentence"
    return None


def _strange_name(before: str, after: str) -> str | None:
    """A word with a capital that came from nowhere, or went."""
    old, new = _words(before), _words(after)
    for word in _capitalised(after):
        if word not in old and not _is_near(word, old):
            return f"rewrite brings in a name: {word}"
    for word in _capitalised(before):
        if word not in new and not _is_near(word, new):
            return f"rewrite loses a name: {word}"
    return None


def _capitalised(text: str) -> Iterator[str]:
    """Words with a capital inside the sentence; the first may have it for another reason."""
    for number, word in enumerate(_WORD.findall(text)):
        if number and word[0].isupper() and len(word) > 1:
            yield word


def _is_near(word: str, words: Counter[str]) -> bool:
    folded = word.casefold()
    return any(fuzz.ratio(folded, other.casefold()) >= NEAR for other in words)


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(text))


def _scripts(text: str) -> set[str]:
    return {script_of(c) for c in text if c.isalpha()}
