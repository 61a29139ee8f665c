"""Characters that a reader cannot see, or must not be trusted with, by their names.

`escaped` is for text that is only quoted: it takes away what could steer a terminal or turn the
reading order around. `named` is for text that was changed: there a no-break space or a
zero-width joiner is the news, so everything invisible is called by its name.
"""

from __future__ import annotations

import re

NAMES = {
    0x00: "NUL",
    0x07: "BEL",
    0x08: "BS",
    0x09: "TAB",
    0x0B: "VT",
    0x0C: "FF",
    0x0D: "CR",
    0x1B: "ESC",
    0x7F: "DEL",
    0x85: "NEL",
    0xA0: "NBSP",
    0xAD: "SHY",
    0x34F: "CGJ",
    0x61C: "ALM",
    0x180E: "MVS",
    0x2002: "ENSP",
    0x2003: "EMSP",
    0x2007: "FIGSP",
    0x2008: "PUNCSP",
    0x2009: "THINSP",
    0x200A: "HAIRSP",
    0x200B: "ZWSP",
    0x200C: "ZWNJ",
    0x200D: "ZWJ",
    0x200E: "LRM",
    0x200F: "RLM",
    0x2028: "LS",
    0x2029: "PS",
    0x202A: "LRE",
    0x202B: "RLE",
    0x202C: "PDF",
    0x202D: "LRO",
    0x202E: "RLO",
    0x202F: "NNBSP",
    0x2060: "WJ",
    0x2066: "LRI",
    0x2067: "RLI",
    0x2068: "FSI",
    0x2069: "PDI",
    0x3000: "IDSP",
    0xFEFF: "BOM",
    0xFFFD: "REPLACEMENT",
}
"""Short names as Unicode charts and editors give them."""

LINE_END = re.compile(r"\r\n|\n|\r")

_DANGEROUS = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u2000-\u200f"
    "\u2028-\u202f\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffd\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff]")

FIRST_STRONG = "\u2068"
"""FIRST STRONG ISOLATE: the text up to `POP` finds its own direction."""
LEFT_TO_RIGHT = "\u2066"
"""LEFT-TO-RIGHT ISOLATE, for our own words around a quotation."""
POP = "\u2069"
"""POP DIRECTIONAL ISOLATE: the end of an isolate."""


def name(character: str) -> str:
    """The name of a character in angle brackets: ``⟨NBSP⟩``, ``⟨U+200B⟩``."""
    code = ord(character)
    return f"⟨{NAMES.get(code) or f'U+{code:04X}'}⟩"


def escaped(text: str) -> str:
    """`text` without anything that steers a terminal or hides the order of what is written."""
    if text.isascii() and text.isprintable():
        return text
    return _DANGEROUS.sub(lambda match: name(match[0]), text)


def named(text: str) -> str:
    """`text` with every invisible character by name; spaces show where nothing else stands."""
    text = LINE_END.sub("¶", text)
    if not text.strip(" ¶"):
        return text.replace(" ", "␣")
    return _INVISIBLE.sub(lambda match: name(match[0]), text)


def isolated(text: str) -> str:
    """`text`, set apart if it holds letters that run from right to left."""
    if _RIGHT_TO_LEFT.search(text):
        return f"{FIRST_STRONG}{text}{POP}"
    return text
