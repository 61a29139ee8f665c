"""Entries compiled for matching: an automaton over their forms, and an index of their tokens.

The automaton (daachorse: Aho-Corasick over a double array, Aoe 1989) goes over the folded text
once, however many names there are. A compiled pack can be kept in a file, which a million entries
are back from in less than a second; entries themselves are only parsed when they are met.
"""

from __future__ import annotations

import mmap
import struct
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from zlib import crc32

from cleanup.names.endings import endings, in_place
from cleanup.names.entry import Entry, parse
from cleanup.names.folding import fold, is_spaceless, key
from cleanup.writing import write

if TYPE_CHECKING:
    from daachorse import CharwiseDoubleArrayAhoCorasick

CANONICAL, STYLE, ALIAS, FOREIGN, GARBLE = range(5)
"""What a form is to its entry."""
_BITS, _ROLE, _CUT, _CAPITAL = 5, 7, 8, 16
"""Bits of a reference before the entry's number: those of the role, one that tells that the key
lacks its last vowel, and one that tells that the form begins with a capital."""
_INFLECTED = 100_000
"""Entries up to which names are found with their endings, too."""
_STEM = 4
"""Letters of the last word of a key that lacks its last vowel, at least."""
_VOWELS = frozenset("aeoyаеояіу")
_MAGIC = b"cleanup-names-4\n"
_HEAD = struct.Struct("<6Q")


class Hit(NamedTuple):
    """A form in a text."""

    start: int
    end: int
    """Code points of the text; an ending is part of it."""
    entry: Entry
    role: int
    ending: str
    """Folded letters of the hit behind the form, or in place of its last vowel."""


class Compiled:
    """The entries of one pack, ready to be matched.

    Args:
        blob: the lines of the pack, UTF-8.
        offsets: for each entry its line number in the file and its place in `blob`, in turns.
        home: the file, for messages.
        automaton: over the keys of all forms; ``None`` where there are none.
        starts: for each key, where its references begin; one more at the end.
        refs: entry numbers shifted by the bits of the role, and the role.
        tokens: hashes of tokens and entry numbers, ``hash << 32 | number``, sorted.
    """

    def __init__(
        self,
        blob: bytes | memoryview,
        offsets: Sequence[int],
        home: str,
        automaton: CharwiseDoubleArrayAhoCorasick | None,
        starts: Sequence[int],
        refs: Sequence[int],
        tokens: Sequence[int],
    ) -> None:
        self._blob, self._offsets, self.home = blob, offsets, home
        self._automaton = automaton
        self._starts, self._refs, self._tokens = starts, refs, tokens
        self._parsed: dict[int, Entry] = {}

    def __len__(self) -> int:
        return len(self._offsets) // 2

    def entry(self, number: int) -> Entry:
        """The entry by its place in the pack, parsed on first use."""
        found = self._parsed.get(number)
        if found is None:
            at, begin = self._offsets[2 * number : 2 * number + 2]
            end = self._offsets[2 * number + 3] if number + 1 < len(self) else len(self._blob)
            line = bytes(self._blob[begin:end]).decode("utf-8").rstrip("\n")
            found = self._parsed[number] = parse(line, f"{self.home}:{at}")
        return found

    def entries(self) -> Iterator[Entry]:
        """All entries in the order of the file."""
        return map(self.entry, range(len(self)))

    @cached_property
    def _takes_endings(self) -> bool:
        return len(self) <= _INFLECTED

    def hits(self, text: str, folded: str, base: str) -> Iterator[Hit]:
        """Every form in a text, overlapping ones too.

        Args:
            text: the text.
            folded: the same folded, between two spaces.
            base: the base tag of its language, which says what endings names take.
        """
        if self._automaton is None:
            return
        behind, instead = endings(base), in_place(base)
        for begin, stop, number in self._automaton.find_overlapping(folded):
            spaced = folded[begin] == " "
            end, ending = stop, ""
            if spaced and not self._takes_endings:
                end -= 1  # the space behind it is part of the key
            elif spaced and folded[stop] != " ":
                end = folded.find(" ", stop)
                ending = folded[stop:end]
                if ending not in behind and ending not in instead:
                    continue
            start = begin if spaced else begin - 1
            # A single word in lower case is no name; several may be one that lost its capitals.
            small = text[start].islower() and folded.find(" ", start + 1, end) < 0
            for ref in self._refs[self._starts[number] : self._starts[number + 1]]:
                if small and ref & _CAPITAL:
                    continue
                if ending not in (instead if ref & _CUT else behind):
                    continue
                yield Hit(start, end - 1, self.entry(ref >> _BITS), ref & _ROLE, ending)

    def with_token(self, token: str) -> list[Entry]:
        """The entries of which the canonical form or one in another language holds a token.

        Args:
            token: folded.
        """
        low = crc32(token.encode("utf-8")) << 32
        at = bisect_left(self._tokens, low)
        found = []
        while at < len(self._tokens) and self._tokens[at] >> 32 == low >> 32:
            found.append(self.entry(self._tokens[at] & 0xFFFFFFFF))
            at += 1
        return found

    # ------------------------------------------------------------ files

    def save(self, path: Path) -> None:
        """Keep all this in a file, which is put in its place when it is whole.

        Raises:
            OSError: it cannot be written.
        """
        parts = [
            self._automaton.serialize() if self._automaton else b"",
            *(bytes(memoryview(part)) for part in (
                array("Q", self._offsets), array("I", self._starts), array("I", self._refs),
                array("Q", self._tokens),
            )),
            bytes(self._blob),
        ]  # fmt: skip
        padded = [part + bytes(-len(part) % 8) for part in parts]
        head = _MAGIC + _HEAD.pack(*map(len, parts))
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, b"".join([head, *padded]))


