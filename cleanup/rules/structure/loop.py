"""Phrases that loop, and phrases that come again behind a comma or conjunction."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.looping import Repetition, likelihood, repetitions
from cleanup.punctuation.closed import unfinished
from cleanup.registry import Fix, Found, Keep, rule
from cleanup.repetition import Run, Token, links
from cleanup.rules.structure.doubled_word import doubling
from cleanup.words import function_words

_SURE, _LIKELY, _DOUBTFUL = 0.85, 0.7, 0.5
"""Least probability of a slip for acting, for acting on request, and for asking."""
_ELSEWHERE = 0.95, 0.85, 0.7
"""The same for two copies in languages other than English, the one measured."""
_RHETORICAL = frozenset({"ru", "uk", "be", "bg", "sr"})
"""Languages whose prose says phrases twice by right: into English from Russian, removing a
doubled phrase helped 18 sentences and harmed 33 (MLQE-PE train)."""
_ENDLESS = 8
"""Copies from which even *ha ha* and *on and on* are no speech of people."""
_SUNG = frozenset("la na no si ta".split())
"""Function words that are syllables of songs and exclamations as well."""
_CALLED, _MOST_CALLED = frozenset("da do du за на не".split()), 3
"""Those that are rarely, and then no more than three times in a row."""
_OFTEN, _LONG = 4, 3
"""Copies and words of a phrase that nobody says on purpose."""
_QUOTES = re.compile(r"(?<!\S)(?P<first>['\"“”„‘’`´]{1,4})(?:\s+['\"“”„‘’`´]{1,4}){3,}(?!\S)")
_TABLE = frozenset("|-–—=+*·/")


@rule(
    "loop",
    stage="structure",
    safety=Safety.SAFE,
    message="The phrase repeats itself.",
    breaks_shields=True,
    fix=[
        Fix("They ate food food food food.", "They ate food."),
        Fix("El puerto de de de la isla.", "El puerto de la isla.", lang="es"),
        Fix("A part of the line of the line of the line was cut.", "A part of the line was cut."),
        Fix(
            "Ships may call at either of the two ports of the island, and of the two ports of the "
            "island.",
            "Ships may call at either of the two ports of the island.",
        ),
        Fix(
            "There is no doubt that there is no doubt that there is no doubt that there is no dou",
            "There is no doubt",
        ),
        Fix("He was known as '' '' '' '' '' '' the miller.", "He was known as '' the miller."),
        Fix(
            "Die Stadt und das Land und das Land und das Land litten.",
            "Die Stadt und das Land litten.",
            lang="de",
        ),
        Fix(
            "Il a dit que le port, que le port, que le port, que le port est fermé.",
            "Il a dit que le port est fermé.",
            lang="fr",
        ),
        Fix("彼は東京に行った行った行った行った。", "彼は東京に行った。", lang="ja"),
    ],
    keep=[
        Keep("More and more and more people came, day after day after day."),
        Keep("“Never, never, never,” he said."),
        Keep("It went on and on and on and on."),
        Keep("What will be will be."),
        Keep("We came, we saw, we came, we saw."),
        Keep("Ha ha ha ha, bla bla bla, la la la."),
        Keep("They sang “Let it snow! Let it snow! Let it snow!” and “Ding dong, ding dong.”"),
        Keep("| 0 | 0 | 0 | 0 |"),
        Keep("Шаг за шагом за шагом.", lang="ru"),
        Keep("La la la, cantaban, si si si.", lang="es"),
        Keep("Кто не работал, тот не ел, тот не ел и не пил.", lang="ru"),
        Keep("Immer wieder und immer wieder und immer mehr.", lang="de"),
        Keep("1 - 1 - 1 - 1 | x | x | x |"),
        Keep("ハハハハハ、いろいろある。ゆっくり、ゆっくり、ゆっくり。", lang="ja"),
    ],
)
def loop(document: Document) -> Iterator[Found]:
    """Collapses a unit of any length that stands twice or more in a row, or echoes once.

    Decoders fall into loops, and say a phrase again behind a comma or *and*. How sure that is no
    rhetoric, a model says that was trained on what human post-editors dropped (MLQE-PE train;
    ``models/repetition.md``); from 0.85 it acts, below that it only proposes. Exclamations and
    *more and more and more* stay. Where a loop ends in a piece of its unit, that goes too.
    """
    if document.language.spaceless:
        yield from _without_spaces(document)
        return
    for found in repetitions(document):
        level, chance = _level(document, found)
        if level is None:
            continue
        start, end, copies = surplus(document, found)
        phrase = document.text[found.token(0).start : start]
        yield Found(start, end, "", _message(phrase, copies), level, chance)
    for match in _QUOTES.finditer(document.text):
        yield Found(match.end("first"), match.end(), "", "Quotation marks stand in a row.")


def _message(phrase: str, times: int) -> str:
    shown = phrase if len(phrase) <= 40 else phrase[:40] + "…"
    return f"“{shown}” stands {times} times in a row."


def _level(document: Document, found: Repetition) -> tuple[Safety | None, float | None]:
    """The level of a repetition and its probability; no level where it is good language."""
    base = document.language.base
    nothing = None, None
    if _stutters(base, found):
        return Safety.SAFE, None
    if not found.words or _is_rhetoric(base, found) or _is_table(found):
        return nothing
    chance = likelihood(document, found)
    twice = found.times == 2
    sure, likely, doubtful = _ELSEWHERE if twice and base != "en" else (_SURE, _LIKELY, _DOUBTFUL)
    if found.times >= _OFTEN and len(found.words) >= _LONG:
        return Safety.SAFE, round(chance, 3)
    if chance < doubtful:
        return nothing
    if found.times > 2 and len(found.words) > 1 and not found.link:
        sure = likely  # nobody says a whole phrase three times without a pause
    level = Safety.SAFE if chance >= sure else Safety.LIKELY if chance >= likely else Safety.ASK
    if twice and (base in _RHETORICAL or "*" in doubling(base)["ask"]):
        level = Safety.ASK
    return level, round(chance, 3)


def _stutters(base: str, found: Repetition) -> bool:
    """Whether an article, preposition or conjunction stands three times or more in a row."""
    word = found.unit[0]
    return (
        found.times > 2
        and len(found.unit) == 1
        and len(word) > 1
        and word.isalpha()
        and word not in _SUNG
        and (word not in _CALLED or found.times > _MOST_CALLED)
        and (word in unfinished(base) or word in links(base))
    )


def _is_rhetoric(base: str, found: Repetition) -> bool:
    """Interjections, reduplication and *on and on*: good language, or the rule doubled-word's."""
    run, words = found.run, found.words
    if run.period == 1 and run.length == 2:
        return True
    if found.times >= _ENDLESS:
        return False
    if any(form in "!?" for form in found.unit):
        return True
    if len(words) == 1:
        letter = len(words[0]) == 1 and words[0].isalpha() and not found.marks
        if letter or words[0] in _SUNG or words[0] in doubling(base)["keep"]:
            return True
    frequent = function_words(base)
    if len(words) <= 2 and links(base).intersection(found.link) - {","}:
        return frequent.issuperset(words)  # more and more and more
    step = len(found.unit) == 2 and run.remainder == 1 and not found.marks
    return step and found.unit[1] in frequent  # day after day after day


