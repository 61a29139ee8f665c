"""DEMETR: real machine translations into English, and versions with one known error each.

A version is *restored* when the output equals the undamaged sentence, and *touched* when the
system changed it at all. Only mechanical errors can be restored from the text alone; the others
show whether a system meddles with what it cannot know (Karpinska et al. 2022, "DEMETR: Diagnosing
Evaluation Metrics for Translation").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from cleanup.errors import InputError, UsageError
from cleanup.score.counting import Measure, Observation, Spec
from cleanup.score.data import find, read_records
from cleanup.score.items import Item
from cleanup.score.suites.base import Answers, Cell, Dots, Example, Points, Suite, rules_of

MECHANICAL = (
    "repeat2",
    "repeat4",
    "tokenized",
    "first_lower",
    "full_lower",
    "final_punc_removed",
    "punc_addition",
    "misspelled",
    "char_removed",
    "function_word",
)
"""Classes whose errors the text alone gives away."""
CLEAN, TOTAL, OTHERS = "clean", "all mechanical", "all others"
_LANGUAGES = {
    "chinese_simple": "zh", "czech": "cs", "french": "fr", "german": "de", "hindi": "hi",
    "italian": "it", "japanese": "ja", "polish": "pl", "russian": "ru", "spanish": "es",
}  # fmt: skip


class Case(NamedTuple):
    """One version of a sentence."""

    kind: str
    """A class of DEMETR without its level and number, or ``clean``."""
    number: int
    """Of the item; its versions are drawn together in the bootstrap."""
    clean: str
    item: Item


class Demetr(Suite):
    """Exact restoration by class of error, and harm to undamaged sentences."""

    name = "demetr"
    title = "DEMETR: one known error in a translation"
    verdicts = ("harm", "missed", "changed", "restored")
    grids = (
        Spec(
            "classes",
            "exactly restored, and touched at all",
            "class",
            (
                Measure("n", "n", "n", given=True),
                Measure("restored", "restored %", "restored", "n", 100, 1, "more", beside="n"),
                Measure("touched", "touched %", "touched", "n", 100, 1, beside="n"),
                Measure("harmed", "harmed %", "harmed", "n", 100, 1, "less", shown=False),
            ),
            first=MECHANICAL,
            totals=(TOTAL, OTHERS, CLEAN),
        ),
        Spec(
            "rules",
            "what each rule took part in (versions)",
            "rule",
            (
                Measure("n", "changed", "n"),
                Measure("restored", "restored", "restored"),
                Measure("other", "not restored", "other"),
                Measure("harm", "undamaged", "harm"),
            ),
            own_rows=True,
        ),
    )
    summary = (
        Cell("classes", TOTAL, "restored"),
        Cell("classes", CLEAN, "harmed"),
        Cell("classes", OTHERS, "harmed"),
    )
    charts = (
        Points(
            "Mechanical errors restored exactly, %",
            across=Cell("classes", CLEAN, "touched"),
            up=Cell("classes", TOTAL, "restored"),
            words=("undamaged sentences changed, %", "errors restored exactly, %"),
        ),
        Dots("Restored exactly, %", "classes", "restored", MECHANICAL),
    )

    def __init__(
        self,
        data: Path,
        split: str | None = None,
        *,
        classes: Sequence[str] = (),
        limit: int | None = None,
    ) -> None:
        found = find(data / "demetr", split)
        self.files = tuple(found.files.values())
        self.settings = {"split": found.split, "items": limit or "all"}
        if classes:
            self.settings["classes"] = "+".join(classes)
        self.cases = [case for path in self.files for case in _load(path, limit)]
        kinds = dict.fromkeys(case.kind for case in self.cases)
        for part in classes:
            if not any(part in kind for kind in kinds):
                raise UsageError(f"no class contains {part!r}: there are {', '.join(kinds)}")
        if classes:
            chosen = {kind for kind in kinds if any(part in kind for part in (CLEAN, *classes))}
            self.cases = [case for case in self.cases if case.kind in chosen]
        self.items = [case.item for case in self.cases]

    def observe(self, answers: Answers) -> Iterator[Observation]:
        """Every version in its class and in the total that the class belongs to."""
        for case, output in zip(self.cases, answers, strict=True):
            if output is None:
                continue
            got = output.text(case.item.text)
            good, touched = got == case.clean, bool(output.changes)
            counts = {"n": 1, "restored": good, "touched": touched, "harmed": touched and not good}
            rows = [case.kind]
            if case.kind != CLEAN:
                rows.append(TOTAL if case.kind in MECHANICAL else OTHERS)
            for row in rows:
                yield Observation("classes", row, case.number, counts)
            outcome = "harm" if case.kind == CLEAN else "restored" if good else "other"
            for rule in rules_of(output.changes):
                yield Observation("rules", rule, case.number, {"n": 1, outcome: 1})

    def examples(self, system: str, answers: Answers) -> Iterator[Example]:
        """All versions but those that were rightly left alone."""
        for case, output in zip(self.cases, answers, strict=True):
            if output is None:
                continue
            good = output.text(case.item.text) == case.clean
            if case.kind == CLEAN:
                verdict = "harm"
            else:
                verdict = "restored" if good else "changed" if output.changes else "missed"
            if output.changes or not good:
                rules = rules_of(output.changes)
                text = case.item.text
                yield Example(system, verdict, case.kind, rules, text, output.changes, case.clean)


def _load(path: Path, limit: int | None) -> Iterator[Case]:
    """The clean and damaged versions of the first `limit` items."""
    for number, record in enumerate(read_records(path)[:limit]):
        try:
            clean, damaged = record["clean"], record["perturbed"]
            source = record.get("src"), _LANGUAGES.get(record.get("lang", ""))
        except (KeyError, AttributeError):
            raise InputError(f"{path}: item {number + 1} lacks 'clean' or 'perturbed'") from None
        versions = {kind: text for kind, text in damaged.items() if text != clean}
        for kind, text in {CLEAN: clean, **versions}.items():
            yield Case(kind.split("_", 2)[-1], number, clean, Item(text, "en", *source))
