"""Harper, the first suggestion of every lint applied unattended; English only."""

from __future__ import annotations

from cleanup.score.items import Change, Item, Output, UnavailableError, without_overlaps


class Harper:
    """One linter for all texts.

    Raises:
        UnavailableError: it is not installed, or the language is another.
    """

    def __init__(self, lang: str) -> None:
        if lang.partition("-")[0] != "en":
            raise UnavailableError(f"harper knows no {lang}, only English")
        try:
            import harper
        except ImportError:
            raise UnavailableError("harper is not installed: pip install harper-py") from None
        self._linter, self._insert = harper.Linter(), harper.SuggestionKind.INSERT_AFTER

    def __call__(self, item: Item) -> Output:
        """The first suggestion of every lint."""
        changes = []
        for lint in self._linter.lint(item.text, language="plaintext"):
            for first in lint.suggestions[:1]:
                start = lint.span.end if first.kind == self._insert else lint.span.start
                kind = (lint.lint_kind,)
                changes.append(Change(start, lint.span.end, first.replacement_text, kind))
        return Output(without_overlaps(changes))

    def close(self) -> None:
        """Nothing to release."""
