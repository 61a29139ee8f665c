"""Markdown links and images, whole and torn: ``[text](url)``, ``! [alt] (http: // x. org)``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cleanup.markup.urls import rejoined

_LINK = re.compile(
    r"(?P<bang>[!！] ?)?(?P<left>[\[［])(?P<text>[^\[\]［］\n]{0,400})"
    r"(?P<right>[\]］])(?P<gap> ?)"
    r"(?P<open>[(（] ?)(?P<url>[^()（）\n\"]{2,500}?)"
    r"(?P<title> ?\"[^\"\n]{0,200}\")?(?P<close> ?[)）])"
)
_URL = re.compile(
    r"(?:https?|ftp)://\S|www\.\S|mailto:\S|[./#]\S*[\w/]$"
    r"|[\w/-]+\.(?:html?|pdf|png|jpe?g|gif|md)$"
)
_REMARK = re.compile(r"[\s\d.,*†…-]*|sic!?|i", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Link:
    """A link or an image."""

    match: re.Match[str]
    url: str
    """Its address in one piece."""
    intact: bool

    @property
    def image(self) -> bool:
        """Whether it shows an image."""
        return self.match["bang"] is not None


def links(text: str) -> Iterator[Link]:
    """The links and images of a text in order; ``[1] (x)`` and ``[sic] (x)`` are none."""
    if "](" not in text and "] (" not in text and "］" not in text:
        return
    for match in _LINK.finditer(text):
        url = rejoined(match["url"].strip())
        if _URL.match(url) is None or " " in url:
            continue
        if _REMARK.fullmatch(match["text"]) and not match["bang"]:
            continue
        marks = match["left"] + match["right"] + match["gap"] + match["open"] + match["close"]
        intact = marks == "[]()" and match["bang"] in (None, "!") and url == match["url"]
        yield Link(match, url, intact)
