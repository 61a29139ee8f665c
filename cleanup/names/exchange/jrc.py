"""JRC-Names (Steinberger, Pouliquen, Kabadjov, Belyaeva and van der Goot, 2011).

A spelling a line: ``id TAB type TAB language TAB name``, with ``+`` for spaces, ``u`` for an
unknown language, and ``P`` or ``O`` for a person or an organisation. The spellings of one id are
one entry: the first in English or an unknown language and in Latin letters is its canonical form.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count

from cleanup.language import script_of
from cleanup.names.entry import Entry
from cleanup.names.exchange.facts import Facts, Problem, base_of, made

_TYPES = {"P": "person", "O": "organisation", "L": "place", "G": "place", "W": "work",
          "E": "term", "T": "term", "M": "product"}  # fmt: skip
_LETTERS = {kind: letter for letter, kind in reversed(_TYPES.items())}


def read(text: str, name: str) -> Iterator[Entry | Problem]:
    """An entry for each id, in the order of their first lines."""
    spellings: dict[str, list[tuple[int, str, str, str]]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line[0] == "#":
            continue
        cells = line.split("\t")
        if len(cells) != 4 or not all(map(str.strip, cells)):
            yield Problem(number, "expected id, type, language and name, parted by tabs")
            continue
        id, kind, lang, spelling = (cell.strip() for cell in cells)
        if kind.upper() not in _TYPES:
            yield Problem(number, f"{kind!r} is no type; there are {', '.join(_TYPES)}")
            continue
        spelling = spelling.replace("+", " ")
        spellings.setdefault(id, []).append((number, kind.upper(), lang, spelling))
    for id, found in spellings.items():
        yield from made(_facts(id, found), found[0][0], name)


def _facts(id: str, found: list[tuple[int, str, str, str]]) -> Facts:
    bases = [base_of(lang) or "" for _, _, lang, _ in found]
    mains = [
        n
        for n, (_, _, _, spelling) in enumerate(found)
        if bases[n] in ("", "en") and _is_latin(spelling)
    ]
    main = next((n for n in mains if bases[n] == "en"), mains[0] if mains else 0)
    facts = Facts(found[main][3], _TYPES[found[0][1]], id=id if id.strip("0") else "")
    for n, (_, _, _, spelling) in enumerate(found):
        if bases[n] in ("", "en"):
            facts.aliases.append(spelling)
        else:
            facts.forms.setdefault(bases[n], []).append(spelling)
    return facts


def _is_latin(spelling: str) -> bool:
    return all(script_of(char) in ("Latn", "") for char in spelling)


def write(entries: Iterable[Entry]) -> Iterator[str]:
    """A line for each right form; entries whose id is no number are numbered by their place."""
    chosen = sorted(entries, key=lambda one: one.canonical)
    taken = {entry.id for entry in chosen}
    fresh = (str(number) for number in count(1) if str(number) not in taken)
    for entry in chosen:
        id = entry.id if entry.id.isdigit() else next(fresh)
        lead = f"{id}\t{_LETTERS[entry.kind]}"
        for form in (entry.canonical, *entry.styles, *entry.aliases):
            yield f"{lead}\tu\t{form.replace(' ', '+')}\n"
        for tag, form in sorted(entry.forms.items()):
            yield f"{lead}\t{tag}\t{form.replace(' ', '+')}\n"
