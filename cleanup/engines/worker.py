"""The process that holds lingotweaker: ``python -m cleanup.engines.worker FOLDER``.

It runs apart because the library can hang, panic or crash, and only a process can be ended. It
reads JSON requests from standard input, one a line:

    {"id": 1, "lang": "de", "variant": "de-DE", "data": "DIR", "rules": [...], "texts": [...]}

``"rules": null`` enables every rule but the speller's. The answers are JSON lines too: first
``{"id": 1, "loaded": true}`` or ``{"id": 1, "failed": "why"}``, then one line a text, in order:
a list of ``[rule, start, end, message, kind, suggestions]``, or a string that says what went
wrong. Positions are code points. FOLDER is for temporary files; it goes with the process, which
ends when its input ends or its parent is gone.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import threading
import time
from queue import SimpleQueue
from typing import Any, BinaryIO

from cleanup.engines import lean

LOADED_AT_ONCE = 8
"""Engines kept in memory, one a language variant; the one unused longest makes room."""
SUGGESTIONS = 6
"""The library returns up to thousands of them."""


def main() -> None:
    """Answer requests until the input ends."""
    answers = os.fdopen(os.dup(1), "wb")
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)  # whatever the library prints must not get between the answers
    requests: SimpleQueue[bytes] = SimpleQueue()
    parent = os.getppid()
    threading.Thread(target=_read, args=(requests,), daemon=True).start()
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    engines: dict[tuple[Any, ...], Any] = {}
    while True:
        _answer(json.loads(requests.get()), engines, answers)


def _read(requests: SimpleQueue[bytes]) -> None:
    """Hand on the requests. The end of input ends the process, even while the library hangs."""
    for line in sys.stdin.buffer:
        requests.put(line)
    _end()


def _watch(parent: int) -> None:
    """End with the parent, should something else hold the other end of the input open.

    `PR_SET_PDEATHSIG` would do it on Linux, but it is sent when the *thread* that started this
    process ends, which may well be before the parent does.
    """
    while os.getppid() == parent:
        time.sleep(0.5)
    _end()


def _end() -> None:
    """End now, whatever the main thread is doing, and leave nothing behind."""
    shutil.rmtree(sys.argv[1], ignore_errors=True)
    os._exit(0)


def _answer(request: dict[str, Any], engines: dict[tuple[Any, ...], Any], out: BinaryIO) -> None:
    rules = request["rules"]
    key = (request["variant"], request["data"], None if rules is None else tuple(rules))
    try:
        engine = engines.pop(key, None) or _load(request)
    except BaseException as error:  # noqa: BLE001 a panic of the library is no Exception
        _write(out, {"id": request["id"], "failed": _reason(error)})
        return
    while len(engines) >= LOADED_AT_ONCE:
        del engines[next(iter(engines))]
    engines[key] = engine
    _write(out, {"id": request["id"], "loaded": True})
    wanted = None if rules is None else frozenset(rules)
    for text in request["texts"]:
        try:
            answer: Any = _matches(engine, text, wanted)
        except BaseException as error:  # noqa: BLE001
            answer = _reason(error)
        _write(out, answer)


def _load(request: dict[str, Any]) -> Any:
    import lt_py

    lang, package, rules = request["lang"], request["data"], request["rules"]
    options: dict[str, Any] = {"disabled_categories": ["TYPOS"]}
    if rules is not None:
        options = {"enabled_rules": list(rules), "enabled_only": True}
    try:
        with lean.data(package, lang, rules, sys.argv[1]) as folder:
            return lt_py.Engine(lang, variant=request["variant"], data_dir=folder, **options)
    except (OSError, RuntimeError):  # other data than we know: load all of it
        return lt_py.Engine(lang, variant=request["variant"], data_dir=package, **options)


def _matches(engine: Any, text: str, wanted: frozenset[str] | None) -> list[Any]:
    """The library's matches in code points; some rules run although they are not enabled."""
    found = [m for m in engine.check(text) if wanted is None or m["rule_id"] in wanted]
    if not found:
        return []
    raw = None if text.isascii() else text.encode()
    answer = []
    for match in found:
        start, end = match["offset"], match["offset"] + match["length"]
        if raw is not None:
            start, end = len(raw[:start].decode()), len(raw[:end].decode())
        message = match["message"].replace("<suggestion>", "‘").replace("</suggestion>", "’")
        kind = f"{match['category_id']} {match['issue_type']}"
        suggestions = match["suggestions"][:SUGGESTIONS]
        answer.append([match["rule_id"], start, end, message, kind, suggestions])
    return answer


def _reason(error: BaseException) -> str:
    return f"{error}".partition("\n")[0][:100] or type(error).__name__


def _write(out: BinaryIO, answer: Any) -> None:
    out.write(json.dumps(answer).encode() + b"\n")
    out.flush()


if __name__ == "__main__":
    main()
