"""Code pages as readers of UTF-8, and the sequences that they leave in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from cleanup.language import Language


@dataclass(frozen=True)
class Page:
    """A code page as a reader of UTF-8: which characters stand for which bytes."""

    name: str
    byte_of: dict[str, int]
    pattern: re.Pattern[str]
    """One sequence."""
    leads: str
    """Character class of what a sequence begins with."""
    follow: str
    """Character class of what it goes on with."""


class Unit(NamedTuple):
    """A sequence: ``text[start:end]`` stands for the one character `after`."""

    start: int
    end: int
    after: str


WESTERN = "cp1252"
_BY_SCRIPT = {
    "Cyrl": ("cp1251", "koi8_u", "cp866"),
    "Grek": ("cp1253",),
    "Hebr": ("cp1255",),
    "Arab": ("cp1256",),
}
_CENTRAL = ("cp1250", "iso8859_2")
_BY_LANGUAGE = {
    **dict.fromkeys(("bs", "cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"), _CENTRAL),
    **dict.fromkeys(("az", "tr"), ("cp1254",)),
    **dict.fromkeys(("et", "lt", "lv"), ("cp1257",)),
    "vi": ("cp1258",),
}
ANYWHERE = ("mac_roman", "cp437", "cp850")
"""Pages whose damage is so odd (√©, ├®) that it is looked for in every language."""

_ANYWHERE_LEADS = {0xC2, 0xC3, 0xC4, 0xC5, 0xE2}
_ODD_LEADS = {"cp866": {0xC2, 0xC3, 0xD0, 0xD1, 0xD2}}
_COMMON_LEADS = {0xC2, 0xC3, 0xE2, 0xEF, 0xF0}
"""First bytes of Latin-1, general punctuation, the byte order mark and emoji in UTF-8."""


def chains_of(text: str, page: Page) -> Iterator[list[Unit]]:
    """Sequences that stand side by side and are valid UTF-8."""
    chain: list[Unit] = []
    for match in page.pattern.finditer(text):
        start, end = match.span()
        try:
            after = bytes(map(page.byte_of.__getitem__, match[0])).decode()
        except UnicodeDecodeError:
            after = ""
        if chain and (chain[-1].end != start or not after):
            yield chain
            chain = []
        if after:
            chain.append(Unit(start, end, after))
    if chain:
        yield chain


@cache
def _page(name: str, leads: frozenset[int]) -> Page:
    """A code page, looking only for sequences that begin with one of the bytes `leads`."""
    byte_of = {}
    for byte in range(0x80, 0x100):
        try:
            byte_of[bytes((byte,)).decode(name)] = byte
        except UnicodeDecodeError:
            byte_of[chr(byte)] = byte  # as browsers and most programs do
    if name == WESTERN:  # read as Latin-1 it is the same, but for these
        byte_of |= {chr(byte): byte for byte in range(0x80, 0xA0)}

    def some(low: int, high: int, only: frozenset[int] | None = None) -> str:
        found = [c for c, b in byte_of.items() if low <= b <= high and (not only or b in only)]
        return "[" + re.escape("".join(found)) + "]" if found else "(?!)"

    follow = some(0x80, 0xBF)
    two, three, four = (some(*r, leads) for r in ((0xC2, 0xDF), (0xE0, 0xEF), (0xF0, 0xF4)))
    first = some(0xC2, 0xF4, leads)
    pattern = re.compile(  # beginning with a class, it is searched for quickly
        f"{first}(?:(?<={two}){follow}|(?<={three}){follow}{{2}}|(?<={four}){follow}{{3}})"
    )
    return Page(name, byte_of, pattern, first, follow)


@cache
def pages_of(language: Language) -> tuple[Page, ...]:
    """The code pages that a text of the language may have been read in, likeliest first."""
    own = {c.encode()[0] for c in language.letters if not c.isascii() and c < "\ud800"}
    names = _BY_LANGUAGE.get(language.base, ())
    for script in language.scripts:
        names += _BY_SCRIPT.get(script, ())
    pages = [_page(name, frozenset(own | _COMMON_LEADS)) for name in names if name != "cp866"]
    pages.append(_page(WESTERN, frozenset(range(0xC2, 0xF5))))
    odd = (*ANYWHERE, "cp866") if "cp866" in names else ANYWHERE
    pages += (_page(name, frozenset(_ODD_LEADS.get(name, _ANYWHERE_LEADS))) for name in odd)
    return tuple(pages)


@cache
def prefilter(language: Language) -> re.Pattern[str]:
    """A quick look: does a sequence of any page begin in the text?"""
    pages = pages_of(language)
    leads = "".join(page.leads[1:-1] for page in pages)
    pairs = "|".join(f"(?<={page.leads}){page.follow}" for page in pages)
    return re.compile(f"[{leads}](?:{pairs}|(?<=Ã)(?: |\\W|$)|(?<=Â)(?!\\w)|(?<=â)€)")
