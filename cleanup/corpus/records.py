"""One record: a line of JSON in, the same record cleaned out.

    {"id": 7, "text": "Oslo , the capital", "lang": "en", "url": "..."}
    {"id": 7, "text": "Oslo, the capital", "lang": "en", "url": "...", "edits": [...]}

Keys keep their order, and what is not ours keeps its bytes. A record that fails keeps its text
and gains ``error``; a line that is no JSON object becomes ``{"error", "line", "raw"}``.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

from cleanup.errors import CleanupError
from cleanup.show.findings import Finding, findings

if TYPE_CHECKING:
    from cleanup.pipeline import Cleaner, Result

Record = dict[str, msgspec.Raw]

_decode_record = msgspec.json.Decoder(Record).decode
_decode_text = msgspec.json.Decoder(str).decode
_decode_optional = msgspec.json.Decoder(str | None).decode
_encode = msgspec.json.Encoder().encode

_NO_EDITS = msgspec.Raw(b"[]")
_INPUTS = ("lang", "source", "source_lang")


class RecordError(Exception):
    """Why a record cannot be cleaned, in words."""


@dataclass(slots=True)
class Totals:
    """What was done, in figures."""

    records: int = 0
    changed: int = 0
    errors: int = 0
    words: int = 0
    """Words that were read, as white space divides them."""
    changes: int = 0
    applied: Counter[str] = field(default_factory=Counter)
    """Edits that were made, by rule."""
    asked: Counter[str] = field(default_factory=Counter)
    """Edits that only ask, by rule."""
    notes: Counter[str] = field(default_factory=Counter)
    """What the engines had to say, and how often."""

    def count(self, found: list[Finding]) -> None:
        """Count the edits of one record."""
        applied = [f for f in found if f.applied]
        self.changed += bool(applied)
        self.changes += len(applied)
        self.applied.update(rule for f in applied for rule in f.rules or (f.rule,))
        self.asked.update(f.rule for f in found if not f.applied and f.counts)

    def add(self, other: Totals) -> None:
        """Count another part in."""
        self.records += other.records
        self.changed += other.changed
        self.errors += other.errors
        self.words += other.words
        self.changes += other.changes
        self.applied += other.applied
        self.asked += other.asked
        self.notes += other.notes


def clean_line(cleaner: Cleaner, line: bytes, number: int, totals: Totals) -> bytes:
    """One line cleaned, without a line end.

    Args:
        cleaner: cleans the text.
        line: a line of the input that is not blank.
        number: its number in the input, from 1.
        totals: counts it.
    """
    totals.records += 1
    try:
        record = read_record(line)
    except RecordError as error:
        totals.errors += 1
        return broken(line, number, str(error))
    try:
        result = _cleaned(cleaner, record)
    except (RecordError, CleanupError) as error:
        return _failed(record, str(error), totals)
    except Exception as error:  # noqa: BLE001 one bad record must not end a run of a million
        what = f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
        return _failed(record, f"internal error: {what}", totals)
    return _finished(record, result, totals)


def read_record(line: bytes) -> Record:
    """The keys of one line and the bytes of their values.

    Raises:
        RecordError: it is not a JSON object in UTF-8.
    """
    try:
        line.decode()  # values are passed on unread: they must be text at least
        return _decode_record(line)
    except UnicodeDecodeError as error:
        raise RecordError(f"not UTF-8: {error.reason} at byte {error.start}") from None
    except msgspec.ValidationError:
        raise RecordError("not a JSON object") from None
    except msgspec.DecodeError as error:
        if b"\\ud" in line.lower():
            return _lenient(line)
        reason = str(error).removeprefix("JSON is malformed: ")
        raise RecordError(f"not valid JSON: {reason}") from None


def _lenient(line: bytes) -> Record:
    """A record with half a surrogate pair somewhere, which stays the escape that it is."""
    try:
        record = json.loads(line, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"not valid JSON: {error}") from None
    if not isinstance(record, dict):
        raise RecordError("not a JSON object")
    return {key: msgspec.Raw(json.dumps(value).encode()) for key, value in record.items()}


def _refuse(constant: str) -> Any:
    raise ValueError(f"{constant} is not JSON")


def _cleaned(cleaner: Cleaner, record: Record) -> Result:
    lang, source, source_lang = (_optional(record, key) for key in _INPUTS)
    return cleaner.clean(text_of(record), lang=lang, source=source, source_lang=source_lang)


def _optional(record: Record, key: str) -> str | None:
    """The text under a key; None where there is none, or an empty one."""
    if key not in record:
        return None
    try:
        return _decode_optional(record[key]) or None
    except (msgspec.MsgspecError, UnicodeError):
        raise RecordError(f"{key} is not a text") from None


def text_of(record: Record) -> str:
    """The text of a record.

    Raises:
        RecordError: there is none.
    """
    raw = record.get("text")
    if raw is None:
        raise RecordError("has no text")
    try:
        return _decode_text(raw)
    except msgspec.ValidationError:
        raise RecordError("text is not a string") from None
    except (msgspec.DecodeError, UnicodeError):
        raise RecordError("text holds half a surrogate pair, which is no character") from None


def _finished(record: Record, result: Result, totals: Totals) -> bytes:
    """The record with its cleaned text and its edits."""
    record.pop("error", None)  # of an earlier run
    totals.words += len(result.original.split())
    if result.notes:
        totals.notes.update(result.notes)
    if not result.changed and not result.pending:
        record["edits"] = _NO_EDITS
        return _encoded(record)
    found = findings(result)
    totals.count(found)
    if result.changed:
        record["text"] = _raw(result.final)
    record["edits"] = _raw(found)
    return _encoded(record)


def _failed(record: Record, reason: str, totals: Totals) -> bytes:
    totals.errors += 1
    record.pop("edits", None)
    record["error"] = _raw(reason)
    return _encoded(record)


def failed_line(line: bytes, number: int, reason: str) -> bytes:
    """A record that failed for a reason outside of it."""
    try:
        return _failed(read_record(line), reason, Totals())
    except RecordError:
        return broken(line, number, reason)


def broken(line: bytes, number: int, reason: str) -> bytes:
    """What stands for a line that is not a record: nothing of it is lost."""
    raw = line.decode("utf-8", "backslashreplace")
    return _encode({"error": reason, "line": number, "raw": raw})


def _raw(value: str | list[Finding]) -> msgspec.Raw:
    try:
        return msgspec.Raw(_encode(value))
    except UnicodeEncodeError:  # half a surrogate pair: only an escape can say it
        return msgspec.Raw(json.dumps(msgspec.to_builtins(value)).encode())


def _encoded(record: Record) -> bytes:
    try:
        return _encode(record)
    except UnicodeEncodeError:  # in a key
        plain = {key: json.loads(bytes(value)) for key, value in record.items()}
        return json.dumps(plain).encode()
