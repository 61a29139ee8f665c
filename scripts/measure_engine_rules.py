#!/usr/bin/env python3
"""Measure every rule of the grammar engine and write its safety table, models/safety/LANG.json.

Each rule but the speller's, its first suggestion, one edit at a time, is applied to

* machine translations (MLQE-PE train): does the edit move the sentence towards the human
  post-edit, in words? English (from ro et ru ne si), German and Chinese;
* clean text (NTREX dev; DEMETR `clean` for English): every edit is suspect;
* damaged text (DEMETR dev `perturbed` for English; for every language clean sentences with one
  function word or ending exchanged): does the edit restore the sentence?

models/safety/README.md says what becomes of the counts.
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, replace
from functools import cache, partial
from importlib import metadata
from pathlib import Path
from random import Random
from typing import NamedTuple

from measuring import (
    ROOT,
    MeasureError,
    comma_list,
    count_words,
    positive,
    read_records,
    run,
)
from rapidfuzz.distance import Levenshtein

from cleanup.config import Config
from cleanup.document import Document
from cleanup.edit import Edit, Safety, apply
from cleanup.engines.lingotweaker import PREFIX, LingoTweaker, data_folder, variant_of
from cleanup.engines.masking import Masked
from cleanup.engines.process import GaveUp, Setup
from cleanup.language import Language
from cleanup.safety import Record, lower_bound
from cleanup.words import function_words

LANGUAGES = "ar ca da de el en es fa fr it ja nl pl pt ro ru sv uk zh".split()
POST_EDITED = {
    "en": ("ro-en", "et-en", "ru-en", "ne-en", "si-en"),
    "de": ("en-de",),
    "zh": ("en-zh",),
}
REGIONS = {"pt": ("pt", "pt-BR")}
"""NTREX files of a language, where it is not one of its own name."""

SAFE_BOUND, SAFE_LEAST = 0.85, 20
LIKELY_BOUND = 0.6
PLANTED_BOUND, PLANTED_LEAST = 0.7, 20

NOT_GRAMMAR = re.compile(
    r"(?:style|locale-violation|register|whitespace|typographical|duplication)$|^STYLE|^REDUNDANCY"
)
"""Kinds of rules left out: matters of taste, and what other stages of the program do."""
OWNED = re.compile(r"REPEAT|REPETITION|UNPAIRED|UPPERCASE_SENTENCE|MULTITOKEN|EN_A_VS_AN|DU_LE$")


class Case(NamedTuple):
    """A text, what it should be, and which of the three sorts of evidence it gives."""

    sort: str
    """``translation``, ``clean``, ``damaged``, or ``lost``: damaged beyond a rule's judgement."""
    text: str
    right: str


class Chosen(LingoTweaker):
    """The engine with the rules of one's choice; ``None`` for all but the speller's."""

    def __init__(self, rules: tuple[str, ...] | None) -> None:
        super().__init__(Config())
        self._chosen = rules

    def _setup(self, language: Language) -> Setup | None:
        base = language.base
        folder = data_folder(base)
        return Setup(base, variant_of(language), folder, self._chosen) if folder else None

    def _edits(
        self, document: Document, offset: int, sentence: Masked, setup: Setup
    ) -> Iterator[Edit]:
        answer = self._answers.get((setup, sentence.text), ())
        for match in () if isinstance(answer, GaveUp) else answer:
            KINDS[PREFIX + match.rule] = match.kind
        yield from super()._edits(document, offset, sentence, setup)


KINDS: dict[str, str] = {}
"""Kind of each rule that found something."""


# ---------------------------------------------------------------- cases


def cases(data: Path, base: str, limit: int | None) -> list[Case]:
    """All cases of a language."""
    found: dict[Case, None] = {}
    for pair in POST_EDITED.get(base, ()):
        for record in read_records(data / "mlqe-pe" / f"{pair}.train.jsonl.gz")[:limit]:
            found[Case("translation", record["mt"], record["pe"])] = None
    clean = []
    for name in REGIONS.get(base, (base,)):
        for record in read_records(data / "ntrex" / f"{name}.dev.jsonl.gz")[:limit]:
            clean += record["sentences"]
    rng = Random(f"damage:{base}")
    vocabulary = _vocabulary(clean)
    for sentence in clean:
        found[Case("clean", sentence, sentence)] = None
        for text in damaged(sentence, base, vocabulary, rng):
            found[Case("damaged", text, sentence)] = None
    if base == "en":
        for record in read_records(data / "demetr" / "dev.jsonl.gz")[:limit]:
            found[Case("clean", record["clean"], record["clean"])] = None
            for text in record["perturbed"].values():
                found[Case("lost", text, record["clean"])] = None
    return list(found)


