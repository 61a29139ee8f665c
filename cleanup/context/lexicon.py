"""How frequent a word is in its language.

English words stand in ``models/words.en.tsv`` (drawn from wordfreq by ``scripts/make_words.py``);
those of other languages are read from the package wordfreq where it is installed (the extra
``[spelling]``). All forms are lower-case.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from math import log10

from cleanup.errors import CleanupError
from cleanup.resources import data_path

_LETTERS = 3000
"""So many of the most frequent words show which letters a language is written with."""
_MARKED = 0.1
"""Share of words with combining marks, as in Hindi, at which a letter is more than a character."""
_ALPHABET = 100
"""A script with more letters is none that slips of single letters happen in."""


class Lexicon:
    """The words of one language."""

    def __init__(self, words: Mapping[str, float]) -> None:
        """Take frequencies on the Zipf scale, most frequent words first."""
        self.words = words
        self.letters = _letters(words)
        """The lower-case letters that words are made of; empty where there are too many."""

    def zipf(self, word: str) -> float:
        """Decimal logarithm of the occurrences in 10^9 words (*the* 7.7, a rare word 2); 0 unseen.

        The scale is that of van Heuven, Mandera, Keuleers and Brysbaert (SUBTLEX-UK, 2014).
        """
        return self.words.get(word.lower(), 0.0)


@cache
def lexicon(base: str) -> Lexicon | None:
    """The words of a language by its base tag; ``None`` where no list is installed."""
    try:
        path = data_path(f"words.{base}.tsv")
    except CleanupError:
        return _from_wordfreq(base)
    words: dict[str, float] = {}
    for line in path.read_text("utf-8").splitlines():
        zipf, _, forms = line.partition("\t")
        if zipf[0] != "#":
            words |= dict.fromkeys(forms.split(" "), float(zipf))
    return Lexicon(words)


def has_lexicon(base: str) -> bool:
    """Whether `lexicon` has words of a language; loads none."""
    try:
        return data_path(f"words.{base}.tsv").is_file()
    except CleanupError:
        if find_spec("wordfreq") is None:
            return False
    import wordfreq

    return base in wordfreq.available_languages("small")


def _from_wordfreq(base: str) -> Lexicon | None:
    if not has_lexicon(base):
        return None
    import wordfreq

    frequencies = wordfreq.get_frequency_dict(base, "small")
    return Lexicon({word: 9 + log10(f) for word, f in frequencies.items()})


def _letters(words: Mapping[str, float]) -> str:
    """The letters of the frequent words that are of the same script as most of them."""
    frequent = [word for word, _ in zip(words, range(_LETTERS), strict=False)]
    marked = sum(any(unicodedata.category(c)[0] == "M" for c in word) for word in frequent)
    if marked > _MARKED * len(frequent):
        return ""
    by_script: dict[str, set[str]] = {}
    for letter in {c for word in frequent for c in word if c.isalpha()}:
        by_script.setdefault(unicodedata.name(letter, "").split(" ")[0], set()).add(letter)
    letters = max(by_script.values(), key=len, default=set())
    return "".join(sorted(letters)) if len(letters) <= _ALPHABET else ""
