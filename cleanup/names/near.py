"""How near two spellings of a name are, for deciding whether one is a slip for the other."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

_LONG, _VERY_LONG = 4, 8
"""Letters of a token that may hold one slip, and two."""

_SOUNDS = {
    "shch": "s", "tsch": "c", "sch": "s", "tch": "c", "ch": "c", "sh": "s", "kh": "h", "zh": "s",
    "ph": "f", "ts": "c", "tz": "c", "y": "i", "j": "i", "w": "v", "q": "k", "z": "s",
}  # fmt: skip
_SPELLINGS = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
"""Letters by which transcriptions of one sound differ, longest first."""
_NO_SUFFIX = frozenset("bcdfghjklpqvwxz")
_MAY_GO = dict.fromkeys(("da", "de", "nb", "nl", "sv"), "es")
_LONG_VOWEL = re.compile("i?yi|iy")


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


def same_sound(one: str, other: str) -> bool:
    """Whether two folded tokens are transcriptions of one name: Kronstadt and Kronshtadt."""
    return _sound(one) == _sound(other)


@lru_cache(maxsize=1 << 14)
def _sound(token: str) -> str:
    return _SPELLINGS.sub(lambda match: _SOUNDS[match[0]], _LONG_VOWEL.sub("i", token))


def may_be_derived(odd: str, usual: str, base: str) -> bool:
    """Whether two folded tokens differ at their ends as words of one stem may: Bolsheviki.

    No words of one stem differ by a last letter that is missing (but for s, and e in
    Germanic languages: Republikeins, Republikeinse), doubled or swapped, or one that no Latin
    suffix ends in.
    """
    if odd[-1] == usual[-1] and not (odd.startswith(usual) or usual.startswith(odd)):
        return False
    if usual[:-1] == odd:
        return usual[-1] in _MAY_GO.get(base, "s")
    doubled = odd[:-1] == usual and odd[-1] == usual[-1]
    return not (doubled or odd[-1] in _NO_SUFFIX or sorted(odd) == sorted(usual))


def is_acronym(form: str) -> bool:
    """Whether capitals make up most of a word: another letter is another body."""
    return 3 * sum(map(str.isupper, form)) > len(form)
