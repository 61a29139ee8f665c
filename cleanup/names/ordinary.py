"""Whether a word is an ordinary one of a language, or stands in texts as a name only."""

from __future__ import annotations

from functools import lru_cache

from cleanup.context.dictionary import dictionary
from cleanup.context.lexicon import lexicon
from cleanup.names.folding import key
from cleanup.names.words import vocabulary
from cleanup.words import all_function_words

_USED = 2.5
"""Frequency (Zipf) from which a word that a dictionary has is in use."""


@lru_cache(maxsize=1 << 15)
def is_ordinary(word: str, base: str) -> bool:
    """Whether a word is written small in good text, and not only as a rarity.

    Args:
        word: in any case; without its diacritics it may be another word.
        base: base tag of the language.
    """
    small = word.lower()
    if small in all_function_words() or key(small) in vocabulary(base):
        return True
    known, frequencies = dictionary(base), lexicon(base)
    if known is None or not known.knows(small):
        return False
    return frequencies is None or frequencies.zipf(small) >= _USED
