"""What names are compared by: letters without case and diacritics, one space for any separator.

Folding keeps every code point in its place, so that what is found in the folded text stands at
the same offsets in the text itself.
"""

from __future__ import annotations

from unicodedata import category, normalize


class _Folded(dict[int, str]):
    """Code point to folded character, filled as it is asked for."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        found = self[code] = _folded(char)
        return found


_PLAIN = {"ø": "o", "đ": "d", "ł": "l", "ı": "i", "ŧ": "t", "ħ": "h", "ŀ": "l", "ð": "d"}
"""Letters with a stroke or without a dot, which Unicode does not take apart."""


def _folded(char: str) -> str:
    kind = category(char)
    if kind[0] == "N" or kind[0] == "M":
        return char
    if kind[0] != "L":
        return " "
    base = normalize("NFD", char)
    plain = base[0] if all(category(c) == "Mn" for c in base[1:]) else char
    if "\u3040" <= char <= "\u30ff" or "\uac00" <= char <= "\ud7a3":
        plain = char  # voiced kana and Hangul syllables are letters of their own
    lower = plain.lower()
    lower = lower if len(lower) == 1 else plain
    return _PLAIN.get(lower, lower)


_TABLE = _Folded()


def fold(text: str) -> str:
    """The text folded, code point by code point."""
    return text.translate(_TABLE)


class _FoldedCells(_Folded):
    """The same, but for what parts the cells of a table."""

    def __missing__(self, code: int) -> str:
        return chr(code) if chr(code) in "\t\n;=" else super().__missing__(code)


_CELLS = _FoldedCells()


def fold_cells(table: str) -> str:
    """A table folded in one go: its tabs, line ends, semicolons and equals signs stay."""
    return table.translate(_CELLS)


def key(name: str) -> str:
    """A name folded, with single spaces and none at the ends: equal for equal names."""
    return " ".join(fold(name).split())


def is_spaceless(char: str) -> bool:
    """Whether words of the character's script stand together without spaces (Han, kana, Thai)."""
    return (
        "\u3040" <= char <= "\u30ff"
        or "\u3400" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\u0e00" <= char <= "\u0eff"
        or "\U00020000" <= char <= "\U0003ffff"
    )
