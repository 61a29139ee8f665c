"""Runs of empty lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document, Format
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_RUN = re.compile(r"(?<![\n\r])(\r\n\r\n|\n\n|\r\r)(?:[ \t\u00a0]*(?:\r\n|\n|\r))+")
_LEADING = re.compile(r"\A(?:[ \t\u00a0]*(?:\r\n|\n|\r))+(?=\S)")


@rule(
    "blank-lines",
    stage="structure",
    safety=Safety.SAFE,
    message="More than one empty line in a row.",
    formats=(Format.TEXT, Format.MARKDOWN),
    fix=[
        Fix("One.\n\n\nTwo.", "One.\n\nTwo."),
        Fix("Eins.\r\n\r\n \r\n\r\nZwei.", "Eins.\r\n\r\nZwei.", lang="de"),
        Fix("\n\nHeadline\n", "Headline\n"),
    ],
    keep=[Keep("One.\n\nTwo.\nThree."), Keep("One.\r\n\r\nTwo.")],
)
def blank_lines(document: Document) -> Iterator[Found]:
    """Leaves one empty line between paragraphs and none before the first.

    Scrapers leave gaps where pictures and boxes stood. In HTML they mean nothing, so there they
    stay as the author has them; inside code they are protected.
    """
    if match := _LEADING.match(document.text):
        yield Found(*match.span(), "", "Empty lines before the text.")
    for match in _RUN.finditer(document.text):
        yield Found(match.end(1), match.end(), "")
