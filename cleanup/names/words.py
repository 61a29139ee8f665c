"""What a translator may have made of the parts of a name: words, articles, given names.

`translations` reads the word lists of ``models/name_words/``: words of a language that stand in
names, with what translation systems make of them in English. Read the other way round they serve
translations out of English; between two other languages the way leads over English. ``given.tsv``
holds given names that are exchanged between languages (François, Francis, Franz).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from cleanup.errors import CleanupError
from cleanup.names.folding import fold_cells, key
from cleanup.resources import data_path

Words = Mapping[str, frozenset[str]]
"""Folded word to what it may have become: folded, of one word or several."""

_FOLDER = "name_words"
_ARTICLES = {
    "ar": "al el",
    "ca": "el la l els les en",
    "es": "el la los las",
    "fr": "le la l les d de du des",
    "it": "il lo la l i gli le d di del della dal",
    "nl": "de het den der van",
    "pt": "o a os as do da",
}
"""Articles and prepositions that names have swallowed: Lagarde, Loiseau, Dupont."""
_PREPOSITIONS = {
    "de": "der die das den dem des von vom zu zur am im und für",
    "en": "the of and for in on a",
    "es": "de del y e en para por",
    "fr": "d au aux en et pour sur",
    "it": "dei degli della delle dell dello al alla e per in d",
    "nl": "het een voor en in op te ten ter",
    "pt": "da das dos e em no na para",
}
_LINKS = ("", "s", "es", "n", "en", "er", "e")
"""What links the parts of a compound."""
_COMPOUNDING = frozenset({"de", "nl", "sv", "da", "nb"})
_LEAST_PART = 3
"""Letters of a part of a compound, or behind a swallowed article."""


@cache
def _list(base: str) -> Words:
    """The list of a language: its words and their English translations; empty where none is."""
    try:
        text = data_path(f"{_FOLDER}/{base}.tsv").read_text("utf-8")
    except CleanupError:
        return {}
    found: dict[str, frozenset[str]] = {}
    for line in _lines(text):
        word, translated, *_ = line.split("\t")
        made = frozenset(map(str.strip, translated.split(";")))
        found[word] = found[word] | made if word in found else made
    return found


def _lines(table: str) -> Iterator[str]:
    """The folded lines of a word list, without comments. Lists hold single spaces only."""
    lines = "\n".join(line for line in table.splitlines() if line and line[0] != "#")
    return iter(fold_cells(lines).splitlines())


@cache
def vocabulary(base: str) -> frozenset[str]:
    """Folded ordinary words that the list of a language knows."""
    if base == "en":
        return frozenset()
    return frozenset(_list(base))


def languages() -> tuple[str, ...]:
    """Base tags of the languages with a word list."""
    return tuple(base for base in sorted(_LISTED) if _list(base))


_LISTED = "ar cs de es fr it ja ko nl pl pt ro ru sv tr uk zh".split()


@cache
def _reversed(base: str) -> Words:
    found: dict[str, set[str]] = defaultdict(set)
    for word, made in _list(base).items():
        for english in made:
            found[english].add(word)
            if english.startswith("to "):
                found[english[3:]].add(word)
    return {english: frozenset(words) for english, words in found.items()}


@cache
def _out_of_english(target: str) -> Words:
    """The list of English words with their translations into a language."""
    found: dict[str, frozenset[str]] = {}
    for line in _lines(data_path(f"{_FOLDER}/en.tsv").read_text("utf-8")):
        word, *cells = line.split("\t")
        for cell in cells:
            tag, _, made = cell.partition("=")
            if tag == target:
                found[word] = frozenset(map(str.strip, made.split(";")))
    return found


@cache
def translations(source: str, target: str) -> Words:
    """What words of the source language become in the target language.

    Args:
        source: base tag.
        target: base tag.
    """
    if target == "en":
        return _list(source)
    if source == "en":
        found = {word: set(made) for word, made in _reversed(target).items()}
        for word, made in _out_of_english(target).items():
            found.setdefault(word, set()).update(made)
        return {word: frozenset(made) for word, made in found.items()}
    back = _reversed(target)
    return {
        word: frozenset(w for english in made for w in back.get(english, ()))
        for word, made in _list(source).items()
    }


@cache
def links(base: str) -> frozenset[str]:
    """Folded articles, prepositions and conjunctions between the parts of a name."""
    both = f"{_ARTICLES.get(base, '')} {_PREPOSITIONS.get(base, '')}"
    return frozenset(map(key, both.split()))


@cache
def _given_rows() -> tuple[Mapping[str, frozenset[str]], ...]:
    """Equivalent given names: for each language its folded forms."""
    try:
        text = data_path(f"{_FOLDER}/given.tsv").read_text("utf-8")
    except CleanupError:
        return ()
    rows = []
    for line in _lines(text):
        cells = (cell.partition("=") for cell in line.split("\t"))
        rows.append({tag: frozenset(map(str.strip, forms.split(";"))) for tag, _, forms in cells})
    return tuple(rows)


@cache
def _given() -> Mapping[str, tuple[int, ...]]:
    """Folded given names to the rows that they stand in."""
    found: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(_given_rows()):
        for form in frozenset().union(*row.values()):
            found[form].append(number)
    return {form: tuple(rows) for form, rows in found.items()}


def is_given_variant(name: str, made: str, target: str) -> bool:
    """Whether a translator may have given a foreign given name the form of his language.

    Args:
        name: the folded given name.
        made: what stands in its place.
        target: base tag of the translation's language, which has `made` and not `name`.
    """
    return made in given_forms(name, target)


def given_forms(name: str, target: str) -> frozenset[str]:
    """The folded forms that a foreign given name may be given in the target language."""
    rows = (_given_rows()[number] for number in _given().get(name, ()))
    found = (row.get(target, frozenset()) for row in rows)
    return frozenset().union(*(own for own in found if name not in own))


def is_given(name: str) -> bool:
    """Whether a folded token is a given name that languages share."""
    return name in _given()


def becomes(word: str, made: str, source: str, target: str) -> bool:
    """Whether a translator may have made `made` of a part of a name.

    Args:
        word: a folded token of the name.
        made: one to three folded tokens of the translation, with spaces.
        source: base tag of the language that was translated.
        target: base tag of the translation's language.
    """
    known = translations(source, target)
    if _agrees(made, known.get(word, frozenset())):
        return True
    if word.endswith("s") and _agrees(made, known.get(word[:-1], frozenset())):
        return True
    if target != "en":
        return source == "en" and _plural_agrees(word, made, known)
    the, _, rest = made.partition(" ")
    for article in _ARTICLES.get(source, "").split():
        tail = word.removeprefix(article)
        if tail != word and len(tail) >= _LEAST_PART:
            swallowed = known.get(tail, frozenset())
            if the in ("the", "of", "from") and rest and _agrees(rest, swallowed):
                return True
    return source in _COMPOUNDING and bool(rest) and _is_compound(word, the, rest, known)


def _agrees(made: str, wanted: frozenset[str]) -> bool:
    """Whether a translation is one of those listed, singular and plural alike."""
    if made in wanted:
        return True
    bare = _singular(made)
    return any(bare == _singular(one) or made == f"the {one}" for one in wanted)


def _plural_agrees(word: str, made: str, known: Words) -> bool:
    """The same out of English, whose plural the other language forms in its own way."""
    wanted = known.get(word, frozenset()) | known.get(_singular(word), frozenset())
    return any(made == one or (len(one) > 3 and made.startswith(one[:-1])
               and len(made) - len(one) in (0, 1, 2)) for one in wanted)  # fmt: skip


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ches", "shes", "sses", "xes"):
        if word.endswith(ending):
            return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _is_compound(word: str, first: str, second: str, known: Words) -> bool:
    """Whether a compound was translated part by part: *Schweinsteiger*, *Pig Climber*."""
    for cut in range(_LEAST_PART, len(word) - _LEAST_PART + 1):
        tail = known.get(word[cut:])
        if tail is None or not _agrees(second, tail):
            continue
        for link in _LINKS:
            head = word[:cut].removesuffix(link) if link else word[:cut]
            if (head != word[:cut] or not link) and _agrees(first, known.get(head, frozenset())):
                return True
    return False
