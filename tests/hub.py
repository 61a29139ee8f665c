"""A hub of models on this machine: as much of the real one's protocol as its client asks for."""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

SHA = "0123456789abcdef0123456789abcdef01234567"
LARGE = 50_000
"""Bytes from which on a file is said to have a checksum, as large files of the real hub."""


class Hub(ThreadingHTTPServer):
    """Serves one model, ``toy/t5``, from a folder.

    Args:
        folder: its files.
        break_off: of large files only so many bytes are sent, again and again.
        falsify: large files come with one byte changed.
    """

    daemon_threads = True

    def __init__(self, folder: Path, *, break_off: int = 0, falsify: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder, self.break_off, self.falsify = folder, break_off, falsify
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def siblings(self) -> list[dict[str, Any]]:
        found = []
        for path in sorted(self.folder.iterdir()):
            data = path.read_bytes()
            said: dict[str, Any] = {"rfilename": path.name, "size": len(data)}
            if len(data) > LARGE:
                digest = hashlib.sha256(data).hexdigest()
                said["lfs"] = {"sha256": digest, "size": len(data), "pointerSize": 100}
            found.append(said)
        return found


@contextmanager
def serving(folder: Path, **how: Any) -> Iterator[Hub]:
    hub = Hub(folder, **how)
    thread = threading.Thread(target=hub.serve_forever, daemon=True)
    thread.start()
    try:
        yield hub
    finally:
        hub.shutdown()
        hub.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Hub

    def log_message(self, *_: Any) -> None:
        pass

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def _answer(self, *, body: bool) -> None:
        path = self.path.partition("?")[0]
        self.server.asked.append(f"{self.command} {self.path}")
        if path.startswith("/api/models/toy/t5/tree/"):
            self._json([
                {"type": "file", "path": s["rfilename"], "size": s["size"], "oid": "0" * 40}
                | ({"lfs": {"oid": s["lfs"]["sha256"], "size": s["size"], "pointerSize": 100}}
                   if "lfs" in s else {})
                for s in self.server.siblings()
            ])  # fmt: skip
        elif path.startswith("/api/models/toy/t5"):
            card = {"license": "mit", "language": ["en"]}
            self._json({
                "_id": "1", "id": "toy/t5", "modelId": "toy/t5", "sha": SHA, "private": False,
                "tags": [], "downloads": 0, "likes": 0, "cardData": card,
                "siblings": self.server.siblings(),
            })  # fmt: skip
        elif path.startswith(f"/toy/t5/resolve/{SHA}/"):
            self._file(self.server.folder / path.rpartition("/")[2], body=body)
        else:
            self.send_response(404)
            self.send_header("X-Error-Code", "RepoNotFound")
            self.send_header("Content-Length", "0")
            self.end_headers()

    def _json(self, value: Any) -> None:
        data = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _file(self, path: Path, *, body: bool) -> None:
        data = path.read_bytes()
        large = len(data) > LARGE
        if large and self.server.falsify:
            data = data[:-1] + bytes([data[-1] ^ 1])
        first = int(self.headers.get("Range", "bytes=0-")[6:].split("-")[0])
        self.send_response(206 if first else 200)
        self.send_header("ETag", f'"{hashlib.sha256(path.read_bytes()).hexdigest()}"')
        self.send_header("X-Repo-Commit", SHA)
        self.send_header("Accept-Ranges", "bytes")
        if first:
            self.send_header("Content-Range", f"bytes {first}-{len(data) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(data) - first))
        self.end_headers()
        if body:
            broken = large and self.server.break_off
            self.wfile.write(
                data[first : first + self.server.break_off] if broken else data[first:]
            )
            if broken:
                self.close_connection = True
