"""Mojibake: finding UTF-8 that was read in an 8-bit code page, and reading it again.

``Ã©`` is ``é`` whose two bytes, C3 A9, were read as Windows-1252. A *sequence* is the two to four
characters that one damaged character has become, a *run* is a chain of them. A run is read again
only if what comes out belongs into a text of the language and what stands there does not: capital
Portuguese ``IRMÃ”`` and Romanian ``ORĂŞENESC`` look like damage and are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleanup.language import Language, script_of
from cleanup.mojibake.judgement import is_nonsense, kind_of
from cleanup.mojibake.pages import (
    ANYWHERE,
    WESTERN,
    Page,
    Unit,
    chains_of,
    pages_of,
    prefilter,
)


class Run(NamedTuple):
    """``text[start:end]`` was `after` before it was read in the wrong code page."""

    start: int
    end: int
    after: str
    page: str
    """The code page that it was read in, as Python calls it."""


_ISO = re.compile("[\x80\x82\x84-\x87\x89-\x8f\x91-\x97\x99-\x9f]")
"""C1 controls for which cp1250 has characters."""


def find(text: str, language: Language) -> Iterator[Run]:
    """The damaged runs of a text, none overlapping, the longest first."""
    if text.isascii() or not prefilter(language).search(text):
        return
    out = "cp1250" if _ISO.search(text) else "iso8859_2"
    pages = [page for page in pages_of(language) if page.name != out]
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


_WORN = re.compile(
    "Ã (?P<space> ?)"
    "|(?<=[a-zà-ÿ])Ã(?=[.,;:!?»”)\n]|$)"
    "|Â(?= )|(?<=[a-zà-ÿ])Â(?!\\w)"
    "|â€(?![\x80-¿‚-„†-•…‰‹›€™œžšŸŒŽŠ˜–—‘’“”ƒˆ])"
)


def _worn(text: str, language: Language) -> Iterator[Run]:
    """Sequences whose last byte was lost: A0 became a space, 9D vanished."""
    for match in _WORN.finditer(text):
        start, end = match.span()
        before = text[start - 1 : start]
        if match[0] == "â€":
            yield Run(start, end, "”", WESTERN)
        elif before.isupper():
            continue  # the end of a word in capitals
        elif match[0] == "Â":
            yield Run(start, end, "", WESTERN)
        elif "à" in language.letters:
            if match[0] == "Ã":
                yield Run(start, end, "à", WESTERN)
                continue
            inside = language.base in ("ca", "vi") and text[end : end + 1].isalpha()
            glued = language.base == "pt" and re.match(r"s?\b|quel|quilo", text[end : end + 5])
            if text[end : end + 1] in (",", ".", ";", ":", ")", "»", "”"):
                yield Run(start, end, "à", WESTERN)
            elif not inside and not match["space"]:
                yield Run(start, end - (not glued), "à", WESTERN)
            elif match["space"]:
                yield Run(start, end - 1, "à", WESTERN)


def _runs(text: str, page: Page, language: Language) -> list[Run]:
    chains = list(chains_of(text, page))
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
                    and {kind_of(c, page, language) for c in letters} <= _believed(page)
                ):
                    after[i] = letters
            last = i if after[i] is not None else last
    return [
        Run(chain[0].start - len(lead), chain[-1].end, ("Р" if lead else "") + a, page.name)
        for chain, a in zip(chains, after, strict=True)
        if a is not None
        for lead in [_lost_er(text, chain[0].start, page)]
    ]


def _believed(page: Page) -> set[str]:
    """What a doubtful chain beside a sure one may be."""
    return {"own", "sign"} if page.name == WESTERN else {"own"}


def _near(text: str, one: Sequence[Unit], other: Sequence[Unit], page: Page) -> bool:
    """Whether two chains stand close together; but for Western pages, in words side by side."""
    gap = text[min(one[-1].end, other[-1].end) : max(one[0].start, other[0].start)]
    if page.name == WESTERN:
        return len(gap) <= 60 and "\n" not in gap
    if len(gap) <= 40 and not any(c.isspace() for c in gap):
        return True  # in one word
    return len(gap) <= 2 and not any(c.isalnum() or c == "\n" for c in gap)


def _lost_er(text: str, start: int, page: Page) -> str:
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


def _judge(text: str, chain: Sequence[Unit], page: Page, language: Language) -> str | None:
    """What a chain was, or None when it is no damage or a doubtful one."""
    after = "".join(s.after for s in chain)
    if page.name == WESTERN and (again := repaired(after, language)) != after:
        return again  # misread twice
    kinds = [kind_of(c, page, language) for c in after]
    if "bad" in kinds:
        return None
    if kinds.count("odd") * 3 > kinds.count("own") + kinds.count("foreign"):
        return None
    if "foreign" in kinds:
        scripts = {script_of(c) for c, kind in zip(after, kinds, strict=True) if kind == "foreign"}
        return after if kinds.count("foreign") >= 3 and len(scripts) == 1 else None
    if page.name in ANYWHERE or any(is_nonsense(text, s, language) for s in chain):
        return after
    if all(c in language.letters for c in text[chain[0].start : chain[-1].end]):
        return None
    ends = {text[s.end - 1] for s in chain}
    return after if len(chain) > 2 or (len(chain) == 2 and ends - set("’“”…»–—\xa0")) else None
