"""This program, through its Python interface."""

from __future__ import annotations

from cleanup.config import Config
from cleanup.edit import Safety
from cleanup.pipeline import Cleaner
from cleanup.score.items import Change, Item, Output


class Identity:
    """Leaves every text as it is: the floor of every table."""

    def __call__(self, item: Item) -> Output:
        """No changes."""
        return Output()

    def close(self) -> None:
        """Nothing to release."""


class Cleanup:
    """One `Cleaner` for all texts of a run.

    Args:
        config: what differs from the default settings.
        level: the weakest level that is applied, where it is not the configuration's.
        with_source: let it read the source text, where there is one.
    """

    def __init__(
        self, config: Config, *, level: Safety | None = None, with_source: bool = False
    ) -> None:
        self._cleaner = Cleaner(config)
        self._cleaner.level = level or self._cleaner.level
        self._with_source = with_source

    def __call__(self, item: Item) -> Output:
        """The net changes, drawn from the ledger."""
        source = item.source if self._with_source else None
        result = self._cleaner.clean(
            item.text, lang=item.lang, source=source, source_lang=item.source_lang
        )
        changes = (
            Change(c.start, c.end, c.after, tuple(dict.fromkeys(e.rule for e in c.edits)))
            for c in result.changes
        )
        return Output(tuple(changes), result.notes)

    def close(self) -> None:
        """Stop the engines."""
        self._cleaner.close()
