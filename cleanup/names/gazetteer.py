"""The gazetteer: packs of names in layers, of which the nearer one wins.

Shipped packs (``models/names/``), personal names (`personal`), those of the project
(`project`) and the files that a run is given lie on top of each other. Of a name that stands in
several layers every form counts, but all else (what is written for it, how far rules may act) is
what the nearest says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from zlib import crc32

from platformdirs import user_cache_path

from cleanup.errors import ConfigError
from cleanup.names.compiled import GARBLE, Compiled, Hit, compiled
from cleanup.names.compiled import load as load_compiled
from cleanup.names.entry import Entry
from cleanup.names.folding import fold, key
from cleanup.project import APP
from cleanup.project import find as project_file
from cleanup.project import personal as personal_file
from cleanup.resources import data_folder

PROJECT = Path(".cleanup") / "names.tsv"
"""Where the names of a project are, in its folder."""
_ACRONYM = 5
"""Letters of a form that may be one of capitals only."""
_CACHED = 500
"""Lines from which a compiled pack is worth a file."""


class Gazetteer:
    """Packs in layers, the nearest first.

    Args:
        packs: packs that may speak of the same names; the nearest is right.
        shipped: packs behind them, none of which has a name of another.
    """

    def __init__(self, packs: Iterable[Compiled], shipped: Iterable[Compiled] = ()) -> None:
        self._layers = tuple(packs)
        self.packs = (*self._layers, *shipped)
        self._last: tuple[str, str, tuple[Hit, ...]] | None = None

    def __len__(self) -> int:
        return sum(map(len, self.packs))

    @cached_property
    def _near(self) -> dict[str, Entry]:
        """The nearest entry of each canonical form that the layers over the shipped packs have.

        What a layer has for a style of its own (*Kim Jong-un*, style *Kim Jong Un*) is that name.
        """
        found: dict[str, Entry] = {}
        for pack in reversed(self._layers):
            entries = list(pack.entries())
            found |= {style: entry for entry in entries for style in entry.styles}
            found |= {entry.canonical: entry for entry in entries}
        return found

    def nearest(self, entry: Entry) -> Entry:
        """What the nearest layer says of a name."""
        return self._near.get(entry.canonical, entry)

    def entries(self) -> Iterator[Entry]:
        """Every name once, as the nearest layer has it."""
        yield from {entry.canonical: entry for entry in self._near.values()}.values()
        for pack in self.packs[len(self._layers) :]:
            yield from (entry for entry in pack.entries() if entry.canonical not in self._near)

    def hits(self, text: str, base: str) -> list[Hit]:
        """Leftmost-longest forms on token boundaries, in text order; garbles as well.

        Args:
            text: any text.
            base: base tag of its language.
        """
        return self._longest(hit for hit in self._forms(text, base) if _is_cased(text, hit))

    def small(self, text: str, base: str) -> list[Hit]:
        """Right forms of several words, the same way, that have lost their capitals."""
        return self._longest(
            hit
            for hit in self._forms(text, base)
            if hit.role != GARBLE and hit.entry.canonical[0].isupper() and _is_small(text, hit)
        )

    def _forms(self, text: str, base: str) -> tuple[Hit, ...]:
        """Every form that stands in a text, whatever its case; the nearest and longest first."""
        if self._last is None or self._last[:2] != (text, base):
            folded = f" {fold(text)} "
            found = [
                (hit.start, -hit.end, hit.ending != "", layer, hit)
                for layer, pack in enumerate(self.packs)
                for hit in pack.hits(text, folded, base)
            ]
            found.sort(key=lambda item: item[:4])
            self._last = text, base, tuple(hit for *_, hit in found)
        return self._last[2]

    def _longest(self, hits: Iterable[Hit]) -> list[Hit]:
        kept: list[Hit] = []
        for hit in hits:
            if not kept or hit.start >= kept[-1].end:
                kept.append(hit._replace(entry=self.nearest(hit.entry)))
        return kept

    def known(self, text: str, base: str = "und") -> Iterator[tuple[int, int]]:
        """Spans of right forms in a text."""
        for hit in self.hits(text, base):
            if hit.role != GARBLE:
                yield hit.start, hit.end

    def garbled(self, text: str, base: str = "und") -> Iterator[Hit]:
        """Listed garbles in a text."""
        for hit in self.hits(text, base):
            if hit.role == GARBLE and hit.entry.policy in ("safe", "ask"):
                yield hit

    def with_token(self, token: str) -> Iterator[Entry]:
        """The names of which a right form holds a folded token."""
        seen: set[str] = set()
        for pack in self.packs:
            for entry in map(self.nearest, pack.with_token(token)):
                if entry.canonical not in seen:
                    seen.add(entry.canonical)
                    yield entry

    def pack_of(self, entry: Entry) -> Compiled:
        """The pack that an entry is from.

        Raises:
            KeyError: none of these.
        """
        for pack in self.packs:
            if entry.home.startswith(f"{pack.home}:"):
                return pack
        raise KeyError(entry.canonical)

    def named(self, name: str) -> Iterator[Entry]:
        """The names that have a form, whatever its case and diacritics, in every layer."""
        wanted = key(name)
        for pack in self.packs:
            seen = set()
            for hit in pack.hits(wanted.upper(), f" {wanted} ", "und"):
                whole = hit.end - hit.start == len(wanted)
                if whole and hit.entry.canonical not in seen:
                    seen.add(hit.entry.canonical)
                    yield hit.entry


def _is_cased(text: str, hit: Hit) -> bool:
    """Whether a hit has its capitals, or nothing else than capitals."""
    surface = text[hit.start : hit.end]
    if hit.role == GARBLE:
        return surface.startswith(hit.entry.garbles)
    first = hit.entry.canonical[0]
    if not first.isupper():
        return True
    if len(surface) <= _ACRONYM and not surface.isupper() and _only_acronym(surface, hit.entry):
        return False
    words = surface.replace("-", " ").split()
    return bool(words) and not words[0][0].islower() and not words[-1][0].islower()


def _is_small(text: str, hit: Hit) -> bool:
    """Whether a hit is of several words and has no capital."""
    surface = text[hit.start : hit.end]
    return " " in surface and surface.islower()


def _only_acronym(surface: str, entry: Entry) -> bool:
    """Whether the form that was found is written in capitals only: *un* is no *UN*."""
    found = [form for form in entry.right if key(form) == key(surface)]
    return bool(found) and all(map(str.isupper, found))


# ---------------------------------------------------------------- files


def read(path: Path) -> Compiled:
    """A pack.

    Raises:
        ConfigError: the file cannot be read, or a line is no entry; names the line.
    """
    try:
        data = path.read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{path}: cannot read the names: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: the names are not UTF-8 text") from None
    if text.count("\n") < _CACHED:
        return compiled(text, str(path))
    kept = user_cache_path(APP) / "names" / f"{path.stem}-{crc32(data):08x}-{len(data)}.bin"
    found = load_compiled(kept, str(path))
    if found is None:
        found = compiled(text, str(path))
        found.save(kept)
    return found


def shipped() -> list[Path]:
    """The packs that come with the program."""
    return sorted(data_folder("names").glob("*.tsv"))


def personal() -> Path:
    """Where the names of a person are, for all projects."""
    return personal_file(PROJECT.name)


def project(start: Path | None = None) -> Path | None:
    """The names of the project: those in the folder `start` (default: the working directory) or
    the nearest one above it; None where there are none.
    """
    return project_file(PROJECT.name, start)


def layers(files: Sequence[str]) -> list[tuple[str, Path]]:
    """Every file in force, the nearest first, with the layer that it is."""
    found = [("run", Path(file)) for file in reversed(files)]
    near = project()
    if near is not None:
        found.append(("project", near))
    if personal().is_file():
        found.append(("personal", personal()))
    found += [("shipped", path) for path in shipped()]
    return found


def load(files: Sequence[str]) -> Gazetteer:
    """All names in force in the working directory, with those of further files on top.

    Raises:
        ConfigError: a file cannot be read, or a line of it is no entry.
    """
    return _loaded(tuple((path, _stamp(path)) for _, path in layers(files)))


@lru_cache(maxsize=8)
def _loaded(paths: tuple[tuple[Path, tuple[int, int]], ...]) -> Gazetteer:
    own = set(shipped())
    near = [read(path) for path, _ in paths if path not in own]
    return Gazetteer(near, [read(path) for path, _ in paths if path in own])


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size
