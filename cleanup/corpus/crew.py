"""Chunks of records cleaned on one or more processes; results come in the order of the input.

Only so many chunks are under way at once, so memory does not grow with the input. A chunk whose
process dies is cleaned again record by record, and only the record that kills its process fails.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import NamedTuple

from cleanup.corpus.records import Totals, clean_line, failed_line
from cleanup.pipeline import Cleaner

AHEAD = 4
"""Chunks that may be begun for each process before the oldest one is done."""
Make = Callable[[], Cleaner]
"""Makes the cleaner of a process; goes to it by pickle."""

PATIENCE = 5.0
"""Seconds that a process has to end when there is no more work."""


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


def clean_chunks(chunks: Iterable[Chunk], make: Make, jobs: int) -> Iterator[tuple[Chunk, Done]]:
    """Clean chunks on `jobs` processes (1: this one), in order."""
    if jobs == 1:
        with make() as cleaner:
            for chunk in chunks:
                yield chunk, clean_chunk(cleaner, chunk)
        return
    crew = _Crew(make, jobs)
    try:
        yield from crew.work(iter(chunks))
        crew.dismiss()
    finally:
        crew.stop()


class _Worker:
    """A process with a `Cleaner` of its own that cleans one chunk after another."""

    def __init__(self, make: Make) -> None:
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=_serve, args=(theirs, make))
        with _deaf_to_interrupts():  # Ctrl-C reaches the whole group; it is ours to handle
            self.process.start()
        theirs.close()

    def clean(self, chunk: Chunk) -> None:
        """Begin a chunk; `result` gives what became of it."""
        with suppress(OSError):  # it died idle: `result` will say so
            self.connection.send(chunk)

    def result(self) -> Done | None:
        """The chunk that was begun, cleaned; None if the process died of it."""
        try:
            done: Done = self.connection.recv()
        except (EOFError, OSError):
            self.stop()
            return None
        return done

    def stop(self) -> None:
        """End the process, also in the middle of its work."""
        self.connection.close()
        self.process.terminate()
        self.process.join()


class _Crew:
    """Some workers and the chunks they are at."""

    def __init__(self, make: Make, jobs: int) -> None:
        self._make = make
        self._jobs = jobs
        self._idle: list[_Worker] = []
        self._busy: dict[Connection, tuple[_Worker, int, Chunk]] = {}

    def work(self, chunks: Iterator[Chunk]) -> Iterator[tuple[Chunk, Done]]:
        """Each chunk, cleaned, in order."""
        begun = given = 0
        finished: dict[int, tuple[Chunk, Done]] = {}
        more = True
        while more or self._busy:
            while more and len(self._busy) < self._jobs and begun - given < AHEAD * self._jobs:
                chunk = next(chunks, None)
                if chunk is None:
                    more = False
                else:
                    self._begin(begun, chunk)
                    begun += 1
            finished.update(self._wait())
            while given in finished:
                yield finished.pop(given)
                given += 1

    def dismiss(self) -> None:
        """Let the idle workers end by themselves, as there is nothing more to do."""
        for worker in self._idle:
            worker.connection.close()
        for worker in self._idle:
            worker.process.join(PATIENCE)

    def stop(self) -> None:
        """End all workers."""
        for worker in (*self._idle, *(busy[0] for busy in self._busy.values())):
            worker.stop()

    def _begin(self, number: int, chunk: Chunk) -> None:
        worker = self._idle.pop() if self._idle else _Worker(self._make)
        worker.clean(chunk)
        self._busy[worker.connection] = worker, number, chunk

    def _wait(self) -> Iterator[tuple[int, tuple[Chunk, Done]]]:
        """What has been done, as soon as there is something."""
        for connection in wait(list(self._busy)) if self._busy else ():
            assert isinstance(connection, Connection)
            worker, number, chunk = self._busy.pop(connection)
            done = worker.result()
            if done is None:
                done = self._one_by_one(chunk)
            else:
                self._idle.append(worker)
            yield number, (chunk, done)

    def _one_by_one(self, chunk: Chunk) -> Done:
        """Each record by itself, so that the one that kills its process is known."""
        parts: list[bytes] = []
        totals = Totals()
        worker = None
        for number, line in zip(chunk.numbers, chunk.lines, strict=True):
            worker = worker or _Worker(self._make)
            worker.clean(Chunk((number,), (line,), 0))
            done = worker.result()
            if done is None:
                worker = None
                said = failed_line(line, number, "the process that cleaned this record died")
                done = Done(said + b"\n", Totals(records=1, errors=1))
            parts.append(done.data)
            totals.add(done.totals)
        if worker is not None:
            self._idle.append(worker)
        return Done(b"".join(parts), totals)


@contextmanager
def _deaf_to_interrupts() -> Iterator[None]:
    """Processes that are started inside never get SIGINT; one for us comes afterwards."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # to start it would lift the block
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(connection: Connection, make: Make) -> None:
    """The life of a worker: it ends when the other side is gone, however that came about."""
    with make() as cleaner:
        while True:
            try:
                chunk = connection.recv()
            except (EOFError, OSError):
                return
            done = clean_chunk(cleaner, chunk)
            with suppress(OSError):
                connection.send(done)
