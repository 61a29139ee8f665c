"""What no edit may destroy: shielded spans, names, numbers.

The guard stands between every proposal and the text. It looks at one edit at a time and gives
the reason for a refusal, which the ledger keeps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from cleanup.document import Document
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
        after = edit.after or ""
        if rule is None or not rule.breaks_shields:
            for shield in document.shields.within(edit.start, edit.end):
                if document.text[shield.start : shield.end] not in after:
                    return f"protected {shield.kind}"
            if edit.start == edit.end and (
                shield := document.shields.touching(edit.start, edit.end)
            ):
                return f"protected {shield.kind}"
        if edit.stage in SHAPING_STAGES:
            return None
        for name in document.names.within(edit.start, edit.end):
            if document.text[name.start : name.end] not in after:
                return "protected name"
        if document.names.touching(edit.start, edit.end) and edit.start == edit.end:
            return "protected name"
        if Counter(_digits(edit.before)) != Counter(_digits(after)):
            return "protected number"
        return None

    return guard


def _digits(text: str) -> str:
    """The digits of a text: spacing and separators may change, the figures may not."""
    return "".join(_NUMBER.findall(text))
