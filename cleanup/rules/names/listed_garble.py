"""Names that machine translation garbles in known ways."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule


@rule(
    "listed-garble",
    stage="names",
    safety=Safety.SAFE,
    message="The name is garbled.",
    fix=[
        Fix("The leader Kim Jong One spoke.", "The leader Kim Jong Un spoke."),
        Fix("Giuseppe Count's cabinet met.", "Giuseppe Conte's cabinet met."),
    ],
    keep=[
        Keep("Kim Jong Un spoke; Count Giuseppe listened."),
        Keep("see example.org/Kim Jong Onesta"),
        Keep("`Kim Jong One` is an error."),
        Keep("kim jong one"),
    ],
)
def listed_garble(document: Document) -> Iterator[Found]:
    """Puts back a name of the gazetteer where one of its listed garbles stands.

    Translators take parts of names for words: French "un" became "One". Each garble is a line of
    a gazetteer file, is matched on token boundaries in just its casing, and has two tokens or
    more: single words are too often words.
    """
    if document.gazetteer is None:
        return
    for start, end, entry in document.gazetteer.garbled(document.text):
        if document.shields.touching(start, end):
            continue
        garble = document.text[start:end]
        level = Safety.SAFE if " " in garble else Safety.ASK
        yield Found(
            start,
            end,
            entry.canonical,
            f"“{garble}” is a known garble of the {entry.kind} {entry.canonical}.",
            level,
            evidence=entry.home.rpartition("/")[2],
        )
