"""The parent's side of `cleanup.engines.worker`: a process that may hang, be killed and return.

One `Worker` holds one process, started when first needed and at most one per process of ours. It
is talked to from one thread. What a text does to it (a crash, a time-out) is reported as a
`GaveUp` in place of that text's answer; the process is started again and the others go on.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any, NamedTuple

LOAD_SECONDS = 90.0
"""For reading dictionaries and rules on a busy machine."""


class Match(NamedTuple):
    """What the library found in a text; positions are code points of that text."""

    rule: str
    start: int
    end: int
    message: str
    suggestions: tuple[str, ...]


class GaveUp(NamedTuple):
    """Why there is no answer for a text."""

    reason: str


class Setup(NamedTuple):
    """Which engine a request is for."""

    lang: str
    """Base language tag, as the library names it."""
    variant: str
    data: str
    """The folder of the language's data package."""
    rules: tuple[str, ...] | None
    """The rules that run; ``None``: all but the speller."""


class Unavailable(Exception):
    """The engine cannot be loaded at all; the message says why."""


def time_limit(text: str) -> float:
    """Seconds that one text may take: even German does thousands of characters a second."""
    return 4.0 + len(text) / 250


class Worker:
    """One process that holds the engines of all languages of a run."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: SimpleQueue[bytes | None] = SimpleQueue()
        self._home = 0  # id of the process of ours that started it
        self._sent = 0

    @property
    def pid(self) -> int | None:
        """Id of the process, if it runs."""
        return self._process.pid if self._running() and self._process else None

    def prepare(self, setup: Setup) -> None:
        """Let the process load an engine; returns at once."""
        self._send(setup, ())

    def ask(self, setup: Setup, texts: Sequence[str]) -> Iterator[list[Match] | GaveUp]:
        """The answer for each text, in order.

        Raises:
            Unavailable: the engine cannot be loaded.
        """
        done = 0
        deaths = 0  # in a row, at one and the same text
        while done < len(texts):
            if not self._ready(setup, texts[done:]):
                deaths += 1
                if deaths > 2:
                    raise Unavailable("its process ends while loading")
                continue
            for text in texts[done:]:
                try:
                    line = self._receive(time_limit(text))
                except Empty:
                    self.stop()
                    yield GaveUp("took too long")
                elif_dead = False
                done += 1
