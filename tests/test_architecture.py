"""Imports point one way: cli -> corpus, show -> pipeline -> rules, engines, names -> kernel."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "cleanup"
LAYERS = (
    {"errors", "resources", "project", "chars", "writing", "progress", "align"},
    {"language", "words", "context"},
    {"detection"},
    {"edit", "segment", "repetition"},
    {"document", "config"},
    {
        "registry",
        "replacements",
        "selection",
        "safety",
        "guard",
        "formats",
        "markup",
        "mojibake",
        "punctuation",
        "looping",
        "casing",
    },
    {"rules", "engines", "names"},
    {"pipeline"},
    {"show", "corpus", "reading", "codepages"},
    {"review"},
    {"score"},
    {"cli"},
)
RANK = {room: number for number, layer in enumerate(LAYERS) for room in layer}


def imports(path: Path) -> Iterator[str]:
    """The rooms of the package that a module imports, those for type checking aside."""
    tree = ast.parse(path.read_text("utf-8"))
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        names = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = (
                [node.module]
                if node.module != "cleanup"
                else [f"cleanup.{a.name}" for a in node.names]
            )
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            if name.startswith("cleanup.") and (room := name.split(".")[1]) in RANK:
                yield room


MODULES = sorted(p for p in PACKAGE.rglob("*.py") if p.parent != PACKAGE or p.name[0] != "_")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_down(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if room in RANK:
        upward = {other for other in imports(path) if RANK[other] > RANK[room]}
        assert not upward, f"{room} must not import {upward}"
