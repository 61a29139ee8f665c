"""LanguageTool itself, in Java: the engine ``languagetool``.

Only the rules run that have a record worth it (`cleanup.safety`), each at the level that it has
earned. The server is our own, one a run, or one that runs already; it is started only when there
is a sentence whose answer is not known from before. If it fails for good, the document is
finished with what there is, and the notes say so.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from cleanup import safety
from cleanup.config import Config
from cleanup.document import Document
from cleanup.edit import Edit
from cleanup.engines import Proposal, Status, selected
from cleanup.engines.languagetool import answers, install
from cleanup.engines.languagetool.api import MOST_GIVEN_UP, Client, LanguageError, Query
from cleanup.engines.languagetool.server import LocalServer, RemoteServer
from cleanup.engines.process import Answer, GaveUp
from cleanup.engines.sentences import Sentence, edits_of, given_up, sentences
from cleanup.engines.variants import VARIANTS, variant_of
from cleanup.errors import CleanupError
from cleanup.language import Language

PREFIX = "languagetool:"
SHARED = "CLEANUP_LANGUAGETOOL_SERVER"
"""The environment variable that names the server that a run's processes share."""
SENTENCES_REMEMBERED = 20_000
"""How many sentences' answers are kept in memory, across documents and passes."""


class LanguageTool:
    """The engine ``languagetool``: one server for all languages of a run."""

    name = "languagetool"

    def __init__(self, config: Config) -> None:
        self._config = config
        self._asked_for, self._runs = selected(config, PREFIX)
        self.server = server(config)
        self._client = Client(self.server, _processors())
        self._disk = answers.default_path() if config.languagetool_cache else None
        self._answers: dict[tuple[Query, str], Answer] = {}
        self._identity: str | None = None
        self._told: set[str] = set()
        self._unknown_languages: set[str] = set()

    def prepare(self, language: Language) -> None:
        """Does nothing: whether a server is needed is not known before the text is read."""

    def propose(self, document: Document) -> Proposal:
        """Edits for this revision; what could not be checked is told in the notes."""
        queries = self._queries(document.language)
        if not queries:
            return Proposal()
        found = sentences(document)
        edits: list[Edit] = []
        notes: list[str] = []
        for query in queries:
            notes += self._answered(query, found, document.language)
            edits += [e for sentence in found for e in self._edits(document, sentence, query)]
        return Proposal(edits, notes)

    def close(self) -> None:
        """Stop the server, if it is ours."""
        self._client.close()
        self.server.stop()
        self._told.clear()

    def status(self) -> Status:
        """Which LanguageTool would be used, and whether it can be."""
        config = self._config
        measured = " ".join(base for base in VARIANTS if safety.trusted(base, PREFIX))
        grammar = f"grammar of {measured or 'no language'}"
        try:
            if config.languagetool_url:
                version = self._client.version().split()[1]
                self._client.close()
                return Status(self.name, True, f"{version} at {config.languagetool_url}, {grammar}")
            jar = install.find(config.languagetool_dir)
            install.java()
        except CleanupError as error:
            asked = self.name in config.engine or config.languagetool_url or config.languagetool_dir
            return Status(
                self.name, False if asked else None, f"optional: {error}"[10 * bool(asked) :]
            )
        version = install.version_of(jar)
        return Status(self.name, True, f"{version}, {grammar}; in {jar.parent}")

    # ------------------------------------------------------------------ internals

    def _queries(self, language: Language) -> list[Query]:
        """What to ask in a language; nothing when there is nothing to run."""
        base, variant = language.base, variant_of(language)
        if not self._runs or base not in VARIANTS or variant in self._unknown_languages:
            return []
        tongue = (self._config.mother_tongue or "").partition("-")[0]
        if self._config.picky and not self._asked_for:
            table = safety.table(base)
            without = (rule for rule, record in table.items() if record.level is None)
            bad = tuple(rule.removeprefix(PREFIX) for rule in without if rule.startswith(PREFIX))
            return [Query(variant, None, bad, True, tongue)]
        trusted = (rule.removeprefix(PREFIX) for rule in safety.trusted(base, PREFIX))
        rules = tuple(sorted(self._asked_for or trusted))
        queries = [Query(variant, rules, picky=self._config.picky)] if rules else []
        if tongue:  # false friends count as picky
            queries.append(Query(variant, (), picky=True, mother_tongue=tongue))
        return queries

    def _answered(self, query: Query, found: Sequence[Sentence], language: Language) -> list[str]:
        """Get all answers that can be had; returns notes."""
        try:
            return self._fetch(query, found)
        except CleanupError as error:
            return self._left(query, found, language, error)
        except LanguageError:
            self._unknown_languages.add(query.language)
            return self._once(f"LanguageTool does not know {language.english}")

    def _fetch(self, query: Query, found: Sequence[Sentence]) -> list[str]:
        """Get the answers that are not remembered; returns notes.

        Raises:
            CleanupError: there is no server to ask.
            LanguageError: the server does not know the language.
        """
        remembered = self._answers
        unknown: dict[str, Sentence] = {}
        for sentence in found:
            text = sentence.masked.text
            known = remembered.pop((query, text), None)
            if known is None:
                unknown[text] = sentence
            else:
                remembered[query, text] = known
        starts = self.server.starts
        if unknown:
            self._ask(query, unknown)
        while len(remembered) > max(SENTENCES_REMEMBERED, len(found)):
            del remembered[next(iter(remembered))]
        texts = dict.fromkeys(sentence.masked.text for sentence in found)
        failed = [text for text in texts if isinstance(remembered.get((query, text)), GaveUp)]
        notes = [
            given_up(self.name, text, remembered[query, text]) for text in failed[:MOST_GIVEN_UP]
        ]
        left = sum((query, text) not in remembered for text in texts)
        left += len(failed) - len(notes)
        if left:
            notes.append(f"the grammar of {left} more sentences is not checked")
        if self.server.starts > max(starts, 1):
            notes.append("LanguageTool ended and was started again")
        return notes

    def _ask(self, query: Query, unknown: dict[str, Sentence]) -> None:
        """Look for answers on disk, then ask the server; what came is kept, whatever happens."""
        scope = f"{self._scope()} {sorted(query.fields().items())}" if self._disk else ""
        disk = answers.Answers(scope, self._disk)
        for text, matches in disk.known(list(unknown)).items():
            self._answers[query, text] = matches
            del unknown[text]
        if not unknown:
            return
        new: list[tuple[str, Answer]] = []
        try:
            for some in self._client.check(query, list(unknown.values())):
                for sentence, answer in some:
                    new.append((sentence.masked.text, answer))
                    self._answers[query, sentence.masked.text] = answer
        finally:
            disk.add((text, found) for text, found in new if not isinstance(found, GaveUp))

    def _scope(self) -> str:
        """Which LanguageTool it is that answers."""
        if self._identity is None:
            self._identity = self.server.identity() or self._client.version()
        return self._identity

    def _left(
        self, query: Query, found: Sequence[Sentence], language: Language, error: CleanupError
    ) -> list[str]:
        """What to tell when the server is gone."""
        texts = {sentence.masked.text for sentence in found}
        left = sum((query, text) not in self._answers for text in texts)
        if left < len(texts):
            sentences = f"{left} of {len(texts)} sentences"
            return [f"the grammar of {sentences} is not checked by {self.name}: {error}"]
        return self._once(f"{language.english} grammar is not checked by {self.name}: {error}")

    def _once(self, note: str) -> list[str]:
        """`note` the first time, nothing later in the run."""
        if note in self._told:
            return []
        self._told.add(note)
        return [note]

    def _edits(self, document: Document, sentence: Sentence, query: Query) -> Iterator[Edit]:
        answer = self._answers.get((query, sentence.masked.text), ())
        return edits_of(document, sentence, answer, PREFIX)


def server(config: Config) -> LocalServer | RemoteServer:
    """The server that a configuration asks for; nothing is started."""
    if config.languagetool_url:
        return RemoteServer(config.languagetool_url)
    shared = os.environ.get(SHARED)
    return LocalServer(config.languagetool_dir, config.languagetool_memory, shared)


@contextmanager
def shared_server(config: Config) -> Iterator[None]:
    """One server for all processes that are started meanwhile, should they need one."""
    if config.languagetool_url or os.environ.get(SHARED):
        yield
        return
    ours = server(config)
    try:
        os.environ[SHARED] = ours.url()
    except CleanupError:  # each process will say so
        yield
        return
    try:
        yield
    finally:
        os.environ.pop(SHARED, None)
        ours.stop()


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
