"""Half-lost tags: ``p>`` where a line begins, ``</p`` where one ends, ``/p>`` behind a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cleanup.markup.elements import ELEMENTS, Break

_NAME = "(?P<name>p|br|div|h[1-6]|li|ul|ol|td|tr|strong|em|span|blockquote)"
_LEFT = re.compile(
    rf"^[ \t]*(?P<tag>(?P<slash>/ ?)?{_NAME} ?/? ?[>＞])(?= ?[\"'“„«‘(¿¡–—-]?[^\W\d_])",
    re.MULTILINE | re.IGNORECASE,
)
_RIGHT = re.compile(
    rf"(?P<tag>[<＜](?P<slash> ?/ ?)?{_NAME})[ \t]*$|(?P<tag2>[<＜] ?/ ?)$",
    re.MULTILINE | re.IGNORECASE,
)
_CLOSE = re.compile(
    rf"(?:(?<=[.!?…\"”’»)\]])|(?<=[.!?…\"”’»)\]]\s)|(?<=[^\W\d_]\s)(?=[^>＞\n]{{1,14}}[>＞]$))"
    rf"(?P<tag>/ ?{_NAME} ?[>＞])(?=\s|$)",
    re.MULTILINE | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Fragment:
    """What is left of a tag."""

    start: int
    end: int
    name: str
    closing: bool

    @property
    def breaks(self) -> Break:
        """What the tag does to the text around it."""
        return ELEMENTS[self.name]


def fragments(text: str) -> Iterator[Fragment]:
    """What is left of tags that lost a bracket; order is left to the caller."""
    if ">" in text or "＞" in text:
        for match in _LEFT.finditer(text):
            name = match["name"]
            behind = text[match.end() : match.end() + 3].lstrip(" \"'“„«‘(¿¡–—-")[:1]
            if not behind.islower() and (name.islower() or name.istitle()):
                yield Fragment(*match.span("tag"), name.lower(), bool(match["slash"]))
        for match in _CLOSE.finditer(text):
            yield Fragment(*match.span("tag"), match["name"].lower(), True)
    if "<" in text or "＜" in text:
        for match in _RIGHT.finditer(text):
            if match["tag2"]:
                yield Fragment(*match.span("tag2"), "p", True)
            else:
                yield Fragment(*match.span("tag"), match["name"].lower(), bool(match["slash"]))
