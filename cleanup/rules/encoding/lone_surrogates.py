"""Halves of characters beyond U+FFFF."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_SURROGATE = re.compile("[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]")


@rule(
    "lone-surrogates",
    stage="encoding",
    safety=Safety.SAFE,
    message="Half a character; it cannot be written as UTF-8.",
    breaks_shields=True,
    fix=[
        Fix("Bravo \ud83d\ude00!", "Bravo 😀!", "fr"),
        Fix("Ende \ud83d hier", "Ende \ufffd hier", "de"),
    ],
    keep=[Keep("Bravo 😀!", "fr"), Keep("漢字𠮷野家", "ja")],
)
def lone_surrogates(document: Document) -> Iterator[Found]:
    """Joins the two halves of a character, and marks a half that stands alone as lost (U+FFFD).

    Surrogates are an inner affair of UTF-16; in a text they come from broken conversion, and a
    file that holds one cannot be saved.

    Source: Unicode Standard, 3.9, D75 and C1; 5.22 (U+FFFD substitution).
    """
    text = document.text
    if text.isprintable():
        return
    for match in _SURROGATE.finditer(text):
        whole = match[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        yield Found(*match.span(), whole)
