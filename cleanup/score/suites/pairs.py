"""The user's own translations beside what they should be.

One JSON object a line, with ``text`` and ``reference``; ``lang`` (BCP 47) is detected where neither
the record nor the call says, and ``source`` with ``source_lang`` are for systems that read them.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from cleanup.detection import detect
from cleanup.errors import InputError, UsageError
from cleanup.language import language
from cleanup.score.data import digest, read_bytes
from cleanup.score.items import Item
from cleanup.score.suites.post_edits import Case, PostEdits

_KEYS = ("text", "reference", "lang", "source", "source_lang")
_NEEDED = ("text", "reference")


class Pairs(PostEdits):
    """Own pairs, by language.

    Raises:
        InputError: the file cannot be read, or no record of it can be used.
    """

    name = "pairs"
    title = "Own pairs: towards or away from the reference"

    def __init__(self, file: str, *, lang: str | None = None, limit: int | None = None) -> None:
        data = sys.stdin.buffer.read() if file == "-" else read_bytes(Path(file))
        self.files = () if file == "-" else (Path(file),)
        self._checksum = digest(data)
        cases: list[Case] = []
        skipped = []
        for number, line in enumerate(data.splitlines(), 1):
            if not line.strip() or len(cases) == limit:
                continue
            try:
                cases.append(_case(line, lang))
            except ValueError as error:
                skipped.append(f"{file}:{number}: skipped: {error}")
        if not cases:
            reason = skipped[0] if skipped else f"{file}: no records"
            raise InputError(f'{reason}; a record is {{"text": …, "reference": …}}')
        self.skipped = tuple(skipped)
        self.settings = {"pairs": len(cases), "skipped": len(skipped)}
        super().__init__("language", cases)

    @property
    def checksum(self) -> str:
        """Of what was read, which need not be a file that can be read again."""
        return self._checksum


def _case(line: bytes, lang: str | None) -> Case:
    """A line of the file.

    Raises:
        ValueError: it cannot be used; says why.
    """
    try:
        record: Any = json.loads(line)
    except ValueError:
        raise ValueError("not JSON") from None
    if not isinstance(record, dict):
        raise ValueError("not a JSON object")
    for key in _KEYS:
        if record.get(key) is None and key in _NEEDED:
            raise ValueError(f"no {key!r}")
        if not isinstance(record.get(key, ""), str | None):
            raise ValueError(f"{key!r} is no text")
    text, tag = record["text"], record.get("lang") or lang
    try:
        tag = language(tag).tag if tag else detect(text).lang
        source_lang = record.get("source_lang")
        source_lang = language(source_lang).tag if source_lang else None
    except UsageError as error:
        raise ValueError(str(error)) from None
    return Case(tag, Item(text, tag, record.get("source"), source_lang), record["reference"])
