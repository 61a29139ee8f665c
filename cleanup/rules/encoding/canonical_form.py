"""Letters written as a base letter with a combining mark."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_DECOMPOSED = re.compile(
    "[^\u0300-\u036f][\u0300-\u036f\u0653-\u0655\u3099\u309a]+"
    "|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"  # Korean, syllable by syllable
)


@rule(
    "canonical-form",
    stage="encoding",
    safety=Safety.SAFE,
    message="A letter and its mark as two characters; the usual form is one.",
    breaks_shields=True,
    fix=[
        Fix("Zu\u0308rich, a\u0308lter", "Zürich, älter", "de"),
        Fix("e\u0301te\u0301 c\u0327a", "été ça", "fr"),
        Fix("и\u0306од", "йод", "ru"),
        Fix("Vie\u0323\u0302t Nam", "Việt Nam", "vi"),
        Fix("か\u3099き", "がき", "ja"),
        Fix("\u1112\u1161\u11ab\u1100\u1173\u11af", "한글", "ko"),
    ],
    keep=[
        Keep("Zürich été йод Việt がき 한글", "de"),
        Keep("за\u0301мок и замо\u0301к", "ru"),
        Keep("שָׁלוֹם עֲלֵיכֶם", "he"),
        Keep("हिन्दी में क़लम", "hi"),
        Keep("10 kΩ, 5 Å", "sv"),
    ],
)
def canonical_form(document: Document) -> Iterator[Found]:
    """Joins a letter and its combining marks where Unicode has one character for both.

    The two look alike, but searching, sorting and spell checking fail on the form in two
    parts, which file names and PDF bring along. Stress marks without a joined form, vowel points
    and the marks of Indic scripts stay as they are, in their order.

    Source: Unicode Standard Annex 15 (normalization form C); W3C, Character Model: String Matching.
    """
    text = document.text
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return
    for match in _DECOMPOSED.finditer(text):
        after = unicodedata.normalize("NFC", match[0])
        if len(after) < len(match[0]):
            yield Found(*match.span(), after)
