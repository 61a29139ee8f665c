"""Mojibake: finding UTF-8 that was read in an 8-bit code page, and reading it again.

``Ã©`` is ``é`` whose two bytes, C3 A9, were read as Windows-1252. A *sequence* is the two to four
characters that one damaged character has become, a *run* is a chain of them. A run is read again
only if what comes out belongs into a text of the language and what stands there does not: capital
Portuguese ``IRMÃ”`` and Romanian ``ORĂŞENESC`` look like damage and are none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from cleanup.language import Language, script_of


class Run(NamedTuple):
    """``text[start:end]`` was `after` before it was read in the wrong code page."""

    start: int
    end: int
    after: str
    page: str
    """The code page that it was read in, as Python calls it."""


@dataclass(frozen=True)
class _Page:
    """A code page as a reader of UTF-8: which characters stand for which bytes."""

    name: str
    byte_of: dict[str, int]
    pattern: re.Pattern[str]
    """One sequence."""
    leads: str
    """Character class of what a sequence begins with."""
    follow: str
    """Character class of what it goes on with."""


class _Sequence(NamedTuple):
    start: int
    end: int
    after: str


_WESTERN = "cp1252"
_BY_SCRIPT = {
    "Cyrl": ("cp1251", "koi8_u", "cp866"),
    "Grek": ("cp1253",),
    "Hebr": ("cp1255",),
    "Arab": ("cp1256",),
}
_CENTRAL = ("cp1250", "iso8859_2")
_BY_LANGUAGE = {
    **dict.fromkeys("bs cs hr hu pl ro sk sl sq".split(), _CENTRAL),
    **dict.fromkeys("az tr".split(), ("cp1254",)),
    **dict.fromkeys("et lt lv".split(), ("cp1257",)),
    "vi": ("cp1258",),
}
_ANYWHERE = ("mac_roman", "cp437", "cp850")
"""Pages whose damage is so odd (√©, ├®) that it is looked for in every language."""

_ANYWHERE_LEADS = {0xC2, 0xC3, 0xC4, 0xC5, 0xE2}
_ODD_LEADS = {"cp866": {0xC2, 0xC3, 0xD0, 0xD1, 0xD2}}
_COMMON_LEADS = {0xC2, 0xC3, 0xE2, 0xEF, 0xF0}
"""First bytes of Latin-1, general punctuation, the byte order mark and emoji in UTF-8."""

_AFTER_LETTER = frozenset("\xa0\xad´·°ª¹²³º®™«»‘’‚“”„…–—‹›")
"""Continuations of a sequence that may rightly follow a letter: quotes, dashes, exponents."""

_MARKS = frozenset(map(chr, (*range(0x300, 0x30D), 0x323, 0x327, 0x328)))
"""Combining marks that are met in European texts."""


_ISO = re.compile("[\x80\x82\x84-\x87\x89-\x8f\x91-\x97\x99-\x9f]")
"""C1 controls for which cp1250 has characters."""


_SIGN = re.compile(
    "[\xa0-\xff\u200b-\u200f\u2010-\u2060\u20a0-\u20bf\u2100-\u22ff\u2500-\u27bf\u3000-\u33ff"
    "\ufe0f\ufeff\uff00-\uffef\ufffd\U0001f000-\U0001faff]"
)
"""Signs that are met in articles, emoji included."""


def find(text: str, language: Language) -> Iterator[Run]:
    """The damaged runs of a text, none overlapping, the longest first."""
    if text.isascii() or not _prefilter(language).search(text):
        return
    out = "cp1250" if _ISO.search(text) else "iso8859_2"
    pages = [page for page in _pages(language) if page.name != out]
    found = [run for page in pages for run in _runs(text, page, language)]
    found.sort(key=lambda run: run.start - run.end)
    taken = bytearray(len(text))
    for run in [*found, *_worn(text, language)]:
        if not any(taken[run.start : run.end]):
            taken[run.start : run.end] = bytes((1,)) * (run.end - run.start)
            yield run


def repaired(text: str, language: Language) -> str:
    """`text` with every damaged run read again, as often as it was misread."""
    for run in sorted(find(text, language), reverse=True):
        text = text[: run.start] + run.after + text[run.end :]
    return text


_WORN = re.compile("Ã (?P<space> ?)|(?<=[a-zà-ÿ])Ã(?=[.,;:!?»”)\\n]|$)|Â(?= )|(?<=[a-zà-ÿ])Â(?![\\w])|â€(?![\\x80-¿‚-„†-•…‰‹›€™œžšŸŒŽŠ˜–—‘’“”ƒˆ])")


def _worn(text: str, language: Language) -> Iterator[Run]:
    """Sequences whose last byte was lost: A0 became a space, 9D vanished."""
    for match in _WORN.finditer(text):
        start, end = match.span()
        before = text[start - 1 : start]
        if match[0] == "â€":
            yield Run(start, end, "”", _WESTERN)
        elif before.isupper():
            continue  # the end of a word in capitals
        elif match[0] == "Â":
            yield Run(start, end, "", _WESTERN)
        elif "à" in language.letters:
            if match[0] == "Ã":
                yield Run(start, end, "à", _WESTERN)
                continue
            inside = language.base in ("ca", "vi") and text[end : end + 1].isalpha()
            glued = language.base == "pt" and re.match(r"s?\b|quel|quilo", text[end : end + 5])
            if not inside and not match["space"]:
                yield Run(start, end - (not glued), "à", _WESTERN)
            elif match["space"]:
                yield Run(start, end - 1, "à", _WESTERN)


def _runs(text: str, page: _Page, language: Language) -> list[Run]:
    chains = list(_chains(text, page))
    after = [_judge(text, chain, page, language) for chain in chains]
    # A whole text in a foreign script: its short words are believed once a long one is.
    scripts = {script_of(c) for a in after for c in a or ""} - {"", "Latn", *language.scripts}
    for order in (range(len(chains)), reversed(range(len(chains)))):
        last = None
        for i in order:
            if after[i] is None:
                letters = "".join(s.after for s in chains[i])
                foreign = {script_of(c) for c in letters} <= scripts
                if foreign or (
                    last is not None
                    and _near(text, chains[i], chains[last], page)
                    and {_kind(c, page, language) for c in letters} <= _believed(page)
                ):
                    after[i] = letters
            last = i if after[i] is not None else last
    return [
        Run(chain[0].start - len(lead), chain[-1].end, ("Р" if lead else "") + a, page.name)
        for chain, a in zip(chains, after, strict=True)
        if a is not None
        for lead in [_lost_er(text, chain[0].start, page)]
    ]


def _believed(page: _Page) -> set[str]:
    """What a doubtful chain beside a sure one may be."""
    return {"own", "sign"} if page.name == _WESTERN else {"own"}


def _near(
    text: str, one: Sequence[_Sequence], other: Sequence[_Sequence], page: _Page
) -> bool:
    """Whether two chains stand close together; in Cyrillic, whether nothing parts them."""
    gap = text[min(one[-1].end, other[-1].end) : max(one[0].start, other[0].start)]
    if page.name == _WESTERN:
        return len(gap) <= 60 and "\n" not in gap
    return 0 < len(gap) <= 2 and not any(c.isalnum() or c == "\n" for c in gap)


def _lost_er(text: str, start: int, page: _Page) -> str:
    """A Cyrillic Р before a run, when its second byte A0 became an ordinary space."""
    lead = text[max(start - 2, 0) : start]
    if (
        len(lead) == 2
        and lead[1] == " "
        and page.byte_of.get(lead[0]) == 0xD0
        and page.byte_of.get("\xa0") == 0xA0
    ):
        return "" if text[start - 3 : start - 2].isalpha() and start > 2 else lead
    return ""


def _chains(text: str, page: _Page) -> Iterator[list[_Sequence]]:
    """Sequences that stand side by side and are valid UTF-8."""
    chain: list[_Sequence] = []
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
            chain.append(_Sequence(start, end, after))
    if chain:
        yield chain


def _judge(
    text: str, chain: Sequence[_Sequence], page: _Page, language: Language
) -> str | None:
    """What a chain was, or None when it is no damage or a doubtful one."""
    after = "".join(s.after for s in chain)
    if page.name == _WESTERN and (again := repaired(after, language)) != after:
        return again  # misread twice
    kinds = [_kind(c, page, language) for c in after]
    if "bad" in kinds:
        return None
    if kinds.count("odd") * 3 > kinds.count("own") + kinds.count("foreign"):
        return None
    if "foreign" in kinds:
        scripts = {script_of(c) for c, kind in zip(after, kinds, strict=True) if kind == "foreign"}
        return after if kinds.count("foreign") >= 3 and len(scripts) == 1 else None
    if page.name in _ANYWHERE or any(_nonsense(text, s, language) for s in chain):
        return after
    if text[chain[0].start : chain[-1].end].isalpha():
        return None
    ends = {text[s.end - 1] for s in chain}
    return after if len(chain) > 2 or (len(chain) == 2 and ends - set("’“”…»–—\xa0")) else None


def _kind(ch: str, page: _Page, language: Language) -> str:
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
    western = page.name in (_WESTERN, *_ANYWHERE)
    return "own" if western and (ch <= "\u017f" or ch in "ȘșȚț") else "bad"


def _nonsense(text: str, sequence: _Sequence, language: Language) -> bool:
    """Whether what stands there cannot be meant, as ``Ã©`` and ``sÃ³`` cannot."""
    start, end, after = sequence
    first, second = text[start], text[start + 1]
    before, behind = text[start - 1 : start], text[end : end + 1]
    if end - start > 2:
        rest = text[start + 1 : end]
        legible = all(c in language.letters or c in _AFTER_LETTER for c in rest)
        return not legible or (behind.isalpha() and rest[-1] not in "’\xad–—…")
    if not first.isalpha() and second != "\xa0":
        return True
    if before.islower() and first.isupper():
        return True  # a capital inside a word
    if script_of(first) not in language.scripts and script_of(after) in language.scripts:
        return True  # a Latin letter of a Cyrillic text
    if second.isalpha() and second not in "ªº":
        same = script_of(first) == script_of(second) != "Latn"
        if not same and (first not in language.alphabet or second not in language.letters):
            return True
        return first.isupper() and second.islower() and before.isalpha()
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


_FINAL_A = frozenset({"az", "cy", "ku", "ro", "tr", "vi"})
"""Languages in which a word may end in Â."""


@cache
def _page(name: str, leads: frozenset[int]) -> _Page:
    """A code page, looking only for sequences that begin with one of the bytes `leads`."""
    byte_of = {}
    for byte in range(0x80, 0x100):
        try:
            byte_of[bytes((byte,)).decode(name)] = byte
        except UnicodeDecodeError:
            byte_of[chr(byte)] = byte  # as browsers and most programs do
    if name == _WESTERN:  # read as Latin-1 it is the same, but for these
        byte_of |= {chr(byte): byte for byte in range(0x80, 0xA0)}

    def some(low: int, high: int, only: frozenset[int] | None = None) -> str:
        found = [c for c, b in byte_of.items() if low <= b <= high and (not only or b in only)]
        return "[" + re.escape("".join(found)) + "]" if found else "(?!)"

    follow = some(0x80, 0xBF)
    two, three, four = (some(*r, leads) for r in ((0xC2, 0xDF), (0xE0, 0xEF), (0xF0, 0xF4)))
    pattern = re.compile(f"{two}{follow}|{three}{follow}{{2}}|{four}{follow}{{3}}")
    return _Page(name, byte_of, pattern, some(0xC2, 0xF4, leads), follow)


@cache
def _pages(language: Language) -> tuple[_Page, ...]:
    """The code pages that a text of the language may have been read in, likeliest first."""
    own = {c.encode()[0] for c in language.letters if not c.isascii() and c < "\ud800"}
    names = _BY_LANGUAGE.get(language.base, ())
    for script in language.scripts:
        names += _BY_SCRIPT.get(script, ())
    pages = [_page(name, frozenset(own | _COMMON_LEADS)) for name in names if name != "cp866"]
    pages.append(_page(_WESTERN, frozenset(range(0xC2, 0xF5))))
    odd = (*_ANYWHERE, "cp866") if "cp866" in names else _ANYWHERE
    pages += (_page(name, frozenset(_ODD_LEADS.get(name, _ANYWHERE_LEADS))) for name in odd)
    return tuple(pages)


@cache
def _prefilter(language: Language) -> re.Pattern[str]:
    """A quick look: does a sequence of any page begin in the text?"""
    pages = _pages(language)
    leads = "".join(page.leads[1:-1] for page in pages)
    pairs = "|".join(f"(?<={page.leads}){page.follow}" for page in pages)
    return re.compile(f"[{leads}](?:{pairs}|(?<=Ã)(?: |\\W|$)|(?<=Â)(?!\\w)|(?<=â)€)")
