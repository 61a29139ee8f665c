"""Quotations whose two marks do not belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_CURLY_FIRST = re.compile(r"([“„«])[^“”„«»\"]*(\")(?!\w)")
_MATCHED = re.compile(r"“[^“”]+”|„[^“”„]+[“”]|«[^«»]+»")
_FEWEST_MATCHED = 1
_STRAIGHT_FIRST = re.compile(r"(?<!\w)(\")(?=\w)[^“”„«»\"]*?(?<=[\w.,!?…])([”»])(?!\w)")


@rule(
    "mismatched-quotes",
    stage="typography",
    safety=Safety.SAFE,
    message="The quotation opens with one kind of mark and closes with another.",
    needs='"',
    fix=[
        Fix('„Ja.“ „Die Bahn fährt." Er nickt.', "„Ja.“ „Die Bahn fährt.“ Er nickt.", lang="de"),
        Fix('„Morze się nie spieszy".', "„Morze się nie spieszy”.", lang="pl"),
        Fix('“Water," zei hij.', "“Water,” zei hij.", lang="nl"),
        Fix('Ha detto: "Un tesoro”.', "Ha detto: “Un tesoro”.", lang="it"),
        Fix('Он сказал: «Да".', "Он сказал: «Да».", lang="ru"),
    ],
    keep=[
        Keep("“He is 6' 2\" tall,” she said."),
        Keep('“He said "no" to me.”'),
        Keep('"Yes," he said. “No,” she said.'),
    ],
)
def mismatched_quotes(document: Document) -> Iterator[Found]:
    """Gives a quotation mark the form that matches its partner.

    Where one mark is directed and the other straight, and the straight marks of the paragraph do
    not pair off among themselves, the straight one takes the form that belongs to the other. Once
    in a document that has proper pairs it is damage; otherwise it may be the writer's habit and is
    only `likely`.
    """
    found = list(_mismatches(document))
    isolated = len(found) == 1 and len(_MATCHED.findall(document.text)) >= _FEWEST_MATCHED
    level = Safety.SAFE if isolated else Safety.LIKELY
    for start, end, mark in found:
        yield Found(start, end, mark, safety=level)


def _mismatches(document: Document) -> Iterator[tuple[int, int, str]]:
    """Spans of the straight marks and what each should be."""
    text = document.text
    closing = {"“": "”", "«": "»", "„": "“"}
    if document.language.quotes[0] == "„":
        closing["„"] = document.language.quotes[1]
    if document.language.quotes == ("„", "“"):
        closing["“"] = ""  # there “ closes
    for start, end in _paragraphs(document):
        if text.count('"', start, end) % 2 == 0:
            continue
        for match in _CURLY_FIRST.finditer(text, start, end):
            before = text[match.start(2) - 1]
            if closing[match[1]] and not before.isspace() and not before.isdigit():
                yield *match.span(2), closing[match[1]]
        for match in _STRAIGHT_FIRST.finditer(text, start, end):
            opening = "«" if match[2] == "»" else "“"
            if match[2] == "”" and document.language.quotes[0] == "„":
                opening = "„"
            yield *match.span(1), opening


def _paragraphs(document: Document) -> Iterator[tuple[int, int]]:
    """Spans of neighbouring blocks without an empty line between: verse breaks its quotations."""
    blocks = document.blocks
    first = 0
    for number, block in enumerate(blocks):
        last = number + 1 == len(blocks)
        if last or document.text.count("\n", block.end, blocks[number + 1].start) > 1:
            yield blocks[first].start, block.end
            first = number + 1
