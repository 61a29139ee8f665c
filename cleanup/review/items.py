"""What there is to decide: every change of a result and every question, as one list.

All positions are those of the original text, whatever the stage that a proposal comes from.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from cleanup.edit import Safety
from cleanup.review.memory import Decision
from cleanup.review.phrase import Phrase, phrase
from cleanup.show.findings import Finding, findings_of

if TYPE_CHECKING:
    from cleanup.edit import Edit
    from cleanup.pipeline import Result


@dataclass(frozen=True, slots=True)
class Proposal:
    """An edit in the revision that its rule read."""

    edit: Edit
    revision: str

    def phrase(self) -> Phrase:
        """What a standing answer on the edit is about."""
        edit = self.edit
        return phrase(self.revision, edit.start, edit.end, edit.after)


@dataclass(frozen=True, slots=True)
class Item:
    """One place to decide on."""

    start: int
    end: int
    """Span in the original text."""
    before: str
    choices: tuple[str, ...]
    """What may stand there instead, the first proposal first; none where a rule only points."""
    finding: Finding
    """Rule, level, message and all else that is told of it."""
    proposals: tuple[Proposal, ...]
    """The edits behind it, oldest first; none for what only the memory knows of."""
    default: bool
    """Whether the machine applies it by itself, standing answers aside."""
    from_memory: bool = False
    """An earlier decision at a place that nothing points at any more."""

    @property
    def after(self) -> str | None:
        """What the machine proposes; ``None`` where it only points."""
        return self.choices[0] if self.choices else None

    @property
    def rule(self) -> str:
        """Of several rules behind the change, the first."""
        return self.finding.rule

    @property
    def rules(self) -> tuple[str, ...]:
        """All rules behind the change."""
        return self.finding.rules or (self.finding.rule,)

    @property
    def level(self) -> Safety:
        """Of several, the most careful."""
        return self.finding.safety


def items(result: Result, level: Safety) -> list[Item]:
    """The places of `result`, in text order.

    Args:
        result: of a cleaner with the standing answers of the memory, or without any.
        level: the weakest level that is applied without being asked for.
    """
    revisions = {id(edit): step.before for step in result.steps for edit in step.applied}
    found = []
    asked: list[tuple[Finding, Edit]] = []
    for finding, edits in findings_of(result):
        if finding.applied:
            proposals = tuple(Proposal(edit, revisions.get(id(edit), result.final))
                              for edit in edits)  # fmt: skip
            others = edits[0].others if len(edits) == 1 else ()
            default = all(level.allows(edit.safety) for edit in edits)
            found.append(_item(finding, proposals, others, default))
        elif finding.reason is None or finding.reason.startswith("never ("):
            asked.append((finding, edits[0]))
    for _, group in groupby(asked, key=lambda pair: (pair[0].start, pair[0].end)):
        found.append(_question(list(group), result.final, level))
    found.sort(key=lambda item: (item.start, item.end))
    return found


def _item(
    finding: Finding, proposals: tuple[Proposal, ...], others: tuple[str, ...], default: bool
) -> Item:
    first = () if finding.after is None else (finding.after,)
    choices = tuple(dict.fromkeys((*first, *(o for o in others if o != finding.before))))
    span = finding.start, finding.end
    return Item(*span, finding.before, choices, finding, proposals, default)


def _question(group: list[tuple[Finding, Edit]], final: str, level: Safety) -> Item:
    """Proposals for one and the same place as one question with several answers."""
    group.sort(key=lambda pair: pair[0].after is None)
    finding, edit = group[0]
    others: list[str] = []
    for each, behind in group:
        if each.after is not None:
            others.append(each.after)
        if each.before == behind.before:
            others += behind.others
    proposals = tuple(Proposal(behind, final) for _, behind in group)
    return _item(finding, proposals, tuple(others), not edit.is_flag and level.allows(edit.safety))


def remembered(decision: Decision, start: int, end: int) -> Item:
    """What a decision wants at a place of the text where nothing is proposed any more."""
    assert decision.before is not None
    choices = () if decision.after is None else (decision.after,)
    finding = Finding(
        start=start,
        end=end,
        before=decision.before,
        after=decision.after,
        rule=decision.rule,
        stage="review",
        safety=Safety.ASK,
        confidence=None,
        message=f"Decided before by {decision.who}, {decision.at[:10]}.",
        applied=False,
    )
    return Item(start, end, decision.before, choices, finding, (), False, True)
