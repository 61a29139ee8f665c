"""The measured record of rules, and the level that each has earned by it.

One table a language, ``models/safety/LANG.json``, made by ``scripts/measure_engine_rules.py``;
``models/safety/README.md`` says how the figures are counted and where the thresholds lie. Tables
are read when first asked for. Rule ids are those of edits, such as ``lingotweaker:HE_VERB_AGR``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import sqrt
from types import MappingProxyType

import msgspec

from cleanup.edit import Safety
from cleanup.errors import CleanupError
from cleanup.resources import data_path


@dataclass(frozen=True, slots=True)
class Record:
    """What a rule did, one edit at a time, to text whose right form is known."""

    better: int = 0
    """Edits that moved a machine translation towards its human post-edit (in words)."""
    worse: int = 0
    """Edits that moved it away."""
    neutral: int = 0
    """Edits that did neither."""
    missed: int = 0
    """Edits at the very place of a damage that did not restore the sentence."""
    restored: int = 0
    """Damaged sentences that an edit turned back into what they were."""
    clean_hits: int = 0
    """Edits to text that people wrote or checked."""
    level: Safety | None = None
    """The level earned; ``None`` for a rule not worth running."""

    @property
    def confidence(self) -> float | None:
        """Share of good edits among those judged, smoothed; ``None`` where none was judged."""
        judged = self.better + self.worse + self.clean_hits
        return round((self.better + 1) / (judged + 2), 3) if judged else None

    @property
    def bound(self) -> float:
        """What `confidence` is at least, at 95 %: see `lower_bound`."""
        return lower_bound(self.better, self.worse + self.clean_hits)


class _Table(msgspec.Struct, forbid_unknown_fields=True):
    """One file."""

    about: dict[str, str | int]
    rules: dict[str, Record]


_UNMEASURED = Record(level=Safety.ASK)


@cache
def table(base: str) -> Mapping[str, Record]:
    """The records of a language by rule id, sorted; empty where nothing was measured.

    Raises:
        CleanupError: the file is damaged.
    """
    try:
        path = data_path(f"safety/{base}.json")
    except CleanupError:
        return MappingProxyType({})
    try:
        rules = msgspec.json.decode(path.read_bytes(), type=_Table).rules
    except (OSError, msgspec.DecodeError) as error:
        raise CleanupError(f"{path}: damaged safety table: {error}") from None
    return MappingProxyType(rules)


def record(rule: str, base: str) -> Record:
    """The record of a rule in a language; an empty one at level ``ask`` where there is none."""
    return table(base).get(rule, _UNMEASURED)


def level(rule: str, base: str) -> Safety:
    """How far a rule may act by itself in a language: ``ask`` unless it earned more."""
    return record(rule, base).level or Safety.ASK


def trusted(base: str, prefix: str = "") -> tuple[str, ...]:
    """Ids of the rules that are worth running in a language, those that begin with `prefix`."""
    return tuple(
        rule
        for rule, found in table(base).items()
        if found.level is not None and rule.startswith(prefix)
    )


def lower_bound(good: int, bad: int, z: float = 1.645) -> float:
    """Wilson's lower bound of ``good / (good + bad)``, one-sided 95 % by default; 0 for none."""
    total = good + bad
    if not total:
        return 0.0
    share, z2 = good / total, z * z
    spread = z * sqrt(share * (1 - share) / total + z2 / (4 * total * total))
    return (share + z2 / (2 * total) - spread) / (1 + z2 / total)
