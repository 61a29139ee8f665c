"""What no edit may destroy: shielded spans, names, numbers.

The guard stands between every proposal and the text. It looks at one edit at a time and gives
the reason for a refusal, which the ledger keeps.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from cleanup.document import Document, Shields
from cleanup.edit import Edit, Guard

if TYPE_CHECKING:
    from cleanup.registry import Rule

_NUMBER = re.compile(r"\d+")

SHAPING_STAGES = frozenset({"encoding", "markup", "structure", "names"})
"""Stages that remove whole passages or repair names, where names and numbers may go with them."""


def guard_for(document: Document, rules: Mapping[str, Rule]) -> Guard:
    """The guard for edits of one revision."""

    def guard(edit: Edit) -> str | None:
        rule = rules.get(edit.rule)
        if (rule is None or not rule.breaks_shields) and (
            kind := _harmed(document.text, document.shields, edit)
        ):
            return f"protected {kind}"
        if edit.stage in SHAPING_STAGES:
            return None
        if _harmed(document.text, document.names, edit):
            return "protected name"
        if _digits(edit.before) != _digits(edit.after or ""):
            return "protected number"
        return None

    return guard


def _harmed(text: str, shields: Shields, edit: Edit) -> str | None:
    """The kind of a shield that the edit would break; its text may survive in the replacement."""
    if edit.start == edit.end:
        inside = shields.touching(edit.start, edit.end)
        return inside.kind if inside else None
    for shield in shields.within(edit.start, edit.end):
        if text[shield.start : shield.end] not in (edit.after or ""):
            return shield.kind
    return None


def _digits(text: str) -> str:
    """The digits of a text: spacing and separators may change, the figures may not."""
    return "".join(_NUMBER.findall(text))
