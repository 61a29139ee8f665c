"""Text-to-text models (T5, mT5, BART, Marian): a sentence in, the corrected sentence out.

Decoding is greedy, so that a sentence has one answer on every machine and either way of running.
The probabilities are read off in a second, parallel pass of the decoder over what it wrote, and
only for sentences that it changed: the same figures as during generation, without holding the
whole vocabulary for every step. That pass reads one sentence alone, so that its figures do not
depend on which sentences happened to be corrected together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import exp
from typing import NamedTuple, Protocol

from cleanup.engines.neural.rewrite import Chance, Rewrite, batches

GROWTH, ROOM = 1.5, 16
"""A sentence of `n` tokens may become ``GROWTH * n + ROOM`` long; what is longer is none."""
LONGEST = 512
"""Tokens that a sentence may have, if the model does not say less."""


class Decoder(Protocol):
    """An encoder-decoder model with its tokenizer."""

    limit: int
    """Tokens that it can read."""

    def encode(self, text: str) -> list[int]:
        """The tokens of a text as the model reads them, its last one and all."""

    def decode(self, ids: Sequence[int]) -> str:
        """Tokens as text, without special ones."""

    def generate(self, sources: Sequence[Sequence[int]], most: int) -> list[list[int]]:
        """What the model writes for each source, greedily: at most `most` tokens, without start."""

    def log_probabilities(self, source: Sequence[int], target: Sequence[int]) -> list[float]:
        """The logarithm of the probability of each token of a target."""


class _Task(NamedTuple):
    number: int
    text: str
    ids: list[int]


class Seq2Seq:
    """A corrector of a `Decoder`.

    Args:
        decoder: the model.
        prefix: the instruction that it was trained with, such as ``grammar:``, if any.
    """

    def __init__(self, decoder: Decoder, prefix: str = "") -> None:
        self._decoder, self._prefix = decoder, prefix

    def correct(self, texts: Sequence[str]) -> Iterator[tuple[int, Rewrite | None]]:
        """See `Corrector`."""
        limit = min(self._decoder.limit, LONGEST)
        tasks = []
        for index, text in enumerate(texts):
            ids = self._decoder.encode(self._prefix + text)
            if len(ids) > limit:
                yield index, None
            else:
                tasks.append(_Task(index, text, ids))
        for batch in batches(tasks, lambda task: len(task.ids)):
            yield from self._batch(batch)

    def _batch(self, batch: list[_Task]) -> Iterator[tuple[int, Rewrite]]:
        decoder = self._decoder
        most = int(max(len(task.ids) for task in batch) * GROWTH) + ROOM
        written = decoder.generate([task.ids for task in batch], most)
        for task, ids in zip(batch, written, strict=True):
            text = decoder.decode(ids).strip()
            if text == task.text:
                yield task.number, Rewrite(task.text)
            else:
                chances = tuple(self._chances(text, ids, decoder.log_probabilities(task.ids, ids)))
                yield task.number, Rewrite(text, chances, decoder.decode(decoder.encode(task.text)))

    def _chances(self, text: str, ids: list[int], logs: list[float]) -> Iterator[Chance]:
        """Which characters each token wrote, by what the tokens up to it decode to."""
        start = 0
        for number, log in enumerate(logs, 1):
            so_far = self._decoder.decode(ids[:number]).lstrip()
            end = max(start, _shared(so_far, text))
            if end > start or number == len(logs):  # other special tokens write nothing
                yield Chance(start, end, exp(log))
            start = end


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
