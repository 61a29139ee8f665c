"""BBCode in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document, Format
from cleanup.edit import Safety
from cleanup.markup.elements import Break
from cleanup.markup.mentions import in_code, quoted
from cleanup.markup.removal import Mark, removals
from cleanup.registry import Fix, Found, Keep, rule

_VALUED = "url|email|size|colou?r|font|quote|img|align|list|h|indent"
_CODE = re.compile(
    r"[\[［] ?(?P<slash>[/／] ?)?"
    r"(?:(?P<name>b|i|u|s|url|email|size|colou?r|font|quote|img|align|list|center|left|right|justify"
    r"|code|spoiler|youtube|video|media|sub|sup|table|tr|td|th|h[1-6]|indent|hr)"
    r"(?: ?= ?(?P<value>[^\]\[\n]{1,400}))? ?|\*)[\]］]",
    re.IGNORECASE,
)
_BREAKS = {
    **dict.fromkeys(("quote", "list", "center", "table", "spoiler", "hr"), Break.PARAGRAPH),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), Break.PARAGRAPH),
    "tr": Break.LINE,
    "*": Break.LINE,
    "td": Break.CELL,
    "th": Break.CELL,
}
_DROPPED = frozenset({"img", "youtube", "video", "media"})


@rule(
    "bbcode",
    stage="markup",
    safety=Safety.SAFE,
    message="BBCode in plain text.",
    formats=[Format.TEXT],
    needs="[［",
    breaks_shields=True,
    fix=[
        Fix("A [b]bold[/b] and [ i ] slanted [ / i ] word.", "A bold and slanted word."),
        Fix("Siehe [url=https://www.example.com/x]hier[/url].", "Siehe hier.", "de"),
        Fix("Bild:[img]http://x.org/a.png[/img] Ende", "Bild: Ende", "de"),
        Fix("Il dit :\n[quote=Anne]Non.[/quote]\nFin.", "Il dit :\nNon.\nFin.", "fr"),
        Fix("Слово [ color = red ]красное[ / color ].", "Слово красное.", "ru"),
        Fix("[list][*]uno[*]due[/list]", "uno\ndue", "it"),
    ],
    keep=[
        Keep("[1], [sic], [b], [i] to [iii], [s]he, [u]n"),
        Keep("[Anm. d. Red.] und a[i] = b[i]", "de"),
        Keep("`[b]x[/b]` is BBCode, “[url]” too"),
        Keep("[quote] alone, [code], [left]"),
    ],
)
def bbcode(document: Document) -> Iterator[Found]:
    """Takes the tags of bulletin boards out of plain text and leaves what they enclose.

    Only pairs, closing tags and tags with a value are surely BBCode: ``[b]`` alone may be a
    footnote. The address of an image goes with its tags.

    Source: phpBB's BBCode guide (the tags that nearly all boards share).
    """
    for removal in removals(document.text, _marks(document), document.language):
        yield Found(*removal)


def _marks(document: Document) -> Iterator[Mark]:
    text = document.text
    found = [
        match
        for match in _CODE.finditer(text)
        if not quoted(text, *match.span()) and not in_code(document, *match.span())
    ]
    closers = {_name(m): m.start() for m in found if m["slash"]}
    openers: set[str] = set()
    dropped: re.Match[str] | None = None
    for match in found:
        name = _name(match)
        if match["slash"] or (match["value"] and re.fullmatch(_VALUED, name)):
            sure = True
        else:
            sure = match.start() < closers.get(name, -1) or (name == "*" and "list" in openers)
        if match["slash"] and name == "*":
            sure = False
        if not sure:
            continue
        openers.add(name)
        start, end = match.span()
        if match["slash"] and dropped is not None and _name(dropped) == name:
            start = dropped.end()  # the address of an image
        dropped = match if name in _DROPPED and not match["slash"] else None
        intact = " " not in match[0]
        yield Mark(start, end, _BREAKS.get(name, Break.NONE), bool(match["slash"]), intact)


def _name(match: re.Match[str]) -> str:
    return (match["name"] or "*").lower()