def _vocabulary(sentences: Sequence[str]) -> dict[str, list[str]]:
    """Lower-case words by their first letters: those of one group are often forms of one word."""
    groups = defaultdict(set)
    for sentence in sentences:
        for word in re.findall(r"[^\W\d_]{4,}", sentence):
            if word.islower():
                groups[word[: max(3, len(word) - 2)]].add(word)
    return {stem: sorted(words) for stem, words in groups.items() if len(words) > 1}


def damaged(
    sentence: str, base: str, vocabulary: dict[str, list[str]], rng: Random
) -> Iterator[str]:
    """Up to four versions with one word wrong: two function words, two endings."""
    words = list(re.finditer(r"(?<![\w'’-])[^\W\d_]+(?![\w'’-])", sentence))
    rng.shuffle(words)
    small = sorted(function_words(base))
    counts = Counter[str]()
    for match in words:
        word = match[0]
        if not word.islower():
            continue
        if word in small:
            kind = "function"
            others = [w for w in small if w != word and Levenshtein.distance(w, word) <= 1]
        else:
            kind = "ending"
            others = vocabulary.get(word[: max(3, len(word) - 2)], [])
            others = [w for w in others if w != word]
        if others and counts[kind] < 2:
            counts[kind] += 1
            yield sentence[: match.start()] + rng.choice(others) + sentence[match.end() :]


# ---------------------------------------------------------------- counting


@cache
def _engine(rules: tuple[str, ...] | None) -> Chosen:
    return Chosen(rules)


def tokens(text: str, base: str) -> list[str]:
    """Words and marks; characters where words are not written apart."""
    return re.findall(r"\S" if base in {"ja", "zh"} else r"\w+|[^\w\s]", text)


Counts = dict[str, Counter[str]]
Restored = set[tuple[str, str, str, str | None]]
Examples = list[tuple[str, str, str, str, str]]


def measure(
    base: str, rules: tuple[str, ...] | None, part: Sequence[Case]
) -> tuple[Counts, Restored, Examples, int]:
    """Counts by rule for some cases, what was restored, the edits, and texts given up on."""
    counts: Counts = defaultdict(Counter)
    restored: Restored = set()
    examples: Examples = []
    given_up = 0
    for case in part:
        document = Document(case.text, base)
        proposal = _engine(rules).propose(document)
        given_up += len(proposal.notes)
        for edit in proposal.edits:
            if edit.after is None or skipped(edit.rule, KINDS[edit.rule]):
                continue
            new = apply(case.text, [edit])
            verdict = judge(case, edit.start, edit.end, new, base)
            if verdict == "restored":
                restored.add((edit.rule, case.right, edit.before, edit.after))
            elif verdict:
                counts[edit.rule][verdict] += 1
            if verdict:
                examples.append((edit.rule, verdict, case.text, new, case.right))
    return dict(counts), restored, examples, given_up


def judge(case: Case, start: int, end: int, new: str, base: str) -> str:
    """What an edit did to a case; "" where it says nothing about the rule."""
    if case.sort == "clean":
        return "clean_hits"
    if new == case.right:
        return "restored"
    if case.sort == "translation":
        right = tokens(case.right, base)
        before = Levenshtein.distance(tokens(case.text, base), right)
        after = Levenshtein.distance(tokens(new, base), right)
        return "better" if after < before else "worse" if after > before else "neutral"
    if case.sort == "damaged":
        wound = next(op for op in Levenshtein.opcodes(case.text, case.right) if op.tag != "equal")
        if start <= wound.src_end and wound.src_start <= end:
            return "missed"
    return ""


def skipped(rule: str, kind: str) -> bool:
    """Whether a rule is none of the engine's business here."""
    return bool(NOT_GRAMMAR.search(kind) or OWNED.search(rule))


def level(record: Record, post_edited: bool) -> Safety | None:
    """The level that a record earns; the thresholds are explained in models/safety/README.md."""
    bad = record.worse + record.clean_hits
    if post_edited:
        bound = lower_bound(record.better, bad)
        if bound >= SAFE_BOUND and record.better >= SAFE_LEAST and not record.clean_hits:
            return Safety.SAFE
        if bound >= LIKELY_BOUND:
            return Safety.LIKELY
        good = record.better + record.restored
        return Safety.ASK if (record.better > 1 or record.restored > 2) and good >= bad else None
    sure = lower_bound(record.restored, record.missed)
    if not bad and record.restored >= PLANTED_LEAST and sure >= PLANTED_BOUND:
        return Safety.LIKELY
    enough = record.restored > 2 and record.restored >= 9 * bad
    return Safety.ASK if enough and record.restored >= record.missed else None


# ---------------------------------------------------------------- the table


