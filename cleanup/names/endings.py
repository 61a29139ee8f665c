"""What names may end in beside their own letters: the cases and possessives of a language.

Only endings that a name takes as it stands, or in place of its last vowel, are here; names whose
stem changes otherwise need their forms listed.
"""

from __future__ import annotations

from functools import cache

from cleanup.names.folding import fold

_ENDINGS = {
    "cs": "a u ovi em e y ou i um ech ova ove ovu ovou m ho mu",
    "da": "s",
    "de": "s es e em en er n",
    "en": "s es",
    "et": "i s st le lt l sse ga ks na a e u t d it ut et se te",
    "fi": "n a ä in en ssa ssä sta stä lla llä lle lta ltä ksi na nä iin",
    "hr": "a u om em e i ovi",
    "hu": "t nak nek ban ben val vel ra re ról ről tól től hoz hez höz ért a e é ot et öt on en ön",
    "lt": "o ui ą u e as is us io iui į iu",
    "lv": "s a u am ā is i im us um ū as ai ām",
    "nl": "s",
    "nb": "s",
    "pl": "a owi em ie u y i ów om ami ach ą ę iem e m go mu ego emu im ich",
    "ro": "ul ului lui i a ei e",
    "ru": "а у ом ем е ы и ой ою ым ого ому ым ам ами ах ов ю я",
    "sk": "a u ovi om e y ou i",
    "sl": "a u om em i o e",
    "sr": "а у ом ем е и a u om em e i",
    "sv": "s",
    "tr": "nın nin nun nün ın in un ün ya ye yı yi yu yü a e ı i u ü da de ta te dan den tan ten",
    "uk": "а у ом ем і ові еві и ою ої ю я ів ам ами ах ого ому им",
    "bg": "а ът та то те",
    **dict.fromkeys(("ca", "es", "fr", "it", "pt"), "o a os as e es i s"),
}
_IN_PLACE = {
    "cs": "y u ou e ě i", "hr": "e i u om o", "lt": "os ai ą oje", "lv": "as ai u ā",
    "pl": "y i ę ą o ie e", "ru": "ы и у ю е ой ою ей", "sk": "y u ou e i", "sl": "e i o",
    "sr": "е и у ом о e i u om o", "uk": "и і у ю ою ею о",
}  # fmt: skip
"""Endings in place of a last *a*, *o*, *я* or the like."""
_CASELESS = frozenset("ca da en es fr it nb nl pt sv".split())
_LENGTHENED = frozenset(("et", "fi"))
"""Languages in which a last vowel doubled is a case: *Nokia*, *Nokiaa*."""


@cache
def endings(base: str) -> frozenset[str]:
    """Folded endings that stand behind a name, the empty one included."""
    return frozenset(("", *map(fold, _ENDINGS.get(base, "").split())))


@cache
def in_place(base: str) -> frozenset[str]:
    """Folded endings that stand in place of the last vowel of a name."""
    return frozenset(map(fold, _IN_PLACE.get(base, "").split()))


def has_cases(base: str) -> bool:
    """Whether the names of a language have cases, beyond a possessive.

    Where they have none, an ending is of an adjective, a plural, or somebody else's name.
    """
    return base in _ENDINGS and base not in _CASELESS


def is_inflected(one: str, other: str, base: str) -> bool:
    """Whether two folded forms differ in their endings only.

    Args:
        one: a form.
        other: another one.
        base: base tag of the language.
    """
    short, long = sorted((one, other), key=len)
    if long == short + short[-1:] and base not in _LENGTHENED:
        return False
    size = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        size += 1
    behind = endings(base) | in_place(base)
    ends = one[size:], other[size:]
    wider = one[size - 1 :], other[size - 1 :]
    return all(end in behind for end in ends) or all(end in behind for end in wider)
