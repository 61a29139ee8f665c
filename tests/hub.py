"""A hub of models on this machine: as much of the real one's protocol as its client asks for."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

SHA = "0123456789abcdef0123456789abcdef01234567"
_PATH = re.compile(r"(?P<api>/api/models)?/(?P<id>[\w.-]+/[\w.-]+)(?P<tree>/tree/)?")
LARGE = 50_000
"""Bytes from which on a file is said to have a checksum, as large files of the real hub."""


class Hub(ThreadingHTTPServer):
    """Serves models from folders.

    Args:
        models: their ids and folders.
        break_off: of large files only so many bytes are sent, again and again.
        falsify: large files come with one byte changed.
    """

    daemon_threads = True

    def __init__(
        self, models: dict[str, Path], *, break_off: int = 0, falsify: bool = False
    ) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.models, self.break_off, self.falsify = models, break_off, falsify
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def siblings(self, id: str) -> list[dict[str, Any]]:
        found = []
        for path in sorted(p for p in self.models[id].iterdir() if p.is_file()):
            data = path.read_bytes()
            said: dict[str, Any] = {"rfilename": path.name, "size": len(data)}
            if len(data) > LARGE:
                digest = hashlib.sha256(data).hexdigest()
                said["lfs"] = {"sha256": digest, "size": len(data), "pointerSize": 100}
            found.append(said)
        return found


@contextmanager
def serving(models: dict[str, Path], **how: Any) -> Iterator[Hub]:
    hub = Hub(models, **how)
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
        at = _PATH.match(path)
        if at is None or at["id"] not in self.server.models:
            self.send_response(404)
            self.send_header("X-Error-Code", "RepoNotFound")
            self.send_header("Content-Length", "0")
            self.end_headers()
        elif at["tree"]:
            self._json([
                {"type": "file", "path": s["rfilename"], "size": s["size"], "oid": "0" * 40}
                | ({"lfs": {"oid": s["lfs"]["sha256"], "size": s["size"], "pointerSize": 100}}
                   if "lfs" in s else {})
                for s in self.server.siblings(at["id"])
            ])  # fmt: skip
        elif at["api"]:
            card = {"license": "mit", "language": ["en"]}
            self._json({
                "_id": "1", "id": at["id"], "modelId": at["id"], "sha": SHA, "private": False,
                "tags": [], "downloads": 0, "likes": 0, "cardData": card,
                "siblings": self.server.siblings(at["id"]),
            })  # fmt: skip
        else:
            self._file(self.server.models[at["id"]] / path.rpartition("/")[2], body=body)

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