def table(
    data: Path, base: str, jobs: int, limit: int | None
) -> tuple[dict[str, object], Examples]:
    """The safety table of a language, and every edit behind it.

    Rules get in each other's way, so what all of them say together only chooses those that may
    run. Their record is what they do when just they run, measured until none drops out.
    """
    todo = cases(data, base, limit)
    records, examples, given_up = count(base, None, todo, jobs)
    chosen = {rule for rule, record in records.items() if record.level}
    while chosen:
        names = tuple(sorted(rule.removeprefix(PREFIX) for rule in chosen))
        alone, edits, lost = count(base, names, todo, jobs)
        records |= {rule: alone.get(rule, Record()) for rule in chosen}
        examples = [e for e in examples if e[0] not in chosen] + edits
        given_up += lost
        left = {rule for rule in chosen if records[rule].level}
        if left == chosen:
            break
        chosen = left
    sorts = Counter(case.sort for case in todo)
    about = {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "engine": f"lingotweaker {metadata.version('lingotweaker')}",
        "data": f"lingotweaker-data-{base} {metadata.version(f'lingotweaker-data-{base}')}",
        "translations": sorts["translation"],
        "damaged": sorts["damaged"] + sorts["lost"],
        "clean": sorts["clean"],
        "clean_words": sum(count_words(c.text, base) for c in todo if c.sort == "clean"),
        "given_up": given_up,
    }
    rules = {rule: asdict(records[rule]) for rule in sorted(records)}
    return {"about": about, "rules": rules}, examples


def count(
    base: str, rules: tuple[str, ...] | None, todo: Sequence[Case], jobs: int
) -> tuple[dict[str, Record], Examples, int]:
    """Records with their levels, the edits behind them, and the number of texts given up on."""
    parts = [todo[i : i + 200] for i in range(0, len(todo), 200)]
    counts: Counts = defaultdict(Counter)
    restored: Restored = set()
    examples: Examples = []
    given_up = 0
    with ProcessPoolExecutor(jobs) as pool:
        for part_counts, part_restored, part_examples, lost in pool.map(
            partial(measure, base, rules), parts
        ):
            for rule, counter in part_counts.items():
                counts[rule] += counter
            restored |= part_restored
            examples += part_examples
            given_up += lost
    for rule, *_ in restored:
        counts[rule]["restored"] += 1
    records = {}
    for rule, counter in counts.items():
        record = Record(**counter)
        records[rule] = replace(record, level=level(record, base in POST_EDITED))
    return records, examples, given_up


def relevelled(path: Path) -> dict[str, object]:
    """A table with its counts as they are and the levels of today's thresholds."""
    content = json.loads(path.read_text(encoding="utf-8"))
    rules = {}
    for rule, counts in content["rules"].items():
        if not OWNED.search(rule):
            record = Record(**counts | {"level": None})
            rules[rule] = asdict(replace(record, level=level(record, path.stem in POST_EDITED)))
    return {"about": content["about"], "rules": rules}


def render(content: dict[str, object]) -> str:
    """The table as JSON, one rule a line."""
    rules = content["rules"]
    assert isinstance(rules, dict)
    lines = [
        f"  {json.dumps(rule, ensure_ascii=False)}: {json.dumps(record)}"
        for rule, record in rules.items()
    ]
    about = json.dumps(content["about"], ensure_ascii=False)
    return '{\n"about": ' + about + ',\n"rules": {\n' + ",\n".join(lines) + "\n}\n}\n"


def main() -> int:
    """Measure and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("languages", nargs="?", type=comma_list, default=tuple(LANGUAGES), help="default: all")
    add("--data", type=Path, default=ROOT.parent / "shared" / "data", metavar="DIR")
    add("--out", type=Path, default=ROOT / "models" / "safety", metavar="DIR")
    add("--jobs", type=positive, default=2)
    add("--limit", type=positive, help="records of each file, for a quick look")
    add("--examples", type=Path, metavar="FILE", help="append every edit to this TSV file")
    add("--relevel", action="store_true", help="measure nothing: level the counts anew")
    args = parser.parse_args()
    if args.relevel:
        for path in sorted(args.out.glob("*.json")):
            path.write_text(render(relevelled(path)), encoding="utf-8")
        return 0
    for base in args.languages:
        if data_folder(base) is None:
            raise MeasureError(f"no data for {base}: pip install lingotweaker-data-{base}")
        if not (args.data / "ntrex").is_dir():
            raise MeasureError(f"{args.data}: there is no folder ntrex (--data)")
        begun = time.monotonic()
        content, examples = table(args.data, base, args.jobs, args.limit)
        args.out.mkdir(parents=True, exist_ok=True)
        (args.out / f"{base}.json").write_text(render(content), encoding="utf-8")
        if args.examples:
            with args.examples.open("a", encoding="utf-8") as out:
                for example in sorted(examples):
                    out.write("\t".join([base, *example]) + "\n")
        rules = content["rules"]
        assert isinstance(rules, dict)
        levels = Counter(record["level"] for record in rules.values())
        told = ", ".join(
            f"{levels[name]} {name or 'off'}" for name in ("safe", "likely", "ask", None)
        )
        print(
            f"{base}: {len(rules)} rules seen: {told}; {time.monotonic() - begun:.0f} s", flush=True
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(run(main))
