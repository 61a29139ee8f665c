"""One person reviewing one article: what there is to decide, what is decided, what comes of it.

A `Session` is the review without a screen: the terminal, the page and the plain prompts all call
the same few methods. Every decision is in the memory before the method returns; the article is
untouched until `cleanup.review.saving` writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal

from cleanup.edit import Safety
from cleanup.errors import UsageError
from cleanup.review import memory
from cleanup.review.history import History
from cleanup.review.memory import Decision, Memory, Scope, Verdict
from cleanup.review.overview import Like, Overview, State, Status

if TYPE_CHECKING:
    from cleanup.pipeline import Result

__all__ = ["Extent", "Like", "Session", "State", "Status"]

Extent = Literal["text", "rule"]
"""What a standing answer is about: the same words, or all that the rule proposes."""

_FEW = 100
"""Of so many decisions in one stroke each is told from places like it; of more none is found again
where the text around it has changed."""


class Session(Overview):
    """The review of one result by one person.

    Args:
        result: of the article as it is now.
        memory: the decisions so far, to which those of the session are added.
        file: the article's name in the memory (`Memory.name`).
        who: the person; ``None`` asks the environment.
        level: the weakest level that the run applies.
    """

    def __init__(
        self,
        result: Result,
        memory: Memory,
        file: str,
        *,
        who: str | None = None,
        level: Safety = Safety.SAFE,
    ) -> None:
        super().__init__(result, memory, file, who=who, level=level)

    # ------------------------------------------------------------ deciding

    def accept(self, numbers: int | Iterable[int], put: str | None = None) -> list[int]:
        """Take what is proposed, or another of the choices.

        Args:
            numbers: one place, or several in one stroke.
            put: which of the item's choices; ``None`` for the first.

        Returns:
            The places that were decided: those of several that propose nothing are passed over.

        Raises:
            UsageError: at the only place there is nothing to accept.
        """
        chosen = _listed(numbers)
        able = [n for n in chosen if self.items[n].after is not None or put is not None]
        if chosen and not able:
            raise UsageError("nothing is proposed here: edit it, or reject the remark")
        return self._decide("accept", able, put)

    def reject(self, numbers: int | Iterable[int]) -> list[int]:
        """Leave what stands there; see `accept`."""
        return self._decide("reject", _listed(numbers))

    def edit(self, numbers: int | Iterable[int], put: str) -> list[int]:
        """Put something else than was proposed; ``""`` deletes. See `accept`."""
        chosen = _listed(numbers)
        if all(put == self.items[n].before for n in chosen):
            return self.reject(chosen)
        if len(chosen) == 1 and put in self.items[chosen[0]].choices:
            return self.accept(chosen, put)
        return self._decide("edit", chosen, put)

    def always(
        self, number: int, scope: Scope, extent: Extent = "text", put: str | None = None
    ) -> Decision:
        """Apply this wherever it is proposed, as far as `scope` goes.

        Args:
            number: a place where it is.
            scope: this file, this project, or everything that this person works on.
            extent: the same words, or all that the rule proposes.
            put: what to put instead of the proposal, at this place; with ``text`` only.

        Raises:
            UsageError: nothing is proposed there, or it cannot be said of the words alone.
        """
        item = self.items[number]
        if item.after is None and put is None:
            raise UsageError("nothing is proposed here: there is nothing to apply always")
        return self._answer("always", number, scope, extent, put)

    def never(self, number: int, scope: Scope, extent: Extent = "text") -> Decision:
        """Do not propose this any more, as far as `scope` goes; see `always`."""
        return self._answer("never", number, scope, extent, None)

    def name(self, number: int, canonical: str) -> None:
        """Remember that a name was added to the gazetteer because of this place."""
        self._add([self._one("name", number, memory.action(), canonical)])

    def withdraw(self, number: int) -> bool:
        """Take back the decision on one place, or the standing answer that decides it; whether
        there was one.
        """
        decision = self.state(number).decision
        if decision is None:
            return False
        alone = number in self._placed
        clear = self._one("clear", number, memory.action(), None)
        self._add([clear if alone else self._again("undo", decision)])
        return True

    def undo(self) -> Decision | None:
        """Take back this person's last action on this file, also one of an earlier day."""
        return self._turn("undo")

    def redo(self) -> Decision | None:
        """Put in force again what was taken back last."""
        return self._turn("redo")

    def poll(self) -> bool:
        """Take in what others have decided meanwhile; whether there was anything."""
        news = self.memory.poll()
        if news:
            self._load()
        return news

    def _decide(self, verdict: Verdict, numbers: list[int], put: str | None = None) -> list[int]:
        act = memory.action()
        decisions = []
        for number in numbers:
            own = None if put == self.items[number].after else put
            rival = self._places.rival(number) if len(numbers) <= _FEW else 1.0
            decisions.append(self._one(verdict, number, act, own, rival))
        self._add(decisions, numbers)
        return numbers

    def _one(
        self, verdict: Verdict, number: int, act: str, put: str | None, rival: float = 1.0
    ) -> Decision:
        item, place = self.items[number], self.anchors[number]
        return Decision(
            id=act, at=memory.now(), who=self.who, verdict=verdict, scope="file", file=self.file,
            lang=self.source.lang, rule=item.rule, before=item.before, after=item.after, put=put,
            left=place.left, right=place.right, hash=place.hash, nth=place.nth, of=place.of,
            wide=place.wide, rival=rival,
        )  # fmt: skip

    def _answer(
        self, verdict: Verdict, number: int, scope: Scope, extent: Extent, put: str | None
    ) -> Decision:
        item = self.items[number]
        before, after, will = None, None, None
        if extent == "text":
            if len(item.proposals) != 1:
                raise UsageError("several edits made this change: say it of the rule instead")
            of = item.proposals[0].phrase()
            before, after = of.was, of.will
            if put is not None and put != item.after:
                if item.before != item.proposals[0].edit.before:
                    raise UsageError("other changes reach into this one: decide on this place only")
                will = of.around(put)
        elif put is not None:
            raise UsageError("an own replacement can be said of words, not of a whole rule")
        decision = Decision(
            id=memory.action(), at=memory.now(), who=self.who, verdict=verdict, scope=scope,
            file=self.file, lang=self.source.lang, rule=item.proposals[0].edit.rule
            if item.proposals else item.rule, before=before, after=after, put=will,
        )  # fmt: skip
        given = [decision]
        if number in self._placed:  # an answer on this very place would still come first
            own: Verdict = "reject" if verdict == "never" else "accept" if put is None else "edit"
            given.append(self._one(own, number, decision.id, put))
        self._add(given)
        return decision

    def _again(self, verdict: Verdict, of: Decision) -> Decision:
        """A line that takes an action back, or puts it in force again."""
        return Decision(
            id=memory.action(), at=memory.now(), who=self.who, verdict=verdict,
            scope=of.scope, file=self.file, undone=of.id,
        )  # fmt: skip

    def _turn(self, verdict: Literal["undo", "redo"]) -> Decision | None:
        self.memory.poll()
        history = History(self.memory.all(), self.file, self.who)
        last = history.last if verdict == "undo" else history.next
        if last is None:
            return None
        self._add([self._again(verdict, last)])
        return last

    def _add(self, decisions: Sequence[Decision], numbers: Sequence[int] = ()) -> None:
        """Write decisions, and take them in."""
        if not decisions:
            return
        known = self.memory.count
        self.memory.add(decisions)
        alone = self.memory.count == known + len(decisions)
        if alone and numbers:
            self._placed.update(zip(numbers, decisions, strict=True))
            self._places.moved -= set(numbers)
            self._open.difference_update(numbers)
            self._open.update(n for n in numbers if self.state(n).status is Status.OPEN)
            self._winners.clear()
            self._order = None
        else:
            self._load()


def _listed(numbers: int | Iterable[int]) -> list[int]:
    return [numbers] if isinstance(numbers, int) else list(numbers)
