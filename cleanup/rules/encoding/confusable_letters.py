"""Letters of another alphabet that look like those of the word they stand in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.language import Language
from cleanup.registry import Fix, Found, Keep, rule
from cleanup.resources import data_path

_LATIN, _OTHER = "A-Za-zÀ-ɏ", "Ͱ-ͽΆ-ԯ"
_MIXED = re.compile(f"[{_LATIN}][{_OTHER}]|[{_OTHER}][{_LATIN}]")
_FOREIGN = re.compile(f"[{_OTHER}]")
_ROMAN = re.compile("[A-Za-z]")
_WORD = re.compile(r"[^\W\d_]+")
_ESCAPE = re.compile(r"\\u[0-9A-Fa-f]{0,3}\Z")
"""An escape sequence that goes on with the letters behind it: see literal-escapes."""
_RUNS = re.compile(f"[{_LATIN}]+|[{_OTHER}]+")
_RUSSIAN = frozenset(map(chr, range(0x410, 0x450)))


@cache
def _alike() -> dict[str, dict[str, str]]:
    """For ``Cyrl`` and ``Grek``: each letter and the Latin letter that it looks like."""
    table: dict[str, dict[str, str]] = {"Cyrl": {}, "Grek": {}}
    for line in data_path("confusables.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            script, letter, latin = line.split("\t")
            table[script][letter] = latin
    return table


@rule(
    "confusable-letters",
    stage="encoding",
    safety=Safety.SAFE,
    message="Letters of two alphabets in one word.",
    fix=[
        Fix("The Nаtional Вank of Jаpan", "The National Bank of Japan"),
        Fix("sаt оn", "sat on"),
        Fix("Poссия и Mосква", "Россия и Москва", "ru"),
        Fix("Країнa, міcто і piк", "Країна, місто і рік", "uk"),
        Fix("Die Republіk Österreiсh", "Die Republik Österreich", "de"),
        Fix("το κείμενo στην Aθήνα", "το κείμενο στην Αθήνα", "el"),
        Fix("служба Gооgle сообщила", "служба Google сообщила", "ru"),
        Fix("он жил c ней", "он жил с ней", "ru"),
    ],
    keep=[
        Keep("МиГ-29М, Т-72Б, Wi-Fi-сеть и IT-компания", "ru"),
        Keep("смс от BBCа, SMSка, MMOшный, VIPы, iPhoneы", "ru"),
        Keep("5 μm, 10 kΩ, ΔT und β-Carotin", "de"),
        Keep("The word Москва and the word Αθήνα"),
        Keep("витамин C и группа A", "ru"),
        Keep("кВт⋅ч, кB, м", "ru"),
        Keep(r"\u043cало и \u0410нна", "ru"),
    ],
)
def confusable_letters(document: Document) -> Iterator[Found]:
    """Puts letters of the right alphabet where a look-alike of another one stands in a word.

    ``Mосква`` with a Latin M looks right, and no search, dictionary or voice knows it. The
    word's other letters decide: one that has no look-alike settles the alphabet. Where none does,
    for a word that consists of look-alikes only, and where an abbreviation has a foreign ending,
    it is only shown.

    Source: UTS #39, Unicode Security Mechanisms (confusables.txt, mixed-script detection).
    """
    text = document.text
    latin = not document.language.scripts or "Latn" in document.language.scripts
    if text.isascii() or (_FOREIGN if latin else _ROMAN).search(text) is None:
        return
    reach = 0
    for match in _MIXED.finditer(text):
        if match.start() < reach:
            continue
        start = match.start()
        while start and text[start - 1].isalpha() and match.start() - start < 60:
            start -= 1
        word = _WORD.match(text, start)
        if word is None or _ESCAPE.search(text, max(start - 5, 0), start):
            continue
        reach = word.end()
        if reach - start <= 60 and not document.shields.touching(start, reach):
            yield from _letters(word, document.language)
    yield from _lonely(document)


def _letters(word: re.Match[str], language: Language) -> Iterator[Found]:
    """The letters of a mixed word that should be replaced."""
    runs = list(_RUNS.finditer(word[0]))
    sizes: Counter[str] = Counter()
    for run in runs:
        sizes[_script(run[0][0])] += len(run[0])
    if len(sizes) != 2 or "Latn" not in sizes:
        return
    (other,) = sizes.keys() - {"Latn"}
    swaps = {target: _swap(word[0], target, other, language) for target in sizes}
    fitting = [target for target, after in swaps.items() if after is not None]
    own = next((s for s in language.scripts if s in sizes), "")
    target = fitting[0] if len(fitting) == 1 else own if own in fitting else ""
    after = swaps.get(target)
    if after is None:
        return
    foreign = [run for run in runs if _script(run[0][0]) != target]
    abbreviation = len(foreign[0][0]) > 1 and foreign[0][0].isupper()
    latin = target == own == "Latn" and all(run[0].islower() for run in foreign)
    short = len(word[0]) < (2 if latin else 3)
    if short or (abbreviation and not word[0].isupper()):
        return  # a unit such as kB, an abbreviation with an ending
    sure = len(fitting) == 1 and (target == own or sizes[target] >= 3)
    sure &= target == own or foreign[-1].end() < len(word[0])
    sure &= target != "Grek" or own == "Grek"
    for run in foreign:
        start, end = word.start() + run.start(), word.start() + run.end()
        safety = Safety.SAFE if sure else Safety.ASK
        yield Found(start, end, after[run.start() : run.end()], safety=safety)


def _script(letter: str) -> str:
    return "Latn" if letter < "Ͱ" else "Grek" if letter < "Ѐ" else "Cyrl"


def _swap(word: str, target: str, other: str, language: Language) -> str | None:
    """`word` in letters of the script `target` only; None where one has no look-alike there."""
    table = _alike()[other]
    if target != "Latn":
        own = language.letters if target in language.scripts else _RUSSIAN
        table = {latin: letter for letter, latin in table.items() if letter in own}
    after = [c if _script(c) == target else table.get(c, "") for c in word]
    return "".join(after) if all(after) else None


_NEIGHBOURS = {
    "Cyrl": re.compile(r"(?<=[а-яёіїєґў,] )[aceiouxyp](?= [а-яёіїєґў])"),
    "Latn": re.compile(rf"(?<=[{_LATIN}] )[а-яёіїА-Я]{{1,12}}(?=,? [{_LATIN}])"),
}


def _lonely(document: Document) -> Iterator[Found]:
    """Whole words of look-alikes among words of the language: a person must decide."""
    language = document.language
    script = next((s for s in language.scripts if s in _NEIGHBOURS), "")
    if not script:
        return
    for match in _NEIGHBOURS[script].finditer(document.text):
        after = _swap(match[0], script, "Cyrl", language)
        if after is not None:
            yield Found(*match.span(), after, "A word in letters of another alphabet.", Safety.ASK)
