"""The diff on a terminal or in a pipe: what changed in which sentence, why, and how often."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from rich.cells import set_cell_size
from rich.text import Text

from cleanup.language import language
from cleanup.show import passages
from cleanup.show.invisible import LEFT_TO_RIGHT, escaped
from cleanup.show.pen import STYLES, Pen, joined
from cleanup.show.summary import counted, totals

if TYPE_CHECKING:
    from cleanup.pipeline import Result
    from cleanup.show.passages import Passage, Reason


class Terminal:
    """Draws results on one stream.

    Args:
        stream: where to.
        colour: whether to use colour; marks otherwise.
        width: in cells; ``None`` asks the terminal.
    """

    def __init__(self, stream: TextIO, *, colour: bool, width: int | None = None) -> None:
        self._pen = Pen(stream, colour=colour, width=width)
        self._drawn = 0

    def diff(self, result: Result, name: str) -> None:
        """Draw everything of one result under the name of its file."""
        pen = self._pen
        if self._drawn:
            pen.line()
        self._drawn += 1
        what = f"  {language(result.lang).english}, {totals(result)}"
        head = Text.assemble((escaped(name), "bold"), (what, "dim"))
        pen.hanging(Text(), head)
        gutter = max(3, len(str(result.original.count("\n") + 1)))
        for passage in passages.changes(result):
            self._passage(passage, gutter)
        asked = list(passages.questions(result))
        if asked:
            pen.line()
            pen.line("For you to decide (nothing was changed here)", style="bold")
        for passage in asked:
            self._passage(passage, gutter)
        self._summary(result)

    def _passage(self, passage: Passage, gutter: int) -> None:
        pen = self._pen
        pen.line()
        first = Text(f"{passage.line:>{gutter}} │ ", style="dim")
        rest = Text(f"{'':>{gutter}} │ ", style="dim")
        pen.hanging(first, pen.marked(passage.parts), follow=rest)
        corner = Text(f"{'':>{gutter}} ╰ ", style="dim")
        digits = max(len(_numbers(reason)) for reason in passage.reasons)
        for reason in passage.reasons:
            number = Text(f"{_numbers(reason):>{digits}} ", style=STYLES["ref"])
            tail = Text.assemble((escaped(reason.rule), "cyan"), (f" · {reason.level}", "dim"))
            lead, why = joined(corner, number), self._reason(reason)
            pen.hanging(lead, why, tail=tail, direction=LEFT_TO_RIGHT)
            corner = Text(" " * corner.cell_len)

    def _reason(self, reason: Reason) -> Text:
        text = Text(escaped(reason.message))
        if reason.evidence:
            text.append(f" ({escaped(reason.evidence)})", style="dim")
        if reason.pieces:
            text.append("  ")
            text.append_text(self._pen.marked(reason.pieces))
        return text

    def _summary(self, result: Result) -> None:
        applied, asked = counted(result)
        rules = sorted({*applied, *asked}, key=lambda rule: (-applied[rule], -asked[rule], rule))
        if not rules:
            return
        width = min(max(8, *map(len, rules)), self._pen.width - 22)
        head = f"{set_cell_size('By rule', width)}   changed"
        self._pen.line()
        self._pen.line(head + ("  to decide" if asked else ""), style="bold")
        for rule in rules:
            counts = f"{applied[rule] or '·':>10}" + (f"{asked[rule] or '·':>11}" if asked else "")
            name = set_cell_size(escaped(rule), width)
            self._pen.line(Text.assemble((name, "cyan"), counts))


def _numbers(reason: Reason) -> str:
    """``1, 4-7``; of a long list the beginning and the end."""
    spans: list[list[int]] = []
    for number in reason.numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    said = [str(a) if a == b else f"{a}, {b}" if b == a + 1 else f"{a}-{b}" for a, b in spans]
    return ", ".join(said) if len(said) < 5 else f"{said[0]}, {said[1]} … {said[-1]}"
