"""Which format a text is in, judged by its intact markup alone.

Damaged markup says nothing: a plain article with stray tags is plain text, and stays so once they
are gone. Repairing HTML or Markdown only adds to what the judgement rests on, so a cleaned text
is judged as the original was.
"""

from __future__ import annotations

import re
from collections import Counter

from cleanup.document import Format
from cleanup.markup.elements import ELEMENTS, VOID, Break
from cleanup.markup.tags import Tag, tags

_PAGE = re.compile(r"\s*(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype\s+html|html|body|head)\b", re.IGNORECASE)
_INTACT_BLOCK = re.compile(r"</[a-zA-Z][a-zA-Z0-9]{0,10}\s*>")
_COVERED = 0.5
"""The share of a text that must stand in intact blocks for it to be HTML."""


def detect_format(text: str) -> Format:
    """The format of `text`; plain text unless its intact markup speaks for another one.

    HTML is what begins as a page, or of which at least half stands in block elements that are
    opened and closed whole. Markdown needs a heading, link or fence and one more mark, or so
    much emphasis that it cannot be left over.
    """
    if "<" in text and _is_html(text):
        return Format.HTML
    if any(c in text for c in "#*[`") and _is_markdown(text):
        return Format.MARKDOWN
    return Format.TEXT


def _is_html(text: str) -> bool:
    if _PAGE.match(text):
        return True
    if _INTACT_BLOCK.search(text) is None or "```" in text:
        return False
    found = [tag for tag in tags(text) if tag.intact and ELEMENTS[tag.name] > Break.CELL]
    pairs, covered = _pairs(found)
    if not pairs:
        return False
    whole = pairs > 1 or text.lstrip().startswith("<")
    return whole and covered >= _COVERED * len(text.strip())


def _pairs(blocks: list[Tag]) -> tuple[int, int]:
    """How many block elements are opened and closed, and how much text the outermost hold."""
    open_: list[Tag] = []
    unclosed: Counter[str] = Counter(tag.name for tag in blocks if tag.closing)
    pairs = covered = reach = 0
    for tag in blocks:
        if tag.name in VOID:
            continue
        if not tag.closing:
            if unclosed[tag.name]:
                open_.append(tag)
            continue
        unclosed[tag.name] -= 1
        while open_ and open_[-1].name != tag.name:
            open_.pop()
        if open_:
            start = open_.pop().start
            pairs += 1
            covered += tag.end - max(start, reach)
            if start < reach:  # it holds smaller ones, counted already
                covered += max(reach - start, 0) - _inside(start, reach, blocks)
            reach = tag.end
    return pairs, covered


def _inside(start: int, end: int, blocks: list[Tag]) -> int:
    return end - start
