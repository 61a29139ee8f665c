"""The places of one text and where earlier decisions stand in it."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cleanup.review import anchor
from cleanup.review.items import Item, items, remembered
from cleanup.review.memory import ONE, Decision

if TYPE_CHECKING:
    from cleanup.edit import Safety
    from cleanup.pipeline import Result


class Places:
    """What there is to decide in a result, and what was decided of it.

    Args:
        result: of the article as it is now.
        level: the weakest level that the run applies.
    """

    def __init__(self, result: Result, level: Safety) -> None:
        self._text = result.original
        self._proposed = items(result, level)
        spans = [(item.start, item.end) for item in self._proposed]
        self._known = [
            anchor.Place(item.before, item.after, found)
            for item, found in zip(self._proposed, anchor.anchors(self._text, spans), strict=True)
        ]
        self.items: tuple[Item, ...] = ()
        """In text order."""
        self.anchors: list[anchor.Anchor] = []
        """The surroundings of each."""
        self.decided: dict[int, Decision] = {}
        """By place what was decided of it alone."""
        self.lost: tuple[Decision, ...] = ()
        """Decisions that have no place in the text."""
        self.moved: frozenset[int] = frozenset()
        """Places that a decision was found for though the text around has changed."""
        self.rivals: dict[int, list[int]] = {}
        """For each place that lies across others, these."""

    def locate(self, decisions: Sequence[Decision], file: str) -> None:
        """Find the places of the decisions on a file.

        Args:
            decisions: all in force, oldest first.
            file: the file's name in the memory.
        """
        mine = [d for d in decisions if d.verdict in ONE and d.file == file]
        placed, left_over = anchor.placed(mine, self._known)
        marks = [n for n, d in enumerate(decisions) if d.verdict == "written" and d.file == file]
        written = {d.id for d in decisions[: marks[-1]]} if marks else set()
        more: list[tuple[Item, Decision]] = []
        lost: list[Decision] = []
        for decision in left_over:
            if decision.wanted is None:
                continue  # what is proposed no more need not be refused
            here = anchor.where(decision, self._text, decision.before or "")
            if len(here) == decision.of == 1:
                more.append((remembered(decision, *here[0]), decision))
            elif decision.id not in written:
                if not anchor.is_done(decision, self._text):
                    lost.append(decision)
        self.lost = tuple(lost)
        self._put_together({n: d for n, d in placed.items() if d.verdict != "clear"}, more)
        self.moved = frozenset(n for n, d in self.decided.items() if d.hash != self.anchors[n].hash)

    def _put_together(
        self, placed: dict[int, Decision], more: Sequence[tuple[Item, Decision]]
    ) -> None:
        """One list of what is proposed and what only decisions know of."""
        both: list[tuple[Item, Decision | None, anchor.Anchor]] = [
            (item, placed.get(n), self._known[n].anchor) for n, item in enumerate(self._proposed)
        ]
        both += [
            (i, d, anchor.Anchor(d.left, d.right, d.hash, d.nth, d.of, d.wide)) for i, d in more
        ]
        if more:
            both.sort(key=lambda each: (each[0].start, each[0].end))
        changed = bool(more) or len(both) != len(self.items)
        self.decided = {n: d for n, (_, d, _) in enumerate(both) if d is not None}
        if changed:
            self.items = tuple(item for item, _, _ in both)
            self.anchors = [found for _, _, found in both]
            self.rivals = _rivals(self.items)
            self._joined = [anchor.joined(found) for found in self.anchors]
            self._alike: dict[str, list[int]] = defaultdict(list)
            for number, item in enumerate(self.items):
                self._alike[item.before].append(number)

    def rival(self, number: int) -> float:
        """How alike, 0 to 1, the most similar other place is at which the same stands."""
        alike = self._alike[self.items[number].before]
        at = bisect_left(alike, number)
        others = (*alike[:at], *alike[at + 1 :])
        return anchor.rival(
            self.anchors[number],
            [self.anchors[n] for n in others],
            [self._joined[n] for n in others],
        )

    def group(self, number: int) -> list[int]:
        """All places that are across a place, across one across it, and so on."""
        found, todo = {number}, [number]
        while todo:
            for other in self.rivals[todo.pop()]:
                if other not in found:
                    found.add(other)
                    todo.append(other)
        return sorted(found)


def _rivals(items: Sequence[Item]) -> dict[int, list[int]]:
    """For each place that lies across others, these."""
    found: dict[int, list[int]] = {}
    reach: list[int] = []  # places that may still reach over the next one
    for number, item in enumerate(items):
        reach = [n for n in reach if items[n].end >= item.start]
        for other in reach:
            if _across(items[other], item):
                found.setdefault(other, []).append(number)
                found.setdefault(number, []).append(other)
        reach.append(number)
    return found


def _across(one: Item, other: Item) -> bool:
    """Whether two places cannot both be changed; `one` does not start behind `other`."""
    if one.finding.applied and other.finding.applied:
        return False  # changes that the machine made together
    if one.start == one.end or other.start == other.end:
        same = (one.start, one.end) == (other.start, other.end)
        return same or one.start < other.start < one.end
    return other.start < one.end
