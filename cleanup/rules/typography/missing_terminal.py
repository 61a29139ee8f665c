"""Full stops lost at the end of a paragraph or record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import category

from cleanup.document import Block, Document, Kind
from cleanup.edit import Safety
from cleanup.punctuation.closed import unfinished
from cleanup.punctuation.sentences import sentence_likelihood
from cleanup.registry import Fix, Found, Keep, rule
from cleanup.segment import ends_sentence
from cleanup.words import function_words

SURE = 0.8
"""Least probability that an English line that stands alone is a sentence; models/punctuation.md
says what for. Whether it had a stop to lose is another question: such lines rarely had one
(`missing-terminal/likely` in models/safety/en.json). So the rule acts by default only where the
source has one."""
_SURE_AMONG_SENTENCES = 0.5
"""The same where the other paragraphs of the document end in a stop, or the source does."""
_SURE_BEHIND_ANOTHER = 0.1
"""The same for the last sentence of several in a paragraph."""
_FEWEST_WORDS = 4
_ALONE, _SHARE_ALONE = 30, 0.3
"""A line that stands alone, in other languages than English: least words, and of these least
share of very frequent ones."""
_PARAGRAPH, _SHARE = 8, 0.15
"""The same for a paragraph among others that end in a stop; a shorter one may be a subhead."""
_LONG = 14
"""Words from which such a paragraph needs no frequent ones."""
_ENDED = 0.7
"""Share of the other paragraphs that must end in a stop."""
_LAST_LETTERS = 6
"""Where no spaces are written: code points of an ending that are looked at."""
_LETTERS_A_WORD = 2.0
"""Where no spaces are written: code points that count as a word."""
_REACH = 20_000
"""Code points before and behind in which the document's way with quotation marks is looked up."""
_CLOSERS = "\"'”’»›“)]）」』】"
_COMMA_FOR_AND = re.compile(
    r"(?:[A-Z][\w.'’-]*\s){0,3}[A-Z][\w'’-]*,\s(?:[A-Z][\w.'’-]*\s){1,3}"
    r"(?!and\b|or\b|of\b|is\b|was\b|has\b|are\b|in\b)[a-z]"
)
"""Two names with a comma for *and* in front, as only headlines have it."""
_CHAIN = re.compile(r"[#@/\\|_*~^<>=+]|\.\w|\t")
_FEWEST_BLOCKS, _MOST_OF_NOTE = 3, 20
"""Blocks of an article that may close with a note on its author, and words that it stays below."""
_MENTIONS = 2
"""Of the author: the note and a byline, both with the given name."""


@rule(
    "missing-terminal",
    stage="typography",
    safety=Safety.SAFE,
    message="The full stop at the end is missing.",
    fix=[
        Fix(
            "The harbour was closed for a week because of the storm that hit the coast",
            "The harbour was closed for a week because of the storm that hit the coast.",
        ),
        Fix(
            "The port is open. The mine was closed in May",
            "The port is open. The mine was closed in May.",
        ),
        Fix(
            'The minister said that the plan was "one of the best we have ever seen"',
            'The minister said that the plan was "one of the best we have ever seen."',
        ),
        Fix(
            "Port reopens\n\nThe port was opened again on Monday.\n\nThe ships that had waited for "
            "a week could leave\n\nThe mine is still closed.\n",
            "Port reopens\n\nThe port was opened again on Monday.\n\nThe ships that had waited for "
            "a week could leave.\n\nThe mine is still closed.\n",
        ),
        Fix(
            "Le port est ouvert. Les navires qui attendaient sont partis hier soir",
            "Le port est ouvert. Les navires qui attendaient sont partis hier soir.",
            lang="fr",
        ),
        Fix(
            "港は開いた。船は昨日の夜に港を出ることができた",
            "港は開いた。船は昨日の夜に港を出ることができた。",
            lang="ja",
        ),
        Fix(
            "बंदरगाह फिर से खुल गया है। जहाज़ कल रात को यहाँ से चले गए",
            "बंदरगाह फिर से खुल गया है। जहाज़ कल रात को यहाँ से चले गए।",
            lang="hi",
        ),
    ],
    keep=[
        Keep("Port of Lome reopens after storm, ships leave harbour"),
        Keep("The port is open. See https://example.org/a"),
        Keep("He said the port is open. She came with the"),
        Keep("What we need:\n- a rope that is very long and strong\n- a lamp"),
        Keep("The port is open. The mine is not…\n\nThe port is open. Photo: A. B."),
        Keep(
            "The Port\n\nThe port was opened again.\n\nWhat happened next\n\nThe mine was closed."
        ),
        Keep("Le port a rouvert hier, les navires sont partis", lang="fr"),
        Keep("ท่าเรือเปิดแล้ว เรือออกจากท่าเมื่อคืนนี้", lang="th"),
        Keep("Thanks to all of you. #port @harbour"),
    ],
)
def missing_terminal(document: Document) -> Iterator[Found]:
    """Adds the language's full stop to a last sentence that lost it.

    A paragraph of several sentences ends in a stop; a paragraph of one does where the others of
    the document do. A line that stands alone may be a headline: in English a model tells it from
    a sentence, elsewhere only long lines with many function words count. Headlines, list items,
    labels, bylines, lines that break off, and ends that no stop follows (addresses, tags) stay.
    """
    language = document.language
    stop = language.full_stop
    if not language.known or (language.spaceless and stop == "."):
        return
    text = document.text
    habit: _Habit | None = None
    for number, block in enumerate(document.blocks):
        last = text[block.end - 1]
        if not (last.isalnum() or last in _CLOSERS or last in "%°€$£") and not _mark_of_word(last):
            continue
        if block.kind in (Kind.LIST_ITEM, Kind.QUOTATION) or _continued(document, number):
            continue
        if not _open(document, block):
            continue
        habit = habit or _Habit(document)
        verdict = _judge(document, number, habit)
        if verdict is not None:
            if _is_about_the_author(document, number):
                verdict = verdict._replace(level=Safety.LIKELY)
            at = _place(document, number)
            yield Found(at, at, stop, safety=verdict.level, confidence=verdict.chance)


