"""What a desk needs of a terminal: to draw a little, and to ask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cleanup.show.pen import Pen

Then = Callable[[], None]
Answers = Mapping[str, tuple[str, Then]]
"""By the key: what it stands for, and what it does."""

AddName = Callable[[str, str, str, bool], tuple[list[str], str]]
"""Adds a name: garble (``""`` for none), name, base tag of the language, whether in spite of
objections. Gives the objections, and what was done, ``""`` for nothing."""

LINE_END = "↵"
"""Stands for a line end while a text is edited on one line."""


class Face(Protocol):
    """What a desk needs of the terminal."""

    def say(self, message: str) -> None:
        """Show one line."""

    def offer(self, question: str, answers: Answers) -> None:
        """Ask for one of some keys; any other one is no answer."""

    def ask(self, question: str, then: Callable[[str], None], given: str = "") -> None:
        """Ask for a line of text; the person may go back instead."""

    def read(self, draw: Callable[[Pen], None]) -> None:
        """Show something to read."""

    def moved(self) -> None:
        """The person is at another place."""

    def changed(self) -> None:
        """Something was decided, and the person may be at another place."""

    def replaced(self) -> None:
        """The places are others than before."""

    def leave(self, everything: bool) -> None:
        """End the review of this file, or of all."""
