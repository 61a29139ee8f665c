"""Whether characters are damage, and whether what comes out of them belongs into a text."""

from __future__ import annotations

import re
import unicodedata

from cleanup.language import Language, script_of
from cleanup.mojibake.pages import ANYWHERE, WESTERN, Page, Unit

_AFTER_LETTER = frozenset("\xa0\xad´·°ª¹²³º®™«»‘’‚“”„…–—‹›")
"""Continuations of a sequence that may rightly follow a letter: quotes, dashes, exponents."""

_MARKS = frozenset(map(chr, (*range(0x300, 0x30D), 0x323, 0x327, 0x328)))
"""Combining marks that are met in European texts."""

_SIGN = re.compile(
    "[\xa0-\xff\u200b-\u200f\u2010-\u2060\u20a0-\u20bf\u2100-\u22ff\u2500-\u27bf\u3000-\u33ff"
    "\ufe0f\ufeff\uff00-\uffef\ufffd\U0001f000-\U0001faff]"
)
"""Signs that are met in articles, emoji included."""


def kind_of(ch: str, page: Page, language: Language) -> str:
    """What a decoded character would be: ``own``, ``sign``, ``foreign``, ``odd`` or ``bad``."""
    category = unicodedata.category(ch)
    if category in ("Cc", "Cn", "Co", "Cs"):
        return "bad"
    if category[0] == "M" and ch not in "\ufe0e\ufe0f":
        if ch in _MARKS or ch in language.letters or script_of(ch) in language.scripts:
            return "own"
        return "foreign" if script_of(ch) else "bad"
    if category[0] != "L" or ch in "ªº" or "\uff00" <= ch <= "\uffef":
        return "sign" if _SIGN.match(ch) or ch in language.punctuation else "odd"
    if language.has_letter(ch) and (language.scripts or ch <= "\u017f"):
        return "own"
    if not (ch <= "\u024f" or "\u1e00" <= ch <= "\u1eff"):
        return "foreign"
    western = page.name in (WESTERN, *ANYWHERE)
    return "own" if western and (ch <= "\u017f" or ch in "ȘșȚț") else "bad"


def is_nonsense(text: str, sequence: Unit, language: Language) -> bool:
    """Whether what stands there cannot be meant, as ``Ã©`` and ``sÃ³`` cannot."""
    start, end, after = sequence
    first, second = text[start], text[start + 1]
    before, behind = text[start - 1 : start], text[end : end + 1]
    if end - start > 2:
        rest = text[start + 1 : end]
        legible = all(c in language.letters or c in _AFTER_LETTER for c in rest)
        legible &= not any(c in "«„‚‹‘“" and c not in language.closing_quotes for c in rest)
        return not legible or (behind.isalpha() and rest[-1] not in "’\xad–—…")
    if not first.isalpha() and second != "\xa0":
        return True
    if before.islower() and first.isupper():
        return True  # a capital inside a word
    if script_of(first) not in language.scripts and script_of(after) in language.scripts:
        return True  # a Latin letter of a Cyrillic text
    if second.isalpha() and second not in "ªº":
        if second not in _EAST_SLAVIC and (
            first not in language.alphabet or second not in language.letters
        ):
            return True
        return first.isupper() and second.islower() and (before.isalpha() or first == "Ĺ")
    if second not in _AFTER_LETTER and second not in language.punctuation:
        return True
    known = first in language.alphabet or not language.known
    if first in "ÃÂВĂ" and not (known and before.isalpha()):
        return first != "Ă" or second in "\xa0²³¹°´·®™ªº"
    if first == "Â" and language.base not in _FINAL_A:
        return True
    if behind.islower() and first.isupper():
        return not known or second not in "’–—…"
    inside = second not in "’\xad–—…" and second not in language.punctuation
    return behind.isalpha() and (not known or inside)


_EAST_SLAVIC = frozenset("ёіїєґўЁІЇЄҐЎ")
"""Letters that stand in names from a neighbouring language too: Рівне in Russian."""

_FINAL_A = frozenset({"az", "cy", "ku", "ro", "tr", "vi"})
"""Languages in which a word may end in Â."""
