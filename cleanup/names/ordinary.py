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
_USED_NAME = 2.0
"""Frequency (Zipf) from which a form may be a name of its own."""


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


@lru_cache(maxsize=1 << 15)
def is_name_in_use(form: str, base: str) -> bool:
    """Whether other texts have a form, so that it is no slip: dictionaries and frequencies tell.

    Args:
        form: as it stands, with its capital.
        base: base tag of the language; English counts in each, for names of people stand in texts
            of every language.
    """
    known, frequencies = dictionary(base), lexicon(base)
    if known is not None and (known.knows(form) or known.knows(form.lower())):
        return True
    if frequencies is not None and frequencies.zipf(form) >= _USED_NAME:
        return True
    english = lexicon("en")
    return english is not None and english.zipf(form) >= _USED_NAME
