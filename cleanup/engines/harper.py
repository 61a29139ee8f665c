"""Harper, a fast corrector of English in Rust: the engine ``harper``.

It comes with the extra ``harper``. Its rules have records like those of the other engines, and
only those run that are worth it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from importlib import metadata
from typing import Any

from cleanup import safety
from cleanup.config import Config
from cleanup.document import Document
from cleanup.edit import Edit
from cleanup.engines import Proposal, Status, selected
from cleanup.engines.process import Match
from cleanup.engines.sentences import Sentence, edits_of, sentences
from cleanup.language import Language

PREFIX = "harper:"
CHUNK = 1_000_000
"""Characters at a time, about; it needs much memory for more."""
SENTENCES_REMEMBERED = 20_000
HOW = "pip install 'translation-cleanup[harper]'"
_GAP = "\n\n"
_DIALECTS = {"en-GB": "BRITISH", "en-AU": "AUSTRALIAN", "en-CA": "CANADIAN", "en-IN": "INDIAN"}
_Key = tuple[str, str]


class Harper:
    """The engine ``harper``: one linter a dialect."""

    name = "harper"

    def __init__(self, config: Config) -> None:
        self._asked_for, self._runs = selected(config, PREFIX)
        self._linters: dict[str, Any] = {}
        self._answers: dict[_Key, tuple[Match, ...]] = {}
        self._told = False

    def prepare(self, language: Language) -> None:
        """Does nothing: it loads in half a second."""

    def propose(self, document: Document) -> Proposal:
        """Edits for this revision."""
        language = document.language
        rules = self._rules(language)
        if rules is not None and not rules:
            return Proposal()
        dialect = _DIALECTS.get(language.tag, "AMERICAN")
        try:
            linter = self._linter(dialect, rules)
        except ImportError:
            notes = () if self._told else (f"English grammar is not checked by harper: {HOW}",)
            self._told = True
            return Proposal(notes=notes)
        found = sentences(document)
        texts = dict.fromkeys(sentence.masked.text for sentence in found)
        unknown = [text for text in texts if (dialect, text) not in self._answers]
        for text, matches in _checked(linter, unknown, rules):
            self._answers[dialect, text] = matches
        edits = [edit for sentence in found for edit in self._edits(document, sentence, dialect)]
        while len(self._answers) > SENTENCES_REMEMBERED:
            del self._answers[next(iter(self._answers))]
        return Proposal(edits)

    def close(self) -> None:
        """Let go of the linters."""
        self._linters.clear()

    def status(self) -> Status:
        """Version, or how to get it."""
        try:
            version = metadata.version("harper-py")
        except metadata.PackageNotFoundError:
            return Status(self.name, None, f"optional, not installed: {HOW}")
        return Status(self.name, True, f"{version}, grammar of en")

    def _edits(self, document: Document, sentence: Sentence, dialect: str) -> Iterator[Edit]:
        return edits_of(document, sentence, self._answers[dialect, sentence.masked.text], PREFIX)

    def _rules(self, language: Language) -> frozenset[str] | None:
        """The rules to run in a language; ``None`` for those that run by default."""
        if not self._runs or language.base != "en":
            return frozenset()
        trusted = (rule.removeprefix(PREFIX) for rule in safety.trusted("en", PREFIX))
        return self._asked_for or frozenset(trusted)

    def _linter(self, dialect: str, rules: frozenset[str] | None) -> Any:
        """A linter with just these rules.

        Raises:
            ImportError: Harper is not installed.
        """
        if dialect not in self._linters:
            self._linters[dialect] = linter(dialect, rules)
        return self._linters[dialect]


def linter(dialect: str, rules: frozenset[str] | None) -> Any:
    """A linter of a dialect.

    Args:
        dialect: ``AMERICAN``, ``BRITISH``, ``AUSTRALIAN``, ``CANADIAN`` or ``INDIAN``.
        rules: what runs; ``None`` for what runs by default.

    Raises:
        ImportError: Harper is not installed.
    """
    import harper

    made = harper.Linter(harper.Dialect[dialect])
    if rules is not None:
        config: dict[str, bool | None] = dict.fromkeys(made.get_lint_config(), False)
        made.set_lint_config(config | dict.fromkeys(rules, True))
    return made


def _checked(
    linter: Any, texts: Sequence[str], rules: frozenset[str] | None
) -> Iterator[tuple[str, tuple[Match, ...]]]:
    """The matches in each text; many are looked at together."""
    for chunk in _chunks(texts):
        whole = _GAP.join(chunk)
        starts, length = [], 0
        for text in chunk:
            starts.append(length)
            length += len(text) + len(_GAP)
        found: list[list[Match]] = [[] for _ in chunk]
        for rule, lints in linter.organized_lints(whole, language="plaintext").items():
            for lint in lints if rules is None or rule in rules else ():
                number = bisect_right(starts, lint.span.start) - 1
                low, high = lint.span.start - starts[number], lint.span.end - starts[number]
                if high <= len(chunk[number]):
                    found[number].append(_match(rule, lint, low, high))
        for text, matches in zip(chunk, found, strict=True):
            matches.sort()
            yield text, tuple(matches)


def _chunks(texts: Sequence[str]) -> Iterator[list[str]]:
    chunk: list[str] = []
    size = 0
    for text in texts:
        if chunk and size + len(text) > CHUNK:
            yield chunk
            chunk, size = [], 0
        chunk.append(text)
        size += len(text) + len(_GAP)
    if chunk:
        yield chunk


def _match(rule: str, lint: Any, low: int, high: int) -> Match:
    """A lint; what is to be put behind the span is put in its place with it."""
    import harper

    behind = harper.SuggestionKind.INSERT_AFTER
    suggestions = tuple(
        (lint.problem_text if one.kind == behind else "") + one.replacement_text
        for one in lint.suggestions
    )
    return Match(rule, low, high, lint.message, lint.lint_kind, suggestions)
