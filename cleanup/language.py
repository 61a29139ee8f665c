"""Languages: how each is written, and which one a text is in.

`language` gives the conventions of a BCP 47 tag, compiled from Unicode CLDR (models/locales.md
says how). The data file has one language a line, and only the lines asked for are parsed.
`detect` names the language of a text: by its script, else with eldc, loaded when first needed.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp, log, log1p
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
        return bool(ch) and (ch in self.terminals or ch in _table("*terminals"))

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
def _table(key: str) -> Any:
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
    base = _table("*aliases").get(match["base"], match["base"])
    script, region = (match["script"] or "").capitalize(), (match["region"] or "").upper()
    return "-".join(filter(None, (base, script, region))) + match["variants"]


def _hint(name: str) -> str:
    """``; did you mean de?`` for a language's English or own name, else ``""``."""
    for tag in languages():
        names = {_table(tag).get(key, "").lower() for key in ("english", "name")} - {""}
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


def _ancestors(tag: str) -> Iterator[str]:
    """The tag and its parents: ``zh-TW`` gives zh-TW, zh-Hant, zh."""
    while tag:
        yield tag
        tag = _table("*parents").get(tag, "") or tag.rpartition("-")[0]


@lru_cache(maxsize=512)
def _language(tag: str) -> Language:
    record: dict[str, Any] = {}
    for ancestor in _ancestors(tag):
        record = (_table(ancestor) or {}) | record
    script = next((part for part in tag.split("-")[1:] if len(part) == 4 and part.isalpha()), "")
    script = _MIXTURES.get(script, script)
    known = "scripts" in record and tag != "und" and script in ("", *record["scripts"])
    if not known:  # a language without data, or in a script that its data do not describe
        name = {"english": tag, "name": tag, "scripts": [script] * bool(script)}
        record = _table("und") | name | {"rtl": script in {"Arab", "Hebr"}}
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
        for script, (ranges, *_) in _table("*scripts").items()
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


@dataclass(frozen=True, slots=True)
class Detected:
    """The language of a text, as far as it can be told."""

    lang: str
    """BCP 47 tag; ``und`` where there are no letters, or none that speak for a language."""
    confidence: float | None
    """Probability (0..1) that `lang` is right; None where none was measured, because the script
    or a hint decided."""
    reliable: bool
    """Safe to choose rules by without asking."""


_NOISE = re.compile(r"<[^<>]{0,300}>|\b(?:https?://|www\.)\S+|\S+@\S+\.\w+|&#?\w{2,8};|\0")
_SCAN, _SAMPLE = 12_000, 4_000
"""Code points looked at, and code points used of what is left without tags and addresses."""
_WINDOW = 1_000
"""Bytes of UTF-8 that eldc reads of one text."""
_FIT = (-6.219, 1.194, 6.730, 1.421)
"""Logistic regression: constant, evidence, its lead over the second language, log of the letters.
Fitted on sentences, documents and fragments of 2 to 9 words of half of the NTREX dev documents
(24 languages, news). On the other half, 57,700 texts, a confidence of .61 .75 .86 .93 .97 .99 was
right in .64 .76 .86 .93 .97 .99, and beyond that in .998: so no more is ever claimed."""
_RELIABLE, _EVIDENCE, _LEAD, _LETTERS, _FOREIGN = 0.95, 1.25, 0.06, 20, 0.01
"""A reliable answer has at least this confidence, this evidence, of it this share more than the
second language, so many letters, and at most this share of letters foreign to the language.
Chosen with both halves in sight: 97 % of the sentences are reliable (Hindi 77, for Nepali is
near), 2 of 22,600 of those wrong (Danish as Norwegian); all documents, none wrong; half of the
fragments of four words, 0.2 % wrong. Of languages that eldc was not taught some pass as reliable
relatives: see `_STANDS_FOR`."""
_LEAD_HAN = 0.3
"""`_LEAD` for text in Han alone: it may be a Japanese headline without kana."""
_DENSE = {"Hang", "Hani", "Hira", "Kana"}
"""Scripts in which a letter is a syllable or a word."""
_ALONE = 0.6
"""Share of the letters that the main script of a reliable answer has at least."""
_CODES = {"tl": "fil"}
"""Where eldc's code is not that of CLDR."""
_STANDS_FOR = {
    "am": {"ti"},
    "bn": {"as"},
    "es": {"gl"},
    "hi": {"kok", "ne"},
    "hr": {"bs", "sr-Latn"},
    "mr": {"kok", "ne"},
    "ms": {"id"},
    "nl": {"af"},
    "no": {"nb", "nn"},
    "pt": {"gl"},
    "ru": {"ky"},
    "zh": {"yue"},
}
"""What eldc answers, even with confidence, for languages it was not taught."""


