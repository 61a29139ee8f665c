#!/usr/bin/env python3
"""Measure a neural model on texts whose right form is known, and write it into its manifest.

python scripts/measure_model.py MODEL PAIRS.jsonl [--lang en] [--data "what it is"]

PAIRS has one JSON object a line, as for `cleanup score pairs`: {"text", "reference", "lang"}. An
edit is judged at its place (models/safety/README.md); where text and reference are equal, people
wrote it so and every edit is a hit in clean text. What the guards refuse does not count. The record
of the language is replaced; `cleanup models show MODEL` says what level follows from it.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections import Counter
from pathlib import Path

import msgspec
from safety_judge import Comparison

from cleanup.config import Config
from cleanup.document import Document
from cleanup.edit import apply
from cleanup.engines.neural import store
from cleanup.engines.neural.engine import Neural
from cleanup.engines.neural.manifest import MANIFEST, Measured, encoded
from cleanup.guard import guard_for
from cleanup.language import language
from cleanup.registry import all_rules
from cleanup.score.documents import count_words
from cleanup.writing import write


def measure(name: str, pairs: list[dict[str, str]], lang: str) -> dict[str, Measured]:
    """The counts by language."""
    engine = Neural(Config(), name)
    counts: dict[str, Counter[str]] = {}
    for pair in pairs:
        text, right = pair["text"], pair["reference"]
        tag = pair.get("lang") or lang
        count = counts.setdefault(language(tag).base, Counter())
        document = Document(text, tag)
        guard = guard_for(document, all_rules())
        proposal = engine.propose(document)
        for note in proposal.notes:
            print(note, file=sys.stderr)
        edits = [edit for edit in proposal.edits if guard(edit) is None]
        if text == right:
            count["clean_hits"] += len(edits)
            count["clean_words"] += count_words(text, tag)
            continue
        comparison = Comparison(text, right)
        for edit in edits:
            found = comparison.outcome(edit)
            assert apply(text, [edit]) != text
            count["better" if found.good else "worse" if found.bad else "neutral"] += 1
    return {base: Measured(**count) for base, count in counts.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("model")
    parser.add_argument("pairs", type=Path)
    parser.add_argument("--lang", default="en")
    parser.add_argument("--data", default="")
    given = parser.parse_args()
    model = store.find(given.model)
    if model.home is None:
        parser.error(f"{given.model} was not added: `cleanup models add` first")
    pairs = [json.loads(line) for line in given.pairs.read_text("utf-8").splitlines() if line]
    data = f"{given.data or given.pairs.name}, {datetime.date.today()}"
    found = {
        base: msgspec.structs.replace(measured, data=data)
        for base, measured in measure(given.model, pairs, given.lang).items()
    }
    manifest = msgspec.structs.replace(model.manifest, record=model.manifest.record | found)
    write(model.home / MANIFEST, encoded(manifest))
    for base, measured in found.items():
        print(base, manifest.level(base), measured)
    return 0


if __name__ == "__main__":
    sys.exit(main())
