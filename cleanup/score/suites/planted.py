"""Clean articles with planted artefacts: what is repaired of them, and what is broken meanwhile.

An artefact is *repaired* when the clean text stands again where it was and one token around it on
each side. A *false edit* is any other difference from the clean text outside the artefacts that
are not repaired. *Harm* is the same count for the undamaged article. Edits that only mend white
space or take away invisible characters of the human text are counted apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from cleanup.score.counting import Measure, Observation, Spec
from cleanup.score.data import find
from cleanup.score.differences import only_mends
from cleanup.score.documents import count_words
from cleanup.score.items import Change, Item, Output
from cleanup.score.planting import DEFAULT, Planted, check_classes, plant
from cleanup.score.planting.judgement import judge
from cleanup.score.planting.places import region
from cleanup.score.suites.base import Answers, Cell, Dots, Example, Points, Suite, rules_of
from cleanup.score.suites.ntrex import aligned, item_of, read_files

LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "nl", "pl", "ru", "uk", "cs", "ro")
"""Those measured unless others are asked for."""
TOTAL = "all"
DENSITY = 0.4
"""Artefacts a sentence."""


class Case(NamedTuple):
    """An article: `damaged` and `clean` are what the systems read."""

    planted: Planted
    damaged: Item
    clean: Item
    words: int


class PlantedArtefacts(Suite):
    """Artefacts repaired by class, false edits by language."""

    name = "planted"
    title = "Planted artefacts: repaired against harm"
    verdicts = ("harm", "false", "missed", "repaired")
    grids = (
        Spec(
            "classes",
            "artefacts repaired exactly",
            "class",
            (
                Measure("planted", "planted", "planted", given=True),
                Measure(
                    "repaired",
                    "repaired %",
                    "repaired",
                    "planted",
                    100,
                    1,
                    "more",
                    beside="planted",
                ),
            ),
            totals=(TOTAL,),
        ),
        Spec(
            "languages",
            "artefacts repaired, false edits per 1000 words of damaged and of clean text",
            "language",
            (
                Measure("words", "words", "words", given=True),
                Measure("repaired", "repaired %", "repaired", "planted", 100, 1, "more"),
                Measure("false", "false", "false", "words", 1000, 2, "less"),
                Measure("harm", "on clean", "harm", "words", 1000, 2, "less"),
                Measure("mended", "mended", "mended", "words", 1000, 2),
            ),
            totals=(TOTAL,),
        ),
        Spec(
            "classes by language",
            "artefacts repaired exactly, by language",
            "class",
            (
                Measure("planted", "planted", "planted"),
                Measure("repaired", "repaired %", "repaired", "planted", 100, 1),
            ),
            shown=False,
        ),
    )
    summary = (
        Cell("languages", TOTAL, "repaired"),
        Cell("languages", TOTAL, "false"),
        Cell("languages", TOTAL, "harm"),
    )
    charts = (
        Points(
            "Artefacts repaired exactly, %",
            across=Cell("languages", TOTAL, "false"),
            up=Cell("languages", TOTAL, "repaired"),
            words=("false edits per 1000 words", "artefacts repaired exactly, %"),
            goal=(0.5, 95),
        ),
        Dots("Artefacts repaired exactly, %", "classes", "repaired"),
    )

    def __init__(
        self,
        data: Path,
        split: str | None = None,
        *,
        langs: Sequence[str] = (),
        limit: int | None = None,
        seed: int = 1,
        density: float = DENSITY,
        classes: Sequence[str] = (),
    ) -> None:
        classes = tuple(classes) or DEFAULT
        check_classes(classes)
        found = find(data / "ntrex", split, tuple(langs) or LANGUAGES)
        self.files = read_files(data, found)
        self.settings = {
            "split": found.split,
            "langs": "+".join(found.files),
            "docs": limit or "all",
            "density": density,
            "classes": len(classes),
            "seed": seed,
        }
        self.cases = [
            Case(
                planted,
                item_of(planted.text, article, source),
                item_of(article.text, article, source),
                count_words(article.text, article.lang),
            )
            for articles in aligned(data, found.split, tuple(found.files), limit, seed)
            for article, source in articles
            for planted in (plant(article, seed, density, classes),)
        ]
        self.items = [item for case in self.cases for item in (case.damaged, case.clean)]

    def observe(self, answers: Answers) -> Iterator[Observation]:
        """Every artefact in its class, every article in its language."""
        for case, damaged, clean in self._answered(answers):
            planted, lang = case.planted, case.clean.lang
            unit = f"{lang}:{planted.article.id}"
            judged = judge(planted, damaged.text(planted.text))
            text = planted.article.text
            harm = judge(Planted(planted.article, text, ()), clean.text(text))
            for artefact, good in zip(planted.artefacts, judged.repaired, strict=True):
                counts = {"planted": 1, "repaired": good}
                for row in (artefact.kind, TOTAL):
                    yield Observation("classes", row, unit, counts)
                row = f"{lang} {artefact.kind}"
                yield Observation("classes by language", row, unit, counts)
            counts = {
                "words": case.words,
                "planted": len(planted.artefacts),
                "repaired": sum(judged.repaired),
                "false": len(judged.false),
                "mended": len(judged.mended),
                "harm": len(harm.false),
            }
            for row in (lang, TOTAL):
                yield Observation("languages", row, unit, counts)

    def examples(self, system: str, answers: Answers) -> Iterator[Example]:
        """Every artefact, every false edit of the damaged and of the clean article."""
        for case, damaged, clean in self._answered(answers):
            text, lang = case.planted.text, case.clean.lang
            judged = judge(case.planted, damaged.text(text))
            near: set[Change] = set()
            for artefact, good in zip(case.planted.artefacts, judged.repaired, strict=True):
                start, end = region(text, artefact.start, artefact.end)
                made = tuple(c for c in damaged.changes if c.start <= end and start <= c.end)
                near.update(made)
                wanted = Change(artefact.start, artefact.end, artefact.before, ())
                yield Example(
                    system,
                    "repaired" if good else "missed",
                    f"{lang} {artefact.kind}",
                    rules_of(made),
                    text,
                    made if good else (wanted,),
                )
            for change in damaged.changes:
                if change not in near and not only_mends(text, change):
                    yield Example(system, "false", lang, change.rules, text, (change,))
            text = case.clean.text
            for change in clean.changes:
                if not only_mends(text, change):
                    yield Example(system, "harm", lang, change.rules, text, (change,))

    def _answered(self, answers: Answers) -> Iterator[tuple[Case, Output, Output]]:
        """The articles that the system read, with its outputs for the damaged and the clean one."""
        pairs = zip(answers[::2], answers[1::2], strict=True)
        for case, (damaged, clean) in zip(self.cases, pairs, strict=True):
            if damaged is not None and clean is not None:
                yield case, damaged, clean
