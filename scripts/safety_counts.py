"""Counts what every proposal of the program's own rules does to samples, one edit at a time.

The proposals come from the ledger of a real run, each on the revision that its stage read. The run
acts by what rules declare, not by the tables that are being made here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from safety_judge import Comparison, Outcome
from safety_judged import Judged, shortened
from safety_samples import CLEAN, LOST, PLANTED, TRANSLATION, Part, Sample, Wrong, samples

from cleanup.config import Config
from cleanup.document import Document
from cleanup.edit import Edit
from cleanup.guard import guard_for
from cleanup.pipeline import Cleaner, Step
from cleanup.registry import all_rules
from cleanup.safety import key
from cleanup.score.documents import count_words


class Example(NamedTuple):
    """An edit behind a figure."""

    rule: str
    """The key of the record it counts for; see `cleanup.safety.key`."""
    verdict: str
    """A field of the record."""
    sample: str
    lang: str
    sentence: int
    """Its number in the record, from 0."""
    was: str
    """The place before the edit."""
    before: str
    after: str


class Tally(NamedTuple):
    """What came of a piece of work."""

    examples: list[Example]
    """Every edit that was judged; one that several versions of a text share counts once."""
    texts: Counter[str]
    """How many texts of each sort there were, and how many words of clean text."""


@cache
def _cleaner() -> Cleaner:
    return Cleaner(Config(engine=("none",)), earned=False)


def measure(part: Part, judged: Mapping[Judged, str] | None = None) -> Tally:
    """Judge all edits in a piece of work.

    Args:
        part: the texts.
        judged: what people have said of edits; those found right are no harm.
    """
    found: dict[tuple[str, ...], Example] = {}
    texts: Counter[str] = Counter()
    read: set[str] = set()
    clean: dict[Judged, int] = {}  # edits of right texts, and in which sample they came first
    for number, sample in enumerate(samples(part)):
        _count(texts, sample, new=sample.id not in read)
        read.add(sample.id)
        for edit, example in _examples(sample, judged or {}):
            if example.verdict in ("clean_hits", "right", "mended"):
                if clean.setdefault(edit, number) != number:
                    continue  # the same in another shape of the article
            elif example.verdict == "missed" and edit in clean:
                continue  # the same beside a wound
            same = (example.sample, example.rule, example.was, example.before, example.after)
            found.setdefault(same, example)
    return Tally([example for example in found.values() if example.verdict], texts)


NEWS = "ntrex:"
"""What the ids of articles begin with."""


def _count(texts: Counter[str], sample: Sample, *, new: bool) -> None:
    """Add the texts of a sample."""
    if sample.people and new:
        texts[CLEAN] += 1
        words = count_words(sample.right, sample.lang)
        texts["clean_words"] += words
        texts["news_words"] += words * sample.id.startswith(NEWS)
    for wrong in sample.wrong:
        texts[wrong.sort] += wrong.source is None
        if wrong.sort == TRANSLATION and wrong.source is None:
            texts["translated_words"] += count_words(wrong.text, sample.lang)


def _examples(sample: Sample, judged: Mapping[Judged, str]) -> Iterator[tuple[Judged, Example]]:
    """Every edit with its verdict; those of the right text come first."""
    right = (Wrong(CLEAN, sample.right),) if sample.people else ()
    for wrong in (*right, *sample.wrong):
        for edit, outcome in _outcomes(sample, wrong):
            after = edit.after or ""
            sentence = max(bisect_right(sample.sentences, outcome.place) - 1, 0)
            known = Judged(
                sample.id, sample.lang, sentence, edit.rule, shortened(edit.before),
                shortened(after),
            )  # fmt: skip
            verdict = _VERDICTS[wrong.sort](outcome)
            if wrong.sort == TRANSLATION and edit.stage in _LEFT_BY_POST_EDITORS:
                verdict = "neutral"
            if verdict in _HARM and judged.get(known) == "right":
                verdict = _HARM[verdict]
            name = key(edit.rule, edit.safety)
            yield known, Example(name, verdict, *known[:3], outcome.was, edit.before, after)


_LEFT_BY_POST_EDITORS = ("encoding", "markup")
"""Stages of which translations say nothing: their post-editors mended the language, and left tags,
entities and escape sequences as they found them."""

_HARM = {"clean_hits": "right", "worse": "neutral"}
"""Harm, and what it is when a person finds the edit right."""


def _outcomes(sample: Sample, wrong: Wrong) -> Iterator[tuple[Edit, Outcome]]:
    """The proposals of a run on one text, and what each did by itself."""
    source = None if wrong.source is None else Document(wrong.source, wrong.source_lang or "und")
    cleaner = _cleaner()
    document = Document(
        wrong.text,
        sample.lang,
        sample.format,
        source,
        gazetteer=cleaner.gazetteer,
        is_file=sample.is_file,
        source_lang=wrong.source_lang,
    )
    revisions: dict[str, Comparison] = {}
    for step in cleaner.run(document).steps:
        edits = list(_proposals(step, document))
        if edits and step.before not in revisions:
            loose = wrong.sort == TRANSLATION
            revisions[step.before] = Comparison(step.before, sample.right, loose=loose)
        for edit in edits:
            revision = revisions[step.before]
            outcome = revision.outcome(edit)
            if outcome.partly and not (outcome.good or outcome.bad):
                others = [e for e in edits if e.rule == edit.rule and e is not edit]
                together = revision.outcome(revision.with_companions(edit, others))
                outcome = outcome._replace(before=together.before, after=together.after)
            yield edit, outcome


def _proposals(step: Step, document: Document) -> Iterator[Edit]:
    """The edits of a step that some run would apply.

    Not those that the guard refuses, or that lose to another at the same place. An edit of a level
    that this run does not apply has not met the guard yet.
    """
    yield from step.applied
    guard = None
    for edit, reason in ((no.edit, no.reason) for no in step.refused):
        if edit.after is None or reason.startswith(("protected", "overlaps")):
            continue
        if reason.startswith("level"):
            guard = guard or guard_for(document.revised(step.before), all_rules())
            if guard(edit) is not None:
                continue
        yield edit


def _of_translation(outcome: Outcome) -> str:
    if outcome.only_space:
        return "neutral"  # white space of MLQE-PE is what a detokeniser made of it
    if outcome.good or outcome.bad:
        return "better" if outcome.good else "worse"
    if outcome.only_removes and outcome.words_nearer:
        return "better" if outcome.words_nearer > 0 else "worse"
    return "neutral"


def _of_clean(outcome: Outcome) -> str:
    return "mended" if outcome.only_space else "clean_hits"


def _of_planted(outcome: Outcome) -> str:
    if outcome.good:
        return "restored"
    return "neutral" if outcome.partly and not outcome.bad else "missed"


def _of_lost(outcome: Outcome) -> str:
    return "restored" if outcome.good else ""


_VERDICTS = {
    TRANSLATION: _of_translation,
    CLEAN: _of_clean,
    PLANTED: _of_planted,
    LOST: _of_lost,
}
