"""LanguageTool's HTTP interface, ``/v2/check``: sentences in, matches by sentence out.

Sentences travel together, some thousand characters a request, as annotated text: markup and other
hidden stretches are sent as what they are, with the words that stand for them. The server is told
to look at single sentences only (``mode=allButTextLevelOnly``), so that an answer depends on
nothing but the sentence. Its positions are UTF-16 code units of the whole request; they become
code points of the masked sentence here and nowhere else.
"""

from __future__ import annotations

import http.client
import json
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import suppress
from itertools import accumulate
from queue import Empty, LifoQueue
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from cleanup.engines.languagetool.server import (
    CHECK_MILLISECONDS,
    LocalServer,
    RemoteServer,
    ServerError,
)
from cleanup.engines.process import Answer, GaveUp, Match
from cleanup.engines.sentences import Sentence

BATCH = 5_000
"""Characters a request, about: enough that its overhead does not show, and some for each thread."""
TIMEOUT = CHECK_MILLISECONDS / 1000 + 30
"""Seconds: our server answers before that, if only to say that it gives up."""
SUGGESTIONS = 6
"""The server returns up to hundreds of them."""
MOST_GIVEN_UP = 5
"""After so many sentences that it cannot check the rest of a document is left unchecked."""
_NOT_FOR_US = frozenset({401, 403, 404, 426, 429})
"""Errors that no other text makes good: no permission, no such service, too many requests."""
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_GAP = "\n\n"
"""Stands between sentences: the end of a paragraph, in every language."""


class Query(NamedTuple):
    """What is asked of every sentence."""

    language: str
    """As LanguageTool names it."""
    rules: tuple[str, ...] | None
    """The rules that run; none for false friends only, ``None`` for all but the speller's and
    those `without`."""
    without: tuple[str, ...] = ()
    picky: bool = False
    mother_tongue: str = ""
    """Whose false friends are told of, as LanguageTool names it."""

    def fields(self) -> dict[str, str]:
        """The fields of the request, but for the text."""
        fields = {"language": self.language, "mode": "allButTextLevelOnly"}
        if self.rules is None:
            fields["disabledCategories"] = "TYPOS"
            if self.without:
                fields["disabledRules"] = ",".join(self.without)
        elif self.rules:
            fields |= {"enabledOnly": "true", "enabledRules": ",".join(self.rules)}
        else:  # rules and categories cannot be enabled together
            fields |= {"enabledOnly": "true", "enabledCategories": "FALSE_FRIENDS"}
        if self.picky:
            fields["level"] = "picky"
        if self.mother_tongue:
            fields["motherTongue"] = self.mother_tongue
        return fields


class LanguageError(Exception):
    """The server does not know the language."""


class _RefusedError(Exception):
    """The server answers a request with an error; another may go well."""


class Client:
    """Asks a server on several connections at once.

    Args:
        server: where to ask.
        threads: requests under way at the same time.
    """

    def __init__(self, server: LocalServer | RemoteServer, threads: int) -> None:
        self._server, self._threads = server, threads
        self._idle: LifoQueue[tuple[str, http.client.HTTPConnection]] = LifoQueue()

    def version(self) -> str:
        """Version and date of the server, and where it is.

        Raises:
            ServerError: it does not answer, or not like a LanguageTool.
        """
        address = self._server.url()
        try:
            software = self.post({"language": "en-US", "text": "."})["software"]
            return f"{address} {software['version']} {software['buildDate']}"
        except (_RefusedError, LanguageError, KeyError, TypeError):
            raise ServerError(f"what answers at {address} is no LanguageTool") from None

    def check(
        self, query: Query, sentences: Sequence[Sentence]
    ) -> Iterator[list[tuple[Sentence, Answer]]]:
        """The answers, some sentences at a time, in no order; they may stop early.

        Raises:
            ServerError: the server is gone for good; what came before is right.
            LanguageError: it does not know the language.
        """
        batches = list(_batches(sentences))
        ask = _Asking(self, query)
        if len(batches) < 2 or self._threads < 2:
            yield from map(ask, batches)
            return
        failure: Exception | None = None
        with ThreadPoolExecutor(min(self._threads, len(batches))) as pool:
            waiting = [pool.submit(ask, batch) for batch in batches]
            try:
                for done in as_completed(waiting):
                    try:
                        yield done.result()
                    except (ServerError, LanguageError) as error:
                        failure = error  # the others fail at once, or have their answer already
            finally:
                for future in waiting:
                    future.cancel()
        if failure is not None:
            raise failure

    def close(self) -> None:
        """Close the connections."""
        with suppress(Empty):
            while True:
                self._idle.get_nowait()[1].close()

    def post(self, fields: dict[str, str]) -> Any:
        """The decoded answer to a check.

        Raises:
            ServerError: the server is gone for good, or is none.
            LanguageError: it does not know the language.
            _RefusedError: it cannot answer this.
        """
        raw = self._request(urlencode(fields).encode())
        try:
            return json.loads(raw)
        except ValueError:
            raise ServerError(f"what answers at {self._server.url()} is no LanguageTool") from None

    def _request(self, body: bytes) -> bytes:
        """Ask, and ask again where the server was started anew."""
        address = self._server.url()
        while True:
            try:
                return self._once(address, body)
            except TimeoutError:
                raise _RefusedError(f"no answer within {TIMEOUT:.0f} seconds") from None
            except (OSError, http.client.HTTPException):
                address = self._server.url(failed=address)

    def _once(self, address: str, body: bytes) -> bytes:
        kept = self._kept(address)
        if kept is not None:
            with suppress(OSError, http.client.HTTPException):  # it closes those that are idle
                return self._on(kept, address, body)
        return self._on(_connection(address), address, body)

    def _kept(self, address: str) -> http.client.HTTPConnection | None:
        """A connection to the address that is open from before."""
        with suppress(Empty):
            while True:
                known, connection = self._idle.get_nowait()
                if known == address:
                    return connection
                connection.close()
        return None

    def _on(self, connection: http.client.HTTPConnection, address: str, body: bytes) -> bytes:
        try:
            connection.request("POST", urlsplit(address).path + "/v2/check", body, _FORM)
            response = connection.getresponse()
            raw = response.read()
        except BaseException:
            connection.close()
            raise
        self._idle.put((address, connection))
        if response.status == 200:
            return raw
        said = raw.decode("utf-8", "replace").strip().partition("\n")[0]
        if response.status == 400 and "language code" in said:
            raise LanguageError(said[:200])
        if response.status in _NOT_FOR_US:
            raise ServerError(f"{address} refuses with error {response.status}: {said[:100]}")
        raise _RefusedError(f"error {response.status}: {said[:100]}")


