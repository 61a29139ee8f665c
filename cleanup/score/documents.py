"""Clean articles, composed from sentences that people wrote or translated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import NamedTuple

from cleanup.language import language


class Sentence(NamedTuple):
    """A sentence of a composed article; `start` and `end` are code points of its text."""

    number: int
    start: int
    end: int
    paragraph: int
    first: bool
    """It begins its paragraph."""
    last: bool
    """It ends its paragraph."""


@dataclass(frozen=True)
class Article:
    """A clean article: its text, its sentences, and the span of every paragraph."""

    id: str
    lang: str
    text: str
    sentences: tuple[Sentence, ...]
    paragraphs: tuple[tuple[int, int], ...]

    @property
    def base(self) -> str:
        """The language without region or script."""
        return self.lang.partition("-")[0]

    @property
    def spaceless(self) -> bool:
        """Whether the language is written without spaces between words."""
        return language(self.lang).spaceless


def compose(id: str, lang: str, sentences: Sequence[str], seed: int) -> Article:
    """An article whose paragraphs are the same in every language.

    The first sentence is a headline on a line of its own, the others follow in paragraphs of one
    to four; the sentences themselves stay as they are.
    """
    rng = Random(f"paragraphs:{seed}:{id}")
    groups, rest = [list(sentences[:1])], list(sentences[1:])
    while rest:
        size = rng.randint(1, 4)
        groups.append(rest[:size])
        rest = rest[size:]
    glue = "" if language(lang).spaceless else " "
    text = ""
    spans: list[Sentence] = []
    paragraphs: list[tuple[int, int]] = []
    for number, group in enumerate(groups):
        text += "\n\n" if number else ""
        begin = len(text)
        for place, sentence in enumerate(group):
            text += glue if place else ""
            where = len(text), len(text) + len(sentence)
            spans.append(Sentence(len(spans), *where, number, place == 0, place == len(group) - 1))
            text += sentence
        paragraphs.append((begin, len(text)))
    return Article(id, lang, text + "\n", tuple(spans), tuple(paragraphs))


def count_words(text: str, lang: str) -> int:
    """Words of a text: what white space parts, or half the letters where none is written."""
    if language(lang).spaceless:
        return sum(map(str.isalnum, text)) // 2
    return len(text.split())
