"""One place, and one rule, drawn with a pen: the same on the screen and at the prompts."""

from __future__ import annotations

from rich.text import Text

from cleanup.language import language
from cleanup.review import drawing, keys, wording
from cleanup.review.session import Session
from cleanup.show.invisible import LEFT_TO_RIGHT, escaped
from cleanup.show.pen import Pen


def draw(pen: Pen, session: Session, number: int) -> None:
    """Draw a place: how it stands, its sentence with the change, why, and what may stand there."""
    item, state = session.items[number], session.state(number)
    head = Text.assemble(
        (f"({number + 1}/{len(session)}) ", "bold"),
        f"line {session.line(number)}  ",
        (drawing.SIGNS[state.status], drawing.STYLES[state.status]),
        f" {drawing.standing_of(session, number)}",
    )
    pen.hanging(Text(), head)
    gutter = Text("│ ", style="dim")
    pen.hanging(gutter, pen.marked(drawing.passage(session, number)), follow=gutter)
    why = Text(escaped(item.finding.message))
    if item.finding.evidence:
        why.append(f" ({escaped(item.finding.evidence)})", "dim")
    tail = Text.assemble((escaped(item.rule), "cyan"), (f" · {drawing.level_of(item)}", "dim"))
    pen.hanging(Text("╰ ", style="dim"), why, tail=tail, direction=LEFT_TO_RIGHT)
    pen.hanging(Text("  "), Text(drawing.record_of(session, item), style="dim"))
    both = drawing.compared(session, number)
    if both is not None:
        for sign, parts in zip("-+", both, strict=True):
            pen.hanging(Text(f"{sign} "), pen.marked(parts))
    if len(item.choices) > 1:
        said = "  ".join(f"{n} {wording.quoted(c)}" for n, c in enumerate(item.choices, 1))
        pen.hanging(Text("= "), Text(said))


def draw_rule(pen: Pen, session: Session, number: int) -> None:
    """Draw what is known of the rule of a place."""
    from cleanup.selection import in_force
    from cleanup.show.explanation import explain

    item = session.items[number]
    rule = in_force().get(item.rule)
    if rule is not None:
        explain(pen, rule, language(session.source.lang).base)
        return
    pen.hanging(Text(), Text.assemble((escaped(item.rule), "bold cyan")))
    pen.hanging(Text(), Text(escaped(item.finding.message)))
    pen.line()
    pen.hanging(Text(), Text(drawing.record_of(session, item)))


def draw_help(pen: Pen) -> None:
    """Draw all keys and signs."""
    groups = {"Deciding": keys.DECIDING, "Moving": keys.MOVING, "Else": keys.OTHER}
    for title, group in groups.items():
        pen.line(title, style="bold underline")
        for key in group:
            pen.hanging(Text(f" {key.key}  ", style="bold"), Text(key.long))
    pen.line("Signs", style="bold underline")
    for status, sign in drawing.SIGNS.items():
        pen.line(Text.assemble((f" {sign}  ", drawing.STYLES[status]), str(status)))
    pen.line()
    pen.hanging(Text(), Text(_KEPT))


_KEPT = (
    "On the screen arrows, Tab, Page Up and Down, Home, End and the mouse work as well. Every "
    "decision is kept at once; the article is only written with w."
)


def draw_lost(pen: Pen, session: Session) -> None:
    """Draw the decisions that have no place in the text any more."""
    pen.line("Decisions that have no place in the text any more", style="bold")
    for decision in session.lost:
        pen.hanging(Text("  "), Text(wording.of_lost(decision)))
