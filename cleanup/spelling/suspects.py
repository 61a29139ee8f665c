"""Tokens that may be misspelt, each with its best candidate and what speaks for and against it.

A token is suspect when no dictionary has it and edited text does not use it, or when it is a word
but stands where such text never has it and a slip makes it one that fits. Candidates are ranked
by a noisy channel (Kernighan, Church and Gale, A Spelling Correction Program Based on a Noisy
Channel Model, COLING 1990): how well the candidate fits its neighbours, and how common the slip.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from cleanup.context.dictionary import Dictionary
from cleanup.context.lexicon import Lexicon
from cleanup.context.ngrams import END, START, Ngrams, Token
from cleanup.spelling.candidates import Slip, double_slips, slips

_CHANNEL = {
    "swapped": 0.0,
    "lost": -0.5,
    "added": -0.5,
    "moved": -1.5,
    "exchanged": -2.0,
    "double": -3.0,
}
"""Log weight of a slip, relative to the commonest."""
_UNLIKELY, _FIRST = -1.0, -2.0
"""Log weight when the letters are not known to be mixed up, and when it is the first letter."""
_EDITED = 3
"""A form seen this often in edited text is no error for want of a dictionary entry."""
_LEAST_ZIPF = 2.0
"""Rarer words are no candidates."""
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
)
"""Where the regions of English differ (*colour*, *realise*, *travelled*, *anaemia*, *licence*)."""
_PLAIN = ("s", "", "l", "e", "s", "er", "")
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


class Speller:
    """The knowledge of one language, put together."""

    def __init__(self, lexicon: Lexicon, dictionary: Dictionary, ngrams: Ngrams | None) -> None:
        self.lexicon, self.dictionary, self.ngrams = lexicon, dictionary, ngrams
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
        found = self._words(slips(word, self.lexicon.letters))
        if not found and len(word) >= _LONG and not self.is_word(word):
            found = self._words(double_slips(word))
        return found

    def _words(self, made: Iterable[Slip]) -> tuple[tuple[Slip, float], ...]:
        """Those that are words, each once, with their frequencies (Zipf)."""
        best: dict[str, tuple[Slip, float]] = {}
        for slip in made:
            known = best.get(slip.word)
            if known is None:
                zipf = self.lexicon.zipf(slip.word)
                if zipf >= _LEAST_ZIPF and self._is_name_or_word(slip.word):
                    best[slip.word] = slip, zipf
            elif channel(slip) > channel(known[0]):
                best[slip.word] = slip, known[1]
        return tuple(best.values())

    def _is_name_or_word(self, word: str) -> bool:
        return self.dictionary.knows(word) or self.dictionary.knows(word.capitalize())

    # ------------------------------------------------------------ suspects

    def suspects(self, words: Sequence[Token], seen: Counter[str]) -> Iterator[Suspect]:
        """The suspects among the tokens of one sentence.

        Args:
            words: the tokens of the sentence.
            seen: how often each form stands in the document.
        """
        forms = [START, *(token.form for token in words), END]
        first = next((i for i, form in enumerate(forms) if form[0].isalpha()), 0)
        for i, token in enumerate(words, 1):
            form = token.form
            if not form.isalpha() or (form.isupper() and len(form) < 6):
                continue
            nonword = not self.is_word(form)
            edited = self.edited(form)
            if nonword and edited >= _EDITED:
                continue
            if not nonword and (self.ngrams is None or self._fits(forms, i, i == first, edited)):
                continue
            found = self._judge(forms, i, i == first, nonword, edited)
            if found is not None:
                after, features = found
                features["repeated"] = float(seen[form] > 1)
                yield Suspect(token.start, token.end, form, after, features)

    def _fits(self, forms: list[str], i: int, initial: bool, edited: float) -> bool:
        """Whether a real word is above suspicion where it stands."""
        assert self.ngrams is not None
        form, count = forms[i], self.ngrams.count
        if edited > 30_000 or (not form.islower() and not initial):
            return True
        word = form.lower() if initial else form
        return bool(count(forms[i - 1], word) or count(word, forms[i + 1]))

    def _judge(
        self, forms: list[str], i: int, initial: bool, nonword: bool, edited: float
    ) -> tuple[str, dict[str, float]] | None:
        """The best candidate and the features, if there is a candidate at all."""
        form = forms[i]
        word = form.lower()
        zipf = self.lexicon.zipf(word)
        ranked = []
        for slip, its_zipf in self._candidates(word):
            if not nonword and its_zipf < zipf + 0.5:
                continue
            if nonword and _plain(slip.word) == _plain(word):
                continue  # the other side of the Atlantic
            shape = self._cased(slip.word, form, initial)
            fit = self._fit(forms, i, shape, its_zipf)
            ranked.append((fit + channel(slip), fit, slip, its_zipf, shape))
        if not ranked:
            return None
        ranked.sort(key=lambda row: (-row[0], row[2].word))
        score, fit, slip, its_zipf, shape = ranked[0]
        second = ranked[1][0] if len(ranked) > 1 else score - 12
        own = self._fit(forms, i, form.lower() if initial else form, zipf)
        features = {
            "nonword": float(nonword),
            "edited": log(1 + edited),
            "zipf": zipf,
            "candidate_zipf": its_zipf,
            "gain": min(fit - own, 30.0),
            "margin": min(score - second, 12.0),
            "swapped": float(slip.kind == "swapped"),
            "lost": float(slip.kind == "lost"),
            "added": float(slip.kind == "added"),
            "likely": float(slip.likely),
            "first_letter": float(slip.at == 0),
            "last_letter": float(slip.at >= len(word) - 1),
            "final_s": float(slip.word + "s" == word or word + "s" == slip.word),
            "length": float(min(len(word), 12)),
            "capital": float(form[0].isupper() and not initial),
            "initial": float(initial),
            "compound": float(nonword and self._is_compound(word)),
            "rivals": float(min(len(ranked), 10)),
        }
        if self.ngrams is not None:
            count = self.ngrams.count
            left, right = count(forms[i - 1], shape), count(shape, forms[i + 1])
            features |= {
                "left": log(1 + left),
                "right": log(1 + right),
                "both": log(1 + count(forms[i - 1], shape, forms[i + 1])),
                "candidate_edited": log(1 + count(shape)),
            }
        after = slip.word
        if form.isupper():
            after = after.upper()
        elif form[0].isupper():
            after = after[0].upper() + after[1:]
        return after, features

    def _cased(self, candidate: str, form: str, initial: bool) -> str:
        """The candidate in the case that text would have it in at this place."""
        if form[0].isupper() and not initial:
            return candidate.capitalize()
        return candidate

    def _fit(self, forms: list[str], i: int, word: str, zipf: float) -> float:
        """Log score of a word between its neighbours; by frequency alone without n-grams."""
        prior = log(10) * (zipf - 9)
        if self.ngrams is None:
            return prior
        if not self.ngrams.count(word):
            lower = word.lower()
            word = lower if self.ngrams.count(lower) else word
        trial = [*forms[max(i - 2, 0) : i], word, *forms[i + 1 : i + 3]]
        at = min(i, 2)
        return self.ngrams.fit(trial, at, at + 1)

    def _is_compound(self, word: str) -> bool:
        """Whether the word is two known words written as one."""
        return any(
            self.lexicon.zipf(word[:i]) > 3
            and self.lexicon.zipf(word[i:]) > 3
            and self.dictionary.knows(word[:i])
            and self.dictionary.knows(word[i:])
            for i in range(3, len(word) - 2)
        )


def _plain(word: str) -> str:
    """The word with the differences between regions removed."""
    for pattern, plain in zip(_REGIONAL, _PLAIN, strict=True):
        word = pattern.sub(plain, word)
    return word


def channel(slip: Slip) -> float:
    """Log weight of a slip of the fingers."""
    return (
        _CHANNEL[slip.kind]
        + (0.0 if slip.likely else _UNLIKELY)
        + (_FIRST if slip.at == 0 else 0.0)
    )
