"""What all engines do alike: a document in masked sentences, and matches of them as edits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cleanup.document import Document, Span
from cleanup.edit import Edit
from cleanup.engines.edits import edit_of
from cleanup.engines.masking import Masked, mask, units
from cleanup.engines.process import Answer, GaveUp


class Sentence(NamedTuple):
    """A sentence, or a piece of an overlong one."""

    start: int
    """Where it begins in the document."""
    raw: str
    """As it stands in the document."""
    masked: Masked


def sentences(document: Document) -> list[Sentence]:
    """All sentences of a document."""
    latin = document.language.scripts == ("Latn",)
    found = []
    for start, end in units(document):
        text = document.text[start:end]
        found.append(Sentence(start, text, mask(text, _shields(document, start, end), latin=latin)))
    return found


def _shields(document: Document, start: int, end: int) -> Iterator[Span]:
    for span in document.shields.within(start, end):
        yield Span(max(span.start - start, 0), min(span.end, end) - start, span.kind)


def edits_of(document: Document, sentence: Sentence, answer: Answer, prefix: str) -> Iterator[Edit]:
    """What an engine found in a sentence, as edits of the document.

    Args:
        document: the revision that was checked.
        sentence: a sentence of it.
        answer: matches in the masked text of the sentence.
        prefix: the engine's, which the ids of its rules begin with.
    """
    for match in () if isinstance(answer, GaveUp) else answer:
        span = sentence.masked.original(match.start, match.end)
        if span is not None:
            start, end = sentence.start + span[0], sentence.start + span[1]
            edit = edit_of(document, start, end, match, prefix + match.rule)
            if edit is not None:
                yield edit


def given_up(engine: str, text: str, answer: Answer) -> str:
    """What to tell of a sentence that an engine did not answer."""
    shown = text if len(text) <= 60 else text[:59] + "…"
    reason = answer.reason if isinstance(answer, GaveUp) else ""
    return f"{engine} gave up on “{shown}”: {reason}"
