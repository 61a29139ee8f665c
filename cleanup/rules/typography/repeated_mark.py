"""Punctuation marks that stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_TWICE = re.compile(
    r"(?<![.,;:!?。、，।؛،\s|])(?<!\b[A-Z])"
    r"(?:([,;:،؛、，；])[ \u00a0]?\1|([.。।])[ \u00a0]?\2)(?![.,;:!?。、，…/\\\w=|])"
)


@rule(
    "repeated-mark",
    stage="typography",
    safety=Safety.SAFE,
    message="The mark stands twice.",
    fix=[
        Fix("The port is open..", "The port is open."),
        Fix("The port is open. .", "The port is open."),
        Fix("The port,, closed, is open.", "The port, closed, is open."),
        Fix("港は開いた。。", "港は開いた。", lang="ja"),
        Fix("الميناء،، المغلق، مفتوح.", "الميناء، المغلق، مفتوح.", lang="ar"),
        Fix("Порт открыт..", "Порт открыт.", lang="ru"),
    ],
    keep=[
        Keep("Wait... what?! No!! Really??"),
        Keep("C:: and a..b, ../path, 1..2, std::vector"),
        Keep("et cetera etc., etc."),
        Keep("港は……開いた。", lang="ja"),
        Keep("| a |, ., ;;\n:: note ::"),
    ],
)
def repeated_mark(document: Document) -> Iterator[Found]:
    """Removes the second of two equal commas, colons, semicolons or full stops.

    Three stops are an ellipsis, doubled ``!`` and ``?`` are style; both stay. Two stops inside a
    paragraph may be a pause, and two colons the style of a list of titles, so for those the rule
    only asks: post-editors kept 27 of 35 (MLQE-PE train, into English).
    """
    text = document.text
    for match in _TWICE.finditer(text):
        start, end = match.span()
        mark = text[start]
        block = document.block_at(start)
        inside = block is None or text[end : block.end].strip("\"'”’»)") != ""
        sure = mark != ":" and (mark != "." or not inside)
        level = Safety.SAFE if sure else Safety.ASK
        yield Found(start + 1, end, "", f"“{mark}” stands twice.", level)
