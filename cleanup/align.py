"""Two texts aligned by words: what a rewriting changed, in the smallest pieces.

A corrector that returns a whole sentence is no different from a rule that names a span: its
sentence is cut into differences here, and each becomes an edit of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

_TOKEN = re.compile(r"(?:\w|[^\x00-\u02ff\u2000-\u206f\u3000-\u303f\s])+|\s+|.", re.DOTALL)
"""A word with its combining marks and vowel signs, white space, or one mark."""


class Difference(NamedTuple):
    """``before[start:end]`` became ``after[after_start:after_end]``; code points."""

    start: int
    end: int
    after_start: int
    after_end: int


def differences(before: str, after: str, *, spaceless: bool = False) -> list[Difference]:
    """Where two texts differ, in text order; none of the spans touch.

    Args:
        before: the text as it was.
        after: the text as it became.
        spaceless: words are not parted by spaces, so that single characters are compared.
    """
    if before == after:
        return []
    old, new = (list(t) if spaceless else tokens(t) for t in (before, after))
    numbers: dict[str, int] = {}
    codes = ([numbers.setdefault(t, len(numbers)) for t in side] for side in (old, new))
    old_at, new_at = _edges(old), _edges(new)
    found: list[Difference] = []
    for op in Levenshtein.opcodes(*codes):
        if op.tag == "equal":
            continue
        span = Difference(
            old_at[op.src_start], old_at[op.src_end], new_at[op.dest_start], new_at[op.dest_end]
        )
        if found and found[-1].end == span.start and found[-1].after_end == span.after_start:
            last = found.pop()
            span = Difference(last.start, span.end, last.after_start, span.after_end)
        found.append(span)
    return found


def tokens(text: str) -> list[str]:
    """Words with their combining marks, white space, and single marks; together the text."""
    return _TOKEN.findall(text)


def _edges(tokens: list[str]) -> list[int]:
    return list(_running(tokens))


def _running(tokens: list[str]) -> Iterator[int]:
    at = 0
    yield at
    for token in tokens:
        at += len(token)
        yield at
