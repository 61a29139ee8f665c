"""The program in one page: a literal list of stages, run to a fixed point, with a ledger.

`Cleaner` holds what is loaded once (rules, gazetteer, engines) and is reused for any number of
documents. `Result` is what a run leaves: original, final, and every step between.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Protocol

from cleanup import safety
from cleanup.config import Config
from cleanup.document import Document, Format, Style
from cleanup.edit import Edit, Refusal, Safety, SourceMap, apply, resolve
from cleanup.guard import guard_for
from cleanup.registry import all_rules
from cleanup.selection import select

if TYPE_CHECKING:
    from cleanup.engines import Engine
    from cleanup.names.gazetteer import Gazetteer

STAGES = ("encoding", "markup", "structure", "names", "typography", "grammar")
"""The stages in order. All rules of one stage read the same revision."""

MAX_PASSES = 8
"""The stages are repeated until a pass changes nothing; a text that still moves then is cut off."""


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of one pass: the revision it read, what was applied, what was not."""

    stage: str
    before: str
    """The whole text that the rules of this stage read."""
    applied: tuple[Edit, ...]
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A net difference between original and final text, with the edits that made it."""

    start: int
    end: int
    """Span in the original text."""
    before: str
    after: str
    final_start: int
    final_end: int
    """Span in the final text."""
    edits: tuple[Edit, ...]
    """Oldest first; never empty."""


@dataclass(frozen=True, slots=True)
class Pending:
    """An edit that the last pass proposed and did not apply."""

    start: int
    end: int
    """Span in the original text."""
    edit: Edit
    """Its own span is in the final text."""
    reason: str


@dataclass(frozen=True)
class Result:
    """What a run leaves. Every view of it is drawn from the ledger; nothing is computed twice."""

    original: str
    final: str
    lang: str
    """BCP 47 tag, given or detected."""
    format: Format
    steps: tuple[Step, ...]
    """The ledger: only steps in which something was applied, and those of the last pass."""
    map: SourceMap
    """From the final text to the original."""
    notes: tuple[str, ...] = ()
    """What the reader should know of the run: an engine that gave up, a language unsupported."""

    @property
    def changed(self) -> bool:
        """Whether the final text differs from the original."""
        return self.final != self.original

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """Net differences in text order; replaying them on the original gives the final text."""
        found = []
        for piece in self.map.pieces:
            before = self.original[piece.original_start : piece.original_end]
            after = self.final[piece.start : piece.end]
            if before != after:
                span = piece.original_start, piece.original_end
                found.append(Change(*span, before, after, piece.start, piece.end, piece.edits))
        return tuple(found)

    @cached_property
    def pending(self) -> tuple[Pending, ...]:
        """What the last pass proposed and did not apply, in text order."""
        found = [
            Pending(*self.map.to_original(refusal.edit.start, refusal.edit.end), *_pair(refusal))
            for step in self.steps
            if step.before == self.final
            for refusal in step.refused
            if not refusal.reason.startswith("same as")
        ]
        found.sort(key=lambda p: (p.start, p.end, p.edit.rule))
        return tuple(found)


def _pair(refusal: Refusal) -> tuple[Edit, str]:
    return refusal.edit, refusal.reason


def _sure(edit: Edit, chance: float | None) -> Edit:
    """The edit with a measured confidence, if it has none of its own."""
    known = edit.is_flag or edit.confidence is not None or chance is None
    return edit if known else replace(edit, confidence=chance)


class Ruling(NamedTuple):
    """What a standing answer makes of an edit."""

    edit: Edit | None
    """To be applied whatever its level; ``None`` to refuse it."""
    reason: str
    """For the ledger: who answered so, and when."""


class Standing(Protocol):
    """People's answers on all edits of a kind."""

    def ruling(self, edit: Edit, text: str) -> Ruling | None:
        """What was answered on an edit of `text`, if anything."""


def _ruled(
    told: Mapping[Edit, Edit], standing: Standing, text: str
) -> tuple[dict[Edit, Edit], list[Refusal]]:
    """Proposals after the standing answers: those that are left, and those that are barred.

    Those that people always want compete as safe ones; the ledger keeps their level, and the
    answer as evidence.
    """
    left: dict[Edit, Edit] = {}
    barred = []
    for edit, shown in told.items():
        ruling = standing.ruling(edit, text)
        if ruling is None:
            left[edit] = shown
        elif ruling.edit is None:
            barred.append(Refusal(shown, ruling.reason))
        else:
            evidence = "; ".join(filter(None, (shown.evidence, ruling.reason)))
            wanted = replace(shown, after=ruling.edit.after, evidence=evidence)
            left[replace(ruling.edit, safety=Safety.SAFE)] = wanted
    return left, barred


