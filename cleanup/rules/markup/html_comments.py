"""Comments, scripts and declarations of HTML in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document, Format
from cleanup.edit import Safety
from cleanup.markup.elements import Break
from cleanup.markup.mentions import in_code, quoted
from cleanup.markup.removal import Mark, removals
from cleanup.registry import Fix, Found, Keep, rule

_OPEN = re.compile(
    r"[<＜]\s?(?:(?P<comment>! ?- ?-)|(?P<content>script|style)\b[^<>]{0,500}[>＞]"
    r"|(?P<cdata>! ?\[ ?CDATA ?\[)"
    r"|(?P<declaration>! ?DOCTYPE\b[^<>]{0,500}[>＞]|\? ?xml\b[^<>]{0,300}[>＞]))",
    re.IGNORECASE,
)
_CLOSE = {
    "comment": re.compile(r"- ?- ?[>＞]"),
    "script": re.compile(r"[<＜] ?/ ?script ?[>＞]", re.IGNORECASE),
    "style": re.compile(r"[<＜] ?/ ?style ?[>＞]", re.IGNORECASE),
    "cdata": re.compile(r"\] ?\] ?[>＞]"),
}


@rule(
    "html-comments",
    stage="markup",
    safety=Safety.SAFE,
    message="An HTML comment, script or declaration in plain text.",
    formats=[Format.TEXT],
    needs="<＜",
    breaks_shields=True,
    fix=[
        Fix("Ein Satz.<!-- Anzeige --> Noch einer.", "Ein Satz. Noch einer.", "de"),
        Fix("Une phrase. < ! - - more - - > Une autre.", "Une phrase. Une autre.", "fr"),
        Fix("<script>var a = 1 < 2;</script>Hola", "Hola", "es"),
        Fix("Раз.\n\n<style type=x>p {a: b}</ style >\n\nДва.", "Раз.\n\nДва.", "ru"),
        Fix("<!DOCTYPE html>\n<![CDATA[Testo]]>", "Testo", "it"),
    ],
    keep=[
        Keep("`<!-- x -->` begins a comment, “<!-- y -->” too"),
        Keep("a <!-- without an end", "en"),
        Keep("x <- y -- z -> w; <!>"),
    ],
)
def html_comments(document: Document) -> Iterator[Found]:
    """Takes comments, scripts, style sheets and declarations out of plain text, content and all.

    They were never meant for a reader. What has no end is left alone, for nobody knows how far
    it goes.

    Source: WHATWG HTML Living Standard, 13.1.6 (comments), 4.12.1, 4.2.6.
    """
    for removal in removals(document.text, _marks(document), document.language):
        yield Found(*removal)


def _marks(document: Document) -> Iterator[Mark]:
    text = document.text
    endless: set[str] = set()
    position = 0
    while match := _OPEN.search(text, position):
        start, position = match.span()
        kind = (match["content"] or match.lastgroup or "").lower()
        if kind in _CLOSE and kind not in endless:
            close = _CLOSE[kind].search(text, position)
            if close is None:
                endless.add(kind)
                continue
            if kind == "cdata":
                marks = [(start, position), close.span()]
            else:
                marks = [(start, close.end())]
                position = close.end()
        elif kind == "declaration":
            marks = [(start, position)]
        else:
            continue
        if quoted(text, start, position) or in_code(document, start, position):
            continue
        for mark in marks:
            breaks = Break.LINE if kind == "declaration" else Break.NONE
            yield Mark(*mark, breaks, closing=False, intact=True)
