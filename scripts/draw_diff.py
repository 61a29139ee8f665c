#!/usr/bin/env python3
"""Write docs/diff.svg: what `cleanup diff` shows of a sample article, as a picture.

python scripts/draw_diff.py [ARTICLE]
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

ARTICLE = ROOT / "corpora" / "articles" / "en-ice-clock.txt"
TARGET = ROOT / "docs" / "diff.svg"
WIDTH = 88
"""Columns of the terminal shown."""
LINES = 42
"""Lines shown; the rest is cut."""


def picture(article: Path) -> str:
    """The SVG of the first lines of the diff of an article."""
    from rich.console import Console
    from rich.text import Text

    from cleanup import Cleaner, Config
    from cleanup.show.terminal import Terminal

    with Cleaner(Config()) as cleaner:
        result = cleaner.clean(article.read_bytes().decode("utf-8"), is_file=True)
    drawn = io.StringIO()
    Terminal(drawn, colour=True, width=WIDTH).diff(result, article.name)
    lines = drawn.getvalue().rstrip("\n").split("\n")
    shown = [*lines[:LINES], "…"] if len(lines) > LINES else lines
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi("\n".join(shown)), soft_wrap=True)
    svg = console.export_svg(title=f"cleanup diff {article.name}", unique_id="cleanup")
    # The fonts of the reader serve; nothing is fetched.
    return re.sub(r"@font-face \{.*?\}\n", "", svg, flags=re.DOTALL)


def main() -> int:
    article = Path(sys.argv[1]) if len(sys.argv) > 1 else ARTICLE
    TARGET.write_text(picture(article), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
