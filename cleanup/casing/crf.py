"""A linear-chain conditional random field in plain Python: labels for the words of a sentence.

Lafferty, McCallum and Pereira, Conditional Random Fields (ICML 2001). Training is left to CRFsuite
(``scripts/train_casing.py``); the weights are read from JSON, in hundredths.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp, log

Features = Mapping[str, float]
"""Names and values of what is seen at one place."""


class Crf:
    """A trained model."""

    def __init__(
        self,
        labels: Sequence[str],
        transitions: Sequence[Sequence[float]],
        weights: Mapping[str, Sequence[int]],
    ) -> None:
        """Take weights.

        Args:
            labels: their names.
            transitions: weight of a label (column) after another (row), in hundredths.
            weights: by feature, one for each label, in hundredths.
        """
        self.labels = tuple(labels)
        self._transitions = [[weight / 100 for weight in row] for row in transitions]
        self._weights = weights

    def label(self, places: Sequence[Features]) -> tuple[list[str], list[dict[str, float]]]:
        """The best sequence of labels (Viterbi), and each place's probabilities by label."""
        scores = [self._scores(features) for features in places]
        if not scores:
            return [], []
        best = [self.labels[number] for number in self._viterbi(scores)]
        forward, backward = self._sums(scores), self._sums(scores, backward=True)
        total = _log_sum(forward[-1])
        chances = [
            {
                label: exp(f + b - s - total)
                for label, f, b, s in zip(self.labels, *rows, strict=True)
            }
            for rows in zip(forward, backward, scores, strict=True)
        ]
        return best, chances

    def _scores(self, features: Features) -> list[float]:
        totals = [0.0] * len(self.labels)
        for name, value in features.items():
            for number, weight in enumerate(self._weights.get(name, ())):
                totals[number] += weight * value
        return [total / 100 for total in totals]

    def _viterbi(self, scores: list[list[float]]) -> list[int]:
        numbers = range(len(self.labels))
        reached, back = scores[0], []
        for row in scores[1:]:
            came = [
                max(numbers, key=lambda n: reached[n] + self._transitions[n][to]) for to in numbers
            ]
            reached = [reached[came[n]] + self._transitions[came[n]][n] + row[n] for n in numbers]
            back.append(came)
        path = [max(numbers, key=lambda n: reached[n])]
        for came in reversed(back):
            path.append(came[path[-1]])
        return path[::-1]

    def _sums(self, scores: list[list[float]], *, backward: bool = False) -> list[list[float]]:
        """Log sums over all paths up to each place, its own scores included (or from its end)."""
        rows = scores[::-1] if backward else scores
        steps = list(zip(*self._transitions, strict=True)) if not backward else self._transitions
        sums = [rows[0]]
        for row in rows[1:]:
            last = sums[-1]
            sums.append(
                [
                    score + _log_sum([a + b for a, b in zip(last, step, strict=True)])
                    for score, step in zip(row, steps, strict=True)
                ]
            )
        return sums[::-1] if backward else sums


def _log_sum(values: Sequence[float]) -> float:
    top = max(values)
    return top + log(sum(exp(value - top) for value in values))
