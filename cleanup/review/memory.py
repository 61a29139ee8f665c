"""The memory: who decided what, when, and how far it holds.

Decisions are lines of JSON, only ever appended: ``.cleanup/decisions.jsonl`` holds those for one
file and for the project, a file of the same name in the user's configuration folder those that a
person took for everything they work on. What is taken back stays there too, with a line that
says so. ``docs/review.md`` describes the fields.
"""

from __future__ import annotations

import getpass
import os
import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import msgspec

from cleanup import project
from cleanup.errors import InputError, OutputError
from cleanup.review.journal import Journal

FILE = "decisions.jsonl"

Verdict = Literal[
    "accept", "reject", "edit", "clear", "always", "never", "name", "undo", "redo", "written",
    "learned", "declined",
]  # fmt: skip
Scope = Literal["file", "project", "personal"]

ONE = ("accept", "reject", "edit", "clear")
"""Verdicts on one place of one file; ``clear`` leaves it undecided again."""
STANDING = ("always", "never")
"""Verdicts that hold wherever the same is proposed, as far as the scope goes."""


class Decision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of the memory. What does not apply to a verdict is left out."""

    id: str
    """Of the action; decisions that were taken in one stroke share it."""
    at: str
    """When, in UTC: ``2026-11-23T09:30:00.123456Z``."""
    who: str
    verdict: Verdict
    scope: Scope
    file: str = ""
    """The article, as a path from the project's folder with ``/``; for a standing answer of wider
    scope, where it was given."""
    lang: str = ""
    rule: str = ""
    before: str | None = None
    """What stands in the article; in a standing answer with enough words around it to tell it
    from others, and ``None`` where it is about all that the rule proposes."""
    after: str | None = None
    """What was proposed; ``None`` where the rule only points at the place."""
    put: str | None = None
    """What the person wants instead of `after`, if anything else."""
    left: str = ""
    """What stands before the place, white space as one space."""
    right: str = ""
    """What stands behind it."""
    hash: str = ""
    """Digest of `left`, `before` and `right`."""
    nth: int = 0
    """Which of the places that look alike so far around, from 0."""
    of: int = 1
    """How many there were."""
    wide: str = ""
    """Digest of what stands farther around, where there were several."""
    rival: float = 0.0
    """How alike, 0 to 1, the surroundings of the most similar other place were then."""
    undone: str = ""
    """The action that ``undo`` takes back and ``redo`` puts in force again."""

    @property
    def wanted(self) -> str | None:
        """What shall stand at the place; ``None`` for what stands there now."""
        if self.verdict not in ("accept", "edit", "always"):
            return None
        return self.after if self.put is None else self.put


class Memory:
    """All decisions in force for a project, and how to add one.

    Args:
        project: file of the project's decisions; need not exist.
        personal: that of the person's own; need not exist.

    Raises:
        InputError: one of the files cannot be read.
    """

    def __init__(self, project: Path, personal: Path) -> None:
        self.path = project
        self.personal = personal
        self._journals = Journal(project), Journal(personal)
        self._read: tuple[list[Decision], list[Decision]] = ([], [])
        self.damaged = 0
        """Lines that are no decision; they are skipped."""
        self.poll()

    @property
    def root(self) -> Path:
        """The project's folder, from which files are named."""
        return self.path.parent.parent

    def name(self, file: Path) -> str:
        """How a file is called in decisions."""
        path = Path(os.path.abspath(file))  # noqa: PTH100 a link is another article
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return path.as_posix()

    @property
    def count(self) -> int:
        """How many lines were read."""
        return sum(map(len, self._read))

    def poll(self) -> bool:
        """Read what was written since, by anybody; whether there was anything.

        Raises:
            InputError: a file cannot be read.
        """
        news = False
        for number, journal in enumerate(self._journals):
            try:
                lines = journal.fresh()
                if lines is None:
                    self._read[number].clear()
                    lines, news = journal.fresh() or [], True
            except OSError as error:
                why = error.strerror or error
                raise InputError(f"{journal.path}: cannot read the decisions: {why}") from None
            for line in lines:
                news = True
                try:
                    self._read[number].append(_DECODER.decode(line))
                except msgspec.DecodeError:
                    self.damaged += 1
        return news

    def add(self, decisions: Iterable[Decision]) -> None:
        """Append decisions; they are on the disk when this returns.

        Raises:
            OutputError: they could not be written; nothing was decided then.
        """
        given = list(decisions)
        try:
            lines = [(d.scope == "personal", _ENCODER.encode(d)) for d in given]
        except UnicodeEncodeError:
            what = "the place holds half of a character (a lone surrogate)"
            raise OutputError(f"{self.path}: cannot be written: {what}") from None
        for number, journal in enumerate(self._journals):
            own = [line for personal, line in lines if personal == bool(number)]
            if own:
                journal.append(own)
        self.poll()

    def all(self) -> Iterator[Decision]:
        """Every line in the order of writing: the person's own, then those of the project."""
        yield from self._read[1]
        yield from self._read[0]

    def in_force(self) -> Iterator[Decision]:
        """The decisions that nobody has taken back."""
        gone = self.undone()
        for decision in self.all():
            if decision.id not in gone and decision.verdict not in ("undo", "redo"):
                yield decision

    def undone(self) -> set[str]:
        """The actions that were taken back."""
        gone: set[str] = set()
        for decision in self.all():
            if decision.verdict == "undo":
                gone.add(decision.undone)
            elif decision.verdict == "redo":
                gone.discard(decision.undone)
        return gone


def latest(decisions: Iterable[Decision]) -> list[Decision]:
    """Of decisions on single places (and names) the last on each; cleared ones are left out.

    A decision that was written again, with the surroundings that its place has now, is one.
    """
    once = {(d.id, d.at, d.rule, d.before): d for d in decisions if d.verdict in (*ONE, "name")}
    places = {
        (d.file, d.hash, d.nth, d.of, d.id if d.verdict == "name" else ""): d for d in once.values()
    }
    return [d for d in places.values() if d.verdict != "clear"]


_DECODER = msgspec.json.Decoder(Decision)
_ENCODER = msgspec.json.Encoder()


def nearest() -> Memory:
    """The memory of the project that the working directory is in.

    Raises:
        InputError: a file of it cannot be read.
    """
    return Memory(project.place(FILE), project.personal(FILE))


def reviewer() -> str:
    """Who decides: ``CLEANUP_REVIEWER``, else the name of the account."""
    try:
        return os.environ.get("CLEANUP_REVIEWER") or getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "somebody"


def action() -> str:
    """A new id of an action."""
    return secrets.token_hex(6)


def now() -> str:
    """The time as decisions say it."""
    return f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"
