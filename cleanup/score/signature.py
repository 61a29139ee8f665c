"""The lines that make a figure comparable: options, checksum of the data, versions."""

from __future__ import annotations

from collections.abc import Sequence

from cleanup.score import versions
from cleanup.score.suites.base import Suite


def signature(suite: Suite, systems: Sequence[str], **options: object) -> tuple[str, ...]:
    """What the figures of a run depend on.

    Args:
        suite: what was read, with its own settings.
        systems: who read it.
        options: further settings of the run.
    """
    settings = {**suite.settings, **options}
    parts = [f"{key}:{value}" for key, value in settings.items()]
    made = [f"data:{suite.checksum}", f"rapidfuzz:{versions.version('rapidfuzz')}"]
    return (
        "|".join([suite.name, *parts, *made, versions.python()]),
        "|".join(versions.shown(name) for name in systems),
        *suite.metrics,
    )
