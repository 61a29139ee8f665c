#!/usr/bin/env python3
"""Make models/casing.en.bin and models/casing.en.json: the English truecaser.

    pip install --no-deps spacy-lookups-data==1.0.5; pip install python-crfsuite==0.9.12
    python scripts/train_casing.py forms      counts of cased forms: 1 minute
    python scripts/train_casing.py model      the random field: 10 minutes
    python scripts/train_casing.py names      names of countries by language, with babel

``measure_casing.py`` gives the figures of models/casing.md.

The random field sees scores of n-gram counts, which are too good on the sentences they were
counted on. So the sentences that ``make_ngrams.py`` counts are dealt into folds, and those of a
fold are scored by the counts of the others. Sentences that share a rare word go to one fold: the
text has several translations of the same sentences, and names of the same story.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from math import exp
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any
from zlib import crc32

import generated
from make_ngrams import DATA, LEAST, cased, is_headline, measured, sentences

from cleanup.casing import english
from cleanup.casing.features import Features
from cleanup.casing.path import likeliest
from cleanup.casing.variants import Variants, capitalised
from cleanup.context.ngrams import END, START, Ngrams, Token, tokens
from cleanup.context.packed import Packed, packed
from cleanup.words import function_words

MODELS = generated.ROOT / "models"
FORMS, MODEL = MODELS / "casing.en.bin", MODELS / "casing.en.json"
NAMES = MODELS / "casing.names.tsv"
FOLDS = 8
RARE = range(2, 41)
"""Sentences that hold a word, at which it is rare enough to tell what they are about."""
A_FOLD = 8_000
"""Sentences of each fold that are learnt from."""
SHORTEST = 5
"""Tokens."""
SHOUTED = 3
"""Longer words in capitals, at most, of a sentence that is learnt from."""


# ---------------------------------------------------------------- counts of forms

SCALE = 2e8
"""Words that the frequencies of the word list are taken to be counts of."""
SMALLEST, SHARE = 12.0, 0.03
"""Least count of a word in all its forms, and least share of a form."""
MIXED_SHARE = 0.2
"""Least ratio of a form with capitals inside to the lower-case one."""


def listed_forms(lines: list[str]) -> dict[str, dict[str, float]]:
    """Counts of forms by lower-case word: spaCy's English list of a million, and `lines`."""
    spec = find_spec("spacy_lookups_data")
    if spec is None or spec.origin is None:
        raise SystemExit("spacy-lookups-data is missing; see the docstring")
    path = Path(spec.origin).parent / "data" / "en_lexeme_prob.json.gz"
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for form, chance in json.loads(gzip.decompress(path.read_bytes())).items():
        found[form.lower()][form] += exp(chance) * SCALE
    for row in cased(lines):
        for form in row:
            found[form.lower()][form] += 1
    return {
        word: dict(forms)
        for word, forms in found.items()
        if len(word) > 1 and all(f.isalpha() and len(f) == len(word) for f in forms)
    }


def make_forms(lines: list[str]) -> None:
    """Write the counts of forms; those in lower case only that the dictionary has are left out."""
    knows = english.dictionary().knows
    kept: dict[str, float] = {}
    for word, forms in listed_forms(lines).items():
        total = sum(forms.values())
        usual = {f: n for f, n in forms.items() if n >= max(1, SHARE * total)}
        if total >= SMALLEST and not (set(usual) == {word} and knows(word)):
            kept |= usual
    FORMS.write_bytes(packed(kept))
    print(f"{FORMS.name}: {len(kept):,} forms, {FORMS.stat().st_size:,} bytes")


def mixed_forms(lines: list[str]) -> str:
    """Forms with capitals inside that are the usual ones of their words, joined by spaces."""
    found = []
    for word, forms in listed_forms(lines).items():
        plain = {word, capitalised(word), word.upper()}
        inner = max((f for f in forms if f not in plain), key=forms.__getitem__, default=None)
        if inner is None or len(word) < 3 or sum(forms.values()) < SMALLEST:
            continue
        others = sum(n for f, n in forms.items() if f not in (word, inner))
        if forms[inner] > others and forms[inner] >= MIXED_SHARE * forms.get(word, 0.0):
            found.append(inner)
    return " ".join(sorted(found))


