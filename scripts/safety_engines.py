"""The grammar engines as the measuring needs them: with the rules of one's choice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import metadata, util
from typing import Any

from cleanup.config import Config
from cleanup.document import Document
from cleanup.edit import Edit
from cleanup.engines import harper, lingotweaker
from cleanup.engines.harper import Harper
from cleanup.engines.languagetool import engine as languagetool_engine
from cleanup.engines.languagetool import install
from cleanup.engines.languagetool.api import Query
from cleanup.engines.languagetool.engine import LanguageTool
from cleanup.engines.lingotweaker import LingoTweaker, data_folder
from cleanup.engines.process import GaveUp, Setup
from cleanup.engines.sentences import Sentence, sentences
from cleanup.engines.variants import VARIANTS, variant_of
from cleanup.errors import CleanupError
from cleanup.language import Language

KINDS: dict[str, str] = {}
"""Kind of each rule that found something."""

Rules = tuple[str, ...] | None
"""The rules that run; ``None`` for all but the speller's."""


class ChosenLingoTweaker(LingoTweaker):
    """The embedded engine."""

    prefix = lingotweaker.PREFIX

    def __init__(self, rules: Rules) -> None:
        super().__init__(Config())
        self._chosen = rules

    def read(self, documents: Sequence[Document]) -> None:
        """Nothing: it is as quick document by document."""

    def _setup(self, language: Language) -> Setup | None:
        base = language.base
        folder = data_folder(base)
        return Setup(base, variant_of(language), folder, self._chosen) if folder else None

    def _edits(self, document: Document, sentence: Sentence, key: Any) -> Iterator[Edit]:
        _remember_kinds(self.prefix, self._answers.get((key, sentence.masked.text), ()))
        return super()._edits(document, sentence, key)


class ChosenLanguageTool(LanguageTool):
    """LanguageTool."""

    prefix = languagetool_engine.PREFIX

    def __init__(self, rules: Rules) -> None:
        super().__init__(Config(languagetool_cache=False))
        self._chosen = rules

    def read(self, documents: Sequence[Document]) -> None:
        """Ask about all of them at once."""
        found = [sentence for document in documents for sentence in sentences(document)]
        for document in documents[:1]:
            (query,) = self._queries(document.language)
            self._fetch(query, found)

    def _queries(self, language: Language) -> list[Query]:
        return [Query(variant_of(language), self._chosen)]

    def _edits(self, document: Document, sentence: Sentence, key: Any) -> Iterator[Edit]:
        _remember_kinds(self.prefix, self._answers.get((key, sentence.masked.text), ()))
        return super()._edits(document, sentence, key)


class ChosenHarper(Harper):
    """Harper."""

    prefix = harper.PREFIX

    def __init__(self, rules: Rules) -> None:
        super().__init__(Config())
        self._chosen = None if rules is None else frozenset(rules)

    def read(self, documents: Sequence[Document]) -> None:
        """Nothing: it is as quick document by document."""

    def _rules(self, language: Language) -> frozenset[str] | None:
        return self._chosen

    def _edits(self, document: Document, sentence: Sentence, key: Any) -> Iterator[Edit]:
        _remember_kinds(self.prefix, self._answers.get((key, sentence.masked.text), ()))
        return super()._edits(document, sentence, key)


ENGINES = {
    "lingotweaker": ChosenLingoTweaker,
    "languagetool": ChosenLanguageTool,
    "harper": ChosenHarper,
}


def _remember_kinds(prefix: str, answer: Any) -> None:
    for match in () if isinstance(answer, GaveUp) else answer:
        KINDS[prefix + match.rule] = match.kind


@cache
def opened(engine: str, rules: Rules) -> Any:
    """An engine with these rules; one a process."""
    return ENGINES[engine](rules)


def covers(engine: str, base: str) -> bool:
    """Whether an engine can be measured in a language here."""
    if engine == "lingotweaker":
        return data_folder(base) is not None
    if engine == "harper":
        return base == "en" and util.find_spec("harper") is not None
    try:
        install.find(), install.java()
    except CleanupError:
        return False
    return base in VARIANTS


def version(engine: str, base: str) -> dict[str, str]:
    """What the records of an engine rest on."""
    if engine == "harper":
        return {"version": f"harper-py {metadata.version('harper-py')}"}
    if engine == "languagetool":
        return {"version": f"LanguageTool {install.version_of(install.find())}"}
    package = f"lingotweaker-data-{base}"
    return {
        "version": f"lingotweaker {metadata.version('lingotweaker')}",
        "data": f"{package} {metadata.version(package)}",
    }
