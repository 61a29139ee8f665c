"""Articles with names that a translator has garbled, for the records of the rules for names.

For each article of clean news there is a paragraph on names of the shipped packs, in a language
that names come from, in which one part of each name is exchanged for what the word lists say
translators make of it; and in the article itself repeated names are misspelt once. As the rules
know the same lists, what is restored shows that names are not mistaken for each other, not how many
are found.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from measure_names import SENTENCES, misspelt
from safety_samples import PLANTED, Sample, Wrong

from cleanup.names.entry import Entry
from cleanup.names.gazetteer import load
from cleanup.names.lattice import name_tokens
from cleanup.names.words import translations
from cleanup.score.documents import compose

_NAMES = 6
"""Names under an article."""
_SEEDS = 2


def garbled(id: str, lang: str, sentences: list[str]) -> Iterator[Sample]:
    """An article with misspelt names, and with a paragraph of translated ones."""
    base = lang.partition("-")[0]
    article = compose(id, lang, sentences, 1)
    starts = tuple(sentence.start for sentence in article.sentences)
    slips = [
        misspelt(article.text, lang, random.Random(f"{id}{seed}"))[0] for seed in range(_SEEDS)
    ]
    wrong = tuple(Wrong(PLANTED, text) for text in slips if text != article.text)
    if wrong:
        yield Sample(f"ntrex:{id}", lang, article.text, True, wrong, is_file=True, sentences=starts)
    if base not in SENTENCES:
        return
    chance = random.Random(f"{id}:{lang}")
    source = chance.choice([tag for tag in _by_language(base) if tag in SENTENCES])
    chosen = chance.sample(_by_language(base)[source], _NAMES)
    right, made, original = [], [], []
    for number, (entry, garble) in enumerate(chosen):
        at = number % len(SENTENCES[base])
        right.append(SENTENCES[base][at].format(entry.form(lang)))
        made.append(SENTENCES[base][at].format(garble))
        original.append(SENTENCES[source][at].format(entry.form(source)))
    texts = [" ".join(part) for part in (right, made)]
    yield Sample(
        f"ntrex:{id}:names",
        lang,
        texts[0],
        False,
        (
            Wrong(PLANTED, texts[1], None, source),
            Wrong(PLANTED, texts[1], " ".join(original), source),
        ),
    )


@cache
def _by_language(target: str) -> dict[str, list[tuple[Entry, str]]]:
    """By the language they are from: names, each with a form of which one part was translated."""
    found: dict[str, list[tuple[Entry, str]]] = defaultdict(list)
    for entry in sorted(load(()).entries(), key=lambda entry: entry.canonical):
        if entry.native and entry.native != target and entry.policy == "safe":
            for garble in _made(entry, target):
                found[entry.native].append((entry, garble))
                break
    return {tag: names for tag, names in found.items() if len(names) >= _NAMES}


def _made(entry: Entry, target: str) -> Iterator[str]:
    known = translations(entry.native, target)
    words = entry.form(target).split()
    for at in range(len(words) - 1, -1, -1):
        parts = name_tokens(words[at])
        if len(words) > 1 and len(parts) == 1:
            for made in sorted(known.get(parts[0], ())):
                if made != parts[0] and " " not in made:
                    yield " ".join([*words[:at], made.capitalize(), *words[at + 1 :]])
