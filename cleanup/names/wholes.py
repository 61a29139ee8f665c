"""Names that were translated from end to end: *Good Airs*, *The Mirror*, *Rich Coast*.

Nothing of the name is left to find it by, and what stands there is often good language. So what a
translator makes of the names of the source language is written out beforehand, and finding it is
no more than a question: unless the source text has the name (`cleanup.names.aligned`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice, product
from typing import NamedTuple

from cleanup.names.entry import Entry
from cleanup.names.exonyms import exonyms
from cleanup.names.folding import fold
from cleanup.names.freedict import installed
from cleanup.names.gazetteer import Gazetteer
from cleanup.names.lattice import name_tokens
from cleanup.names.words import given_forms, links, translations

_MOST_NAMES = 50_000
_MOST_FORMS = 32
"""Names of a gazetteer that are looked at, and translations of one."""
_WORDS = 5
"""Translations of a word that are tried."""
_JOINED = {
    "de": ("der", "des", "von"),
    "en": ("of", "of the"),
    "es": ("de", "de la", "del", "de los"),
    "fr": ("de", "de la", "du", "des", "d"),
    "it": ("di", "della", "del", "dei"),
    "nl": ("van", "van de", "van het"),
    "pt": ("de", "da", "do", "dos"),
}
"""What stands between two nouns of which one belongs to the other; folded."""


class Whole(NamedTuple):
    """A name that may have been translated as a whole."""

    start: int
    end: int
    entry: Entry
    name: str


class Wholes:
    """The whole translations of all names of a gazetteer from one language to another."""

    def __init__(self, gazetteer: Gazetteer, source: str, target: str) -> None:
        self._target = target
        self._entries: dict[str, list[Entry]] = {}
        places = exonyms(gazetteer, source, target)
        for entry in islice(gazetteer.entries(), _MOST_NAMES):
            if entry.policy not in ("safe", "ask") or entry.native not in ("", source):
                continue
            right = {" ".join(name_tokens(form)) for form in entry.right}
            for made in translated(entry.form(source), source, target, places):
                if made not in right:
                    self._entries.setdefault(made, []).append(entry)
        self._find = _finder(tuple(self._entries))

    def of(self, entry: Entry) -> frozenset[str]:
        """The folded translations of an entry."""
        return frozenset(made for made, found in self._entries.items() if entry in found)

    def found(self, text: str) -> Iterator[Whole]:
        """Where translations of a single name stand in a text, with a capital in front."""
        folded = f" {fold(text)} "
        for begin, stop, made in self._find(folded):
            start, end = begin, stop - 2
            entries = self._entries[made]
            if len(entries) == 1 and text[start].isupper():
                yield Whole(start, end, entries[0], entries[0].form(self._target))


def _finder(forms: tuple[str, ...]):  # type: ignore[no-untyped-def]
    """What finds folded forms between spaces: a function to begin, end and form."""
    if not forms:
        return lambda folded: ()
    from daachorse import CharwiseDoubleArrayAhoCorasick

    automaton = CharwiseDoubleArrayAhoCorasick([f" {form} " for form in forms])
    return lambda folded: (
        (begin, stop, forms[number]) for begin, stop, number in automaton.find_overlapping(folded)
    )


def translated(
    name: str, source: str, target: str, places: Mapping[str, frozenset[str]] | None = None
) -> Iterator[str]:
    """What a translator may make of a name if he translates every part of it; folded.

    Part by part in their order, articles and prepositions too; or the words that mean something
    alone, in their order or the other way round (*Correio da Manhã*, Morning Mail), as the target
    language joins them (*Burger King*, Rey de la Hamburguesa).

    Args:
        name: in the source language.
        source: base tag.
        target: base tag.
        places: folded names of places to what the target language calls them.
    """
    parts, known = name_tokens(name), translations(source, target)
    small = links(source)
    seen: set[str] = set()
    literal = [_options(part, known, places, source, target) for part in parts]
    if all(literal):
        for made in islice(product(*literal), _MOST_FORMS):
            seen.update(_dressed(made, target, len(parts)))
    heavy = [options for part, options in zip(parts, literal, strict=True) if part not in small]
    if len(heavy) > 1 and all(heavy):
        for made in islice(product(*heavy), _MOST_FORMS):
            for order in {made, made[::-1], (*made[-1:], *made[:-1]), (*made[1:], *made[:1])}:
                seen.update(_dressed(order, target, len(parts)))
    yield from sorted(seen)


def _dressed(made: Sequence[str], target: str, parts: int) -> Iterator[str]:
    """Translated words as the target language joins them."""
    form = " ".join(made)
    yield form
    if target == "en" and parts > 1:
        yield f"the {form}"
    if len(made) == 2:
        for link in _JOINED.get(target, ()):
            yield f"{made[0]} {link} {made[1]}"


def _options(
    part: str,
    known: Mapping[str, frozenset[str]],
    places: Mapping[str, frozenset[str]] | None,
    source: str,
    target: str,
) -> list[str]:
    """The translations of a part, single words first; a figure stays."""
    if part.isdigit():
        return [part]
    made = known.get(part, frozenset()) or known.get(part.removesuffix("s"), frozenset())
    made = made or installed(source, target).get(part, frozenset())
    made |= given_forms(part, target) | (places or {}).get(part, frozenset())
    return sorted(made, key=lambda word: (word.count(" "), word))[:_WORDS]


@lru_cache(maxsize=16)
def wholes(gazetteer: Gazetteer, source: str, target: str) -> Wholes:
    """The whole translations of a gazetteer, made once."""
    return Wholes(gazetteer, source, target)
