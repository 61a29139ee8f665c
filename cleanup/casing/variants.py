"""The ways a word may be written: *apple, Apple, APPLE*; *mcgregor, McGregor*.

How often each is written so stands in two tables: the n-gram counts, which know the company of a
word, and the counts of forms of a larger vocabulary, ``models/casing.en.bin``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import log
from typing import NamedTuple, Protocol

from cleanup.context.ngrams import Ngrams

_LONGEST_ACRONYM = 5
"""Letters up to which a word may be an acronym that no table has."""


class Counts(Protocol):
    """A table of counts by key."""

    def get(self, key: str, /) -> float:
        """The count; 0 where the key is not in the table."""


class Word(NamedTuple):
    """A word of a text that has lost its capitals, and how it is to be written."""

    start: int
    end: int
    """Code points of the text."""
    form: str
    """In lower case where no capital is likely."""
    capital: float
    """Probability (0..1) that it has a capital."""
    known: bool
    """A dictionary or the counts have the word, so that its case is more than a guess."""


def capitalised(word: str, base: str = "en") -> str:
    """The word with its first letter as a capital, as a language (base tag) does it."""
    if base in ("az", "tr") and word.startswith("i"):
        return "İ" + word[1:]
    if base == "nl" and word.startswith("ij"):
        return "IJ" + word[2:]
    upper = word[:1].upper()
    return (upper if len(upper) == 1 else word[:1]) + word[1:]


class Variants:
    """What is known of the written forms of a language's words."""

    def __init__(
        self,
        ngrams: Ngrams,
        forms: Counts,
        mixed: Mapping[str, str],
        knows: Callable[[str], bool],
    ) -> None:
        """Put the sources together.

        Args:
            ngrams: cased n-gram counts.
            forms: counts of cased forms.
            mixed: words that are mostly written with capitals inside: ``iphone`` -> ``iPhone``.
            knows: whether a dictionary has a form, with respect to case.
        """
        self.ngrams, self.knows = ngrams, knows
        self._forms, self._mixed = forms, mixed
        self._of: dict[str, tuple[str, ...]] = {}

    def listed(self, form: str) -> float:
        """How often a form is in the larger vocabulary."""
        return self._forms.get(form)

    def of(self, word: str) -> tuple[str, ...]:
        """The variants of a lower-case word: itself, capitalised, then others.

        Marks and figures have only one.
        """
        found = self._of.get(word)
        if found is None:
            found = self._of[word] = tuple(dict.fromkeys(self._variants(word)))
        return found

    def _variants(self, word: str) -> list[str]:
        upper = word.upper()
        if not word[0].isalpha() or len(upper) != len(word):
            return [word]
        found = [word, capitalised(word)]
        if len(word) <= _LONGEST_ACRONYM or self.ngrams.count(upper) or self.listed(upper):
            found.append(upper)
        if word in self._mixed:
            found.append(self._mixed[word])
        if word.startswith("mc") and len(word) > 4:
            found.append("Mc" + capitalised(word[2:]))
        if len(word) > 3 and word[0] in "do" and word[1] in "'’":
            found.append(word[0].upper() + word[1] + capitalised(word[2:]))
        return found

    def known(self, word: str) -> bool:
        """Whether the dictionary or the n-gram counts have one of the word's forms."""
        return any(self.knows(form) or self.ngrams.count(form) for form in self.of(word))

    def prior(self, word: str) -> dict[str, float]:
        """Log probabilities of the variants of a word that the n-gram counts do not know."""
        forms = self.of(word)
        counts = [self.listed(form) for form in forms]
        total = sum(counts)
        if total >= _ENOUGH:
            smoothed = total + 0.5 * len(forms)
            return {f: log((n + 0.5) / smoothed) for f, n in zip(forms, counts, strict=True)}
        usual = next((form for form in forms if self.knows(form)), None)
        shares = {usual: 0.9} if usual else {word: 0.3, capitalised(word): 0.6}
        return {form: log(shares.get(form, _SELDOM)) for form in forms}


_ENOUGH = 5.0
"""Count from which the larger vocabulary is believed."""
_SELDOM = 0.03
"""Share of a variant that nothing speaks for."""
