"""Writing a generated file, or checking that it is fresh: what the make_*.py scripts share."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def main(target: Path, text: Callable[[], str], doc: str) -> int:
    """Write `target`, or with ``--check`` compare it.

    Args:
        target: the file.
        text: makes its content; may raise ImportError for a package that only this needs.
        doc: the script's docstring; its first line describes it.

    Returns:
        The exit code: 1 when ``--check`` finds the file stale, 2 when a package is missing.
    """
    parser = argparse.ArgumentParser(description=doc.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="only compare with the file")
    check = parser.parse_args().check
    try:
        content = text()
    except ImportError as error:
        print(f"{target.name}: {error}; the script's docstring says what it needs", file=sys.stderr)
        return 2
    if not check:
        target.write_text(content, encoding="utf-8")
        return 0
    fresh = target.is_file() and target.read_text("utf-8") == content
    if not fresh:
        print(f"{target.name} is stale: run the script that makes it", file=sys.stderr)
    return 0 if fresh else 1
