"""A rewrite becomes edits: small ones, each with the model's probability, and what was refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cleanup.align import Difference, differences
from cleanup.document import Document
from cleanup.edit import Edit, Refusal, Safety
from cleanup.engines.edits import may_be_safe
from cleanup.engines.masking import Masked
from cleanup.engines.neural.judgement import objection
from cleanup.engines.neural.manifest import Manifest
from cleanup.engines.neural.rewrite import Rewrite

SHOWN = 40
"""Characters of a text that a message shows."""


class Outcome(NamedTuple):
    """What comes of one sentence."""

    edits: list[Edit]
    refused: list[Refusal]


def outcome(
    document: Document, offset: int, sentence: Masked, rewrite: Rewrite, manifest: Manifest
) -> Outcome:
    """The edits that a model's rewrite of a sentence stands for.

    Args:
        document: the revision.
        offset: where the sentence begins in it.
        sentence: the sentence as the model saw it.
        rewrite: what it made of it.
        manifest: the model's.
    """
    found = Outcome([], [])
    spaceless = document.language.spaceless
    changes = list(_opinions(sentence.text, rewrite, spaceless))
    if not changes:
        return found
    hidden = sum(mask.start < mask.end for mask in sentence.masks)
    read = sentence.text if rewrite.seen is None else rewrite.seen
    reason = objection(read, rewrite.text, hidden, spaceless=spaceless)
    if reason is not None:
        first, last = changes[0], changes[-1]
        changes = [Difference(first.start, last.end, first.after_start, last.after_end)]
    for change in changes:
        span = sentence.original(change.start, change.end)
        why = reason
        if span is None:
            why = why or "touches a protected span"
            span = _around(sentence, change)
        edit = _edit(document, offset + span[0], offset + span[1], change, rewrite, manifest)
        if why is not None:
            found.refused.append(Refusal(edit, why))
        elif edit.before != edit.after:
            found.edits.append(edit)
    return found


def _opinions(text: str, rewrite: Rewrite, spaceless: bool) -> Iterator[Difference]:
    """The differences that are the model's, not its tokenizer's.

    What the tokenizer cannot write (a rare sign, two spaces) comes out otherwise in any sentence;
    a change that touches such a place says nothing.
    """
    lost = []
    if rewrite.seen is not None:
        lost = differences(text, rewrite.seen, spaceless=spaceless)
    for change in differences(text, rewrite.text, spaceless=spaceless):
        if not any(d.start <= change.end and change.start <= d.end for d in lost):
            yield change


def _around(sentence: Masked, change: Difference) -> tuple[int, int]:
    """The span of the sentence behind a change that touches a stand-in, hidden text whole."""
    low = _origin(sentence, change.start, end=False)
    return low, max(low, _origin(sentence, change.end, end=True))


def _origin(sentence: Masked, position: int, *, end: bool) -> int:
    """Where a position of the masked text lies; inside a stand-in, an edge of what it hides."""
    shift = 0
    for mask in sentence.masks:
        if mask.end <= position:
            shift = mask.shown - mask.end
        elif mask.start < position:
            return mask.shown if end else mask.hidden
    return position + shift


def _edit(
    document: Document,
    start: int,
    end: int,
    change: Difference,
    rewrite: Rewrite,
    manifest: Manifest,
) -> Edit:
    before = document.text[start:end]
    after = rewrite.text[change.after_start : change.after_end]
    chance = rewrite.chance(change.after_start, change.after_end)
    level = manifest.level(document.language.base)
    if not may_be_safe(before, after):
        level = Safety.ASK
    return Edit(
        start=start,
        end=end,
        before=before,
        after=after,
        rule=f"neural:{manifest.name}",
        stage="grammar",
        safety=level,
        confidence=None if chance is None else round(chance, 2),
        message=_message(before.strip(), after.strip()),
    )


def _message(before: str, after: str) -> str:
    if not before:
        return f"The model adds “{_shown(after)}”."
    if not after:
        return f"The model leaves out “{_shown(before)}”."
    return f"The model writes “{_shown(after)}” for “{_shown(before)}”."


def _shown(text: str) -> str:
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
