"""Small word lists by language: the most frequent words, and abbreviations.

``models/function_words.tsv`` is drawn from wordfreq, ``models/abbreviations.tsv`` from Moses,
pySBD and CLDR; their headers name the licences.
"""

from __future__ import annotations

from functools import cache

from cleanup.resources import data_path


@cache
def _rows(name: str) -> dict[str, str]:
    lines = data_path(name).read_text("utf-8").splitlines()
    rows = (line.partition("\t") for line in lines if not line.startswith("#"))
    return {tag: words for tag, _, words in rows}


@cache
def function_words(base: str, most: int = 150) -> frozenset[str]:
    """The `most` frequent words (at most 150, casefolded) of a language; empty if unknown."""
    return frozenset(_rows("function_words.tsv").get(base, "").split(" ")[:most]) - {""}


@cache
def all_function_words() -> frozenset[str]:
    """The most frequent words of all languages together: what a word may be in another one."""
    return frozenset().union(*(row.split(" ") for row in _rows("function_words.tsv").values()))


@cache
def _abbreviations(base: str) -> frozenset[str]:
    return frozenset(_rows("abbreviations.tsv").get(base, "").split(" ")) - {""}


def is_abbreviation(word: str, base: str) -> bool:
    """Whether a dot after `word` may belong to it rather than end a sentence.

    Single letters and words with inner dots (``z.B``, ``e.g``) always may.
    """
    return len(word) < 2 or "." in word or word.casefold() in _abbreviations(base)
