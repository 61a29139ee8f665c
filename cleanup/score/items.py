"""What systems read and what they answer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Protocol

from cleanup.errors import CleanupError


class Item(NamedTuple):
    """A text for the systems; all of them read the same items."""

    text: str
    lang: str
    """BCP 47 tag of `text`."""
    source: str | None = None
    """What it was translated from, for systems that read it."""
    source_lang: str | None = None


class Change(NamedTuple):
    """``text[start:end]`` becomes `after`; code points of the item's text."""

    start: int
    end: int
    after: str
    rules: tuple[str, ...]
    """Ids of the rules that took part, in the order in which they acted."""


class Output(NamedTuple):
    """What a system makes of an item."""

    changes: tuple[Change, ...] = ()
    """In text order, never overlapping."""
    notes: tuple[str, ...] = ()
    """What the system says of its own work: a sentence given up, a language unsupported."""
    partial: bool = False
    """It crashed or gave up on something; a note says why. Another run may do better."""

    def text(self, original: str) -> str:
        """`original` with the changes made."""
        return applied(original, self.changes)


class System(Protocol):
    """Anything that proposes changes to a text."""

    def __call__(self, item: Item) -> Output:
        """The changes that it would make."""

    def close(self) -> None:
        """Release what it holds."""


class UnavailableError(CleanupError):
    """A system cannot run here, or not for this language."""


def applied(text: str, changes: Iterable[Change]) -> str:
    """`text` with the changes made."""
    out, at = [], 0
    for change in changes:
        out += [text[at : change.start], change.after]
        at = change.end
    return "".join([*out, text[at:]])


def without_overlaps(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes in text order; of two that overlap the first stays."""
    kept: list[Change] = []
    for change in sorted(changes, key=lambda c: c.start):
        if not kept or change.start >= kept[-1].end:
            kept.append(change)
    return tuple(kept)
