"""N-gram counts of a language, and how well a word fits between its neighbours.

Counts of single words, pairs and triples of English news sentences, ``models/ngrams.en.bin``,
made by ``scripts/make_ngrams.py``; ``models/ngrams.md`` tells of the data. Scores are stupid
back-off (Brants, Popat, Xu, Och and Dean, Large Language Models in Machine Translation, EMNLP
2007): relative frequencies, with a fixed penalty for every word of context that is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from math import log
from typing import NamedTuple

from cleanup.context.packed import Packed
from cleanup.errors import CleanupError
from cleanup.resources import data_path

START, END = "<s>", "</s>"
"""What stands before the first and after the last word of a sentence."""

_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670"
"""Accents and vowel points that stand behind their letters."""
_LETTER = rf"(?:[^\W\d_]|[{_MARKS}])"
_TOKEN = re.compile(rf"{_LETTER}+(?:['’]{_LETTER}+)*|\d+(?:[.,:]\d+)*|[^\w\s]|_")
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
_BACK_OFF = log(0.4)


class Token(NamedTuple):
    """A word, number or mark of a text."""

    start: int
    end: int
    """Code points of the text."""
    form: str
    """What is counted: straight quotation marks, every number as ``0``."""


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text as they are counted; a possessive *'s* is one of its own."""
    for match in _TOKEN.finditer(text):
        start, end, form = match.start(), match.end(), match[0].translate(_PLAIN)
        if form[0].isdigit():
            yield Token(start, end, "0")
        elif len(form) > 2 and form.endswith("'s"):
            yield Token(start, end - 2, form[:-2])
            yield Token(end - 2, end, "'s")
        else:
            yield Token(start, end, form)


class Ngrams:
    """The counts of one language."""

    def __init__(self, table: Packed) -> None:
        self._get = lru_cache(maxsize=1 << 16)(table.get)
        self._total = table.get("")

    def count(self, *forms: str) -> float:
        """How often the one to three `forms` stand in a row in the training text; 0.0 unseen."""
        return self._get(" ".join(forms))

    def score(self, word: str, *context: str) -> float:
        """Log score (natural, below 0) of `word` after up to two words of `context`."""
        penalty = 0.0
        for first in range(len(context)):
            together = self.count(*context[first:], word)
            if together:
                return penalty + log(together / max(together, self.count(*context[first:])))
            penalty += _BACK_OFF
        return penalty + log(max(self.count(word), 0.3) / self._total)

    def fit(self, forms: Sequence[str], start: int, end: int) -> float:
        """Log score of ``forms[start:end]`` where they stand, with all that depends on them.

        Two forms before and two after are looked at; the caller puts `START` and `END` where a
        sentence begins and ends. Compare it with the score of other words at the same place.
        """
        stop = min(end + 2, len(forms))
        return sum(self.score(forms[i], *forms[max(i - 2, 0) : i]) for i in range(start, stop))


@cache
def ngrams(base: str) -> Ngrams | None:
    """The counts of a language by its base tag; ``None`` where there are none."""
    try:
        path = data_path(f"ngrams.{base}.bin")
    except CleanupError:
        return None
    return Ngrams(Packed(path))
