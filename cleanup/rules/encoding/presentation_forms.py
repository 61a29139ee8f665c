"""Characters that are mere shapes of letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_LATIN = "\ufb00-\ufb06"
_ARMENIAN = "\ufb13-\ufb17"
_ARABIC = "\ufb50-\ufbb1\ufbd3-\ufbff\ufe80-\ufefc"
_SHAPE = re.compile(f"[{_LATIN}{_ARMENIAN}{_ARABIC}]+")


@rule(
    "presentation-forms",
    stage="encoding",
    safety=Safety.SAFE,
    message="The shape of a letter instead of the letter.",
    breaks_shields=True,
    fix=[
        Fix("The oﬃce ﬁled it.", "The office filed it."),
        Fix("La ﬂeur et le conﬂit", "La fleur et le conflit", "fr"),
        Fix("ﺍﻟﺴﻼﻡ", "السلام", "ar"),
    ],
    keep=[
        Keep("œuvre, Dziękuję, ĳs", "fr"),
        Keep("صلى الله عليه وسلم ﷺ ﷲ", "ar"),
        Keep("x² ½ Nr. Ⅳ ™", "de"),
    ],
)
def presentation_forms(document: Document) -> Iterator[Found]:
    """Takes ligatures such as ﬁ apart, and makes shapes of Arabic letters the letters themselves.

    PDF and old typesetting leave them. Fonts make the shapes by themselves; searching and spell
    checking need the letters. Œ, ĳ and honorific ligatures are characters of their own.

    Source: Unicode Standard, 23.8 and 9.2 (presentation forms are for compatibility only).
    """
    if document.text.isascii():
        return
    for match in _SHAPE.finditer(document.text):
        yield Found(*match.span(), unicodedata.normalize("NFKC", match[0]))
