"""Tokens with known answers, from which the spelling model learns.

Two sorts: held-back English sentences, half of them with one word misspelt, and machine
translations whose post-edit tells what became of each suspect token.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import msgspec
from make_ngrams import measured, sentences

from cleanup.context.ngrams import Token, tokens
from cleanup.spelling.suspects import Speller, Suspect

PAIRS = ("ro-en", "et-en", "ru-en", "ne-en", "si-en")
LISTED, LOST, SWAPPED, ADDED = 0.45, 0.82, 0.92, 0.96
"""Shares, added up, of the ways a word is misspelt; the rest is exchanged letters."""
ROUNDS = 3
"""How often each sentence is misspelt."""
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


class Sample(NamedTuple):
    """A suspect and what is known of it."""

    group: str
    """The sentence: samples of one group are trained on together or not at all."""
    sort: str
    """``misspelt``: its word was misspelt here. ``intact``: the writer's own word.
    ``kept``, ``mended``, ``replaced``: the post-editor left it, put the best candidate in its
    place, or something else."""
    suspect: Suspect
    right: bool
    """The best candidate is what was meant."""


def common_misspellings() -> dict[str, list[str]]:
    """Word to its misspellings, from codespell's dictionary, those with one answer."""
    import codespell_lib

    path = Path(codespell_lib.__file__).parent / "data" / "dictionary.txt"
    found = defaultdict(list)
    for line in path.read_text("utf-8").splitlines():
        wrong, _, right = line.partition("->")
        if wrong.isalpha() and right.isalpha():
            found[right].append(wrong)
    return dict(found)


def misspell(word: str, known: dict[str, list[str]], rng: Random) -> str:
    """The word as somebody or something misspells it; may come out as it was."""
    way = rng.random()
    if way < LISTED:
        listed = known.get(word.lower())
        if listed:
            wrong = rng.choice(listed)
            return wrong.capitalize() if word[0].isupper() else wrong
        way = rng.uniform(LISTED, 1)
    i = rng.randrange(len(word))
    if way < LOST:
        return word[:i] + word[i + 1 :]
    if way < SWAPPED and len(word) > 1:
        i = min(i, len(word) - 2)
        return word[:i] + word[i + 1] + word[i] + word[i + 2 :]
    if way < ADDED:
        return word[:i] + word[i] + word[i:]
    return word[:i] + rng.choice(_beside(word[i])) + word[i + 1 :]


def _beside(letter: str) -> str:
    row = next((row for row in _ROWS if letter in row), "ae")
    at = max(row.find(letter), 0)
    return row[max(at - 1, 0) : at] + row[at + 1 : at + 2]


class Planted(NamedTuple):
    """A sentence with one word misspelt."""

    text: str
    start: int
    end: int
    right: str


def planted(texts: list[str], seed: int) -> Iterator[tuple[int, Planted]]:
    """The sentences, each with one word misspelt; a few are passed over."""
    rng, known = Random(seed), common_misspellings()
    for number, text in enumerate(texts):
        words = [t for t in tokens(text) if t.form.isascii() and t.form.isalpha()]
        if len(words) < 4:
            continue
        token = rng.choice(words)
        wrong = misspell(token.form, known, rng)
        if wrong and wrong != token.form:
            new = text[: token.start] + wrong + text[token.end :]
            yield number, Planted(new, token.start, token.start + len(wrong), token.form)


def from_sentences(speller: Speller, texts: list[str]) -> Iterator[Sample]:
    """The suspects of held-back sentences, and of what was misspelt in them `ROUNDS` times."""
    for number, text in enumerate(texts):
        for suspect in suspects(speller, text):
            yield Sample(f"text {number}", "intact", suspect, False)
    for seed in range(ROUNDS):
        for number, case in planted(texts, seed):
            for suspect in suspects(speller, case.text):
                if suspect.start == case.start:
                    right = suspect.after == case.right
                    yield Sample(f"text {number}", "misspelt", suspect, right)


def from_translations(speller: Speller, folder: Path) -> Iterator[Sample]:
    """The suspects of machine translations, judged by their post-edits."""
    for pair in PAIRS:
        lines = _lines(folder / f"{pair}.train.jsonl.gz")
        for number, record in enumerate(lines):
            had = Counter(token.form for token in tokens(record["mt"]))
            has = Counter(token.form for token in tokens(record["pe"]))
            for suspect in suspects(speller, record["mt"]):
                mended = has[suspect.after] > had[suspect.after]
                kept = has[suspect.before] >= had[suspect.before]
                sort = "kept" if kept else "mended" if mended else "replaced"
                yield Sample(f"{pair} {number}", sort, suspect, sort == "mended")


def suspects(speller: Speller, text: str) -> list[Suspect]:
    """The suspects of one sentence on its own."""
    words: list[Token] = list(tokens(text))
    return list(speller.suspects(words, Counter(token.form for token in words)))


def _lines(path: Path) -> list[dict[str, str]]:
    import gzip

    return [msgspec.json.decode(line) for line in gzip.decompress(path.read_bytes()).splitlines()]


def held_back(data: Path) -> list[str]:
    """The English sentences that the n-gram counts have not seen."""
    return sentences(data / "text" / "en.txt.gz", held_out=True, without=measured(data / "mlqe-pe"))
