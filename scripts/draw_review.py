#!/usr/bin/env python3
"""Write docs/review.svg: the screen of `cleanup review` on a sample article, as a picture.

python scripts/draw_review.py [ARTICLE]
"""

from __future__ import annotations

import asyncio
import re
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

ARTICLE = ROOT / "corpora" / "articles" / "en-carnival-floats.txt"
TARGET = ROOT / "docs" / "review.svg"
SIZE = (100, 30)
"""Columns and lines of the terminal shown."""
KEYS = ("g", "j", "j", "j", "j", "j", "j", "y", "y", "y", "k", "k", "k", "J")
"""What is decided before the picture is taken."""


def picture(article: Path) -> str:
    """The SVG of the screen, after some decisions."""
    from cleanup.config import Config
    from cleanup.pipeline import Cleaner
    from cleanup.review.article import Article
    from cleanup.review.memory import Memory
    from cleanup.review.screen.app import ReviewApp

    async def drawn(app: ReviewApp) -> str:
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            await pilot.press(*KEYS)
            await pilot.pause()
            return app.export_screenshot(title=f"cleanup review {article.name}")

    with tempfile.TemporaryDirectory() as name, Cleaner(Config()) as cleaner:
        folder = Path(name)
        shutil.copy(article, folder)
        memory = Memory(folder / ".cleanup" / "decisions.jsonl", folder / "personal.jsonl")
        desk = Article(str(folder / article.name), cleaner, memory, who="anna")
        desk.file = replace(desk.file, name=article.name)
        app = ReviewApp(desk, lambda *_: ([], ""))
        svg = asyncio.run(drawn(app))
    # The fonts of the reader serve; nothing is fetched, and ids do not change by chance.
    svg = re.sub(r"@font-face \{.*?\}\n", "", svg, flags=re.DOTALL)
    return re.sub(r"terminal-\d+", "review", svg)


def main() -> int:
    article = Path(sys.argv[1]) if len(sys.argv) > 1 else ARTICLE
    TARGET.write_text(picture(article), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
