"""Names whose parts were taken for words."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.document import Document, Sentence
from cleanup.edit import Safety
from cleanup.names.gazetteer import Gazetteer
from cleanup.names.lattice import Explained, explained, is_in_a_case, tokens
from cleanup.names.ordinary import is_ordinary
from cleanup.names.suspects import suspects
from cleanup.names.wholes import wholes
from cleanup.registry import Fix, Found, Keep, rule


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
    ordinary word; else it asks. A name translated from end to end (*The Mirror*) is only asked
    about: ``name-from-source`` knows more.

    Source: the evidence of this project; see `cleanup.names.lattice`.
    """
    gazetteer = document.gazetteer
    if gazetteer is None:
        return
    target = document.language.base
    known = list(gazetteer.known(document.text, target))
    for sentence in (sentence for block in document.sentences for sentence in block):
        yield from _in_sentence(document, gazetteer, sentence, known, target)
    if not document.source_base or document.source_base == target:
        return
    for whole in wholes(gazetteer, document.source_base, target).found(document.text):
        capitals = sum(word[0].isupper() for word in document.text[whole.start : whole.end].split())
        if capitals < 2 and _opens(document, whole.start):
            continue
        if not _touches(whole.start, whole.end, known):
            yield Found(whole.start, whole.end, whole.name, _said(document, whole.start, whole.end,
                        whole.entry.kind, whole.name), Safety.ASK)  # fmt: skip


def _in_sentence(
    document: Document,
    gazetteer: Gazetteer,
    sentence: Sentence,
    known: list[tuple[int, int]],
    target: str,
) -> Iterator[Found]:
    words = tokens(document.text, sentence.start, sentence.end)
    source = document.source_base
    found = [
        one
        for one in explained(words, gazetteer, source, target, document.text)
        if one.changed and one.entry.policy in ("safe", "ask")
    ]
    found = [o for o in found if not _is_right(o, known) and not is_in_a_case(o, target)]
    best = _best(found)
    for one in best:
        if document.shields.touching(one.start, one.end):
            continue
        rivals = {o.name for o in found if o.start < one.end and one.start < o.end}
        level = _level(document, one, source, target, alone=len(rivals) == 1)
        yield Found(one.start, one.end, one.name,
                    _said(document, one.start, one.end, one.entry.kind, one.name), level,
                    evidence=one.entry.home.rpartition("/")[2])  # fmt: skip
    taken = [*known, *((one.start, one.end) for one in best)]
    for guess in suspects(words, gazetteer, source, target, document.text) if source else ():
        if _touches(guess.start, guess.end, taken):
            continue
        if not document.shields.touching(guess.start, guess.end):
            name = guess.entry.form(document.lang)
            message = (
                f"“{document.text[guess.start : guess.end]}” may be the {guess.entry.kind} {name}."
            )
            yield Found(guess.start, guess.end, name, message, Safety.ASK)


def _said(document: Document, start: int, end: int, kind: str, name: str) -> str:
    return f"“{document.text[start:end]}” is the {kind} {name}, taken for words."


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


def _level(document: Document, one: Explained, source: str, target: str, *, alone: bool) -> Safety:
    """How far a finding may act."""
    sure = [form for form in one.kept if not is_ordinary(form, target)]
    if not source or not alone or not one.exact or one.entry.policy != "safe":
        return Safety.ASK
    if not sure and len(one.kept) < 2:
        return Safety.ASK
    return Safety.SAFE
