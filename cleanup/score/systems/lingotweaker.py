"""LanguageTool's rules by lingotweaker, the first suggestion of every match applied unattended."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
from collections.abc import Sequence
from multiprocessing.connection import Connection
from typing import Any

from cleanup.errors import CleanupError
from cleanup.score.items import Change, Item, Output, UnavailableError, without_overlaps

VARIANTS = {"en": "en-US", "de": "de-DE", "pt": "pt-PT", "pl": "pl-PL", "uk": "uk-UA"}
"""Spelling needs a country; this one is taken where the text does not say."""
_SPELLING = re.compile(r"MORFOLOGIK|HUNSPELL|SPELLER|TYPOS")
_SENTENCE_END = re.compile(r"(?<=[.!?…])(?=\s)")


def engine(lang: str, **options: Any) -> Any:
    """A bare engine.

    Raises:
        UnavailableError: the package or the language is not installed.
    """
    try:
        import lt_py
    except ImportError:
        raise UnavailableError("lingotweaker is not installed: pip install lingotweaker") from None
    base = lang.partition("-")[0]
    variant = lang if "-" in lang else VARIANTS.get(base)
    try:
        return lt_py.Engine(base, **({"variant": variant} if variant else {}), **options)
    except (ValueError, RuntimeError, OSError) as error:
        reason = str(error).splitlines()[0]
        raise UnavailableError(f"lingotweaker has no {lang} here: {reason}") from None


def _serve(pipe: Connection, lang: str, spelling: bool) -> None:
    """Answer texts with their changes, in a process of its own."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the group; it is not ours
    try:
        checker = engine(lang, **({} if spelling else {"disabled_categories": ["TYPOS"]}))
    except CleanupError as error:
        pipe.send(str(error))
        return
    pipe.send("")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # where its native code tells of panics
    while True:
        try:
            text = pipe.recv()
        except EOFError:
            return
        try:
            matches = checker.check(text)
        except BaseException:  # noqa: BLE001  a panic in its native code is one of these
            pipe.send(None)
            continue
        pipe.send(_first_suggestions(text, matches, spelling))


def _first_suggestions(text: str, matches: Any, spelling: bool) -> tuple[Change, ...]:
    raw, changes = text.encode(), []  # its offsets count bytes
    for match in matches:
        if not spelling and _SPELLING.search(match["rule_id"] + match["category_id"]):
            continue
        if match["suggestions"]:
            first, last = match["offset"], match["offset"] + match["length"]
            span = len(raw[:first].decode()), len(raw[:last].decode())
            changes.append(Change(*span, match["suggestions"][0], (match["rule_id"],)))
    return without_overlaps(changes)


class LingoTweaker:
    """Checks paragraph by paragraph.

    The engine may hang, panic, or need seconds on odd words, so it runs in a process of its own. A
    paragraph that fails or exceeds `limit` seconds is tried sentence by sentence; a sentence that
    does is left as it was, with a note.

    Raises:
        UnavailableError: the package or the language is not installed.
    """

    def __init__(self, lang: str, *, spelling: bool, limit: float = 10.0) -> None:
        self._lang, self._spelling, self._limit = lang, spelling, limit
        self._known: dict[str, tuple[Change, ...] | None] = {}
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        arguments = theirs, self._lang, self._spelling
        self._process = context.Process(target=_serve, args=arguments, daemon=True)
        self._process.start()
        theirs.close()
        if problem := self._pipe.recv():
            raise UnavailableError(problem)

    def _ask(self, text: str) -> tuple[Change, ...] | None:
        """The changes to a paragraph or sentence; ``None`` where the engine fails."""
        if not text.strip():
            return ()
        if text not in self._known:
            self._pipe.send(text)
            changes = None
            if self._pipe.poll(self._limit):
                changes = self._pipe.recv()
            else:
                self.close()
                self._start()
            self._known[text] = changes
        return self._known[text]

    def __call__(self, item: Item) -> Output:
        """The first suggestion of every match."""
        changes: list[Change] = []
        given_up, at = 0, 0
        for line in item.text.split("\n"):
            parts = [line] if self._ask(line) is not None else _SENTENCE_END.split(line)
            for part in parts:
                answer = self._ask(part)
                given_up += answer is None
                changes += _moved(answer or (), at)
                at += len(part)
            at += 1
        notes = (f"gave up on {given_up} sentences",) if given_up else ()
        return Output(tuple(changes), notes, partial=bool(given_up))

    def close(self) -> None:
        """End the engine's process."""
        self._pipe.close()
        self._process.kill()
        self._process.join()


def _moved(changes: Sequence[Change], by: int) -> list[Change]:
    return [c._replace(start=c.start + by, end=c.end + by) for c in changes]
