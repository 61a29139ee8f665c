#!/usr/bin/env python3
"""Measure every rule and write the safety tables, models/safety/LANG.json and any.json.

Every proposal of every rule, one edit at a time, is judged on

* machine translations (MLQE-PE train): does the edit move the place where it stands towards what
  the human post-editor made of it? English (from ro et ru ne si), German, Chinese;
* clean text (NTREX dev in 24 languages; DEMETR `clean` for English): every edit is suspect;
* damaged text (DEMETR dev `perturbed`; planted damage in every language): is the place restored?

models/safety/README.md says what becomes of the counts. The tables of all languages are read to
make any.json, so measure all of them before the figures are used.
"""

from __future__ import annotations

import argparse
import datetime
import json
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from functools import partial
from pathlib import Path

from measuring import ROOT, MeasureError, comma_list, parser_for, positive, run
from safety_counts import Example, measure
from safety_engine import table as engine_table
from safety_engines import ENGINES, covers
from safety_judged import read_judged
from safety_samples import LANGUAGES, POST_EDITED, parts
from safety_tables import (
    About,
    Rules,
    for_any,
    is_engine,
    language_files,
    levelled,
    read,
    together,
    within_budget,
    write,
)

from cleanup.config import Config
from cleanup.edit import Safety
from cleanup.engines.languagetool.engine import shared_server
from cleanup.registry import all_rules
from cleanup.safety import ANY, Record


def main(argv: Sequence[str] | None = None) -> int:
    """Measure and write."""
    parser = parser_for(__doc__)
    add = parser.add_argument
    add("languages", nargs="?", type=comma_list, default=LANGUAGES, help="default: all")
    add("--rules", type=comma_list, default=(), metavar="ID,ID",
        help="only these rules of the program; the other lines of the tables stay")  # fmt: skip
    add("--no-engine", action="store_true", help="keep the lines of the grammar engines' rules")
    add("--engine", type=comma_list, default=(), metavar="NAME,NAME",
        help="only the rules of these grammar engines; the other lines stay")  # fmt: skip
    add("--out", type=Path, default=ROOT / "models" / "safety", metavar="DIR")
    add("--jobs", type=positive, default=2, metavar="N", help="processes (default: 2)")
    add("--limit", type=positive, metavar="N", help="records of each file, for a quick look")
    add("--examples", type=Path, metavar="FILE", help="write every judged edit to this TSV file")
    add("--relevel", action="store_true", help="measure nothing: level the counts anew")
    args = parser.parse_args(argv)
    check(args)
    examples: list[tuple[str, ...]] = []
    for base in () if args.relevel else args.languages:
        begun = time.monotonic()
        about, rules = read(args.out / f"{base}.json")
        edits: list[tuple[str, ...]] = []
        if not args.engine:
            edits += own(base, about, rules, args)
        for name in () if args.no_engine or args.rules else args.engine or ENGINES:
            if covers(name, base):
                edits += engine(name, base, about, rules, args)
        write(args.out / f"{base}.json", about, rules)
        examples += ((base, *edit) for edit in edits)
        print(f"{base}: {len(rules)} lines, {time.monotonic() - begun:.0f} s", flush=True)
    if args.examples:
        lines = ("\t".join(map(field, example)) + "\n" for example in examples)
        args.examples.write_text("".join(lines), "utf-8")
    level(args.out)
    return 0


def check(args: argparse.Namespace) -> None:
    """Refuse what cannot be measured, before anything is."""
    if not args.relevel and not (args.data / "ntrex").is_dir():
        raise MeasureError(f"{args.data}: there is no folder ntrex (--data)")
    for base in args.languages:
        if base not in LANGUAGES:
            raise MeasureError(f"no data for {base!r}: there are {', '.join(LANGUAGES)}")
    for name in args.engine:
        if name not in ENGINES:
            raise MeasureError(f"no engine {name!r}: there are {', '.join(ENGINES)}")
    for rule in args.rules:
        if rule not in all_rules():
            raise MeasureError(f"no rule {rule!r}: see `cleanup rules`")


def own(base: str, about: About, rules: Rules, args: argparse.Namespace) -> list[Example]:
    """Put new lines for the program's rules into the table of a language; every edit judged."""
    texts: Counter[str] = Counter()
    counts: dict[str, Counter[str]] = {}
    examples: list[Example] = []
    work = partial(measure, judged=read_judged(args.out / "judged.tsv"))
    with ProcessPoolExecutor(args.jobs) as pool:
        for tally in pool.map(work, parts(args.data, base, args.limit)):
            texts += tally.texts
            for example in tally.examples:
                if not args.rules or rule_of(example.rule) in args.rules:
                    counts.setdefault(example.rule, Counter())[example.verdict] += 1
                    examples.append(example)
    for name in list(rules):
        if not is_engine(name) and (not args.rules or rule_of(name) in args.rules):
            del rules[name]
    rules |= {name: Record(**counter) for name, counter in counts.items()}
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    about["rules"] = {"date": today, **{what: texts[what] for what in sorted(texts)}}
    return sorted(examples)


def engine(
    name: str, base: str, about: About, rules: Rules, args: argparse.Namespace
) -> list[tuple[str, ...]]:
    """Put new lines for an engine's rules into the table of a language; every edit judged."""
    with shared_server(Config()) if name == "languagetool" else nullcontext():
        told, records, examples = engine_table(name, args.data, base, args.jobs, args.limit)
    for rule in [rule for rule in rules if rule.startswith(f"{name}:")]:
        del rules[rule]
    rules |= records
    about["engine" if name == "lingotweaker" else name] = told
    return examples


def level(folder: Path) -> None:
    """Give every record of every table its level, and write the table for any language."""
    found = {path.stem: read(path) for path in language_files(folder)}
    measured = {base: about for base, (about, _) in found.items() if "rules" in about}
    counts = {base: found[base][1] for base in measured}
    words = {base: clean_words(about) for base, about in measured.items()}
    whole = together(counts, words)
    for base, (about, rules) in found.items():
        done = levelled(rules, words.get(base, 0), whole, base in POST_EDITED)
        news = int(about["rules"]["news_words"]) if base in measured else 0
        write(folder / f"{base}.json", about, within_budget(done, news))
    everywhere = for_any(whole, counts, words)
    seen = {rule_of(name) for name in everywhere}
    everywhere |= {rule: Record(level=Safety.ASK) for rule in all_rules() if rule not in seen}
    date = max((str(about["rules"]["date"]) for about in measured.values()), default="")
    told: About = {"rules": {"date": date, "languages": len(measured)}}
    for what in ("clean_words", "news_words", "translated_words"):
        told["rules"][what] = sum(int(a["rules"].get(what, 0)) for a in measured.values())
    write(folder / f"{ANY}.json", told, everywhere)


def clean_words(about: About) -> int:
    """How many words of clean text a table rests on."""
    return int(about["rules"]["clean_words"])


def rule_of(name: str) -> str:
    """The id of the rule that a key is for."""
    return name.partition("/")[0]


def field(value: object) -> str:
    """A value as a field of the TSV file, on one line and encodable."""
    text = str(value)
    return text if text.isprintable() else json.dumps(text)[1:-1]


if __name__ == "__main__":
    raise SystemExit(run(main))
