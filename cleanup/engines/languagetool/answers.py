"""Answers of earlier runs, on disk: a second run over the same text asks the server nothing.

A SQLite file in the user's cache folder. Its keys are hashes of everything that an answer depends
on, so nothing in it can be out of date; the answers unused longest make room. Several processes
may use it at once. It is a convenience: where it cannot be read or written, nothing is remembered.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from cleanup.engines.process import Match

MOST = 500_000
"""So many sentences are kept, about 60 MB."""
_SCHEMA = """\
create table if not exists answers (key blob primary key, value text, used integer) without rowid
"""
_AT_ONCE = 500


def default_path() -> Path:
    """Where the file is."""
    from platformdirs import user_cache_path

    return user_cache_path("translation-cleanup", appauthor=False) / "languagetool.sqlite3"


class Answers:
    """The answers to one kind of query.

    Args:
        scope: everything but the sentence that an answer depends on.
        path: the file; ``None`` remembers nothing.
    """

    def __init__(self, scope: str, path: Path | None) -> None:
        self._scope = hashlib.sha256(scope.encode()).digest()
        self._path = path

    def known(self, texts: Sequence[str]) -> dict[str, tuple[Match, ...]]:
        """The answers that are there."""
        keys = {self._key(text): text for text in texts}
        found: dict[str, tuple[Match, ...]] = {}
        if self._path is None or not self._path.is_file() or not keys:
            return found
        with suppress(sqlite3.Error, OSError, ValueError), _open(self._path) as file:
            wanted = list(keys)
            for at in range(0, len(wanted), _AT_ONCE):
                some = wanted[at : at + _AT_ONCE]
                marks = ",".join("?" * len(some))
                query = f"select key, value from answers where key in ({marks})"
                for key, value in file.execute(query, some):
                    found[keys[key]] = tuple(map(_match, json.loads(value)))
            file.executemany(
                "update answers set used = ? where key = ? and used < ?",
                ((_today(), self._key(text), _today()) for text in found),
            )
        return found

    def add(self, answers: Iterable[tuple[str, tuple[Match, ...]]]) -> None:
        """Remember answers."""
        if self._path is None:
            return
        rows = [
            (self._key(text), json.dumps(answer, ensure_ascii=False), _today())
            for text, answer in answers
        ]
        with suppress(sqlite3.Error, OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with _open(self._path) as file:
                file.executemany("insert or replace into answers values (?, ?, ?)", rows)
                (count,) = file.execute("select count(*) from answers").fetchone()
                if count > MOST:
                    file.execute(
                        "delete from answers where key in "
                        "(select key from answers order by used limit ?)",
                        (count - MOST * 9 // 10,),
                    )

    def _key(self, text: str) -> bytes:
        return hashlib.blake2b(text.encode(), key=self._scope, digest_size=16).digest()


class _open:  # noqa: N801 used like the built-in
    """The file, committed when all went well and closed in any case."""

    def __init__(self, path: Path) -> None:
        self._file = sqlite3.connect(path, timeout=5.0)
        try:
            self._file.execute("pragma journal_mode = wal")
            self._file.execute("pragma synchronous = normal")
            self._file.execute(_SCHEMA)
        except sqlite3.OperationalError:  # busy, or not ours to write
            self._file.close()
            raise
        except sqlite3.DatabaseError:  # damaged: begin anew the next time
            self._file.close()
            path.unlink(missing_ok=True)
            raise

    def __enter__(self) -> sqlite3.Connection:
        return self._file

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            if kind is None:
                self._file.commit()
        finally:
            self._file.close()


def _match(fields: list[Any]) -> Match:
    rule, start, end, message, kind, suggestions = fields
    return Match(rule, start, end, message, kind, tuple(suggestions))


def _today() -> int:
    return int(time.time()) // 86_400
