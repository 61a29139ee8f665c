"""The measured record of rules, and the level that each has earned by it.

One table a language, ``models/safety/LANG.json``, and ``any.json`` for what no table of its own
says, all made by ``scripts/measure_safety.py``; ``models/safety/README.md`` says how the figures
are counted and where the thresholds lie. Tables are read when first asked for. They are keyed by
the ids of rules, such as ``doubled-word`` or ``lingotweaker:HE_VERB_AGR``; see `key`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import sqrt
from pathlib import Path
from types import MappingProxyType

import msgspec

from cleanup import project
from cleanup.edit import Edit, Safety, weaker
from cleanup.errors import CleanupError
from cleanup.resources import data_path

ANY = "any"
"""The table of all measured languages together; it speaks for those that were not measured."""
FEW = 10
"""Fewer judged edits of translations than this are not much to go by."""


@dataclass(frozen=True, slots=True)
class Record:
    """What a rule did, one edit at a time, to text whose right form is known."""

    better: int = 0
    """Edits that moved a machine translation towards its human post-edit."""
    worse: int = 0
    """Edits that moved it away."""
    neutral: int = 0
    """Edits that did neither, or a part of what was to be done."""
    restored: int = 0
    """Edits that turned damage back into what had been there."""
    missed: int = 0
    """Edits of damaged text that did not."""
    clean_hits: int = 0
    """Edits to text that people wrote or checked."""
    mended: int = 0
    """Edits to such text that only mend white space or take away invisible characters."""
    right: int = 0
    """Edits to such text that somebody has read and found right: people had left an error there."""
    bound: float = 0.0
    """What the share of good edits is at least, at 95 %: see `lower_bound`."""
    level: Safety | None = None
    """The level earned; ``None`` for a rule of an engine that is not worth running."""

    @property
    def confidence(self) -> float | None:
        """Share of good edits among those judged, smoothed; ``None`` where none was judged.

        Translations and clean text speak for themselves where there are enough of them; else
        planted damage speaks with them, though it cannot show how often there is damage.
        """
        good, bad = self.better, self.worse + self.clean_hits
        if self.better + self.worse < FEW:
            good, bad = good + self.restored, bad + self.missed
        return round((good + 1) / (good + bad + 2), 3) if good + bad else None


class Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file."""

    about: dict[str, dict[str, str | int]]
    """By what was measured, ``rules`` or ``engine``: date, versions, texts and words."""
    rules: dict[str, Record]
    """Records by `key`, sorted."""

    @property
    def clean_words(self) -> int:
        """Words of text by people that the program's rules were measured on."""
        return int(self.about.get("rules", {}).get("clean_words", 0))


_UNMEASURED = Record(level=Safety.ASK)


@cache
def load(base: str) -> Table:
    """The table of a language; an empty one where nothing was measured.

    Raises:
        CleanupError: the file is damaged.
    """
    try:
        path = data_path(f"safety/{base}.json")
    except CleanupError:
        return Table({}, {})
    return _read(path)


def _read(path: Path) -> Table:
    try:
        return msgspec.json.decode(path.read_bytes(), type=Table)
    except (OSError, msgspec.DecodeError) as error:
        raise CleanupError(f"{path}: damaged safety table: {error}") from None


def own(base: str) -> Table:
    """The table that the project has made of its own decisions; an empty one where there is none.

    `cleanup learn` writes it, ``.cleanup/safety/LANG.json``, and only when a person agrees.

    Raises:
        CleanupError: the file is damaged.
    """
    return _own(base, Path.cwd())


@cache
def _own(base: str, folder: Path) -> Table:
    path = project.find(f"safety/{base}.json", folder)
    return Table({}, {}) if path is None else _read(path)


def forget() -> None:
    """Read the project's tables again: they were changed."""
    _own.cache_clear()


def table(base: str) -> Mapping[str, Record]:
    """The records of a language by `key`, sorted."""
    return MappingProxyType(load(base).rules)


def key(rule: str, asked: Safety) -> str:
    """Under which name edits of a rule that ask for a level are counted.

    Those that ask for less than ``safe`` are counted apart, so that a rule's careless findings do
    not weigh on its sure ones.
    """
    return rule if asked is Safety.SAFE else f"{rule}/{asked}"


def record(name: str, base: str) -> Record:
    """The record under a `key` in a language, or that of all languages together.

    What the project has learned in the language comes first. An empty one at level ``ask`` where
    there is none at all.
    """
    return own(base).rules.get(name) or shipped(name, base)


def shipped(name: str, base: str) -> Record:
    """The record under a `key` as the program brings it, whatever the project has learned."""
    return load(base).rules.get(name) or load(ANY).rules.get(name) or _UNMEASURED


def is_measured(rule: str) -> bool:
    """Whether the program's rule has been measured at all, on whatever it may have found."""
    return any(name.partition("/")[0] == rule for name in load(ANY).rules)


def level(name: str, base: str) -> Safety:
    """How far edits may act by themselves in a language: ``ask`` unless they earned more."""
    return record(name, base).level or Safety.ASK


def earned(edit: Edit, base: str) -> tuple[Edit, float | None]:
    """The edit at the weaker of the level it asks for and the one it has earned in a language.

    Returns:
        The edit, and how sure its record makes of it. The latter is what people are told, where
        the finding brought no measured confidence of its own; it does not say which of two edits
        wins, for the records of two rules are close together and differ by chance.
    """
    name = key(edit.rule, edit.safety)
    found = record(name, base)
    level = weaker(edit.safety, found.level or Safety.ASK)
    chance = found.confidence
    if chance is None:
        chance = record(name, ANY).confidence
    return (edit if level is edit.safety else replace(edit, safety=level)), chance


def trusted(base: str, prefix: str = "") -> tuple[str, ...]:
    """Ids of the rules that are worth running in a language, those that begin with `prefix`."""
    return tuple(
        rule
        for rule, found in table(base).items()
        if found.level is not None and rule.startswith(prefix)
    )


MODEL_ENOUGH = 20
"""Edits towards the right text that the level of a neural model must rest on."""
MODEL_SAFE, MODEL_LIKELY = 0.85, 0.6
"""Least `lower_bound` of the good edits among the good and the bad: as for an outside engine."""
MODEL_CLEAN_WORDS = 10_000
"""Words of clean text without a single edit that ``safe`` asks for."""
MODEL_HITS = 1.0
"""Edits for 1000 words of clean text that ``likely`` allows."""


def of_model(better: int, worse: int, clean_hits: int, clean_words: int) -> Safety:
    """The level that a neural model has earned in a language by its measured record."""
    sure = lower_bound(better, worse + clean_hits)
    if better < MODEL_ENOUGH or sure < MODEL_LIKELY:
        return Safety.ASK
    if sure >= MODEL_SAFE and not clean_hits and clean_words >= MODEL_CLEAN_WORDS:
        return Safety.SAFE
    return Safety.LIKELY if 1000 * clean_hits <= MODEL_HITS * clean_words else Safety.ASK


def lower_bound(good: int, bad: int, z: float = 1.645) -> float:
    """Wilson's lower bound of ``good / (good + bad)``, one-sided 95 % by default; 0 for none."""
    total = good + bad
    if not total:
        return 0.0
    share, z2 = good / total, z * z
    spread = z * sqrt(share * (1 - share) / total + z2 / (4 * total * total))
    return (share + z2 / (2 * total) - spread) / (1 + z2 / total)
