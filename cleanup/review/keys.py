"""The keys of a review, the same on the screen and at the prompts.

They are those of ``git add -p`` for deciding and those of vi and less for moving.
"""

from __future__ import annotations

from typing import NamedTuple


class Key(NamedTuple):
    """One key."""

    key: str
    short: str
    """For the line at the bottom."""
    long: str
    """For the help."""


DECIDING = (
    Key("y", "yes", "accept what is proposed"),
    Key("n", "no", "reject it: leave the text as it is"),
    Key("e", "edit", "put something else there"),
    Key("s", "other", "pick another suggestion (1-9 picks at once)"),
    Key("a", "all alike", "the same answer for all like this: same text, same rule, whole file"),
    Key("A", "always", "apply this always: in this file, project, or wherever you work"),
    Key("N", "never", "never propose this: in this file, project, or wherever you work"),
    Key("m", "name", "add to the names"),
    Key("c", "clear", "take back the decision on this place"),
    Key("u", "undo", "undo your last action, also one of an earlier day"),
    Key("U", "redo", "redo what was undone"),
)
MOVING = (
    Key("j", "next", "next place"),
    Key("k", "previous", "previous place"),
    Key("J", "next open", "next open question (Tab on the screen)"),
    Key("K", "previous open", "previous open question"),
    Key("g", "first", "first place"),
    Key("G", "last", "last place"),
    Key("/", "search", "search the text, proposals, reasons and rules"),
    Key(";", "next match", "next place that matches the search"),
    Key(",", "previous match", "previous place that matches"),
    Key("f", "filter", "show only a rule, stage, level or state: ask, open, typography …"),
)
OTHER = (
    Key("i", "rule", "explain the rule, with examples and its record"),
    Key("w", "write", "write the article as decided"),
    Key("q", "quit", "leave this file; decisions are kept, the same command goes on"),
    Key("Q", "quit all", "leave all files"),
    Key("?", "help", "this help"),
)
ALL = (*DECIDING, *MOVING, *OTHER)

SCOPES = {"f": "file", "p": "project", "u": "personal"}
"""How far a standing answer holds; ``u`` is for you."""
SCOPE_WORDS = {
    "file": "in this file",
    "project": "in this project",
    "personal": "wherever you work",
}
LIKENESS = {"t": "text", "r": "rule", "f": "file"}
EXTENTS = {"t": "text", "r": "rule"}
