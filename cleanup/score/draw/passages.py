"""What an example shows: its text with the changes marked, the middle of long texts left out."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.score.suites.base import Example
from cleanup.show.passages import Part

LONGEST = 320
"""Characters of a text that is shown whole."""
AROUND = 60
"""Characters shown before and after a change of a longer text."""


def excerpt(example: Example) -> Iterator[Part]:
    """The parts of the text: kept, deleted, inserted, left out."""
    text, whole = example.text, len(example.text) <= LONGEST
    at = 0 if whole or not example.changes else max(0, example.changes[0].start - AROUND)
    if at:
        yield Part("gap", "…")
    for change in example.changes:
        yield from _kept(text, at, change.start, whole)
        if change.end > change.start:
            yield Part("del", text[change.start : change.end])
        if change.after:
            yield Part("ins", change.after)
        at = change.end
    end = len(text) if whole else min(len(text), at + AROUND)
    yield Part("keep", text[at:end].replace("\n", " "))
    if end < len(text):
        yield Part("gap", "…")


def _kept(text: str, start: int, end: int, whole: bool) -> Iterator[Part]:
    if whole or end - start <= 2 * AROUND:
        yield Part("keep", text[start:end].replace("\n", " "))
        return
    yield Part("keep", text[start : start + AROUND].replace("\n", " "))
    yield Part("gap", " … ")
    yield Part("keep", text[end - AROUND : end].replace("\n", " "))
