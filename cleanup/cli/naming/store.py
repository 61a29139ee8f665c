"""The files of names as the commands read and write them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cleanup.cli import talk
from cleanup.cli.options import Function
from cleanup.errors import CleanupError, ConfigError, InputError, UsageError
from cleanup.names import gazetteer
from cleanup.names.editing import Pack, merged, renamed
from cleanup.names.entry import KINDS, POLICIES, Entry
from cleanup.names.exchange.facts import base_of, kind_of, tag_of
from cleanup.names.folding import key

if TYPE_CHECKING:
    from cleanup.names.compiled import Compiled

LAYERS = ("run", "project", "personal", "shipped")
"""From the nearest to the farthest; ``run`` are the files that cleanup.toml names."""
_TEXTS = (".txt", ".md", ".html", ".htm")
_NEW = """\
# Names: canonical, kind, native language, then key=value; value fields, parted by tabs.
# `cleanup names add`, `edit` and `import` write here, and so may you; lines are sorted.
"""


def a_kind(value: str) -> str:
    """The kind that an option names in any usual spelling.

    Raises:
        BadParameter: there is no such kind.
    """
    found = kind_of(value)
    if found is None or not value.strip():
        raise click.BadParameter(f"{value!r} is no kind of name; there are {', '.join(KINDS)}")
    return found


def a_language(value: str) -> str:
    """The base tag of the language that an option names.

    Raises:
        BadParameter: it is no language tag.
    """
    found = base_of(value)
    if not found:
        raise click.BadParameter(f"{value!r} is no language tag such as en or ko")
    return found


def a_form(value: str) -> tuple[str, str]:
    """A language tag and a form, which may be ``""``: ``fr=Rome``.

    Raises:
        BadParameter: it is none.
    """
    tag, _, form = value.partition("=")
    known = tag_of(tag)
    if known is None:
        raise click.BadParameter(f"{value!r} should be a language tag and a form: fr=Rome")
    return known, form.strip()


POLICY = click.Choice(POLICIES)


def to_option(help: str) -> Callable[[Function], Function]:
    """``--to``: which file of names is changed."""
    return click.option(
        "--to", default="project", metavar="project|personal|FILE", show_default=True, help=help
    )


def kind_option(help: str) -> Callable[[Function], Function]:
    """``--kind``: what sort of name it is."""
    return click.option("--kind", type=a_kind, metavar="KIND", help=help)


def native_option(help: str) -> Callable[[Function], Function]:
    """``--native``: the language whose words a name is made of."""
    return click.option("--native", type=a_language, metavar="TAG", help=help)


def lang_option(help: str) -> Callable[[Function], Function]:
    """``--lang``: the language of the texts that garbles stand in."""
    return click.option(
        "--lang", type=a_language, metavar="TAG", default="en", show_default=True, help=help
    )


def target(to: str) -> Path:
    """The file that ``--to`` means; the project's is made where there is none yet."""
    if to == "personal":
        return gazetteer.personal()
    if to == "project":
        return gazetteer.project() or Path.cwd() / gazetteer.PROJECT
    if not Path(to).suffix and not Path(to).exists():
        raise UsageError(f"--to {to!r}: expected project, personal or a file such as {to}.tsv")
    return Path(to)


def opened(path: Path) -> Pack:
    """A file of names to be changed; a new one where there is none.

    Raises:
        ConfigError: it cannot be read, or a line is no entry.
    """
    stamp = None
    try:
        found = path.stat()
        stamp = found.st_mtime_ns, found.st_size
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        text = _NEW
    except OSError as error:
        raise ConfigError(f"{path}: cannot read the names: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: the names are not UTF-8 text") from None
    return Pack(text, str(path), stamp)


