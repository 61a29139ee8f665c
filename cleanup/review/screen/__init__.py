"""The review on a terminal: Textual is imported here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleanup.review.article import Article
    from cleanup.review.face import AddName


def run(article: Article, add_name: AddName, *, backup: bool = False, files: str = "") -> bool:
    """Review an article until the person leaves; whether they leave all files.

    Args:
        article: what is reviewed.
        add_name: adds to the gazetteer.
        backup: keep what was there when the article is written.
        files: ``2/5``: which of several files this is.
    """
    from cleanup.review.screen.app import ReviewApp

    return bool(ReviewApp(article, add_name, backup=backup, files=files).run())
