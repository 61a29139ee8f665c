"""Whether a name would do harm: what `names add` asks before it writes, and `names test` after.

A garble is put right wherever it stands, so it must not be what somebody may have meant: ordinary
words, another name, or something that stands in clean text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from cleanup.names.compiled import compiled
from cleanup.names.entry import Entry
from cleanup.names.folding import key
from cleanup.names.gazetteer import Gazetteer
from cleanup.names.ordinary import is_ordinary

_LINKS = frozenset("the a an of and for in to".split())
_TELLING = 2
"""Ordinary words, besides those, that may stand together with capitals and mean themselves."""
_AROUND = 30
"""Code points shown on either side of a place in a text."""

Texts = Iterable[tuple[str, str]]
"""Names of texts and the texts."""


class Place(NamedTuple):
    """Where a garble stands in a text that ought to be clean."""

    name: str
    line: int
    entry: Entry
    garble: str
    quoted: str
    """The garble with what stands around it."""


def doubts(
    entry: Entry, forms: Sequence[str], garbles: Sequence[str], known: Gazetteer, base: str
) -> Iterator[str]:
    """Why new forms of an entry would do harm, one line each.

    Args:
        entry: as it would be.
        forms: right forms that are new.
        garbles: garbles that are new.
        known: all names in force.
        base: base tag of the language of the texts that the garbles stand in.
    """
    for form in forms:
        for other in _others(form, entry, known):
            how = "a garble" if key(form) in map(key, other.garbles) else "a form"
            hint = ": add to that name, or edit --rename it" * (how == "a form")
            yield f"{form!r} is {how} of {other.canonical} ({other.home}){hint}"
    for garble in garbles:
        if key(garble) in map(key, entry.right):
            what = "is the name itself but for capitals, accents or hyphens; list it as --style"
            yield f"{garble!r} {what}"
            continue
        for other in _others(garble, entry, known):
            if key(garble) in map(key, other.right):
                yield f"{garble!r} is a right form of {other.canonical} ({other.home})"
            else:
                yield f"{garble!r} is a garble of {other.canonical} too ({other.home})"
        if entry.policy == "safe" and _means_itself(garble, base):
            words = "is an ordinary word" if " " not in garble else "consists of ordinary words"
            yield f"{garble!r} {words} ({base}): --policy ask only asks about it"


def _means_itself(garble: str, base: str) -> bool:
    """Whether people write the words for what they mean: *The World*, *Fear*."""
    words = key(garble).split()
    telling = [word for word in words if word not in _LINKS]
    return len(telling) <= _TELLING and all(is_ordinary(word, base) for word in words)


def _others(form: str, entry: Entry, known: Gazetteer) -> Iterator[Entry]:
    return (other for other in known.named(form) if other.canonical != entry.canonical)


def places(garbled: Gazetteer, texts: Texts, base: str = "und") -> Iterator[Place]:
    """Where garbles that are put right without asking stand in texts that ought to be clean."""
    for name, text in texts:
        for hit in garbled.garbled(text, base):
            if hit.entry.policy == "safe":
                line = text.count("\n", 0, hit.start) + 1
                garble, around = text[hit.start : hit.end], quoted(text, hit.start, hit.end)
                yield Place(name, line, hit.entry, garble, around)


def quoted(text: str, start: int, end: int) -> str:
    """A place in a text with the words around it, on one line."""
    first, last = max(0, start - _AROUND), min(len(text), end + _AROUND)
    before, behind = text[first:start], text[end:last]
    if first:
        before = f"… {before.partition(' ')[2]}"
    if last < len(text):
        behind = f"{behind.rpartition(' ')[0]} …"
    return " ".join(f"{before}{text[start:end]}{behind}".split())


def alone(entry: Entry) -> Gazetteer:
    """A gazetteer of one entry."""
    return Gazetteer([compiled(entry.line(), entry.home.rpartition(":")[0] or "new")])


def repaired(text: str, garbled: Gazetteer, base: str = "und") -> str:
    """A text with its listed garbles put right."""
    done: list[str] = []
    at = 0
    for hit in garbled.garbled(text, base):
        done += text[at : hit.start], hit.entry.form(base)
        at = hit.end
    return "".join((*done, text[at:]))


def pack_faults(
    lines: Iterable[tuple[int, str]], read: Callable[[str, int], Entry]
) -> Iterator[tuple[int, str]]:
    """What is wrong inside one pack, with line numbers.

    Args:
        lines: the lines that are no comments, with their numbers.
        read: makes an entry of a line and its number; raises `ConfigError`.
    """
    from cleanup.errors import ConfigError

    last = ""
    first: dict[str, int] = {}
    rights: dict[str, Entry] = {}
    entries: list[tuple[int, Entry]] = []
    for number, line in lines:
        try:
            entry = read(line, number)
        except ConfigError as error:
            yield number, str(error).partition(f":{number}: ")[2] or str(error)
            continue
        entries.append((number, entry))
        if entry.canonical in first:
            yield number, f"{entry.canonical} stands on line {first[entry.canonical]} already"
        elif entry.canonical < last:
            yield number, f"{entry.canonical} stands behind {last}: not sorted"
        first.setdefault(entry.canonical, number)
        last = max(last, entry.canonical)
        for form in entry.right:
            other = rights.setdefault(form, entry)
            if other.canonical != entry.canonical:
                yield number, f"{form!r} of {entry.canonical} is a form of {other.canonical}, too"
    wrong: dict[str, Entry] = {}
    for number, entry in entries:
        for garble in entry.garbles:
            owner = rights.get(garble, entry)
            # A foreign form may be a garble in a text of another language: Leonid Kutschma.
            if owner.canonical != entry.canonical or garble in (owner.canonical, *owner.styles):
                yield number, f"garble {garble!r} is a right form of {owner.canonical}"
            if (other := wrong.setdefault(garble, entry)).canonical != entry.canonical:
                yield number, f"garble {garble!r} is a garble of {other.canonical}, too"


def conflicts(entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """What the entries of several packs say against each other, with file and line.

    Right forms may stand in several packs, for towns and persons share theirs.
    """
    rights: dict[str, Entry] = {}
    for entry in entries:
        for form in entry.right:
            rights.setdefault(form, entry)
    wrong: dict[str, Entry] = {}
    for entry in entries:
        for garble in entry.garbles:
            for other, what in (
                (rights.get(garble, entry), "right form"),
                (wrong.setdefault(garble, entry), "garble"),
            ):
                apart = other.home.rpartition(":")[0] != entry.home.rpartition(":")[0]
                if apart and other.canonical != entry.canonical:
                    where = f"{other.canonical} ({other.home})"
                    yield entry.home, f"garble {garble!r} is a {what} of {where}"
