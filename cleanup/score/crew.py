"""Units of work done on one or more processes, each of which holds one system at a time."""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import NamedTuple

from cleanup import engines
from cleanup.config import Config
from cleanup.score.items import Item, Output, System, UnavailableError
from cleanup.score.systems import SYSTEMS, engines_of

PATIENCE = 5.0
"""Seconds that a process has to close its system before it is killed."""


class Unit(NamedTuple):
    """Some items for one system, all in one language."""

    system: str
    lang: str
    items: tuple[Item, ...]


Answer = tuple[Output, ...] | str
"""What became of a unit: an output for every item, or why the system is not available."""


class Desk:
    """The system at hand; another takes its place when another is asked for."""

    def __init__(self) -> None:
        self._key: tuple[str, str] | None = None
        self._system: System | None = None
        self._missing: dict[tuple[str, str], str] = {}

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *exception: object) -> None:
        if self._system is not None:
            self._system.close()
        self._key = self._system = None

    def do(self, unit: Unit) -> Answer:
        """The outputs of a unit."""
        key = unit.system, unit.lang
        if key in self._missing:
            return self._missing[key]
        if key != self._key or self._system is None:
            self.__exit__()
            try:
                self._system = SYSTEMS[unit.system](unit.lang)
            except UnavailableError as error:
                self._missing[key] = str(error)
                return str(error)
            self._key = key
        system = self._system
        return tuple(_attempt(system, item) for item in unit.items)


def _attempt(system: System, item: Item) -> Output:
    """What a system makes of an item; a crash is a figure too."""
    try:
        return system(item)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001  panics of native code are no Exception
        return Output((), (f"{type(error).__name__}: {' '.join(str(error).split())[:200]}",), True)


def work(units: Sequence[Unit], jobs: int) -> Iterator[tuple[int, Answer]]:
    """The answers with the number of their unit, as they come.

    A process that dies takes the items of its unit with it: they count as crashes.
    """
    with engines.shared(Config(engine=engines_of({unit.system for unit in units}))):
        if jobs > 1:
            yield from _with_others(units, jobs)
            return
        with Desk() as desk:
            for number, unit in enumerate(units):
                yield number, desk.do(unit)


def _with_others(units: Sequence[Unit], jobs: int) -> Iterator[tuple[int, Answer]]:
    context = multiprocessing.get_context("spawn")
    todo = iter(enumerate(units))
    busy: dict[Connection, tuple[multiprocessing.process.BaseProcess, int]] = {}

    def give(connection: Connection, process: multiprocessing.process.BaseProcess) -> None:
        number, unit = next(todo, (-1, None))
        if unit is None:
            _dismiss(connection, process)
        else:
            busy[connection] = process, number
            with suppress(OSError):  # if it is dead already, that is seen when its answer is due
                connection.send(unit)

    def hire() -> None:
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs,))
        process.start()
        theirs.close()
        give(ours, process)

    try:
        for _ in range(min(jobs, len(units))):
            hire()
        while busy:
            for connection in wait(list(busy)):
                assert isinstance(connection, Connection)
                process, number = busy.pop(connection)
                try:
                    answer: Answer = connection.recv()
                except (EOFError, OSError):
                    process.join()
                    note = f"the process died (exit code {process.exitcode})"
                    yield number, (Output((), (note,), True),) * len(units[number].items)
                    hire()
                else:
                    give(connection, process)
                    yield number, answer
    finally:
        for connection, (process, _) in busy.items():
            process.terminate()
            _dismiss(connection, process)


def _dismiss(connection: Connection, process: multiprocessing.process.BaseProcess) -> None:
    """Let a process end by itself, and make it end if it will not."""
    connection.close()
    process.join(PATIENCE)
    if process.exitcode is None:
        process.kill()
        process.join()


def _serve(connection: Connection) -> None:
    """The life of a worker: it ends when the other side is gone or says so."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the group; it is not ours
    signal.signal(signal.SIGTERM, _leave)
    with Desk() as desk, suppress(EOFError, OSError):
        while True:
            connection.send(desk.do(connection.recv()))


def _leave(*_: object) -> None:
    raise SystemExit
