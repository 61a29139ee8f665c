"""Sentences that stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document, Sentence
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule
from cleanup.repetition import Run, Token
from cleanup.segment import ends_sentence

_WORD = re.compile(r"\w+")
_FEWEST_WORDS = 5
_FEWEST_CHARACTERS = 12
"""For scripts without spaces, where a sentence is one \\w+ run or two."""


@rule(
    "repeated-sentence",
    stage="structure",
    safety=Safety.SAFE,
    message="The sentence stands twice in a row.",
    breaks_shields=True,
    fix=[
        Fix(
            "The bridge was closed on Monday. The bridge was closed on Monday. Nobody was hurt.",
            "The bridge was closed on Monday. Nobody was hurt.",
        ),
        Fix(
            "Die Brücke wurde am Montag gesperrt. Die Brücke wurde am Montag gesperrt .",
            "Die Brücke wurde am Montag gesperrt.",
            lang="de",
        ),
        Fix(
            "Мост закрыли в понедельник утром. Мост закрыли в понедельник утром.",
            "Мост закрыли в понедельник утром.",
            lang="ru",
        ),
        Fix(
            "橋は月曜日の朝に閉鎖されました。橋は月曜日の朝に閉鎖されました。",
            "橋は月曜日の朝に閉鎖されました。",
            lang="ja",
        ),
        Fix(
            "More at www.example.org on Monday. More at www.example.org on Monday. The end.",
            "More at www.example.org on Monday. The end.",
        ),
        Fix(
            'Ada said: "We mended the long wall. Ada said: "We mended the long wall. Then',
            'Ada said: "We mended the long wall. Then',
        ),
    ],
    keep=[
        Keep("“Go! Go! Go!” they shouted. We will win. We will win."),
        Keep("The bridge was closed on Monday. The bridge was closed on Tuesday."),
        Keep("Nein. Nein. Das geht nicht. Das geht nicht.", lang="de"),
        Keep("はい。はい。", lang="ja"),
    ],
)
def repeated_sentence(document: Document) -> Iterator[Found]:
    """Removes a sentence of five words or more that follows itself.

    Capitals, spacing and punctuation are not compared, for damage differs between the copies.
    Short sentences are repeated by right in speech and stay.
    """
    text = document.text
    for sentences in document.sentences:
        previous: tuple[str, ...] = ()
        kept: Sentence | None = None
        for sentence in sentences:
            words = tuple(_WORD.findall(text[sentence.start : sentence.end].casefold()))
            if words == previous and _long_enough(words, document.language.spaceless):
                if kept is not None:
                    yield Found(kept.end, sentence.end, "")
            else:
                previous = words
            kept = sentence
    for items, run in document.runs:
        if run.period > _FEWEST_WORDS and (span := _sentence_in(document, items, run)):
            yield Found(*span, "")


def _sentence_in(document: Document, items: list[Token], run: Run) -> tuple[int, int] | None:
    """The span to drop where a run is a sentence said twice that the segmenter did not part.

    A run may be cut anywhere ("b. a b. a b."), so the cut is moved to where a sentence begins.
    """
    if run.times != 2:
        return None
    for first in range(run.first, run.first + run.length - 2 * run.period + 1):
        last = first + run.period - 1
        words = sum(items[i].form[0].isalnum() for i in range(first, last + 1))
        if words < _FEWEST_WORDS and not document.language.spaceless:
            return None
        if _ends(document, items, first - 1) and _ends(document, items, last):
            return items[last].end, items[last + run.period].end
    return None


def _ends(document: Document, items: list[Token], at: int) -> bool:
    """Whether a sentence ends at a token; before the first one, one always has."""
    if at < 0:
        return True
    start = items[max(at - 2, 0)].start
    return ends_sentence(document.text, start, items[at].end, document.language)


def _long_enough(words: tuple[str, ...], spaceless: bool) -> bool:
    if spaceless:
        return sum(map(len, words)) >= _FEWEST_CHARACTERS
    return len(words) >= _FEWEST_WORDS
