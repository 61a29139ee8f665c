"""The server of the page: for one person on this machine.

It listens on the loopback address only. Its address holds a secret token, compared in constant
time, without which nothing is told; ``Host`` must be the loopback address, which shuts out names
that are turned to it (DNS rebinding), and ``Origin`` the page's own, which shuts out other pages.
There are no cookies that another page could use. The standard library's server is enough for one
person, and nothing has to be installed for it.
"""

from __future__ import annotations

import json
import secrets
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec

from cleanup.errors import CleanupError, OutputError, UsageError
from cleanup.review.web.board import Board, Order

ADDRESS = "127.0.0.1"
LARGEST = 1_000_000
"""Bytes of a request; the longest is an own replacement for one place."""
PATIENCE = 30.0
"""Seconds that a connection may be silent."""

_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Refused(Exception):  # noqa: N818 an answer, not a failure
    """A request that is not carried out."""

    def __init__(self, status: HTTPStatus, why: str) -> None:
        super().__init__(why)
        self.status = status


class Server(ThreadingHTTPServer):
    """The server, listening from when it is made.

    Args:
        board: what is reviewed; used by one thread at a time.
        port: 0 takes any that is free.

    Raises:
        OutputError: the port is taken.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, board: Board, port: int = 0) -> None:
        self.board = board
        self.lock = threading.Lock()
        self.token = secrets.token_urlsafe(32)
        try:
            super().__init__((ADDRESS, port), Handler)
        except OSError as error:
            raise OutputError(f"port {port} cannot be used: {error.strerror or error}") from None
        self.hosts = {f"{name}:{self.server_port}" for name in (ADDRESS, "localhost")}

    @property
    def url(self) -> str:
        """Where the page is."""
        return f"http://{ADDRESS}:{self.server_port}/{self.token}/"

    def run(self) -> None:
        """Serve until Ctrl-C or the page's own button; a decision under way is finished first."""
        try:
            self.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            pass
        finally:
            self.lock.acquire(timeout=PATIENCE)
            self.server_close()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that hangs up is no news."""


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "cleanup", ""
    timeout = PATIENCE

    def do_GET(self) -> None:
        """The page, what has changed since, and what can be decided on a place."""
        self._answer(self._get)

    def do_POST(self) -> None:
        """A decision."""
        self._answer(self._post)

    def _get(self) -> tuple[str, str]:
        path, query = self._asked()
        board = self.server.board
        if path == "":
            with self.server.lock:
                return "text/html; charset=utf-8", board.page()
        number = _numbers(query)
        with self.server.lock:
            if path == "news":
                return _json(board.news(number.get("generation", -1), number.get("version", 0)))
            if path == "options":
                asked = (number.get(name, 0) for name in ("generation", "file", "place"))
                return _json(board.options(*asked))
        raise Refused(HTTPStatus.NOT_FOUND, "there is nothing here")

    def _post(self) -> tuple[str, str]:
        path, _ = self._asked()
        origin = self.headers.get("Origin", "")
        if origin.removeprefix("http://") not in self.server.hosts or "//" not in origin:
            raise Refused(HTTPStatus.FORBIDDEN, "asked by another page")
        if self.headers.get_content_type() != "application/json":
            raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "JSON is expected")
        data = self._body()
        if path == "stop":
            threading.Thread(target=self.server.shutdown, daemon=True).start()
            return _json({"said": "the server has stopped; every decision is kept"})
        if path != "do":
            raise Refused(HTTPStatus.NOT_FOUND, "there is nothing here")
        try:
            order = msgspec.json.decode(data, type=Order)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise Refused(HTTPStatus.BAD_REQUEST, str(error)) from None
        with self.server.lock:
            return _json(self.server.board.do(order))

    def _asked(self) -> tuple[str, str]:
        """Path behind the token, and query, of a request that may be answered."""
        if self.headers.get("Host", "") not in self.server.hosts:
            raise Refused(HTTPStatus.FORBIDDEN, "this server is for this machine only")
        if self.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            raise Refused(HTTPStatus.FORBIDDEN, "asked by another page")
        split = urlsplit(self.path)
        token, slash, path = split.path.removeprefix("/").partition("/")
        if not slash or not secrets.compare_digest(token.encode(), self.server.token.encode()):
            raise Refused(HTTPStatus.FORBIDDEN, "the address lacks its token: take the whole line")
        return path, split.query

    def _body(self) -> bytes:
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdecimal():
            raise Refused(HTTPStatus.LENGTH_REQUIRED, "how long is it?")
        if int(length) > LARGEST:
            raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"more than {LARGEST:,} bytes")
        return self.rfile.read(int(length))

    def _answer(self, work: Callable[[], tuple[str, str]]) -> None:
        status = HTTPStatus.OK
        try:
            kind, text = work()
        except Refused as error:
            status = error.status
            kind, text = _json({"error": str(error)})
            self.close_connection = True  # what was sent with it may still be unread
        except UsageError as error:
            status, (kind, text) = HTTPStatus.BAD_REQUEST, _json({"error": str(error)})
        except CleanupError as error:
            status, (kind, text) = HTTPStatus.INTERNAL_SERVER_ERROR, _json({"error": str(error)})
        except Exception as error:  # noqa: BLE001 a bug of ours must be seen, and end nothing
            told = f"internal error: {type(error).__name__}: {error}; decisions so far are kept"
            status, (kind, text) = HTTPStatus.INTERNAL_SERVER_ERROR, _json({"error": told})
        data = text.encode("utf-8", "backslashreplace")
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: the address holds the token."""


def _numbers(query: str) -> dict[str, int]:
    """The whole numbers of a query."""
    try:
        return {name: int(values[0]) for name, values in parse_qs(query).items()}
    except ValueError:
        raise Refused(HTTPStatus.BAD_REQUEST, "numbers are expected") from None


def _json(answer: dict[str, Any]) -> tuple[str, str]:
    return "application/json", json.dumps(answer)
