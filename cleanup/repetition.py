"""Runs of a repeated unit: doubled words, looping phrases, at any unit length, in linear time.

`runs` finds every stretch of tokens in which a unit of `period` tokens stands at least twice in
a row, and *echoes*: phrases that come again behind a comma or a conjunction ("of the port, and of
the port"). It follows only periods that the last occurrence of a token suggests, so a text
without repetition costs one dictionary look-up a token.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
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

_LINKS = {
    "ca": "i o però",
    "cs": "a i nebo ale",
    "da": "og eller men",
    "de": "und oder aber sondern",
    "el": "και ή αλλά",
    "en": "and or but",
    "es": "y e o u pero sino",
    "fr": "et ou mais",
    "it": "e ed o ma",
    "nl": "en of maar",
    "pl": "i oraz lub ale",
    "pt": "e ou mas",
    "ro": "și şi sau dar",
    "ru": "и или но а",
    "sv": "och eller men",
    "tr": "ve veya ama",
    "uk": "і та й або але а",
    "ar": "و أو",
    "fa": "و یا",
    "hi": "और या",
    "ko": "및 또는",
}
_FEWEST_ECHOED = 3
"""Tokens in the shortest echo."""


@cache
def links(base: str) -> frozenset[str]:
    """What may stand between a phrase and its echo in a language: commas and conjunctions."""
    return frozenset((",", ";", "،", "؛", *_LINKS.get(base, "").split()))


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
        """How often the whole unit stands there; 1 for an echo, whose unit ends in its link."""
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


def _echo(items: Sequence[Token], end: int, agreeing: int, period: int, by: frozenset[str]) -> bool:
    """Whether the `agreeing` tokens up to `end` stood right before, but for one or two links."""
    gap = period - agreeing
    if agreeing < _FEWEST_ECHOED or not 0 < gap <= 2:
        return False
    return all(items[end - period + n].form in by for n in range(gap))


def runs(items: Sequence[Token], by: frozenset[str] = frozenset()) -> Iterator[Run]:
    """The maximal runs in text order, and the echoes that overlap none of them.

    A run inside a unit of a longer one, or a multiple of a shorter period, is not given.

    Args:
        items: the tokens of a block.
        by: the `links` of echoes; empty to leave those out.
    """
    last: dict[str, int] = {}
    active: dict[int, int] = {}  # period -> tokens that agree with the one a period before
    found: list[Run] = []
    echoes: list[Run] = []
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
            elif by and _echo(items, at, agreeing, period, by):
                echoes.append(Run(at - agreeing - period, agreeing + period, period))
        if previous is not None and (period := at - previous) <= LONGEST_UNIT:
            if period not in still:
                still[period] = _agreeing(items, at, period)
        active = still
    end = len(items)
    for period, agreeing in active.items():
        run = Run(end - agreeing - period, agreeing + period, period)
        if agreeing >= period:
            found.append(run)
        elif by and _echo(items, end, agreeing, period, by):
            echoes.append(run)
    found = _uncovered(found)
    yield from sorted([*found, *_apart(echoes, found)]) if echoes else found


def _uncovered(found: list[Run]) -> list[Run]:
    """The runs that do not lie within an earlier one."""
    found.sort(key=lambda run: (run.first, run.period))
    kept: list[Run] = []
    covered = -1
    for run in found:
        if run.first + run.length > covered:
            kept.append(run)
            covered = run.first + run.length
    return kept


def _apart(echoes: list[Run], found: list[Run]) -> Iterator[Run]:
    """The echoes that overlap neither a run nor an earlier echo."""
    starts = [run.first for run in found]
    reach = -1
    for echo in sorted(echoes, key=lambda run: (run.first, -run.length)):
        end = echo.first + echo.length
        before = bisect_left(starts, end) - 1
        taken = found[before].first + found[before].length if before >= 0 else -1
        if max(taken, reach) <= echo.first:
            yield echo
            reach = end


_CONTEXT = 3
"""Tokens kept on either side of a run for the rules to look at."""


def with_context(items: Sequence[Token], run: Run) -> tuple[list[Token], Run]:
    """The run's own tokens and a few neighbours, so that the others need not be kept.

    The run begins at index 0 only where it begins its block.
    """
    start = max(run.first - _CONTEXT, 0)
    part = list(items[start : run.first + run.length + _CONTEXT])
    return part, run._replace(first=run.first - start)
