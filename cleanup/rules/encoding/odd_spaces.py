"""Spaces of special width between ordinary words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_WIDE = "\u1680\u2000-\u2005\u205f"
_THIN = "\u2006\u2008-\u200a"
_SPACE = re.compile(
    rf"(?<=[^\W\d_])[,;:.!?)\]’”»]?(?P<wide>[{_WIDE} ]*[{_WIDE}][{_WIDE} ]*)(?=[(\[‘“«„]?[^\W\d_])"
    rf"|(?<=[^\W\d_]{{2}})(?P<thin>[{_THIN}])(?=[^\W\d_]{{2}})"
    r"|(?P<ideographic>[　 ]*　[　 ]*)"
)
_ANY = re.compile(f"[{_WIDE}{_THIN}　]")
_IDEOGRAPHIC = frozenset({"Hani", "Hira", "Kana", "Hang", "Bopo"})


@rule(
    "odd-spaces",
    stage="encoding",
    safety=Safety.SAFE,
    message="A space of special width between ordinary words.",
    breaks_shields=True,
    fix=[
        Fix("Der\u2003alte Mann,\u2002sagt er", "Der alte Mann, sagt er", "de"),
        Fix("une\u2009femme et　un homme", "une femme et un homme", "fr"),
        Fix("в\u2003лесу\u2002темно", "в лесу темно", "ru"),
    ],
    keep=[
        Keep("10\u2009000\u2009km, 3\u2007%, J.\u2009S.\u2009Bach", "de"),
        Keep("Quoi\u202f? « Non\u00a0» —\u200aalors\u200a—", "fr"),
        Keep("東京　大阪", "ja"),
        Keep("un\u00a0homme", "fr"),
    ],
)
def odd_spaces(document: Document) -> Iterator[Found]:
    """Makes em, en and other spaces of special width ordinary ones between two words.

    They come from layouts and forms, make gaps of odd width and hide word boundaries. Thin
    spaces in numbers, between initials and around dashes are good typography and stay, as do
    no-break spaces, and the ideographic space in Chinese, Japanese and Korean.

    Source: Unicode Standard 6.2 (space characters); Bringhurst, Elements of Typographic Style.
    """
    text = document.text
    if text.isprintable() or _ANY.search(text) is None:
        return
    ideographic = not _IDEOGRAPHIC.isdisjoint(document.language.scripts)
    for match in _SPACE.finditer(text):
        group = match.lastgroup or ""
        start, end = match.span(group)
        if group == "ideographic":
            around = text[max(start - 1, 0) : start] + text[end : end + 1]
            if ideographic or any("\u3001" <= c <= "\uffef" for c in around):
                continue
            if not around.strip() or len(around.strip()) < 2:
                continue
        yield Found(start, end, " ")
