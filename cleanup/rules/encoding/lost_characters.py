"""Places where a character was lost for good."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_LOST = re.compile(r"\w{0,40}\ufffd+(?:\w{0,40}\ufffd+){0,20}\w{0,40}")


@rule(
    "lost-characters",
    stage="encoding",
    safety=Safety.ASK,
    message="A character was lost here and cannot be told from the text.",
    needs="\ufffd",
    fix=[Fix("Der B\ufffdrgermeister kam.", "Der B\ufffdrgermeister kam.", "de")],
    keep=[Keep("Der Bürgermeister kam?", "de"), Keep("Что? Где? Когда?", "ru")],
)
def lost_characters(document: Document) -> Iterator[Found]:
    """Points at U+FFFD, which a converter has put where it did not understand a byte.

    Which letter stood there only the source or a reader can tell; guessing would hide the loss.

    Source: Unicode Standard, 5.22 (U+FFFD substitution).
    """
    for match in _LOST.finditer(document.text):
        yield Found(*match.span(), None)
