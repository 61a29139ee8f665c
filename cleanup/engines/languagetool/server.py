"""A LanguageTool server: one that we start and that dies with us, or one that runs elsewhere.

Ours listens on a free port of this machine only, has a bound on its memory, and is started again
once if it ends unasked. It is held by a guardian (`guardian.py`), which ends it when this process
ends, however that came about.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
from collections import deque
from pathlib import Path
from queue import Empty, SimpleQueue
from time import monotonic
from typing import IO

from cleanup.engines.languagetool import install
from cleanup.errors import CleanupError

START_SECONDS = 90.0
"""A start takes four seconds on an idle machine."""
PORTS_TRIED = 3
"""A port that was free may be taken when the server comes to use it."""
CHECK_MILLISECONDS = 60_000
"""What one request may take of our server; then it says so and goes on to the next."""
STARTED = "Server started"
_GUARDIAN = Path(__file__).with_name("guardian.py")
_BUSY = re.compile(r"PortBindingException|Address already in use|BindException", re.IGNORECASE)
_OPTIONS = {
    # A checker with all its rules is kept for the next request: five times as fast.
    "pipelineCaching": "true",
    "maxPipelinePoolSize": "16",
    "pipelineExpireTimeInSeconds": "86400",
    "maxCheckTimeMillis": str(CHECK_MILLISECONDS),
}


class ServerError(CleanupError):
    """There is no server to ask; the message says why and what to do."""


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class LocalServer:
    """A server of our own, started when first needed.

    Args:
        folder: the LanguageTool to run; ``None`` looks for one.
        memory: how much the server may take for its objects, as Java's ``-Xmx`` has it.
        shared: the address of a server that a parent of ours started for all its children. If it
            is gone, this one starts its own.
    """

    def __init__(
        self, folder: str | None = None, memory: str = "1g", shared: str | None = None
    ) -> None:
        self._folder, self._memory, self._shared = folder, memory, shared
        self._process: subprocess.Popen[str] | None = None
        self._lines: deque[str] = deque(maxlen=20)
        self._lock = threading.Lock()
        self._url = ""
        self._owner = 0
        self.starts = 0
        """How often one was started."""
        self._gone = ""

    @property
    def pid(self) -> int | None:
        """Id of the guardian, if it runs."""
        return self._process.pid if self._process and self._runs() else None

    def identity(self) -> str:
        """What answers depend on: the files that make up the LanguageTool.

        Raises:
            InstallError: there is none.
        """
        folder = install.find(self._folder).parent
        files = [*folder.glob("*.jar"), *(folder / "libs").glob("*.jar")]
        names = sorted(f"{path.name}:{path.stat().st_size}" for path in files)
        return "local " + hashlib.sha256("\n".join(names).encode()).hexdigest()

    def url(self, failed: str | None = None) -> str:
        """The address of a server that runs, without a slash at its end.

        Args:
            failed: the address that did not answer: it is started again, but only once.

        Raises:
            CleanupError: it cannot be started, or has ended for the second time.
        """
        with self._lock:
            if self._gone:
                raise ServerError(self._gone)
            if self._shared and failed != self._shared:
                return self._shared
            self._shared = None
            if self._process is not None and self._runs() and failed != self._url:
                return self._url
            if self.starts == 2:
                self._stop()
                self._gone = "LanguageTool ended twice while it was working"
                raise ServerError(self._gone)
            self._stop()
            try:
                self._start()
            except CleanupError as error:
                self._gone = str(error)
                raise
            return self._url

    def stop(self) -> None:
        """End the server, at once and for certain."""
        with self._lock:
            self._stop()
            self.starts = 0
            self._gone = ""

    # ------------------------------------------------------------------ internals

    def _runs(self) -> bool:
        if self._owner != os.getpid():  # forked: the process is our parent's
            self._process = None
        return self._process is not None and self._process.poll() is None

    def _start(self) -> None:
        jar, java = install.find(self._folder), install.java()
        self.starts += 1
        with tempfile.TemporaryDirectory(prefix="cleanup-") as folder:
            options = Path(folder) / "server.properties"
            options.write_text("".join(f"{k}={v}\n" for k, v in _OPTIONS.items()), "utf-8")
            for _ in range(PORTS_TRIED):
                port = free_port()
                if self._launch(java, jar, port, options):
                    self._url = f"http://127.0.0.1:{port}"
                    return
        said = next((line for line in reversed(self._lines) if line.strip()), "nothing")
        raise ServerError(f"LanguageTool in {jar.parent} does not start; it said: {said[:200]}")

    def _launch(self, java: str, jar: Path, port: int, options: Path) -> bool:
        """Start it on a port; False when that was taken by somebody else."""
        command = [
            java, f"-Xmx{self._memory}", "-XX:+ExitOnOutOfMemoryError", "-Xshare:auto",
            "-Djava.awt.headless=true", "-Dsun.net.httpserver.nodelay=true",
            "-cp", str(jar), install.MAIN, "--port", str(port), "--config", str(options),
        ]  # fmt: skip
        self._owner = os.getpid()
        self._lines.clear()
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(_GUARDIAN), str(self._owner), *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,  # Ctrl-C is for us; we end the server when it is no more use
        )
        started: SimpleQueue[bool] = SimpleQueue()
        assert self._process.stdout is not None
        reader = threading.Thread(
            target=_read, args=(self._process.stdout, self._lines, started), daemon=True
        )
        reader.start()
        deadline = monotonic() + START_SECONDS
        try:
            up = started.get(timeout=max(deadline - monotonic(), 0))
        except Empty:
            self._stop()
            raise ServerError(
                f"LanguageTool has not started within {START_SECONDS:.0f} s"
            ) from None
        if up:
            return True
        self._stop()
        if any(_BUSY.search(line) for line in self._lines):
            return False
        if any(
            "Could not reserve" in line or "Invalid maximum heap" in line for line in self._lines
        ):
            raise ServerError(f"Java cannot have {self._memory} of memory: see languagetool_memory")
        said = next((line for line in reversed(self._lines) if line.strip()), "nothing").strip()
        if any("UnsupportedClassVersionError" in line for line in self._lines):
            said = f"it needs Java {install.JAVA} or newer"
        raise ServerError(f"LanguageTool in {jar.parent} does not start: {said[:200]}")

    def _stop(self) -> None:
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        with contextlib.suppress(OSError):
            assert process.stdin is not None
            process.stdin.close()  # the guardian ends the server and itself
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class RemoteServer:
    """A server that runs already, here or elsewhere."""

    pid = None
    starts = 0

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/").removesuffix("/v2")
        self._gone = ""

    def identity(self) -> str | None:
        """``None``: only the server itself can say which version it is."""
        return None

    def url(self, failed: str | None = None) -> str:
        """The address.

        Raises:
            ServerError: it `failed` before.
        """
        if failed:
            self._gone = f"{failed} does not answer"
        if self._gone:
            raise ServerError(f"{self._gone}: is LanguageTool running there? (languagetool-url)")
        return self._url

    def stop(self) -> None:
        """It is not ours to stop; the next run tries it again."""
        self._gone = ""


def _read(pipe: IO[str], lines: deque[str], started: SimpleQueue[bool]) -> None:
    """Keep the last lines, and tell when the server has started or ended."""
    with contextlib.suppress(OSError, ValueError):
        for line in pipe:
            lines.append(line)
            if STARTED in line:
                started.put(True)
    started.put(False)
    pipe.close()