def _is_about_the_author(document: Document, number: int) -> bool:
    """Whether the article closes with a line on somebody of whom it says nothing else.

    *Ada Lind is a member of the council* is set apart and has no stop in many newspapers.
    """
    if number < _FEWEST_BLOCKS - 1 or number != len(document.blocks) - 1:
        return False
    text, last = document.text, document.sentences[number][-1]
    given, *names = text[last.start : last.end].split()[:_MOST_OF_NOTE]
    surname = names[0].strip(",") if names else ""
    return (
        len(text[last.start : last.end].split()) < _MOST_OF_NOTE
        and given.isalpha()
        and given[0].isupper()
        and surname[:1].isupper()
        and surname[1:].islower()
        and text.count(surname) == text.count(f"{given} {surname}") <= _MENTIONS
    )


def _continued(document: Document, number: int) -> bool:
    """Whether the next block goes on with the sentence: in lower case or with a comma."""
    following = document.blocks[number + 1 : number + 2]
    first = document.text[following[0].start] if following else ""
    return first.islower() or first in tuple(",;:")


def _mark_of_word(ch: str) -> bool:
    """A vowel sign or other mark that words end in, as in Hindi."""
    return category(ch) in ("Mn", "Mc")


def _open(document: Document, block: Block) -> bool:
    """Whether the block ends in a word that a sentence may end in, and in no stop yet."""
    text = document.text
    if ends_sentence(text, block.start, block.end, document.language):
        return False
    if document.shields.touching(block.end - 1, block.end) is not None:
        return False
    tail = text[max(block.start, block.end - 60) : block.end].rstrip(
        _CLOSERS + "%°€$£ \u00a0\u202f"
    )
    token = tail.split()[-1] if tail.strip() else ""
    if document.language.spaceless:
        token = token[-_LAST_LETTERS:]
    core = token.strip(_CLOSERS + "„«“‘(")
    if not core or core[-1] in ".!?…,;:" or _CHAIN.search(token):
        return False
    return core.lower() not in unfinished(document.language.base)


class _Habit:
    """Whether the paragraphs of a document end in a stop; the headline and lists do not count."""

    def __init__(self, document: Document) -> None:
        text, language = document.text, document.language
        self._ended = [
            None
            if number == 0 or block.kind is Kind.LIST_ITEM
            else ends_sentence(text, block.start, block.end, language)
            for number, block in enumerate(document.blocks)
        ]
        self._paragraphs = len(self._ended) - self._ended.count(None)
        self._finished = self._ended.count(True)

    def of_others(self, number: int) -> bool | None:
        """Whether most of the others than block `number` do; None where there are too few."""
        own = self._ended[number]
        paragraphs = self._paragraphs - (own is not None)
        return None if paragraphs < 2 else self._finished - (own is True) >= _ENDED * paragraphs


class _Verdict(NamedTuple):
    """A stop is missing: how far to act on it, and the probability where one is known."""

    level: Safety
    chance: float | None = None


def _judge(document: Document, number: int, habit: _Habit) -> _Verdict | None:
    """Whether a block is or ends in a sentence that lost its stop."""
    sentences = document.sentences[number]
    first, last = sentences[0], sentences[-1]
    line = document.text[last.start : last.end]
    ended = habit.of_others(number)
    among = ended is True and number > 0
    if len(sentences) > 1 and _finished(document, sentences[-2].start, sentences[-2].end):
        return _tail(document, line, number, len(sentences))
    if first is not last or (number == 0 and len(document.blocks) > 1) or ended is False:
        return None
    source = _source_ends(document)
    if source is False:
        return None
    sure = Safety.SAFE if among or source else Safety.LIKELY
    if document.language.base == "en":
        if among and _size(document, line) < _PARAGRAPH:
            return None
        return _english(line, _SURE_AMONG_SENTENCES if among or source else SURE, sure)
    least, share = (_PARAGRAPH, _SHARE) if among or source else (_ALONE, _SHARE_ALONE)
    return _Verdict(sure) if _wordy(document, line, least, share) else None


