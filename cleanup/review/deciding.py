"""Deciding in a review: on one place, on all like it, and once and for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from cleanup.language import language
from cleanup.review import drawing, keys, wording
from cleanup.review.face import LINE_END, AddName, Face, Then
from cleanup.review.walk import Walk

if TYPE_CHECKING:
    from cleanup.review.article import Article
    from cleanup.review.memory import Scope
    from cleanup.review.session import Extent, Like


class Deciding(Walk):
    """A person who decides on the place that they are at.

    Args:
        article: what is reviewed.
        face: draws and asks.
        add_name: adds to the gazetteer.
    """

    def __init__(self, article: Article, face: Face, add_name: AddName) -> None:
        super().__init__(article, face)
        self._add_name = add_name
        self._keys |= {
            "y": self._accept, "n": self._reject, "e": self._edit, "x": self._take_out,
            "s": self._other, "a": self._alike, "A": lambda: self._standing("always"),
            "N": lambda: self._standing("never"), "m": self._add, "c": self._clear,
            "u": lambda: self._turn("undo"), "U": lambda: self._turn("redo"),
            **{str(n): lambda n=n: self._pick(n) for n in range(1, 10)},  # type: ignore[misc]
        }  # fmt: skip

    # ------------------------------------------------------------ deciding on a place

    def _accept(self) -> None:
        self.session.accept(self.at)
        self._onward()

    def _reject(self) -> None:
        self.session.reject(self.at)
        self._onward()

    def _take_out(self) -> None:
        self.session.edit(self.at, "")
        self._onward()

    def _edit(self) -> None:
        item = self.session.items[self.at]
        shown = drawing.proposed(self.session, self.at)
        text = item.before if shown is None else shown
        question = f"put instead of {wording.quoted(item.before)} ({LINE_END}: line end)"
        self._face.ask(question, self._edited, text.replace("\n", LINE_END))

    def _edited(self, given: str) -> None:
        self.session.edit(self.at, given.replace(LINE_END, "\n"))
        self._onward()

    def _other(self) -> None:
        choices = self.session.items[self.at].choices
        if len(choices) < 2:
            self._face.say("there is no other suggestion: e puts your own words")
            return
        self._face.offer("which?", {
            str(n): (wording.quoted(choice), lambda n=n: self._pick(n))  # type: ignore[misc]
            for n, choice in enumerate(choices[:9], 1)
        })  # fmt: skip

    def _pick(self, number: int) -> None:
        choices = self.session.items[self.at].choices
        if number > len(choices):
            self._face.say(f"there is no suggestion {number} here")
            return
        self.session.accept(self.at, choices[number - 1])
        self._onward()

    def _clear(self) -> None:
        done = self.session.withdraw(self.at)
        self._face.changed()
        self._face.say("taken back" if done else "nobody has decided on this place")

    def _turn(self, verdict: Literal["undo", "redo"]) -> None:
        decision = self.session.undo() if verdict == "undo" else self.session.redo()
        self._choose()
        self._face.changed()
        if decision is not None and decision.hash:
            spot = decision.hash, decision.nth
            places = enumerate(self.session.anchors)
            self.go(next((n for n, a in places if (a.hash, a.nth) == spot), self.at))
        self._face.say(wording.of_turn(verdict, decision))

    # ------------------------------------------------------------ deciding on more

    def _alike(self) -> None:
        words = {"t": "same text", "r": "same rule", "f": "whole file"}
        answers: dict[str, tuple[str, Then]] = {}
        for key, how in keys.LIKENESS.items():
            count = len(self.session.like(self.at, how))
            answers[key] = f"{words[key]} ({count:,})", lambda how=how: self._all(how)  # type: ignore[misc]
        self._face.offer("all undecided like this:", answers)

    def _all(self, how: Like) -> None:
        session, numbers = self.session, self.session.like(self.at, how)
        self._face.offer(f"{wording.places(len(numbers))}:", {
            "y": ("accept", lambda: self._answered(session.accept(numbers), "accepted")),
            "n": ("reject", lambda: self._answered(session.reject(numbers), "rejected")),
        })  # fmt: skip

    def _answered(self, numbers: list[int], done: str) -> None:
        self._onward()
        self._face.say(f"{done} {wording.places(len(numbers))}; u takes it back")

    def _standing(self, verdict: Literal["always", "never"]) -> None:
        self._face.offer(f"{verdict}:", {
            key: (keys.SCOPE_WORDS[scope],
                  lambda scope=scope: self._extent(verdict, scope))  # type: ignore[misc]
            for key, scope in keys.SCOPES.items()
        })  # fmt: skip

    def _extent(self, verdict: Literal["always", "never"], scope: Scope) -> None:
        self._face.offer(f"{verdict} {keys.SCOPE_WORDS[scope]}:", {
            key: (wording.about(self.session, self.at, extent),
                  lambda extent=extent: self._answer(verdict, scope, extent))  # type: ignore[misc]
            for key, extent in keys.EXTENTS.items()
        })  # fmt: skip

    def _answer(self, verdict: Literal["always", "never"], scope: Scope, extent: Extent) -> None:
        decide = self.session.always if verdict == "always" else self.session.never
        said = wording.of_answer(decide(self.at, scope, extent))
        self._onward()
        self._face.say(said)

    def _add(self) -> None:
        item = self.session.items[self.at]
        right = (drawing.proposed(self.session, self.at) or item.before).strip()
        self._face.ask("the name as it should be", self._garble, right)

    def _garble(self, right: str) -> None:
        right = right.strip()
        if right:
            question = f"what {wording.quoted(right)} was garbled into (- for nothing)"
            wrong = self.session.items[self.at].before.strip()
            self._face.ask(question, lambda given: self._added(given.strip(" -"), right), wrong)

    def _added(self, wrong: str, right: str, force: bool = False) -> None:
        base = language(self.session.source.lang).base
        objections, what = self._add_name("" if wrong == right else wrong, right, base, force)
        if what:
            self.session.name(self.at, right)
            self._face.say(what)
        else:
            again = lambda: self._added(wrong, right, True)  # noqa: E731
            self._face.offer(f"{'; '.join(objections)}:", {"y": ("add it all the same", again)})