def save(path: Path, pack: Pack) -> None:
    """Write a file of names, in one step.

    Raises:
        OutputError: it cannot be written, or was changed since it was read; what was there is
            untouched.
    """
    from cleanup.writing import telling, write

    with telling(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    write(path, pack.text.encode("utf-8"), stamp=pack.stamp)


def files() -> list[tuple[str, Path]]:
    """The files in force in the working directory with their layers, nearest first.

    Raises:
        ConfigError: cleanup.toml is wrong.
    """
    from cleanup.config import settle

    return gazetteer.layers(settle({}, None).config.names)


def packs() -> Iterator[tuple[str, Path, Compiled]]:
    """The packs in force, read.

    Raises:
        ConfigError: one cannot be read, or a line of it is no entry.
    """
    for layer, path in files():
        yield layer, path, gazetteer.read(path)


def known(path: Path | None = None) -> gazetteer.Gazetteer:
    """All names in force, and those of a file that is none of theirs on top."""
    given = list(packs())
    if path is not None and path.exists() and not any(_same(path, file) for _, file, _ in given):
        given.insert(0, ("run", path, gazetteer.read(path)))
    return _gazetteer(given)


def _gazetteer(given: Sequence[tuple[str, Path, Compiled]]) -> gazetteer.Gazetteer:
    """Packs with their layers, the nearest first, as one gazetteer."""
    return gazetteer.Gazetteer(
        [pack for layer, _, pack in given if layer != "shipped"],
        [pack for layer, _, pack in given if layer == "shipped"],
    )


class Farther:
    """What the layers behind a file know of a name that is written to it."""

    def __init__(self, path: Path) -> None:
        given = list(packs())
        at = next((n for n, (_, file, _) in enumerate(given) if _same(path, file)), None)
        if at is None:
            layers = [layer for layer, _, _ in given]
            nearer = ["run"] * _same(path, Path.cwd() / gazetteer.PROJECT)
            nearer += ["run", "project"] * _same(path, gazetteer.personal())
            at = sum(layer in nearer for layer in layers) - 1
        self._all = _gazetteer(given[at + 1 :])

    def entry(self, canonical: str) -> Entry | None:
        """What is known of a name that the new entry would hide.

        A name that only differs in style from a known one, or is a style of it, is that name
        under the house style.
        """
        named = list(self._all.named(canonical))
        for entry in named:
            if entry.canonical == canonical:
                return entry
        alike = [entry for entry in named if key(canonical) == key(entry.canonical)
                 or canonical in entry.styles]  # fmt: skip
        return renamed(alike[0], canonical) if len(alike) == 1 else None

    def joined(self, entry: Entry, old: Entry | None) -> Entry:
        """An entry with all that is known of it: a nearer entry hides what farther ones say."""
        old = old or self.entry(entry.canonical)
        return merged(old, entry) if old else entry


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()


def shown(path: Path | str) -> str:
    """A file, or a file and a line, as messages name it: relative where it is below."""
    try:
        return str(Path(path).relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def line_of(path: Path, canonical: str) -> str:
    """File and line of an entry that was written."""
    for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), 1):
        if line.partition("\t")[0] == canonical:
            return f"{shown(path)}:{number}"
    return shown(path)


def find(name: str) -> tuple[Entry | None, list[Entry]]:
    """The one entry in force that a name means, and all that it may mean.

    Raises:
        UsageError: several have the name as a form, and none as its canonical one.
    """
    entries = list(known().named(name))
    exact = [entry for entry in entries if entry.canonical == name]
    alike = [entry for entry in entries if key(entry.canonical) == key(name)]
    for chosen in (exact, alike, entries):
        if len(chosen) == 1:
            return chosen[0], entries
        if chosen:
            names = ", ".join(f"{entry.canonical} ({shown(entry.home)})" for entry in chosen)
            raise UsageError(f"{name!r} may be several names: {names}")
    return None, []


def unknown(name: str) -> InputError:
    """The error for a name that nothing is known of, with one that is near."""
    from rapidfuzz import fuzz, process

    folded = {key(entry.canonical): entry.canonical for entry in known().entries()}
    near = process.extractOne(key(name), folded.keys(), scorer=fuzz.ratio, score_cutoff=75)
    hint = f"; did you mean {folded[near[0]]!r}?" if near else ""
    return InputError(f"no name {name!r} is known{hint}")


def clean_texts(given: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Texts that ought to be clean: those of corpora/ in the project, and files.

    Of a text that lies there damaged and mended (``NAME.gold.txt``), the mended one.
    """
    from cleanup.reading import read

    near = gazetteer.project()
    folder = (near.parent.parent if near else Path.cwd()) / "corpora"
    paths = [str(path) for path in sorted(folder.rglob("*"))
             if path.suffix in _TEXTS and path.is_file() and path.name != "README.md"
             and not path.with_suffix(f".gold{path.suffix}").exists()]  # fmt: skip
    for path in (*paths, *given):
        try:
            yield shown(path), read(path).text
        except CleanupError as error:
            if path in given:
                raise
            talk.say(str(error))
