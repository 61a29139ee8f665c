"""A page to read, over the screen: the help, a rule explained, what could not be placed."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static


class Reading(ModalScreen[None]):
    """A text in a box.

    Args:
        text: what there is to read.
    """

    CSS = """
    Reading { align: center middle; }
    Reading > VerticalScroll { width: 94%; height: 94%; border: round $primary; padding: 0 1;
      background: $surface; scrollbar-size-vertical: 1; }
    Reading Static { width: 100%; text-wrap: nowrap; }
    """
    BINDINGS: ClassVar = [
        ("escape,q,question_mark,i,enter,space", "dismiss", "close"),
        ("j", "by(1)", "down"),
        ("k", "by(-1)", "up"),
    ]

    def __init__(self, text: Text) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """The box."""
        with VerticalScroll() as box:
            box.border_title = "Esc closes, j and k scroll"
            yield Static(self._text)

    def action_by(self, lines: int) -> None:
        """Scroll by some lines."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def on_click(self) -> None:
        """A click closes it as well."""
        self.dismiss()
