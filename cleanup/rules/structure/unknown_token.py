"""The sign of a translation system for a word that it did not know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document, Format
from cleanup.edit import Safety
from cleanup.markup.mentions import mentioned
from cleanup.registry import Fix, Found, Keep, rule

_TOKEN = re.compile(r"<\s?unk\s?>|\[\s?unk\s?\]", re.IGNORECASE)
_MENTION = re.compile(r"\b(?:tokens?|symbols?|signs?|tags?)\s$", re.IGNORECASE)


@rule(
    "unknown-token",
    stage="structure",
    safety=Safety.SAFE,
    message="The translator did not know a word here.",
    formats=[Format.TEXT, Format.MARKDOWN],
    needs="<[",
    breaks_shields=True,
    fix=[
        Fix("The old < unk > harbour is open.", "The old harbour is open."),
        Fix("<unk> The port of <UNK>, in the north.", "The port of, in the north."),
        Fix("Der Hafen von [UNK] ist offen.", "Der Hafen von ist offen.", lang="de"),
    ],
    keep=[
        Keep("The token <unk> stands for a word that is in no list."),
        Keep("`<unk>` and “<unk>” are signs; unk is none."),
    ],
)
def unknown_token(document: Document) -> Iterator[Found]:
    """Takes out ``<unk>``, which neural translation systems write for a word in no list.

    What was there is lost, and the sign is no language. Dropping it brought 57 sentences nearer to
    their human post-edit and took 2 away (MLQE-PE train, into English).
    """
    text = document.text
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if mentioned(document, start, end, intact=" " not in match[0]):
            continue
        if _MENTION.search(text[max(start - 10, 0) : start]):
            continue
        before = start and text[start - 1] in " \u00a0"
        if not before and text[end : end + 1] == " ":
            yield Found(start, end + 1, "")
        else:
            yield Found(start - bool(before), end, "")
