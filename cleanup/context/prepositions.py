"""Which preposition or particle belongs between its neighbours.

A small neural network, ``models/function_word.net.*``, trained by
``scripts/train_function_word.py``: embeddings of the five tokens on either side, one hidden layer,
probabilities of the words of a closed list (after Bengio, Ducharme, Vincent and Jauvin, A Neural
Probabilistic Language Model, JMLR 2003). It does not see the word that is written. Weights are
single bytes; a place costs about a millisecond, so look at those that are suspicious only.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from math import exp, log
from operator import mul
from typing import Any

from cleanup.resources import data_path

WORDS = tuple(
    "about above across after against along alongside amid among around as at away back before "
    "behind below beneath beside besides between beyond by despite down due during except for "
    "from in inside into like near of off on onto opposite out outside over past per since than "
    "through throughout till to toward towards under unlike until up upon via with within "
    "without".split()
)
"""The closed list: simple prepositions and the particles that look like them."""

PAD, OTHER = "<pad>", "<other>"


class Vocabulary:
    """Numbers for forms: frequent words by themselves, others by their last letters and capital."""

    def __init__(self, names: Sequence[str]) -> None:
        """Take the names in the order of their numbers; ``~ing``, ``^ing`` are endings."""
        self.names = names
        self._ids = {name: number for number, name in enumerate(names)}

    def id(self, form: str) -> int:
        """The number of a form as `tokens` gives it, or of START, END and `PAD`."""
        found = self._ids.get(form.lower())
        if found is None:
            ending = ("^" if form[:1].isupper() else "~") + form[-3:].lower()
            found = self._ids.get(ending, self._ids[OTHER])
        return found

    def window(self, row: Sequence[str], at: int, reach: int) -> list[int]:
        """The numbers of the `reach` forms before ``row[at]`` and of those behind it."""
        near = range(at - reach, at + reach + 1)
        return [self.id(row[i] if 0 <= i < len(row) else PAD) for i in near if i != at]


class Net:
    """The network, ready to be asked."""

    def __init__(self, about: Mapping[str, Any], weights: bytes) -> None:
        """Take the description (JSON) and the weights, signed bytes, of the model's two files."""
        self.vocabulary = Vocabulary(about["vocabulary"])
        self._reach: int = about["reach"]
        self._width: int = about["width"]
        self._hidden: list[float] = about["hidden_bias"]
        self._bias: list[float] = about["bias"]
        size, numbers = len(self._hidden), array("b", weights)
        split = len(self.vocabulary.names) * self._width
        stop = split + 2 * self._reach * size * self._width
        self._embeddings = numbers[:split]
        self._scale: list[float] = about["scales"]
        self._inner = [numbers[i : i + self._width] for i in range(split, stop, self._width)]
        self._outer = [numbers[i : i + size] for i in range(stop, len(numbers), size)]
        self._part = lru_cache(maxsize=1 << 15)(self._share)

    def _share(self, place: int, number: int) -> list[int]:
        """What one token at one place of the window adds to each hidden unit, before scaling."""
        size = len(self._hidden)
        vector = self._embeddings[number * self._width : (number + 1) * self._width]
        rows = self._inner[place * size : (place + 1) * size]
        return [sum(map(mul, row, vector)) for row in rows]

    def scores(self, row: Sequence[str], at: int) -> list[float]:
        """Log probability (natural) of each of `WORDS` in place of ``row[at]``.

        Args:
            row: START, the tokens of one sentence, END.
            at: the place; what stands there does not matter.
        """
        window = self.vocabulary.window(row, at, self._reach)
        inner, outer = self._scale
        shares = map(self._part, range(len(window)), window)
        hidden = [
            max(bias + inner * total, 0.0)
            for bias, total in zip(self._hidden, map(sum, zip(*shares, strict=True)), strict=True)
        ]
        raw = [
            bias + outer * sum(map(mul, row, hidden))
            for bias, row in zip(self._bias, self._outer, strict=True)
        ]
        top = max(raw)
        normal = top + log(sum(exp(value - top) for value in raw))
        return [value - normal for value in raw]


@cache
def net() -> Net:
    """The shipped network, for English."""
    about = json.loads(data_path("function_word.net.json").read_text("utf-8"))
    return Net(about, data_path("function_word.net.bin").read_bytes())
