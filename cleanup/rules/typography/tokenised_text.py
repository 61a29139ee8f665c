"""Text that was cut into tokens and joined with spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Block, Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule
from cleanup.words import function_words

_SPACED = re.compile(r"\S [,.;:!?](?= |$)", re.MULTILINE)
_ATTACHED = re.compile(r"[^\W_]{2}[,;:!?](?=\s)|[^\W\d_]{3}\.(?=\s+[^\W\d_a-z]|$)", re.MULTILINE)
_CLITIC = re.compile(
    r"(?<=[^\W\d_]) (?=['’](?:s|t|re|ve|ll|d|m)\b)|(?<=[^\W\d_]) (?=n['’]t\b)"
    r"|(?<=[0-9]) (?=['’]s\b)",
    re.IGNORECASE,
)
_APART = re.compile(r"(?:(?<=\s)|^)'(?=\s|$)", re.MULTILINE)
_JOINED = re.compile(r"(?<=[^\W_])( ?)([-/‐‑])( )(?=[^\W_])|(?<=[^\W_])( )([-/‐‑])(?=[^\W_])")
_WORD = re.compile(r"[^\W\d_]+")
_PARTICLES = frozenset({"to", "in", "of", "on", "up", "by", "for", "at", "out", "be"})
"""Function words that English compounds hold: day-to-day, drive-by, would-be."""
_PERCENT = re.compile(r"(?<=[0-9])( )(?=%)")
_CURRENCY = re.compile(r"(?<=[$£€¥#])( )(?=[0-9A-Z])")
_CLOCK = re.compile(r"(?<=\d)( ):( )(?=\d\d(?!\d))|(?<=\d)( ):( )(?=\d)")


@rule(
    "tokenised-text",
    stage="typography",
    safety=Safety.SAFE,
    message="The text was cut into tokens; these belong together.",
    fix=[
        Fix(
            "The medium - sized port , it 's said , is closed .",
            "The medium-sized port , it's said , is closed .",
        ),
        Fix("They do n't pay $ 5 , or 20 % of it .", "They don't pay $5 , or 20% of it ."),
        Fix("They won 24 - 0 at 17 : 07 .", "They won 24-0 at 17:07 ."),
        Fix("Die S - Bahn , sagte er , steht .", "Die S-Bahn , sagte er , steht .", lang="de"),
    ],
    keep=[
        Keep("Ayr 38 - 17 Melrose: they won, at last."),
        Keep("The port - it was closed - is open, he said."),
        Keep("The port – closed – is open."),
        Keep("It is , he said, closed - for now."),
        Keep("Der Hafen - lange zu - ist offen.", lang="de"),
    ],
)
def tokenised_text(document: Document) -> Iterator[Found]:
    """Joins hyphens, apostrophes, percent and currency signs in blocks of tokenised text.

    A block counts as tokenised when its punctuation stands apart throughout; there a hyphen
    between spaces is a hyphen, while elsewhere it may be a dash. Marks before which no space
    belongs anywhere are the business of the rules for spaces.
    """
    text = document.text
    if " ." not in text and " ," not in text:
        return
    for block in document.blocks:
        if _is_tokenised(text, block):
            yield from _joints(document, block)


def _is_tokenised(text: str, block: Block) -> bool:
    part = text[block.start : block.end]
    return bool(_SPACED.search(part)) and not _ATTACHED.search(part)


def _joints(document: Document, block: Block) -> Iterator[Found]:
    text, span = document.text, (block.start, block.end)
    base = document.language.base
    patterns = [_JOINED, _CLOCK, _CURRENCY]
    if not document.language.percent_space:
        patterns.append(_PERCENT)
    if base == "en":
        patterns += [_CLITIC]
    for pattern in patterns:
        for match in pattern.finditer(text, *span):
            if pattern is _JOINED and _is_dash(text, match.end(), base):
                continue
            groups = [g for g in range(1, pattern.groups + 1) if (match[g] or "").isspace()]
            for group in groups:
                yield Found(*match.span(group), "")
            if not groups and match[0].isspace():
                yield Found(*match.span(), "")
    yield from _single_quotes(text, block)


def _is_dash(text: str, after: int, base: str) -> bool:
    """Whether a function word follows, as after a dash and not inside a compound."""
    word = _WORD.match(text, after)
    return word is not None and word[0].casefold() in function_words(base, 40) - _PARTICLES


def _single_quotes(text: str, block: Block) -> Iterator[Found]:
    """Apostrophes that stand alone: quotation marks by turns, or one possessive plural."""
    marks = [m.start() for m in _APART.finditer(text, block.start, block.end)]
    if len(marks) == 1 and text[marks[0] - 2 : marks[0] - 1] == "s" and marks[0] > block.start:
        yield Found(marks[0] - 1, marks[0], "")
    if len(marks) % 2 == 0:
        for opening, closing in zip(marks[::2], marks[1::2], strict=True):
            if closing - opening > 3:
                yield Found(opening + 1, opening + 2, "")
                yield Found(closing - 1, closing, "")
