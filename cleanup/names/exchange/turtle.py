"""Turtle as far as vocabularies use it: no collections, no nested blank nodes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from cleanup.names.exchange.facts import Problem


class Triple(NamedTuple):
    """One statement."""

    subject: str
    property: str
    """Without its namespace."""
    value: str
    lang: str
    """As the statement has it; ``""`` where it has none."""
    line: int


_TOKEN = re.compile(
    r"""(?P<space>[ \t\r\n]+|\#[^\n]*)
    |(?P<iri><[^<>"{}|^`\\\s]*>)
    |(?P<long>\"{3}(?:[^"\\]|\\.|"(?!""))*\"{3}|'{3}(?:[^'\\]|\\.|'(?!''))*'{3})
    |(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
    |(?P<lang>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<typed>\^\^)
    |(?P<mark>[;,.\[\]()])
    |(?P<word>[^\s;,<>"'\[\]()]*[^\s;,.<>"'\[\]()])""",
    re.VERBOSE | re.DOTALL,
)


def local(name: str) -> str:
    """The last part of an IRI or prefixed name."""
    return re.split(r"[#/:]", name.rstrip("/#"))[-1]


def triples(text: str) -> Iterator[Triple | Problem]:
    """The statements; one that cannot be read is a problem, and those behind it are read."""
    statement: list[tuple[str, str, int]] = []
    at, line = 0, 1
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            yield Problem(line, f"cannot read {text[at : at + 20].split()[0]!r}")
            at = text.find("\n", at) + 1 or len(text)
            line += 1
            statement = []
            continue
        kind, token = str(match.lastgroup), match[0]
        if kind == "mark" and token == ".":
            yield from _statement(statement)
            statement = []
        elif kind != "space":
            statement.append((kind, token, line))
        line += token.count("\n")
        at = match.end()
    if statement and statement[0][1].lower() not in ("prefix", "base"):
        yield Problem(statement[0][2], "a statement has no end")


def _statement(tokens: list[tuple[str, str, int]]) -> Iterator[Triple | Problem]:
    """The triples of the tokens between two full stops."""
    while tokens and tokens[0][1].lower() in ("@prefix", "@base", "prefix", "base"):
        tokens = tokens[2 if tokens[0][1].lower().endswith("base") else 3 :]
    if not tokens:
        return
    if any(token in ("[", "(") for _, token, _ in tokens):
        yield Problem(tokens[0][2], "blank nodes and collections are not read")
        return
    subject, rest = tokens[0][1].strip("<>"), tokens[1:]
    name = ""
    for n, (kind, token, line) in enumerate(rest):
        if token == ";" and kind == "mark":
            name = ""
        elif kind == "mark" or kind in ("lang", "typed") or (n and rest[n - 1][0] == "typed"):
            continue
        elif not name:
            name = "type" if token == "a" else local(token.strip("<>"))
        else:
            lang = rest[n + 1][1][1:] if rest[n + 1 : n + 2] and rest[n + 1][0] == "lang" else ""
            yield Triple(subject, name, _value(kind, token), lang, line)


def _value(kind: str, token: str) -> str:
    if kind == "iri":
        return token[1:-1]
    if kind not in ("text", "long"):
        return token
    inner = token[3:-3] if kind == "long" else token[1:-1]
    escaped = re.sub(r"\\U([0-9A-Fa-f]{8})", lambda m: chr(int(m[1], 16)), inner)
    escaped = escaped.replace("\\'", "'")
    quoted = re.sub(r'(?<!\\)((?:\\\\)*)"', r'\1\\"', escaped)
    try:
        return str(json.loads(f'"{quoted}"', strict=False))
    except ValueError:
        return inner
