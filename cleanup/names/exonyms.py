"""What other languages call a place, as a part of other names: *Francia Márquez*, *Italia Viva*."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from cleanup.names.folding import key
from cleanup.names.gazetteer import Gazetteer


@lru_cache(maxsize=16)
def exonyms(gazetteer: Gazetteer, source: str, target: str) -> Mapping[str, frozenset[str]]:
    """Places of one word, folded: the form in one language to those in another.

    Args:
        gazetteer: where the places are.
        source: base tag.
        target: base tag.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for entry in gazetteer.entries():
        if entry.kind == "place":
            here, there = key(entry.form(source)), key(entry.form(target))
            if here != there and " " not in here and " " not in there:
                found[here].add(there)
    return {here: frozenset(there) for here, there in found.items()}
