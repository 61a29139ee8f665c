"""What is said back to the person after each action, and what filters mean."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from cleanup.edit import Safety
from cleanup.errors import UsageError
from cleanup.review.keys import SCOPE_WORDS
from cleanup.review.memory import STANDING, Decision
from cleanup.review.outcome import told
from cleanup.review.session import Session, Status
from cleanup.review.summary import DONE, meaning
from cleanup.show.invisible import named

LONG = 40
"""Code points of a text that are quoted in a message."""


def places(count: int) -> str:
    """``1 place``, ``3 places``."""
    return f"{count:,} place{'s' * (count != 1)}"


def quoted(text: str) -> str:
    """A text in quotation marks, cut where it is long."""
    shown = named(text if len(text) <= LONG else f"{text[:LONG]}…")
    return f"“{shown}”"


def of_answer(answer: Decision) -> str:
    """``never in this project: “a eagle” → “an eagle”``."""
    about = meaning(answer) if answer.before is not None else f"all of {answer.rule}"
    return f"{answer.verdict} {SCOPE_WORDS[answer.scope]}: {about}"


def about(session: Session, number: int, extent: str) -> str:
    """What a standing answer on a place would be about."""
    if extent == "rule":
        return f"everything by {session.items[number].rule}"
    was, will = session.phrase(number)
    return quoted(was) if will is None else f"{quoted(was)} → {quoted(will)}"


def of_lost(decision: Decision) -> str:
    """A decision that has no place any more, by where it was."""
    was = quoted(decision.before or "")
    return f"{was} after {quoted(decision.left[-20:].strip())}: {told(decision)}"


def of_turn(verdict: str, decision: Decision | None) -> str:
    """What was undone or redone."""
    if decision is None:
        return f"nothing to {verdict}"
    done = "undone" if verdict == "undo" else "redone"
    if decision.verdict in STANDING:
        return f"{done}: {of_answer(decision)}"
    return f"{done}: {DONE.get(decision.verdict, 'cleared')} {quoted(decision.before or '')}"


def filters(given: str, session: Session) -> dict[str, Any]:
    """What `Session.select` is to be asked for by words such as ``ask open typography``.

    Raises:
        UsageError: a word is no rule, stage, level or state that there is here; names the nearest.
    """
    rules = {rule for item in session.items for rule in item.rules}
    stages = {item.finding.stage for item in session.items}
    kinds: dict[str, list[str]] = {"rules": [], "levels": [], "statuses": []}
    for word in given.replace(",", " ").split():
        if word in tuple(Safety):
            kinds["levels"].append(word)
        elif word in tuple(Status):
            kinds["statuses"].append(word)
        elif matching := [rule for rule in sorted(rules | stages) if word in rule]:
            kinds["rules"] += matching
        else:
            parts = {part for rule in rules for part in rule.replace(":", "-").split("-")}
            known = sorted(rules | stages | parts | {*Safety, *Status})
            near = get_close_matches(word, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known[:6])} …"
            raise UsageError(f"nothing here is {word!r}: {hint}")
    return {kind: found for kind, found in kinds.items() if found}


def counts(session: Session) -> str:
    """``12 places, 2 open``."""
    return f"{places(len(session))}, {len(session.unresolved()):,} open"
