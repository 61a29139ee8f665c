"""Names of which one part has become a word that nothing explains: *Hubertus Salut*.

No list has every word that stands in a name. Where all of a known name stands there but for one
part, and in its place an ordinary word with a capital, a translator may have put it there; or it is
somebody else. So this is never more than a question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import NamedTuple

from cleanup.context.packed import Packed
from cleanup.names.entry import Entry
from cleanup.names.freedict import installed
from cleanup.names.gazetteer import Gazetteer
from cleanup.names.lattice import Token, contiguous, name_tokens
from cleanup.names.ordinary import is_ordinary
from cleanup.names.words import is_given
from cleanup.resources import data_path

_MOST_PARTS = 4
_NAME = 0.25
"""Share of capitals from which an English word is taken for a surname too (Wood, Bell)."""


class Suspect(NamedTuple):
    """A stretch of text that may be a name."""

    start: int
    end: int
    entry: Entry


def suspects(
    words: Sequence[Token], gazetteer: Gazetteer, source: str, target: str, text: str
) -> Iterator[Suspect]:
    """Stretches that are names of the source language but for one part, which is a word.

    The first part may not be it: titles stand before names. Where a dictionary of the machine
    (`cleanup.names.freedict`) knows the part so, any part may.

    Args:
        words: the tokens of a sentence.
        gazetteer: the names.
        source: base tag of the language that was translated.
        target: base tag of the text's language.
        text: the text that the tokens are from.
    """
    for at, token in enumerate(words):
        if not token.capital or len(token.form) < 3 or is_ordinary(token.form, target):
            continue
        near = list(islice(gazetteer.with_token(token.form), 2))
        if len(near) != 1 or near[0].native != source or near[0].policy not in ("safe", "ask"):
            continue
        parts = name_tokens(near[0].form(target))
        if not 2 <= len(parts) <= _MOST_PARTS or token.form not in parts:
            continue
        first = at - parts.index(token.form)
        row = words[max(first, 0) : first + len(parts)]
        if first < 0 or len(row) < len(parts) or not contiguous(text, row):
            continue
        odd = [(part, word) for part, word in zip(parts, row, strict=True) if part != word.form]
        if len(odd) != 1 or not odd[0][1].capital:
            continue
        part, word = odd[0]
        told = word.form in installed(source, target).get(part, ())
        if told or (word is not row[0] and _is_word(word, gazetteer, target)):
            yield Suspect(row[0].start, row[-1].end, near[0])


def _is_word(token: Token, gazetteer: Gazetteer, target: str) -> bool:
    """Whether a token with a capital is a word that is hardly ever a name."""
    word = token.form
    if is_given(word) or not is_ordinary(word, target):
        return False
    if next(gazetteer.with_token(word), None) is not None:
        return False
    return target != "en" or _forms().get(word.capitalize()) < _NAME * _forms().get(word)


@cache
def _forms() -> Packed:
    return Packed(data_path("casing.en.bin"))
