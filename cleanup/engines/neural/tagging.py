"""Taggers in the manner of GECToR: a tag for each word says what becomes of it.

``$KEEP``, ``$DELETE``, ``$REPLACE_x``, ``$APPEND_x``, ``$MERGE_SPACE``, ``$MERGE_HYPHEN``,
``$TRANSFORM_CASE_...``, ``$TRANSFORM_AGREEMENT_...``, ``$TRANSFORM_VERB_...`` and
``$TRANSFORM_SPLIT_HYPHEN``; the tagged sentence is tagged again until nothing changes. Words keep
the white space that stood before them, so nothing is lost that no tag speaks of.

Source of the scheme: Omelianchuk et al. 2020, "GECToR - Grammatical Error Correction: Tag, Not
Rewrite"; tags as in its published vocabulary.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, NamedTuple, Protocol

from cleanup.engines.neural.rewrite import Chance, Rewrite, batches

START = "$START"
"""Stands before the first word where the model was trained so; what it appends there is first."""
KEEP = "$KEEP"
PASSES = 5
"""How often a sentence is tagged at most."""

_WORD = re.compile(
    r"\w+(?=n['’]t\b)|n['’]t\b|(?<=\w)['’](?:s|re|ve|ll|d|m)\b"
    r"|\w[\w\u0300-\u036f]*(?:[-.’']\w[\w\u0300-\u036f]*)*|\S"
)
_CLOSING = re.compile(r"[,.;:!?…%)\]}»”’]|n['’]t|['’](?:s|re|ve|ll|d|m)")
"""What is written to the word before it without a space."""
_OPENING = re.compile(r"[(\[{«“‘]")


@dataclass(frozen=True, slots=True)
class Labels:
    """What a tagger can say."""

    tags: tuple[str, ...]
    """By number; tags that are not known to this module mean ``$KEEP``."""
    verbs: Mapping[str, str]
    """``go_VB_VBZ`` to ``goes``: the forms that ``$TRANSFORM_VERB_VB_VBZ`` speaks of."""
    starts: bool
    """Whether the model reads `START` before the sentence."""
    keep_bias: float = 0.0
    """Added to the probability of `KEEP` before the best tag is chosen."""
    least_error: float = 0.0
    """Tags less probable than this are not followed, nor any in a sentence without so sure an
    error, where the model tells how sure it is of errors."""


class Tagged(NamedTuple):
    """What a model says of one sentence: a row a word."""

    tags: Any
    """Probabilities of the tags, words × tags (numpy)."""
    error: float | None
    """How sure it is that there is an error at all, if it says so."""


class Classifier(Protocol):
    """A token classifier with its tokenizer."""

    limit: int
    """Tokens that it can read."""
    labels: Labels

    def length(self, words: Sequence[str]) -> int:
        """Tokens of a sentence."""

    def classify(self, sentences: Sequence[Sequence[str]]) -> list[Tagged]:
        """The probabilities of the tags of each word."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the sentence as it stands, and how it came to."""

    gap: str
    """The white space before it."""
    text: str
    chance: float = 1.0
    """Probability of the tags that made it."""
    dropped: float = 1.0
    """Probability of the tags that deleted what stood before it."""


class Tagger:
    """A corrector of a `Classifier`.

    Args:
        classifier: the model.
        spaceless: words are not parted by spaces: every character is one.
    """

    def __init__(self, classifier: Classifier, *, spaceless: bool = False) -> None:
        self._classifier, self._spaceless = classifier, spaceless

    def correct(self, texts: Sequence[str]) -> Iterator[tuple[int, Rewrite | None]]:
        """See `Corrector`."""
        state = {index: self._words(text) for index, text in enumerate(texts)}
        open = list(state)
        for index in open:
            if self._classifier.length(self._seen(state[index])) > self._classifier.limit:
                del state[index]
                yield index, None
        changed: set[int] = set()
        open = list(state)
        for _ in range(PASSES):
            moved = []
            for batch in batches(open, lambda i: len(state[i])):
                tagged = self._classifier.classify([self._seen(state[i]) for i in batch])
                for index, said in zip(batch, tagged, strict=True):
                    words = self._edited(state[index], said)
                    if words is not None:
                        state[index] = words
                        moved.append(index)
            changed.update(moved)
            open = moved
        for index, words in state.items():
            yield index, _written(words) if index in changed else Rewrite(texts[index])

    def _words(self, text: str) -> list[_Word]:
        """The words and, last, what stands behind them."""
        words, at = [], 0
        for match in re.finditer(r"\S", text) if self._spaceless else _WORD.finditer(text):
            words.append(_Word(text[at : match.start()], match[0]))
            at = match.end()
        return [*words, _Word(text[at:], "")]

    def _seen(self, words: Sequence[_Word]) -> list[str]:
        seen = [word.text for word in words[:-1]]
        return [START, *seen] if self._classifier.labels.starts else seen

    def _edited(self, words: list[_Word], said: Tagged) -> list[_Word] | None:
        """The words as tagged; ``None`` where all are kept."""
        labels = self._classifier.labels
        if said.error is not None and said.error < labels.least_error:
            return None
        rows = said.tags
        if labels.keep_bias:
            rows = rows.copy()
            rows[:, labels.tags.index(KEEP)] += labels.keep_bias
        best = rows.argmax(axis=-1)
        chosen = [
            (labels.tags[number], float(min(rows[row, number], 1.0)))
            for row, number in enumerate(best)
        ]
        chosen = [(t, p) if p >= labels.least_error else (KEEP, p) for t, p in chosen]
        if all(tag == KEEP for tag, _ in chosen):
            return None
        sheet = _Sheet("" if self._spaceless else " ", labels.verbs)
        if labels.starts:
            sheet.start(*chosen.pop(0), first=words[0])
        for word, (tag, chance) in zip(words[:-1], chosen, strict=False):
            sheet.add(word, tag, chance)
        for word in words[min(len(chosen), len(words) - 1) : -1]:
            sheet.add(word, KEEP, 1.0)
        sheet.add(words[-1], KEEP, 1.0)
        return sheet.words if sheet.changed else None


