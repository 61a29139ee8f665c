"""Moving about in a review: to the next place, to what is open, to what matches, by a filter."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING

from cleanup.errors import UsageError
from cleanup.review import wording
from cleanup.review.face import Face, Then

if TYPE_CHECKING:
    from cleanup.review.article import Article
    from cleanup.review.session import Session


class Walk:
    """A person and the place that they are at.

    Args:
        article: what is reviewed.
        face: draws and asks.
    """

    def __init__(self, article: Article, face: Face) -> None:
        self.article, self._face = article, face
        self.at = 0
        """The place that the person is at."""
        self.filter = ""
        """What is shown, in words; ``""`` for all."""
        self.chosen: list[int] = []
        """The places that the filter leaves."""
        self._search = ""
        self._asked = False
        """Whether the place was an open question when the key was pressed."""
        self._choose()
        first = self.session.next_open(-1)
        self.at = 0 if first is None else first
        self._keys: dict[str, Then] = {
            "j": lambda: self._step(1), "k": lambda: self._step(-1),
            "J": lambda: self._next_open(1), "K": lambda: self._next_open(-1),
            "g": lambda: self.go(self.chosen[0]), "G": lambda: self.go(self.chosen[-1]),
            "/": self._find, ";": lambda: self._match(1), ",": lambda: self._match(-1),
            "f": self._ask_filter,
        }  # fmt: skip
        """What each key does."""

    @property
    def session(self) -> Session:
        """What is reviewed; another one after the article was read again."""
        return self.article.session

    def go(self, number: int) -> None:
        """Go to a place."""
        if self.session.items:
            self.at = max(0, min(number, len(self.session) - 1))
        self._face.moved()

    def _choose(self) -> None:
        """Find the places that the filter leaves."""
        found: list[int] = []
        if self.filter:
            with suppress(UsageError):  # a rule that has no place here any more
                found = self.session.select(**wording.filters(self.filter, self.session))
        self.chosen = found
        if not found:
            self.filter, self.chosen = "", list(range(len(self.session)))

    def _around(self, step: int, wanted: Callable[[int], bool]) -> int | None:
        """The nearest of the chosen places that is wanted, going round."""
        ahead, behind = self._parted(step)
        return next((n for n in chain(ahead, behind) if wanted(n)), None)

    def _parted(self, step: int) -> tuple[list[int], list[int]]:
        """The chosen places before the person and behind, each in the order of walking."""
        if step > 0:
            at = bisect_right(self.chosen, self.at)
            return self.chosen[at:], self.chosen[:at]
        at = bisect_left(self.chosen, self.at)
        return self.chosen[:at][::-1], self.chosen[at:][::-1]

    def _step(self, step: int) -> None:
        following, _ = self._parted(step)
        if following:
            self.go(following[0])
        else:
            self._face.say("there is no further place")

    def _next_open(self, step: int) -> None:
        found = self._around(step, self.session.is_open)
        if found is None:
            self._face.say("no open question is left here: w writes, q leaves")
        else:
            self.go(found)

    def _onward(self) -> None:
        """After an answer: from a question to the next open one, else to the next place."""
        found = self._around(1, self.session.is_open) if self._asked else None
        if found is None:
            found = next(iter(self._parted(1)[0]), None)
        if found is not None:
            self.at = found
        self._face.changed()
        if found is None:
            self._face.say(f"that was the last one: {wording.counts(self.session)}; w writes")

    def _find(self) -> None:
        self._face.ask("search for", self._searched, self._search)

    def _searched(self, given: str) -> None:
        self._search = given
        self._match(1)

    def _match(self, step: int) -> None:
        if not self._search:
            self._face.say("nothing was searched for yet: / does")
            return
        found = set(self.session.select(text=self._search))
        at = self._around(step, found.__contains__)
        if at is None:
            self._face.say(f"nothing matches {wording.quoted(self._search)}")
        else:
            self.go(at)
            said = f"{len(found):,} match {wording.quoted(self._search)}"
            self._face.say(f"{said}: ; and , go to the next and the one before")

    def _ask_filter(self) -> None:
        question = "show only this rule, stage, level or state (nothing: all)"
        self._face.ask(question, self._filter_by, self.filter)

    def _filter_by(self, given: str) -> None:
        found = self.session.select(**wording.filters(given, self.session))
        if not found:
            self._face.say("nothing is left by that filter; it stays as it was")
            return
        self.filter, self.chosen = given.strip(), found
        self.go(next((n for n in found if n >= self.at), found[0]))
