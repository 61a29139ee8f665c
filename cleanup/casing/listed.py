"""Sentences that have lost their capitals, restored by a dictionary of the language.

Where no counts of a language are at hand, its Hunspell dictionary still tells three sorts of words
apart: those that it has in lower case, those that it only has with a capital (*Paris*, and the
nouns of German), and those that it does not have, which mostly are names. How often each sort has a
capital was counted in 15 languages of NTREX (``scripts/measure_casing.py languages``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from cleanup.casing.variants import Word, capitalised
from cleanup.context.dictionary import Dictionary
from cleanup.resources import data_path
from cleanup.segment import WORD_CHARACTER
from cleanup.words import function_words

_WORD = re.compile(rf"[{WORD_CHARACTER}]+")
_ELISION = re.compile(r"(?:[cdjlmnst]|qu|un|(?:d|n|s)?all|dell|dall|nell|sull|coll|quell)['’]")
"""What is written before a word that begins with a vowel: French, Italian, Catalan."""

CAPITAL, ACRONYM, COUNTRY = "capital", "acronym", "country"
NEAR, ALONE, LONG = "near a name", "alone", "long"
SHARE = {
    CAPITAL: 0.99,
    ACRONYM: 0.96,
    COUNTRY: 0.99,
    NEAR: 0.98,
    ALONE: 0.92,
    LONG: 0.77,
    "": 0.04,
}
"""Share of the words of each sort that have a capital."""
_KNOWN = frozenset({CAPITAL, ACRONYM, COUNTRY})
LEAST = 0.85
"""Share from which a sort is written with a capital."""
_TOLD_ALONE = frozenset("cs da de es fr it nl pl pt ro ru sv".split())
"""Languages in which unknown words that stand alone are names often enough."""
_APOSTROPHES = ("'", "’")
_SHORTEST, _LONGEST = 4, 8
"""Letters of an unknown word that may be a name; longer ones are as often compounds."""


class Sorted(NamedTuple):
    """A word, how it would be written with its capital, and the sort it is of."""

    start: int
    end: int
    form: str
    sort: str
    """``""`` for a word that stays in lower case."""


def restore(text: str, start: int, end: int, *, base: str, words: Dictionary) -> list[Word]:
    """The words of the sentence ``text[start:end]``, which is lower-case, in their right case."""
    return [
        Word(
            found.start,
            found.end,
            found.form if SHARE[found.sort] >= LEAST else text[found.start : found.end],
            SHARE[found.sort],
            found.sort in _KNOWN,
        )
        for found in sort(text, start, end, base, words)
    ]


def sort(text: str, start: int, end: int, base: str, words: Dictionary) -> Iterator[Sorted]:
    """The words of a lower-case sentence with their sorts; elided articles are passed over."""
    spans = [
        match.span()
        for match in _WORD.finditer(text, start, end)
        if not _ELISION.fullmatch(text[match.start() : match.end() + 1])
    ]
    entries = [_entry(text[s:e], base, words) for s, e in spans]
    country, reach = "", 0
    for at, (first, last) in enumerate(spans):
        if first >= reach:
            country = _country(text, first, end, base)
            begins, reach = first, first + len(country)
        if first < reach:
            form = country[first - begins : last - begins]
            yield Sorted(first, last, form, COUNTRY if form != text[first:last] else "")
            continue
        word, found = text[first:last], entries[at]
        if found == _UNKNOWN:
            beside = (
                at > 0 and text[spans[at - 1][1] : first].isspace() and entries[at - 1] in _NAMES
            ) or (
                at + 1 < len(spans)
                and text[last : spans[at + 1][0]].isspace()
                and entries[at + 1] in _NAMES
            )
            found = _unknown(text, first, last, base, beside=beside)
        form = word.upper() if found == ACRONYM else capitalised(word, base)
        yield Sorted(first, last, form, found)


_UNKNOWN = "unknown"
_NAMES = frozenset({_UNKNOWN, CAPITAL, ACRONYM})


def _entry(word: str, base: str, words: Dictionary) -> str:
    """What the dictionary says of a word."""
    foreign = base != "en" and word in function_words("en")  # of a title: "The Guardian"
    if not word.isalpha() or foreign or words.knows(word):
        return ""
    if words.knows(capitalised(word, base)):
        return CAPITAL
    return ACRONYM if len(word) > 1 and words.knows(word.upper()) else _UNKNOWN


def _country(text: str, start: int, end: int, base: str) -> str:
    """The name of a country or continent that begins here, in its right case; ``""`` if none."""
    word = _WORD.match(text, start)
    for name in _countries(base).get(word[0] if word else "", ()):
        stop = start + len(name)
        if stop <= end and text[start:stop] == name.lower() and not _WORD.match(text, stop):
            return name
    return ""


@cache
def _countries(base: str) -> dict[str, list[str]]:
    """Names of countries and continents by their first words, longer ones first."""
    found: dict[str, list[str]] = {}
    for line in data_path("casing.names.tsv").read_text("utf-8").splitlines():
        tag, _, names = line.partition("\t")
        if tag == base:
            for name in sorted(names.split(";"), key=len, reverse=True):
                first = _WORD.match(name)
                if first:
                    found.setdefault(first[0].lower(), []).append(name)
    return found


def _unknown(text: str, start: int, end: int, base: str, *, beside: bool) -> str:
    """The sort of a word that the dictionary does not have."""
    length = end - start
    before, behind = text[max(start - 1, 0) : start], text[end : end + 1]
    if base == "tr" and behind in _APOSTROPHES:
        return NEAR  # Turkish sets the endings of names off
    if before in _APOSTROPHES and _ELISION.search(text[max(start - 7, 0) : start]):
        before = ""
    if length < _SHORTEST or (before + behind).strip("-'’_@/0123456789") != before + behind:
        return ""
    if beside:
        return NEAR
    return ALONE if length <= _LONGEST and base in _TOLD_ALONE else LONG
