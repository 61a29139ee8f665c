"""Changing a pack as a person would: entries sorted, and every comment kept.

The comments at the top stay there; any other one belongs to the entry below it and moves with
it. Comments of the shape ``# example: TEXT`` hold a text in which a garble of the entry stands,
for ``cleanup names test``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from types import MappingProxyType

from cleanup.names.entry import Entry, parse

EXAMPLE = "# example"
"""Begins a comment that holds an example."""


class Pack:
    """The text of a pack, to be changed.

    Args:
        text: of the file; may be empty.
        home: the file, for messages.
        stamp: time of change (ns) and size of the file when it was read.

    Raises:
        ConfigError: a line is no entry; names the line.
    """

    def __init__(self, text: str, home: str, stamp: tuple[int, int] | None = None) -> None:
        self.stamp = stamp
        self._top: list[str] = []
        self._comments: dict[str, list[str]] = {}
        self._bottom: list[str] = []
        self._end = "\r\n" if "\r\n" in text else "\n"
        self.entries: dict[str, Entry] = {}
        """By their canonical forms."""
        self._lines: dict[str, str] = {}
        pending: list[str] = []
        lines = text.removesuffix(self._end).split(self._end) if text else []
        for number, line in enumerate(lines, 1):
            if not line.strip() or line[0] == "#":
                pending.append(line)
                continue
            entry = parse(line, f"{home}:{number}")
            name, kept = entry.canonical, line
            if not self.entries:
                cut = _top(pending)
                self._top, pending = pending[:cut], pending[cut:]
            if name in self.entries:
                # Both lines of a name that stands there twice are kept as one.
                entry = merged(self.entries[name], entry)
                kept = entry.line()
            self.entries[name] = entry
            self._lines[name] = kept
            self._comments[name] = [*self._comments.get(name, ()), *pending]
            pending = []
        if self.entries:
            self._bottom = pending
        else:
            self._top = pending

    def put(self, entry: Entry) -> None:
        """Add an entry, or replace the one of this name."""
        if self.entries.get(entry.canonical) != entry:
            self._lines[entry.canonical] = entry.line()
        self.entries[entry.canonical] = entry

    def drop(self, canonical: str) -> None:
        """Take an entry away, with the comments that belong to it."""
        for kept in (self.entries, self._lines, self._comments):
            kept.pop(canonical, None)

    def comment(self, canonical: str, comment: str) -> None:
        """Put a comment, which begins with ``#``, above an entry; once only."""
        known = self._comments.setdefault(canonical, [])
        if comment not in known:
            known.append(comment)

    def comments(self, canonical: str) -> tuple[str, ...]:
        """The comments that belong to an entry."""
        return tuple(filter(None, self._comments.get(canonical, ())))

    @property
    def text(self) -> str:
        """The text of the whole file."""
        lines = list(self._top)
        for name in sorted(self.entries):
            lines += *self._comments.get(name, ()), self._lines[name]
        return "".join(line + self._end for line in [*lines, *self._bottom])


def _top(comments: list[str]) -> int:
    """How many of the lines before the first entry are about the file: not its examples."""
    for at, line in enumerate(comments):
        if line.startswith(EXAMPLE):
            return at
    return len(comments)


def examples(comments: tuple[str, ...]) -> Iterator[str]:
    """The texts of those comments that hold an example."""
    for comment in comments:
        head, colon, text = comment.partition(":")
        if colon and head.startswith(EXAMPLE):
            yield text.strip()


def example(text: str, lang: str, source: str) -> str:
    """A comment that holds an example.

    Args:
        text: the example.
        lang: tag of its language, or ``""``.
        source: tag of the language that it was translated from, or ``""``.
    """
    told = ", ".join(filter(None, (lang, f"from {source}" if source else "")))
    return f"{EXAMPLE}{f' ({told})' if told else ''}: {' '.join(text.split())}"


def merged(old: Entry, new: Entry) -> Entry:
    """What two entries of one name say together; where they differ, what the new one says.

    ``term``, the kind of a name of which none is told, and the policy ``safe`` say nothing.
    """
    styles = _both(old.styles, new.styles)
    right = {new.canonical, *styles}
    return replace(
        new,
        kind=old.kind if new.kind == "term" else new.kind,
        native=new.native or old.native,
        garbles=tuple(g for g in _both(old.garbles, new.garbles) if g not in right),
        aliases=tuple(a for a in _both(old.aliases, new.aliases) if a not in styles),
        styles=styles,
        context=_both(old.context, new.context),
        forms=MappingProxyType({**old.forms, **new.forms}),
        since=new.since or old.since,
        until=new.until or old.until,
        id=new.id or old.id,
        policy=old.policy if new.policy == "safe" else new.policy,
    )


def _both(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*old, *new)))


def renamed(entry: Entry, name: str) -> Entry:
    """The entry under another main form; the old one is a right form still."""

    def without(values: Iterable[str]) -> tuple[str, ...]:
        return tuple(value for value in values if value != name)

    return replace(
        entry,
        canonical=name,
        styles=without(dict.fromkeys((entry.canonical, *entry.styles))),
        aliases=without(entry.aliases),
        garbles=without(entry.garbles),
    )
