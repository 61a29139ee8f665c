"""The rules that run: those of the program, of packages and of the project, as a run selects."""

from __future__ import annotations

from collections.abc import Sequence

from cleanup.errors import UsageError
from cleanup.registry import Rule, all_rules
from cleanup.replacements import project_rule


def in_force() -> dict[str, Rule]:
    """Every rule by id, that of the project's own replacements among them if there are any.

    Raises:
        ConfigError: the project's file of replacements is wrong.
    """
    own = project_rule()
    return all_rules() if own is None else {**all_rules(), own.id: own}


def select(only: Sequence[str], skip: Sequence[str]) -> tuple[Rule, ...]:
    """The rules to run. Names are rule ids or stages; engines' rules are filtered elsewhere.

    Raises:
        UsageError: a name that is neither.
    """
    from difflib import get_close_matches

    rules = in_force()
    stages = {r.stage for r in rules.values()}
    for name in (*only, *skip):
        if name not in rules and name not in stages and ":" not in name:
            near = get_close_matches(name, [*rules, *stages], n=1)
            hint = f"did you mean {near[0]!r}?" if near else "see `cleanup rules`."
            raise UsageError(f"unknown rule or stage {name!r}: {hint}")
    return tuple(
        r
        for r in rules.values()
        if (not only or r.id in only or r.stage in only)
        and r.id not in skip
        and r.stage not in skip
    )
