"""Outputs that are already known, in one SQLite file, so that a run that was killed goes on."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

import msgspec

from cleanup.errors import OutputError
from cleanup.score.items import Output

KEPT_DAYS = 30
"""Outputs that no run has asked for in so many days are thrown away."""
_DAY = 86_400


def default_path() -> Path:
    """The file in the user's cache folder."""
    folder = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    base = Path(folder) if folder else Path.home() / ".cache"
    return base / "translation-cleanup" / "score.sqlite3"


class Store:
    """Maps the key of a unit of work to its outputs.

    Args:
        path: the file; made where it is missing. Several runs may use it at once.
        fresh: answer nothing, only remember.

    Raises:
        OutputError: the file cannot be used.
    """

    def __init__(self, path: Path, *, fresh: bool = False) -> None:
        self._path, self._fresh = path, fresh
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(path, timeout=60, isolation_level=None)
            self._base.execute("PRAGMA journal_mode = WAL")
            self._base.execute(
                "CREATE TABLE IF NOT EXISTS outputs (key TEXT PRIMARY KEY, value BLOB, day INTEGER)"
            )
            self._base.execute("DELETE FROM outputs WHERE day < ?", (_today() - KEPT_DAYS,))
        except (OSError, sqlite3.Error) as error:
            raise OutputError(f"{path}: cannot keep outputs there: {error} (see --cache)") from None

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._base.close()

    def known(self, keys: Iterable[str]) -> dict[str, tuple[Output, ...]]:
        """The outputs of those keys that are here."""
        found = {}
        for key in () if self._fresh else keys:
            row = self._base.execute("SELECT value FROM outputs WHERE key = ?", (key,)).fetchone()
            if row is not None:
                found[key] = msgspec.json.decode(row[0], type=tuple[Output, ...])
        day = _today()
        self._base.executemany(
            "UPDATE outputs SET day = ? WHERE key = ? AND day < ?", [(day, k, day) for k in found]
        )
        return found

    def keep(self, key: str, outputs: tuple[Output, ...]) -> None:
        """Remember the outputs of a unit."""
        try:
            self._base.execute(
                "INSERT OR REPLACE INTO outputs VALUES (?, ?, ?)",
                (key, msgspec.json.encode(outputs), _today()),
            )
        except sqlite3.Error as error:
            raise OutputError(f"{self._path}: cannot be written: {error}") from None


def _today() -> int:
    return int(time.time()) // _DAY
