"""Chunks of records cleaned on one or more processes; results come in the order of the input.

Only so many chunks are under way at once, so memory does not grow with the input. A chunk whose
process dies is cleaned again record by record, each in a process of its own, and only the record
that kills it fails.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from multiprocessing.connection import wait
from multiprocessing.util import Finalize
from threading import Thread
from typing import NamedTuple

from cleanup.config import Config
from cleanup.corpus.records import Totals, clean_line, failed_line
from cleanup.pipeline import Cleaner

AHEAD = 3
"""Chunks under way for each process."""


class Chunk(NamedTuple):
    """Some lines of the input, none of them blank."""

    numbers: tuple[int, ...]
    lines: tuple[bytes, ...]
    read: int
    """Bytes of the input up to the end of this chunk."""


class Done(NamedTuple):
    """A chunk's lines, cleaned, each with its line end."""

    data: bytes
    totals: Totals


def clean_chunk(cleaner: Cleaner, chunk: Chunk) -> Done:
    """Clean the records of one chunk."""
    totals = Totals()
    cleaned = [
        clean_line(cleaner, line, number, totals)
        for number, line in zip(chunk.numbers, chunk.lines, strict=True)
    ]
    cleaned.append(b"")
    return Done(b"\n".join(cleaned), totals)


def clean_chunks(
    chunks: Iterable[Chunk], config: Config, jobs: int
) -> Iterator[tuple[Chunk, Done]]:
    """Clean chunks on `jobs` processes (1: this one), in order."""
    if jobs == 1:
        with Cleaner(config) as cleaner:
            for chunk in chunks:
                yield chunk, clean_chunk(cleaner, chunk)
        return
    with closing(_Crew(config, jobs)) as crew:
        yield from crew.work(chunks)


class _Crew:
    """Processes, each with a `Cleaner` of its own."""

    def __init__(self, config: Config, jobs: int) -> None:
        self._config = config
        self._jobs = jobs
        self._pool: ProcessPoolExecutor | None = None

    def work(self, chunks: Iterable[Chunk]) -> Iterator[tuple[Chunk, Done]]:
        under_way: deque[tuple[Chunk, Future[Done]]] = deque()
        for chunk in chunks:
            under_way.append((chunk, self._begin(chunk)))
            if len(under_way) >= AHEAD * self._jobs:
                yield self._finish(under_way)
        while under_way:
            yield self._finish(under_way)

    def close(self) -> None:
        """End the processes, also in the middle of their work."""
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)
            for process in multiprocessing.active_children():
                process.terminate()
            self._pool = None

    def _begin(self, chunk: Chunk) -> Future[Done]:
        if self._pool is None:
            self._pool = _pool(self._config, self._jobs)
        try:
            return self._pool.submit(_work, chunk)
        except BrokenProcessPool as error:  # it died of an earlier chunk
            future: Future[Done] = Future()
            future.set_exception(error)
            return future

    def _finish(self, under_way: deque[tuple[Chunk, Future[Done]]]) -> tuple[Chunk, Done]:
        chunk, future = under_way.popleft()
        try:
            return chunk, future.result()
        except BrokenProcessPool:
            self.close()
            done = self._one_by_one(chunk)
            # What else was under way went down with it.
            under_way.extend([(c, self._begin(c)) for c, _ in _emptied(under_way)])
            return chunk, done

    def _one_by_one(self, chunk: Chunk) -> Done:
        """Each record by itself, so that the one that kills its process is known."""
        parts, totals = [], Totals()
        for number, line in zip(chunk.numbers, chunk.lines, strict=True):
            with _pool(self._config, 1) as pool:
                try:
                    done = pool.submit(_work, Chunk((number,), (line,), 0)).result()
                except BrokenProcessPool:
                    done = Done(_died(line, number), Totals(records=1, errors=1))
            parts.append(done.data)
            totals.add(done.totals)
        return Done(b"".join(parts), totals)


def _emptied(queue: deque[tuple[Chunk, Future[Done]]]) -> list[tuple[Chunk, Future[Done]]]:
    content = list(queue)
    queue.clear()
    return content


def _died(line: bytes, number: int) -> bytes:
    return failed_line(line, number, "the process that cleaned this record died") + b"\n"


def _pool(config: Config, jobs: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(config,))


_cleaner: Cleaner


def _start(config: Config) -> None:
    """Begin a worker process."""
    global _cleaner  # noqa: PLW0603 a worker has exactly one
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    Thread(target=_die_with_parent, daemon=True).start()
    _cleaner = Cleaner(config)
    Finalize(None, _cleaner.close, exitpriority=10)


def _work(chunk: Chunk) -> Done:
    return clean_chunk(_cleaner, chunk)


def _die_with_parent() -> None:
    """A parent that was killed cannot end its workers: they look after it themselves."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
