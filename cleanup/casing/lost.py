"""Which sentences of a document have lost their capitals, rather than never had any.

A sentence is one without a single capital that ends as sentences do, is long enough and reads like
prose. Captions, list items, code and chat lines fail one of these. Looking for them costs next to
nothing in a text that has its capitals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleanup.context.ngrams import START, ngrams, tokens
from cleanup.document import Block, Document, Kind, Sentence
from cleanup.punctuation.closed import openers
from cleanup.segment import ends_in_ordinal, ends_sentence
from cleanup.words import function_words

_FEWEST_WORDS, _TITLE_WORDS = 5, 3
LONG = 16
"""Words from which a sentence is seldom a mere rest."""
_LEAST_GAIN = -1.0
"""Natural logarithm of how much likelier two words are at a beginning, at least."""
_FREQUENT = 0.08
"""Share of very frequent words that prose has at least."""
_PROSE = re.compile(r"[(\"'“‘«„]*[^\W\d_]+(?:[-'’.][^\W\d_]+)*[)\"'”’».,;:!?…]*|\W*\d[\d.,:%\W]*")
"""A word or figure with the marks that stand beside it in prose."""
_LEAST_PROSE = 0.85


class Lost(NamedTuple):
    """A sentence without capitals."""

    start: int
    end: int
    opens: bool
    """Its first letter is to be a capital too."""
    alone: bool
    """Elsewhere the document has its capitals."""


def lost(document: Document) -> Iterator[Lost]:
    """The sentences that may have lost their capitals, in text order.

    Where all of the document has, the headline over it is one too.
    """
    found = [
        (sentences, at)
        for sentences in document.sentences
        for at, sentence in enumerate(sentences)
        if _prose(document, sentence.start, sentence.end).islower()
        and _is_sentence(document, sentence)
    ]
    if not found:
        return
    prose = _prose(document, 0, len(document.text))
    everything = prose == prose.lower()
    if everything and (title := _title(document)):
        yield Lost(title.start, title.end, opens=True, alone=False)
    for sentences, at in found:
        sentence = sentences[at]
        opens = sentence.block.kind is not Kind.LIST_ITEM and (
            at == 0
            or (
                _ends(document, before := sentences[at - 1])
                and not ends_in_ordinal(document.text, before.start, before.end, document.language)
            )
        )
        if opens or everything:  # else it may be the rest of one that was cut
            yield Lost(sentence.start, sentence.end, opens, not everything)


def begins_like_one(document: Document, place: Lost) -> bool:
    """Whether a sentence begins as sentences do, rather than being the rest of one that was cut.

    Only long ones can be told. English ones by how much likelier their first two words are at a
    beginning than elsewhere, others by a list of words; models/casing.md has figures.
    """
    base, words = document.language.base, _words(document, place)
    if not is_long(document, place) or not words[0][0].isalpha():
        return False
    counts = ngrams(base)
    if counts is None:
        return words[0] in openers(base)
    one, two, *_ = words
    gain = counts.score(one, START) - counts.score(one)
    return gain + counts.score(two, START, one) - counts.score(two, one) > _LEAST_GAIN


def is_long(document: Document, place: Lost) -> bool:
    """Whether a sentence is long enough to tell how it begins."""
    return sum(word[0].isalnum() for word in _words(document, place)) >= LONG


def _words(document: Document, place: Lost) -> list[str]:
    return [token.form.lower() for token in tokens(document.text[place.start : place.end])]


def _prose(document: Document, start: int, end: int) -> str:
    """A stretch of the text without addresses, code and tags."""
    parts = []
    for shield in document.shields.within(start, end):
        parts.append(document.text[start : shield.start])
        start = shield.end
    return "".join((*parts, document.text[start:end]))


def _ends(document: Document, sentence: Sentence) -> bool:
    return ends_sentence(document.text, sentence.start, sentence.end, document.language)


def _is_sentence(document: Document, sentence: Sentence) -> bool:
    """Whether a stretch is a full sentence of prose in the document's language."""
    words = document.text[sentence.start : sentence.end].split()
    if len(words) < _FEWEST_WORDS or not _ends(document, sentence):
        return False
    if sum(_PROSE.fullmatch(word) is not None for word in words) < _LEAST_PROSE * len(words):
        return False
    frequent = function_words(document.language.base)
    found = sum(word.strip("\"'“”‘’«»„().,;:!?") in frequent for word in words)
    return not frequent or found >= _FREQUENT * len(words)


def _title(document: Document) -> Block | None:
    """The headline over other blocks."""
    block, *others = document.blocks
    words = document.text[block.start : block.end].split()
    return block if block.kind is Kind.HEADLINE and others and len(words) >= _TITLE_WORDS else None