def detect(text: str, *, hints: Sequence[str] = ()) -> Detected:
    """The language of a text, judged by its first 3,000 letters or so.

    Where one language alone is written in a script (Korean, Greek, Thai), the script decides;
    else eldc, which was taught 60 languages.

    Args:
        text: plain, or with tags, which are left out.
        hints: tags to expect, best first. A hint names the variant (``pt-PT`` where Portuguese is
            found) or a relative that eldc was not taught (``id`` for its Malay), and it decides
            an open question. It never overrules a reliable answer.

    Raises:
        UsageError: a hint is malformed.
    """
    wanted = [language(hint) for hint in hints]
    sample = _NOISE.sub(" ", text[:_SCAN])[:_SAMPLE]
    letters = {ch: n for ch, n in Counter(sample).items() if ch.isalpha()}
    script, count, share = _main_script(letters)
    if not script:
        return Detected("und", None, False)
    wanted = [hint for hint in wanted if script in hint.scripts]
    candidates: list[str] = _table("*scripts")[script][1:]
    if len(candidates) == 1:
        return Detected(_variant(candidates[0], wanted), None, share > _ALONE and count > 1)
    scores = _evidence(sample)
    ranked = sorted(((scores[tag], tag) for tag in candidates if tag in scores), reverse=True)
    if not ranked:
        found = candidates[0] if len(candidates) == 2 else "und"  # Burmese rather than Shan
        return Detected(wanted[0].tag if wanted else found, None, False)
    (first, found), second = ranked[0], ranked[1][0] if len(ranked) > 1 else 0.0
    terms = zip(_FIT, (1.0, first, first - second, log(count)), strict=True)
    confidence = min(0.998, round(1 / (1 + exp(-sum(a * b for a, b in terms))), 3))
    reliable = (
        share > _ALONE
        and confidence >= _RELIABLE
        and first >= _EVIDENCE
        and first - second >= first * (_LEAD_HAN if script == "Hani" else _LEAD)
        and count >= _LETTERS
        and _foreign(letters, script, found) <= _FOREIGN * count
    )
    if found == "zh" and _traditional(letters):
        found = "zh-Hant"
    tag = _variant(found, wanted)
    if tag == found and not reliable:
        taught = _eldc()[1]
        for hint in wanted:  # eldc knows nothing better, nothing of it, or it comes close
            close = scores.get(hint.base, 0.0) >= 0.8 * first
            if confidence < 0.5 or hint.base not in taught or close:
                tag = hint.tag
                break
    if tag == "ms" and all(hint.base != "ms" for hint in wanted):
        reliable = False  # more often than not it is Indonesian, which writes 1.000,5
    known = language(tag).base == language(found).base
    return Detected(tag, confidence if known else None, reliable)


def _main_script(letters: dict[str, int]) -> tuple[str, int, float]:
    """The commonest script, its weight in letters and its share of all letters (0..1).

    Japanese counts as ``Kana`` altogether. An ideograph or syllable weighs as much as three
    letters: a Chinese sentence may name a foreign company without becoming English.
    """
    scripts: Counter[str] = Counter()
    for ch, n in letters.items():
        script = script_of(ch)
        scripts[script] += 3 * n if script in _DENSE else n
    kana = scripts.pop("Hira", 0) + scripts.pop("Kana", 0)
    if kana * 20 > scripts["Hani"]:  # a Chinese text quotes a Japanese word at most
        scripts["Kana"] = kana + scripts.pop("Hani", 0)
    total = scripts.total()
    del scripts[""]
    script, count = max(scripts.items(), key=lambda item: item[1], default=("", 0))
    return (script, count, count / total) if count else ("", 0, 0.0)


@cache
def _eldc() -> tuple[Any, frozenset[str]]:
    """The detector with settings of its own, and what it was taught; loading takes 10 ms."""
    import eldc  # type: ignore[import-untyped]

    eldc.init()
    detector = eldc.instance()
    detector.set_scores(eldc.MAX_SCORES)
    return detector, frozenset(_CODES.get(code, code) for code in eldc.LANGUAGES)


def _evidence(sample: str) -> dict[str, float]:
    """For each language eldc's mean score per n-gram, 0 to 5, on the scale it has inside."""
    detector, _ = _eldc()
    data = sample.encode("utf-8", "ignore")
    total: dict[str, float] = {}
    start = 0
    while start < len(data):
        end = start + _WINDOW
        if end < len(data) and (space := data.rfind(b" ", start + 1, end)) > 0:
            end = space
        part = data[start:end]
        for code, score in detector.detect_details(part.decode("utf-8", "ignore")).scores.items():
            tag = _CODES.get(code, code)
            evidence = -log1p(-min(score, 0.9999)) * len(part) / len(data)
            total[tag] = total.get(tag, 0.0) + evidence
        start = end
    return total


def _foreign(letters: dict[str, int], script: str, tag: str) -> int:
    """How many letters of the script do not belong to the language."""
    own = language(tag).has_letter
    return sum(n for ch, n in letters.items() if not own(ch) and script_of(ch) == script)


def _traditional(letters: dict[str, int]) -> bool:
    """Whether more characters are in Big5 alone than in GB 2312 alone, the two old standards."""
    return sum(n * (_encodes(ch, "big5") - _encodes(ch, "gb2312")) for ch, n in letters.items()) > 0


def _encodes(ch: str, encoding: str) -> bool:
    return bool(ch.encode(encoding, "ignore"))


def _variant(found: str, wanted: list[Language]) -> str:
    """The first hint that is a variant of the answer, or a language that it stands for."""
    base = language(found).base
    for hint in wanted:
        same_script = ("zh-Hant" in _ancestors(hint.tag)) == (found == "zh-Hant")
        relatives = _STANDS_FOR.get(base, set())
        if (hint.base == base and same_script) or not relatives.isdisjoint(_ancestors(hint.tag)):
            return hint.tag
    return found
