"""HTML entities, whole and damaged: ``&nbsp;``, ``& nbsp ;``, ``&amp;amp;``, ``&#160;``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

_ENTITY = re.compile(
    r"(?P<sign>[&＆]|(?<![&＆\w;])(?=nbsp[ \xa0]?;))"
    r"(?P<amps>(?:[ \xa0]?(?:amp|Amp|AMP)[ \xa0]?[;；][ \xa0]?(?=#|[A-Za-z]))*)"
    r"(?P<gap>[ \xa0]?)"
    r"(?P<body>#[ \xa0]?(?:[0-9]{1,7}|[xX][ \xa0]?[0-9a-fA-F]{1,6})|[A-Za-z][A-Za-z0-9]{1,31})"
    r"(?:(?P<tail>[ \xa0]{0,2})(?P<end>[;；])|(?![A-Za-z0-9=]))"
)

_AMPERSAND = re.compile(r"[&＆](?:[ \xa0]?(?:amp|Amp|AMP)[ \xa0]?[;；])+")

_CLEAR = (
    "nbsp quot amp apos rsquo lsquo rdquo ldquo bdquo sbquo laquo raquo rsaquo lsaquo hellip "
    "ndash mdash"
)
UNMISTAKABLE = frozenset(_CLEAR.split())
"""Names that are read as entities without their semicolon too."""

_AMBIGUOUS = (
    "alpha and ang asymp bull cap cent chi clubs cong copy crarr cup deg delta diams empty epsilon "
    "eta euro exist exists forall gamma ge gt hearts image in infin int iota kappa lambda lang le "
    "loz lt minus mu ne ni not nu omega omicron or order part permil perp phi pi pound prime prod "
    "prop psi rang real reg rho sect shy sigma sim spades sub sum sup tau theta there4 times trade "
    "upsilon weierp xi yen zeta bigstar bowtie check cross dagger dash die dot equals half "
    "image join map male female natural phone sharp square star target top wedge wreath "
    "frown smile flat comma period semi colon num ast plus lower vert hat grave tilde breve "
    "models between because block bottom box bump circ copf"
)
_WORDS = frozenset(_AMBIGUOUS.split())
"""Names that are words too: they must stand right behind the ampersand or before the semicolon."""

SPACES = frozenset({"\xa0", "\u2002", "\u2003", "\u2009", " "})


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity found in a text."""

    start: int
    end: int
    char: str
    """What it stands for; ``""`` for nothing that can be written."""
    fixed: str
    """The entity undamaged, with one ampersand level: ``&nbsp;``."""
    intact: bool
    """Whether it is written as it should be, if perhaps escaped twice."""
    levels: int
    """How often its ampersand was escaped: 1 in ``&amp;nbsp;``."""


def entities(text: str) -> Iterator[Entity]:
    """The entities of a text in order."""
    if "&" not in text and "＆" not in text and "nbsp" not in text:
        return
    for match in _ENTITY.finditer(text):
        found = _entity(match) or _ampersand(text, match)
        if found is not None:
            yield found


def _entity(match: re.Match[str]) -> Entity | None:
    body = re.sub("[ \xa0]", "", match["body"])
    whole = match["end"] is not None
    amps = match["amps"]
    name, char = _meaning(body)
    if char is None:
        return None
    spaced = bool(match["gap"]) + bool(match["tail"])
    if not whole and (match["gap"] or name not in UNMISTAKABLE) and not body.startswith("#"):
        return None
    if not whole and body.startswith("#") and (match["gap"] or len(body) < 4):
        return None
    if spaced and name.lower() in _WORDS and (spaced > 1 or match["gap"]):
        return None
    if spaced and not amps and not body.startswith("#") and not _usual(name):
        return None
    levels = len(re.findall("amp", amps, re.IGNORECASE))
    fixed = f"&{name};"
    intact = match[0] == "&" + "amp;" * levels + f"{body};" and name == body
    return Entity(match.start(), match.end(), char, fixed, intact, levels)


def _ampersand(text: str, match: re.Match[str]) -> Entity | None:
    """The ``&amp;`` at the head of a match whose rest is no entity, as in ``&amp; Sohn;``."""
    head = _AMPERSAND.match(text, match.start())
    if head is None:
        return None
    levels = len(re.findall("amp", head[0], re.IGNORECASE)) - 1
    intact = head[0] == "&amp;" + "amp;" * levels
    return Entity(head.start(), head.end(), "&", "&amp;", intact, levels)


def _meaning(body: str) -> tuple[str, str | None]:
    """The right spelling of an entity's name, and its character (None: there is none)."""
    from html import unescape

    if body.startswith("#"):
        char = unescape(f"&{body.lower()};")
        return body, "" if char == "\ufffd" or len(char) != 1 else char
    names = _names()
    for name in (body, body[0] + body[1:].lower(), body.lower()):
        if name + ";" in names and (name == body or body.isupper() or body.istitle()):
            return name, names[name + ";"]
    return body, None


@cache
def _names() -> dict[str, str]:
    from html.entities import html5

    return html5


@cache
def _usual(name: str) -> bool:
    """Whether a name is one of HTML 4's, which alone are met in articles."""
    from html.entities import name2codepoint

    return name in name2codepoint or name == "apos"