def load(path: Path, home: str) -> Compiled | None:
    """What `Compiled.save` has written; None where there is no such file, or not a whole one."""
    try:
        with path.open("rb") as file:
            data = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError):
        return None
    at = len(_MAGIC) + _HEAD.size
    if len(data) < at or bytes(data[: len(_MAGIC)]) != _MAGIC:
        return None
    parts = []
    for length in _HEAD.unpack(data[len(_MAGIC) : at]):
        parts.append(data[at : at + length])
        at += length + -length % 8
    if at != len(data):
        return None
    automaton, offsets, starts, refs, tokens, blob = parts
    return Compiled(
        blob,
        offsets.cast("Q"),
        home,
        _automaton().deserialize(bytes(automaton)) if len(automaton) else None,
        starts.cast("I"),
        refs.cast("I"),
        tokens.cast("Q"),
    )


def _automaton() -> type[CharwiseDoubleArrayAhoCorasick]:
    from daachorse import CharwiseDoubleArrayAhoCorasick

    return CharwiseDoubleArrayAhoCorasick


def compiled(text: str, home: str) -> Compiled:
    """The entries of a pack compiled.

    Raises:
        ConfigError: a line is no entry; names the line.
    """
    entries: list[Entry] = []
    offsets: list[int] = []
    lines: list[bytes] = []
    size = 0
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        entries.append(parse(line.rstrip("\r"), f"{home}:{number}"))
        offsets += number, size
        lines.append(line.rstrip("\r").encode("utf-8") + b"\n")
        size += len(lines[-1])
    whole = len(entries) > _INFLECTED
    keys: defaultdict[str, list[int]] = defaultdict(list)
    tokens: set[int] = set()
    for number, entry in enumerate(entries):
        for role, form in _roles(entry):
            for folded in {key(form), fold(form).strip()}:  # "L. Kohl" has two spaces folded
                _add(keys, folded, number << _BITS | role | _CAPITAL * form[0].isupper(), whole)
            if role in (CANONICAL, FOREIGN):
                tokens.update(crc32(t.encode("utf-8")) << 32 | number for t in key(form).split())
    starts = [0, *accumulate(map(len, keys.values()))]
    return Compiled(
        b"".join(lines),
        offsets,
        home,
        _automaton()(list(keys)) if keys else None,
        starts,
        [ref for refs in keys.values() for ref in refs],
        sorted(tokens),
    )


def _add(keys: dict[str, list[int]], folded: str, ref: int, whole: bool) -> None:
    """Put a folded form among the keys, and where it may lose its last vowel, without that."""
    spaced = not is_spaceless(folded[0])
    name = f" {folded} " if spaced and whole else f" {folded}" if spaced else folded
    keys[name].append(ref)
    long = len(folded.rpartition(" ")[2]) > _STEM
    if spaced and not whole and long and folded[-1] in _VOWELS:
        keys[name[:-1]].append(ref | _CUT)


def _roles(entry: Entry) -> Iterator[tuple[int, str]]:
    """Every form of an entry with what it is to it, each form once."""
    seen: set[str] = set()
    for role, forms in (
        (CANONICAL, (entry.canonical,)),
        (STYLE, entry.styles),
        (ALIAS, entry.aliases),
        (FOREIGN, tuple(entry.forms.values())),
        (GARBLE, entry.garbles),
    ):
        for form in forms:
            if form not in seen:
                seen.add(form)
                yield role, form
