"""What the judge of function words learns from: places whose right word is known.

*Text*: sentences that neither the nets nor the n-gram counts have seen, as they are (nothing to
do) and with one preposition replaced by a random other one. Sentences that share many four-word
sequences with counted ones (other translations of the same source) are left out, for on them the
nets look better than they are. *Translations*: what a human post-editor of MLQE-PE left, or
replaced by one other word.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from random import Random
from typing import NamedTuple

from make_ngrams import measured, sentences

from cleanup.context.misplaced import Doubt, doubt, places, row_of
from cleanup.context.ngrams import ngrams, tokens
from cleanup.context.prepositions import WORDS
from cleanup.score.data import read_records

MOST_SHARED = 0.45
PAIRS_INTO = ("ro", "et", "ru", "ne", "si")
PAIRS_FROM = ("de", "zh")


class Sample(NamedTuple):
    """One place."""

    source: str
    """``text``, ``noise`` (text with a random word) or ``mt``."""
    group: int
    """The same number for all that belongs to one sentence."""
    row: list[str]
    at: int
    right: str
    found: Doubt | None

    @property
    def restores(self) -> bool:
        """Whether what is found is right."""
        return self.found is not None and self.found.better == self.right

    @property
    def intact(self) -> bool:
        """Whether what is written is right."""
        return self.row[self.at] == self.right


def _row(text: str) -> list[str]:
    return row_of([token.form for token in tokens(text)])


def _asked(source: str, group: int, row: list[str], at: int, right: str) -> Sample:
    counts = ngrams("en")
    assert counts is not None
    return Sample(source, group, row, at, right, doubt(counts, row, at))


def from_text(lines: list[str], first_group: int) -> Iterator[Sample]:
    """Every place as it is, and with a random word."""
    random = Random(0)
    for group, line in enumerate(lines, first_group):
        row = _row(line)
        for at in places(row):
            yield _asked("text", group, row, at, row[at])
            wrong = random.choice(WORDS)
            if wrong != row[at]:
                yield _asked("noise", group, [*row[:at], wrong, *row[at + 1 :]], at, row[at])


def from_translations(records: list[tuple[str, str]], first_group: int) -> Iterator[Sample]:
    """Places of machine translations whose right word the post-edit tells."""
    for group, (mt, edited) in enumerate(records, first_group):
        row, goal = _row(mt), _row(edited)
        judged = set(places(row))
        matcher = SequenceMatcher(None, row, goal, autojunk=False)
        for tag, start, end, other, other_end in matcher.get_opcodes():
            if tag == "equal" or (tag == "replace" and end - start == other_end - other == 1):
                for at in judged.intersection(range(start, end)):
                    yield _asked("mt", group, row, at, goal[other + at - start].lower())


def unseen(data: Path) -> list[str]:
    """The held-out sentences that are not much like counted ones, and English of MLQE-PE."""
    text, without = data / "text" / "en.txt.gz", measured(data / "mlqe-pe")
    seen: set[int] = set()
    for line in sentences(text, held_out=False, without=without):
        seen.update(_fours(line))

    def new(line: str) -> bool:
        fours = _fours(line)
        return sum(four in seen for four in fours) <= MOST_SHARED * len(fours)

    held_out = [line for line in sentences(text, held_out=True, without=without) if new(line)]
    native = [
        record["src"]
        for other in PAIRS_FROM
        for record in read_records(data / "mlqe-pe" / f"en-{other}.train.jsonl.gz")
    ]
    return [*held_out, *dict.fromkeys(native)]


def _fours(line: str) -> list[int]:
    forms = [token.form.lower() for token in tokens(line)]
    return [hash(four) for four in zip(*(forms[i:] for i in range(4)), strict=False)]


def translations(data: Path, split: str) -> list[tuple[str, str]]:
    """Machine translations into English and their post-edits."""
    return [
        (record["mt"], record["pe"])
        for other in PAIRS_INTO
        for record in read_records(data / "mlqe-pe" / f"{other}-en.{split}.jsonl.gz")
    ]
