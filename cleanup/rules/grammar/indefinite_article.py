"""English a or an, by the sound that follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule
from cleanup.resources import data_path

_ARTICLE = re.compile(
    r"(?<![\w.'’&/-])([Aa]n?)[ \u00a0][\"“‘'«(]?(?=(\d[\d,.]*|[^\W\d_]+)([-‐‑.'’&/]?)(\w?))"
)
_NOT_ARTICLE = frozenset(
    "is are am was and or of in on at as if it an all any our us up under over i un una el la "
    "las los le les de du des en et ou il un une e o priori posteriori capella cappella "
    "another other others".split()
)
"""After these the a is a letter (Vitamin A is), a foreign word (a la, a otro), or no article."""
_VOWELS = frozenset("aeiou")
_NAMED_WITH_VOWEL = frozenset("AEFHILMNORSX")
"""Letters whose English name begins with a vowel: an F, an X."""
_ALWAYS = {**dict.fromkeys("AEIO", True), **dict.fromkeys("BCDGJKPQTVWYZ", False)}
"""First letters of acronyms that take one article, spelled out or read as a word."""
_UNSURE = re.compile(r"(?:eu|ew|u(?:ni|[bcfgkprst][aeiou]|r[aeiou])|on[ce]|h|y)", re.IGNORECASE)
"""Beginnings that are said both ways; decided only by the word list, if the word is in it."""


@cache
def _listed() -> dict[str, bool]:
    """Words whose sound belies their letter: True for a vowel sound."""
    sounds = {}
    for line in data_path("articles.en.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            article, _, words = line.partition("\t")
            sounds.update(dict.fromkeys(words.split(), article == "an"))
    return sounds


@rule(
    "indefinite-article",
    stage="grammar",
    safety=Safety.SAFE,
    message="The article goes by the sound that follows.",
    languages=("en",),
    fix=[
        Fix("It was a incursion of an European kind.", "It was an incursion of a European kind."),
        Fix("He waited a hour for an university man.", "He waited an hour for a university man."),
        Fix("A unusual day, a 8-year-old and a ICBM.", "An unusual day, an 8-year-old and an ICBM."),
        Fix("A “awful” day for an UN envoy.", "An “awful” day for a UN envoy."),
        Fix("It was a 11 percent rise, an 100 more.", "It was an 11 percent rise, a 100 more."),
        Fix("He sent a e-mail about an one-way road.", "He sent an e-mail about a one-way road."),
    ],
    keep=[
        Keep("A historic or an historic day, a hotel, an honest man, an X-ray, a U-turn."),
        Keep("Vitamin A is good; plan A or plan B; type A influenza."),
        Keep("An MP drove an SUV to a UFO site with a NATO man and an FBI agent."),
        Keep("a la carte, a priori, a una voz, An Jiu, an mp3 file"),
        Keep("a one-off, a unit, a user, a ewe, a eulogy, an uncle, an unidentified man"),
        Keep("an 1800s house, an 18th birthday, an 80s song, a 1990s song, a 100"),
        Keep("a herb or an herb; section a in the book"),
    ],
)
def indefinite_article(document: Document) -> Iterator[Found]:
    """Writes a before consonant sounds and an before vowel sounds.

    What counts is the sound, not the letter (Chicago Manual of Style, 17th ed., 5.74): an hour,
    a European, an FBI agent. Words whose sound belies their letter are listed from the CMU
    Pronouncing Dictionary; where a word may be said both ways (herb, historic) nothing happens.
    """
    text = document.text
    for match in _ARTICLE.finditer(text):
        article, word, mark, more = match.groups()
        if article == "A" and not _begins_sentence(text, match.start(1)):
            continue  # a letter, a grade, a title in capitals
        if word.isupper() and article == "AN":
            continue
        vowel = _vowel_sound(word, mark + more)
        if vowel is None or vowel == (len(article) == 2):
            continue
        if article == "An" and word[0].isupper() and word.casefold() not in _listed():
            continue  # a name: An Jiu
        right = article[0] + ("n" if vowel else "")
        # What reads "an wealth" may be "and wealth" or "can": only listed sounds are sure.
        sure = vowel or word[0].isdigit() or word.casefold() in _listed()
        yield Found(
            *match.span(1),
            right,
            f"“{right} {word}”: the article goes by the sound.",
            Safety.SAFE if sure else Safety.LIKELY,
        )


def _begins_sentence(text: str, at: int) -> bool:
    before = text[max(at - 3, 0) : at].rstrip(" \u00a0\"'“‘«(")
    return not before or before[-1] in ".!?:…\n\r—–”"


def _vowel_sound(word: str, following: str) -> bool | None:
    """Whether a word begins with a vowel sound; ``None`` where that is not sure."""
    if word[0].isdigit():
        return _number_sound(word)
    if len(word) == 1:  # e-mail, X-ray, U-turn; else a letter of its own
        linked = following[:1] in ("-", "‐", "‑") and len(following) == 2
        return word.upper() in _NAMED_WITH_VOWEL if linked else None
    if not word.isascii() or word in _NOT_ARTICLE:
        return None
    if following[-1:].isdigit() or (following.startswith(".") and len(following) == 2):
        return None  # mp3, U.S., a.m., example.org
    listed = _listed().get(word.casefold())
    if word.isupper():
        return _acronym_sound(word, listed)
    if not word[1:].islower():
        return None
    if listed is not None:
        return listed
    if _UNSURE.match(word) or not _VOWELS & set(word.casefold()):
        return None
    return word[0].casefold() in _VOWELS


def _number_sound(word: str) -> bool | None:
    """A number begins with a vowel when it is read eight..., eleven or eighteen."""
    if word.startswith("0"):
        return None
    digits, grouped = word.rstrip(".,").split(",")[0].split(".")[0], "," in word.rstrip(".,")
    if digits.startswith("8"):
        return True
    if digits in ("11", "18"):
        return True
    if len(digits) == 4 and not grouped and digits[:2] in ("11", "18"):
        return True if digits[:2] == "18" else None
    return False


def _acronym_sound(word: str, listed: bool | None) -> bool | None:
    """Acronyms are spelled out when they hold no vowel, else said either way."""
    if word[0] in _ALWAYS:
        return _ALWAYS[word[0]]
    if word[0] == "U":
        return False if len(word) < 4 else None
    if listed is not None:
        return listed
    if not _VOWELS & set(word.casefold()) and len(word) <= 5:
        return word[0] in _NAMED_WITH_VOWEL
    return None
