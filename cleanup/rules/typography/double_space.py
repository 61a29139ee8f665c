"""Two spaces where one belongs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document, Format
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_SPACES = re.compile(r"(?<=\S)[ \t\u00a0\u202f]{2,}(?=\S)")
_COLUMNS = re.compile(r"[ \t]{3,}|\t")


@rule(
    "double-space",
    stage="typography",
    safety=Safety.SAFE,
    message="More than one space in a row.",
    formats=(Format.TEXT,),
    fix=[
        Fix("The port  reopened.", "The port reopened."),
        Fix("Der Hafen  ist \u00a0offen.", "Der Hafen ist offen.", lang="de"),
        Fix("Le port est ouvert\u00a0 !", "Le port est ouvert\u00a0!", lang="fr"),
    ],
    keep=[
        Keep("The port reopened."),
        Keep("Name    Port    Ships\nAda     Oslo    3\nBo      Rome    4\n"),
        Keep("  An indented line."),
        Keep("def f():\n    return 1  # one\n\nx  = 2\ny  = 3\n"),
    ],
)
def double_space(document: Document) -> Iterator[Found]:
    """Leaves one space where several stand between words.

    A no-break space among them wins before punctuation that wants one (French), otherwise a
    plain one stays. Tables set with spaces or tabs are left as they are.
    """
    text = document.text
    if "  " not in text and "\u00a0" not in text and "\t" not in text and "\u202f" not in text:
        return
    table = _table_lines(document)
    for match in _SPACES.finditer(text):
        if any(start <= match.start() < end for start, end in table):
            continue
        following = text[match.end()]
        wanted = " "
        if document.language.spaced_colon and following in ":;!?»":
            wanted = next((c for c in match[0] if c in "\u00a0\u202f"), " ")
        yield Found(*match.span(), wanted)


def _table_lines(document: Document) -> list[tuple[int, int]]:
    """Spans of neighbouring blocks that are laid out in columns, or of indented code."""
    text = document.text
    laid = [
        block
        for block in document.blocks
        if _COLUMNS.search(text, block.start, block.end)
        or (text[block.start - 1 : block.start] in (" ", "\t") and block.start)
        or re.search(r"  [=#]|;$|[{}]$", text[block.start : block.end])
    ]
    return [(b.start, b.end) for b in laid] if len(laid) > 1 else []
