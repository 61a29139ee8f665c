"""Edits that a person has read and judged: where the reference itself holds the error.

Human translators leave errors, and post-editors do not see them all. models/safety/judged.tsv lists
edits of clean text and of translations by data set, text, sentence and the few characters that
change; an edit judged right does not count as harm.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

LONGEST = 12
"""Code points of a replaced text that are written down; of more only the ends."""


class Judged(NamedTuple):
    """Which edit it is; the text itself is in the data."""

    text: str
    """Data set and text, such as ``ntrex:rt.com.91337``."""
    lang: str
    sentence: int
    """From 0, in the record; 0 where a record is one sentence."""
    rule: str
    before: str
    after: str


def shortened(text: str) -> str:
    """A replaced text as it is written down."""
    half = LONGEST // 2
    return text if len(text) <= LONGEST else f"{text[:half]}…{text[-half:]}"


@cache
def read_judged(path: Path) -> dict[Judged, str]:
    """The verdicts, ``right`` or ``wrong``, by edit; none where there is no file."""
    found: dict[Judged, str] = {}
    for line in path.read_text("utf-8").splitlines() if path.is_file() else ():
        if line and not line.startswith("#"):
            text, lang, sentence, rule, before, after, verdict, *_ = line.split("\t")
            edit = Judged(text, lang, int(sentence), rule, json.loads(before), json.loads(after))
            found[edit] = verdict
    return found
