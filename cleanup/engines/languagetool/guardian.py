"""Runs a command and ends it with its parent: ``python guardian.py PARENT COMMAND…``.

The command is a server that would outlive whoever started it. The guardian ends it when its own
standard input ends (the parent closed it or is gone), when it has another parent than PARENT, or
when it is told to end itself. On Linux the server also ends should the guardian be killed: the
kernel sees to that, and may be relied on here, where the thread that starts the server lives as
long as the guardian does (see prctl(2), PR_SET_PDEATHSIG).

This file stands alone: it is run without the package, for it must start fast and stay small.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

PR_SET_PDEATHSIG = 1


def main() -> int:
    """Run the command of the arguments; its exit code, or 0 when it was ended."""
    parent, command = int(sys.argv[1]), sys.argv[2:]
    preexec = _bound_to_us() if sys.platform.startswith("linux") else None
    server = subprocess.Popen(  # no thread runs yet, so preexec_fn is safe
        command,
        stdin=subprocess.DEVNULL,
        preexec_fn=preexec,  # noqa: PLW1509
    )
    ended = threading.Event()

    def end(*_: object) -> None:
        ended.set()
        server.kill()

    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), end)
    threading.Thread(target=_until_input_ends, args=(end,), daemon=True).start()
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            code = server.wait(0.5)
            return 0 if ended.is_set() else code
        if os.name == "posix" and os.getppid() != parent:
            end()


def _until_input_ends(end: Callable[[], None]) -> None:
    while sys.stdin.buffer.read(1):
        pass
    end()


def _bound_to_us() -> Callable[[], Any] | None:
    """What the server does before it begins, so that it dies when we do."""
    import ctypes

    try:
        prctl = ctypes.CDLL(None, use_errno=True).prctl
    except (OSError, AttributeError):
        return None
    return lambda: prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
