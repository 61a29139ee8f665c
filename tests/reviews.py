"""Sessions made by hand: a result and a memory in a folder of the test."""

from __future__ import annotations

from pathlib import Path

from cleanup.pipeline import Cleaner, Result
from cleanup.review.memory import Memory
from cleanup.review.session import Session
from cleanup.review.standing import Standing

ARTICLE = "news/article.txt"


def memory(folder: Path) -> Memory:
    return Memory(folder / ".cleanup" / "decisions.jsonl", folder / "config" / "decisions.jsonl")


def session(of: Result, folder: Path, *, file: str = ARTICLE, who: str = "anna") -> Session:
    return Session(of, memory(folder), file, who=who)


def standing(folder: Path, file: str = ARTICLE) -> Standing:
    return Standing(memory(folder).in_force(), file)


def opened(text: str, folder: Path, *, file: str = ARTICLE, lang: str = "en") -> Session:
    """A session on a text that was cleaned with the standing answers of a memory."""
    from cleanup.config import Config

    config = Config(engine=("none",), lang=lang)
    with Cleaner(config, standing=standing(folder, file)) as cleaner:
        return session(cleaner.clean(text, is_file=True), folder, file=file)
