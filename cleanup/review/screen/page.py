"""The article as decided so far, drawn line by line as far as it is seen.

Only the lines on the screen are ever wrapped and drawn, so a text of two megabytes with ten
thousand places scrolls like a short one.
"""

from __future__ import annotations

import io
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from cleanup.review.drawing import SIGNS, STYLES
from cleanup.review.session import Session, State, Status
from cleanup.show.invisible import FIRST_STRONG, LINE_END, escaped, named
from cleanup.show.pen import Pen, directed

_PIECE = 1200
"""Longer lines of the text are drawn in pieces of about so many code points."""
_WHEEL = 3
"""Rows that one step of the mouse wheel scrolls."""


class Page(Widget):
    """The text of a session with every place marked.

    Args:
        session: what is reviewed.
    """

    DEFAULT_CLASSES: ClassVar[str] = "page"

    class Picked(Message):
        """A place was clicked at."""

        def __init__(self, number: int) -> None:
            self.number = number
            super().__init__()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._pen = Pen(io.StringIO(), colour=True, width=80)
        self.current = 0
        self.take(session)

    def take(self, session: Session) -> None:
        """Show a session, another one or the same with other places."""
        self._session = session
        self._pieces = _pieces(session.source.original)
        self._starts = [start for start, _ in self._pieces]
        self._firsts = [item.start for item in session.items]
        self._reach = list(accumulate((item.end for item in session.items), max))
        self._rows: dict[int, list[tuple[Strip, tuple[int, ...]]]] = {}
        self._top = (0, 0)  # piece and row in it
        self.current = min(self.current, max(len(session.items) - 1, 0))

    # ------------------------------------------------------------ moving

    def show(self, number: int) -> None:
        """Make a place the current one, and see that it is on the screen."""
        old, self.current = self.current, number
        if self._session.items and self.size.height:
            for each in (old, number):
                self._rows.pop(self._piece_of(min(each, len(self._firsts) - 1)), None)
            self._bring(number)
        self.refresh()

    def changed(self, number: int) -> None:
        """Draw anew at a place: something was decided."""
        self._rows.clear()
        self.show(number)

    def scroll_rows(self, rows: int) -> None:
        """Scroll down, or up for a negative number; the current place stays the same."""
        self._top = self._moved(self._top, rows)
        self.refresh()

    @property
    def part(self) -> float:
        """How far down the text the current place is, 0 to 1."""
        if not self._session.items:
            return 0.0
        return self._session.items[self.current].start / max(len(self._session.source.original), 1)

    def _bring(self, number: int) -> None:
        """Scroll so that the place is seen, if it is not."""
        height = max(self.size.height, 1)
        piece = self._piece_of(number)
        row = next((r for r, (_, here) in enumerate(self._drawn(piece)) if number in here), 0)
        spot = (piece, row)
        low = self._moved(self._top, min(1, height - 1))
        high = self._moved(self._top, max(height - 3, 0))
        if not low <= spot <= high and not (self._top == (0, 0) and spot <= high):
            self._top = self._moved(spot, -(height // 3))

    def _moved(self, spot: tuple[int, int], rows: int) -> tuple[int, int]:
        """A row so many rows further down, as far as there are any."""
        piece, row = spot
        last = len(self._pieces) - 1
        row += rows
        while row < 0 and piece > 0:
            piece -= 1
            row += len(self._drawn(piece))
        while piece < last and row >= len(self._drawn(piece)):
            row -= len(self._drawn(piece))
            piece += 1
        return piece, max(0, min(row, max(len(self._drawn(piece)) - 1, 0)))

    def _piece_of(self, number: int) -> int:
        return max(bisect_right(self._starts, self._firsts[number]) - 1, 0)

    # ------------------------------------------------------------ drawing

    def render_line(self, y: int) -> Strip:
        """One row of the screen."""
        width = self.size.width
        if y == 0:
            self._seen = self._visible()
        if y >= len(self._seen):
            return Strip.blank(width, self.rich_style)
        strip = self._seen[y][0]
        return strip.adjust_cell_length(width).apply_style(self.rich_style)

    def on_resize(self) -> None:
        """Another width: everything is wrapped anew."""
        self.changed(self.current)

    def _visible(self) -> list[tuple[Strip, tuple[int, ...]]]:
        """The rows on the screen."""
        piece, row = self._top
        rows = self._drawn(piece)[row:]
        while len(rows) < self.size.height and piece + 1 < len(self._pieces):
            piece += 1
            rows = [*rows, *self._drawn(piece)]
        return rows[: self.size.height]

    def _drawn(self, piece: int) -> list[tuple[Strip, tuple[int, ...]]]:
        """The rows of one piece, each with the places that are marked on it."""
        if piece not in self._rows:
            if len(self._rows) > 500:
                self._rows.clear()
            self._rows[piece] = self._wrapped(piece)
        return self._rows[piece]

    def _wrapped(self, piece: int) -> list[tuple[Strip, tuple[int, ...]]]:
        text = self._marked(piece)
        if text is None:
            return []
        width = max(self.size.width - 1, 10)
        console = self.app.console
        rows = []
        for line in text.wrap(console, width, tab_size=1, overflow="fold"):
            line.rstrip()
            here = {n for span in line.spans if isinstance(span.style, Style)
                    and (n := span.style.meta.get("place")) is not None}  # fmt: skip
            strip = Strip(directed(line, FIRST_STRONG).render(console, end=""))
            rows.append((strip, tuple(sorted(here))))
        return rows or [(Strip([]), ())]

    def _marked(self, piece: int) -> Text | None:
        """The text of a piece as decided; ``None`` where nothing of it is left."""
        session, (start, end) = self._session, self._pieces[piece]
        original = session.source.original
        first = bisect_left(self._firsts, start)
        last = len(self._pieces) - 1
        at = max(start, self._reach[first - 1]) if first else start
        if at >= end and start < end and not (piece == last and first < len(self._firsts)):
            return None
        text = Text()
        number = first
        while number < len(self._firsts) and (self._firsts[number] < end or piece == last):
            item = session.items[number]
            if item.start >= at and not self._overruled(number):
                text.append(_plain(original[at : item.start]))
                at = item.end
                self._mark(text, number)
            else:
                self._sign(text, number, session.state(number))
            number += 1
        text.append(_plain(original[at:end]))
        return text

    def _mark(self, text: Text, number: int) -> None:
        """A place: its sign, and what stands there as decided."""
        session = self._session
        item, state = session.items[number], session.state(number)
        style = self._sign(text, number, state)
        wanted = state.text if session.covered(number) is None else None
        if wanted is None:
            text.append(_plain(item.before) if item.before.strip() else named(item.before), style)
        else:
            text.append(named(wanted), style)

    def _overruled(self, number: int) -> bool:
        """Whether another place decides what stands here."""
        session = self._session

        def in_force(each: int) -> bool:
            return session.state(each).text is not None and session.covered(each) is None

        return not in_force(number) and any(map(in_force, session.overlapping(number)))

    def _sign(self, text: Text, number: int, state: State) -> Style:
        style = Style.parse(STYLES[state.status])
        if number == self.current:
            style += Style(reverse=True)
        elif state.status is Status.OPEN:
            style += Style(underline=True)
        style += Style(meta={"place": number})
        text.append(SIGNS[state.status], style)
        return style

    # ------------------------------------------------------------ the mouse

    def on_click(self, event: events.Click) -> None:
        """Take the place under the mouse, or the first of the row."""
        number = event.style.meta.get("place")
        if number is None and 0 <= event.y < len(self._seen):
            number = next(iter(self._seen[event.y][1]), None)
        if number is not None:
            self.post_message(self.Picked(number))

    def on_mouse_scroll_down(self) -> None:
        """Scroll on."""
        self.scroll_rows(_WHEEL)

    def on_mouse_scroll_up(self) -> None:
        """Scroll back."""
        self.scroll_rows(-_WHEEL)


def _pieces(text: str) -> list[tuple[int, int]]:
    """Spans of the lines of a text with their line ends, long ones cut at a space."""
    found: list[tuple[int, int]] = []
    at = 0
    for match in LINE_END.finditer(text):
        _cut(text, at, match.end(), found)
        at = match.end()
    if at < len(text) or not found:
        _cut(text, at, len(text), found)
    return found


def _cut(text: str, start: int, end: int, found: list[tuple[int, int]]) -> None:
    while end - start > 2 * _PIECE:
        space = text.find(" ", start + _PIECE, start + 2 * _PIECE)
        at = space + 1 if space >= 0 else start + _PIECE
        found.append((start, at))
        start = at
    found.append((start, end))


def _plain(text: str) -> str:
    """Text outside of the changes, without what steers a terminal; line ends break no row."""
    return escaped(text.rstrip("\r\n").replace("\t", " ").replace("\r\n", "¶").replace("\n", "¶"))
