"""Writing a reviewed article, only when a person says so: whole or not at all."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cleanup import writing
from cleanup.errors import OutputError
from cleanup.review import memory
from cleanup.review.anchor import anchors
from cleanup.review.memory import Decision

if TYPE_CHECKING:
    from cleanup.reading import TextFile
    from cleanup.review.session import Session


class ChangedError(OutputError):
    """The article was changed on the disk since it was read: read it again, decisions hold."""


def save(session: Session, file: TextFile, *, backup: bool = False) -> Path | None:
    """Put the text of a session in the place of its file.

    Args:
        session: the review of this file.
        file: as it was read for the session.
        backup: keep what was there as ``NAME.bak``.

    Returns:
        The backup, if one was made.

    Raises:
        ChangedError: another program has changed the file meanwhile; nothing was written.
        OutputError: it could not be written; what was there is untouched.
        InputError: the file's encoding has no form for some character.
    """
    if file.path is None:
        raise OutputError(f"{file.name}: has no place to write to")
    if is_stale(file):
        raise ChangedError(f"{file.name}: was changed by another program meanwhile")
    data = file.encode(session.text)
    kept = writing.back_up(file.path) if backup else None
    writing.write(file.path, data, stamp=file.stamp)
    note_written(session)
    return kept


def note_written(session: Session) -> None:
    """Keep in the memory that the file holds the text of a session now.

    Raises:
        OutputError: the memory cannot be written.
    """
    session.memory.add([*_again(session), _mark(session)])


def is_stale(file: TextFile) -> bool:
    """Whether the file on the disk is not the one that was read any more."""
    if file.path is None or file.stamp is None:
        return False
    try:
        found = file.path.stat()
    except OSError:
        return True
    return (found.st_mtime_ns, found.st_size) != file.stamp


def _mark(session: Session) -> Decision:
    """That the decisions so far are in the file: they need no place in it any more."""
    return Decision(
        id=memory.action(), at=memory.now(), who=session.who, verdict="written", scope="file",
        file=session.file,
    )  # fmt: skip


def _again(session: Session) -> list[Decision]:
    """What was refused, with its surroundings as they are in the new text."""
    spans: list[tuple[int, int]] = []
    refused: list[Decision] = []
    growth = 0
    changed = {cut.number: cut for cut in session.cuts()}
    for number, item in enumerate(session.items):
        decision = session.state(number).decision
        if number in changed:
            cut = changed[number]
            growth += len(cut.text) - (cut.end - cut.start)
        elif decision is not None and decision.verdict == "reject":
            spans.append((item.start + growth, item.end + growth))
            refused.append(decision)
    found = anchors(session.text, spans)
    return [
        msgspec.structs.replace(
            d, left=a.left, right=a.right, hash=a.hash, nth=a.nth, of=a.of, wide=a.wide
        )
        for d, a in zip(refused, found, strict=True)
        if (a.hash, a.nth, a.of, a.wide) != (d.hash, d.nth, d.of, d.wide)
    ]
