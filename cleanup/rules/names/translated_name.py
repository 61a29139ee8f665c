"""Names whose parts were taken for words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.names.entry import Entry
from cleanup.names.gazetteer import Gazetteer
from cleanup.names.lattice import Explained, Token, explained, is_in_a_case, tokens
from cleanup.names.mentions import mentions, surname_of
from cleanup.names.ordinary import is_ordinary
from cleanup.names.suspects import suspects
from cleanup.names.wholes import wholes
from cleanup.registry import Fix, Found, Keep, rule

_TRACES = 2
"""Names that tell the source language where nobody has said it."""


@rule(
    "translated-name",
    stage="names",
    safety=Safety.SAFE,
    message="The name was taken for words.",
    fix=[
        Fix(
            "Talks with Pablo Churches failed.",
            "Talks with Pablo Iglesias failed.",
            source_lang="es",
        ),
        Fix("Minister Bruno The Mayor left.", "Minister Bruno Le Maire left.", source_lang="fr"),
        Fix(
            "Pablo Churches came late. After that Churches spoke.",
            "Pablo Iglesias came late. After that Iglesias spoke.",
            source_lang="es",
        ),
        Fix(
            "So Pablo Churches was there, and Pablo Married came later.",
            "So Pablo Iglesias was there, and Pablo Casado came later.",
        ),
        Fix(
            "The coach praised Bastian Pig Climber.",
            "The coach praised Bastian Schweinsteiger.",
            source_lang="de",
        ),
    ],
    keep=[
        Keep("Pablo visited two churches with the mayor.", source_lang="es"),
        Keep("Pablo Iglesias and Bruno Le Maire met.", source_lang="es"),
        Keep("The White House and the Ivory Coast signed.", source_lang="fr"),
        Keep("Evo Morales speaks of morals.", source_lang="es"),
    ],
)
def translated_name(document: Document) -> Iterator[Found]:
    """Puts back a known name of which a translator has translated some words.

    A stretch with capitals that shares a token with a name, and whose other tokens are what a
    translator makes of the rest of it, *is* that name: *Pablo Churches* out of Spanish. It acts
    where the source language is known, a single name explains the stretch, and what was kept is no
    ordinary word; else it asks. Where nobody has said the language, two such names of one language
    do. Later mentions of the surname alone follow. A name translated from end to end (*The Mirror*)
    is only asked about: ``name-from-source`` knows more.

    Source: the evidence of this project; see `cleanup.names.lattice`.
    """
    gazetteer = document.gazetteer
    if gazetteer is None:
        return
    target = document.language.base
    known = list(gazetteer.known(document.text, target))
    sentences = [
        (
            words,
            [one for one in _explained(document, gazetteer, words) if not _is_right(one, known)],
        )
        for block in document.sentences
        for sentence in block
        for words in (tokens(document.text, sentence.start, sentence.end),)
    ]
    source = document.source_base or _inferred(sentences, target)
    if source == target:
        source = ""
    taken = list(known)
    surnames: dict[str, tuple[str, Entry]] = {}
    for _, found in sentences:
        for one in _best(found):
            taken.append((one.start, one.end))
            rivals = {o.name for o in found if o.start < one.end and one.start < o.end}
            level = _level(one, source, target, alone=len(rivals) == 1)
            if level is Safety.SAFE and one.entry.kind == "person":
                surnames[surname_of(one.name, one.text)] = one.name, one.entry
            yield _found(document, one.start, one.end, one.name, one.entry, level)
    for mention in mentions(document, surnames, taken):
        level = Safety.SAFE if mention.sure else Safety.ASK
        yield _found(document, mention.start, mention.end, mention.name, mention.entry, level)
    for words, _ in sentences:
        for guess in suspects(words, gazetteer, source, target, document.text) if source else ():
            if not _touches(guess.start, guess.end, taken):
                name = guess.entry.form(document.lang)
                yield _found(document, guess.start, guess.end, name, guess.entry, Safety.ASK)
    for whole in wholes(gazetteer, source, target).found(document.text) if source else ():
        capitals = sum(word[0].isupper() for word in document.text[whole.start : whole.end].split())
        if capitals < 2 and _opens(document, whole.start):
            continue
        if not _touches(whole.start, whole.end, taken):
            yield _found(document, whole.start, whole.end, whole.name, whole.entry, Safety.ASK)


def _explained(document: Document, gazetteer: Gazetteer, words: list[Token]) -> Iterator[Explained]:
    """What names explain of a sentence, but for their right forms and what is protected."""
    target = document.language.base
    for one in explained(words, gazetteer, document.source_base, target, document.text):
        if one.changed and one.entry.policy in ("safe", "ask") and not is_in_a_case(one, target):
            if document.shields.touching(one.start, one.end) is None:
                yield one


def _inferred(sentences: list[tuple[list[Token], list[Explained]]], target: str) -> str:
    """The language whose names were translated: where two names or more say so, and none another.

    Only names count of which something was kept that is no ordinary word.
    """
    natives: dict[str, set[str]] = defaultdict(set)
    for _, found in sentences:
        for one in _best(found):
            if any(not is_ordinary(form, target) for form in one.kept):
                natives[one.entry.native].add(one.entry.canonical)
    ((native, names), *others) = natives.items() or (("", ()),)
    return native if not others and len(names) >= _TRACES else ""


def _found(
    document: Document, start: int, end: int, name: str, entry: Entry, level: Safety
) -> Found:
    message = f"“{document.text[start:end]}” is the {entry.kind} {entry.form(document.lang)}"
    return Found(start, end, name, f"{message}, taken for words.", level,
                 evidence=entry.home.rpartition("/")[2])  # fmt: skip


def _is_right(one: Explained, known: list[tuple[int, int]]) -> bool:
    """Whether the stretch is, or lies in, a right name."""
    return any(start <= one.start and one.end <= end for start, end in known)


def _touches(start: int, end: int, known: list[tuple[int, int]]) -> bool:
    return any(a < end and start < b for a, b in known)


def _opens(document: Document, at: int) -> bool:
    """Whether a sentence begins at a place, where every word has a capital."""
    return any(s.start == at for block in document.sentences for s in block)


def _best(found: list[Explained]) -> list[Explained]:
    """Those that explain most, none of them overlapping."""
    kept: list[Explained] = []
    for one in sorted(found, key=lambda o: (-len(o.kept), o.start - o.end, o.start, o.name)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda o: o.start)


def _level(one: Explained, source: str, target: str, *, alone: bool) -> Safety:
    """How far a finding may act."""
    sure = [form for form in one.kept if not is_ordinary(form, target)]
    if not source or not alone or not one.exact or one.entry.policy != "safe":
        return Safety.ASK
    if not sure and len(one.kept) < 2:
        return Safety.ASK
    return Safety.SAFE
