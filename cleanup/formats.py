"""Which format a text is in, judged by its intact markup alone.

Damaged markup says nothing: a plain article with stray tags is plain text, and stays so once they
are gone. Repairing HTML or Markdown only adds to what the judgement rests on, so a cleaned text
is judged as the original was.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from cleanup.document import Format
from cleanup.markup.elements import VOID, Break
from cleanup.markup.tags import Tag, tags

_PAGE = re.compile(
    r"\s*(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype\s+html|html|body|head)\b", re.IGNORECASE
)
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
    if any(c in text for c in "#*[`|") and _is_markdown(text):
        return Format.MARKDOWN
    return Format.TEXT


def _is_html(text: str) -> bool:
    if _PAGE.match(text):
        return True
    if _INTACT_BLOCK.search(text) is None or "```" in text:
        return False
    pairs, covered = _coverage(text)
    body = text.strip()
    whole = pairs > 1 or (pairs == 1 and body[0] + body[-1] == "<>")
    return whole and covered >= _COVERED * len(body)


def _coverage(text: str) -> tuple[int, int]:
    """How many block elements are opened and closed whole, and how many characters they hold.

    One that goes on over a blank line does not count by itself: two stray tags of a plain text
    look just so.
    """
    pairs = covered = reach = 0
    for start, end in sorted(_blocks(tags(text)), key=lambda span: (span[0], -span[1])):
        if _BLANK_LINE.search(text, start, end):
            continue
        pairs += 1
        covered += max(0, end - max(start, reach))
        reach = max(reach, end)
    return pairs, covered


def _blocks(found: Iterable[Tag]) -> Iterator[tuple[int, int]]:
    """Spans of the block elements whose two tags are both intact."""
    open_: list[Tag] = []
    waiting: Counter[str] = Counter()
    for tag in found:
        if not tag.intact or tag.name in VOID or tag.breaks < Break.CELL:
            continue
        if not tag.closing:
            open_.append(tag)
            waiting[tag.name] += 1
        elif waiting[tag.name]:
            while (last := open_.pop()).name != tag.name:
                waiting[last.name] -= 1
            waiting[tag.name] -= 1
            yield last.start, tag.end


_BLANK_LINE = re.compile(r"\n[ \t\r]*\n")
_MARKS = {
    "heading": re.compile(r"^#{1,6} [^\s#].{0,200}$", re.MULTILINE),
    "link": re.compile(
        r"!?\[[^\[\]\n]{1,300}\]"
        r"\((?:https?:|mailto:|[\w./#-])[^\s()]{0,400}(?: \"[^\"\n]{0,200}\")?\)"
    ),
    "bold": re.compile(r"(?<![\w*])\*\*(?=[^\s*])[^*\n]{1,300}(?<=[^\s*])\*\*(?![\w*])"),
    "code": re.compile(r"(?<!`)`[^`\n]{1,200}`(?!`)"),
    "item": re.compile(r"^[-*+] \S", re.MULTILINE),
    "fence": re.compile(r"^```.*\n(?:.*\n)*?```", re.MULTILINE),
    "table": re.compile(r"^\|?(?: ?:?-{3,}:? ?\|)+(?: ?:?-{3,}:? ?)?$", re.MULTILINE),
}


def _is_markdown(text: str) -> bool:
    count = {kind: sum(1 for _ in mark.finditer(text)) for kind, mark in _MARKS.items()}
    if count["fence"] or count["table"]:
        return True
    minor = count["bold"] + count["code"] + (count["item"] > 1)
    if count["link"] > 1 or (count["link"] and (count["heading"] or minor)):
        return True
    if count["heading"] > 1 or (count["heading"] and minor):
        return True
    paragraphs = len(re.findall(r"\S.*(?:\n[ \t\r]*\n|$)", text)) if count["bold"] > 2 else 0
    return count["bold"] > 2 and 4 * count["bold"] > paragraphs
