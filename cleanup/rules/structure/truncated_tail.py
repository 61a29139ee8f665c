"""A text that breaks off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document, Kind
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_OPEN_END = re.compile(r"(?:[,(\[{«„“‘\-–—]|\w[-‐])\s*\Z")
_FEWEST_WORDS = 4


@rule(
    "truncated-tail",
    stage="structure",
    safety=Safety.ASK,
    message="The text breaks off here.",
    fix=[
        Fix("The port reopened, but the ships,", "The port reopened, but the ships,"),
        Fix(
            "Le port a rouvert hier soir, mais (", "Le port a rouvert hier soir, mais (", lang="fr"
        ),
        Fix(
            "Der Hafen wurde gestern wieder geöff-",
            "Der Hafen wurde gestern wieder geöff-",
            lang="de",
        ),
    ],
    keep=[
        Keep("The port reopened."),
        Keep("A short headline"),
        Keep("Er sagte: „Der Hafen ist wieder offen.“", lang="de"),
        Keep("The list:\n- one\n- two"),
    ],
)
def truncated_tail(document: Document) -> Iterator[Found]:
    """Points at a last paragraph that ends in a comma, an opening mark or a broken word.

    Length limits of translators and scrapers cut texts off; what is missing cannot be guessed.
    """
    if not document.blocks:
        return
    block = document.blocks[-1]
    text = document.text[block.start : block.end]
    if block.kind is not Kind.LIST_ITEM and len(text.split()) >= _FEWEST_WORDS:
        match = _OPEN_END.search(text[-20:])
        if match and match[0][0] not in document.language.closing_quotes:
            yield Found(block.end - len(match[0]), block.end, None)
