"""Spaces inside decimal numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_APART = re.compile(
    r"(?<![\d.,])(\d{1,3})( [.,] )(\d{1,2})(?![\d.,]*\d)(?=\s?[%°€$£]| [^\W\d_]|[.)]|$)"
)

_GROUP_APART = re.compile(r"(?<![\d.,])([1-9]\d{0,2})( [.,] )(\d{3})(?=[\s%€$£]|$)")


@rule(
    "number-space",
    stage="typography",
    safety=Safety.SAFE,
    message="A decimal number has no spaces inside.",
    fix=[
        Fix(
            "Die Strecke ist 3 , 5 Kilometer lang.",
            "Die Strecke ist 3,5 Kilometer lang.",
            lang="de",
        ),
        Fix("It cost 48 . 6 million won.", "It cost 48.6 million won."),
        Fix("Вмещал 12 , 5 литра.", "Вмещал 12,5 литра.", lang="ru"),
        Fix("Rund 1 . 200 Reisende kamen.", "Rund 1.200 Reisende kamen.", lang="de"),
    ],
    keep=[
        Keep("On June 1 , 20 people came."),
        Keep("Im Jahr 2017 , 5 Monate später, kam er.", lang="de"),
        Keep("numbers 1, 2, 3 and 4. 5 came"),
    ],
)
def number_space(document: Document) -> Iterator[Found]:
    """Joins a number that was cut at its decimal mark.

    Which mark that is, CLDR says for the language; spaces must stand on both sides, and at most
    three digits before, so that a year before a comma is left alone. A mark of thousands looks
    like the end of a sentence or a pause before a number, so there the rule is only `likely`.
    """
    language = document.language
    for match in _APART.finditer(document.text):
        if match[2].strip() == language.decimal:
            yield Found(*match.span(2), language.decimal)
    for match in _GROUP_APART.finditer(document.text):
        if match[2].strip() == language.group != ",":
            message = "A number has no spaces inside."
            yield Found(*match.span(2), language.group, message, Safety.LIKELY)
