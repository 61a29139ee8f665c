#!/usr/bin/env python3
"""Write models/ngrams.en.bin: n-gram counts of English news sentences.

    python scripts/make_ngrams.py --text DIR/text/en.txt.gz --without DIR/mlqe-pe

Fifteen sixteenths of the sentences are counted; the rest, chosen by a checksum of the sentence, is
held back for training the models that use the counts (`sentences(..., held_out=True)`). Sentences
of the files under ``--without`` are left out, for those measure what the program does. Headlines in
title case are left out too, and a sentence's first word has the case it has elsewhere.
"""

from __future__ import annotations

import argparse
import gzip
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import generated
import msgspec

from cleanup.context.ngrams import END, START, tokens
from cleanup.context.packed import packed

TARGET = generated.ROOT / "models" / "ngrams.en.bin"
DATA = generated.ROOT.parent / "shared" / "data"
LEAST = {1: 2, 2: 2, 3: 3}
"""Least count of what is kept, by length."""
TITLE_CASE = 0.6
"""Share of capitals among longer words at which a line is taken for a headline."""


def sentences(path: Path, *, held_out: bool, without: frozenset[str] = frozenset()) -> list[str]:
    """The different sentences of a text file, one a line: those to count or those held back."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = dict.fromkeys(line.strip() for line in lines)
    return [
        text
        for text in texts
        if text and text not in without and (crc32(text.encode()) % 16 == 0) == held_out
    ]


def measured(folder: Path) -> frozenset[str]:
    """All strings of the ``.jsonl.gz`` records in a folder."""
    found: set[str] = set()
    for path in sorted(folder.glob("*.jsonl.gz")):
        for line in gzip.decompress(path.read_bytes()).splitlines():
            record = msgspec.json.decode(line)
            found.update(v.strip() for v in record.values() if isinstance(v, str))
    return frozenset(found)


def is_headline(forms: list[str]) -> bool:
    """Whether most of the longer words begin with a capital."""
    longer = [form for form in forms if len(form) > 3 and form.isalpha()]
    return len(longer) > 3 and sum(f[0].isupper() for f in longer) > TITLE_CASE * len(longer)


def cased(texts: list[str]) -> Iterator[list[str]]:
    """The forms of each sentence, its first word in the case that it has elsewhere."""
    all_forms = [[token.form for token in tokens(text)] for text in texts]
    all_forms = [forms for forms in all_forms if forms and not is_headline(forms)]
    inside = Counter(form for forms in all_forms for form in forms[1:])
    for forms in all_forms:
        first = next((i for i, form in enumerate(forms) if form[0].isalpha()), 0)
        form = forms[first]
        if form.istitle() and form != "I" and inside[form.lower()] >= inside[form]:
            forms[first] = form.lower()
        yield forms


def counts(texts: list[str]) -> dict[str, float]:
    """N-grams, their words joined by spaces; the empty one stands for the number of words."""
    found: Counter[tuple[str, ...]] = Counter()
    total = 0
    for forms in cased(texts):
        total += len(forms)
        row = [START, *forms, END]
        for length in LEAST:
            found.update(zip(*(row[i:] for i in range(length)), strict=False))
    kept = {" ".join(n): float(c) for n, c in found.items() if c >= LEAST[len(n)]}
    return {"": float(total), **kept}


def main() -> int:
    """Count and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--text", type=Path, default=DATA / "text" / "en.txt.gz", metavar="FILE")
    parser.add_argument("--without", type=Path, default=DATA / "mlqe-pe", metavar="DIR")
    args = parser.parse_args()
    for path in (args.text, args.without):
        if not path.exists():
            print(f"{path}: not found (see --help)", file=sys.stderr)
            return 2
    found = counts(sentences(args.text, held_out=False, without=measured(args.without)))
    TARGET.write_bytes(packed(found))
    print(f"{TARGET.name}: {len(found):,} n-grams of {found['']:,.0f} words")
    return 0


if __name__ == "__main__":
    sys.exit(main())
