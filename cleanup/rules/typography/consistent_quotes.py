"""Quotation marks of one article in one style."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

STYLES = ("““", "“”", "„“", "„”", "«»", "»«", '""', "””", "»»", "「」", "『』")
"""Pairs of double quotation marks in use somewhere (CLDR delimiters), and the straight ones."""

_PAIR = re.compile(
    r"“[^“”„«»\"\n]{1,400}?[”“]|„[^“”„«»\"\n]{1,400}?[“”]|«[^“”„«»\"\n]{1,400}?»"
    r"|\"[^“”„«»\"\n]{1,400}?\"|”[^“”„«»\"\n]{1,400}?”"
)
_FEWEST = 3
"""Pairs of the leading style before it may be called the document's own."""
_SHARE = 0.75
_GUILLEMET_SPACE = "\u00a0\u202f "


class Pair(NamedTuple):
    """A quotation: where its marks stand and which they are."""

    start: int
    end: int
    style: str


@rule(
    "consistent-quotes",
    stage="typography",
    safety=Safety.SAFE,
    message="The document uses other quotation marks.",
    fix=[
        Fix(
            'He said “a”. She said “b”. They said “c”. We said "d".',
            "He said “a”. She said “b”. They said “c”. We said “d”.",
        ),
        Fix(
            '„Eins“, sagte er. „Zwei“, sagte sie. „Drei“, rief "Vier".',
            "„Eins“, sagte er. „Zwei“, sagte sie. „Drei“, rief „Vier“.",
            lang="de",
        ),
        Fix("«раз», «два», «три» и “четыре”.", "«раз», «два», «три» и «четыре».", lang="ru"),
    ],
    keep=[
        Keep('“a” and "b"'),
        Keep('He is 6\' 2" tall. “a”, “b”, “c” and 5" more.'),
        Keep("„Er sagte: ‚Ja‘“, „b“, „c“.", lang="de"),
    ],
)
def consistent_quotes(document: Document) -> Iterator[Found]:
    """Gives the odd quotation the marks that most quotations of the document have.

    The style is the document's own, by a clear majority of at least three pairs; with the style
    option ``quotes = "locale"`` it is the language's (CLDR delimiters), with ``"keep"`` nothing
    happens. Only whole pairs inside one paragraph are changed, never nested ones. One odd pair is
    damage and is mended; several, straight marks and those for a quotation inside another are a
    habit of the writer and only `likely`.
    """
    wish = document.style.quotes
    if wish == "keep" or document.language.full_width:
        return
    text = document.text
    pairs = [
        Pair(m.start(), m.end(), m[0][0] + m[0][-1])
        for block in document.blocks
        for m in _PAIR.finditer(text, block.start, block.end)
    ]
    wanted = "".join(document.language.quotes) if wish == "locale" else _majority(pairs)
    if not wanted or wanted not in STYLES or wanted == '""':
        return  # straight marks are nobody's style: curly ones among them are not made worse
    odd = sum(pair.style != wanted for pair in pairs)
    for pair in pairs:
        if pair.style == wanted or not _is_quotation(text, pair) or _is_nested(document, pair):
            continue
        second = pair.style == "".join(document.language.alternate_quotes)
        sure = wish == "locale" or (odd == 1 and pair.style != '""' and not second)
        level = Safety.SAFE if sure else Safety.LIKELY
        inner = text[pair.start + 1 : pair.end - 1]
        bare = inner.strip(_GUILLEMET_SPACE) if "«" in pair.style else inner
        space = "\u00a0" if wanted == "«»" and document.language.spaced_colon else ""
        left = inner.index(bare) if bare else 0
        yield Found(pair.start, pair.start + 1 + left, wanted[0] + space, safety=level)
        right = len(inner) - left - len(bare)
        yield Found(pair.end - 1 - right, pair.end, space + wanted[1], safety=level)


def _majority(pairs: list[Pair]) -> str | None:
    """The style of at least three quarters of the pairs, and of three, if there is one."""
    if len(pairs) <= _FEWEST:
        return None
    style, count = Counter(pair.style for pair in pairs).most_common(1)[0]
    return style if count >= _FEWEST and count >= _SHARE * len(pairs) else None


def _is_nested(document: Document, pair: Pair) -> bool:
    """Whether another quotation is open around the pair, or straight marks do not pair off."""
    block = document.block_at(pair.start)
    if block is None:
        return True
    before = document.text[block.start : pair.start]
    if (before + document.text[pair.end : block.end]).count('"') % 2:
        return True
    opened = before.count("«") - before.count("»")
    if low := before.count("„"):  # „…“ and „…”
        opened += low - before.count("“") - before.count("”")
    else:
        opened += before.count("“") - before.count("”")
    return opened != 0


def _is_quotation(text: str, pair: Pair) -> bool:
    """Whether the marks stand where quotation marks do, and are no inch marks."""
    before = text[pair.start - 1 : pair.start] if pair.start else " "
    after = text[pair.end : pair.end + 1] or " "
    first, last = text[pair.start + 1], text[pair.end - 2]
    return (
        not before.isalnum()
        and not after.isalnum()
        and (not first.isspace() or "«" in pair.style)
        and (not last.isspace() or "»" in pair.style)
    )