def _source_ends(document: Document) -> bool | None:
    """Whether the source of a text of one line ends in a stop; None where that is not known."""
    source = document.source
    if source is None or len(document.blocks) != 1 or len(source.blocks) != 1:
        return None
    block = source.blocks[0]
    return _finished(source, block.start, block.end)


def _finished(document: Document, start: int, end: int) -> bool:
    """Whether a stretch ends in a real sentence terminal."""
    text = document.text
    while end > start + 1 and text[end - 1] in _CLOSERS:
        end -= 1
    return document.language.is_terminal(text[end - 1])


def _tail(document: Document, line: str, number: int, sentences: int) -> _Verdict | None:
    """Whether the last sentence of several lost its stop: any that is no label or byline."""
    least = _FEWEST_WORDS - (len(document.sentences[number]) > 2)
    if _size(document, line) < least or not (line[0].isalnum() or line[0] in "\"“„«¿¡'‘("):
        return None
    if line[0].islower():
        return None
    if number == 0 and len(document.blocks) > 1:  # a headline of two parts
        if document.language.base == "en":
            return _english(line, SURE)
        return _Verdict(Safety.SAFE) if _wordy(document, line, _ALONE, _SHARE_ALONE) else None
    source = _source_ends(document)
    if source is False:
        return None
    alone = len(document.blocks) == 1 and not source
    sure = Safety.LIKELY if alone and sentences == 2 else Safety.SAFE
    if document.language.base == "en":
        return _english(line, _SURE_BEHIND_ANOTHER, sure)
    if alone and sentences == 2:  # perhaps a headline of two parts
        return _Verdict(sure) if _wordy(document, line, _PARAGRAPH, _SHARE_ALONE) else None
    return _Verdict(sure)


def _english(line: str, least: float, level: Safety = Safety.SAFE) -> _Verdict | None:
    tokens = line.split()
    if len(tokens) < _FEWEST_WORDS:
        return None
    if least >= SURE and _COMMA_FOR_AND.match(line):
        return None
    chance = sentence_likelihood(tokens)
    return _Verdict(level, round(chance, 3)) if chance >= least else None


def _size(document: Document, line: str) -> float:
    """The length of a line in words."""
    return len(line) / _LETTERS_A_WORD if document.language.spaceless else len(line.split())


def _wordy(document: Document, line: str, least: float, share: float) -> bool:
    """Whether a line has so many words, and of them so many very frequent ones."""
    if _size(document, line) < least:
        return False
    if document.language.spaceless:
        return least < _ALONE and line[-1].isalnum()
    words = line.lower().split()
    if least < _ALONE and len(words) >= _LONG:
        return True
    frequent = function_words(document.language.base)
    if not frequent:
        return False
    return sum(word in frequent for word in words) >= share * len(words)


def _place(document: Document, number: int) -> int:
    """Where the stop goes: before or behind a closing quotation mark or bracket."""
    last = document.sentences[number][-1]
    text, start, at = document.text, last.start, document.blocks[number].end
    if text[at - 1] == ")" and text[start] == "(" and text.count("(", start, at) == 1:
        return at - 1
    if text[at - 1] not in "\"'”’»›“" or document.language.base in _STOP_OUTSIDE:
        return at
    inner = len(text[start : at - 1].rstrip(" \u00a0\u202f")) + start
    if not text[inner - 1].isalnum():
        return at
    if _whole(text, start, at):
        return inner
    near = text[max(0, at - _REACH) : at + _REACH]
    inside, outside = near.count("." + text[at - 1]), near.count(text[at - 1] + ".")
    american = document.lang in ("en", "en-US", "en-CA") and text[at - 1] in '"”'
    return inner if american and inside >= outside else at


_STOP_OUTSIDE = frozenset({"be", "es", "pl", "ru", "uk"})
"""Languages whose full stop stands behind the closing quotation mark in any case (RAE, Ortografía
3.4.1; Wielki słownik ortograficzny PWN 440; Справочник Розенталя 68)."""
_OPENERS = {'"': '"', "'": "'", "”": "“„”", "’": "‘", "»": "«", "›": "‹", "“": "„"}


def _whole(text: str, start: int, end: int) -> bool:
    """Whether the closing mark at the end of a sentence belongs to a quotation that fills it."""
    opening = _OPENERS[text[end - 1]]
    first = text[start] in opening and not any(c in text[start + 1 : end - 1] for c in opening)
    return first or any(text.rfind(": " + c, start, end - 1) >= 0 for c in opening)
