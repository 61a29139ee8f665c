"""Paragraphs and headlines that stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Block, Document, Kind
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_NOT_WORD = re.compile(r"\W+")
_FEWEST_CHARACTERS = 20
_NEAR = 90.0
"""Similarity (0..100, `rapidfuzz.fuzz.ratio`) from which neighbours are called nearly alike."""


@rule(
    "repeated-paragraph",
    stage="structure",
    safety=Safety.SAFE,
    message="The paragraph stands twice.",
    breaks_shields=True,
    fix=[
        Fix(
            "A port reopens at last\n\nA port reopens at last\n\nThe port of Lome reopened.",
            "A port reopens at last\n\nThe port of Lome reopened.",
        ),
        Fix(
            "Le port a rouvert hier soir.\nLe port a rouvert hier soir.\n",
            "Le port a rouvert hier soir.\n",
            lang="fr",
        ),
        Fix(
            "Порт снова открыт для судов.\n\nПорт снова открыт для судов.\n\nКонец.",
            "Порт снова открыт для судов.\n\nКонец.",
            lang="ru",
        ),
    ],
    keep=[
        Keep("Yes.\n\nYes.\n\nNo.\n"),
        Keep("| a | b |\n| - | - |\n| 0 | 0 |\n| 0 | 0 |\n"),
        Keep("- one item\n- one item\n"),
        Keep("The port reopened on Monday.\n\nThe mine reopened on Tuesday after a year.\n"),
    ],
)
def repeated_paragraph(document: Document) -> Iterator[Found]:
    """Removes a paragraph that repeats the one before it, and asks about near repetitions.

    Page furniture (the headline in the page and in the article) and translators' segment seams
    leave both. Exact repetition, capitals and punctuation aside, goes; a headline or paragraph
    that stands twice nearly alike, or again further down, is only pointed out.
    """
    text = document.text
    seen: set[str] = set()
    previous: tuple[Block, str] | None = None
    for block in document.blocks:
        key = _NOT_WORD.sub(" ", text[block.start : block.end].casefold()).strip()
        if len(key) < _FEWEST_CHARACTERS or block.kind is Kind.LIST_ITEM:
            previous = (block, key)
            continue
        if previous is not None and key == previous[1]:
            kept = previous[0]
            yield Found(kept.end, block.end, "", f"The {block.kind} stands twice in a row.")
            previous = (block, key)
            continue
        if key in seen:
            message = f"The {block.kind} stands here again."
            yield Found(block.start, block.end, None, message, Safety.ASK)
        elif previous is not None and _nearly(key, previous[1]):
            message = f"The {block.kind} stands twice, nearly alike."
            yield Found(block.start, block.end, None, message, Safety.ASK)
        seen.add(key)
        previous = (block, key)


def _nearly(one: str, other: str) -> bool:
    if min(len(one), len(other)) < 0.8 * max(len(one), len(other)):
        return False
    from rapidfuzz import fuzz

    digits = [c for c in one if c.isdigit()], [c for c in other if c.isdigit()]
    if digits[0] != digits[1]:
        return False
    return fuzz.ratio(one, other, score_cutoff=_NEAR) >= _NEAR
