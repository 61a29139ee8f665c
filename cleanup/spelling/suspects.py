"""Tokens that may be misspelt, each with its best candidate and what speaks for and against it.

A token is suspect when no dictionary has it and edited text does not use it, or when it is a word
but stands where such text never has it and a slip makes it one that fits. Candidates are ranked
by a noisy channel (Kernighan, Church and Gale, A Spelling Correction Program Based on a Noisy
Channel Model, COLING 1990): how well the candidate fits its neighbours, and how common the slip.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import NamedTuple

from cleanup.context.dictionary import Dictionary
from cleanup.context.lexicon import Lexicon
from cleanup.context.ngrams import END, START, Ngrams, Token
from cleanup.spelling.candidates import KINDS, Slip, double, single, slip
from cleanup.words import all_function_words

_EDITED = 10
"""A form seen this often in edited text is no error for want of a dictionary entry."""
_LEAST_ZIPF = 2.0
"""Rarer words are no candidates."""
_COMMON = 30_000
"""Words more frequent than this in edited text are above suspicion."""
_MORE_FREQUENT = 0.5
"""By how much (Zipf) a candidate for a real word must be more frequent."""
_FREQUENT = 3.0
"""A frequent word (Zipf)."""
_ACRONYM = 6
"""Fewer capitals are an acronym's."""
_LONGEST = 40
"""Longer tokens are no slips of the fingers."""
_LONG = 6
"""Tokens of so many letters may hold two slips."""
_REGIONAL = (
    re.compile(r"(?<=[iy])[sz](?=[ei]|ab|ation)"),
    re.compile(r"(?<=o)u(?=r)"),
    re.compile(r"ll(?=ed|ing|er|or|ous)"),
    re.compile(r"[ao]e"),
    re.compile(r"[cs](?=es?$)"),
    re.compile(r"(?:re|er)(?=s?$)"),
    re.compile(r"(?<=og)ue$|(?<=gram)me$"),
    re.compile(r"[cp](?=ç)"),
)
"""Where the regions of English differ (*colour*, *realise*, *travelled*, *anaemia*, *licence*), and
those of Portuguese (*perceção*)."""
_PLAIN = ("s", "", "l", "e", "s", "er", "", "")
"""What stands for each of them when two spellings are compared."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A token that may be an error."""

    start: int
    end: int
    """Code points of the text."""
    before: str
    after: str
    """The best candidate, in the case of the token."""
    features: Mapping[str, float]
    """What `model.probability` weighs."""


class Option(NamedTuple):
    """What a token may have been."""

    score: float
    """The noisy channel's, in logarithms."""
    fit: float
    """Log score between its neighbours."""
    zipf: float
    shape: str
    """The word in the case that it would have here."""
    slip: Slip


