"""Drawing on a terminal or into a pipe: lines, folded texts, changes with colour or with marks.

Without colour, ``[-old-]{+new+}`` as in ``git diff --word-diff``; with colour, struck out red
and bold green. All text passes through `invisible` before it is printed, so a file cannot
steer the terminal; letters that run from right to left are isolated, never reordered.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.text import Text

from cleanup.show.invisible import FIRST_STRONG, LINE_END, POP, escaped, isolated, named

if TYPE_CHECKING:
    from cleanup.show.passages import Part

WIDEST = 110
"""Longer lines are hard to read, however wide the terminal is."""

STYLES = {
    "keep": "",
    "del": "strike red",
    "ins": "bold green",
    "mark": "underline yellow",
    "ref": "bold cyan",
    "gap": "dim",
    "break": "dim",
}
MARKS = {"del": ("[-", "-]"), "ins": ("{+", "+}"), "mark": ("[?", "?]")}
"""What stands around a fragment where there is no colour."""

_SUPERSCRIPTS = str.maketrans("0123456789,", "⁰¹²³⁴⁵⁶⁷⁸⁹·")

_LONG = 160
"""A deleted or added fragment of more code points is shown by its beginning and end."""


class Pen:
    """Writes lines of text on one stream.

    Args:
        stream: where to.
        colour: whether to use colour; marks otherwise.
        width: in cells; ``None`` asks the terminal.
        marks: put marks around what changed beside the colours, for eyes that see none.
    """

    def __init__(
        self, stream: TextIO, *, colour: bool, width: int | None = None, marks: bool = False
    ) -> None:
        def console(system: str | None) -> Console:
            return Console(
                file=stream,
                force_terminal=colour,
                color_system=system,  # type: ignore[arg-type]
                no_color=not colour,
                width=width,
                highlight=False,
                markup=False,
                emoji=False,
                legacy_windows=False,
            )

        self._console = console("auto" if colour else None)
        if colour and self._console.color_system is None:  # colour was asked for all the same
            self._console = console("standard")
        self.colour = colour
        self._marks = marks or not colour
        self.width = max(24, min(self._console.width, WIDEST))

    def line(self, text: Text | str = "", style: str = "") -> None:
        """One line as it is."""
        text = Text(text, style=style) if isinstance(text, str) else text
        text.rstrip()
        self._console.print(text, soft_wrap=True)

    def hanging(
        self,
        lead: Text,
        text: Text,
        *,
        follow: Text | None = None,
        tail: Text | None = None,
        direction: str = FIRST_STRONG,
    ) -> None:
        """A text folded beside `lead`.

        Args:
            lead: stands before the first line.
            text: as long as it likes.
            follow: stands before its further lines; blanks if None.
            tail: comes last; gets a line of its own where it does not fit as a whole.
            direction: isolate that sets the direction of lines with right-to-left letters.
        """
        width = max(16, self.width - lead.cell_len)
        lines = list(text.wrap(self._console, width, tab_size=1, overflow="fold"))
        if tail is not None and lines and lines[-1].cell_len + 2 + tail.cell_len <= width:
            lines[-1] = joined(lines[-1], Text("  "), tail)
        elif tail is not None:
            lines += tail.wrap(self._console, width, overflow="fold")
        for line in lines:
            line.rstrip()  # behind the isolate of a line it would count
            self.line(joined(lead, directed(line, direction)))
            lead = Text(" " * lead.cell_len) if follow is None else follow

    def marked(self, parts: Iterable[Part]) -> Text:
        """The parts of a passage as one text, with styles or marks."""
        text = Text()
        after_line_end = False
        for look, raw in parts:
            shown = _shown(look, raw)
            if look == "ref":
                text.append(shown, style=STYLES[look] if self.colour else "")
                continue
            if "¶" in (shown[:1], text.plain[-1:]) or after_line_end:
                _space(text, shown)
            after_line_end = look in MARKS and shown.endswith("¶")
            before, after = MARKS.get(look, ("", "")) if self._marks else ("", "")
            text.append(f"{before}{shown}{after}", style=STYLES[look] if self.colour else "")
        return text


def directed(line: Text, direction: str) -> Text:
    """A line that holds right-to-left letters, as a whole isolated from what frames it."""
    if isolated(line.plain) == line.plain:
        return line
    depth = lowest = 0
    for character in line.plain:
        depth += {FIRST_STRONG: 1, POP: -1}.get(character, 0)
        lowest = min(lowest, depth)
    opened = Text(direction + FIRST_STRONG * -lowest)  # a fragment may come from the line before
    return joined(opened, line, Text(POP * (1 + depth - lowest)))


def joined(*texts: Text) -> Text:
    """Texts one after another, each in its own style; ``+`` would give all that of the first."""
    return Text().join(texts)


def _space(text: Text, following: str) -> None:
    """A space between words and the signs for line ends, none between these signs."""
    if text.plain and not text.plain[-1].isspace() and following[:1] != text.plain[-1:]:
        text.append(" ")


def _shown(look: str, text: str) -> str:
    """A part's text as it may be printed."""
    if look == "ref":
        return text.translate(_SUPERSCRIPTS)
    if look == "break":
        return "¶"
    if look in ("keep", "gap"):
        return escaped(text.replace("\t", " "))
    return isolated(_abridged(text))


def _abridged(text: str) -> str:
    """A fragment, its middle left out if it is long."""
    if len(text) <= _LONG:
        return named(text)
    lines = len(LINE_END.findall(text)) + 1
    size = f"{len(text):,} characters" + (f", {lines:,} lines" if lines > 1 else "")
    head, tail = text[: _LONG // 2].rsplit(" ", 1)[0], text[-_LONG // 4 :].split(" ", 1)[-1]
    return f"{named(head)} … {named(tail)} ⟨{size}⟩"
