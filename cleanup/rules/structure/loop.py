"""Phrases that loop."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule
from cleanup.repetition import Run, Token
from cleanup.rules.structure.doubled_word import doubling

_RHETORICAL = frozenset({"ru", "uk", "be", "bg", "sr"})
"""Languages whose prose repeats phrases by right: into English from Russian, removing a doubled
n-gram helped 15 sentences and harmed 26 (MLQE-PE train)."""


@rule(
    "loop",
    stage="structure",
    safety=Safety.SAFE,
    message="The phrase repeats itself.",
    breaks_shields=True,
    fix=[
        Fix("They ate food food food food.", "They ate food."),
        Fix("A part of the line of the line of the line was cut.", "A part of the line was cut."),
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
        Keep("Шаг за шагом за шагом.", lang="ru"),
        Keep("Immer wieder und immer wieder und immer mehr.", lang="de"),
        Keep("1 - 1 - 1 - 1 | x | x | x |"),
        Keep("ハハハハハ、いろいろある。ゆっくり、ゆっくり、ゆっくり。", lang="ja"),
    ],
)
def loop(document: Document) -> Iterator[Found]:
    """Collapses a unit of any length that stands three or more times in a row.

    Decoders fall into loops. Measured on MLQE-PE train (machine translations into English with
    human post-edits): three times or more, 205 sentences better and 5 worse. Twice in a row is
    only `likely`, except for units of three words and more that begin a third time. Rhetoric
    (single words or short clauses set off by commas, "more and more and more") stays.
    """
    spaceless = document.language.spaceless
    for items, run in document.runs:
        if run.period == 1 and run.length == 2 and not spaceless:
            continue  # the rule doubled-word
        unit = [items[i].form for i in range(run.first, run.first + run.period)]
        marks = sum(not form[0].isalnum() for form in unit)
        if marks == len(unit) or (run.period > 1 and sum(map(_is_number, unit)) * 2 > len(unit)):
            continue
        if run.period == 1 and _is_number(unit[0]) and not _is_loose(items, run):
            continue
        # "x, x, x" has two whole units "x ," and one that lost its comma: three in fact.
        broken_off = marks == 1 and run.remainder == run.period - 1 and run.period > 1
        broken_off = broken_off and not unit[-1][0].isalnum()
        times = run.times + broken_off
        level = (
            _spaceless_level(unit, times, marks)
            if spaceless
            else _level(document.language.base, unit, times, marks, run)
        )
        if level is None:
            continue
        last = run.first + (run.length if broken_off else run.times * run.period) - 1
        kept = run.first + run.period - 1 - broken_off
        start, end = items[kept].end, items[last].end
        phrase = document.text[items[run.first].start : items[kept].end]
        shown = phrase if len(phrase) <= 40 else phrase[:40] + "…"
        yield Found(start, end, "", f"“{shown}” stands {times} times in a row.", level)


def _level(base: str, unit: Sequence[str], times: int, marks: int, run: Run) -> Safety | None:
    """The level of a loop of words, or ``None`` where it is good language."""
    words = len(unit) - marks
    may = doubling(base)
    sound = words == 1 and unit[0] in may["keep"]
    if words == 2 and run.remainder == 1 and not marks:
        return None  # on and on and on
    if sound or (words == 1 and len(unit[0]) == 1 and not marks and unit[0].isalpha()):
        return None
    if _is_bracketed(unit, marks) and (times > 2 or '"' not in unit):
        return Safety.SAFE
    if not marks:
        if "*" in may["ask"] and times == 2:
            return Safety.ASK
        if times >= 3:
            return Safety.SAFE
        if words >= 3 and run.remainder >= 2 and base not in _RHETORICAL:
            return Safety.SAFE
        return Safety.LIKELY if words >= 3 and run.remainder != 1 else None
    if words == 1:
        return Safety.SAFE if times >= 6 else None
    if times >= (4 if base in _RHETORICAL or words == 2 else 3):
        return Safety.SAFE if words >= 3 or times >= 5 else Safety.LIKELY
    return Safety.ASK if words >= 4 else None


def _is_bracketed(unit: Sequence[str], marks: int) -> bool:
    """A unit in brackets, or with half a pair of brackets or quotation marks: (X) (X), X) X)."""
    if marks == 2 and len(unit) > 2:
        return unit[0] == "(" and unit[-1] == ")"
    return marks == 1 and len(unit) > 1 and (unit[0] in '("“„' or unit[-1] in ")”")


def _is_number(form: str) -> bool:
    return form[0].isdigit()


def _is_loose(items: Sequence[Token], run: Run) -> bool:
    """Whether a looping number stands in prose: after a word, and before an end or a word."""
    before = items[run.first - 1].form if run.first else ""
    after = items[run.first + run.length].form if run.first + run.length < len(items) else ""
    loose = before[:1].isalpha() or (before == "," and not after[:1].isalnum())
    return loose and not after[:1].isdigit() and items[run.first].form[0] != "0"


def _spaceless_level(unit: Sequence[str], times: int, marks: int) -> Safety | None:
    """The same where characters are the tokens: short units double by right."""
    size = len(unit) - marks
    if size < 2 or len(set(unit)) < 2:
        return None
    if times >= (5 if size < 3 or marks else 3):
        return Safety.SAFE
    return Safety.ASK if size >= 6 else None
