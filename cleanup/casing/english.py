"""English sentences that have lost their capitals, restored word by word.

A first path through the variants by n-gram counts (`path`), then a conditional random field with
what dictionary, counts, shapes and neighbours say (`features`, `crf`). Its labels: ``l`` lower
case, ``k`` the same inside or behind a name (*of*, full stops), ``C`` capitalised in the usual way
of the word (*London*, *iPhone*), ``U`` capitals only.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache

from cleanup.casing.crf import Crf
from cleanup.casing.features import LINKING, Features, usual
from cleanup.casing.path import likeliest
from cleanup.casing.variants import Variants, Word
from cleanup.context.dictionary import Dictionary, paths
from cleanup.context.ngrams import Token, ngrams, tokens
from cleanup.context.packed import Packed
from cleanup.resources import data_path

LOWER, INSIDE, CAPITAL, UPPER = LABELS = ("l", "k", "C", "U")


class English:
    """The trained model with its tables."""

    def __init__(self, variants: Variants, model: Crf) -> None:
        self._variants, self._model = variants, model

    def restore(self, text: str, start: int, end: int) -> list[Word]:
        """The words of the sentence ``text[start:end]``, which is lower-case, in their right case.

        The first word is not yet capitalised for being the first; sentences may also begin with
        *iPhone*.
        """
        found = [
            Token(token.start + start, token.end + start, token.form.lower())
            for token in tokens(text[start:end])
        ]
        likely = likeliest([token.form for token in found], self._variants)
        labels, chances = self._model.label(Features(text, found, likely, self._variants).places())
        words = []
        for token, label, first, chance in zip(found, labels, likely, chances, strict=True):
            if len(self._variants.of(token.form)) > 1:
                capital = chance[CAPITAL] + chance[UPPER]
                form = form_of(token.form, label, first, self._variants)
                known = self._variants.known(token.form)
                words.append(Word(token.start, token.end, form, capital, known))
        return words


def form_of(word: str, label: str, likely: str, variants: Variants) -> str:
    """A word as its label says."""
    if label in (LOWER, INSIDE) and word != "i":
        return word
    upper = word.upper()
    if len(word) == 1:
        return upper
    if label == UPPER:
        plural = upper[:-1] + "s"  # DVDs
        return plural if len(word) > 2 and plural in variants.of(word) else upper
    return likely if likely not in (word, upper) else usual(word, variants)


def labels_of(forms: Sequence[str]) -> list[str]:
    """The labels of a sentence in its right case."""
    found, last = [], LOWER
    for form in forms:
        word = form.lower()
        if form == word or not form[0].isalpha():
            last = INSIDE if last != LOWER and word in LINKING else LOWER
        else:
            plural = len(form) > 2 and form[:-1].isupper() and form[-1] == "s"
            last = UPPER if plural or (len(form) > 1 and form.isupper()) else CAPITAL
        found.append(last)
    return found


@cache
def english() -> English | None:
    """The shipped model; ``None`` where the dictionary that it asks is not installed."""
    words, counts = dictionary(), ngrams("en")
    if words is None or counts is None:
        return None
    data = json.loads(data_path("casing.en.json").read_text("utf-8"))
    variants = Variants(
        counts, Packed(data_path("casing.en.bin")), mixed(data["mixed"]), words.knows
    )
    return English(variants, Crf(data["labels"], data["transitions"], data["weights"]))


def mixed(forms: str) -> dict[str, str]:
    """Words with capitals inside, by their lower case."""
    return {form.lower(): form for form in forms.split(" ")}


@cache
def dictionary() -> Dictionary | None:
    """The one dictionary that the model was trained with, whatever else is installed."""
    found = paths("en")
    american = next((path for path in found if path.stem == "en_US"), None)
    return Dictionary((american,)) if american else None
