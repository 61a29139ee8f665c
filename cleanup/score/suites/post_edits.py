"""Translations beside what people made of them: MLQE-PE, and the user's own pairs.

A sentence moved *towards* its post-edit when its distance in words became smaller, and *away* when
it became larger (see `distance`); TER and chrF are those of the whole corpus, by sacrebleu.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from cleanup.errors import InputError
from cleanup.score import metrics
from cleanup.score.counting import Measure, Observation, Spec
from cleanup.score.data import find, read_records
from cleanup.score.distance import moved
from cleanup.score.items import Item
from cleanup.score.suites.base import Answers, Cell, Example, Sides, Suite, rules_of

INTO_ENGLISH, TOTAL = "into English", "all"


class Case(NamedTuple):
    """A translation and its post-edit."""

    row: str
    item: Item
    right: str


class PostEdits(Suite):
    """Sentences moved towards or away from the post-edit, TER and chrF before and after."""

    verdicts = ("better", "worse", "neutral")
    charts = (
        Sides("Sentences moved away (left) and towards the post-edit", "pairs", "worse", "better"),
    )
    cases: Sequence[Case]

    def __init__(self, header: str, cases: Sequence[Case]) -> None:
        self.cases = cases
        self.items = [case.item for case in cases]
        self.grids = _grids(header)
        total = INTO_ENGLISH if any(INTO_ENGLISH in self.rows(case) for case in cases) else TOTAL
        measures = ("better", "worse", "ratio", "net", "ter_delta")
        self.summary = tuple(Cell("pairs", total, measure) for measure in measures)
        self._languages = list(dict.fromkeys(case.item.lang for case in cases))

    @property
    def metrics(self) -> list[str]:
        """The signatures of TER and chrF."""
        return metrics.signature(self._languages)

    def rows(self, case: Case) -> Iterator[str]:
        """The rows that a case counts in."""
        yield case.row
        yield TOTAL

    def observe(self, answers: Answers) -> Iterator[Observation]:
        """Every sentence in its row and the totals."""
        for number, (case, output) in enumerate(zip(self.cases, answers, strict=True)):
            if output is None:
                continue
            text, lang = case.item.text, case.item.lang
            before, length = metrics.ter(text, case.right, lang)
            counts: dict[str, float] = {"n": 1, "ter_before": before, "length": length}
            counts["ter_after"] = before
            if output.changes:
                new = output.text(text)
                gain = moved(text, new, case.right, lang)
                after, _ = metrics.ter(new, case.right, lang)
                verdict = _verdict(gain)
                counts |= {"changed": 1, verdict: 1, "net": (gain > 0) - (gain < 0)}
                counts |= {"ter_after": after, "ter_delta": after - before}
                for rule in rules_of(output.changes):
                    yield Observation("rules", rule, number, {"n": 1, verdict: 1})
            for row in self.rows(case):
                yield Observation("pairs", row, number, counts)

    def extras(self, answers: Answers) -> Iterator[tuple[Cell, float]]:
        """The corpus chrF of each row."""
        texts: dict[str, list[tuple[str, str, str]]] = {}
        for case, output in zip(self.cases, answers, strict=True):
            if output is not None:
                text = case.item.text
                for row in self.rows(case):
                    texts.setdefault(row, []).append((text, output.text(text), case.right))
        for row, found in texts.items():
            before = metrics.chrf((text, right) for text, _, right in found)
            after = metrics.chrf((new, right) for _, new, right in found)
            yield Cell("pairs", row, "chrf_before"), before
            yield Cell("pairs", row, "chrf_delta"), after - before

    def examples(self, system: str, answers: Answers) -> Iterator[Example]:
        """Every sentence that was changed."""
        for case, output in zip(self.cases, answers, strict=True):
            if output is not None and output.changes:
                text, lang = case.item.text, case.item.lang
                verdict = _verdict(moved(text, output.text(text), case.right, lang))
                rules = rules_of(output.changes)
                yield Example(system, verdict, case.row, rules, text, output.changes, case.right)


class MlqePe(PostEdits):
    """MLQE-PE: real machine translations with human post-edits (Fomicheva et al. 2022)."""

    name = "mlqe-pe"
    title = "MLQE-PE: towards or away from the human post-edit"

    def __init__(
        self,
        data: Path,
        split: str | None = None,
        *,
        pairs: Sequence[str] = (),
        limit: int | None = None,
    ) -> None:
        found = find(data / "mlqe-pe", split, pairs)
        self.files = tuple(found.files.values())
        self.settings = {
            "split": found.split,
            "pairs": "+".join(found.files),
            "sentences": limit or "all",
        }
        cases = [c for pair, path in found.files.items() for c in _load(pair, path, limit)]
        super().__init__("pair", cases)

    def rows(self, case: Case) -> Iterator[str]:
        """The pair, all that go into English, and all."""
        yield case.row
        if case.item.lang.partition("-")[0] == "en":
            yield INTO_ENGLISH
        yield TOTAL


def _load(pair: str, path: Path, limit: int | None) -> Iterator[Case]:
    """The cases of one pair of languages, such as ``ro-en``."""
    origin, _, target = pair.partition("-")
    for number, record in enumerate(read_records(path)[:limit]):
        try:
            yield Case(pair, Item(record["mt"], target, record["src"], origin), record["pe"])
        except (KeyError, TypeError):
            raise InputError(f"{path}: record {number + 1} lacks 'src', 'mt' or 'pe'") from None


def _verdict(gain: int) -> str:
    return "better" if gain > 0 else "worse" if gain < 0 else "neutral"


def _grids(header: str) -> tuple[Spec, ...]:
    return (
        Spec(
            "pairs",
            "sentences moved towards or away from the post-edit",
            header,
            (
                Measure("n", "n", "n", given=True),
                Measure("changed", "changed", "changed", beside="n"),
                Measure("better", "better", "better", beside="n"),
                Measure("worse", "worse", "worse", beside="n"),
                Measure("ratio", "ratio", "better", "worse", digits=2),
                Measure("net", "net %", "net", "n", 100, 2, "more", signed=True, shown=False),
                Measure("ter_before", "TER", "ter_before", "length", 100, 2, given=True),
                Measure(
                    "ter_delta",
                    "ΔTER",
                    "ter_delta",
                    "length",
                    100,
                    2,
                    "less",
                    signed=True,
                    beside="ter_before",
                ),
                Measure("chrf_before", "chrF", "chrf_before", "never", digits=2, given=True),
                Measure(
                    "chrf_delta",
                    "ΔchrF",
                    "chrf_delta",
                    "never",
                    digits=2,
                    signed=True,
                    beside="chrf_before",
                ),
            ),
            totals=(INTO_ENGLISH, TOTAL),
        ),
        Spec(
            "rules",
            "sentences that each rule took part in changing",
            "rule",
            (
                Measure("n", "changed", "n"),
                Measure("better", "better", "better"),
                Measure("worse", "worse", "worse"),
                Measure("neutral", "neutral", "neutral"),
            ),
            own_rows=True,
        ),
    )
