"""``cleanup review --web``: the review on a page, served to this machine only."""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from cleanup.cli import inputs, options, talk
from cleanup.errors import CleanupError

if TYPE_CHECKING:
    from cleanup.pipeline import Cleaner
    from cleanup.review.article import Article


def serve(files: tuple[str, ...], given: dict[str, Any]) -> int:
    """Clean the files, and serve their page until Ctrl-C."""
    from cleanup.review.web.board import Board
    from cleanup.review.web.server import Server

    inputs.check(files, given)
    with options.cleaner(given) as cleaner:
        articles, well = _opened(files, given, cleaner)
        if not articles:
            return 3
        server = Server(Board(articles, backup=given["backup"]), given["port"] or 0)
        _stop_when_told()
        with suppress(KeyboardInterrupt):
            talk.say(f"the review is at {server.url}")
            talk.say("every decision is kept at once; Ctrl-C stops")
            if not given["no_browser"]:
                threading.Thread(target=_browse, args=(server.url,), daemon=True).start()
            server.run()
        talk.say("stopped; the same command goes on from here")
    return 0 if well else 3


def _opened(
    files: tuple[str, ...], given: dict[str, Any], cleaner: Cleaner
) -> tuple[list[Article], bool]:
    """Every article that can be read, with a memory of its own; whether all could."""
    from cleanup.review.article import Article
    from cleanup.review.memory import nearest

    source = inputs.source_text(given)
    articles: list[Article] = []
    with talk.Progress() as progress:
        for name in files:
            progress.show(f"cleaning {name} ...", now=True)
            try:
                article = Article(name, cleaner, nearest(), encoding=given["encoding"],
                                  source=source, who=given["who"])  # fmt: skip
            except CleanupError as error:
                progress.clear()
                talk.fail(str(error))
                continue
            progress.clear()
            for note in (*article.file.notes, *inputs.notes(article.session.source)):
                talk.say(f"{name}: {note}")
            articles.append(article)
    return articles, len(articles) == len(files)


def _stop_when_told() -> None:
    """Let a polite kill end the server as Ctrl-C does."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)


def _browse(url: str) -> None:
    """Open the person's browser where there is a desktop; never one inside the terminal."""
    desktop = any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    if not desktop and sys.platform not in ("darwin", "win32"):
        return
    import webbrowser

    webbrowser.open(url)
