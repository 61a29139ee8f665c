"""Who decided what, and when: the memory in a few lines."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from cleanup.review.memory import ONE, STANDING, Decision, Memory, latest

if TYPE_CHECKING:
    from rich.text import Text

DONE = {
    "accept": "accepted",
    "reject": "rejected",
    "edit": "edited",
    "always": "always",
    "never": "never",
    "name": "added to names",
    "written": "written",
}


def summary(memory: Memory, files: Sequence[str] = ()) -> Iterator[Text]:
    """The lines of the summary.

    Args:
        memory: the decisions.
        files: only what is about these files, by their names in the memory; all if empty.
    """
    from rich.text import Text

    chosen = [d for d in memory.in_force() if not files or d.file in files]
    if not chosen:
        yield Text("nothing was decided yet")
        return
    by_file: dict[str, list[Decision]] = defaultdict(list)
    for decision in chosen:
        if decision.verdict in (*ONE, "name", "written"):
            by_file[decision.file].append(decision)
    for file, decisions in sorted(by_file.items()):
        yield Text(file, style="bold")
        yield from _people(decisions)
    standing = [d for d in chosen if d.verdict in STANDING]
    if standing:
        yield Text("Standing answers", style="bold")
        for answer in sorted(standing, key=lambda d: (d.scope, d.rule, d.before or "")):
            yield _answer(answer)
    gone = memory.undone()
    taken_back = {d.id for d in memory.all() if d.id in gone and (not files or d.file in files)}
    if taken_back:
        yield Text(f"taken back: {len(taken_back)}", style="dim")


def _people(decisions: Sequence[Decision]) -> Iterator[Text]:
    """A line for each person: how often what, from when to when."""
    from rich.text import Text

    people: dict[str, list[Decision]] = defaultdict(list)
    for decision in latest(decisions):
        people[decision.who].append(decision)
    for who, own in sorted(people.items()):
        counts = Counter(DONE[d.verdict] for d in own)
        what = ", ".join(f"{counts[done]} {done}" for done in DONE.values() if counts[done])
        first, last = min(d.at for d in own), max(d.at for d in own)
        when = _when(first) if first == last else f"{_when(first)} to {_when(last)}"
        yield Text.assemble((f"  {who}: ", "cyan"), what, (f", {when}", "dim"))
    written = [d for d in decisions if d.verdict == "written"]
    if written:
        last_one = written[-1]
        said = f", last by {last_one.who}, {_when(last_one.at)}"
        yield Text.assemble(
            f"  written {len(written)} time{'s' * (len(written) > 1)}", (said, "dim")
        )


def _answer(answer: Decision) -> Text:
    from rich.text import Text

    about = Text(f"  {answer.verdict} ")
    about.append(answer.rule, "cyan")
    about.append(f" {meaning(answer)}" if answer.before is not None else ", whatever it proposes")
    where = f"this file ({answer.file})" if answer.scope == "file" else answer.scope
    about.append(f"  {where} · {answer.who}, {_when(answer.at)}", "dim")
    return about


def meaning(answer: Decision) -> str:
    """The words that a standing answer is about: ``“a eagle” → “an eagle”``."""
    from cleanup.show.invisible import named

    wanted = answer.after if answer.put is None else answer.put
    was = f"“{named(answer.before or '')}”"
    return was if wanted is None else f"{was} → “{named(wanted)}”"


def _when(at: str) -> str:
    return at.replace("T", " ")[:16]
