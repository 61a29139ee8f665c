"""How likely a repeated phrase is a slip and no rhetoric, by the shape of the repetition.

A logistic regression over a few features that no language is needed for but its most frequent
words: how long the unit is and how often it stands there, what links the copies, how much of the
sentence they fill, whether they are in speech. Trained by ``scripts/train_repetition.py`` on
post-edited machine translations; ``models/repetition.md`` holds its calibration.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from math import exp, log2
from typing import NamedTuple

from cleanup.document import Document
from cleanup.repetition import Run, Token, links
from cleanup.resources import data_path
from cleanup.words import function_words

_MOST_WORDS, _MOST_TIMES = 5, 5
"""From here on, unit lengths and repetitions are not told apart but by their logarithm."""
_SHORT = 40
"""Code points of a short sentence: an exclamation, a line of verse."""
_LEEWAY = 2
"""Code points, such as a quotation mark, that may stand before the start of a sentence."""


class Repetition(NamedTuple):
    """A run of the document as the rules and the model see it."""

    items: Sequence[Token]
    run: Run
    unit: tuple[str, ...]
    """Folded forms of the unit's tokens, the link included."""
    link: tuple[str, ...]
    """The commas and conjunctions that part the copies."""
    words: tuple[str, ...]
    """The unit's words and numbers, the link left out."""
    marks: int
    """Tokens of the unit that are neither word nor link."""
    sentence: tuple[int, int]
    """Span of the sentence in which the run begins, widened to the whole run."""
    crowded: bool
    """There is another repetition in the block."""

    @property
    def echo(self) -> bool:
        """A phrase that stands twice with a link between the two."""
        return self.run.times == 1

    @property
    def times(self) -> int:
        """How often the phrase stands there in full."""
        return max(self.run.times, 2)

    def token(self, at: int) -> Token:
        """The token `at` places behind the start of the run."""
        return self.items[self.run.first + at]


def repetitions(document: Document) -> Iterator[Repetition]:
    """The runs and echoes of a document that is written with spaces, in text order."""
    runs = document.runs
    if not runs:
        return
    blocks = [document.block_at(items[run.first].start) for items, run in runs]
    crowd = Counter(block.start for block in blocks if block)
    sentences = [(s.start, s.end) for group in document.sentences for s in group]
    starts = [start for start, _ in sentences]
    by = links(document.language.base)
    for (items, run), block in zip(runs, blocks, strict=True):
        unit = tuple(items[i].form for i in range(run.first, run.first + run.period))
        link = unit[run.remainder :] if run.times == 1 else _link(unit, by)
        words = tuple(form for form in unit if _is_word(form) and form not in by)
        marks = sum(not _is_word(f) for f in unit) - sum(not _is_word(f) for f in link)
        first, end = items[run.first].start, items[run.first + run.length - 1].end
        at = bisect_right(starts, first) - 1
        begin, finish = sentences[at] if at >= 0 else (first, end)
        crowded = block is not None and crowd[block.start] > 1
        span = begin, max(finish, end)
        yield Repetition(items, run, unit, link, words, marks, span, crowded)


def _is_word(form: str) -> bool:
    return form[0].isalnum() or form[0] == "_"


def _link(unit: tuple[str, ...], by: frozenset[str]) -> tuple[str, ...]:
    """The link at the end of a unit, else at its start: all but one token at most."""
    end = len(unit)
    while end > 1 and unit[end - 1] in by:
        end -= 1
    if end < len(unit):
        return unit[end:]
    start = 0
    while start < len(unit) - 1 and unit[start] in by:
        start += 1
    return unit[:start]


def features(document: Document, found: Repetition) -> dict[str, float]:
    """What the model sees of a repetition, by name."""
    run, words, (begin, finish) = found.run, found.words, found.sentence
    base, text = document.language.base, document.text
    start, end = found.token(0).start, found.token(run.length - 1).end
    kind = "comma" * any(not _is_word(f) for f in found.link)
    kind += "and" * any(_is_word(f) for f in found.link)
    kind = kind or "none"
    size = str(len(words)) if len(words) < _MOST_WORDS else f"{_MOST_WORDS}+"
    frequent = function_words(base)
    opens, closes = start - begin <= _LEEWAY, finish - end <= _LEEWAY
    before = found.items[run.first - 1].form if run.first else ""
    behind = found.items[run.first + run.length :][:1]
    after = behind[0].form if behind else ""
    by = links(base)
    seen: dict[str, float] = {
        f"size {size}": 1,
        f"kind {kind}": 1,
        f"kind {kind} size {size}": 1,
        f"times {min(found.times, _MOST_TIMES)}": 1,
        f"times {min(found.times, 3)} {kind}": 1,
        "log times": log2(found.times) - 1,
        "share": (end - start) / max(1, finish - begin),
        "whole": opens and closes,
        "opens": opens,
        "closes": closes,
        "rest": 0 if found.echo else run.remainder / run.period,
        "long rest": not found.echo and run.remainder > 1,
        "all frequent": bool(words) and frequent.issuperset(words),
        "first frequent": bool(words) and words[0] in frequent,
        "last frequent": bool(words) and words[-1] in frequent,
        "number": any(word[0].isdigit() for word in words),
        "marks": found.marks > 0,
        "link before": before in by,
        "link behind": after in by,
        "speech": after in _SPEECH_BEHIND or before in _SPEECH_BEFORE,
        "short": finish - begin < _SHORT,
        "crowded": found.crowded,
    }
    return seen | _capitals(text, found, opens)


_SPEECH_BEHIND = frozenset('!?"”»…')
_SPEECH_BEFORE = frozenset('"“„«!?')


def _capitals(text: str, found: Repetition, opens: bool) -> dict[str, float]:
    """Whether the copies differ in capitals beyond the start of a sentence, or have any."""
    run = found.run
    size = run.remainder if found.echo else run.period
    pairs = [
        (_surface(text, found.token(i)), _surface(text, found.token(i + run.period)))
        for i in range(size)
    ]
    differ = [i for i, (one, other) in enumerate(pairs) if one != other]
    upper = any(one[0].isupper() for one, _ in pairs[opens:])
    return {"case": bool(differ) and not (opens and differ == [0]), "capital": upper}


def _surface(text: str, token: Token) -> str:
    return text[token.start : token.end]


@cache
def _model() -> tuple[float, dict[str, float]]:
    model = json.loads(data_path("repetition.json").read_text("utf-8"))
    return model["bias"], model["weights"]


def likelihood(document: Document, found: Repetition) -> float:
    """Probability (0..1) that a reader who mends the text would drop the copies."""
    bias, weights = _model()
    score = bias + sum(
        value * weights.get(name, 0.0) for name, value in features(document, found).items()
    )
    return 1 / (1 + exp(-score))
