"""How frequent a word is in its language.

English frequencies are packed into ``models/words.en.bin`` (wordfreq's large list, made by
``scripts/make_words.py``); those of other languages are read from the package wordfreq where it is
installed (the extra ``[spelling]``). All forms are lower-case.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from math import log10

from cleanup.context.packed import Packed
from cleanup.errors import CleanupError
from cleanup.resources import data_path

SCALE = 1e9
"""The packed values are occurrences in this many words."""
_LETTERS = 3000
"""So many of the most frequent words show which letters a language is written with."""


class Lexicon:
    """The words of one language."""

    def __init__(self, frequency: Callable[[str], float], letters: str) -> None:
        self._frequency = frequency
        self.letters = letters
        """The lower-case letters that words are made of."""

    def zipf(self, word: str) -> float:
        """Decimal logarithm of the occurrences in 10^9 words (*the* 7.7, a rare word 2); 0 unseen.

        The scale is that of van Heuven, Mandera, Keuleers and Brysbaert (2014).
        """
        frequency = self._frequency(word.lower().replace("’", "'"))
        return max(log10(frequency), 0.0) if frequency else 0.0


@cache
def lexicon(base: str) -> Lexicon | None:
    """The words of a language by its base tag; ``None`` where no list is installed."""
    try:
        path = data_path(f"words.{base}.bin")
    except CleanupError:
        return _from_wordfreq(base)
    return Lexicon(Packed(path).get, "abcdefghijklmnopqrstuvwxyz")


def _from_wordfreq(base: str) -> Lexicon | None:
    if find_spec("wordfreq") is None:
        return None
    import wordfreq

    if base not in wordfreq.available_languages("small"):
        return None
    words = wordfreq.get_frequency_dict(base, "small")
    frequent = wordfreq.iter_wordlist(base, "small")
    letters = {c for _, word in zip(range(_LETTERS), frequent, strict=False) for c in word}
    return Lexicon(
        lambda word: SCALE * words.get(word, 0.0),
        "".join(sorted(c for c in letters if c.isalpha())),
    )
