"""Languages: how each is written.

`language` gives the conventions of a BCP 47 tag, compiled from Unicode CLDR (models/locales.md
says how). The data file has one language a line, and only the lines asked for are parsed.
Which language a text is in, `cleanup.detection` tells.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from unicodedata import normalize

from cleanup.errors import UsageError
from cleanup.resources import data_path


@dataclass(frozen=True, slots=True)
class Language:
    """The writing conventions of one language or variant, from CLDR."""

    tag: str
    """Canonical BCP 47 tag of what was asked for: ``pt-BR`` for ``pt_br``, ``he`` for ``iw``."""
    known: bool
    """False: no data, and everything below is the neutral default."""
    english: str
    """English name, such as ``German``; the tag where unknown."""
    name: str
    """The language's own name, such as ``Deutsch``; the tag where unknown."""
    scripts: tuple[str, ...]
    """ISO 15924 codes as `script_of` gives them; Japanese has ``Hani``, ``Hira``, ``Kana``."""
    rtl: bool
    """Written from right to left."""
    spaceless: bool
    """Words are not separated by spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese)."""
    full_width: bool
    """Punctuation is as wide as an ideograph and carries its own space: ，。！."""
    quotes: tuple[str, str]
    """Opening and closing quotation mark; equal in Swedish and Finnish."""
    alternate_quotes: tuple[str, str]
    """The marks of a quotation inside a quotation."""
    decimal: str
    """Decimal separator between ASCII digits."""
    group: str
    """Separator of thousands between ASCII digits; often a no-break space."""
    native_digits: str
    """The script's own ten digits from zero to nine; ``""`` where there are none."""
    native_decimal: str
    """Decimal separator between native digits; that of ASCII digits where there are none."""
    native_group: str
    """Separator of thousands between native digits."""
    native_first: bool
    """Native digits are CLDR's default for this locale."""
    percent_first: bool
    """The percent sign stands before the number (Turkish, Basque)."""
    percent_space: str
    """What stands between number and percent sign: ``""`` or a no-break space."""
    colon_space: str
    """What stands before a colon: a no-break space (French: a narrow one) or ``""``."""
    ellipsis: str
    """What marks a text as cut off at its end: ``…``, in Bengali with a space before it."""
    punctuation: frozenset[str]
    """CLDR's punctuation exemplars: all marks in common use."""
    terminals: str
    """Marks that end a sentence: the usual full stop first, the language's others, and ``.!?…``."""
    abbreviations: frozenset[str]
    """Lower-cased, without the last dot. Some are words too (``so``): a hint, not a proof."""
    alphabet: frozenset[str]
    """Letters of the language's own words in both cases; without Han and Hangul."""
    letters: frozenset[str]
    """`alphabet` and the letters of its usual foreign words and names; joiners where needed."""

    @property
    def base(self) -> str:
        """The language without script and region: ``pt`` of ``pt-BR``."""
        return self.tag.partition("-")[0]

    @property
    def spaced_colon(self) -> bool:
        """A space stands before a colon (French)."""
        return bool(self.colon_space)

    @property
    def full_stop(self) -> str:
        """The mark that ends a plain statement: ``.``, ``。``, ``।``, ``۔``."""
        return self.terminals[0]

    @property
    def opening_quotes(self) -> frozenset[str]:
        """Marks that open a quotation, outer and inner."""
        return frozenset((self.quotes[0], self.alternate_quotes[0]))

    @property
    def closing_quotes(self) -> frozenset[str]:
        """Marks that close a quotation, outer and inner."""
        return frozenset((self.quotes[1], self.alternate_quotes[1]))

    def is_terminal(self, ch: str) -> bool:
        """Whether a mark ends a sentence, in this language or by Unicode's Sentence_Terminal."""
        return bool(ch) and (ch in self.terminals or ch in table("*terminals"))

    def has_letter(self, ch: str) -> bool:
        """Whether a letter belongs to the language; any may, where nothing is known."""
        if ch in self.letters or not self.known:
            return True
        if (script := script_of(ch)) in {"Hani", "Hang"}:
            return script in self.scripts
        return self.letters.issuperset(normalize("NFD", ch))


_TAG = re.compile(
    r"(?P<base>[a-z]{2,3})(?:-[a-z]{3}){0,3}(?:-(?P<script>[a-z]{4}))?"
    r"(?:-(?P<region>[a-z]{2}|[0-9]{3}))?(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)"
    r"(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
)
"""BCP 47 (RFC 5646, 2.1) in lower case, but for the primary subtags of 4 to 8 letters, of which
none was ever registered. Extended languages, extensions and private use are read past."""

_MIXTURES = {"Hans": "Hani", "Hant": "Hani", "Jpan": "Kana", "Kore": "Hang"}


@cache
def _lines() -> str:
    return data_path("locales.json").read_text(encoding="utf-8")


@lru_cache(maxsize=1024)
def table(key: str) -> Any:
    """One line of the data file, parsed; None where there is no such key."""
    start = _lines().find(f'\n"{key}": ') + 1
    if not start:
        return None
    end = _lines().index("\n", start)
    return json.loads(_lines()[start + len(key) + 4 : end].rstrip(","))


