#!/usr/bin/env python3
"""How fast the page is with 10,000 changes in 2 MB of text, in a real Chromium.

python scripts/benchmark_page.py

Both pages, that of `diff --html` and that of `review --web`: making it, loading it, a key until the
page is laid out again, a filter, the side-by-side view; and for the review an answer until its card
shows it. Needs Chromium, its driver and selenium.
"""

from __future__ import annotations

import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "scripts")]

from benchmark_review import PLACES, article  # noqa: E402
from browsing import chromium, until  # noqa: E402

KEY = """const begun = performance.now(), done = arguments[1];
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: arguments[0], bubbles: true }));
  setTimeout(() => { document.body.offsetHeight; done(performance.now() - begun); });"""
SEARCH = """const begun = performance.now(), field = document.getElementById('search');
  field.value = arguments[0]; field.dispatchEvent(new Event('input', { bubbles: true }));
  document.body.offsetHeight; return performance.now() - begun;"""
ANSWER = """const begun = performance.now(), done = arguments[0];
  const id = document.querySelector('.current').id;
  new MutationObserver((_, watch) => {
    if (document.getElementById(id).dataset.status !== 'accepted') return;
    watch.disconnect(); done(performance.now() - begun);
  }).observe(document.querySelector('main'), { childList: true, subtree: true });
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'y', bubbles: true }));"""


def say(what: str, value: float, unit: str) -> None:
    print(f"{what:<44}{value:10.1f} {unit}")


def measure(driver: Any, url: str) -> None:
    begun = time.perf_counter()
    driver.get(url)
    say("loaded", time.perf_counter() - begun, "s")
    for keys in ("j" * 20, "G", "g"):
        taken = [driver.execute_async_script(KEY, key) for key in keys]
        say(f"key {keys[0]}, median of {len(taken)}", median(taken), "ms")
    say("first search", driver.execute_script(SEARCH, "year 77"), "ms")
    say("search", driver.execute_script(SEARCH, "year 777"), "ms")
    driver.execute_script(SEARCH, "")


def main() -> int:
    from cleanup.config import Config
    from cleanup.pipeline import Cleaner
    from cleanup.review.article import Article
    from cleanup.review.memory import Memory
    from cleanup.review.web.board import Board
    from cleanup.review.web.server import Server
    from cleanup.show.page.draw import render
    from cleanup.show.report import Report

    config = Config(engine=("none",), lang="en", only=("space-before-punctuation",), format="text")
    with tempfile.TemporaryDirectory() as name, Cleaner(config) as cleaner:
        folder = Path(name)
        (folder / "a.txt").write_text(article(), "utf-8")
        memory = Memory(folder / ".cleanup" / "decisions.jsonl", folder / "personal.jsonl")
        reviewed = Article(str(folder / "a.txt"), cleaner, memory)
        assert len(reviewed.session) == PLACES
        begun = time.perf_counter()
        page = render([Report("a.txt", reviewed.session.source)])
        say("the page of diff --html made", time.perf_counter() - begun, "s")
        say("its size", len(page.encode()) / 1e6, "MB")
        (folder / "page.html").write_text(page, "utf-8")
        server = Server(Board([reviewed]))
        threading.Thread(target=server.run, daemon=True).start()
        with chromium(folder / "profile") as driver:
            measure(driver, (folder / "page.html").as_uri())
            say("side by side", driver.execute_async_script(KEY, "v"), "ms")
            print("the page of review --web, from the server")
            measure(driver, server.url)
            until(driver, lambda: driver.execute_script("return page.current >= 0"))
            taken = [driver.execute_async_script(ANSWER) for _ in range(20)]
            say("answer to card, median of 20", median(taken), "ms")
        server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
