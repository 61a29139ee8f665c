"""Whether a piece of markup is meant: quoted, in code, or spoken of as an element."""

from __future__ import annotations

import re

from cleanup.document import Document

_PAIRS = frozenset(
    ('""', "''", "``", "“”", "„“", "„”", "””", "‘’", "‚‘", "’’", "«»", "»«", "‹›", "「」", "『』")
)
_WORD = (
    r"(?:HTML|XML|(?-i:tags?)|elements?|élément|balises?|etiquetas?|elementos?|elementi?|Elemente?s?|"
    r"znaczniki?a?|značk[ay]|prvek|prvky|тег[аиу]?|элемент[аы]?|елемент[аи]?|etichett[ae]|"
    r"elementul|eticheta|element(?:en)?|tagg?e[nt]|タグ|要素|标签|標籤|元素|태그)"
)
_BEHIND = re.compile(rf"[ \xa0-](?:{_WORD}|(?<=-)Tags?)(?![^\W_])", re.IGNORECASE)
_BEFORE = re.compile(rf"(?<![^\W_])(?:{_WORD}|HTML-Tag)[ \xa0:]{{0,2}}$", re.IGNORECASE)


def quoted(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` alone stands between two quotation marks."""
    if (
        start
        and text[start - 1] in " \xa0\u202f"
        and text[end : end + 1] in (" ", "\xa0", "\u202f")
    ):
        return text[max(start - 2, 0) : start - 1] + text[end + 1 : end + 2] == "«»"
    return bool(start) and text[start - 1] + text[end : end + 1] in _PAIRS


def mentioned(document: Document, start: int, end: int, *, intact: bool) -> bool:
    """Whether markup at ``[start, end)`` is what the text speaks of, not what it is made with.

    Translation spares the tags that a text speaks of, so a damaged one must be in quotation marks
    or code.
    """
    text = document.text
    if quoted(text, start, end) or in_code(document, start, end):
        return True
    before, behind = text[start - 1 : start], text[end : end + 1]
    if not intact or before.isalnum() or behind.isalnum():
        return False
    if _BEHIND.match(text, end):
        return True
    return bool(_BEFORE.search(text[max(start - 24, 0) : start]))


def in_code(document: Document, start: int, end: int) -> bool:
    """Whether ``[start, end)`` touches code between backticks, or, in HTML, a code element."""
    text = document.text
    for shield in document.shields.within(start, end):
        if shield.kind == "code":
            return True
        if shield.kind == "markup" and not (shield.start == start and shield.end == end):
            head = text[shield.start : shield.start + 12].lower()
            if head[0].isspace():  # an indented block of Markdown
                return True
            if head.startswith(("<pre", "<code", "<script", "<style", "<textarea", "<!--")):
                return True
    return False
