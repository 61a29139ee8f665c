"""Later mentions of a person by a surname that was garbled: *Churches said*."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from cleanup.document import Document
from cleanup.names.entry import Entry
from cleanup.names.lattice import Token, name_tokens, tokens
from cleanup.names.words import links


class Mention(NamedTuple):
    """A surname that stands alone."""

    start: int
    end: int
    name: str
    """The right surname."""
    entry: Entry
    sure: bool
    """Whether no small word in front makes it an ordinary word: *the Churches*."""


def surname_of(name: str, garble: str) -> str:
    """The folded word that the surname of a garbled name has become, if it is a single one."""
    right, made = name_tokens(name), name_tokens(garble)
    alike = len(right) == len(made) > 1 and right[:-1] == made[:-1] and right[-1] != made[-1]
    return made[-1] if alike else ""


def mentions(
    document: Document,
    garbled: Mapping[str, tuple[str, Entry]],
    taken: Sequence[tuple[int, int]],
) -> Iterator[Mention]:
    """Where garbled surnames stand alone inside sentences.

    Args:
        document: the text.
        garbled: by what a surname has become, folded: the right full name and its entry.
        taken: spans that are explained already.
    """
    if not garbled:
        return
    small, text = links(document.language.base), document.text
    for sentence in (sentence for block in document.sentences for sentence in block):
        words: list[Token] = tokens(text, sentence.start, sentence.end)
        for at, token in enumerate(words):
            if at == 0 or not token.capital or token.form not in garbled:
                continue
            if any(start < token.end and token.start < end for start, end in taken):
                continue
            before, after = words[at - 1], words[at + 1] if at + 1 < len(words) else None
            inside = before.capital and before.end + 1 == token.start
            inside |= after is not None and after.capital and after.start == token.end + 1
            if not inside and document.shields.touching(token.start, token.end) is None:
                name, entry = garbled[token.form]
                yield Mention(
                    token.start, token.end, name.split()[-1], entry, before.form not in small
                )
