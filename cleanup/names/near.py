"""How near two spellings of a name are, for deciding whether one is a slip for the other."""

from __future__ import annotations

from rapidfuzz.distance import OSA

_LONG, _VERY_LONG = 4, 8
"""Letters of a token that may hold one slip, and two."""


def slips(one: str, other: str) -> int | None:
    """Letters lost, added, exchanged or swapped between two folded tokens; None where too many.

    One in a token of four letters or more, two in one of eight: shorter names are each other's
    neighbours (Kim, Kam, Kim). The first letter is hardly ever wrong and must agree in tokens of
    less than six letters.

    Source: Damerau (1964), restricted to adjacent swaps (optimal string alignment).
    """
    size = min(len(one), len(other))
    most = 2 if size >= _VERY_LONG else 1 if size >= _LONG else 0
    if not most or one == other or abs(len(one) - len(other)) > most:
        return None
    if one[0] != other[0] and size < _LONG + 2:
        return None
    found = int(OSA.distance(one, other, score_cutoff=most))
    if found > 1 and one[-1] != other[-1]:
        return None  # another ending: Icelandair, Icelandic
    return found if found <= most else None
