"""One article on the desk: its file, and the session on what it holds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cleanup.reading import TextFile, read
from cleanup.review import saving
from cleanup.review.session import Session
from cleanup.review.standing import Standing

if TYPE_CHECKING:
    from cleanup.pipeline import Cleaner, Result
    from cleanup.review.memory import Memory


class Article:
    """A file under review.

    Args:
        name: path of the file; ``-`` for standard input, which cannot be saved.
        cleaner: cleans it; its standing answers are set to those of the memory.
        memory: the decisions so far.
        encoding: of the file; ``None`` takes its mark, else UTF-8.
        source: the text that was translated, if at hand.
        who: the person; ``None`` asks the environment.

    Raises:
        InputError: the file cannot be read.
    """

    def __init__(
        self,
        name: str,
        cleaner: Cleaner,
        memory: Memory,
        *,
        encoding: str | None = None,
        source: str | None = None,
        who: str | None = None,
    ) -> None:
        self._name, self._encoding = name, encoding
        self._cleaner, self._memory = cleaner, memory
        self._source, self._who = source, who
        self.file: TextFile
        self.session: Session
        self.reload()

    def reload(self) -> None:
        """Read and clean the file again, as it is now; decisions find their places in it.

        Raises:
            InputError: the file cannot be read; what was read before stays.
        """
        file = read(self._name, self._encoding)
        session = reviewed(file, self._cleaner, self._memory, source=self._source, who=self._who)
        self.file, self.session = file, session

    @property
    def is_stale(self) -> bool:
        """Whether the file on the disk is another one than was read."""
        return saving.is_stale(self.file)

    def save(self, *, backup: bool = False) -> Path | None:
        """Write the text of the session to the file, and read that; see `saving.save`.

        Raises:
            ChangedError: the file on the disk is another one; `reload` first.
            OutputError: it could not be written.
        """
        kept = saving.save(self.session, self.file, backup=backup)
        self.reload()
        return kept


def reviewed(
    file: TextFile,
    cleaner: Cleaner,
    memory: Memory,
    *,
    source: str | None = None,
    who: str | None = None,
) -> Session:
    """The session on a file: cleaned by the standing answers, with every decision in its place."""
    name = memory.name(file.path) if file.path is not None else ""
    cleaner.standing = Standing(memory.in_force(), name)
    result = cleaner.clean(file.text, source=source, is_file=True)
    return Session(result, memory, name, who=who, level=cleaner.level)


def honoured(session: Session) -> Result:
    """The result of a session, as it is where nobody has decided anything."""
    from cleanup.review.outcome import outcome

    return outcome(session) if session.decided else session.source
