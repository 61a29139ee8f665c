"""Full stops lost between two sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.punctuation.closed import names_follow, openers, unfinished
from cleanup.punctuation.marks import gap
from cleanup.punctuation.sentences import CAPITAL, boundary_likelihood, may_begin
from cleanup.registry import Fix, Found, Keep, rule
from cleanup.segment import WORD_CHARACTER
from cleanup.words import is_abbreviation

SURE, _SURER = 0.7, 0.9
"""Least probability of a boundary, the second before *A*, *I*, *The* with a name, and behind
*said*; models/punctuation.md says what that costs."""
_SAYING = frozenset({"said", "says", "say", "told", "added", "asked", "thought", "think", "that"})
_FEWEST_BEFORE, _FEWEST_BEHIND = 3, 2
"""Words of the block before the lost stop, and behind it."""
_REACH = 1500
"""Code points of the block looked at on either side."""
_MOST, _SHARE = 1, 0.02
"""Stops that a text may lose by accident, and how many of its sentences; where more are missing
its writer leaves them out, and they are only proposed."""
_MOST_CAPITALS = 0.5
"""Share of capitals from which a block is taken for a title."""


@rule(
    "missing-terminal-medial",
    stage="typography",
    safety=Safety.SAFE,
    message="A full stop is missing between two sentences.",
    fix=[
        Fix(
            "The mayor has now agreed to the deal However, the company will not pay.",
            "The mayor has now agreed to the deal. However, the company will not pay.",
        ),
        Fix(
            "They left the town before noon He was not with them.",
            "They left the town before noon. He was not with them.",
        ),
        Fix(
            "Le port a rouvert hier soir Mais les navires attendent.",
            "Le port a rouvert hier soir. Mais les navires attendent.",
            lang="fr",
        ),
        Fix(
            "Der Hafen wurde gestern wieder geöffnet Aber die Schiffe warten.",
            "Der Hafen wurde gestern wieder geöffnet. Aber die Schiffe warten.",
            lang="de",
        ),
        Fix(
            "Порт открыли вчера вечером Однако суда всё ещё ждут.",
            "Порт открыли вчера вечером. Однако суда всё ещё ждут.",
            lang="ru",
        ),
    ],
    keep=[
        Keep("He told the New York Times that In Bruges was on at The Hague."),
        Keep("They asked whether I had seen the king of Spain, said Ana."),
        Keep("The Old Man And The Sea Is A Book That He Wrote"),
        Keep("The talks with the White House ended on Monday in May."),
        Keep("Er sagte, dass Sie und Ihr Sohn die Zeitung lesen.", lang="de"),
        Keep("El partido La Libertad y el diario El País lo dicen.", lang="es"),
        Keep("Il quotidiano la Repubblica dice che Lei ha ragione.", lang="it"),
    ],
)
def missing_terminal_medial(document: Document) -> Iterator[Found]:
    """Adds the full stop between a word in lower case and a capital that opens a sentence.

    Decoders drop stops, and what follows keeps its capital. In English a statistical model weighs
    the words on both sides; elsewhere the capital must be on a word that never has one inside a
    sentence (*However*, *Mais*, *Однако*), and where it may begin a name (*The Hague*, *La Paz*)
    the word behind it must be in lower case. Before a name the loss cannot be known: it stays.
    """
    language = document.language
    if language.base == "en":
        pattern, judge = CAPITAL, _english
    elif openers(language.base):
        pattern, judge = _opening(language.base), _elsewhere
    else:
        return
    text = document.text
    found: list[Found] = []
    for match in pattern.finditer(text):
        at = match.start()
        block = document.block_at(at)
        if block is None or document.shields.touching(at, at + 1):
            continue
        span = max(block.start, at - _REACH), min(block.end, at + _REACH)
        chance = judge(text, at, *span, language.base)
        if chance is not False and _roomy(text, at, *span) and not _loops(text, at, *span):
            found.append(Found(at, at, language.full_stop, confidence=chance))
    habit = len(found) > max(_MOST, _SHARE * sum(map(len, document.sentences)))
    yield from (f._replace(safety=Safety.LIKELY) if habit else f for f in found)


def _english(text: str, at: int, start: int, end: int, base: str) -> float | bool | None:
    """The probability that a sentence begins behind the space at `at`; False where too low."""
    behind = text.find(" ", at + 1, end)
    left = text[max(text.rfind(" ", start, at) + 1, start) : at]
    if not may_begin(left, text[at + 1 : behind if behind > 0 else end]):
        return False
    where = gap(text, at, start, end)
    if len(where.after[0]) > 1 and where.after[0].isupper():
        return False
    title = where.r1.form == "the" and (where.r2.upper or where.r2.lead)
    doubtful = title or len(where.r1.form) == 1 or where.l1.form in _SAYING
    chance = boundary_likelihood(where)
    return round(chance, 3) if chance >= (_SURER if doubtful else SURE) else False


@cache
def _opening(base: str) -> re.Pattern[str]:
    """A space before a capitalised opener, or before an elided article (*L’*, *Dell’*)."""
    words = "|".join(sorted({w[0].upper() + w[1:] for w in openers(base)}, key=len, reverse=True))
    elided = r"|(?:[CDJLNSM]|Qu|Un|(?:D|N)ell|Dall|All|Sull)[’'](?=[a-zà-ÿ])"
    elided = elided if base in _ELIDING else ""
    return re.compile(rf"(?<=[\w)\"”»]) (?=(?:(?:{words})(?![{WORD_CHARACTER}'’-])[ ,]{elided}))")


_ELIDING = frozenset({"fr", "it", "ca"})


def _elsewhere(text: str, at: int, start: int, end: int, base: str) -> float | bool | None:
    """None, for the probability is not known, where a sentence surely begins; else False."""
    *others, left = text[max(start, at - 40) : at].split()
    right = text[at + 1 : min(end, at + 80)].split()
    if left.rstrip('"”»“')[-1:] in "?!….":
        return False
    core = left.strip("()\"”»“„«'’")
    if (
        not core
        or len(right) < 2
        or core.lower() in unfinished(base)
        or is_abbreviation(core, base)
    ):
        return False
    opener = right[0].rstrip(",").lower()
    if opener != right[0].lower() and opener in names_follow(base):
        return False  # a letter or a name, not an article
    lower = right[1][0].islower()
    if not core.islower():
        if opener in names_follow(base) and others and others[-1][0].isupper():
            return False  # a name of several words, which may go on
        return None if lower and len(opener) > 1 else False
    if opener in names_follow(base) or len(opener) == 1:
        return None if lower else False
    return None if right[1][0].isalnum() or right[1][0] in '"„“«' else False


def _loops(text: str, at: int, start: int, end: int) -> bool:
    """Whether the word before the space at `at` stands behind it again."""
    before, behind = text[start:at].split(), text[at:end].split(None, 1)
    return before[-1].casefold() == behind[0].casefold()


def _roomy(text: str, at: int, start: int, end: int) -> bool:
    """Whether both sides are long enough for sentences, and the block is no title."""
    before, behind = text[start:at].split(), text[at:end].split()
    if len(before) < _FEWEST_BEFORE or len(behind) < _FEWEST_BEHIND:
        return False
    words = before + behind
    return sum(word[0].isupper() for word in words) < _MOST_CAPITALS * len(words)
