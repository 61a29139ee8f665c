"""Names that a translator took for words: *Kim Jong One*, *Pablo Churches*, *Bruno The Mayor*.

No list of garbles could be long enough. Instead, where a text has a token of a known name, the
tokens around it are compared with the rest of the name: each must be there as it is, or be what a
translator makes of it (`cleanup.names.words`) when translating from the document's source language:
a word of that language, a given name of another one, a swallowed article. Source: the evidence of
this project, where 90 of 106 garbled names were explained so.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from cleanup.names.endings import has_cases, is_inflected
from cleanup.names.entry import Entry
from cleanup.names.exonyms import exonyms
from cleanup.names.folding import fold
from cleanup.names.gazetteer import Gazetteer
from cleanup.names.words import becomes, is_given_variant

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 3
"""Tokens of a translation that one token of a name may have become."""
_MOST = 400
"""Names with a common token that are looked at."""
_PARTICLES = frozenset("the of from a an and to in".split())
"""Words in lower case that may stand inside a garbled name."""


class Token(NamedTuple):
    """A word of a text."""

    form: str
    """Folded."""
    start: int
    end: int
    capital: bool


@dataclass(frozen=True, slots=True)
class Explained:
    """A stretch of text that a name explains."""

    start: int
    end: int
    entry: Entry
    name: str
    """The right form."""
    kept: tuple[str, ...]
    """Folded tokens that are as they should be."""
    changed: tuple[tuple[str, str], ...]
    """Folded tokens of the name, and what they have become."""
    text: str
    exact: bool
    """The stretch was compared with `name` itself, and not with the name's form elsewhere."""


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words of a stretch of text."""
    return [
        Token(fold(m[0]), m.start(), m.end(), m[0][0].isupper())
        for m in _WORD.finditer(text, start, len(text) if end is None else end)
    ]


@lru_cache(maxsize=1 << 14)
def name_tokens(name: str) -> tuple[str, ...]:
    """The folded words of a name."""
    return tuple(fold(m[0]) for m in _WORD.finditer(name))


def explained(
    words: Sequence[Token],
    gazetteer: Gazetteer,
    source: str,
    target: str,
    text: str,
) -> Iterator[Explained]:
    """Stretches that are names but for parts that were translated, in no order.

    Args:
        words: the tokens of a stretch without breaks, such as a sentence.
        gazetteer: the names.
        source: base tag of the language that was translated; where it is not known, ``""`` takes
            each name's own.
        target: base tag of the text's language.
        text: the text that the tokens are from.
    """
    done: set[tuple[int, str]] = set()
    places = exonyms(gazetteer, source, target) if source else {}
    for at, token in enumerate(words):
        if not token.capital or len(token.form) < 2:
            continue
        for count, entry in enumerate(gazetteer.with_token(token.form)):
            if count >= _MOST:
                break
            origin = source or entry.native
            if not origin or origin == target:
                continue
            for name in dict.fromkeys((entry.form(origin), entry.form(target), entry.canonical)):
                parts = name_tokens(name)
                if len(parts) < 2 or token.form not in parts or (at, name) in done:
                    continue
                done.add((at, name))
                found = _around(words, at, parts, _Maker(origin, target, places))
                if found is not None and contiguous(text, words[found[0] : found[1]]):
                    yield _explained(words, found, parts, entry, target, text)


def is_in_a_case(one: Explained, target: str) -> bool:
    """Whether a stretch is the right form of a name, in another case (*der Europäischen Union*)."""
    right, made = name_tokens(one.name), name_tokens(one.text)
    if made[: len(right)] == right:
        return True
    return (
        has_cases(target)
        and len(made) == len(right)
        and all(w == p or is_inflected(w, p, target) for w, p in zip(made, right, strict=True))
    )


class _Maker(NamedTuple):
    """A translator, and the names that he may know."""

    source: str
    target: str
    places: Mapping[str, frozenset[str]]
    """See `exonyms`."""

    def makes(self, part: str, made: str) -> bool:
        """Whether he may make `made` of a part of a name: words, given names, places."""
        return (
            is_given_variant(part, made, self.target)
            or becomes(part, made, self.source, self.target)
            or made in self.places.get(part, ())
        )


class _Match(NamedTuple):
    """Which tokens of the text each part of a name takes."""

    first: int
    last: int
    sizes: tuple[int, ...]


def _around(words: Sequence[Token], at: int, parts: Sequence[str], maker: _Maker) -> _Match | None:
    """How a name lies over the text so that one of its parts stands at `at`."""
    for anchor, part in enumerate(parts):
        if part != words[at].form:
            continue
        before = _along(words, at, parts[:anchor][::-1], -1, maker)
        behind = _along(words, at, parts[anchor + 1 :], 1, maker)
        if before is not None and behind is not None:
            sizes = (*before[::-1], 1, *behind)
            return _Match(at - sum(before), at + 1 + sum(behind), sizes)
    if len(parts) == 2 and words[at].form in parts:  # Liquid Air, Agricultural Credit
        mine = parts.index(words[at].form)
        step = 1 if mine == 0 else -1
        other = at - step
        if 0 <= other < len(words) and words[other].capital:
            if maker.makes(parts[1 - mine], words[other].form):
                return _Match(min(at, other), max(at, other) + 1, ())
    return None


def _along(
    words: Sequence[Token], at: int, parts: Sequence[str], step: int, maker: _Maker
) -> tuple[int, ...] | None:
    """How many tokens each of the parts takes from `at` onwards in one direction."""
    if not parts:
        return ()
    part, *rest = parts
    for size in range(1, _LONGEST + 1):
        near = at + step
        far = at + size * step
        if not 0 <= far < len(words):
            return None
        taken = words[min(near, far) : max(near, far) + 1]
        if not _is_part(part, taken, maker):
            continue
        found = _along(words, far, rest, step, maker)
        if found is not None:
            return (size, *found)
    return None


def _is_part(part: str, taken: Sequence[Token], maker: _Maker) -> bool:
    """Whether tokens are a part of a name or what a translator made of it."""
    if not any(token.capital or token.form in _PARTICLES for token in taken):
        return False
    if len(taken) == 1 and taken[0].form == part:
        return True
    return maker.makes(part, " ".join(token.form for token in taken))


def contiguous(text: str, taken: Sequence[Token]) -> bool:
    """Whether only single spaces, hyphens or apostrophes stand between tokens."""
    return all(
        len(gap := text[one.end : other.start]) == 1 and (gap.isspace() or gap in "-‐‑'’.")
        for one, other in itertools.pairwise(taken)
    )


def _explained(
    words: Sequence[Token],
    found: _Match,
    parts: Sequence[str],
    entry: Entry,
    target: str,
    text: str,
) -> Explained:
    kept: list[str] = []
    changed: list[tuple[str, str]] = []
    if not found.sizes:
        taken = [token.form for token in words[found.first : found.last]]
        kept = [form for form in taken if form in parts]
        changed = [(p, f) for p, f in zip(parts, taken[::-1], strict=True) if p != f]
    at = found.first
    for part, size in zip(parts, found.sizes, strict=False):
        made = " ".join(token.form for token in words[at : at + size])
        at += size
        if made == part:
            kept.append(part)
        else:
            changed.append((part, made))
    start, end = words[found.first].start, words[found.last - 1].end
    name = entry.form(target)
    exact = len(name_tokens(name)) == len(parts)
    return Explained(start, end, entry, name, tuple(kept), tuple(changed), text[start:end], exact)
