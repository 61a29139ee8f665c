"""Bilingual dictionaries of FreeDict that are installed on the machine (Debian's dict-freedict-…).

They are read where they are: their licence is the GPL, and none is part of this program. What they
say only widens what is asked about, so that no automatic change depends on what is installed.

Format: an index of ``headword TAB offset TAB length`` in base 64, and the articles in a file packed
so that gzip can read it: a line with the headword, lines with translations parted by commas.
Source: dictfmt(1), dictd(8).
"""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from cleanup.names.folding import key

FOLDERS = (Path("/usr/share/dictd"), Path("/usr/local/share/dictd"))
_CODES = {
    "ar": "ara", "ca": "cat", "cs": "ces", "da": "dan", "de": "deu", "el": "ell", "en": "eng",
    "es": "spa", "fi": "fin", "fr": "fra", "hr": "hrv", "hu": "hun", "it": "ita", "ja": "jpn",
    "la": "lat", "nb": "nor", "nl": "nld", "pl": "pol", "pt": "por", "ro": "ron", "ru": "rus",
    "sk": "slk", "sl": "slv", "sr": "srp", "sv": "swe", "tr": "tur", "uk": "ukr",
}  # fmt: skip
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>|^\s*\d+\.\s*")
_MOST_WORDS = 3
"""Words of a translation that can be part of a name."""


@cache
def installed(source: str, target: str) -> Mapping[str, frozenset[str]]:
    """Folded headwords to folded translations; empty where no dictionary is installed.

    Args:
        source: base tag.
        target: base tag.
    """
    name = f"freedict-{_CODES.get(source)}-{_CODES.get(target)}"
    for folder in FOLDERS:
        path = folder / f"{name}.dict.dz"
        if path.is_file():
            try:
                text = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
            except (OSError, EOFError):
                continue  # a broken file of somebody else's is no reason to stop
            return _read(text)
    return {}


def _read(text: str) -> Mapping[str, frozenset[str]]:
    """The dictionary in the text of all articles.

    An article begins with a line that holds a pronunciation or a part of speech.
    """
    found: dict[str, set[str]] = defaultdict(set)
    headword = ""
    for line in text.splitlines():
        head = re.match(r"(\S[^/<]*?) (?:/[^/]*/|<)", line)
        if head:
            headword = key(head[1])
        elif not line.strip():
            headword = ""
        elif headword:
            found[headword].update(_translations(line))
    return {word: frozenset(made) for word, made in found.items() if made}


def _translations(line: str) -> Iterator[str]:
    for part in _REMARK.sub("", line).split(","):
        made = key(part).removeprefix("to ")
        if made and len(made.split()) <= _MOST_WORDS:
            yield made
