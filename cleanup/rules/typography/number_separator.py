"""Thousands parted by a full stop in English."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule
from cleanup.words import function_words

_NUMBER = re.compile(
    r"(?<![\w.,:/$€£¥%#-])(?<![$€£¥] )[1-9]\d{0,2}(?:\.\d{3})+(?![\w%°/:-]|[.,]\d)"
)
_VERSION = re.compile(r"\b(?:version|release|build|v|no|section|chapter)\.?\s$", re.IGNORECASE)
_AHEAD = re.compile(r"\s([^\W_]+)")
_FRACTIONS = frozenset(
    "billion bn bpd degrees dlrs dollars euros feet grams hours inches kilometers kilometres km "
    "kmh knots kph liters litres magnitude meters metres miles million minutes mln mph ounces per "
    "percent points pounds rpm seconds times trillion volts watts yards".split()
)
"""What decimal fractions come before."""


@rule(
    "number-separator",
    stage="typography",
    safety=Safety.LIKELY,
    message="English parts thousands with a comma.",
    languages=["en"],
    needs=".",
    fix=[
        Fix(
            "About 200.000 soldiers and 30.000 horses.", "About 200,000 soldiers and 30,000 horses."
        ),
        Fix("It has 5.295.400 inhabitants.", "It has 5,295,400 inhabitants."),
        Fix("They counted 187.888 lakes.", "They counted 187,888 lakes."),
    ],
    keep=[
        Keep("It cost 1.315 billion dollars, or $2.429 each."),
        Keep("A lap of 234.656 mph at 145.990 MHz, 35.125 points, 0.125 seconds."),
        Keep("Version 1.234.567, see 10.000.1 and 192.168.100.200; open at 12.000:15."),
        Keep("The rate is 1.125 and rose by 2.375 percent."),
    ],
)
def number_separator(document: Document) -> Iterator[Found]:
    """Writes the thousands of English numbers with commas: *200.000 soldiers* to *200,000*.

    Systems that translate into English keep the stops of German or Romanian. Three digits behind
    one stop may be a fraction; so the number must end in three zeros, have two stops or more, or
    count something. Only proposed: many post-editors of MLQE-PE left such numbers as they were.

    Source: The Chicago Manual of Style, 9.54.
    """
    text = document.text
    for match in _NUMBER.finditer(text):
        groups = match[0].split(".")
        address = len(groups) == 4 and all(int(group) < 256 for group in groups)
        if address or _VERSION.search(text[max(match.start() - 10, 0) : match.start()]):
            continue
        if len(groups) > 2 or _is_count(text, match.end(), groups[-1]):
            yield Found(*match.span(), ",".join(groups))


def _is_count(text: str, end: int, last: str) -> bool:
    """Whether a number with one stop counts something and is no fraction.

    Args:
        text: the document's text.
        end: where the number ends.
        last: the digits behind the stop.
    """
    ahead = _AHEAD.match(text, end)
    if ahead is None:
        return last == "000"
    word = ahead[1]
    counted = word.islower() and len(word) > 2 and word not in _FRACTIONS
    return counted and word not in function_words("en", 60)
