"""Outside correctors, all behind one method: ``propose(document) -> Proposal``.

An engine only proposes `Edit`s; the kernel's guards, levels and review stand in front of all.
A new engine is one module and one line in `ENGINES`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol

from cleanup.errors import UsageError

if TYPE_CHECKING:  # an engine's own process imports this package and must start fast
    from cleanup.config import Config
    from cleanup.document import Document
    from cleanup.edit import Edit, Refusal
    from cleanup.language import Language


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an engine says of one revision."""

    edits: Sequence[Edit] = ()
    notes: Sequence[str] = ()
    """What went wrong, for the reader: a paragraph given up, data missing."""
    refused: Sequence[Refusal] = ()
    """What the engine itself holds back, for the ledger: a rewrite that lost a name."""


@dataclass(frozen=True, slots=True)
class Status:
    """What ``cleanup doctor`` says of an engine."""

    name: str
    works: bool | None
    """``None``: it is optional, nobody asked for it, and it is not here."""
    detail: str
    """Version and languages, or what to install."""


class Engine(Protocol):
    """A corrector. Its constructor takes the `Config` and must be quick: it loads nothing."""

    name: str

    def prepare(self, language: Language) -> None:
        """Begin to load what `language` needs, in the background; returns at once."""

    def propose(self, document: Document) -> Proposal:
        """Edits of stage ``grammar`` for this revision; never raises for bad text."""

    def close(self) -> None:
        """Stop processes. The engine starts them again when used."""

    def status(self) -> Status:
        """Whether it can run here."""


ENGINES: dict[str, str] = {
    "lingotweaker": "cleanup.engines.lingotweaker:LingoTweaker",
    "languagetool": "cleanup.engines.languagetool.engine:LanguageTool",
    "harper": "cleanup.engines.harper:Harper",
    "neural": "cleanup.engines.neural.engine:Neural",
}
"""Engine name to ``module:class``; imported when first named."""

WITH_ARGUMENT = frozenset({"neural"})
"""Engines that may be told more, as ``neural:MODEL``; their class takes it as second argument."""


def engine_class(name: str) -> type[Engine]:
    """The class of an engine, named as ``NAME`` or ``NAME:ARGUMENT``.

    Raises:
        UsageError: there is no engine of this name.
    """
    name, colon, _ = name.partition(":")
    if name not in ENGINES or (colon and name not in WITH_ARGUMENT):
        raise UsageError(f"unknown engine {name!r}: choose from {', '.join([*ENGINES, 'none'])}")
    module, _, attribute = ENGINES[name].partition(":")
    found: type[Engine] = getattr(import_module(module), attribute)
    return found


def selected(config: Config, prefix: str) -> tuple[frozenset[str], bool]:
    """The rules of an engine that a run names, and whether the engine runs at all.

    Args:
        config: the run's.
        prefix: what ids of the engine's rules begin with: ``harper:``.
    """
    named = frozenset(name.removeprefix(prefix) for name in config.only if name.startswith(prefix))
    wanted = not config.only or "grammar" in config.only or bool(named)
    return named, wanted and "grammar" not in config.skip


def open_engines(config: Config) -> tuple[Engine, ...]:
    """The engines that `config` names, unloaded; ``none`` stands for no engine."""
    return tuple(_opened(name, config) for name in config.engine if name != "none")


@contextmanager
def shared(config: Config) -> Iterator[None]:
    """What the processes of one run share: they are started, and end, inside this."""
    if "languagetool" not in config.engine:
        yield
        return
    from cleanup.engines.languagetool.engine import shared_server

    with shared_server(config):
        yield


def identity(config: Config) -> str:
    """What decides, besides the configuration, what its engines say: models and their records."""
    return " ".join(str(getattr(engine, "identity", "")) for engine in open_engines(config))


def _opened(name: str, config: Config) -> Engine:
    argument = name.partition(":")[2]
    made: Engine = engine_class(name)(*((config, argument) if argument else (config,)))
    return made
