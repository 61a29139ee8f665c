"""Where two texts differ, by token, and what only mends white space or invisible characters."""

from __future__ import annotations

import re
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from cleanup.score.items import Change

INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f"
    "\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
"""Control characters, soft hyphen, zero-width space, word joiner, marks of byte order and
direction."""
_RUN = re.compile("[ \t\u00a0\u202f]{2,}")
_TRAILING = re.compile("[ \t\u00a0\u202f]+(?=\n)")


class Diff(NamedTuple):
    """Tokens `start` to `end` (code points of the expected text) came out as `after`."""

    start: int
    end: int
    before: str
    after: str


def diffs(expected: str, got: str) -> list[Diff]:
    """Differences by token (a word with its punctuation, or white space).

    Adjacent ones are merged, and those with a space between them where words were joined or split.
    """
    if expected == got:
        return []
    numbers: dict[str, int] = {}
    a, b = ([t[0] for t in re.finditer(r"\s+|\S+", text)] for text in (expected, got))
    codes = ([numbers.setdefault(t, len(numbers)) for t in tokens] for tokens in (a, b))
    found: list[list[int]] = []
    for op in Levenshtein.opcodes(*codes):
        if op.tag == "equal":
            continue
        new = [op.src_start, op.src_end, op.dest_start, op.dest_end]
        if found and (
            not (gap := "".join(a[found[-1][1] : new[0]]))
            or (gap.isspace() and any(s - e != d - f for s, e, d, f in (found[-1], new)))
        ):
            found[-1][1], found[-1][3] = new[1], new[3]
        else:
            found.append(new)
    at = [0]
    for token in a:
        at.append(at[-1] + len(token))
    return [Diff(at[s], at[e], "".join(a[s:e]), "".join(b[d:f])) for s, e, d, f in found]


def mends(diff: Diff) -> bool:
    """Whether a difference only takes away doubled or trailing space or invisible characters."""
    visible = INVISIBLE.sub("", diff.before)
    single = _RUN.sub(" ", _TRAILING.sub("", visible))
    plain = re.sub("[\u00a0\u202f]", " ", diff.after) if _RUN.search(visible) else diff.after
    return single == plain


def only_mends(text: str, change: Change) -> bool:
    """Whether a change to a text is of the kind that `mends` tells."""
    start, end = max(0, change.start - 1), change.end + 1
    tail = text[change.end : end] or "\n"
    head = text[start : change.start]
    before = head + text[change.start : change.end] + tail
    return mends(Diff(start, end, before, head + change.after + tail))
