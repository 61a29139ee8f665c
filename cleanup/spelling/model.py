"""How sure it is that a suspect is an error and its best candidate what was meant.

``models/spelling.json``, made by ``scripts/train_spelling.py``; ``models/spelling.md`` tells of the
data and of the calibration.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from cleanup.context import boosted
from cleanup.context.dictionary import dictionary
from cleanup.context.lexicon import lexicon
from cleanup.context.ngrams import ngrams
from cleanup.resources import data_path
from cleanup.spelling.suspects import Speller

FILE = "spelling.json"


@cache
def speller(base: str) -> Speller | None:
    """The speller of a language by its base tag; ``None`` where a word list is not installed."""
    words, spelt, counts = lexicon(base), dictionary(base), ngrams(base)
    if words is None or spelt is None or not words.letters:
        return None
    channels = json.loads(data_path(FILE).read_text("utf-8"))["channel"]
    return Speller(words, spelt, counts, channels["context" if counts else "alone"])


def probability(features: Mapping[str, float], *, context: bool) -> float:
    """Probability (0..1) that a suspect is an error and its best candidate right.

    Args:
        features: those of the suspect.
        context: whether n-gram counts of the language were at hand.
    """
    return boosted.model(FILE, "context" if context else "alone").probability(features)
