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
from cleanup.names.compiled import Hit
from cleanup.names.folding import fold
from cleanup.names.ordinary import is_ordinary
from cleanup.registry import Fix, Found, Keep, rule
from cleanup.resources import data_path

_WORD = re.compile(r"(?<![\w@#.'’/_-])[a-z]{4,}(?![\w@/_'’-]|\.\w)")
_SHORT = 3
"""Letters below which a word is no proof."""
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
    fix=[
        Fix("The korean minister met nepali farmers.", "The Korean minister met Nepali farmers."),
        Fix("It was signed in kuwait in april.", "It was signed in Kuwait in April."),
        Fix("A letter from mandela was read.", "A letter from Mandela was read."),
        Fix("Dann sprach angela merkel lange.", "Dann sprach Angela Merkel lange.", "de"),
        Fix("Ayer llegó pablo iglesias a Lima.", "Ayer llegó Pablo Iglesias a Lima.", "es"),
    ],
    keep=[
        Keep("They may march to the polish shop with a turkey and a china cup."),
        Keep("The will of the president and the state of the republic are known."),
        Keep("see you in london on friday"),
        Keep("Write to @mandela or see www.korean.example.org/nepali for more."),
        Keep("As he was wont to do, he tarried by the mere."),
        Keep("Va ser la victòria que el país esperava.", "ca"),
        Keep("He wears adidas and drives a diesel to the bistro."),
    ],
)
def lower_case_name(document: Document) -> Iterator[Found]:
    """Capitalises names of countries, peoples, languages, months and days, and known surnames.

    Weak systems leave names small inside a sentence that has its capitals otherwise. In every
    language, persons of the gazetteer are mended whose names have several words, one of them no
    ordinary one. In English, words too that it hardly ever writes small: lists of Unicode CLDR
    (``models/nations.en.txt``), and forms counted in a large vocabulary (``models/casing.md``). In
    MLQE-PE train (into English) that moved 169 words towards the human post-edit and 23 away.
    """
    text, taken = document.text, set()
    for hit in _listed(document):
        right = text[hit.start : hit.end].split(" ")
        for at, (small, form) in enumerate(
            zip(right, hit.entry.form(document.lang).split(" "), strict=True)
        ):
            start = hit.start + sum(map(len, right[:at])) + at
            taken.add(start)
            if form[:1].isupper() and fold(form[:1]) == fold(small[:1]):
                yield Found(start, start + 1, small[0].upper())
    if document.language.base != "en":
        return
    for block in document.blocks:
        if text[block.start : block.end].islower():
            continue  # lost its capitals altogether, or has none by style
        for match in _WORD.finditer(text, block.start, block.end):
            start = match.start()
            if start not in taken and is_name(match[0]):
                yield Found(start, start + 1, text[start].upper())


def _listed(document: Document) -> Iterator[Hit]:
    """Persons of the gazetteer without capitals, with a word in them that is no ordinary one."""
    base = document.language.base
    for hit in document.gazetteer.small(document.text, base) if document.gazetteer else ():
        block = document.block_at(hit.start)
        words = document.text[hit.start : hit.end].split(" ")
        if hit.entry.kind != "person" or hit.entry.policy != "safe":
            continue
        if len(words) != len(hit.entry.form(document.lang).split(" ")):
            continue  # another form, of which nobody says how it is written
        if block is None or document.text[block.start : block.end].islower():
            continue
        if not all(is_ordinary(fold(word), base) or len(word) < _SHORT for word in words):
            yield hit
