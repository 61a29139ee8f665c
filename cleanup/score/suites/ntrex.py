"""NTREX: news that people translated, so every edit is suspect (Federmann et al. 2022).

Edits that only mend white space or take away invisible characters are counted apart: the human
translations really hold them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from cleanup.errors import InputError
from cleanup.score.counting import Measure, Observation, Spec
from cleanup.score.data import Dataset, find, read_records
from cleanup.score.differences import only_mends
from cleanup.score.documents import Article, compose, count_words
from cleanup.score.items import Item
from cleanup.score.suites.base import Answers, Cell, Dots, Example, Suite

TOTAL = "all"
SOURCE = "en"
"""The language that all others were translated from."""


class Case(NamedTuple):
    """A text that needs no edit."""

    unit: str
    """The document; what comes from one is drawn together in the bootstrap."""
    item: Item
    words: int


class Ntrex(Suite):
    """Edits per 1000 words of clean text, by language and by rule."""

    name = "ntrex"
    title = "NTREX: edits to clean text"
    verdicts = ("false", "mended")
    grids = (
        Spec(
            "languages",
            "edits to clean text",
            "language",
            (
                Measure("words", "words", "words", given=True),
                Measure("edits", "false edits", "false", beside="words"),
                Measure("rate", "per 1000", "false", "words", 1000, 2, "less", beside="words"),
                Measure("mended", "mended per 1000", "mended", "words", 1000, 2),
            ),
            totals=(TOTAL,),
        ),
        Spec(
            "rules",
            "edits that each rule took part in",
            "rule",
            (
                Measure("edits", "false edits", "false"),
                Measure("rate", "per 1000", "false", "words", 1000, 3),
                Measure("mended", "mended", "mended"),
                Measure("languages", "languages", "languages"),
            ),
            own_rows=True,
        ),
        Spec(
            "rules by language",
            "edits that each rule took part in, by language",
            "rule",
            (
                Measure("edits", "false edits", "false"),
                Measure("rate", "per 1000", "false", "words", 1000, 3),
                Measure("mended", "mended", "mended"),
            ),
            own_rows=True,
            shown=False,
        ),
    )
    summary = (
        Cell("languages", TOTAL, "edits"),
        Cell("languages", TOTAL, "rate"),
        Cell("languages", TOTAL, "mended"),
    )
    charts = (Dots("False edits per 1000 words of clean text", "languages", "rate"),)

    def __init__(
        self,
        data: Path,
        split: str | None = None,
        *,
        langs: Sequence[str] = (),
        limit: int | None = None,
        seed: int = 1,
        unit: Literal["document", "sentence"] = "document",
    ) -> None:
        found = find(data / "ntrex", split, langs)
        self.files = read_files(data, found)
        self.settings = {
            "split": found.split,
            "langs": "+".join(found.files),
            "docs": limit or "all",
            "unit": unit,
            "seed": seed,
        }
        self.cases = []
        for articles in aligned(data, found.split, tuple(found.files), limit, seed):
            for article, source in articles:
                texts = _sentences(article, source) if unit == "sentence" else None
                for item in texts or [item_of(article.text, article, source)]:
                    words = count_words(item.text, item.lang)
                    self.cases.append(Case(f"{article.lang}:{article.id}", item, words))
        self.items = [case.item for case in self.cases]

    def observe(self, answers: Answers) -> Iterator[Observation]:
        """Every text in its language, every edit with its rules."""
        words: dict[str, int] = {}
        rules: dict[str, set[str]] = {}
        for case, output in zip(self.cases, answers, strict=True):
            if output is None:
                continue
            text, lang = case.item.text, case.item.lang
            counts = {"words": case.words, "false": 0, "mended": 0}
            words[lang] = words.get(lang, 0) + case.words
            for change in output.changes:
                kind = "mended" if only_mends(text, change) else "false"
                counts[kind] += 1
                for rule in change.rules:
                    rules.setdefault(rule, set()).add(lang)
                    yield Observation("rules", rule, case.unit, {kind: 1})
                    yield Observation("rules by language", f"{lang} {rule}", case.unit, {kind: 1})
            for row in (lang, TOTAL):
                yield Observation("languages", row, case.unit, counts)
        for rule, langs in rules.items():
            counts = {"words": sum(words.values()), "languages": len(langs)}
            yield Observation("rules", rule, "", counts)
            for lang in langs:
                counts = {"words": words[lang]}
                yield Observation("rules by language", f"{lang} {rule}", "", counts)

    def examples(self, system: str, answers: Answers) -> Iterator[Example]:
        """Every edit by itself."""
        for case, output in zip(self.cases, answers, strict=True):
            text = case.item.text
            for change in output.changes if output is not None else ():
                verdict = "mended" if only_mends(text, change) else "false"
                yield Example(system, verdict, case.item.lang, change.rules, text, (change,))


def aligned(
    data: Path, split: str, langs: Sequence[str], limit: int | None, seed: int
) -> Iterator[list[tuple[Article, Article | None]]]:
    """By language the articles, each with the English one that it was translated from.

    Args:
        data: the folder that holds ``ntrex``.
        split: such as ``dev``.
        langs: tags as the files have them.
        limit: documents a language.
        seed: of the paragraphs, which are the same in every language.
    """
    there = find(data / "ntrex", split).files
    sources = _articles(there[SOURCE], SOURCE, limit, seed) if SOURCE in there else []
    by_id = {article.id: article for article in sources}
    for lang in langs:
        articles = sources if lang == SOURCE else _articles(there[lang], lang, limit, seed)
        yield [(a, None if lang == SOURCE else by_id.get(a.id)) for a in articles]


def read_files(data: Path, found: Dataset) -> tuple[Path, ...]:
    """The files of some languages, and that of the English articles, their source."""
    there = find(data / "ntrex", found.split).files
    source = [there[SOURCE]] if SOURCE in there else []
    return tuple(dict.fromkeys([*found.files.values(), *source]))


def _articles(path: Path, lang: str, limit: int | None, seed: int) -> list[Article]:
    try:
        return [
            compose(record["doc"], lang, record["sentences"], seed)
            for record in read_records(path)[:limit]
        ]
    except (KeyError, TypeError):
        raise InputError(f"{path}: a record lacks 'doc' or 'sentences'") from None


def item_of(text: str, article: Article, source: Article | None) -> Item:
    """A text made from an article as an item, with the English article as its source."""
    if source is None:
        return Item(text, article.lang)
    return Item(text, article.lang, source.text, source.lang)


def _sentences(article: Article, source: Article | None) -> list[Item]:
    """Every sentence of an article as an item of its own."""
    found = []
    for sentence in article.sentences:
        origin = None
        if source is not None and sentence.number < len(source.sentences):
            there = source.sentences[sentence.number]
            origin = source.text[there.start : there.end]
        text = article.text[sentence.start : sentence.end]
        found.append(Item(text, article.lang, origin, SOURCE if origin else None))
    return found
