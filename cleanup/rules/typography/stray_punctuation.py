"""Marks that slipped in behind a word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.context.lexicon import lexicon
from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.language import Language
from cleanup.punctuation import strays
from cleanup.punctuation.closed import unfinished
from cleanup.punctuation.fluency import kind_of_next
from cleanup.punctuation.marks import Gap, cohesion, gap, likelihood, may_be_stray
from cleanup.registry import Fix, Found, Keep, rule

SURE = {
    ",": 0.6,
    ";": 0.6,
    ":": 0.6,
    ".": 0.3,
    "!": 0.4,
    "?": 0.4,
    "-": 0.1,
    "'": 0.2,
    '"': 0.1,
}
"""Least probability at which a mark goes; models/punctuation.md says what that costs."""
_OPENING = 0.6
"""The same for marks that may end a sentence, before anything but a small letter."""
_LIKELY = 0.3
"""The same for marks that are only likely stray."""
_REACH = 1500
"""Code points of the block looked at on either side."""
_FEW_SENTENCES = 3
_SURE_IN_ARTICLE, _ASKED_IN_ARTICLE = 0.97, 0.9
"""In a text of more sentences the writer's own marks are many and stray ones are not, so that the
same probability means more harm: least ones for acting and for asking."""
_FOREIGN_AHEAD = re.compile(r"\s+(?:['\"]\s|[^\W\d_a-zA-Z\u00c0-\u024f])")
"""What the model cannot judge: another script, or a mark that lost its place."""
_DRAWN_OUT = -3.0
"""Cohesion above which a tilde is no way to draw out a word at the end of a sentence."""


@rule(
    "stray-punctuation",
    stage="typography",
    safety=Safety.SAFE,
    message="The mark has no business here.",
    fix=[
        Fix("The port of; the capital was closed.", "The port of the capital was closed."),
        Fix(
            "The mayor said that the! harbour is safe.", "The mayor said that the harbour is safe."
        ),
        Fix("They walked 100_ feet to the gate.", "They walked 100 feet to the gate."),
        Fix("Prices rose from' 2005 to 2010.", "Prices rose from 2005 to 2010."),
        Fix("The report was based on. data from May.", "The report was based on data from May."),
        Fix("She lives in the, house of her mother.", "She lives in the house of her mother."),
        Fix(
            'The talks with the" ministers were short.', "The talks with the ministers were short."
        ),
        Fix(
            "El puerto de. la capital está cerrado.", "El puerto de la capital está cerrado.", "es"
        ),
        Fix("Der Hafen^ der Stadt ist offen.", "Der Hafen der Stadt ist offen.", lang="de"),
        Fix("Порт_ города снова открыт.", "Порт города снова открыт.", lang="ru"),
    ],
    keep=[
        Keep("Yes, the port, which was closed, is open; one thing is clear: it burned."),
        Keep("Pre- and post-war houses, two- or three-storey, stood here."),
        Keep("The U.S. economy grew approx. two percent, Acme Inc. said."),
        Keep("Yahoo! is a firm. “Why?” he asked. Oh! how small it is."),
        Keep("The workers' strike and the 'new' plan, the _old_ one and ~~that~~."),
        Keep("Score 3: 2, drive C: is full, 5 ~ 6, a^ b is not code, x@ example.org"),
        Keep('He said "yes" and she called it "the end."'),
        Keep("Wait... he came to the city. the mayor saw him"),
        Keep("Kim Lee: Ports must open"),
        Keep("Er sah ihn. dann ging er. Vor- und Nachteile.", lang="de"),
        Keep("L' homme qu' il a vu, etc. et puis ¡Hola! amigo", lang="fr"),
        Keep("港は~ 開いた^ と", lang="ja"),
    ],
)
def stray_punctuation(document: Document) -> Iterator[Found]:
    """Removes a mark right behind a word that has no business there.

    Slips of keyboards, scanners and decoders leave ``still; needs`` or ``100_ feet``. What shape
    explains stays: abbreviations, paired marks, suspended hyphens, possessives, ratios,
    emphasis, addresses. In English a statistical model weighs the words on both sides; elsewhere
    only ``_ ^ @ ~`` and a mark behind an article or preposition go. The probability given is that
    of a text in which one sentence of ten has such a mark; in an article, with its many marks,
    it must be near certainty.
    """
    language = document.language
    if language.spaceless or not any(map(str.isupper, language.alphabet)):
        return
    text = document.text
    english = language.base == "en"
    article = english and sum(map(len, document.sentences)) > _FEW_SENTENCES
    for match in strays.CANDIDATE.finditer(text):
        at = match.start()
        block = document.block_at(at)
        if block is None or at == block.start or at + 1 >= block.end:
            continue
        span = max(block.start, at - _REACH), min(block.end, at + _REACH)
        if text[at] == '"' and span != (block.start, block.end):
            continue  # whether it has a partner cannot be told
        if english:
            found = _english(text, at, *span, article=article)
        else:
            found = _elsewhere(text, at, *span, language)
        if found is not None and document.shields.touching(at, at + 1) is None:
            yield found


def _english(text: str, at: int, start: int, end: int, *, article: bool) -> Found | None:
    """A finding by the model."""
    mark = text[at]
    if mark == "," and not _doubtful(text, at, start, end):
        return None
    if _FOREIGN_AHEAD.match(text, at + 1):
        return None
    if not strays.eligible(text, at, start, end, "en"):
        return None
    if mark in "_^@":
        return _removal(text, at, None)
    where = gap(text, at, start, end)
    close = cohesion(where)
    if mark == "~":
        return _removal(text, at, None) if close > _DRAWN_OUT else None
    chance = likelihood(where, close)
    opens = mark in ".!?" and kind_of_next(text, at, end) != "a"
    sure = max(SURE[mark], _OPENING) if opens else SURE[mark]
    if chance < min(sure, _LIKELY) or _usual(text, at, start):
        return None
    if article and chance < _SURE_IN_ARTICLE:
        asked = chance >= _ASKED_IN_ARTICLE
        return _removal(text, at, round(chance, 3), Safety.ASK) if asked else None
    level = Safety.SAFE if chance >= sure and not _strange(where) else Safety.LIKELY
    return _removal(text, at, round(chance, 3), level)


def _strange(where: Gap) -> bool:
    """Whether a small word beside the mark is in no list, so that the model knows nothing of it."""
    words = lexicon("en")
    return words is not None and any(
        word.form.isalpha() and not word.upper and not word.lead and not words.zipf(word.form)
        for word in (where.l1, where.r1)
    )


def _doubtful(text: str, at: int, start: int, end: int) -> bool:
    """Whether a comma is worth a closer look, by the tokens on both sides of it."""
    behind = text.find(" ", at + 2, end)
    left = text[max(text.rfind(" ", start, at) + 1, start) : at]
    return may_be_stray(left, text[at + 2 : behind if behind > 0 else end])


def _usual(text: str, at: int, start: int) -> bool:
    """Whether the same word has the same mark elsewhere: a name such as *Yahoo!*."""
    if text[at] not in "!?'":
        return False
    token = strays.word_before(text, at, start) + text[at]
    return text.count(token + " ", max(0, at - 20 * _REACH), at + 20 * _REACH) > 1


def _elsewhere(text: str, at: int, start: int, end: int, language: Language) -> Found | None:
    """A finding by shape alone."""
    mark = text[at]
    if mark in ",'-:" or not strays.eligible(text, at, start, end, language.base):
        return None
    if mark not in "_^@":
        ahead = strays.word_after(text, at, end)
        token = strays.word_before(text, at, start)
        if not (ahead[:1].islower() and token.islower() and len(token) > 1):
            return None
        if mark != "~" and token not in unfinished(language.base):
            return None
    return _removal(text, at, None)


def _removal(text: str, at: int, chance: float | None, level: Safety = Safety.SAFE) -> Found:
    """The edit, which takes in the next letter where its case might be taken for a mistake."""
    mark, end = text[at], at + 1
    if mark in ".!?":
        while text[end].isspace():
            end += 1
        end += 1
    message = f"“{mark}” has no business here."
    return Found(at, end, text[at + 1 : end], message, level, chance)
