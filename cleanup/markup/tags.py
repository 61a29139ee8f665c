"""Tags, whole and damaged: ``<p>``, ``< p>``, ``</ b >``, ``< a href = "http: // x. y">``.

Reading is tolerant about space, width and quotation marks and strict about names: only elements
of HTML are tags, and what follows the name must be attributes. So ``a < b and c > d``,
``List<String>`` and ``<john@example.org>`` are none. Everything runs in linear time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cleanup.markup.elements import BOOLEAN_ATTRIBUTES, ELEMENTS, URL_ATTRIBUTES, Break
from cleanup.markup.urls import rejoined

_SPACE = "[ \t\xa0]{0,3}"


def _pattern(opening: str, closing: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?P<open>[{opening}])(?P<lead>{_SPACE})(?P<slash>[/／]?){_SPACE}"
        r"(?P<name>[A-Za-z]{1,10}(?:[ ]?[1-6](?![0-9]))?)(?![\w.:@-])"
        rf"(?P<rest>[^<>＜＞{opening}{closing}]{{0,4000}})(?P<close>[{closing}])"
    )


_TAG = _pattern("<＜", ">＞")
_ODD = _pattern("〈‹", "〉›")
_VALID = re.compile(
    r"<(?:/[A-Za-z][A-Za-z0-9]*[ \t\r\n]*|[A-Za-z][A-Za-z0-9]*"
    r"(?:[ \t\r\n]+[^\s\"'<>/=]+(?:[ \t\r\n]*=[ \t\r\n]*"
    r"(?:\"[^\"<>]*\"|'[^'<>]*'|[^\s\"'=<>`“”„«»＂″‘’]+))?)*"
    r"[ \t\r\n]*/?)>"
)
_ATTRIBUTE = re.compile(
    r"\s*(?P<name>[A-Za-z_:@][\w:.-]{0,60})"
    r"(?:\s*[=＝]\s*(?P<value>\"[^\"]*\"|'[^']*'|[“”„«»＂″]\s?[^“”„«»＂″\"]*[“”„«»＂″\"]"
    r"|[‘’‚‹][^‘’‚›']*[‘’›]"
    r"|(?:https?|ftp|www)\b[^\s\"'“”„«»]*"
    r"(?:[^\S\r\n]+(?![A-Za-z-]{1,30}\s*[=＝])[^\s\"'“”„«»]+)*|[^\s\"'“”„«»]+))?"
)
_QUOTES = "\"'“”„«»＂″‘’‚‹›"


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag found in a text."""

    start: int
    end: int
    name: str
    """Of the element, in small letters."""
    closing: bool
    intact: bool
    """Whether it is valid HTML as it stands."""
    fixed: str
    """The tag as valid HTML; the very text if `intact`."""
    spaced: bool
    """Whether a space stands at both ends inside the brackets: ``< b >``."""
    odd: bool
    """Whether the brackets are ‹› or 〈〉, which have other uses."""

    @property
    def doubtful(self) -> bool:
        """Whether it may be something else in angle brackets: ‹b›, 〈Time〉."""
        return self.odd and not self.closing and self.name not in _UNMISTAKABLE

    @property
    def breaks(self) -> Break:
        """What the tag does to the text around it."""
        return ELEMENTS[self.name]


def tags(text: str) -> Iterator[Tag]:
    """The tags of a text in order."""
    matches: Iterable[re.Match[str]] = ()
    if "<" in text or "＜" in text:
        matches = _TAG.finditer(text)
    if "〈" in text or "‹" in text:
        matches = sorted((*matches, *_ODD.finditer(text)), key=lambda match: match.start())
    for match in matches:
        tag = _tag(match)
        if tag is not None:
            yield tag


def _tag(match: re.Match[str]) -> Tag | None:
    written = match["name"].replace(" ", "")
    name, closing, rest = written.lower(), bool(match["slash"]), match["rest"]
    if name not in ELEMENTS or match["open"] + match["close"] in ("〈›", "‹〉"):
        return None
    body, gap, slash = rest.rstrip(), "", ""
    if not closing and body.endswith(("/", "／")):
        gap, slash, body = " " * (body[-2:-1].isspace()), "/", body[:-1].rstrip()
    attributes = _attributes(body)
    if attributes is None or (closing and attributes):
        return None
    valid = _VALID.fullmatch(match[0]) is not None
    if valid and not any(damaged for *_, damaged in attributes):
        fixed = match[0]
    else:
        parts = [name if written.islower() else written, *(a[0] for a in attributes)]
        fixed = "<" + "/" * closing + " ".join(parts) + gap + slash + ">"
    spaced = bool(match["lead"]) and rest[-1:].isspace()
    return Tag(
        *match.span(), name, closing, fixed == match[0], fixed, spaced, match["open"] in "‹〈"
    )


_CLEAR = "br div h1 h2 h3 h4 h5 h6 hr img li ol td th tr ul"
_UNMISTAKABLE = frozenset(_CLEAR.split())


def _attributes(body: str) -> list[tuple[str, bool]] | None:
    """Attributes as valid HTML, and whether a URL in them was damaged; None: these are none."""
    found: list[tuple[str, bool]] = []
    position = 0
    while position < len(body):
        match = _ATTRIBUTE.match(body, position)
        if match is None or match.end() == position:
            return None
        name, value = match["name"], match["value"]
        if value is None and name.lower() not in BOOLEAN_ATTRIBUTES:
            return None
        if value is None:
            found.append((name, False))
        else:
            bare = value.strip(_QUOTES) if value[0] in _QUOTES else value
            mended = rejoined(bare) if name.lower() in URL_ATTRIBUTES else bare
            if value[0] not in "\"'" and mended == bare:
                mended = bare.strip()
            quote = "'" if '"' in mended else '"'
            found.append((f"{name}={quote}{mended}{quote}", mended != bare))
        position = match.end()
    return found
