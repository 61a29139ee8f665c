"""All systems over all items: cut into units, what is known taken from the store, the rest done."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import msgspec

from cleanup.score import versions
from cleanup.score.crew import Unit, work
from cleanup.score.items import Item, Output
from cleanup.score.store import Store

UNIT_SIZE = 20_000
"""Characters after which a unit is full: some 3,000 words, seconds rather than minutes."""


@dataclass(frozen=True)
class Progress:
    """How far a run is, in characters of text."""

    done: int
    total: int
    known: int
    """Of those done, what came from the store."""
    unit: Unit
    """The one done last."""


@dataclass
class Outputs:
    """What came out of a run."""

    by_system: dict[str, list[Output | None]]
    """Beside the items; ``None`` where the system was not available for the language."""
    missing: dict[str, dict[str, str]] = field(default_factory=dict)
    """By system and language, why it was not available."""
    known: float = 0.0
    """The share of the text, in characters, for which an earlier run had the outputs."""


def run(
    items: Sequence[Item],
    systems: Sequence[str],
    *,
    jobs: int = 1,
    store: Store | None = None,
    watch: Callable[[Progress], None] = lambda progress: None,
) -> Outputs:
    """Let every system read every item.

    Args:
        items: texts; equal ones are read once.
        systems: names from `SYSTEMS`.
        jobs: processes; 1 works in this one.
        store: what earlier runs left, and where this one leaves what it finds.
        watch: told after every unit.
    """
    found = Outputs({name: [] for name in systems})
    answers: dict[str, dict[Item, Output]] = {name: {} for name in systems}
    units = [unit for name in systems for unit in _units(name, items)]
    keys = _keys(units)
    total, done, known = sum(map(_size, units)), 0, 0
    stored = store.known(keys) if store else {}
    for unit, key in zip(units, keys, strict=True):
        if key in stored:
            answers[unit.system].update(zip(unit.items, stored[key], strict=True))
            known += _size(unit)
    done = known
    found.known = known / max(total, 1)
    todo = [(u, k) for u, k in zip(units, keys, strict=True) if k not in stored]
    for number, answer in work([unit for unit, _ in todo], jobs):
        unit, key = todo[number]
        done += _size(unit)
        if isinstance(answer, str):
            found.missing.setdefault(unit.system, {})[unit.lang] = answer
        else:
            answers[unit.system].update(zip(unit.items, answer, strict=True))
            if store and not any(output.partial for output in answer):
                store.keep(key, answer)
        watch(Progress(done, total, known, unit))
    for name in systems:
        found.by_system[name] = [answers[name].get(item) for item in items]
    return found


def _units(system: str, items: Sequence[Item]) -> Iterator[Unit]:
    """The items of each language in handy portions."""
    by_language: dict[str, dict[Item, None]] = {}
    for item in items:
        by_language.setdefault(item.lang, {})[item] = None
    for lang, members in by_language.items():
        portion: list[Item] = []
        for item in members:
            portion.append(item)
            if sum(len(i.text) for i in portion) >= UNIT_SIZE:
                yield Unit(system, lang, tuple(portion))
                portion = []
        if portion:
            yield Unit(system, lang, tuple(portion))


def _keys(units: Sequence[Unit]) -> list[str]:
    """What each unit's outputs depend on, as a digest."""
    prints = {name: versions.fingerprint(name) for name in {unit.system for unit in units}}
    return [
        hashlib.sha256(msgspec.json.encode((prints[u.system], u.lang, u.items))).hexdigest()
        for u in units
    ]


def _size(unit: Unit) -> int:
    return sum(len(item.text) for item in unit.items)
