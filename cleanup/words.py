"""The most frequent words of a language, from ``models/function_words.tsv`` (wordfreq)."""

from __future__ import annotations

from functools import cache

from cleanup.resources import data_path


@cache
def _rows() -> dict[str, str]:
    lines = data_path("function_words.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if not line.startswith("#"))  # type: ignore[misc]


@cache
def function_words(base: str, most: int = 150) -> frozenset[str]:
    """The `most` frequent words (at most 150, casefolded) of a language; empty if unknown."""
    return frozenset(_rows().get(base, "").split(" ")[:most]) - {""}
