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
_GAP = re.compile("[ \t\u00a0\u202f]")
_RUN = re.compile("[ \t\u00a0\u202f]{2,}")
_TRAILING = re.compile("[ \t\u00a0\u202f]+(?=\n)")
_WIDE = "，。、；：？！（）《》「」『』【】"
_SPARE = re.compile(rf"[ \t]+(?=[,.;:!?…)\]»”،؛؟।{_WIDE}])|(?<=[(\[«“„¿¡{_WIDE}])[ \t]+")
_MISSING = re.compile(r"(?<=[^\W\d])[,;!?،؛؟](?=[^\W\d])")


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
    """Whether a difference only mends white space, or takes away invisible characters.

    That is doubled or trailing space, space before a closing and behind an opening mark or beside
    one of full width, and space missing behind a comma and its like. Space between two words or
    inside a number is more: it makes other words.
    """
    before, after = (INVISIBLE.sub("", side) for side in (diff.before, diff.after))
    if len(before) == len(after):
        return before == after
    if len(after) < len(before):
        return tidied(before) == tidied(after)
    return tidied(before) == _GAP.sub(" ", after)


def tidied(text: str) -> str:
    """The text with the white space that `mends` speaks of mended."""
    text = _SPARE.sub("", _RUN.sub(" ", _TRAILING.sub("", text)))
    return _MISSING.sub(r"\g<0> ", _GAP.sub(" ", text))


def only_mends(text: str, change: Change) -> bool:
    """Whether a change to a text is of the kind that `mends` tells."""
    start, end = max(0, change.start - 2), change.end + 2
    tail = text[change.end : end] or "\n"
    head = text[start : change.start]
    before = head + text[change.start : change.end] + tail
    return mends(Diff(start, end, before, head + change.after + tail))
