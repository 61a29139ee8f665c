"""Loops whose copies differ a little."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_CLAUSE = re.compile(r"[^,;:.!?،؛，；。]+")
_FEWEST_WORDS = 4
_FEWEST_COPIES = 3
_NEAR = 80.0
"""Similarity (0..100, `rapidfuzz.fuzz.ratio` over words) of neighbouring clauses."""


@rule(
    "near-loop",
    stage="structure",
    safety=Safety.ASK,
    message="The clause comes again and again, nearly alike.",
    fix=[
        Fix(
            "It is the port of the city, it is the port of the town, it is the port of the city,"
            " it is the port of the land.",
            "It is the port of the city, it is the port of the town, it is the port of the city,"
            " it is the port of the land.",
        ),
    ],
    keep=[
        Keep("We came to the port, we went to the mine, and they stayed at home, alone."),
        Keep("One, two, three, four, five, six."),
    ],
)
def near_loop(document: Document) -> Iterator[Found]:
    """Points at three neighbouring clauses or more of which each nearly repeats the last.

    Decoders in a loop often vary a word in each round. Which round was meant is not for a
    machine to say, and rhetoric has the same shape, so the rule only asks.
    """
    text = document.text
    for block in document.blocks:
        if block.end - block.start < 60:
            continue
        streak: list[re.Match[str]] = []
        for match in _CLAUSE.finditer(text, block.start, block.end):
            if streak and _alike(streak[-1][0], match[0]):
                streak.append(match)
                continue
            if len(streak) >= _FEWEST_COPIES:
                yield Found(streak[0].start(), streak[-1].end(), None)
            streak = [match]
        if len(streak) >= _FEWEST_COPIES:
            yield Found(streak[0].start(), streak[-1].end(), None)


def _alike(one: str, other: str) -> bool:
    first, second = one.casefold().split(), other.casefold().split()
    if not _FEWEST_WORDS <= len(first) <= 60 or abs(len(first) - len(second)) > 2:
        return False
    if first[0] != second[0] and first[-1] != second[-1] and first[1] != second[-1]:
        return False
    from rapidfuzz.distance import Indel

    return 100 * Indel.normalized_similarity(first, second) >= _NEAR and first != second
