"""The keys of a review, the same on the screen and at the prompts.

They are those of ``git add -p`` for deciding and those of vi and less for moving.
"""

from __future__ import annotations

from typing import NamedTuple

from cleanup.review.memory import Scope
from cleanup.review.session import Extent, Like


class Key(NamedTuple):
    """One key."""

    key: str
    short: str
    """For the lines at the bottom; ``""`` is not there for want of room."""
    long: str
    """For the help."""


DECIDING = (
    Key("y", "yes", "accept what is proposed"),
    Key("n", "no", "reject it: leave the text as it is"),
    Key("e", "edit", "put something else there"),
    Key("x", "cut", "take out what stands there"),
    Key("s", "other", "pick another suggestion (1-9 picks at once)"),
    Key("a", "all", "the same answer for all like this: same text, same rule, whole file"),
    Key("A", "always", "apply this always: in this file, project, or wherever you work"),
    Key("N", "never", "never propose this: in this file, project, or wherever you work"),
    Key("m", "name", "add to the names"),
    Key("c", "", "take back the decision on this place"),
    Key("u", "undo", "undo your last action, also one of an earlier day"),
    Key("U", "", "redo what was undone"),
)
MOVING = (
    Key("j", "next", "next place"),
    Key("k", "back", "previous place"),
    Key("J", "open", "next open question (Tab on the screen)"),
    Key("K", "", "previous open question"),
    Key("g", "", "first place"),
    Key("G", "", "last place"),
    Key("/", "search", "search the text, proposals, reasons and rules"),
    Key(";", "", "next place that matches the search"),
    Key(",", "", "previous place that matches"),
    Key("f", "filter", "show only a rule, stage, level or state: ask, open, typography …"),
)
OTHER = (
    Key("i", "rule", "explain the rule, with examples and its record"),
    Key("w", "write", "write the article as decided"),
    Key("q", "quit", "leave this file; decisions are kept, the same command goes on"),
    Key("Q", "", "leave all files"),
    Key("?", "help", "this help"),
)
ALL = (*DECIDING, *MOVING, *OTHER)

SCOPES: dict[str, Scope] = {"f": "file", "p": "project", "u": "personal"}
"""How far a standing answer holds; ``u`` is for you."""
SCOPE_WORDS: dict[Scope, str] = {
    "file": "in this file",
    "project": "in this project",
    "personal": "wherever you work",
}
LIKENESS: dict[str, Like] = {"t": "text", "r": "rule", "f": "file"}
EXTENTS: dict[str, Extent] = {"t": "text", "r": "rule"}
