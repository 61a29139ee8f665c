"""Which format a text is in, judged by its intact markup alone."""

from __future__ import annotations

from cleanup.document import Format


def detect_format(text: str) -> Format:
    """The format of `text`."""
    return Format.TEXT
