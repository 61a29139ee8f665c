"""Counts what every rule of a grammar engine does to samples, one edit at a time.

Each rule but the speller's, its first suggestion, sentence by sentence, as the engine reads them.
Damage that is grammar's business: one function word or one ending exchanged, in every language.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from random import Random
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein
from safety_engines import KINDS, opened, version
from safety_samples import POST_EDITED, REGIONS
from safety_tables import Rules, engine_levelled

from cleanup.document import Document
from cleanup.edit import apply
from cleanup.safety import Record
from cleanup.score.data import read_records
from cleanup.score.documents import count_words
from cleanup.words import function_words

NOT_GRAMMAR = re.compile(
    r"(?:style|locale-violation|register|whitespace|typographical|duplication)$|^STYLE|^REDUNDANCY"
    r"|^(?:Spelling|Capitalization|Style|Repetition|Redundancy|Enhancement|Formatting|Readability"
    r"|Regionalism)$"  # Harper's
)
"""Kinds of rules left out: matters of taste, and what other stages of the program do."""
OWNED = re.compile(
    r"REPEAT|REPETITION|UNPAIRED|UPPERCASE_SENTENCE|MULTITOKEN|EN_A_VS_AN|DU_LE$|^harper:AnA$"
)


class Case(NamedTuple):
    """A text, what it should be, and which of the three sorts of evidence it gives."""

    sort: str
    """``translation``, ``clean``, ``damaged``, or ``lost``: damaged beyond a rule's judgement."""
    text: str
    right: str


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


def tokens(text: str, base: str) -> list[str]:
    """Words and marks; characters where words are not written apart."""
    return re.findall(r"\S" if base in {"ja", "zh"} else r"\w+|[^\w\s]", text)


Counts = dict[str, Counter[str]]
Restored = set[tuple[str, str, str, str | None]]
Examples = list[tuple[str, ...]]
"""Rule, verdict, text before, text after, right text."""


def measure(
    engine: str, base: str, rules: tuple[str, ...] | None, part: Sequence[Case]
) -> tuple[Counts, Restored, Examples, int]:
    """Counts by rule for some cases, what was restored, the edits, and texts given up on."""
    chosen = opened(engine, rules)
    documents = [Document(case.text, base) for case in part]
    chosen.read(documents)
    counts: Counts = defaultdict(Counter)
    restored: Restored = set()
    examples: Examples = []
    given_up = 0
    for case, document in zip(part, documents, strict=True):
        proposal = chosen.propose(document)
        given_up += len(proposal.notes)
        for edit in proposal.edits:
            if edit.after is None or _is_skipped(edit.rule, KINDS[edit.rule]):
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


def _is_skipped(rule: str, kind: str) -> bool:
    """Whether a rule is none of the engine's business here."""
    return bool(NOT_GRAMMAR.search(kind) or OWNED.search(rule))


# ---------------------------------------------------------------- the table


def table(
    engine: str, data: Path, base: str, jobs: int, limit: int | None
) -> tuple[dict[str, str | int], Rules, Examples]:
    """The records of an engine's rules in a language, what they rest on, and every edit.

    Rules get in each other's way, so what all of them say together only chooses those that may
    run. Their record is what they do when just they run, measured until none drops out.
    """
    todo = cases(data, base, limit)
    records, examples, given_up = count(engine, base, None, todo, jobs)
    chosen = {rule for rule, record in records.items() if record.level}
    while chosen:
        names = tuple(sorted(rule.partition(":")[2] for rule in chosen))
        alone, edits, lost = count(engine, base, names, todo, jobs)
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
        **version(engine, base),
        "translations": sorts["translation"],
        "damaged": sorts["damaged"] + sorts["lost"],
        "clean": sorts["clean"],
        "clean_words": sum(count_words(c.text, base) for c in todo if c.sort == "clean"),
        "given_up": given_up,
    }
    return about, records, sorted(examples)


def count(
    engine: str, base: str, rules: tuple[str, ...] | None, todo: Sequence[Case], jobs: int
) -> tuple[Rules, Examples, int]:
    """Records with their levels, the edits behind them, and the number of texts given up on."""
    parts = [todo[i : i + 200] for i in range(0, len(todo), 200)]
    counts: Counts = defaultdict(Counter)
    restored: Restored = set()
    examples: Examples = []
    given_up = 0
    with ProcessPoolExecutor(jobs) as pool:
        for part_counts, part_restored, part_examples, lost in pool.map(
            partial(measure, engine, base, rules), parts
        ):
            for rule, counter in part_counts.items():
                counts[rule] += counter
            restored |= part_restored
            examples += part_examples
            given_up += lost
    for rule, *_ in restored:
        counts[rule]["restored"] += 1
    post_edited = base in POST_EDITED
    return (
        {rule: engine_levelled(Record(**found), post_edited) for rule, found in counts.items()},
        examples,
        given_up,
    )