class Cleaner:
    """Cleans documents by one configuration; loads what it needs once.

    Args:
        config: what to do; see `Config`.
        earned: rules act at the level that they have earned (see `cleanup.safety`); without, at
            the one that they declare, as the measuring itself needs it.
        standing: what people have answered once and for all; see `cleanup.review.standing`.

    Raises:
        UsageError: the configuration names a rule, engine or language that does not exist.
    """

    def __init__(
        self,
        config: Config | None = None,
        *,
        earned: bool = True,
        standing: Standing | None = None,
    ) -> None:
        from cleanup import engines

        self.config = config or Config()
        self.level = Safety(self.config.apply)
        self._earned = earned
        self.standing = standing
        selected = select(self.config.only, self.config.skip)
        self._by_stage = {stage: tuple(r for r in selected if r.stage == stage) for stage in STAGES}
        self._engines: tuple[Engine, ...] = engines.open_engines(self.config)

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """The names that are fixed and shielded."""
        from cleanup.names.gazetteer import load

        return load(self.config.names)

    def close(self) -> None:
        """Stop the engines' processes; a closed cleaner starts them again when used."""
        for engine in self._engines:
            engine.close()

    def __enter__(self) -> Cleaner:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def document(
        self,
        text: str,
        *,
        lang: str | None = None,
        source: str | None = None,
        source_lang: str | None = None,
        is_file: bool = False,
    ) -> Document:
        """`text` as a document: language and format given, configured or detected."""
        from cleanup.detection import detect
        from cleanup.formats import detect_format

        config = self.config
        tag = lang or config.lang or detect(text).lang
        origin = None
        if source is not None:
            origin = Document(source, source_lang or config.source_lang or detect(source).lang)
        format = Format.TEXT if config.format == "auto" else Format(config.format)
        if config.format == "auto":
            format = detect_format(text)
        style, of = Style(config.quotes), source_lang or config.source_lang or ""
        return Document(text, tag, format, origin, style, self.gazetteer, is_file, of)

    def clean(
        self,
        text: str,
        *,
        lang: str | None = None,
        source: str | None = None,
        source_lang: str | None = None,
        is_file: bool = False,
    ) -> Result:
        """Clean one text; arguments override the configuration.

        Args:
            text: the article, or a passage of one.
            lang: BCP 47 tag of `text`; detected where neither this nor the configuration says.
            source: the text that `text` was translated from.
            source_lang: BCP 47 tag of the language that `text` was translated from.
            is_file: `text` is a whole file, which ends with a line end.

        Raises:
            UsageError: `lang` or `source_lang` is not a language tag.
        """
        return self.run(
            self.document(text, lang=lang, source=source, source_lang=source_lang, is_file=is_file)
        )

    def run(self, document: Document) -> Result:
        """Clean one document."""
        original = document.text
        notes: list[str] = []
        ledger: list[Step] = []
        map = SourceMap()
        for engine in self._engines:
            engine.prepare(document.language)
        for _ in range(MAX_PASSES):
            steps = []
            for stage in STAGES:
                step = self._step(stage, document, notes)
                steps.append(step)
                if step.applied:
                    document = document.revised(apply(document.text, step.applied))
                    map = map.advance(step.applied)
            if not any(step.applied for step in steps):
                ledger += steps
                break
            ledger += [step for step in steps if step.applied]
        else:
            notes.append(f"still changing after {MAX_PASSES} passes; please report this text")
        return Result(
            original=original,
            final=document.text,
            lang=document.lang,
            format=document.format,
            steps=tuple(ledger),
            map=map,
            notes=tuple(dict.fromkeys(notes)),
        )

    def _step(self, stage: str, document: Document, notes: list[str]) -> Step:
        held_back: list[Refusal] = []
        told = {edit: _sure(edit, chance) for edit, chance in self._own_edits(stage, document)}
        if stage == "grammar":
            edits, held_back = self._engine_edits(document, notes)
            told |= {edit: edit for edit in edits}
        if not told:
            return Step(stage, document.text, (), tuple(held_back))
        barred: list[Refusal] = []
        if self.standing:
            told, barred = _ruled(told, self.standing, document.text)
        guard = guard_for(document, all_rules())
        resolution = resolve(told, level=self.level, guard=guard)
        applied = tuple(told[edit] for edit in resolution.applied)
        refused = tuple(replace(no, edit=told[no.edit]) for no in resolution.refused)
        return Step(stage, document.text, applied, (*refused, *held_back, *barred))

    def _own_edits(self, stage: str, document: Document) -> Iterator[tuple[Edit, float | None]]:
        """The edits of the rules, at the level that they have earned, and how sure that is."""
        base = document.language.base
        for rule in self._by_stage[stage]:
            measured = self._earned and rule.is_own
            for edit in rule.propose(document) if rule.covers(document) else ():
                yield safety.earned(edit, base) if measured else (edit, None)

    def _engine_edits(
        self, document: Document, notes: list[str]
    ) -> tuple[list[Edit], list[Refusal]]:
        """What the engines propose, and what they hold back themselves."""
        only, skip = self.config.only, self.config.skip

        def wanted(edit: Edit) -> bool:
            return edit.rule not in skip and (not only or bool({edit.rule, "grammar"} & set(only)))

        edits: list[Edit] = []
        held_back: list[Refusal] = []
        for engine in self._engines:
            proposal = engine.propose(document)
            notes += proposal.notes
            edits += filter(wanted, proposal.edits)
            held_back += (no for no in proposal.refused if wanted(no.edit))
        return edits, held_back


def clean(
    text: str,
    lang: str | None = None,
    source: str | None = None,
    *,
    source_lang: str | None = None,
    config: Config | None = None,
) -> Result:
    """Clean one text with the default or the given configuration.

    For many texts make one `Cleaner` and reuse it: it holds the loaded engines.
    """
    with Cleaner(config) as cleaner:
        return cleaner.clean(text, lang=lang, source=source, source_lang=source_lang)