class Speller:
    """The knowledge of one language, put together."""

    def __init__(
        self,
        lexicon: Lexicon,
        dictionary: Dictionary,
        ngrams: Ngrams | None,
        channel: Mapping[str, float],
    ) -> None:
        """Put them together.

        Args:
            lexicon, dictionary, ngrams: those of the language.
            channel: log weights of the slips by kind; ``fit`` and ``frequency`` are those of a
                candidate's fit and of its frequency.
        """
        self.lexicon, self.dictionary, self.ngrams = lexicon, dictionary, ngrams
        self._channel = channel
        self._letters = frozenset(lexicon.letters)
        self._candidates = lru_cache(maxsize=1 << 13)(self._find_candidates)

    # ------------------------------------------------------------ words

    def is_word(self, token: str) -> bool:
        """Whether a dictionary has the token, as written or in lower case."""
        return self.dictionary.knows(token) or (
            not token.islower() and self.dictionary.knows(token.lower())
        )

    def edited(self, token: str) -> float:
        """How often edited text has the token, as written or in lower case."""
        if self.ngrams is None:
            return 0.0
        lower = token.lower()
        return self.ngrams.count(token) + (self.ngrams.count(lower) if lower != token else 0.0)

    def _find_candidates(self, word: str) -> tuple[tuple[Slip, float], ...]:
        """Words one slip away from a lower-case word, with their frequencies (Zipf)."""
        found = self._words(word, single(word, self.lexicon.letters))
        if not found and len(word) >= _LONG and not self.is_word(word):
            found = self._words(word, double(word))
        return found

    def _words(self, word: str, made: set[str]) -> tuple[tuple[Slip, float], ...]:
        """Those that are words, with their frequencies (Zipf)."""
        known = self.lexicon.words
        return tuple(
            (slip(word, candidate), known[candidate])
            for candidate in sorted(made & known.keys())
            if known[candidate] >= _LEAST_ZIPF and self._is_name_or_word(candidate)
        )

    def _is_name_or_word(self, word: str) -> bool:
        name = word.capitalize()
        return (
            self.dictionary.knows(word)
            or self.dictionary.knows(name)
            or (self.ngrams is not None and self.ngrams.count(name) >= _EDITED)
        )

    # ------------------------------------------------------------ suspects

    def suspects(self, words: Sequence[Token], seen: Mapping[str, int]) -> Iterator[Suspect]:
        """The suspects among the tokens of one sentence.

        Args:
            words: the tokens of the sentence.
            seen: how often each form stands in the document.
        """
        forms = [START, *(token.form for token in words), END]
        first = next((i for i, form in enumerate(forms) if form[0].isalpha()), 0)
        places = [
            (i, nonword)
            for i in range(1, len(forms) - 1)
            if (nonword := self._kind(forms, i, i == first)) is not None
        ]
        strangers = sum(nonword and forms[i].islower() for i, nonword in places)
        for i, nonword in places:
            options = self.options(forms, i, i == first, nonword)
            if not options:
                continue
            token = words[i - 1]
            features = self._features(forms, i, i == first, nonword, options)
            features["repeated"] = float(seen.get(token.form, 0) > 1)
            features["strangers"] = float(strangers - (nonword and token.form.islower()))
            after = in_case_of(token.form, options[0].slip.word)
            yield Suspect(token.start, token.end, token.form, after, features)

    def _kind(self, forms: Sequence[str], i: int, initial: bool) -> bool | None:
        """Whether the suspect at `i` is no word (true) or the wrong one; ``None``: no suspect."""
        form = forms[i]
        if (
            len(form) > _LONGEST
            or not form.isalpha()
            or (form.isupper() and 1 < len(form) < _ACRONYM)
        ):
            return None
        if not set(form.lower()) <= self._letters:
            return None
        if not self.is_word(form):
            return True if self.edited(form) < _EDITED else None
        if self.ngrams is None or not (form.islower() or initial):
            return None
        word, count = form.lower() if initial else form, self.ngrams.count
        if count(word) > _COMMON or count(forms[i - 1], word) or count(word, forms[i + 1]):
            return None
        return False

    def options(self, forms: Sequence[str], i: int, initial: bool, nonword: bool) -> list[Option]:
        """What ``forms[i]`` may have been, best first."""
        form = forms[i]
        word = form.lower()
        least = 0.0 if nonword else self.lexicon.zipf(word) + _MORE_FREQUENT
        found = []
        for made, zipf in self._candidates(word):
            if zipf < least or _plain(made.word) == _plain(word):
                continue  # the other side of the Atlantic
            shape = made.word.capitalize() if form[0].isupper() and not initial else made.word
            fit = self._fit(forms, i, shape, zipf)
            found.append(Option(self.score(made, fit, zipf), fit, zipf, shape, made))
        found.sort(key=lambda option: (-option.score, option.shape))
        return found

    def score(self, made: Slip, fit: float, zipf: float) -> float:
        """The noisy channel's log score of a candidate."""
        weight = self._channel
        return (
            weight[made.kind]
            + weight["fit"] * fit
            + weight["frequency"] * zipf
            + (0.0 if made.likely else weight["unlikely"])
            + (weight["first"] if made.at == 0 else 0.0)
        )

    def _features(
        self, forms: Sequence[str], i: int, initial: bool, nonword: bool, options: list[Option]
    ) -> dict[str, float]:
        """What speaks for and against the best of the options."""
        form, best = forms[i], options[0]
        word, made = form.lower(), best.slip
        zipf = self.lexicon.zipf(word)
        own = self._fit(forms, i, word if initial else form, zipf)
        features = {
            "nonword": float(nonword),
            "edited": log(1 + self.edited(form)),
            "zipf": zipf,
            "candidate_zipf": best.zipf,
            "gain": min(best.fit - own, 30.0),
            "margin": min(best.score - options[1].score, 12.0) if len(options) > 1 else 12.0,
            "rivals": float(min(len(options), 10)),
            "kind": float(KINDS.index(made.kind)),
            "likely": float(made.likely),
            "first_letter": float(made.at == 0),
            "last_letter": float(made.at >= len(word) - 1),
            "final_s": float(made.word + "s" == word or word + "s" == made.word),
            "length": float(min(len(word), 12)),
            "capital": float(form[0].isupper() and not initial),
            "initial": float(initial),
            "compound": float(nonword and self._is_compound(word)),
            "foreign": float(word in all_function_words()),
            "hyphen": float("-" in (forms[i - 1], forms[i + 1])),
        }
        if self.ngrams is not None:
            count, before, after = self.ngrams.count, forms[i - 1], forms[i + 1]
            before2, after2 = forms[max(i - 2, 0)], forms[min(i + 2, len(forms) - 1)]
            features |= {
                "left": log(1 + count(before, best.shape)),
                "right": log(1 + count(best.shape, after)),
                "both": log(1 + count(before, best.shape, after)),
                "left2": log(1 + count(before2, before, best.shape)),
                "right2": log(1 + count(best.shape, after, after2)),
                "candidate_edited": log(1 + count(best.shape)),
            }
        return features

    def _fit(self, forms: Sequence[str], i: int, word: str, zipf: float) -> float:
        """Log score of a word between its neighbours; by frequency alone without n-grams."""
        if self.ngrams is None:
            return log(10) * (zipf - 9)
        if not self.ngrams.count(word) and self.ngrams.count(word.lower()):
            word = word.lower()
        first = max(i - 2, 0)
        return self.ngrams.fit(
            [*forms[first:i], word, *forms[i + 1 : i + 3]], i - first, i - first + 1
        )

    def _is_compound(self, word: str) -> bool:
        """Whether the word is two frequent words written as one."""
        return any(
            self.lexicon.zipf(word[:i]) > _FREQUENT
            and self.lexicon.zipf(word[i:]) > _FREQUENT
            and self.dictionary.knows(word[:i])
            and self.dictionary.knows(word[i:])
            for i in range(3, len(word) - 2)
        )


def in_case_of(token: str, word: str) -> str:
    """`word` with the capitals of `token`."""
    if token.isupper() and len(token) > 1:
        return word.upper()
    return word[0].upper() + word[1:] if token[0].isupper() else word


def _plain(word: str) -> str:
    """The word with the differences between regions removed."""
    for pattern, plain in zip(_REGIONAL, _PLAIN, strict=True):
        word = pattern.sub(plain, word)
    return word