def languages() -> list[str]:
    """Tags with data of their own, sorted; all others fall back on one of these or are unknown."""
    return [tag for tag in re.findall(r'\n"([a-z][\w-]*)":', _lines()) if tag != "und"]


def canonical(tag: str) -> str:
    """A tag in its usual case with hyphens, replaced codes replaced, extensions left out.

    Raises:
        UsageError: not a well-formed BCP 47 tag.
    """
    lowered = tag.strip().lower().replace("_", "-")
    if re.fullmatch(r"[ix](-[a-z0-9]{1,8})+", lowered):
        return lowered
    match = _TAG.fullmatch(lowered)
    if not match:
        raise UsageError(f"{tag!r} is not a language tag such as de, pt-BR or zh-Hant" + _hint(tag))
    base = table("*aliases").get(match["base"], match["base"])
    script, region = (match["script"] or "").capitalize(), (match["region"] or "").upper()
    return "-".join(filter(None, (base, script, region))) + match["variants"]


def _hint(name: str) -> str:
    """``; did you mean de?`` for a language's English or own name, else ``""``."""
    for tag in languages():
        names = {table(tag).get(key, "").lower() for key in ("english", "name")} - {""}
        if name.strip().lower() in names:
            return f"; did you mean {tag}?"
    return ""


@lru_cache(maxsize=512)
def language(tag: str) -> Language:
    """The conventions of a language, given as a BCP 47 tag in any case, ``_`` for ``-`` too.

    A variant without data of its own falls back on its parent: region, script, language. A
    language without data gives a neutral `Language` named by its tag, with ``known=False``.

    Raises:
        UsageError: `tag` is malformed, such as ``""``, ``german`` or ``d``.
    """
    return _language(canonical(tag))


def ancestors(tag: str) -> Iterator[str]:
    """The tag and its parents: ``zh-TW`` gives zh-TW, zh-Hant, zh."""
    while tag:
        yield tag
        tag = table("*parents").get(tag, "") or tag.rpartition("-")[0]


@lru_cache(maxsize=512)
def _language(tag: str) -> Language:
    record: dict[str, Any] = {}
    for ancestor in ancestors(tag):
        record = (table(ancestor) or {}) | record
    script = next((part for part in tag.split("-")[1:] if len(part) == 4 and part.isalpha()), "")
    script = _MIXTURES.get(script, script)
    known = "scripts" in record and tag != "und" and script in ("", *record["scripts"])
    if not known:  # a language without data, or in a script that its data do not describe
        name = {"english": tag, "name": tag, "scripts": [script] * bool(script)}
        record = table("und") | name | {"rtl": script in {"Arab", "Hebr"}}
    alphabet = _both_cases(_unpack(record["alphabet"]))
    return Language(
        tag=tag,
        known=known,
        english=record["english"],
        name=record["name"],
        scripts=tuple(record["scripts"]),
        rtl=record["rtl"],
        spaceless=record["spaceless"],
        full_width=record["full_width"],
        quotes=tuple(record["quotes"]),
        alternate_quotes=tuple(record["alternate"]),
        decimal=record["decimal"],
        group=record["group"],
        native_digits=record["native_digits"],
        native_decimal=record.get("native_decimal", record["decimal"]),
        native_group=record.get("native_group", record["group"]),
        native_first=record["native_first"],
        percent_first=record["percent_first"],
        percent_space=record["percent_space"],
        colon_space=record["colon_space"],
        ellipsis=record["ellipsis"],
        punctuation=frozenset(record["punctuation"]),
        terminals="".join(dict.fromkeys(record["terminals"] + ".!?…")),
        abbreviations=frozenset(a.lower() for a in record.get("abbreviations", ())),
        alphabet=alphabet,
        letters=alphabet | _both_cases(_unpack(record["auxiliary"])),
    )


def _unpack(ranges: str) -> Iterable[str]:
    """The letters of packed ranges: ``a-cé`` gives a b c é."""
    for first, last in re.findall(r"(.)(?:-(.))?", ranges):
        yield from map(chr, range(ord(first), ord(last or first) + 1))


def _both_cases(letters: Iterable[str]) -> frozenset[str]:
    found = set(letters)
    found |= {c.upper() for c in found if len(c.upper()) == 1}
    return frozenset(found | {"İ"} if "ı" in found else found)


@cache
def _script_table() -> tuple[list[int], list[tuple[int, str]]]:
    """First code points of runs of letters, and for each run its last one and its script."""
    runs = [
        (ord(first), ord(last or first), script)
        for script, (ranges, *_) in table("*scripts").items()
        for first, last in re.findall(r"(.)(?:-(.))?", ranges)
    ]
    runs.sort()
    return [run[0] for run in runs], [run[1:] for run in runs]


@lru_cache(maxsize=4096)
def script_of(ch: str) -> str:
    """ISO 15924 code of a letter's or mark's script; ``""`` for common and unlisted characters."""
    starts, runs = _script_table()
    at = bisect_right(starts, ord(ch)) - 1
    return runs[at][1] if at >= 0 and ord(ch) <= runs[at][0] else ""
