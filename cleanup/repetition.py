"""Runs of a repeated unit: doubled words, looping phrases, at any unit length, in linear time.

`runs` finds every stretch of tokens in which a unit of `period` tokens stands at least twice in
a row. It follows only periods that the last occurrence of a token suggests, so a text without
repetition costs one dictionary look-up a token.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from cleanup.segment import WORD_CHARACTER

TOKEN = re.compile(
    rf"[{WORD_CHARACTER}]+(?:[’'\-‐‑–/.:,&+@][{WORD_CHARACTER}]+)*|[^{WORD_CHARACTER}\s]"
)
"""A word or number with its inner marks (don't, 1,000, 9:30, and/or), or one other character."""

SPACELESS_TOKEN = re.compile(r"[A-Za-z0-9]+|[^\s]")
"""The same for scripts without spaces: each character, but Latin words and numbers whole."""

LONGEST_UNIT = 150
"""Tokens in the longest unit followed; longer repetitions are whole paragraphs."""


class Token(NamedTuple):
    """A token of a block: its folded form and its span in the document (code points)."""

    form: str
    start: int
    end: int


class Run(NamedTuple):
    """``tokens[first : first + length]`` repeats a unit of `period` tokens."""

    first: int
    length: int
    """Tokens in the run, a broken-off last unit included."""
    period: int

    @property
    def times(self) -> int:
        """How often the whole unit stands there."""
        return self.length // self.period

    @property
    def remainder(self) -> int:
        """Tokens of the broken-off unit at the end."""
        return self.length % self.period


def tokens(text: str, start: int, end: int, *, spaceless: bool = False) -> list[Token]:
    """The tokens of ``text[start:end]``."""
    pattern = SPACELESS_TOKEN if spaceless else TOKEN
    return [Token(m[0].casefold(), m.start(), m.end()) for m in pattern.finditer(text, start, end)]


def _agreeing(items: Sequence[Token], at: int, period: int) -> int:
    """How many tokens up to `at` agree with the one a period before."""
    count = 1
    while at - count - period >= 0 and items[at - count].form == items[at - count - period].form:
        count += 1
    return count


def runs(items: Sequence[Token]) -> Iterator[Run]:
    """The maximal runs in text order; overlapping ones are left to the caller.

    A run inside a unit of a longer one, or a multiple of a shorter period, is not given.
    """
    last: dict[str, int] = {}
    active: dict[int, int] = {}  # period -> tokens that agree with the one a period before
    found: list[Run] = []
    for at, token in enumerate(items):
        form = token.form
        previous = last.get(form)
        last[form] = at
        if previous is None and not active:
            continue
        still: dict[int, int] = {}
        for period, agreeing in active.items():
            if items[at - period].form == form:
                still[period] = agreeing + 1
            elif agreeing >= period:
                found.append(Run(at - agreeing - period, agreeing + period, period))
        if previous is not None and (period := at - previous) <= LONGEST_UNIT:
            if period not in still:
                still[period] = _agreeing(items, at, period)
        active = still
    end = len(items)
    found += [
        Run(end - agreeing - period, agreeing + period, period)
        for period, agreeing in active.items()
        if agreeing >= period
    ]
    found.sort(key=lambda run: (run.first, run.period))
    covered = -1
    for run in found:
        if run.first + run.length > covered:
            yield run
            covered = run.first + run.length


_CONTEXT = 3
"""Tokens kept on either side of a run for the rules to look at."""


def with_context(items: Sequence[Token], run: Run) -> tuple[list[Token], Run]:
    """The run's own tokens and a few neighbours, so that the others need not be kept.

    The run begins at index 0 only where it begins its block.
    """
    start = max(run.first - _CONTEXT, 0)
    part = list(items[start : run.first + run.length + _CONTEXT])
    return part, run._replace(first=run.first - start)
