"""How a review stands: the places, what is decided of each, and the text that comes of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Literal, NamedTuple

from cleanup.review.anchor import Anchor
from cleanup.review.items import Item
from cleanup.review.memory import ONE, Decision, Memory, reviewer
from cleanup.review.places import Places
from cleanup.review.standing import Standing, put_by
from cleanup.show.findings import Lines

if TYPE_CHECKING:
    from cleanup.edit import Safety
    from cleanup.pipeline import Result

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


class Cut(NamedTuple):
    """A stretch of the original text, and what stands there instead."""

    number: int
    """The place that says so."""
    start: int
    end: int
    text: str


class Overview:
    """The places of one result and the decisions in force.

    Args:
        result: of the article as it is now.
        memory: the decisions so far.
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
        who: str | None,
        level: Safety,
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
        for cut in self.cuts():
            parts += (self.source.original[at : cut.start], cut.text)
            at = cut.end
        return "".join((*parts, self.source.original[at:]))

    def cuts(self) -> list[Cut]:
        """What of the original is replaced by what, in text order.

        Words that a person takes out take the space before them along where another one, or
        nothing, follows.
        """
        original = self.source.original
        found: list[Cut] = []
        for number, text in self.in_force():
            item = self.items[number]
            start, end = item.start, item.end
            by_hand = self.state(number).status is Status.EDITED
            if by_hand and not text and item.before.strip() and original[start - 1 : start] == " ":
                free = not found or found[-1].end < start
                if free and original[end : end + 1] in ("", " ", "\n", "\r"):
                    start -= 1
            found.append(Cut(number, start, end, text))
        return found

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
