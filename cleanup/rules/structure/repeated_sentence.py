"""Sentences that stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document, Sentence
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_WORD = re.compile(r"\w+")
_FEWEST_WORDS = 5
_FEWEST_CHARACTERS = 12
"""For scripts without spaces, where a sentence is one \\w+ run or two."""


@rule(
    "repeated-sentence",
    stage="structure",
    safety=Safety.SAFE,
    message="The sentence stands twice in a row.",
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


def _long_enough(words: tuple[str, ...], spaceless: bool) -> bool:
    if spaceless:
        return sum(map(len, words)) >= _FEWEST_CHARACTERS
    return len(words) >= _FEWEST_WORDS
