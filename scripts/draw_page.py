#!/usr/bin/env python3
"""Write docs/page.png and docs/page-review.png: the page of `cleanup diff --html` side by side, and
that of `cleanup review --web` after some decisions, as pictures of a sample article.

python scripts/draw_page.py [ARTICLE]

Needs Chromium, its driver and selenium (apt-get install chromium chromium-driver).
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from browsing import chromium, press, until  # noqa: E402

ARTICLE = ROOT / "corpora" / "articles" / "en-carnival-floats.txt"
DOCS = ROOT / "docs"
WIDTH, HEIGHT = 1000, 900
LARGEST = 200_000
"""Bytes of a picture."""


def main() -> int:
    from cleanup.config import Config
    from cleanup.pipeline import Cleaner
    from cleanup.review.article import Article
    from cleanup.review.memory import Memory
    from cleanup.review.web.board import Board
    from cleanup.review.web.server import Server
    from cleanup.show.page.draw import render
    from cleanup.show.report import Report

    given = Path(sys.argv[1]) if len(sys.argv) > 1 else ARTICLE
    with tempfile.TemporaryDirectory() as name, Cleaner(Config()) as cleaner:
        folder = Path(name)
        shutil.copy(given, folder)
        memory = Memory(folder / ".cleanup" / "decisions.jsonl", folder / "personal.jsonl")
        article = Article(str(folder / given.name), cleaner, memory, who="anna")
        article.file = replace(article.file, name=given.name)
        page = folder / "page.html"
        page.write_text(render([Report(given.name, article.session.source)]), "utf-8")
        server = Server(Board([article]))
        threading.Thread(target=server.run, daemon=True).start()
        with chromium(folder / "profile", width=WIDTH, height=HEIGHT) as driver:
            driver.get(page.as_uri())
            driver.execute_script("document.querySelector('.summary').open = false")
            press(driver, "v", "j", "j")
            draw(driver, "page.png")
            driver.get(server.url)
            press(driver, "g", "y", "n")
            settled = "return document.querySelectorAll('.accepted, .rejected').length === 2"
            until(driver, lambda: driver.execute_script(settled))
            draw(driver, "page-review.png")
        server.shutdown()
    return 0


def draw(driver: object, name: str) -> None:
    """Write one picture."""
    data: bytes = driver.get_screenshot_as_png()  # type: ignore[attr-defined]
    if len(data) > LARGEST:
        sys.exit(f"{name}: {len(data):,} bytes are too many")
    (DOCS / name).write_bytes(data)


if __name__ == "__main__":
    sys.exit(main())
