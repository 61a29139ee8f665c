"""Training of the networks of scripts/train_function_word.py, in numpy.

A net reads a window of token numbers and gives probabilities of `WORDS`: embeddings, a hidden layer
of rectified units, a softmax. Adam (Kingma and Ba, ICLR 2015), dropout on tokens and hidden units.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = Any
"""A numpy array; windows are int32 of shape (places, 2 * reach), probabilities float32."""
BATCH = 1024
RATE = 3e-3


@dataclass
class Weights:
    """One net."""

    embeddings: Array
    """(tokens, width)"""
    inner: Array
    """(2 * reach * width, hidden)"""
    inner_bias: Array
    outer: Array
    """(hidden, words)"""
    outer_bias: Array

    def parts(self) -> list[Array]:
        """All arrays, the embeddings first."""
        return [self.embeddings, self.inner, self.inner_bias, self.outer, self.outer_bias]

    def forward(self, windows: Array, keep: Array | float = 1.0) -> tuple[Array, Array, Array]:
        """Input, hidden values (times `keep`) and probabilities."""
        given = self.embeddings[windows].reshape(len(windows), -1)
        hidden = np.maximum(given @ self.inner + self.inner_bias, 0) * keep
        raw = hidden @ self.outer + self.outer_bias
        raw -= raw.max(1, keepdims=True)
        np.exp(raw, out=raw)
        return given, hidden, raw / raw.sum(1, keepdims=True)

    def probabilities(self, windows: Array) -> Array:
        """Probabilities for any number of windows."""
        parts = [windows[at : at + 8192] for at in range(0, len(windows), 8192)]
        return np.concatenate([self.forward(part)[2] for part in parts])


def fresh(sizes: tuple[int, int, int, int, int], seed: int) -> Weights:
    """A net to be trained; `sizes`: tokens, places of the window, width, hidden units, words."""
    tokens, places, width, hidden, words = sizes
    random = np.random.default_rng(seed)

    def drawn(rows: int, columns: int, deviation: float) -> Array:
        return random.normal(0, deviation, (rows, columns)).astype(np.float32)

    return Weights(
        drawn(tokens, width, 0.1),
        drawn(places * width, hidden, 2 / (places * width) ** 0.5),
        np.zeros(hidden, np.float32),
        drawn(hidden, words, 1 / hidden**0.5),
        np.zeros(words, np.float32),
    )


def train(
    net: Weights,
    windows: Array,
    wanted: Callable[[Array], Array],
    *,
    epochs: int,
    seed: int,
    token_dropout: float,
    hidden_dropout: float,
    unknown: int = 0,
) -> None:
    """Train in place.

    Args:
        wanted: from the rows' numbers to the probabilities to learn.
        unknown: the number that dropped tokens get.
    """
    random = np.random.default_rng(seed)
    parts = net.parts()
    means, squares = ([np.zeros_like(part) for part in parts] for _ in range(2))
    total, step = epochs * -(-len(windows) // BATCH), 0
    for _ in range(epochs):
        order = random.permutation(len(windows))
        for at in range(0, len(order), BATCH):
            rows = order[at : at + BATCH]
            given, goal = windows[rows], wanted(rows)
            given = np.where(random.random(given.shape) < token_dropout, unknown, given)
            alive = random.random((len(rows), len(net.inner_bias))) >= hidden_dropout
            keep = alive.astype(np.float32) / np.float32(1 - hidden_dropout)
            gradients, touched = _gradients(net, given, goal, keep)
            step += 1
            rate = RATE * (1 - step / total) + 1e-5
            for number, (part, gradient) in enumerate(zip(parts, gradients, strict=True)):
                at_rows = touched if number == 0 else slice(None)
                mean, square = means[number], squares[number]
                mean[at_rows] = 0.9 * mean[at_rows] + 0.1 * gradient
                square[at_rows] = 0.999 * square[at_rows] + 0.001 * gradient * gradient
                deviation = np.sqrt(square[at_rows] / (1 - 0.999**step)) + 1e-8
                part[at_rows] -= rate * mean[at_rows] / (1 - 0.9**step) / deviation


def _gradients(net: Weights, windows: Array, goal: Array, keep: Array) -> tuple[list[Array], Array]:
    """The gradient of the cross entropy by part, of the embeddings only the rows named."""
    given, hidden, error = net.forward(windows, keep)
    error = (error - goal) / len(windows)
    back = error @ net.outer.T * keep
    back[hidden <= 0] = 0
    by_token = (back @ net.inner.T).reshape(-1, net.embeddings.shape[1])
    flat = windows.ravel()
    order = np.argsort(flat, kind="stable")
    first = np.flatnonzero(np.r_[True, np.diff(flat[order]) != 0])
    summed = np.add.reduceat(by_token[order], first, axis=0)
    parts = [summed, given.T @ back, back.sum(0), hidden.T @ error, error.sum(0)]
    return parts, flat[order][first]
