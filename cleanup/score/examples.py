"""The edits behind a figure, for a person to judge."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from random import Random

from cleanup.errors import UsageError
from cleanup.score.suites.base import Answers, Example, Suite


def choose(
    suite: Suite, answers: Mapping[str, Answers], name: str, *, count: int, seed: int
) -> list[Example]:
    """Some examples of each verdict for each system, the most telling verdicts first.

    Args:
        suite: what was read.
        answers: what the systems made of it.
        name: a rule, a row (or a word of it), a verdict, or ``all``.
        count: how many of each verdict; drawn by chance where there are more.
        seed: of the draw.

    Raises:
        UsageError: nothing goes by that name.
    """
    found = [e for system, given in answers.items() for e in suite.examples(system, given)]
    chosen = [e for e in found if name == "all" or name in _names(e)]
    if found and not chosen:
        known = sorted({n for e in found for n in _names(e)})
        near = get_close_matches(name, known, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"there are {', '.join(known)}"
        raise UsageError(f"no examples of {name!r}: {hint}")
    groups: dict[tuple[str, str], list[Example]] = {}
    for example in chosen:
        groups.setdefault((example.system, example.verdict), []).append(example)
    shown = []
    for system in answers:
        for verdict in suite.verdicts:
            group = groups.get((system, verdict), [])
            picked = Random(seed).sample(range(len(group)), min(count, len(group)))
            shown += [group[i] for i in sorted(picked)]
    return shown


def _names(example: Example) -> set[str]:
    return {*example.rules, example.row, *example.row.split(), example.verdict}
