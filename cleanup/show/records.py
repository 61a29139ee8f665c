"""The measured records of rules as lines of figures, for ``cleanup rules``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, NamedTuple

from cleanup import safety
from cleanup.edit import Safety

if TYPE_CHECKING:
    from cleanup.registry import Rule


class Line(NamedTuple):
    """The record of those edits of a rule that ask for one level."""

    name: str
    """The rule's id, or ``/likely`` and ``/ask`` for edits that ask for less than ``safe``."""
    asked: str
    """The level that the edits ask for, if not ``safe``."""
    record: safety.Record
    clean_words: int
    """Words of clean text in the table that the record is from."""
    borrowed: bool
    """Whether that is the table of all languages, for want of a record in this one."""

    @property
    def judged(self) -> int:
        """Edits that showed something."""
        found = self.record
        return sum((found.better, found.worse, found.restored, found.missed, found.clean_hits))

    @property
    def false_rate(self) -> float:
        """Edits of clean text for 1000 words of it."""
        return 1000 * self.record.clean_hits / max(self.clean_words, 1)

    def figures(self) -> dict[str, Any]:
        """The record for JSON."""
        return {
            **asdict(self.record),
            "level": str(self.record.level or Safety.ASK),
            "false_per_1000_words": round(self.false_rate, 3),
            "confidence": self.record.confidence,
        }


def lines_of(rule: Rule, base: str | None) -> list[Line]:
    """The record of a rule in a language, or in any: a line for each level that edits ask for."""
    where = base or safety.ANY
    lines = []
    for name in sorted({*safety.table(where), *safety.table(safety.ANY)}):
        id, _, asked = name.partition("/")
        if id == rule.id:
            borrowed = name not in safety.table(where)
            words = safety.load(safety.ANY if borrowed else where).clean_words
            label = f"  /{asked}" if asked else id
            lines.append(Line(label, asked, safety.shipped(name, where), words, borrowed))
    unmeasured = safety.Record(level=Safety.ASK)
    return lines or [Line(rule.id, "", unmeasured, 0, False)]


def records_of(rule: Rule, base: str | None) -> Iterator[tuple[str, Line]]:
    """The records of a rule by language, one or all that have any, and ``any`` for all others."""
    from cleanup.resources import data_path

    folder = data_path(f"safety/{safety.ANY}.json").parent
    measured = sorted({path.stem for path in folder.glob("*.json")} - {safety.ANY})
    for where in (base,) if base else (*measured, safety.ANY):
        for line in lines_of(rule, where):
            if base or where == safety.ANY or not line.borrowed:
                yield where, line
        for name, found in safety.own(where).rules.items():
            id, _, asked = name.partition("/")
            if id == rule.id:
                yield f"{where} yours", Line(id, asked, found, 0, False)


_COLUMNS = ("level", "better/worse", "restored/missed", "false/1000", "bound")
_WIDTHS = (8, 13, 16, 11, 6)


BORROWED = "* as in all languages together, for want of a record in this one"


def heading() -> str:
    """The titles over `row`; 54 cells."""
    return "".join(f"{title:>{width}}" for title, width in zip(_COLUMNS, _WIDTHS, strict=True))


def row(line: Line) -> str:
    """The figures of a record; a dot where there is nothing to count."""
    found = line.record
    if not line.clean_words and not line.judged:
        return f"{'ask':>{_WIDTHS[0]}}   not measured: scripts/measure_safety.py --rules"
    cells = (
        str(found.level or Safety.ASK) + "*" * line.borrowed,
        f"{found.better}/{found.worse}" if found.better + found.worse else "·",
        f"{found.restored}/{found.missed}" if found.restored + found.missed else "·",
        f"{line.false_rate:.3f}" if line.record.clean_hits else "·",
        f"{found.bound:.2f}" if line.judged else "·",
    )
    return "".join(f"{cell:>{width}}" for cell, width in zip(cells, _WIDTHS, strict=True))
