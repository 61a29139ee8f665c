"""Line ends that are not the usual ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_SEPARATOR = re.compile(
    "(?P<before>[ \t]?[\r\n]?)(?P<mark>[\x0b\x0c\x85\u2028\u2029]+)(?P<behind>[ \t]?[\r\n]?)"
)
_ANY = re.compile("[\x0b\x0c\x85\u2028\u2029]")
_PARAGRAPH = "\x0c\u2029"


@rule(
    "line-separators",
    stage="encoding",
    safety=Safety.SAFE,
    message="An unusual line end; most programs do not know it.",
    breaks_shields=True,
    fix=[
        Fix("Eerste regel.\u2028Tweede regel.", "Eerste regel.\nTweede regel.", "nl"),
        Fix("Primo.\u2029Secondo.", "Primo.\n\nSecondo.", "it"),
        Fix("Page one.\n\x0cPage two.\x0bMore.", "Page one.\nPage two.\nMore."),
        Fix("Un jour.\x85Deux jours.", "Un jour.\nDeux jours.", "fr"),
        Fix("Wait\x85 what?", "Wait… what?"),
        Fix("Раз.\u2028\r\nДва.", "Раз.\r\nДва.", "ru"),
    ],
    keep=[Keep("Uno.\r\nDos.\n\nTres.\tCuatro.", "es"), Keep("Wait… what?")],
)
def line_separators(document: Document) -> Iterator[Found]:
    """Makes line and paragraph separators, vertical tabs and form feeds ordinary line ends.

    Word processors and page layouts leave them behind; most programs show a box, or no line end
    at all. U+0085 that a space or a small letter follows was the ellipsis of Windows-1252.

    Source: Unicode Standard, 5.8 (newline guidelines).
    """
    text = document.text
    if text.isprintable() or _ANY.search(text) is None:
        return
    newline = "\r\n" if "\r\n" in text else "\n"
    for match in _SEPARATOR.finditer(text):
        before = text[match.start("mark") - 1 : match.start("mark")]
        behind = text[match.end("mark") : match.end("mark") + 1]
        if match["mark"] == "\x85" and "\x80" <= before <= "ô":
            continue  # mojibake, perhaps
        if match["mark"] == "\x85" and (behind in ' ,."”»' or behind.islower()):
            yield Found(*match.span("mark"), "…")
        elif (match["before"] + match["behind"]).strip(" \t"):
            yield Found(*match.span("mark"), "")
        else:
            paragraph = any(c in match["mark"] for c in _PARAGRAPH)
            yield Found(*match.span(), newline * (2 if paragraph else 1))
