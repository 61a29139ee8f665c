"""The diff on a terminal or in a pipe: what changed in which sentence, why, and how often.

Without colour, ``[-old-]{+new+}`` as in ``git diff --word-diff``; with colour, struck out red
and bold green. All text passes through `invisible` before it is printed, so a file cannot
steer the terminal; letters that run from right to left are isolated, never reordered.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TextIO

from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.text import Text

from cleanup.language import language
from cleanup.show import passages
from cleanup.show.invisible import FIRST_STRONG, LINE_END, POP, escaped, isolated, named
from cleanup.show.summary import counted, totals

if TYPE_CHECKING:
    from cleanup.pipeline import Result
    from cleanup.show.passages import Part, Passage, Reason

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


class Terminal:
    """Draws results on one stream.

    Args:
        stream: where to.
        colour: whether to use colour; marks otherwise.
        width: in cells; ``None`` asks the terminal.
    """

    def __init__(self, stream: TextIO, *, colour: bool, width: int | None = None) -> None:
        self._console = Console(
            file=stream,
            force_terminal=colour,
            color_system="auto" if colour else None,
            no_color=not colour,
            width=width,
            highlight=False,
            markup=False,
            emoji=False,
            legacy_windows=False,
        )
        if colour and self._console.color_system is None:
            self._console = Console(
                file=stream, force_terminal=True, color_system="standard", width=width,
                highlight=False, markup=False, emoji=False, legacy_windows=False,
            )  # fmt: skip
        self._colour = colour
        self._width = max(24, min(self._console.width, WIDEST))
        self._drawn = 0

    def diff(self, result: Result, name: str) -> None:
        """Draw everything of one result under the name of its file."""
        if self._drawn:
            self._line(Text())
        self._drawn += 1
        self._heading(result, name)
        gutter = max(3, len(str(result.original.count("\n") + 1)))
        for passage in passages.changes(result):
            self._passage(passage, gutter)
        asked = list(passages.questions(result))
        if asked:
            self._line(Text())
            self._line(Text("For you to decide (nothing was changed here)", style="bold"))
        for passage in asked:
            self._passage(passage, gutter)
        self._summary(result)

    def _heading(self, result: Result, name: str) -> None:
        lang = language(result.lang).english
        head = Text(escaped(name), style="bold")
        head.append(f"  {lang}, {totals(result)}", style="dim")
        self._wrapped(head, "")

    def _passage(self, passage: Passage, gutter: int) -> None:
        self._line(Text())
        number = Text(f"{passage.line:>{gutter}} │ ", style="dim")
        rest = Text(f"{'':>{gutter}} │ ", style="dim")
        for line in self._fold(self._marked(passage.parts), self._width - gutter - 3):
            self._line(number + self._directed(line))
            number = rest
        corner = Text(f"{'':>{gutter}} ╰ ", style="dim")
        digits = max(len(_numbers(reason)) for reason in passage.reasons)
        for reason in passage.reasons:
            self._reason(reason, corner, digits)
            corner = Text(" " * (gutter + 3))

    def _reason(self, reason: Reason, lead: Text, digits: int) -> None:
        text = Text(escaped(reason.message))
        if reason.evidence:
            text.append(f" ({escaped(reason.evidence)})", style="dim")
        if reason.pieces:
            text.append("  ")
            text.append_text(self._marked(reason.pieces))
        text.append(f"  {reason.rule}", style="cyan")
        if reason.level != "safe":
            text.append(f" · {reason.level}", style="dim")
        number = Text(f"{_numbers(reason):>{digits}} ", style=STYLES["ref"])
        indent = cell_len(lead.plain) + digits + 1
        for line in self._fold(text, self._width - indent):
            self._line(lead + number + line)
            lead, number = Text(), Text(" " * indent)

    def _marked(self, parts: Iterable[Part]) -> Text:
        """The parts as one text, with styles or marks."""
        text = Text()
        for look, raw in parts:
            open_mark, close_mark = MARKS.get(look, ("", "")) if not self._colour else ("", "")
            if open_mark:
                text.append(open_mark)
            text.append(_shown(look, raw), style=STYLES[look] if self._colour else "")
            if close_mark:
                text.append(close_mark)
        return text

    def _fold(self, text: Text, width: int) -> Sequence[Text]:
        """Lines of at most `width` cells."""
        width = max(width, 16)
        return text.wrap(self._console, width, tab_size=1, overflow="fold") or [Text()]

    def _directed(self, line: Text) -> Text:
        """A line that holds right-to-left letters, as a whole isolated from what frames it."""
        if isolated(line.plain) == line.plain:
            return line
        depth = lowest = 0
        for character in line.plain:
            depth += {FIRST_STRONG: 1, POP: -1}.get(character, 0)
            lowest = min(lowest, depth)
        opened = Text(FIRST_STRONG * (1 - lowest))  # a fragment may come from the line before
        return opened + line + Text(POP * (1 + depth - lowest))

    def _summary(self, result: Result) -> None:
        applied, asked = counted(result)
        if not applied and not asked:
            return
        self._line(Text())
        self._line(Text("By rule", style="bold"))
        names = sorted({*applied, *asked}, key=lambda r: (-applied[r], -asked[r], r))
        width = min(max(map(cell_len, names)), self._width - 24)
        for rule in names:
            row = Text("  ")
            row.append(set_cell_size(rule, width), style="cyan")
            row.append(f"{applied[rule] or '':>6}{' changed' if applied[rule] else ''}")
            if asked[rule]:
                row.append(f"{asked[rule]:>6} to decide", style="yellow" if self._colour else "")
            self._line(row)

    def _wrapped(self, text: Text, indent: str) -> None:
        for line in self._fold(text, self._width):
            self._line(Text(indent) + line)

    def _line(self, line: Text) -> None:
        line.rstrip()
        self._console.print(line, soft_wrap=True)


def _numbers(reason: Reason) -> str:
    return ", ".join(map(str, reason.numbers))


def _shown(look: str, text: str) -> str:
    """A part's text as it may be printed."""
    if look == "ref":
        return text.translate(_SUPERSCRIPTS)
    if look == "break":
        return "¶ "
    if look in ("keep", "gap"):
        return escaped(text.replace("\t", " "))
    return isolated(_abridged(text))


def _abridged(text: str) -> str:
    """A fragment, its middle left out if it is long."""
    if len(text) <= _LONG:
        return named(text)
    lines = len(LINE_END.findall(text)) + 1
    size = f"{len(text):,} characters" + (f", {lines} lines" if lines > 1 else "")
    head, tail = text[: _LONG // 2].rsplit(" ", 1)[0], text[-_LONG // 4 :].split(" ", 1)[-1]
    return f"{named(head)} … {named(tail)} ⟨{size}⟩"


