"""One rule explained: what it does and why, its examples, its measured record."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING

from rich.text import Text

from cleanup.show.passages import Part
from cleanup.show.records import heading, records_of, row
from cleanup.show.words import changed_words

if TYPE_CHECKING:
    from cleanup.registry import Fix, Keep, Rule
    from cleanup.show.pen import Pen


def explain(pen: Pen, rule: Rule, base: str | None) -> None:
    """Draw what one rule does, with its examples and its record in a language or in all."""
    where = f"  {rule.stage} · at most {rule.safety} · {languages(rule)}"
    pen.line(Text.assemble((rule.id, "bold cyan"), where))
    for paragraph in (rule.message, *inspect.cleandoc(rule.doc).split("\n\n")):
        pen.line()
        pen.hanging(Text(), Text(" ".join(paragraph.split())))
    if rule.fix:
        pen.line()
        pen.line("Changes or points at" if rule.safety == "ask" else "Changes", style="bold")
    for example in rule.fix:
        pieces = [Part(*piece) for piece in changed_words(example.before, example.after)]
        pen.hanging(_lead(example), pen.marked(pieces))
    if rule.keep:
        pen.line()
        pen.line("Leaves alone", style="bold")
    for keep in rule.keep:
        pen.hanging(_lead(keep), pen.marked([Part("keep", keep.text)]))
    pen.line()
    found = records_of(rule, base)
    pen.line(Text(f"{'Record':<{_RECORD + 2}}", style="bold").append(heading(), "dim not bold"))
    for where, line in found:
        name = where if not line.asked else f"{where} {line.asked}"
        pen.line(Text(f"  {name:<{_RECORD}}", style="dim").append(row(line), "default"))


_RECORD = 12
"""Width of the column with languages in a record."""


def _lead(example: Fix | Keep) -> Text:
    return Text(f"  {example.lang:<5} ", style="dim")


def languages(rule: Rule) -> str:
    """The languages that a rule is for, in words."""
    return "all languages" if rule.languages is None else ", ".join(sorted(rule.languages))
