"""Boosted trees in plain Python: small models that scikit-learn has trained.

The method is Friedman's (Greedy Function Approximation: A Gradient Boosting Machine, Annals of
Statistics 2001); training is left to ``HistGradientBoostingClassifier``, see `exported`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp
from typing import Any

from cleanup.resources import data_path

Tree = Sequence[Sequence[float]]
"""Nodes; an inner one is feature, threshold, left and right child, a leaf its value alone."""


class Boosted:
    """A model that gives the probability of one of two outcomes."""

    def __init__(self, features: Sequence[str], intercept: float, trees: Sequence[Tree]) -> None:
        self.features, self.intercept, self.trees = tuple(features), intercept, trees

    def probability(self, features: Mapping[str, float]) -> float:
        """Probability (0..1) of the outcome; a feature that is not given counts as 0."""
        row = [features.get(name, 0.0) for name in self.features]
        total = self.intercept
        for tree in self.trees:
            node = tree[0]
            while len(node) > 1:
                feature, threshold, left, right = node
                node = tree[int(left if row[int(feature)] <= threshold else right)]
            total += node[0]
        return 1 / (1 + exp(-total)) if total > -700 else 0.0


@cache
def model(file: str, name: str) -> Boosted:
    """The model `name` of the JSON file ``models/FILE``."""
    return Boosted(**json.loads(data_path(file).read_text("utf-8"))[name])


def exported(trained: Any, features: Sequence[str], shift: float = 0.0) -> dict[str, Any]:
    """A trained ``HistGradientBoostingClassifier`` as JSON that `model` can read.

    Args:
        trained: fitted on rows with these `features`, in this order.
        shift: added to the log odds, when training and use have different priors.
    """
    trees = []
    for (predictor,) in trained._predictors:  # its only full description
        trees.append(
            [
                [round(float(node["value"]), 4)]
                if node["is_leaf"]
                else [
                    int(node["feature_idx"]),
                    round(float(node["num_threshold"]), 4),
                    int(node["left"]),
                    int(node["right"]),
                ]
                for node in predictor.nodes
            ]
        )
    intercept = float(trained._baseline_prediction.ravel()[0]) + shift
    return {"features": list(features), "intercept": round(intercept, 4), "trees": trees}
