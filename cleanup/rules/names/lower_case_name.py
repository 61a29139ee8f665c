"""Names written small in a text that has its capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from cleanup.context.dictionary import dictionary
from cleanup.context.ngrams import ngrams
from cleanup.context.packed import Packed
from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.names.capitals import nations
from cleanup.registry import Fix, Found, Keep, rule
from cleanup.resources import data_path

_WORD = re.compile(r"(?<![\w@#.'’/_-])[a-z]{4,}(?![\w@/_'’-]|\.\w)")
_FREQUENT, _SMALL = 10.0, 0.05
"""How often a form with a capital must be listed at least, and how often the small one at most for
each of those."""


@cache
def _forms() -> Packed:
    return Packed(data_path("casing.en.bin"))


@lru_cache(maxsize=1 << 16)
def is_name(word: str) -> bool:
    """Whether a word in lower case is only known with a capital in English."""
    if word in nations():
        return True
    known = dictionary("en")
    if known is not None and known.knows(word):
        return False
    capital = _forms().get(word.capitalize())
    if capital < _FREQUENT or _forms().get(word) > _SMALL * capital:
        return False
    counts = ngrams("en")
    return counts is not None and not counts.count(word) and _forms().get(word.upper()) < capital


@rule(
    "lower-case-name",
    stage="names",
    safety=Safety.SAFE,
    message="A name begins with a capital.",
    languages=["en"],
    fix=[
        Fix("The korean minister met nepali farmers.", "The Korean minister met Nepali farmers."),
        Fix("It was signed in kuwait in april.", "It was signed in Kuwait in April."),
        Fix("A letter from mandela was read.", "A letter from Mandela was read."),
    ],
    keep=[
        Keep("They may march to the polish shop with a turkey and a china cup."),
        Keep("The will of the president and the state of the republic are known."),
        Keep("see you in london on friday"),
        Keep("Write to @mandela or see www.korean.example.org/nepali for more."),
        Keep("As he was wont to do, he tarried by the mere."),
        Keep("He wears adidas and drives a diesel to the bistro."),
    ],
)
def lower_case_name(document: Document) -> Iterator[Found]:
    """Capitalises names of countries, peoples, languages, months and days, and known surnames.

    Weak systems leave names small inside a sentence that has its capitals otherwise. Only words
    that English hardly ever writes small are touched: lists of Unicode CLDR (``models/
    nations.en.txt``), and forms counted in a large vocabulary (``models/casing.md``). In MLQE-PE
    train (into English) that moved 169 words towards the human post-edit and 23 away.
    """
    text = document.text
    for block in document.blocks:
        if text[block.start : block.end].islower():
            continue  # lost its capitals altogether, or has none by style
        for match in _WORD.finditer(text, block.start, block.end):
            if is_name(match[0]):
                start = match.start()
                yield Found(start, start + 1, text[start].upper())
