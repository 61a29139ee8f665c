"""LanguageTool's rules in Rust, without Java: the embedded grammar engine.

Only the rules run that have a record worth it (`cleanup.safety`); each edit has the level that its
rule has earned. The library itself lives in a process of its own (`cleanup.engines.process`), sees
masked sentences (`cleanup.engines.masking`), and never sees a sentence twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from cleanup import safety
from cleanup.config import Config
from cleanup.document import Document
from cleanup.edit import Edit
from cleanup.engines import Proposal, Status, selected
from cleanup.engines.process import Answer, GaveUp, Setup, UnavailableError, Worker
from cleanup.engines.sentences import Sentence, edits_of, given_up, sentences
from cleanup.engines.variants import VARIANTS, variant_of
from cleanup.language import Language

PREFIX = "lingotweaker:"

SENTENCES_REMEMBERED = 4_000
"""How many sentences' answers are kept, across documents and passes."""
MOST_GIVEN_UP = 5
"""After so many sentences that hang or crash it the rest of a document is left unchecked."""

_PACKAGES = {"lt": "ltu"}
"""Where the name of the data package is not the language's tag."""


class LingoTweaker:
    """The engine ``lingotweaker``: one process for all languages of a run."""

    name = "lingotweaker"

    def __init__(self, config: Config) -> None:
        self._asked_for, self._runs = selected(config, PREFIX)
        self._worker = Worker()
        self._answers: dict[tuple[Setup, str], Answer] = {}
        self._told: set[str] = set()
        self._prepared: set[Setup] = set()

    def prepare(self, language: Language) -> None:
        """Begin to load what `language` needs, in the background; returns at once."""
        setup = self._setup(language)
        if setup is not None and (setup not in self._prepared or self._worker.pid is None):
            self._prepared.add(setup)
            self._worker.prepare(setup)

    def propose(self, document: Document) -> Proposal:
        """Edits for this revision; what could not be checked is told in the notes."""
        language = document.language
        setup = self._setup(language)
        if setup is None:
            return Proposal(notes=self._once(self._missing(language)))
        found = sentences(document)
        try:
            notes = self._fetch(setup, [sentence.masked.text for sentence in found])
        except UnavailableError as error:
            self._told.add(setup.variant)
            note = f"{language.english} grammar is not checked: {self.name} does not load ({error})"
            return Proposal(notes=[note])
        edits = [edit for sentence in found for edit in self._edits(document, sentence, setup)]
        return Proposal(edits, notes)

    def close(self) -> None:
        """Stop the process."""
        self._worker.stop()

    @classmethod
    def status(cls) -> Status:
        """Version, and which of the languages with a measured table have their data here."""
        try:
            version = metadata.version("lingotweaker")
        except metadata.PackageNotFoundError:
            return Status(cls.name, False, "not installed: pip install lingotweaker")
        measured = [base for base in VARIANTS if safety.trusted(base, PREFIX)]
        ready = [base for base in measured if data_folder(base)]
        missing = [package(base) for base in measured if base not in ready]
        detail = f"{version}, grammar of {' '.join(ready) or 'no language'}"
        if missing:
            detail += f"; for more: pip install {' '.join(missing)}"
        return Status(cls.name, bool(ready), detail)

    # ------------------------------------------------------------------ internals

    def _setup(self, language: Language) -> Setup | None:
        """What to load for a language; ``None`` when there is nothing to run or no data."""
        base, variant = language.base, variant_of(language)
        if not self._runs or variant in self._told:
            return None
        rules = self._asked_for or frozenset(
            rule.removeprefix(PREFIX) for rule in safety.trusted(base, PREFIX)
        )
        folder = data_folder(base) if rules else None
        return Setup(base, variant, folder, tuple(sorted(rules))) if folder else None

    def _missing(self, language: Language) -> str:
        """What to tell of a language that is not checked, if anything can be done about it."""
        base = language.base
        if not self._runs or data_folder(base) or not safety.trusted(base, PREFIX):
            return ""
        return f"{language.english} grammar is not checked: pip install {package(base)}"

    def _once(self, note: str) -> tuple[str, ...]:
        """`note` the first time, nothing later in the run."""
        if not note or note in self._told:
            return ()
        self._told.add(note)
        return (note,)

    def _fetch(self, setup: Setup, texts: Sequence[str]) -> list[str]:
        """Get the answers that are not remembered; returns notes."""
        answers, restarts = self._answers, self._worker.restarts
        unknown = self._unknown(setup, texts)
        failed = [t for t in dict.fromkeys(texts) if isinstance(answers.get((setup, t)), GaveUp)]
        ended = sum(_ended(answers[setup, text]) for text in failed)
        left = len(unknown)
        if ended < MOST_GIVEN_UP:
            stream = self._worker.ask(setup, unknown)
            for text, answer in zip(unknown, stream, strict=False):
                answers[setup, text] = answer
                failed += [text] * isinstance(answer, GaveUp)
                ended += _ended(answer)
                left -= 1
                if ended >= MOST_GIVEN_UP:
                    break
            stream.close()
        notes = [given_up(self.name, text, answers[setup, text]) for text in failed[:MOST_GIVEN_UP]]
        if left + len(failed) > len(notes):
            more = left + len(failed) - len(notes)
            notes.append(f"the grammar of {more} more sentences is not checked")
        if self._worker.restarts > restarts:
            notes.append("the process of lingotweaker ended and was started again")
        while len(answers) > max(SENTENCES_REMEMBERED, len(texts)):
            del answers[next(iter(answers))]
        return notes

    def _unknown(self, setup: Setup, texts: Sequence[str]) -> list[str]:
        """The texts without a remembered answer; the answers of the others are now the youngest."""
        unknown = []
        for text in dict.fromkeys(texts):
            known = self._answers.pop((setup, text), None)
            if known is None:
                unknown.append(text)
            else:
                self._answers[setup, text] = known
        return unknown

    def _edits(self, document: Document, sentence: Sentence, setup: Setup) -> Iterator[Edit]:
        answer = self._answers.get((setup, sentence.masked.text), ())
        return edits_of(document, sentence, answer, PREFIX)


def package(base: str) -> str:
    """The name of the package that holds a language's data."""
    return f"lingotweaker-data-{_PACKAGES.get(base, base)}"


@cache
def data_folder(base: str) -> str | None:
    """Where the data of a language are, if its package is installed."""
    spec = find_spec(package(base).replace("-", "_"))
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "data"
    return str(folder) if folder.is_dir() else None


def _ended(answer: Answer) -> bool:
    return isinstance(answer, GaveUp) and answer.ended
