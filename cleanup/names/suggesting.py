"""What articles suggest for the gazetteer: spellings that disagree, garbles, names nobody listed.

Nothing here changes a text; a person decides. So it is looser than the rules for names are.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from cleanup.context.dictionary import dictionary
from cleanup.names.capitals import TITLES, runs
from cleanup.names.checking import quoted
from cleanup.names.endings import endings, in_place
from cleanup.names.entry import Entry
from cleanup.names.folding import fold, key
from cleanup.names.gazetteer import Gazetteer
from cleanup.names.lattice import explained, name_tokens, tokens
from cleanup.names.near import slips
from cleanup.names.ordinary import is_ordinary
from cleanup.names.words import is_given, languages

Why = Literal["garble", "spelling", "style", "name"]

_OFTEN, _TIMES = 3, 2
"""How often the usual spelling stands in the texts, at least, and how many times as often."""
_REPEATED = 2
"""How often a name that nobody listed stands in the texts, at least."""
_ENDS = {
    "organisation": "party bank university club fc united union council ministry agency committee "
    "corporation company group institute school society hotel foundation association federation "
    "court army league times post news",
    "place": "river sea mount mountain lake island islands bay city valley province region street "
    "square airport strait gulf county district bridge",
}
_BY_WORD = {word: kind for kind, words in _ENDS.items() for word in words.split()}
_PLACES = re.compile(r"\b(?:in|near|from|at) $")
_PLACES_SHOWN = 3


@dataclass(slots=True)
class Proposal:
    """An entry that might be added, or a garble that might be added to one."""

    why: Why
    entry: Entry
    """What would be written."""
    wrong: str
    """The garble or variant that is new, or ``""``."""
    message: str
    count: int
    """Places in the texts."""
    places: list[str] = field(default_factory=list)
    """The first of them: file, line and what stands there."""


@dataclass(slots=True)
class _Seen:
    """One spelling of a name in the texts."""

    form: str
    count: int = 0
    titled: int = 0
    """How often a title stands before it."""
    local: int = 0
    """How often a preposition of place stands before it."""
    places: list[str] = field(default_factory=list)


def proposals(
    texts: Iterable[tuple[str, str]], known: Gazetteer, base: str, source: str = ""
) -> list[Proposal]:
    """What texts suggest, the surest first.

    Args:
        texts: names of texts and the texts.
        known: all names in force.
        base: base tag of the texts' language.
        source: base tag of the language that was translated; ``""`` where it is not known.
    """
    seen: dict[str, _Seen] = {}
    garbles: dict[str, Proposal] = {}
    for name, text in texts:
        spans = list(known.known(text, base))
        spans += [(hit.start, hit.end) for hit in known.garbled(text, base)]
        taken = list(spans)
        for start, end, proposal in _garbled(text, known, base, source, spans):
            taken.append((start, end))
            one = garbles.setdefault(proposal.wrong, proposal)
            one.count += 1
            _note(one.places, name, text, start, end)
        for words in runs(text, base):
            start, end = words[0].start, words[-1].end
            if any(a < end and start < b for a, b in taken):
                continue
            form = text[start:end]
            one_seen = seen.setdefault(form, _Seen(form))
            one_seen.count += 1
            before = text[max(0, start - 20) : start]
            one_seen.local += bool(_PLACES.search(before))
            one_seen.titled += (before.split() or [""])[-1].lower().rstrip(".") in TITLES
            _note(one_seen.places, name, text, start, end)
    found = [*garbles.values(), *_near_known(seen, known, base)]
    for proposal in found:
        seen.pop(proposal.wrong, None)
    found += _variants(seen, base)
    for proposal in found:
        seen.pop(proposal.wrong, None)
    covered = {proposal.entry.canonical for proposal in found}
    found += [p for p in _unlisted(seen, base) if p.entry.canonical not in covered]
    order = ("garble", "spelling", "style", "name")
    return sorted(found, key=lambda p: (order.index(p.why), -p.count, p.entry.canonical, p.wrong))


def _note(places: list[str], name: str, text: str, start: int, end: int) -> None:
    if len(places) < _PLACES_SHOWN:
        line = text.count("\n", 0, start) + 1
        places.append(f"{name}:{line}: {quoted(text, start, end)}")


def _garbled(
    text: str, known: Gazetteer, base: str, source: str, spans: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, Proposal]]:
    """Stretches that are names with parts taken for words."""
    done: set[tuple[int, int]] = set()
    start = 0
    for line in text.splitlines(keepends=True):
        words = tokens(text, start, start + len(line))
        start += len(line)
        for lang in (source,) if source else languages():
            if lang == base:
                continue
            for one in explained(words, known, lang, base, text):
                place = (one.start, one.end)
                mine = source or one.entry.native == lang
                if not one.changed or not mine or place in done or one.entry.policy != "safe":
                    continue
                if text[one.start].islower():
                    continue
                if any(a <= one.start and one.end <= b for a, b in spans):
                    continue
                done.add(place)
                wrong = text[one.start : one.end]
                made = "; ".join(f"{part} → {word}" for part, word in one.changed)
                message = f"{one.entry.canonical}, taken for words ({lang}: {made})"
                yield (*place, Proposal("garble", _with(one.entry, wrong), wrong, message, 0))


def _with(entry: Entry, garble: str) -> Entry:
    from dataclasses import replace

    return replace(entry, garbles=tuple(dict.fromkeys((*entry.garbles, garble))))


def _near_known(seen: dict[str, _Seen], known: Gazetteer, base: str) -> Iterator[Proposal]:
    """Spellings that one slip parts from a known name of several words."""
    for form, one in seen.items():
        parts = name_tokens(form)
        if len(parts) < 2 or next(known.named(form), None) is not None:
            continue
        near: dict[str, Entry] = {}
        for part in parts:
            for entry in known.with_token(part):
                if entry.policy == "safe" and _differ_by_slip(
                    parts, name_tokens(entry.canonical), base
                ):
                    near[entry.canonical] = entry
        if len(near) == 1:
            (entry,) = near.values()
            message = f"{entry.canonical}, misspelt?"
            yield Proposal("spelling", _with(entry, form), form, message, one.count, one.places)


def _differ_by_slip(one: Sequence[str], other: Sequence[str], base: str) -> bool:
    """Whether a name differs from another in one word, by a slip: by no ending, and no word."""
    if len(one) != len(other):
        return False
    differing = [(a, b) for a, b in zip(one, other, strict=True) if a != b]
    if len(differing) != 1:
        return False
    a, b = differing[0]
    return slips(a, b) is not None and not _is_ending(a, b, base) and not _is_word(a, base)


def _is_word(word: str, base: str) -> bool:
    """Whether a folded word is one, or a name that dictionaries have: Korean, Jonas."""
    words = dictionary(base)
    return words is not None and (words.knows(word) or words.knows(word.capitalize()))


def _is_ending(one: str, other: str, base: str) -> bool:
    size = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
                min(len(one), len(other)))  # fmt: skip
    behind = endings(base) | in_place(base)
    return all(name[size:] in behind for name in (one, other))


def _variants(seen: dict[str, _Seen], base: str) -> Iterator[Proposal]:
    """Spellings of unlisted names that disagree with a more frequent one."""
    forms = sorted(seen.values(), key=lambda one: (-one.count, one.form))
    by_key: dict[str, list[_Seen]] = defaultdict(list)
    by_token: dict[str, list[_Seen]] = defaultdict(list)
    for one in forms:
        by_key[key(one.form)].append(one)
        parts = name_tokens(one.form)
        for part in {*parts, str(len(parts)) if len(parts) == 1 else ""}:
            by_token[part].append(one)
    for group in by_key.values():
        usual = group[0]
        for rare in group[1:]:
            entry = Entry(usual.form, _kind(usual), styles=(rare.form,))
            message = f"{usual.form} stands there {usual.count} times: one style?"
            yield Proposal("style", entry, rare.form, message, rare.count, rare.places)
    for rare in reversed(forms):
        parts = name_tokens(rare.form)
        near: dict[str, _Seen] = {}
        for part in (*parts, *(("1",) if len(parts) == 1 else ())):
            for usual in by_token[part]:
                if usual.count < max(_OFTEN, _TIMES * rare.count):
                    break  # the most frequent ones come first
                if _differ_by_slip(parts, name_tokens(usual.form), base):
                    near[usual.form] = usual
        if len(near) == 1:
            (usual,) = near.values()
            entry = Entry(usual.form, _kind(usual), garbles=(rare.form,))
            message = f"{usual.form}, which stands there {usual.count} times, misspelt?"
            yield Proposal("spelling", entry, rare.form, message, rare.count, rare.places)


def _unlisted(seen: dict[str, _Seen], base: str) -> Iterator[Proposal]:
    """Names of several words that stand there repeatedly."""
    inside = Counter(
        f"{a.form} {b.form}" for one in seen.values() for a, b in pairwise(tokens(one.form))
    )
    for one in seen.values():
        parts = name_tokens(one.form)
        is_part = len(parts) == 2 and inside[" ".join(parts)] > 1
        if len(parts) > 1 and one.count >= _REPEATED and not is_part:
            kind = _kind(one)
            # Articles name a person in full once, and then by the surname alone.
            first, *_, last = one.form.split()
            if kind == "term" and last in seen and not (first in seen or is_ordinary(first, base)):
                kind = "person"
            entry = Entry(one.form, kind)
            message = f"stands there {one.count} times and is in no pack"
            yield Proposal("name", entry, "", message, one.count, one.places)


def _kind(seen: _Seen) -> str:
    """The likely kind of a name by its words and what stands before it."""
    words = [fold(word) for word in seen.form.split()]
    for word in (words[-1], words[0]):
        if word in _BY_WORD:
            return _BY_WORD[word]
    if seen.titled or is_given(words[0]):
        return "person"
    return "place" if seen.local * 2 >= seen.count else "term"
