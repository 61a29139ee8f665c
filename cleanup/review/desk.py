"""The keys of a review at work: where the person is, and what each key does.

The screen and the prompts are two faces of one desk. A face draws, and asks in its own way; what
comes of an answer is decided here, once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import chain
from typing import TYPE_CHECKING, Literal, Protocol

from rich.text import Text

from cleanup.errors import CleanupError, UsageError
from cleanup.language import language
from cleanup.review import drawing, keys, wording
from cleanup.review.picture import draw_help, draw_lost, draw_rule
from cleanup.review.saving import ChangedError
from cleanup.show.pen import Pen

if TYPE_CHECKING:
    from cleanup.review.article import Article
    from cleanup.review.memory import Scope
    from cleanup.review.session import Extent, Like, Session

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


class Desk:
    """One article under review, and the place that the person is at.

    Args:
        article: what is reviewed.
        face: draws and asks.
        add_name: adds to the gazetteer.
        backup: keep what was there when the article is written.
    """

    def __init__(self, article: Article, face: Face, add_name: AddName, *, backup: bool) -> None:
        self.article, self._face = article, face
        self._add_name, self._backup = add_name, backup
        self.at = 0
        """The place that the person is at."""
        self.filter = ""
        """What is shown, in words; ``""`` for all."""
        self.chosen: list[int] = []
        """The places that the filter leaves."""
        self._search = ""
        self._warned = False
        self._asked = False
        """Whether the place was an open question when the key was pressed."""
        self._choose()
        first = self.session.next_open(-1)
        self.at = 0 if first is None else first
        self._keys: dict[str, Then] = {
            "y": self._accept, "n": self._reject, "e": self._edit, "x": self._take_out,
            "s": self._other, "a": self._alike, "A": lambda: self._standing("always"),
            "N": lambda: self._standing("never"), "m": self._add, "c": self._clear,
            "u": lambda: self._turn("undo"), "U": lambda: self._turn("redo"),
            "j": lambda: self._step(1), "k": lambda: self._step(-1),
            "J": lambda: self._next_open(1), "K": lambda: self._next_open(-1),
            "g": lambda: self.go(self.chosen[0]), "G": lambda: self.go(self.chosen[-1]),
            "/": self._find, ";": lambda: self._match(1), ",": lambda: self._match(-1),
            "f": self._ask_filter, "i": self._explain, "?": self._help, "w": self._write,
            "q": lambda: self._quit(False), "Q": lambda: self._quit(True),
        }  # fmt: skip

    @property
    def session(self) -> Session:
        """What is reviewed; another one after the article was read again."""
        return self.article.session

    def press(self, key: str) -> bool:
        """Carry out a key; whether it is one."""
        action = self._keys.get(key)
        if key.isdecimal() and key != "0":
            action = lambda: self._pick(int(key))  # noqa: E731
        if action is None:
            return False
        if not self.session.items and key not in "?wqQ":
            self._face.say("there is nothing to decide: q leaves")
            return True
        self._asked = bool(self.session.items) and self.session.is_open(self.at)
        return self.do(action)

    def do(self, action: Then) -> bool:
        """Carry out an action; an error of the person's is said."""
        try:
            action()
        except CleanupError as error:
            self._face.say(str(error))
        return True

    def go(self, number: int) -> None:
        """Go to a place."""
        if self.session.items:
            self.at = max(0, min(number, len(self.session) - 1))
        self._face.moved()

    def watch(self) -> None:
        """Take in what others have decided, and notice a change of the file."""
        here = self.session.items[self.at].start if self.session.items else 0
        if self.session.poll():
            self._choose()
            found = [n for n, item in enumerate(self.session.items) if item.start <= here]
            self.at = found[-1] if found else 0
            self._face.replaced()
            self._face.say("somebody else has decided something; it is taken in")
        if not self._warned and self.article.is_stale:
            self._warned = True
            self._face.say("the file was changed by another program; w will read it again first")

    # ------------------------------------------------------------ moving

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

    # ------------------------------------------------------------ reading, writing, leaving

    def _explain(self) -> None:
        self._face.read(lambda pen: draw_rule(pen, self.session, self.at))

    def _help(self) -> None:
        self._face.read(draw_help)

    def list_lost(self) -> None:
        """Show the decisions that have no place in the text any more, if there are any."""
        if self.session.lost:
            self._face.read(lambda pen: draw_lost(pen, self.session))

    def _write(self) -> None:
        name = self.article.file.name
        plain = "yes, with a backup" if self._backup else "yes"
        self._face.offer(f"write {name}?", {
            "y": (plain, lambda: self._save(self._backup, None)),
            "b": ("keep a backup", lambda: self._save(True, None)),
        })  # fmt: skip

    def _save(self, backup: bool, then: Then | None) -> None:
        """Write the article; `then` only if that went well."""
        try:
            kept = self.article.save(backup=backup)
        except ChangedError as error:
            self.article.reload()
            self._again()
            self._face.say(f"{error}: nothing was written; it was read again, and decisions hold "
                           f"(without a place: {len(self.session.lost)})")  # fmt: skip
            self.list_lost()
            return
        self._again()
        what = f"; what was there is in {kept.name}" if kept else ""
        self._face.say(f"written{what}; now {wording.counts(self.session)}")
        if then is not None:
            then()

    def _again(self) -> None:
        """The article was read again."""
        self._warned = False
        self._choose()
        self.at = max(0, min(self.at, len(self.session) - 1))
        self._face.replaced()

    def _quit(self, everything: bool) -> None:
        leave = self._face.leave
        if self.session.text == self.session.source.original:
            leave(everything)
            return
        self._face.offer("the article is not written; decisions are kept:", {
            "w": ("write and leave", lambda: self._save(self._backup, lambda: leave(everything))),
            "q": ("leave", lambda: leave(everything)),
            "Q": ("leave all", lambda: leave(True)),
        })  # fmt: skip


def head(desk: Desk, files: str) -> Text:
    """The title of an article: its name, how many places it has, and what is shown of them."""
    from cleanup.show.invisible import escaped

    name = f"{files} {desk.article.file.name}".strip()
    lang = language(desk.session.source.lang).english
    text = Text.assemble((escaped(name), "bold"), f"  {lang}, {wording.counts(desk.session)}")
    if desk.filter:
        text.append(f"  only {escaped(desk.filter)}: {len(desk.chosen):,}", "bold")
    return text
