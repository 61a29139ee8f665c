"""Runs the command line inside the test process, and as a program of its own."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from cleanup.cli.main import run

ROOT = Path(__file__).parents[1]


class Ran(NamedTuple):
    code: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode()


def cleanup(*arguments: object, stdin: bytes = b"", engine: str = "none") -> Ran:
    """Run a command in this process, without a grammar engine unless one is named."""
    given = [str(a) for a in arguments]
    if given[:1] and given[0] in ("fix", "diff", "check", "batch"):
        given += ["--engine", engine]
    streams = sys.stdin, sys.stdout, sys.stderr
    out, err = io.BytesIO(), io.BytesIO()
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    sys.stdout = io.TextIOWrapper(out, encoding="utf-8", newline="\n")
    sys.stderr = io.TextIOWrapper(err, encoding="utf-8", newline="\n")
    try:
        code = run(given)
        sys.stdout.flush()
        sys.stderr.flush()
        return Ran(code, out.getvalue(), err.getvalue().decode())
    finally:
        sys.stdin, sys.stdout, sys.stderr = streams


def program(*arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    """Run a command as a program."""
    command = [sys.executable, "-m", "cleanup", *map(str, arguments)]
    settings: dict[str, object] = {"capture_output": True, "timeout": 120, "cwd": ROOT}
    return subprocess.run(command, check=False, **(settings | options))  # type: ignore[call-overload, no-any-return]
