"""Pairs of Markdown's marks, whole and set apart: ``**bold**``, ``* * bold * *``, ``~~x~~``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_GROUP = re.compile(r"(?<!\\)(?:\*(?: ?\*)+|~ ?~(?! ?~))")
_LINE = re.compile(r"[^\r\n]*(?:\*[ *]|~[ ~])[^\r\n]*")
_BULLET = re.compile(r"[ \t]*\* (?=\*\*\S)")
_LETTER = re.compile(r"[^\W\d_]")
_LONGEST = 500


class Pair(NamedTuple):
    """An opening mark, a closing mark, and the text between them; spans of the whole text."""

    start: int
    inner_start: int
    inner_end: int
    end: int

    def mark(self, text: str) -> str:
        """The mark without spaces: ``**``."""
        return text[self.start : self.inner_start].replace(" ", "")

    def intact(self, text: str) -> bool:
        """Whether it is valid Markdown as it stands."""
        inside = text[self.inner_start] + text[self.inner_end - 1]
        marks = text[self.start : self.inner_start] + text[self.inner_end : self.end]
        return not (" " in marks or "\xa0" in inside or " " in inside)


def pairs(text: str) -> Iterator[Pair]:
    """Marks that open and close in one line, matched from its beginning."""
    if "*" not in text and "~" not in text:
        return
    for line in _LINE.finditer(text):
        bullet = _BULLET.match(text, line.start(), line.end())
        start = bullet.end() if bullet else line.start()
        opening: re.Match[str] | None = None
        for group in _GROUP.finditer(text, start, line.end()):
            mark = group[0].replace(" ", "")
            if mark not in ("**", "***", "~~"):
                opening = None
            elif _operator(text, group):
                continue
            elif opening is not None and opening[0].replace(" ", "") == mark:
                pair = Pair(opening.start(), opening.end(), group.start(), group.end())
                if _meant(text, pair):
                    yield pair
                    opening = None
                else:
                    opening = group if _opens(text, group) else None
            elif _opens(text, group):
                opening = group


def _operator(text: str, group: re.Match[str]) -> bool:
    """Whether a mark stands between two numbers: ``2 ** 3``."""
    before = text[max(group.start() - 2, 0) : group.start()].rstrip()[-1:]
    behind = text[group.end() : group.end() + 2].lstrip()[:1]
    return before.isdigit() and behind.isdigit()


def _opens(text: str, group: re.Match[str]) -> bool:
    """Whether a mark may open: nothing is glued to it from the left, something follows."""
    before = text[group.start() - 1 : group.start()]
    behind = text[group.end() : group.end() + 1]
    return not (before.isalnum() and before < "\u3000") and before != "/" and behind != "/"


def _meant(text: str, pair: Pair) -> bool:
    """Whether a pair encloses words: no powers, no paths, no censored word."""
    if pair.inner_end - pair.inner_start > _LONGEST:
        return False
    inner = text[pair.inner_start : pair.inner_end]
    if len(inner.strip()) < 2 or not _LETTER.search(inner) or inner[-1] == "/":
        return False
    if inner[0].isspace() != inner[-1].isspace() and " " not in text[pair.start : pair.inner_start]:
        return not text[pair.end : pair.end + 1].isalnum()
    return True
