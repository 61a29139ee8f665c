"""A corrector's match becomes an edit: small, sparing names, and no safer than it has earned."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from cleanup import safety
from cleanup.align import tokens
from cleanup.document import Document
from cleanup.edit import Edit, Safety
from cleanup.engines.process import Match

OTHERS = 5
"""So many further suggestions are shown as evidence."""

# What may be neither lost nor changed: figures and quotation marks.
_KEPT_WHOLE = re.compile(r"[\d\"'“”‘’„‚«»‹›]")


def edit_of(document: Document, start: int, end: int, match: Match, rule: str) -> Edit | None:
    """A match as an edit of ``document.text[start:end]``, as small as it can be.

    The first suggestion that spares the names of the document is taken; where none does, the
    first, for the guard to refuse. ``None`` where nothing else is suggested than what is there.
    """
    record = safety.record(rule, document.language.base)
    span = _spared(document, start, end, match)
    if span is None:
        return None
    head, tail = document.text[start : span[0]], document.text[span[1] : end]
    start, end, after, suggestion = span
    before = document.text[start:end]
    level = record.level or Safety.ASK
    if after is None or not may_be_safe(before, after):
        level = Safety.ASK
    others = [s for s in match.suggestions if s != suggestion][:OTHERS]
    return Edit(
        start=start,
        end=end,
        before=before,
        after=after,
        rule=rule,
        stage="grammar",
        safety=level,
        confidence=record.confidence,
        message=match.message,
        evidence="or: " + ", ".join(others) if others else None,
        others=tuple(_inside(others, head, tail)),
    )


def _inside(suggestions: Iterable[str], head: str, tail: str) -> Iterator[str]:
    """What suggestions put between two texts that they leave as they are."""
    for suggestion in suggestions:
        end = len(suggestion) - len(tail)
        if len(head) <= end and suggestion.startswith(head) and suggestion.endswith(tail):
            yield suggestion[len(head) : end]


def _spared(
    document: Document, start: int, end: int, match: Match
) -> tuple[int, int, str | None, str | None] | None:
    """Span and text of the suggestion that is taken, and the suggestion itself."""
    if not match.suggestions:
        return start, end, None, None
    text = document.text[start:end]
    first = None
    for suggestion in match.suggestions:
        if suggestion == text:
            continue
        low, high, new = trim(text, suggestion)
        found = start + low, start + high, new, suggestion
        if document.names.touching(*found[:2]) is None:
            return found
        first = first or found
    return first


def trim(before: str, after: str) -> tuple[int, int, str]:
    """The smallest change from one text to the other, in whole words.

    Returns:
        Start and end of what goes, in `before`, and what comes in its place.
    """
    old, new = tokens(before), tokens(after)
    shorter = min(len(old), len(new))
    head = 0
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    kept = new[head : len(new) - tail]
    low = len("".join(old[:head]))
    return low, len(before) - len("".join(old[len(old) - tail :])), "".join(kept)


def may_be_safe(before: str, after: str) -> bool:
    """Whether an edit leaves alone what an engine must not touch unasked.

    That is: words with a capital, figures, quotation marks, and joining or splitting lines.
    """
    if _KEPT_WHOLE.findall(before) != _KEPT_WHOLE.findall(after):
        return False
    return not any(c.isupper() for c in before) and "\n" not in before + after
