"""What is said on standard error: errors, notes and progress, one line each."""

from __future__ import annotations

import os
import sys
import time
from types import TracebackType

from cleanup.show.invisible import escaped


def say(message: str) -> None:
    """One line of talk."""
    print(f"cleanup: {escaped(message)}", file=sys.stderr, flush=True)


fail = say
"""One line that says what went wrong."""


def bug(error: BaseException, where: str = "") -> None:
    """Report an error of our own; the traceback only with ``CLEANUP_DEBUG=1``."""
    if os.environ.get("CLEANUP_DEBUG", "0") not in ("", "0"):
        import traceback

        traceback.print_exception(error, file=sys.stderr)
    fail(f"{where}{': ' if where else ''}{bug_text(error)}")


def bug_text(error: BaseException) -> str:
    """An error of our own in one line."""
    if isinstance(error, MemoryError):
        return "not enough memory"
    what = " ".join(str(error).split())[:200]
    return (
        f"internal error: {type(error).__name__}{': ' if what else ''}{what}; "
        "please report it with the text (CLEANUP_DEBUG=1 shows where)"
    )


class Progress:
    """One line on the terminal that says how far a long run is; silent where none looks on.

    Nothing is drawn in the first half second, and the line is gone at the end.
    """

    def __init__(self, *, quiet: bool = False) -> None:
        self._shown = not quiet and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._next = time.monotonic() + 0.5
        self._drawn = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.clear()

    @property
    def due(self) -> bool:
        """Whether a new line is worth drawing now."""
        return self._shown and time.monotonic() >= self._next

    def show(self, line: str, *, now: bool = False) -> None:
        """Draw `line` if it is time to, or at once with `now`."""
        if not (self.due or (now and self._shown)):
            return
        from shutil import get_terminal_size

        width = get_terminal_size().columns - 1
        sys.stderr.write(f"\r\x1b[K{escaped(line)[:width]}")
        sys.stderr.flush()
        self._drawn = True
        self._next = time.monotonic() + 0.2

    def clear(self) -> None:
        """Take the line away, before other talk or at the end."""
        if self._drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._drawn = False


def clock(seconds: float) -> str:
    """A duration as ``1:05`` or ``2:03:00``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