def _is_table(found: Repetition) -> bool:
    """Numbers that are data, most of a unit or lone and not loose in prose; cells of a table."""
    run, unit = found.run, found.unit
    numbers = sum(form[0].isdigit() for form in unit)
    if run.period == 1:
        return numbers > 0 and not _is_loose(found.items, run)
    cells = run.period == 2 and any(len(form) == 1 and form.isalnum() for form in unit)
    ruled = not _TABLE.isdisjoint(unit)
    return numbers * 2 > len(unit) or (ruled and ("|" in unit or cells))


def _is_loose(items: Sequence[Token], run: Run) -> bool:
    """Whether a looping number stands in prose: after a word, and before an end or a word."""
    before = items[run.first - 1].form if run.first else ""
    after = items[run.first + run.length].form if run.first + run.length < len(items) else ""
    loose = before[:1].isalpha() or (before == "," and not after[:1].isalnum())
    return loose and not after[:1].isdigit() and items[run.first].form[0] != "0"


def surplus(document: Document, found: Repetition) -> tuple[int, int, int]:
    """Start and end (code points) of what to drop, and how many copies there are with the first.

    Where the last copy lacks just the link ("the bank of the bank of the bank"), the first one
    loses it too, and nothing of the loop is left.
    """
    run = found.run
    broken = _broken_word(document, found)
    rest = run.remainder + broken
    by = links(document.language.base) | function_words(document.language.base)
    gap = found.unit[rest:]
    if found.echo:
        kept, last, copies = rest, run.length, 2
    elif rest and len(gap) <= 2 and (by.issuperset(gap) or (len(gap) == 1 and _is_mark(gap[0]))):
        kept, last, copies = rest, run.length, run.times + 1
    elif broken:
        kept, last, copies = run.period, run.length, run.times
    else:
        kept, last, copies = run.period, run.times * run.period, run.times
    end = found.items[run.first + run.length].end if broken else found.token(last - 1).end
    return found.token(kept - 1).end, end, copies


def _is_mark(form: str) -> bool:
    return not form[0].isalnum()


def _broken_word(document: Document, found: Repetition) -> bool:
    """Whether the block breaks off within the next word of the loop."""
    run, items = found.run, found.items
    at = run.first + run.length
    if found.echo or at >= len(items):
        return False
    piece, whole = items[at], items[at - run.period].form
    block = document.block_at(piece.start)
    ends = block is not None and piece.end == block.end
    return ends and piece.form != whole and whole.startswith(piece.form)


def _without_spaces(document: Document) -> Iterator[Found]:
    """The same where characters are the tokens: short units double by right."""
    for items, run in document.runs:
        unit = [items[i].form for i in range(run.first, run.first + run.period)]
        size = sum(form[0].isalnum() for form in unit)
        numbers = sum(form[0].isdigit() for form in unit)
        if size < 2 or len(set(unit)) < 2 or numbers * 2 > len(unit):
            continue
        if run.times >= (5 if size < 3 or size < len(unit) else 3):
            level = Safety.SAFE
        elif size >= 6:
            level = Safety.ASK
        else:
            continue
        kept, last = items[run.first + run.period - 1], run.first + run.times * run.period - 1
        phrase = document.text[items[run.first].start : kept.end]
        yield Found(kept.end, items[last].end, "", _message(phrase, run.times), level)
