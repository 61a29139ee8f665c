"""The parent's side of `cleanup.engines.worker`: a process that may hang, be killed and return.

One `Worker` holds one process, started when first needed; a fork of ours starts its own. It is
talked to from one thread. What a text does to it (a crash, a time-out) is reported as `GaveUp`
in place of that text's answer; the process is started again and the other texts are done.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Generator, Sequence
from queue import Empty, SimpleQueue
from time import monotonic
from typing import IO, Any, NamedTuple

LOAD_SECONDS = 60.0
"""For reading rules and dictionaries; seconds suffice on an idle machine."""


class Setup(NamedTuple):
    """Which engine a request is for."""

    lang: str
    """Language as the library names it."""
    variant: str
    data: str
    """The folder of the language's data package."""
    rules: tuple[str, ...] | None
    """The rules that run; ``None`` for all but the speller."""


class Match(NamedTuple):
    """What the library found in a text; positions are code points of that text."""

    rule: str
    start: int
    end: int
    message: str
    kind: str
    """The library's category and type of issue: ``GRAMMAR grammar``."""
    suggestions: Sequence[str]


class GaveUp(NamedTuple):
    """Why there is no answer for a text."""

    reason: str
    ended: bool
    """Whether it cost the process its life; else the library only failed on the text."""


Answer = tuple[Match, ...] | GaveUp


class UnavailableError(Exception):
    """The engine cannot be loaded; the message says why."""


def time_limit(text: str) -> float:
    """Seconds that one text may take: the slowest language does 5,000 characters a second."""
    return 4.0 + len(text) / 500


class Worker:
    """One process that holds the engines of all languages of a run."""

    def __init__(self) -> None:
        self.restarts = 0
        """How often the process ended unasked and was started again."""
        self._process: subprocess.Popen[bytes] | None = None
        self._lines: SimpleQueue[bytes | None] = SimpleQueue()
        self._folder = ""
        self._owner = 0
        self._requests = 0

    @property
    def pid(self) -> int | None:
        """Id of the process, if it runs."""
        return self._process.pid if self._process and self._runs() else None

    def prepare(self, setup: Setup) -> None:
        """Let the process load an engine; returns at once."""
        with contextlib.suppress(OSError):
            self._send(setup, ())

    def ask(self, setup: Setup, texts: Sequence[str]) -> Generator[Answer]:
        """The answer for each text, in order.

        Raises:
            UnavailableError: the engine cannot be loaded.
        """
        position, retried = 0, False
        while position < len(texts):
            self._begin(setup, texts[position:])
            while position < len(texts):
                answer = self._answer(texts[position])
                if answer is None and not retried:  # killed from outside, for all we know
                    self.restarts += 1
                    retried = True
                    break
                yield GaveUp("the engine's process ended", True) if answer is None else answer
                position, retried = position + 1, False
                if not self._runs():
                    break

    def stop(self) -> None:
        """End the process, at once and for certain."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with contextlib.suppress(OSError, AttributeError):
                pipe.close()  # type: ignore[union-attr]
        shutil.rmtree(self._folder, ignore_errors=True)

    def _runs(self) -> bool:
        if self._owner != os.getpid():  # forked: the process is our parent's
            self._process = None
        return self._process is not None and self._process.poll() is None

    def _begin(self, setup: Setup, texts: Sequence[str]) -> None:
        """Send a request and wait until its engine is loaded."""
        for _ in range(2):
            try:
                self._send(setup, texts)
            except OSError:
                self.stop()
                continue
            if self._loaded():
                return
            self.stop()
        raise UnavailableError("its process ends while it is loading")

    def _send(self, setup: Setup, texts: Sequence[str]) -> None:
        if not self._runs():
            self._start()
        self._requests += 1
        request = {"id": self._requests, **setup._asdict(), "texts": texts}
        assert self._process is not None
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()

    def _start(self) -> None:
        self.stop()
        paths = [path or os.getcwd() for path in sys.path]  # noqa: PTH109
        self._folder = tempfile.mkdtemp(prefix="cleanup-")
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "cleanup.engines.worker", self._folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # the library's panics; they also come as answers
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths), "RUST_BACKTRACE": "0"},
        )
        self._owner = os.getpid()
        self._lines = SimpleQueue()
        reader = threading.Thread(
            target=_read, args=(self._process.stdout, self._lines), daemon=True
        )
        reader.start()

    def _loaded(self) -> bool:
        """Wait for the last request's engine; False when the process has ended."""
        deadline = monotonic() + LOAD_SECONDS
        while True:
            try:
                line = self._lines.get(timeout=max(deadline - monotonic(), 0))
            except Empty:
                self.stop()
                raise UnavailableError(f"not loaded after {LOAD_SECONDS:.0f} seconds") from None
            if line is None:
                return False
            answer: Any = json.loads(line)
            if isinstance(answer, dict) and answer["id"] == self._requests:
                if "failed" in answer:
                    raise UnavailableError(answer["failed"])
                return True

    def _answer(self, text: str) -> Answer | None:
        """The next answer; ``None`` when the process has ended."""
        limit = time_limit(text)
        try:
            line = self._lines.get(timeout=limit)
        except Empty:
            self.stop()
            return GaveUp(f"no answer within {limit:.0f} seconds", True)
        if line is None:
            self.stop()
            return None
        answer: Any = json.loads(line)
        if isinstance(answer, str):
            return GaveUp(f"the engine failed ({answer})", False)
        return tuple(Match._make(found) for found in answer)


def _read(pipe: IO[bytes], lines: SimpleQueue[bytes | None]) -> None:
    """Hand on the answers, and ``None`` at the end of them."""
    with contextlib.suppress(OSError, ValueError):
        for line in pipe:
            lines.put(line)
    lines.put(None)
