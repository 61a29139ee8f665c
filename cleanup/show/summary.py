"""Results in figures."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleanup.pipeline import Result


def counted(result: Result) -> tuple[Counter[str], Counter[str]]:
    """How often each rule made a change, and how often it asks."""
    applied = Counter(edit.rule for change in result.changes for edit in change.edits)
    asked = Counter(p.edit.rule for p in result.pending if p.reason.startswith("level"))
    return applied, asked


def totals(result: Result) -> str:
    """``8 changes, 2 to decide``, ``nothing to change``."""
    changes, questions = len(result.changes), counted(result)[1].total()
    said = []
    if changes:
        said.append(f"{changes:,} change{'s' * (changes > 1)}")
    if questions:
        said.append(f"{questions:,} to decide")
    return ", ".join(said) or "nothing to change"
