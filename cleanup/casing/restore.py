"""Truecasing of a sentence in the way that its language allows."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from cleanup.casing.variants import Word
from cleanup.context.dictionary import dictionary

Caser = Callable[[str, int, int], list[Word]]
"""Gives the words of the sentence ``text[start:end]`` in their right case."""


@cache
def caser(base: str) -> Caser | None:
    """How sentences of a language (base tag) are restored; ``None`` where nothing is known."""
    if base == "en":
        from cleanup.casing.english import english

        model = english()
        return model.restore if model else None
    from cleanup.casing.listed import restore

    words = dictionary(base)
    return partial(restore, base=base, words=words) if words else None
