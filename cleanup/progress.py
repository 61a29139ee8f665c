"""How far a long piece of work is, told by whoever does it to whoever shows it.

The command line shows it; in a library nobody listens, and nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Show = Callable[[str], None]


def _silent(line: str) -> None:
    pass


_show: ContextVar[Show] = ContextVar("show", default=_silent)


def tell(line: str) -> None:
    """Say how far the work is; a line replaces the one before."""
    _show.get()(line)


@contextmanager
def shown_by(show: Show) -> Iterator[None]:
    """Inside, what is told goes to `show`."""
    token = _show.set(show)
    try:
        yield
    finally:
        _show.reset(token)
