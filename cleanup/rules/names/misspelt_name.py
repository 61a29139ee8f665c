"""Known names with a slip of the letters."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from cleanup.context.dictionary import dictionary
from cleanup.context.lexicon import lexicon
from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.language import language
from cleanup.names.endings import is_inflected
from cleanup.names.gazetteer import Gazetteer
from cleanup.names.lattice import Token, name_tokens, tokens
from cleanup.names.near import slips
from cleanup.names.ordinary import is_ordinary
from cleanup.names.words import is_given
from cleanup.registry import Fix, Found, Keep, rule

_MOST = 400
"""Names with a common token that are looked at."""
_USED = 2.0
"""Frequency (Zipf) from which the odd spelling may be a name of its own."""


@rule(
    "misspelt-name",
    stage="names",
    safety=Safety.SAFE,
    message="A slip in a known name.",
    fix=[
        Fix("Talks with Angela Merckel failed.", "Talks with Angela Merkel failed."),
        Fix(
            "Les propos d’Emmanuel Macronn déçoivent.",
            "Les propos d’Emmanuel Macron déçoivent.",
            "fr",
        ),
    ],
    keep=[
        Keep("Angela Merkel met Emmanuel Macron and a Macroon of Angela."),
        Keep("Angela Marker and Emmanuel Martin met."),
        Keep("Vladimir Putina visited; Angela Merkels Kanzleramt.", "de"),
    ],
)
def misspelt_name(document: Document) -> Iterator[Found]:
    """Mends a slip in a known name of two words or more of which another word is right.

    One word of the name must stand there as it is and be no ordinary one; the other differs by a
    letter or two, and is in no dictionary and no other name. Where two names could be meant, or
    the text has both spellings, it stays.
    """
    gazetteer = document.gazetteer
    if gazetteer is None or document.language.spaceless:
        return
    base, text = document.language.base, document.text
    words = tokens(text)
    seen: set[tuple[int, int]] = set()
    for at, token in enumerate(words):
        if not token.capital or len(token.form) < 2:
            continue
        found = {
            (first, entry.canonical): entry
            for number, entry in enumerate(gazetteer.with_token(token.form))
            if number < _MOST and entry.policy == "safe"
            for first in _rows(entry.form(document.lang), words, at, text)
        }
        if len(found) != 1:
            continue
        ((first, _), entry), *_ = found.items()
        parts = name_tokens(entry.form(document.lang))
        row = words[first : first + len(parts)]
        start, end = row[0].start, row[-1].end
        if (start, end) in seen or not _is_slip(parts, row, base, gazetteer):
            continue
        seen.add((start, end))
        if document.names.touching(start, end) or document.shields.touching(start, end):
            continue
        name = entry.form(document.lang)
        yield Found(start, end, name, f"A slip in the name of the {entry.kind} {name}.",
                    Safety.SAFE if _is_spelt_alike(entry.native, document) else Safety.ASK,
                    evidence=entry.home.rpartition("/")[2])  # fmt: skip


def _is_spelt_alike(native: str, document: Document) -> bool:
    """Whether the language spells the name as others do, and does not transcribe its sounds."""
    if document.language.base in ("en", native):
        return True
    return all("Latn" in tongue.scripts for tongue in (document.language, language(native or "en")))


def _rows(name: str, words: Sequence[Token], at: int, text: str) -> Iterator[int]:
    """Where a row of tokens begins that is a name but for one token with a slip, around `at`."""
    parts = name_tokens(name)
    if len(parts) < 2:
        return
    for anchor, part in enumerate(parts):
        first = at - anchor
        if part != words[at].form or first < 0 or first + len(parts) > len(words):
            continue
        row = words[first : first + len(parts)]
        odd = [(p, w) for p, w in zip(parts, row, strict=True) if p != w.form]
        near = len(odd) == 1 and odd[0][1].capital and slips(*(odd[0][0], odd[0][1].form)) == 1
        if near and _is_row(row, text):
            yield first


def _is_row(row: Sequence[Token], text: str) -> bool:
    """Whether only single spaces or hyphens stand between the tokens."""
    gaps = (text[one.end : other.start] for one, other in itertools.pairwise(row))
    return all(gap in (" ", "-", "\u00a0") for gap in gaps)


def _is_slip(parts: Sequence[str], row: Sequence[Token], base: str, gazetteer: Gazetteer) -> bool:
    """Whether what differs is no word and no name, and what is right no ordinary word."""
    odd = next(word.form for part, word in zip(parts, row, strict=True) if part != word.form)
    part = next(part for part, word in zip(parts, row, strict=True) if part != word.form)
    if all(is_ordinary(word.form, base) for word in row if word.form != odd):
        return False
    if is_inflected(odd, part, base) or is_given(odd) or is_ordinary(odd, base):
        return False
    if next(gazetteer.with_token(odd), None) is not None:
        return False
    for known, frequencies in ((dictionary(b), lexicon(b)) for b in {base, "en"}):
        if known is not None and (known.knows(odd) or known.knows(odd.capitalize())):
            return False
        if frequencies is not None and frequencies.zipf(odd) >= _USED:
            return False
    return True
