"""Where damage may be done: words, spots, and what lies around them."""

from __future__ import annotations

import re
import unicodedata
from random import Random
from typing import NamedTuple

from cleanup.score.documents import Article, Sentence

STOPS = ".。।۔"
CLOSERS = "\"'”’»›“)]"
ABBREVIATIONS = (
    "apod art atd bl bzw cf co corp dr etc inc ing jr kč lic ltd min mr mrs ms nl no np nr oz pag "
    "prof resp sr st tel tj tzw usw vs zb вв гг грн др им млн млрд пр руб ст стор тис тощо тыс ін"
)


class Change(NamedTuple):
    """A proposed damage: ``text[start:end]`` becomes `after`; `uses` are sentence indices."""

    variant: str
    start: int
    end: int
    after: str
    uses: tuple[int, ...] = ()


def region(text: str, start: int, end: int) -> tuple[int, int]:
    """``text[start:end]`` widened to whole tokens and one more token on each side."""
    for step in range(2):
        while step and start > 0 and text[start - 1].isspace():
            start -= 1
        while start > 0 and not text[start - 1].isspace():
            start -= 1
        while step and end < len(text) and text[end].isspace():
            end += 1
        while end < len(text) and not text[end].isspace():
            end += 1
    return start, end


def words(doc: Article, sentence: Sentence) -> list[tuple[int, int]]:
    """Spans of the words of a sentence that are letters only, quotes and stops around cut off."""
    if doc.spaceless:
        return []
    found = []
    for match in re.finditer(r"\S+", doc.text[sentence.start : sentence.end]):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        while start < end and unicodedata.category(doc.text[start])[0] in "PS":
            start += 1
        while start < end and unicodedata.category(doc.text[end - 1])[0] in "PS":
            end -= 1
        word = doc.text[start:end]
        if word and all(c in "'’-" or unicodedata.category(c)[0] in "LM" for c in word):
            found.append((start, end))
    return found


def spot(doc: Article, sentence: Sentence, pattern: str, rng: Random) -> re.Match[str] | None:
    """A random match of `pattern` that lies in the sentence (it may look beyond it)."""
    found = re.compile(pattern).finditer(doc.text, sentence.start)
    inside = []
    for match in found:
        if match.end() > sentence.end:
            break
        inside.append(match)
    return rng.choice(inside) if inside else None


def word_of(doc: Article, sentence: Sentence, rng: Random, letters: int) -> tuple[int, int] | None:
    """A random word of the sentence of at least so many letters."""
    fit = [(s, e) for s, e in words(doc, sentence) if e - s >= letters]
    return rng.choice(fit) if fit else None


def abbreviated(text: str, stop: int) -> bool:
    """Whether the full stop at `stop` seems to belong to an abbreviation, initial or ellipsis."""
    match = re.search(r"\S*$", text[max(0, stop - 40) : stop])
    last = match[0].strip("\"'(“„«’") if match else ""
    core = last.rstrip(CLOSERS)
    short = len(core) < 2 or (len(core) < 4 and not core.islower())
    return "." in core or short or core.casefold() in ABBREVIATIONS.split() or core[-1:] in ".!?…"
