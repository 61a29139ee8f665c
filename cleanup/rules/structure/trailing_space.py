"""White space at the ends of lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document, Format
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_TRAILING = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+(?=\r?\n|\Z)")


@rule(
    "trailing-space",
    stage="structure",
    safety=Safety.SAFE,
    message="White space at the end of a line.",
    formats=(Format.TEXT, Format.HTML),
    fix=[
        Fix("The end. \u00a0\n", "The end.\n"),
        Fix("Fin.\u00a0\nSuite.", "Fin.\nSuite.", lang="fr"),
        Fix("終わり。\u3000\n次。", "終わり。\n次。", lang="ja"),
        Fix("النهاية. \nتتمة.", "النهاية.\nتتمة.", lang="ar"),
    ],
    keep=[
        Keep("No space.\n\nHere neither."),
        Keep("A hard break  \nin Markdown", format=Format.MARKDOWN),
    ],
)
def trailing_space(document: Document) -> Iterator[Found]:
    """Drops spaces, tabs and no-break spaces before a line end.

    They are never meant; in Markdown, where two of them break the line, they stay (CommonMark
    0.31, section 6.7).
    """
    text = document.text
    if not text:
        return
    for match in _TRAILING.finditer(text):
        if not (match.end() == len(text) and match.start() == 0):
            yield Found(*match.span(), "")
