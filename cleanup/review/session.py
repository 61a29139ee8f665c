"""One person reviewing one article: what there is to decide, what is decided, what comes of it.

A `Session` is the review without a screen: the terminal, the page and the plain prompts all call
the same few methods. Every decision is in the memory before the method returns; the article is
untouched until `cleanup.review.saving` writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from cleanup.edit import Safety
from cleanup.errors import UsageError
from cleanup.review import memory
from cleanup.review.anchor import Anchor
from cleanup.review.history import History
from cleanup.review.items import Item
from cleanup.review.memory import ONE, Decision, Memory, Scope, Verdict, reviewer
from cleanup.review.places import Places
from cleanup.review.standing import Standing, put_by
from cleanup.show.findings import Lines

if TYPE_CHECKING:
    from cleanup.pipeline import Result

Extent = Literal["text", "rule"]
"""What a standing answer is about: the same words, or all that the rule proposes."""
Like = Literal["text", "rule", "file"]
"""Which places are like one: same change, same rule, or all of the file."""


class Status(StrEnum):
    """How a place stands."""

    OPEN = "open"
    """A question nobody has answered; the text stays as it is."""
    APPLIED = "applied"
    """Changed by the machine, and nobody objected."""
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    EDITED = "edited"
    """A person wants something else than was proposed."""


_FEW = 100
"""Of so many decisions in one stroke each is told from places like it; of more none is found again
where the text around it has changed."""

_OF_VERDICT = {
    "accept": Status.ACCEPTED,
    "always": Status.ACCEPTED,
    "reject": Status.REJECTED,
    "never": Status.REJECTED,
    "edit": Status.EDITED,
}


@dataclass(frozen=True, slots=True)
class State:
    """What is decided on a place."""

    status: Status
    text: str | None
    """What shall stand there; ``None`` for what stands there now."""
    decision: Decision | None = None
    """Who decided it; ``None`` where nobody did."""


class Session:
    """The review of one result.

    Args:
        result: of the article as it is now.
        memory: the decisions so far, to which those of the session are added.
        file: the article's name in the memory (`Memory.name`).
        who: the person.
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
        self.source = result
        self.memory = memory
        self.file = file
        self.who = who or reviewer()
        self._places = Places(result, level)
        self._load()

    def _load(self) -> None:
        """Find the place of every decision on this file, and the standing answers."""
        decisions = list(self.memory.in_force())
        self._standing = Standing(decisions, self.file)
        self._rulings: dict[int, Decision | None] = {}
        self._places.locate(decisions, self.file)
        self._placed = self._places.decided
        self._winners: dict[int, int | None] = {}
        self._order: dict[Decision, int] | None = None
        self._open = {n for n in range(len(self.items)) if self.state(n).status is Status.OPEN}

    # ------------------------------------------------------------ what there is

    def __len__(self) -> int:
        return len(self.items)

    @property
    def items(self) -> tuple[Item, ...]:
        """The places in text order; a place is named by its index."""
        return self._places.items

    @property
    def anchors(self) -> list[Anchor]:
        """The surroundings of each place."""
        return self._places.anchors

    @property
    def lost(self) -> tuple[Decision, ...]:
        """Earlier decisions on this file that have no place in it any more."""
        return self._places.lost

    @property
    def moved(self) -> frozenset[int]:
        """Places that an earlier decision was found for though the text around has changed."""
        return self._places.moved

    def state(self, number: int) -> State:
        """How a place stands."""
        decision = self._placed.get(number)
        if decision is None and self._standing:
            decision = self._ruled(number)
        item = self.items[number]
        if decision is None:
            return State(Status.APPLIED, item.after) if item.default else State(Status.OPEN, None)
        wanted = decision.wanted
        if decision.verdict == "always":
            wanted = put_by(decision, item)
        return State(_OF_VERDICT[decision.verdict], wanted, decision)

    @property
    def decided(self) -> bool:
        """Whether any place has a decision of its own; standing answers are in the result."""
        return bool(self._placed)

    def line(self, number: int) -> int:
        """The line of a place in the original text, from 1."""
        return self._lines.at(self.items[number].start)[0]

    @cached_property
    def _lines(self) -> Lines:
        return Lines(self.source.original)

    def overlapping(self, number: int) -> list[int]:
        """The places that cannot be changed together with one."""
        return self._places.rivals.get(number, [])

    def covered(self, number: int) -> int | None:
        """The place that keeps this one's text out of the result, for it lies across it."""
        if number not in self._places.rivals or self.state(number).text is None:
            return None
        return self._covering(number)

    def unresolved(self) -> list[int]:
        """The open questions, in text order."""
        return sorted(self._open)

    def is_open(self, number: int) -> bool:
        """Whether a place is a question that still waits for an answer."""
        return number in self._open

    def next_open(self, number: int, step: int = 1) -> int | None:
        """The next open question after a place (before it with `step` -1), going round."""
        total = len(self.items)
        around = ((number + step * k) % total for k in range(1, total + 1)) if total else ()
        return next((n for n in around if self.is_open(n)), None)

    def like(self, number: int, how: Like) -> list[int]:
        """The places like one, itself among them; not those that a person has decided on."""
        one = self.items[number]
        return [
            n
            for n, item in enumerate(self.items)
            if n == number
            or (
                n not in self._placed
                and (how != "rule" or item.rule == one.rule)
                and (how != "text" or (item.before, item.after) == (one.before, one.after))
            )
        ]

    def select(
        self,
        *,
        rules: Iterable[str] = (),
        levels: Iterable[str] = (),
        statuses: Iterable[str] = (),
        text: str = "",
    ) -> list[int]:
        """The places that meet all that is asked for; nothing asked for gives all.

        Args:
            rules: ids; a stage's name stands for all of its rules.
            levels: ``safe``, ``likely``, ``ask``.
            statuses: values of `Status`.
            text: stands at the place, in what is proposed, in the message or around, in any case.
        """
        rules, levels, statuses = set(rules), set(levels), set(statuses)
        wanted = text.casefold()
        return [
            n
            for n, item in enumerate(self.items)
            if (not rules or rules & {*item.rules, item.finding.stage})
            and (not levels or item.level in levels)
            and (not statuses or self.state(n).status in statuses)
            and (not wanted or wanted in self._searched(item))
        ]

    def phrase(self, number: int) -> tuple[str, str | None]:
        """The words that `always` and `never` are about, and what they would become."""
        item = self.items[number]
        if not item.proposals:
            return item.before, item.after
        of = item.proposals[0].phrase()
        return of.was, of.will

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

    # ------------------------------------------------------------ what comes of it

    def in_force(self) -> list[tuple[int, str]]:
        """The places whose text changes and what will stand there, in text order."""
        found = []
        for number in range(len(self.items)):
            text = self.state(number).text
            if text is not None and self.covered(number) is None:
                found.append((number, text))
        return found

    @property
    def text(self) -> str:
        """The article as decided so far: what the machine applies, unless it was rejected."""
        parts: list[str] = []
        at = 0
        for number, text in self.in_force():
            item = self.items[number]
            parts += (self.source.original[at : item.start], text)
            at = item.end
        return "".join((*parts, self.source.original[at:]))

    # ------------------------------------------------------------ within

    def _ruled(self, number: int) -> Decision | None:
        """The standing answer on a place, if there is one."""
        if number not in self._rulings:
            self._rulings[number] = self._standing.of_item(self.items[number])
        return self._rulings[number]

    def _searched(self, item: Item) -> str:
        text = self.source.original
        left, right = text[max(0, item.start - 40) : item.start], text[item.end : item.end + 40]
        around = [left + middle + right for middle in (item.before, *item.choices)]
        return "\n".join((*around, item.finding.message, item.rule)).casefold()

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

    # ------------------------------------------------------------ places across each other

    def _covering(self, number: int) -> int | None:
        """Among places that lie across each other a person's word counts first, the latest most,
        then the machine's; each keeps out those that it overlaps.
        """
        if number not in self._winners:
            group = self._places.group(number)
            wanting = [n for n in group if self.state(n).text is not None]
            wanting.sort(key=lambda n: (self._weight(n), -n), reverse=True)
            taken: list[int] = []
            for each in wanting:
                by = next((t for t in taken if t in self._places.rivals[each]), None)
                self._winners[each] = by
                if by is None:
                    taken.append(each)
        return self._winners[number]

    def _weight(self, number: int) -> tuple[int, int]:
        decision = self.state(number).decision
        if decision is None:
            return 0, 0
        if self._order is None:
            self._order = {d: k for k, d in enumerate(self.memory.all())}
        return 2 if decision.verdict in ONE else 1, self._order.get(decision, 0)


def _listed(numbers: int | Iterable[int]) -> list[int]:
    return [numbers] if isinstance(numbers, int) else list(numbers)
