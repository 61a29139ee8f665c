#!/usr/bin/env python3
"""Measure the truecaser: the figures of models/casing.md.

    python scripts/measure_casing.py english      the model for English, and its calibration
    python scripts/measure_casing.py languages    what dictionaries do for other languages

Sentences are put into lower case and restored; the capital of their first word counts for
*restored*, but not for the precision and recall of capitals.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

from make_ngrams import DATA, is_headline, measured, sentences

from cleanup.casing import english, listed
from cleanup.casing.lost import begins_like_one, is_long, lost
from cleanup.casing.variants import capitalised
from cleanup.context.dictionary import dictionary
from cleanup.context.ngrams import tokens
from cleanup.document import Document


@dataclass
class Tally:
    """Sentences and words restored; words as capitals set rightly, wrongly, and missed."""

    name: str
    lines: int = 0
    exact: int = 0
    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __str__(self) -> str:
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / max(1, self.right + self.missed)
        return (
            f"{self.name:10} {self.lines:5} sentences, restored {self.exact / self.lines:.1%}, "
            f"capitals: precision {precision:.1%}, recall {recall:.1%}"
        )


BINS = (0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98, 1.01)


def judged(line: str, tally: Tally) -> Iterator[tuple[float, bool]]:
    """Restore a sentence without its capitals; yields what was said of each word, and the truth."""
    model = english.english()
    assert model is not None
    small = line.lower()
    words = model.restore(small, 0, len(small))
    made, first = list(small), True
    for word in words:
        form = capitalised(word.form) if first else word.form
        if not first:
            gold = line[word.start : word.end].replace("’", "'")
            yield word.capital, gold != gold.lower()
            tally.right += word.form == gold != gold.lower()
            tally.wrong += word.form not in (gold, gold.lower())
            tally.missed += word.form != gold != gold.lower()
        first = False
        made[word.start : word.end] = form
    tally.lines += 1
    tally.exact += "".join(made).replace("'", "’") == line.replace("'", "’")


def report(data: Path, held_out: list[str]) -> None:
    """Figures on the held-out sentences, NTREX and DEMETR, and the calibration on the first."""
    ntrex = [s for r in records(data / "ntrex" / "en.dev.jsonl.gz") for s in r["sentences"]]
    sets = {
        "held out": Random(1).sample(held_out, 3000),
        "NTREX": [line for line in ntrex if line[-1:] in ".?!\"”'" and len(line.split()) > 4],
        "DEMETR": [r["clean"] for r in records(data / "demetr" / "dev.jsonl.gz")],
    }
    for name, lines in sets.items():
        tally, said = Tally(name), []
        for line in lines:
            if len(line.lower()) == len(line) and not is_headline([t.form for t in tokens(line)]):
                said += judged(line, tally)
        print(tally)
        parts = []
        for low, high in pairwise(BINS):
            inside = [(chance, truth) for chance, truth in said if low <= chance < high]
            if inside:
                mean, share = (sum(x) / len(inside) for x in zip(*inside, strict=True))
                parts.append(f"{mean:.2f}→{share:.2f} ({len(inside)})")
        print("           ", " ".join(parts))


def report_beginnings(data: Path) -> None:
    """Lines of MLQE-PE train without capitals: which seem to begin, and what post-editors did."""
    begun: Counter[tuple[bool, bool]] = Counter()
    for path in sorted((data / "mlqe-pe").glob("*-en.train.jsonl.gz")):
        for record in records(path):
            document = Document(record["mt"], "en")
            letter = next((c for c in record["pe"] if c.isalpha()), "")
            for place in list(lost(document))[:1]:
                if document.text[:1].isalpha() and is_long(document, place):
                    begun[begins_like_one(document, place), letter.isupper()] += 1
    for seems, name in ((True, "seem to begin"), (False, "do not")):
        total = begun[seems, True] + begun[seems, False]
        print(f"long lines that {name}: {total}, with a capital in the post-edit:"
              f" {begun[seems, True]}")  # fmt: skip


LISTED = "ca cs da de es fr it nl pl pt ro ru sv tr uk".split()
"""Languages of NTREX in which the dictionaries' sorts of words are counted."""


def report_listed(data: Path) -> None:
    """How often the words of each sort have a capital, and what that restores, by language."""
    sorts: dict[str, Counter[bool]] = defaultdict(Counter)
    for base in LISTED:
        words = dictionary(base)
        if words is None:
            print(f"{base}: no dictionary is installed")
            continue
        tally = Tally(base)
        for record in records(data / "ntrex" / f"{base}.dev.jsonl.gz"):
            for line in record["sentences"]:
                small = line.lower()
                if len(small) != len(line) or line[-1:] not in '.?!"”»’':
                    continue
                found = list(listed.sort(small, 0, len(small), base, words))
                made = list(small)
                for place, word in enumerate(found):
                    gold = line[word.start : word.end]
                    written = listed.SHARE[word.sort] >= listed.LEAST
                    form = word.form if written else gold.lower()
                    if place:
                        sorts[word.sort][gold != gold.lower()] += 1
                        tally.right += form == gold != gold.lower()
                        tally.wrong += form not in (gold, gold.lower())
                        tally.missed += form != gold != gold.lower()
                    made[word.start : word.end] = form if place else capitalised(form, base)
                tally.lines += 1
                tally.exact += "".join(made) == line
        print(tally)
    for name, counts in sorts.items():
        print(f"{name or 'lower case':12} {counts.total():7}: {counts[True] / counts.total():.1%}")


def records(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("task", choices=("english", "languages"))
    parser.add_argument("--data", type=Path, default=DATA, metavar="DIR")
    args = parser.parse_args()
    path = args.data / "text" / "en.txt.gz"
    if not path.exists():
        print(f"{path}: not found (see --data)", file=sys.stderr)
        return 2
    if args.task == "english":
        without = measured(args.data / "mlqe-pe")
        report(args.data, sentences(path, held_out=True, without=without))
        report_beginnings(args.data)
    else:
        report_listed(args.data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