def _connection(address: str) -> http.client.HTTPConnection:
    parts = urlsplit(address)
    secure = parts.scheme == "https"
    made = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    return made(parts.hostname or "", parts.port, timeout=TIMEOUT)


class _Asking:
    """One check of some sentences; a request that fails is made again in halves."""

    def __init__(self, client: Client, query: Query) -> None:
        self._client, self._fields = client, query.fields()
        self._given_up = 0

    def __call__(self, batch: Sequence[Sentence]) -> list[tuple[Sentence, Answer]]:
        if self._given_up >= MOST_GIVEN_UP:
            return []
        data, starts, total = annotated(batch)
        try:
            answer = self._client.post({**self._fields, "data": data})
            if answer.get("warnings", {}).get("incompleteResults"):
                raise _RefusedError("it did not finish")
            return list(zip(batch, _placed(batch, starts, total, answer["matches"]), strict=True))
        except (KeyError, TypeError, AttributeError):
            raise ServerError("what answers is no LanguageTool") from None
        except _RefusedError as error:
            if len(batch) > 1:
                half = len(batch) // 2
                return self(batch[:half]) + self(batch[half:])
            self._given_up += 1
            return [(batch[0], GaveUp(str(error), True))]


def _batches(sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    batch: list[Sentence] = []
    size = 0
    for sentence in sentences:
        batch.append(sentence)
        size += len(sentence.raw)
        if size >= BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def annotated(batch: Sequence[Sentence]) -> tuple[str, list[int], str]:
    """Sentences as annotated text.

    Returns:
        The JSON of it; where each sentence begins, in code points; and the whole text, markup
        included, as the server counts it.
    """
    pieces: list[dict[str, str]] = []
    starts: list[int] = []
    total: list[str] = []
    length = 0
    for sentence in batch:
        starts.append(length)
        for text, stand_in in sentence.masked.pieces(sentence.raw):
            if stand_in is None:
                pieces.append({"text": text})
            else:
                pieces.append({"markup": text, "interpretAs": stand_in})
            total.append(text)
            length += len(text)
        pieces.append({"text": _GAP})
        total.append(_GAP)
        length += len(_GAP)
    return json.dumps({"annotation": _joined(pieces)}, ensure_ascii=False), starts, "".join(total)


def _joined(pieces: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """The pieces, neighbouring texts put together."""
    found: list[dict[str, str]] = []
    for piece in pieces:
        if found and "text" in piece and "text" in found[-1]:
            found[-1] = {"text": found[-1]["text"] + piece["text"]}
        else:
            found.append(piece)
    return found


def _placed(
    batch: Sequence[Sentence], starts: Sequence[int], total: str, matches: Sequence[Any]
) -> list[tuple[Match, ...]]:
    """The server's matches, in the masked sentence that each belongs to."""
    position = code_points(total)
    found: list[list[Match]] = [[] for _ in batch]
    for match in matches:
        start = position(match["offset"])
        end = position(match["offset"] + match["length"])
        number = bisect_right(starts, start) - 1
        masked = batch[number].masked
        low, high = masked.seen(start - starts[number]), masked.seen(end - starts[number])
        if low is None or high is None or not low <= high <= len(masked.text):
            continue
        rule = match["rule"]
        found[number].append(
            Match(
                rule["id"],
                low,
                high,
                match["message"],
                f"{rule['category']['id']} {rule['issueType']}",
                tuple(one["value"] for one in match["replacements"][:SUGGESTIONS]),
            )
        )
    return [tuple(matches) for matches in found]


def code_points(text: str) -> Callable[[int], int]:
    """From positions in UTF-16 code units of a text to such in code points."""
    if text.isascii() or max(text) <= "\uffff":
        return lambda unit: unit
    ends = list(accumulate(2 if ch > "\uffff" else 1 for ch in text))
    return lambda unit: bisect_right(ends, unit)
