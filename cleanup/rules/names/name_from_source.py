"""Names that the source text has and the translation has not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.names.compiled import GARBLE
from cleanup.names.entry import Entry
from cleanup.names.folding import fold
from cleanup.names.gazetteer import Gazetteer
from cleanup.names.lattice import Token, explained, name_tokens, tokens
from cleanup.names.near import slips
from cleanup.names.ordinary import is_ordinary
from cleanup.names.wholes import wholes
from cleanup.names.words import is_given_variant
from cleanup.registry import Fix, Found, Keep, rule


@rule(
    "name-from-source",
    stage="names",
    safety=Safety.SAFE,
    message="The source has this name.",
    fix=[
        Fix(
            "It was in The Mirror on Monday.",
            "It was in Der Spiegel on Monday.",
            source="Es stand am Montag im Blatt Der Spiegel.",
            source_lang="de",
        ),
        Fix(
            "Ms Ursula of the Leyen came.",
            "Ms Ursula von der Leyen came.",
            source="Frau Ursula von der Leyen kam gestern.",
            source_lang="de",
        ),
        Fix(
            "The talks with Emanuel Macron failed.",
            "The talks with Emmanuel Macron failed.",
            source="Les discussions avec Emmanuel Macron ont échoué.",
            source_lang="fr",
        ),
    ],
    keep=[
        Keep(
            "Ursula von der Leyen read Der Spiegel, looking into the mirror.",
            source="Ursula von der Leyen las Der Spiegel.",
            source_lang="de",
        ),
        Keep(
            "He looked at The Mirror of London.",
            source="Er las gestern eine Zeitung aus London.",
            source_lang="de",
        ),
    ],
)
def name_from_source(document: Document) -> Iterator[Found]:
    """Puts a name of the source where the translation has something that was made of it.

    Looked for are known names of the source text that the translation lacks: their parts taken for
    words, the whole of it translated (*The Mirror*), or a slip of the letters. That the source has
    the name makes sure what without it would only be a guess.
    """
    gazetteer, source = document.gazetteer, document.source
    if gazetteer is None or source is None or source.language.base == document.language.base:
        return
    target = document.language.base
    hits = gazetteer.hits(document.text, target)
    right = [hit for hit in hits if hit.role != GARBLE]
    present = {hit.entry.canonical for hit in right}
    taken = [(hit.start, hit.end) for hit in right]
    wanted: dict[str, Entry] = {}
    counts: dict[str, int] = {}
    for hit in gazetteer.hits(source.text, source.language.base):
        if hit.role != GARBLE and hit.entry.policy in ("safe", "ask"):
            counts[hit.entry.canonical] = counts.get(hit.entry.canonical, 0) + 1
            if hit.entry.canonical not in present:
                wanted[hit.entry.canonical] = hit.entry
    if not wanted:
        return
    words = tokens(document.text)
    for entry in wanted.values():
        spans = [
            span
            for span in _spans(document, gazetteer, entry, words)
            if not any(start < span[1] and span[0] < end for start, end in taken)
            and document.shields.touching(*span) is None
        ]
        sure = 0 < len(spans) <= counts[entry.canonical] and entry.policy == "safe"
        for start, end in spans:
            taken.append((start, end))
            name = entry.form(document.lang)
            message = f"“{document.text[start:end]}” is the {entry.kind} {name} of the source."
            yield Found(start, end, name, message, Safety.SAFE if sure else Safety.ASK,
                        evidence=entry.home.rpartition("/")[2])  # fmt: skip


def _spans(
    document: Document, gazetteer: Gazetteer, entry: Entry, words: list[Token]
) -> list[tuple[int, int]]:
    """Where the translation has what may have been made of a name, the surest kind only."""
    assert document.source is not None
    source, target = document.source.language.base, document.language.base
    only = Gazetteer([gazetteer.pack_of(entry)])
    found = {
        (one.start, one.end)
        for one in explained(words, only, source, target, document.text)
        if one.entry == entry and one.changed
    }
    if found:
        return sorted(found)
    for form in wholes(gazetteer, source, target).of(entry):
        found.update(_standing(document.text, form))
    return sorted(found) or _misspelt(entry.form(target), words, document)


def _standing(text: str, form: str) -> Iterator[tuple[int, int]]:
    """Where a folded form stands in a text with capitals."""
    folded = f" {fold(text)} "
    for match in re.finditer(rf"(?<= ){re.escape(form)}(?= )", folded):
        start, end = match.start() - 1, match.end() - 1
        if text[start].isupper():
            yield start, end


def _misspelt(name: str, words: list[Token], document: Document) -> list[tuple[int, int]]:
    """Where the tokens of a name stand in a row with a slip."""
    parts = name_tokens(name)
    target = document.language.base
    found = []
    for at in range(len(words) - len(parts) + 1):
        row = words[at : at + len(parts)]
        if not row[0].capital or not row[-1].capital:
            continue
        far = 0
        for part, word in zip(parts, row, strict=True):
            if part == word.form:
                continue
            variant = is_given_variant(part, word.form, target)
            if not variant and (slips(part, word.form) is None or is_ordinary(word.form, target)):
                break
            far += 1
        else:
            if far and (len(parts) > 1 or len(parts[0]) > 4):
                found.append((row[0].start, row[-1].end))
    return found
