"""Text that has lost its capitals."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.casing.lost import LONG, Lost, begins_like_one, lost
from cleanup.casing.restore import caser
from cleanup.casing.variants import Word, capitalised
from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_SURE, _SURE_SHORT = 0.8, 0.95
"""Probability from which a word shows that capitals were lost, in a long sentence and a short one,
which may be a fragment."""
_UNKNOWN = 0.5
"""Factor of what is missing to certainty for a word that is in no table: it may be a slip, or left
in another language."""
_SHOWN = 2
"""Such words that a sentence needs where the rest of the document has its capitals."""
_EVEN = 0.5
"""Probability from which a capital is put in: where all are lost, a small letter is as much of a
guess."""
_OPENING = "\"'“‘«„‹([¿¡—–- "
"""What may stand before the first word of a sentence."""


@rule(
    "lost-capitals",
    stage="names",
    safety=Safety.SAFE,
    message="The text has lost its capitals; this word is written with one.",
    fix=[
        Fix(
            "on tuesday, the british embassy in lagos invited dr. okafor to london.",
            "On Tuesday, the British embassy in Lagos invited Dr. Okafor to London.",
        ),
        Fix(
            "i think that the u.s. and nato will meet in may, she said.",
            "I think that the U.S. and NATO will meet in May, she said.",
        ),
    ],
    keep=[
        Keep("i walk\nthrough the rain in paris\nand the rain\nwalks through me"),
        Keep("Items needed:\n- a map of london\n- a lamp from paris\n"),
        Keep("for k in range(10): print(k, end='') # as john does it in python."),
        Keep("ok see you in paris lol"),
        Keep("the talks failed again, and nobody knows when they will go on."),
        Keep("The iPhone and the adidas shoes were sold out by noon."),
        Keep("NASA SAYS THE PROBE FROM HOUSTON HAS LANDED ON THE MOON."),
    ],
)
def lost_capitals(document: Document) -> Iterator[Found]:
    """Puts the capitals back into sentences that have lost all of them.

    Some translation systems write everything small. Only sentences without a single capital are
    looked at, and only where some word surely has one: *london*, *i*. Poems, captions, lists, chat
    and code stay. In English the likeliest form of each word is found in its context; in other
    languages a dictionary says which words are only known with a capital.

    Source: Lita, Ittycheriah, Roukos and Kambhatla, tRuEcasIng (ACL 2003); models/casing.md.
    """
    places = list(lost(document))
    restored = caser(document.language.base) if places else None
    if restored is None:
        return
    text = document.text
    found = [(place, restored(text, place.start, place.end)) for place in places]
    shown = sum(_shown(words, text) for _, words in found)
    for place, words in found:
        level = _level(document, place, shown if not place.alone else _shown(words, text))
        if level is Safety.ASK:
            continue
        for word in words:
            before = text[word.start : word.end]
            form = word.form if word.capital >= _EVEN else before
            sure = round(word.capital, 3) if form != before else None
            if place.opens and not text[place.start : word.start].strip(_OPENING):
                form = capitalised(form, document.language.base)
            if not document.shields.touching(word.start, word.end):
                yield Found(word.start, word.end, form, safety=level, confidence=sure)


def _shown(words: list[Word], text: str) -> int:
    """How many words of a sentence, but for the first, show that capitals were lost."""
    doubt = 1 - (_SURE if len(words) >= LONG else _SURE_SHORT)
    return sum(
        1 - word.capital <= (doubt if word.known else doubt * _UNKNOWN)
        and word.form != text[word.start : word.end]
        for word in words[1:]
    )


def _level(document: Document, place: Lost, shown: int) -> Safety:
    """How far a sentence may be restored; ``ask`` for not at all.

    Args:
        document: what it stands in.
        place: the sentence.
        shown: how many words show that capitals were lost.
    """
    if place.alone:
        return Safety.SAFE if shown >= _SHOWN else Safety.LIKELY if shown else Safety.ASK
    return Safety.SAFE if shown or begins_like_one(document, place) else Safety.ASK