NAMED = (
    "bg ca cs da de el es et fi fr hr hu id it lt lv nb nl pl pt ro ru sk sl sq sr sv tr uk"
).split()
"""Languages whose names of countries are listed: not English, which has better."""
AMBIGUOUS = {"001", "RE", "UN"}
"""The world; Réunion, a meeting in Spanish; the United Nations, written in several ways."""
_PLAIN_NAME = re.compile(r"[^\W\d_][^\W\d_’' -]{2,}(?:[’' -][^\W\d_]+)*")


def make_names() -> None:
    """Write the names of countries and continents in CLDR that have a capital."""
    from babel import Locale, __version__

    lines = [
        f"# Names of countries and continents by language: Unicode CLDR, by babel {__version__}",
        "# (Unicode License v3). Made by scripts/train_casing.py names.",
    ]
    for base in NAMED:
        names = {
            name.replace("’", "'")
            for code, name in Locale.parse(base).territories.items()
            if code not in AMBIGUOUS
            and name != name.lower()
            and name.lower() not in function_words(base)
            and _PLAIN_NAME.fullmatch(name)
        }
        lines.append(f"{base}\t{';'.join(sorted(names))}")
    NAMES.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{NAMES.name}: {NAMES.stat().st_size:,} bytes")


# ---------------------------------------------------------------- folds


class WithoutFold:
    """N-gram counts of all sentences but those of one fold, cut as the shipped ones are."""

    def __init__(self, total: Mapping[str, int], fold: Mapping[str, int]) -> None:
        self._total, self._fold = total, fold

    def get(self, key: str) -> float:
        """The count without the fold."""
        count = self._total.get(key, 0) - self._fold.get(key, 0)
        return float(count) if count >= LEAST[key.count(" ") + 1] else 0.0


@dataclass
class Folds:
    """The sentences of each fold and the n-grams of all and of each."""

    lines: list[list[str]]
    total: dict[str, int]
    counts: list[dict[str, int]]


def folds(lines: list[str]) -> Folds:
    """Deal sentences into folds by the rarest word that they share with another."""
    kept = [line for line in lines if (f := [t.form for t in tokens(line)]) and not is_headline(f)]
    rows = list(cased(kept))
    spread = Counter(word for row in rows for word in {form.lower() for form in row})
    parts: list[list[str]] = [[] for _ in range(FOLDS)]
    counts: list[Counter[str]] = [Counter() for _ in range(FOLDS)]
    for line, row in zip(kept, rows, strict=True):
        rare = [w for form in row if (w := form.lower()).isalpha() and spread[w] in RARE]
        topic = min(rare, key=spread.__getitem__, default=line)
        fold = crc32(topic.encode()) % FOLDS
        parts[fold].append(line)
        padded = [START, *row, END]
        for length in LEAST:
            grams = zip(*(padded[at:] for at in range(length)), strict=False)
            counts[fold].update(" ".join(gram) for gram in grams)
        counts[fold][""] += len(row)
    total: Counter[str] = Counter()
    for fold_counts in counts:
        total.update(fold_counts)
    often = {key: count for key, count in total.items() if count > 1}
    return Folds(parts, often, [{k: n for k, n in c.items() if k in often} for c in counts])


# ---------------------------------------------------------------- the random field

ALGORITHM = {"c1": 0.3, "c2": 1.0, "max_iterations": 160, "feature.minfreq": 6}
"""CRFsuite, L-BFGS: weights of the L1 and L2 terms; rarer features are dropped."""
SMALLEST_WEIGHT = 4
"""In hundredths: features without a larger one are dropped."""


