"""JSON with the line that each record stands on: one a line, a list of records, or one alone."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from cleanup.names.exchange.facts import Problem

Record = dict[str, Any]


def records(text: str) -> Iterator[tuple[int, Record] | Problem]:
    """The objects of a JSON text with their lines; a line that is none is a problem.

    A list may span lines as it likes. Where one that has a record a line is damaged, only the
    damaged line is lost.
    """
    start = len(text) - len(text.lstrip())
    if text[start : start + 1] == "{":
        try:
            whole = json.loads(text)
        except ValueError:
            whole = None
        if isinstance(whole, dict):
            yield 1 + text.count("\n", 0, start), whole
            return
    elif text[start : start + 1] == "[":
        try:
            json.loads(text)
        except ValueError:
            pass
        else:
            yield from _listed(text, start + 1)
            return
    for number, line in enumerate(text.split("\n"), 1):
        bare = line.strip().rstrip(",")
        if bare in ("", "[", "]"):
            continue
        try:
            record = json.loads(bare)
        except ValueError as error:
            yield Problem(number, f"is not JSON: {str(error).partition(':')[0].lower()}")
            continue
        yield _record(record, number)


def _listed(text: str, at: int) -> Iterator[tuple[int, Record] | Problem]:
    """The objects of a valid list that begins before `at`."""
    decoder = json.JSONDecoder()
    line, counted = 1, 0
    while True:
        while text[at] in " \t\r\n,":
            at += 1
        if text[at] == "]":
            return
        line += text.count("\n", counted, at)
        counted = at
        record, at = decoder.raw_decode(text, at)
        yield _record(record, line)


def _record(record: Any, line: int) -> tuple[int, Record] | Problem:
    if isinstance(record, dict):
        return line, record
    return Problem(line, "is no JSON object")


def strings(value: Any) -> list[str]:
    """A value as strings: one, several, or none."""
    if isinstance(value, list):
        return [one for item in value for one in strings(item)]
    if value is None or isinstance(value, (dict, bool)):
        return []
    return [str(value)]


def first(value: Any) -> str:
    """The first of `strings`, or ``""``."""
    return next(iter(strings(value)), "")
