"""What comes of a review as a `Result`: drawn, listed and written like any other.

Its ledger has one step, from the original to the text as decided, and holds every change with all
the edits behind it; what a person refused is kept with who refused it and when.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from cleanup.edit import Edit, Piece, Refusal, SourceMap
from cleanup.pipeline import Result, Step

if TYPE_CHECKING:
    from cleanup.review.items import Item
    from cleanup.review.memory import Decision
    from cleanup.review.session import Session

STAGE = "review"


def outcome(session: Session) -> Result:
    """The result of a session: its text, and the ledger that leads there."""
    source = session.source
    applied: list[Edit] = []
    pieces: list[Piece] = []
    growth = 0
    for number, start, end, text in session.cuts():
        item, decision = session.items[number], session.state(number).decision
        edit = replace(
            _edit(item, text, decision), start=start, end=end, before=source.original[start:end]
        )
        if edit.before == edit.after:
            continue
        applied.append(edit)
        history = tuple(p.edit for p in item.proposals)
        if len(history) == 1 or decision is not None:
            history = (edit,)
        place = start + growth
        pieces.append(Piece(place, place + len(text), start, end, history))
        growth += len(text) - (end - start)
    final = session.text
    steps = (
        Step(STAGE, source.original, tuple(applied), ()),
        Step(STAGE, final, (), tuple(_refused(session, pieces, final))),
    )
    return replace(source, final=final, steps=steps, map=SourceMap(pieces))


def _edit(item: Item, text: str, decision: Decision | None) -> Edit:
    """The change of an item as one edit of the original."""
    found = item.finding
    evidence = (found.evidence, told(decision) if decision else None)
    return Edit(
        start=item.start,
        end=item.end,
        before=item.before,
        after=text,
        rule=item.rule,
        stage=found.stage,
        safety=found.safety,
        confidence=found.confidence if text == item.after else None,
        message=found.message,
        evidence="; ".join(each for each in evidence if each) or None,
    )


def _refused(session: Session, pieces: list[Piece], final: str) -> list[Refusal]:
    """Everything that is not in the text, and why, in the positions of the text."""
    ends = [piece.original_end for piece in pieces]
    found = []
    for number, item in enumerate(session.items):
        state = session.state(number)
        across = session.covered(number)
        if state.text is not None and across is None:
            continue
        if across is not None:
            reason = f"overlaps {session.items[across].rule}"
        elif state.decision is not None:
            reason = told(state.decision)
        else:
            reason = "level ask"
        before = bisect_right(ends, item.start)
        shift = pieces[before - 1].end - pieces[before - 1].original_end if before else 0
        start, end = item.start + shift, item.end + shift
        if session.source.original[item.start : item.end] != final[start:end]:
            continue  # other changes reach into it: there is no such place any more
        edit = replace(_edit(item, "", None), start=start, end=end, after=item.after)
        found.append(Refusal(replace(edit, confidence=item.finding.confidence), reason))
    return found


def told(decision: Decision) -> str:
    """A decision in few words: ``rejected by anna, 2026-11-23``, ``never (project): anna, ...``."""
    if decision.verdict in ("always", "never"):
        from cleanup.review.standing import said

        return said(decision)
    done = {"accept": "accepted", "reject": "rejected", "edit": "edited"}
    return f"{done.get(decision.verdict, decision.verdict)} by {decision.who}, {decision.at[:10]}"
