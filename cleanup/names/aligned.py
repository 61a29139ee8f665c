"""What a translation made of a name that stands in its source."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from cleanup.document import Document
from cleanup.names.capitals import TITLES, nations
from cleanup.names.endings import is_inflected
from cleanup.names.entry import Entry
from cleanup.names.folding import fold, key
from cleanup.names.gazetteer import Gazetteer
from cleanup.names.lattice import Token, contiguous, explained, is_in_a_case, name_tokens, tokens
from cleanup.names.near import slips
from cleanup.names.ordinary import is_ordinary
from cleanup.names.wholes import wholes
from cleanup.names.words import is_given_variant, links
from cleanup.words import all_function_words

_MORE = 2
"""Tokens that a stretch may have more than the name that it stands for."""
_SHORT = 3
"""Sentences of a source in which one missing name and one stretch left over belong together."""


class Trace(NamedTuple):
    """Where a translation has what was made of a name."""

    start: int
    end: int
    sure: bool
    """Whether nothing else can have been made into this."""


class Traces:
    """The traces of names in one translation.

    Args:
        document: the translation, with its source.
        gazetteer: the names.
    """

    def __init__(self, document: Document, gazetteer: Gazetteer) -> None:
        assert document.source is not None
        self._text, self._gazetteer = document.text, gazetteer
        self._source, self._target = document.source.language.base, document.language.base
        self._words = tokens(document.text)
        self._in_source = {token.form for token in tokens(document.source.text)}

    def of(self, entry: Entry) -> list[Trace]:
        """The traces of a name, those of the surest kind only."""
        only = Gazetteer([self._gazetteer.pack_of(entry)])
        name = entry.form(self._target)
        found = {
            (one.start, one.end)
            for one in explained(self._words, only, self._source, self._target, self._text)
            if one.entry == entry and one.changed and not is_in_a_case(one, self._target)
        }
        if found:
            return [Trace(*span, sure=True) for span in _longest(found)]
        for form in wholes(self._gazetteer, self._source, self._target).of(entry):
            found.update(_standing(self._text, form))
        if found:
            several = len(name_tokens(entry.form(self._source))) > 1
            return [Trace(*span, several or self._is_alone(*span)) for span in _longest(found)]
        alike = keeps_its_form(entry, self._source, self._target)
        slipped = [Trace(*span, alike) for span in self._misspelt(name)]
        return slipped or (list(self._anchored(name)) if alike else [])

    def _is_alone(self, start: int, end: int) -> bool:
        """Whether a word stands for a name of one word: no part of another, nor a German noun."""
        before = self._text[max(start - 2, 0) : start]
        behind = self._words[bisect_left(self._words, end, key=lambda word: word.start) :][:1]
        follows = any(word.capital and word.start == end + 1 for word in behind)
        opens = not before or before[-1] in '\n"“„«(' or before[0] in ".!?:"
        led = any(word.capital and word.end == start - 1 for word in self._words)
        return self._source != "de" and not (follows or led or opens)

    def _misspelt(self, name: str) -> list[tuple[int, int]]:
        """Where the tokens of a name stand in a row with a slip."""
        parts, words = name_tokens(name), self._words
        found = []
        for at in range(len(words) - len(parts) + 1):
            row = words[at : at + len(parts)]
            if not row[0].capital or not row[-1].capital:
                continue
            far = 0
            for part, word in zip(parts, row, strict=True):
                if part == word.form:
                    continue
                variant = is_given_variant(part, word.form, self._target)
                ordinary = is_ordinary(word.form, self._target)
                if not variant and (slips(part, word.form) is None or ordinary):
                    break
                far += 1
            else:
                if far and (len(parts) > 1 or len(parts[0]) > 4):
                    found.append((row[0].start, row[-1].end))
        return found

    def _anchored(self, name: str) -> Iterator[Trace]:
        """Where a stretch with capitals keeps a part of the name, and the source lacks the rest.

        Sure if the stretch has a word for each part of the name.
        """
        parts = name_tokens(name)
        if len(parts) < 2:
            return
        for run in _runs(self._words, self._text, self._target):
            for at, token in enumerate(run):
                if token.form not in parts or is_ordinary(token.form, self._target):
                    continue
                where = parts.index(token.form)
                begin = at if where == 0 else max(at - where - _MORE, 0)
                stop = at + 1 if where == len(parts) - 1 else at + len(parts) - where + _MORE
                row = run[begin:stop]
                rest = [word for word in row if word.form not in parts]
                forms = {word.form for word in rest}
                inflected = any(is_inflected(f, p, self._target) for f in forms for p in parts)
                if rest and not inflected and not forms & self._in_source:
                    yield Trace(row[0].start, row[-1].end, len(row) == len(parts))
                break


def keeps_its_form(entry: Entry, source: str, target: str) -> bool:
    """Whether a name is written alike in two languages."""
    return key(entry.form(source)) == key(entry.form(target))


def loose(document: Document, taken: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Stretches with capitals of a short translation that stand for nothing known.

    Args:
        document: the translation, with its source.
        taken: spans that are explained.
    """
    assert document.source is not None
    sentences = [s for block in document.sentences for s in block]
    if len(sentences) > _SHORT:
        return []
    there = {token.form for token in tokens(document.source.text)}
    starts, target = {s.start for s in sentences}, document.language.base
    found = []
    for run in _runs(tokens(document.text), document.text, target):
        if len(run) == 1 and (run[0].start in starts or _is_no_name(run[0].form)):
            continue
        start, end = run[0].start, run[-1].end
        if any(begin < end and start < stop for begin, stop in taken):
            continue
        if not any(word.form in there for word in run) and not document.shields.touching(
            start, end
        ):
            found.append((start, end))
    return found


def _runs(words: list[Token], text: str, base: str) -> Iterator[list[Token]]:
    """Words with capitals that stand together, small links between them, no title in front."""
    run: list[Token] = []
    small = links(base)
    for word, after in pairwise([*words, None]):
        assert word is not None
        if word.capital or (run and word.form in small):
            run.append(word)
        if after is None or not (after.capital or after.form in small) or not contiguous(
            text, (word, after)
        ):  # fmt: skip
            while run and not run[-1].capital:
                run.pop()
            while run and run[0].form in TITLES:
                del run[0]
            if run:
                yield run
            run = []


def _is_no_name(form: str) -> bool:
    """Whether a word with a capital is a function word, a day, a month, a people."""
    return form in all_function_words() or form in nations()


def _standing(text: str, form: str) -> Iterator[tuple[int, int]]:
    """Where a folded form stands in a text with capitals."""
    folded = f" {fold(text)} "
    for match in re.finditer(rf"(?<= ){re.escape(form)}(?= )", folded):
        start, end = match.start() - 1, match.end() - 1
        if text[start].isupper():
            yield start, end


def _longest(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans without those that lie in others: *The Mirror*, and not *Mirror*."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