def example(line: str, variants: Variants) -> tuple[list[dict[str, float]], list[str]] | None:
    """The features of a sentence without its capitals, and its labels; None if it is no example.

    A sentence's first word has the label of how it is written elsewhere.
    """
    gold = [token.form for token in tokens(line)]
    small = line.lower()
    if len(small) != len(line) or len(gold) < SHORTEST or is_headline(gold):
        return None
    if any(_is_foreign(form, variants) for form in gold):
        return None
    first = next((at for at, form in enumerate(gold) if form[0].isalpha()), None)
    if first is None or sum(form.isupper() and len(form) > 3 for form in gold) > SHOUTED:
        return None
    found = [Token(t.start, t.end, t.form.lower()) for t in tokens(line)]
    likely = likeliest([token.form for token in found], variants)
    labels = english.labels_of(gold)
    if gold[first].istitle():
        word, count = gold[first].lower(), variants.ngrams.count
        low = count(word) >= count(gold[first]) and (count(word) > 0 or variants.knows(word))
        labels[first] = english.LOWER if low else english.CAPITAL
    return Features(small, found, likely, variants).places(), labels


def _is_foreign(form: str, variants: Variants) -> bool:
    """Whether a word was left in another language: lower-case, with letters English lacks."""
    return (
        form.islower()
        and not form.isascii()
        and form[0].isalpha()
        and not (variants.ngrams.count(form) or variants.listed(form) or variants.knows(form))
    )


def variants_of(ngrams: Ngrams, mixed: str) -> Variants:
    """The shipped tables with other n-gram counts."""
    return Variants(ngrams, Packed(FORMS), english.mixed(mixed), english.dictionary().knows)


def make_model(lines: list[str], a_fold: int) -> None:
    """Train on all folds and write the weights."""
    import pycrfsuite

    mixed = mixed_forms(lines)
    dealt = folds(lines)
    trainer = pycrfsuite.Trainer(verbose=False)
    for number, part in enumerate(dealt.lines):
        variants = variants_of(Ngrams(WithoutFold(dealt.total, dealt.counts[number])), mixed)
        chosen = Random(number).sample(part, min(a_fold, len(part)))
        for features, labels in filter(None, (example(line, variants) for line in chosen)):
            trainer.append(pycrfsuite.ItemSequence(features), labels)
        print(f"fold {number + 1} of {FOLDS}", flush=True)
    trainer.select("lbfgs")
    trainer.set_params(ALGORITHM)
    with TemporaryDirectory() as folder:
        path = str(Path(folder) / "crf")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        write_model(tagger.info(), mixed)


def write_model(info: Any, mixed: str) -> None:
    """The weights as JSON, one feature a line."""
    labels = english.LABELS
    weights: dict[str, list[int]] = defaultdict(lambda: [0] * len(labels))
    for (feature, label), weight in info.state_features.items():
        weights[feature][labels.index(label)] = round(100 * weight)
    kept = {f: w for f, w in sorted(weights.items()) if max(map(abs, w)) >= SMALLEST_WEIGHT}
    head = {
        "labels": labels,
        "transitions": [
            [round(100 * info.transitions.get((one, two), 0.0)) for two in labels] for one in labels
        ],
        "mixed": mixed,
    }
    lines = [f" {json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    rows = ",\n".join(f"  {json.dumps(f)}: {json.dumps(w)}" for f, w in kept.items())
    MODEL.write_text(
        "{\n" + ",\n".join(lines) + ',\n "weights": {\n' + rows + "\n }\n}\n", encoding="utf-8"
    )
    print(f"{MODEL.name}: {len(kept):,} features, {MODEL.stat().st_size:,} bytes")


def main() -> int:
    """Make what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("task", choices=("forms", "model", "names"))
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR")
    parser.add_argument("--sentences", type=int, default=A_FOLD, metavar="N", help="of each fold")
    args = parser.parse_args()
    if args.task == "names":
        make_names()
        return 0
    path = args.data / "text" / "en.txt.gz"
    if not path.exists():
        print(f"{path}: not found (see --data)", file=sys.stderr)
        return 2
    lines = sentences(path, held_out=False, without=measured(args.data / "mlqe-pe"))
    if args.task == "forms":
        make_forms(lines)
    else:
        make_model(lines, args.sentences)
    return 0


if __name__ == "__main__":
    sys.exit(main())
