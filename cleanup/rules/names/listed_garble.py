"""Names that machine translation garbles in known ways."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.language import script_of
from cleanup.names.entry import Entry
from cleanup.names.folding import key
from cleanup.names.mentions import mentions, surname_of
from cleanup.names.ordinary import is_ordinary
from cleanup.registry import Fix, Found, Keep, rule


@rule(
    "listed-garble",
    stage="names",
    safety=Safety.SAFE,
    message="The name is garbled.",
    fix=[
        Fix("The leader Kim Jong One spoke.", "The leader Kim Jong Un spoke."),
        Fix("Giuseppe Count's cabinet met.", "Giuseppe Conte's cabinet met."),
        Fix(
            "Today Giuseppe Count resigned. It is said that Count was tired.",
            "Today Giuseppe Conte resigned. It is said that Conte was tired.",
        ),
    ],
    keep=[
        Keep("Kim Jong Un spoke; Count Giuseppe listened."),
        Keep("see example.org/Kim Jong Onesta"),
        Keep("`Kim Jong One` is an error."),
        Keep("kim jong one"),
        Keep("Giuseppe Conte met the Count of Savoy, for Count Amedeo was his friend."),
    ],
)
def listed_garble(document: Document) -> Iterator[Found]:
    """Puts back a name of the gazetteer where one of its listed garbles stands.

    Translators take parts of names for words: French "un" became "One". Each garble stands in a
    pack and is matched on token boundaries in just its casing. Single words and phrases of ordinary
    words are good language too often, so they are only asked about, and so are names with words
    of context when none is near. Later mentions of the surname alone follow.
    """
    gazetteer = document.gazetteer
    if gazetteer is None:
        return
    text, base = document.text, document.language.base
    surnames: dict[str, tuple[str, Entry]] = {}
    taken = list(gazetteer.known(text, base))
    for hit in gazetteer.garbled(text, base):
        if document.shields.touching(hit.start, hit.end):
            continue
        entry, garble = hit.entry, text[hit.start : hit.end]
        sure = " " in garble and entry.policy == "safe" and _is_odd(garble, base)
        if entry.context:
            sure = sure and _stand_near(entry.context, text)
        name = _written(entry, garble, document.lang)
        taken.append((hit.start, hit.end))
        if sure and entry.kind == "person":
            surnames[surname_of(name, garble)] = name, entry
        yield _found(hit.start, hit.end, garble, name, entry, sure=sure)
    for mention in mentions(document, surnames, taken):
        start, end, name, entry, sure = mention
        yield _found(start, end, text[start:end], name, entry, sure=sure)


def _found(start: int, end: int, garble: str, name: str, entry: Entry, *, sure: bool) -> Found:
    message = f"“{garble}” is a known garble of the {entry.kind} {entry.canonical}."
    level = Safety.SAFE if sure else Safety.ASK
    return Found(start, end, name, message, level, evidence=entry.home.rpartition("/")[2])


def _written(entry: Entry, garble: str, lang: str) -> str:
    """The form of the language, if it is of the script in which the garble is written."""
    form = entry.form(lang)
    return form if script_of(form[0]) == script_of(garble[0]) else entry.canonical


def _is_odd(garble: str, base: str) -> bool:
    """Whether a word of a garble shows that it is a name, and none is left out but an article."""
    words = garble.split()
    ordinary = (is_ordinary(word, base) or is_ordinary(word, "en") for word in words)
    return words[0][0].isupper() and not all(ordinary)


def _stand_near(words: tuple[str, ...], text: str) -> bool:
    folded = f" {key(text)} "
    return any(f" {key(word)} " in folded for word in words)
