"""Standing answers: ``always`` and ``never``, for a file, a project or a person.

They are asked for every edit that a rule proposes, before it is decided whether to apply it, so
that `fix`, `diff`, `check` and `batch` follow them too and the ledger says why. The nearest scope
wins, then an answer on a phrase over one on a rule, then the later one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from cleanup.edit import Edit
from cleanup.pipeline import Ruling
from cleanup.review.memory import STANDING, Decision
from cleanup.review.phrase import Phrase, phrase

if TYPE_CHECKING:
    from cleanup.review.items import Item

_NEARNESS = {"personal": 0, "project": 1, "file": 2}

Key = tuple[str, str | None, str | None]
"""Rule, the phrase and what it would become; the last two ``None`` for all that a rule does."""


class Standing:
    """The standing answers that hold for one file.

    Args:
        decisions: in force, oldest first; those that are no standing answers are passed over.
        file: the file's name in the memory; ``""`` for a text that is no file.
    """

    def __init__(self, decisions: Iterable[Decision], file: str = "") -> None:
        found = [
            d for d in decisions if d.verdict in STANDING and (d.scope != "file" or d.file == file)
        ]
        found.sort(key=lambda d: _NEARNESS[d.scope])  # stable: the later one stays behind
        self._answers: dict[Key, Decision] = {}
        for decision in found:
            self._answers[decision.rule, decision.before, decision.after] = decision
            if decision.put is not None:  # what was made of it is proposed no more
                self._answers.setdefault((decision.rule, decision.before, decision.put), decision)

    def __bool__(self) -> bool:
        return bool(self._answers)

    def on(self, rule: str, of: Phrase) -> Decision | None:
        """The answer on one proposal of a rule."""
        here = self._answers.get((rule, of.was, of.will))
        general = self._answers.get((rule, None, None))
        if here is None or general is None:
            return here or general
        return here if _NEARNESS[here.scope] >= _NEARNESS[general.scope] else general

    def of_item(self, item: Item) -> Decision | None:
        """The answer on a place; of a question only where no proposal is left."""
        found = [self.on(p.edit.rule, p.phrase()) for p in item.proposals]
        said = [d for d in found if d is not None]
        never = [d for d in said if d.verdict == "never"]
        always = [d for d in said if d.verdict == "always" and put_by(d, item) is not None]
        if item.finding.applied:
            return next(iter((*never, *always)), None)
        return next(iter((*always, *(never if len(never) == len(found) else ()))), None)

    def ruling(self, edit: Edit, text: str) -> Ruling | None:
        """What holds for an edit of a text; the interface that a `Cleaner` asks.

        Returns:
            ``None`` where nothing was said of it.
        """
        if not self._answers:
            return None
        of = phrase(text, edit.start, edit.end, edit.after)
        answer = self.on(edit.rule, of)
        if answer is None:
            return None
        if answer.verdict == "never":
            return Ruling(None, said(answer))
        after = edit.after
        if answer.put is not None:
            try:
                after = of.inside(answer.put)
            except ValueError:
                return None
        if after is None or after == edit.before:
            return None
        return Ruling(replace(edit, after=after), said(answer))


def put_by(answer: Decision, item: Item) -> str | None:
    """What ``always`` puts at a place; ``None`` where it has nothing to put."""
    if answer.put is None:
        return item.after
    try:
        return item.proposals[0].phrase().inside(answer.put)
    except ValueError:
        return item.after


def said(answer: Decision) -> str:
    """Who said so, when, and how far it holds: ``never (project): anna, 2026-11-23``."""
    return f"{answer.verdict} ({answer.scope}): {answer.who}, {answer.at[:10]}"