class _Sheet:
    """A sentence that is written anew, word by word."""

    def __init__(self, space: str, verbs: Mapping[str, str]) -> None:
        self.words: list[_Word] = []
        self.changed = False
        self._space, self._verbs = space, verbs
        self._gap: str | None = None
        self._dropped = 1.0

    def start(self, tag: str, chance: float, first: _Word) -> None:
        """What comes before the first word."""
        if tag.startswith("$APPEND_"):
            self._put(_Word(first.gap, tag.removeprefix("$APPEND_"), chance))
            self._gap = self._space
            self.changed = True

    def add(self, word: _Word, tag: str, chance: float) -> None:
        """The next word, as its tag has it."""
        word = replace(word, chance=word.chance * chance)
        self.changed |= tag != KEEP
        if tag == "$DELETE":
            self._dropped *= word.chance * word.dropped
            if self._gap is None and not self.words:
                self._gap = word.gap  # what follows stands where the sentence began
            return
        text = self._changed(word.text, tag)
        if text is None:
            self._put(word)
            return
        self._put(replace(word, text=text))
        if tag.startswith("$APPEND_"):
            added = tag.removeprefix("$APPEND_")
            tight = _CLOSING.fullmatch(added) or _OPENING.fullmatch(word.text)
            self._put(_Word("" if tight else self._space, added, chance))
        elif tag == "$MERGE_SPACE":
            self._gap = ""
        elif tag == "$MERGE_HYPHEN":
            self._gap = "-"

    def _put(self, word: _Word) -> None:
        gap = word.gap if self._gap is None else self._gap
        self.words.append(replace(word, gap=gap, dropped=word.dropped * self._dropped))
        self._gap, self._dropped = None, 1.0

    def _changed(self, text: str, tag: str) -> str | None:
        """A word as its tag has it; ``None`` for a tag that says nothing."""
        if tag.startswith("$REPLACE_"):
            return tag.removeprefix("$REPLACE_")
        if tag.startswith(("$APPEND_", "$MERGE_")):
            return text
        if not tag.startswith("$TRANSFORM_"):
            return None
        what = tag.removeprefix("$TRANSFORM_")
        if what.startswith("VERB_"):
            return self._verbs.get(f"{text}_{what.removeprefix('VERB_')}")
        return _TRANSFORMED[what](text) if what in _TRANSFORMED else None


_TRANSFORMED: dict[str, Callable[[str], str]] = {
    "CASE_LOWER": str.lower,
    "CASE_UPPER": str.upper,
    "CASE_CAPITAL": str.capitalize,
    "CASE_CAPITAL_1": lambda text: text[:1] + text[1:].capitalize(),
    "CASE_UPPER_-1": lambda text: text[:-1].upper() + text[-1:],
    "AGREEMENT_PLURAL": lambda text: text + "s",
    "AGREEMENT_SINGULAR": lambda text: text[:-1],
    "SPLIT_HYPHEN": lambda text: text.replace("-", " "),
}


def _written(words: Sequence[_Word]) -> Rewrite:
    """The sentence, with the chances of what was done to it."""
    parts: list[str] = []
    chances: list[Chance] = []
    at = 0
    for word in words:
        if word.dropped < 1.0:
            chances.append(Chance(at, at, word.dropped))
        end = at + len(word.gap) + len(word.text)
        if word.text:
            chances.append(Chance(at, end, word.chance))
        parts += (word.gap, word.text)
        at = end
    return Rewrite("".join(parts), tuple(chances))


def first_tokens(word_ids: Sequence[int | None]) -> list[int]:
    """The first token of each word; the models are trained to tag there."""
    pairs = pairwise([None, *word_ids])
    return [at for at, (last, this) in enumerate(pairs) if this is not None and this != last]


def read_verbs(text: str) -> dict[str, str]:
    """The forms of verbs of a file such as ``verb-form-vocab.txt``: ``go_goes:VB_VBZ`` a line."""
    forms: dict[str, str] = {}
    for line in text.splitlines():
        words, _, tags = line.strip().partition(":")
        one, _, other = words.partition("_")
        if one and other and tags:
            forms.setdefault(f"{one}_{tags}", other)
    return forms
