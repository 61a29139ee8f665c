"""Rules: one function, one file, with its own proof beside it.

A rule looks at a `Document` and yields what it `Found`. Everything else about it (id, level,
languages, examples) is declared on the function, and tests, ``cleanup rules`` and the rule
reference are drawn from that declaration:

    @rule(
        "space-before-comma",
        stage="typography",
        safety=Safety.SAFE,
        message="No space before a comma.",
        fix=[Fix("Oslo , the capital", "Oslo, the capital")],
        keep=[Keep("Oslo, the capital")],
    )
    def space_before_comma(document: Document) -> Iterator[Found]:
        '''What it does, why, and the source of the advice.'''
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from cleanup.document import Document, Format
from cleanup.edit import Edit, Safety, weaker


class Found(NamedTuple):
    """What a rule saw: replace ``text[start:end]`` by `after` (``None`` only flags)."""

    start: int
    end: int
    after: str | None
    message: str | None = None
    """Overrides the rule's own message."""
    safety: Safety = Safety.SAFE
    """May be weaker than the rule's level, never stronger."""
    confidence: float | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """An example that the rule, alone and at its level or weaker, turns from one into the other."""

    before: str
    after: str
    lang: str = "en"
    format: Format = Format.TEXT
    source: str | None = None
    is_file: bool = False
    source_lang: str = ""


@dataclass(frozen=True, slots=True)
class Keep:
    """An example that looks like the rule's prey and must not be touched or flagged."""

    text: str
    lang: str = "en"
    format: Format = Format.TEXT
    source: str | None = None
    is_file: bool = False
    source_lang: str = ""


Finder = Callable[[Document], Iterator[Found]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A registered rule. Call `propose` to run it."""

    id: str
    stage: str
    safety: Safety
    message: str
    find: Finder
    fix: tuple[Fix, ...]
    keep: tuple[Keep, ...]
    languages: frozenset[str] | None
    """Base language tags that the rule is for; ``None`` for all."""
    formats: frozenset[Format]
    needs: str
    """Characters of which the text must hold at least one for the rule to be worth running."""
    breaks_shields: bool
    """Whether the rule may change protected spans (it repairs or removes them whole)."""

    @property
    def doc(self) -> str:
        """The rule's docstring: what it does, why, the source of the advice."""
        return self.find.__doc__ or ""

    @property
    def is_own(self) -> bool:
        """Whether the rule is the program's own, which acts as far as it has earned.

        A plug-in's rules act at the level that they declare: who installs it vouches for it.
        """
        return self.find.__module__.startswith("cleanup.rules.")

    def covers(self, document: Document) -> bool:
        """Whether the rule is for this language and format at all."""
        return document.format in self.formats and (
            self.languages is None or document.language.base in self.languages
        )

    def propose(self, document: Document) -> Iterator[Edit]:
        """The rule's edits for this revision."""
        text = document.text
        if self.needs and not any(c in text for c in self.needs):
            return
        for found in self.find(document):
            before = text[found.start : found.end]
            if found.after == before:
                continue
            yield Edit(
                start=found.start,
                end=found.end,
                before=before,
                after=found.after,
                rule=self.id,
                stage=self.stage,
                safety=weaker(self.safety, found.safety),
                confidence=found.confidence,
                message=found.message or self.message,
                evidence=found.evidence,
            )


_REGISTRY: dict[str, Rule] = {}

ALL_FORMATS = tuple(Format)


def rule(
    id: str,
    *,
    stage: str,
    safety: Safety,
    message: str,
    fix: Sequence[Fix],
    keep: Sequence[Keep],
    languages: Sequence[str] | None = None,
    formats: Sequence[Format] = ALL_FORMATS,
    needs: str = "",
    breaks_shields: bool = False,
) -> Callable[[Finder], Finder]:
    """Register a rule; see the module's docstring.

    Raises:
        ValueError: another rule has this id.
    """

    def register(find: Finder) -> Finder:
        known = _REGISTRY.get(id)
        if known is not None and known.find.__module__ != find.__module__:
            raise ValueError(f"two rules are called {id!r}")
        _REGISTRY[id] = Rule(
            id=id,
            stage=stage,
            safety=safety,
            message=message,
            find=find,
            fix=tuple(fix),
            keep=tuple(keep),
            languages=None if languages is None else frozenset(languages),
            formats=frozenset(formats),
            needs=needs,
            breaks_shields=breaks_shields,
        )
        return find

    return register


ENTRY_POINTS = "cleanup.rules"
"""Packages announce modules that hold rules under this entry-point group."""


@cache
def all_rules() -> dict[str, Rule]:
    """Every rule by id, in the order of ids, so that nothing depends on import order."""
    package = importlib.import_module("cleanup.rules")
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        importlib.import_module(module.name)
    from importlib.metadata import entry_points

    for entry in entry_points(group=ENTRY_POINTS):
        entry.load()
    return dict(sorted(_REGISTRY.items()))
