"""Public models by language, shipped as a list; none of them was tried where it was made."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from cleanup.resources import data_path


class Recommended(NamedTuple):
    """A line of ``models/neural/recommended.tsv``."""

    name: str
    source: str
    """Hub id."""
    kind: str
    languages: tuple[str, ...]
    licence: str
    """As its authors say; ``""`` where the card must be read."""
    parameters: str
    prefix: str
    about: str


@cache
def recommended() -> tuple[Recommended, ...]:
    """The list, in its order."""
    lines = data_path("neural/recommended.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")][1:]
    return tuple(
        Recommended(name, source, kind, tuple(tags.split(",")), licence, size, prefix, about)
        for name, source, kind, tags, licence, size, prefix, about in rows
    )


def named(name: str) -> Recommended | None:
    """The recommended model of a name or a hub id."""
    return next((each for each in recommended() if name in (each.name, each.source)), None)
