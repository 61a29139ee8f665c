"""Word classes: what the punctuation models know of a word.

The classes are clusters of words that occur between the same neighbours; each of the most
frequent words is a class of its own besides. Other words are classed by ending and capital.
"""

from __future__ import annotations

import json
import re
from functools import cache, lru_cache
from typing import Any, NamedTuple

from cleanup.resources import data_path


@cache
def table(name: str) -> Any:
    """One of the model files, ``models/punctuation.NAME.json``."""
    return json.loads(data_path(f"punctuation.{name}.json").read_text("utf-8"))


class Word(NamedTuple):
    """What the models see of a token: a stretch of text without white space."""

    form: str
    """Lower-cased, without the marks around it."""
    cls: str
    """The frequent word itself, else the cluster, else ending and capital."""
    cluster: str
    """The cluster, else ending and capital."""
    lead: str
    """First of the marks in front of the word, or ``""``."""
    trail: str
    """Last of the marks behind the word, or ``""``."""
    upper: bool
    """The word starts with a capital."""


START = Word("<s>", "<s>", "<s>", "", "", False)
"""Stands for what is before a sentence."""
END = Word("</s>", "</s>", "</s>", "", "", False)
"""Stands for what is behind a sentence."""

_TOKEN = re.compile(r"(\W*)(.*?)(\W*)", re.DOTALL)
_ENDINGS = (
    *("tion", "ment", "ness", "ity", "ing", "ous", "ers", "ies", "ed", "ly", "al", "ic"),
    *("er", "or", "'s", "s", "y"),
)


@cache
def clusters() -> tuple[dict[str, str], frozenset[str]]:
    """Word to cluster, and the words that are classes of their own."""
    data = table("words")
    found = {w: str(n) for n, words in enumerate(data["clusters"]) for w in words.split(" ")}
    return found, frozenset(data["frequent"].split(" "))


@lru_cache(maxsize=16384)
def look(token: str) -> Word:
    """The word in a token."""
    match = _TOKEN.fullmatch(token)
    lead, core, trail = match.groups() if match else ("", token, "")
    if not core:
        return Word(token, f"mark {token[:1]}", "mark", lead[:1], "", False)
    by_word, frequent = clusters()
    form, upper = core.lower(), core[0].isupper()
    cluster = by_word.get(form)
    if form in frequent and cluster is not None:
        return Word(form, form, cluster, lead[:1], trail[-1:], upper)
    if core[0].isdigit():
        cluster = "0x" if not core.isdigit() else "0000" if len(core) == 4 else "0"
    elif cluster is not None:
        cluster += "X" * upper
    elif core.isupper():
        cluster = "XX" if len(core) > 1 else "X."
    else:
        cluster = _unknown(form, upper)
    return Word(form, cluster, cluster, lead[:1], trail[-1:], upper)


def _unknown(form: str, upper: bool) -> str:
    """The class of a word that is in no cluster."""
    ending = next((e for e in _ENDINGS if form.endswith(e) and len(form) > len(e) + 1), "")
    if upper:
        return "X-" + ending if ending in ("s", "'s") else "X"
    return "-" + ending
