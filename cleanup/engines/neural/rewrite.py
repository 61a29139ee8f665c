"""What a model makes of a sentence, and how sure it is of each part of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import prod
from typing import NamedTuple, Protocol, TypeVar


class Chance(NamedTuple):
    """The probability of one choice of the model: ``text[start:end]`` of a rewrite.

    Where ``start == end`` it chose to write nothing: to drop a word, or to end the sentence.
    """

    start: int
    end: int
    probability: float


class Rewrite(NamedTuple):
    """A sentence as a model would have it."""

    text: str
    chances: tuple[Chance, ...] = ()
    """In text order; empty where the model changed nothing."""
    seen: str | None = None
    """The sentence as the model got to see it: its tokenizer may lack characters. None: as is."""

    def chance(self, start: int, end: int) -> float | None:
        """The model's own probability of ``text[start:end]``.

        It is the product of the probabilities of the choices that made the span, each given all
        that stands before it and the whole sentence read: for a text-to-text model, of the tokens
        that overlap it; for a tagger, of the tags. An empty span (words were dropped) has that of
        dropping them or, for a text-to-text model, of the token that comes instead.
        """
        covered = [
            c.probability
            for c in self.chances
            if (c.start < end and start < c.end) or (c.start == c.end and start <= c.start <= end)
        ]
        if not covered and start == end:
            covered = [c.probability for c in self.chances if c.start <= start < c.end][:1]
        return prod(covered) if covered else None


class Corrector(Protocol):
    """A loaded model."""

    def correct(self, texts: Sequence[str]) -> Iterator[tuple[int, Rewrite | None]]:
        """Every text's index and what becomes of it, in any order.

        ``None`` for a text that is too long for the model.
        """


MOST_TOGETHER = 32
"""Sentences of a batch."""
MOST_TOKENS = 2048
"""Tokens of a batch, padding counted: what keeps memory flat with long sentences."""

Item = TypeVar("Item")


def batches(items: Iterable[Item], length: Callable[[Item], int]) -> Iterator[list[Item]]:
    """Items of like length together, the shortest first, so that little is padded."""
    batch: list[Item] = []
    for item in sorted(items, key=length):
        full = len(batch) >= MOST_TOGETHER or (len(batch) + 1) * length(item) > MOST_TOKENS
        if batch and full:
            yield batch
            batch = []
        batch.append(item)
    if batch:
        yield batch
