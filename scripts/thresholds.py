#!/usr/bin/env python3
"""Hold the program to what it reaches: tests/thresholds.toml against a fast slice of the data.

    python scripts/thresholds.py            what is reached, held, and asked for
    python scripts/thresholds.py --full     the same on all the data; judges what must be reached
    python scripts/thresholds.py --write    hold what is gained on the slice
    python scripts/thresholds.py --accept   hold what is reached on it, losses too

A line of the file is ``row = { at-least = 83.0, must = 85, aim = 95 }``, under its suite, grid and
measure. `must` and `aim` are what the project asks for. `at-least` (or `at-most`) is what the tests
insist on: what must be reached where it is reached, else what was reached less a margin. A line
with ``source = true`` is about the program with the source text given.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from measuring import ROOT, MeasureError, parser_for, run
from rich.console import Console
from rich.table import Table

from cleanup.edit import Safety
from cleanup.safety import table
from cleanup.score.report import Report, build
from cleanup.score.run import run as run_systems
from cleanup.score.suites.base import Suite
from cleanup.score.suites.demetr import Demetr
from cleanup.score.suites.ntrex import Ntrex
from cleanup.score.suites.planted import PlantedArtefacts
from cleanup.score.suites.post_edits import MlqePe
from cleanup.score.systems import WITH_SOURCE

FILE = ROOT / "tests" / "thresholds.toml"
SLICES: dict[str, int] = {"demetr": 500, "mlqe-pe": 300, "ntrex": 20, "planted": 2}
"""Items, sentences a pair, articles a language: enough to notice, few enough to wait for."""
SUITES: dict[str, Callable[..., Suite]] = {
    "demetr": Demetr,
    "mlqe-pe": MlqePe,
    "ntrex": Ntrex,
    "planted": PlantedArtefacts,
}
MARGINS = {"restored": 2.0, "touched": 0.5, "ratio": 0.1, "ter_delta": 0.1, "rate": 0.15,
           "repaired": 1.0, "false": 0.15}  # fmt: skip
"""By measure, what a harmless change of the program may cost on a slice."""
HEADER = """\
# What the tests hold the program to, by suite, grid, measure and row, on a fast slice of the data.
# `must` and `aim` are asked for on all the data. Written by scripts/thresholds.py --write.
"""


class Threshold(NamedTuple):
    """One line of the file."""

    suite: str
    grid: str
    measure: str
    row: str
    least: bool
    """The figure must be at least, not at most, what is held."""
    held: float
    must: float | None
    aim: float | None
    source: bool = False
    """Measured with the source text given."""

    def meets(self, value: float | None, bound: float | None) -> bool:
        """Whether a figure is on the right side; one with nothing against it (1 : 0) is."""
        if bound is None:
            return True
        return value is None or (value >= bound if self.least else value <= bound)

    def renewed(self, value: float | None, *, accept: bool) -> Threshold:
        """The threshold that holds what is reached now; looser than before only with `accept`."""
        if self.must is not None and self.meets(value, self.must):
            return self._replace(held=self.must)
        if value is None:
            return self
        margin = MARGINS[self.measure]
        held = round(value - margin if self.least else value + margin, 2)
        return self._replace(held=held) if accept or self.meets(held, self.held) else self

    def line(self) -> str:
        """The line of the file."""
        held = {"at-least" if self.least else "at-most": self.held}
        asked = {"must": self.must, "aim": self.aim}
        values = {**held, **{key: value for key, value in asked.items() if value is not None}}
        told = [f"{name} = {value:g}" for name, value in values.items()]
        told += ["source = true"] if self.source else []
        key = self.row if self.row.replace("-", "").replace("_", "").isalnum() else f'"{self.row}"'
        return f"{key} = {{ {', '.join(told)} }}"


def load(path: Path = FILE) -> list[Threshold]:
    """The thresholds of the file."""
    return list(_read(tomllib.loads(path.read_text("utf-8"))))


def _read(content: dict[str, Any]) -> Iterator[Threshold]:
    for suite, grids in content.items():
        for grid, measures in grids.items():
            for measure, rows in measures.items():
                for row, found in rows.items():
                    least = "at-least" in found
                    held = found["at-least" if least else "at-most"]
                    asked = found.get("must"), found.get("aim"), found.get("source", False)
                    yield Threshold(suite, grid, measure, row, least, held, *asked)


def render(thresholds: Sequence[Threshold]) -> str:
    """The file."""
    lines, section = [HEADER.rstrip()], ""
    for threshold in thresholds:
        head = f"[{threshold.suite}.{threshold.grid}.{threshold.measure}]"
        if head != section:
            lines += ["", head]
            section = head
        lines.append(threshold.line())
    return "\n".join([*lines, ""])


def system() -> str:
    """The default settings; without the engine, as long as nothing of it is applied unasked."""
    folder = ROOT / "models" / "safety"
    rules = (record for path in folder.glob("*.json") for record in table(path.stem).values())
    return "cleanup" if any(r.level is Safety.SAFE for r in rules) else "cleanup-none"


def measured(name: str, data: Path, limit: int | None) -> Report:
    """The report of a suite, with the source where a threshold asks for it."""
    held = [t for t in load() if t.suite == name]
    only = {"classes": sorted({t.row for t in held})} if name == "demetr" else {}
    suite = SUITES[name](data, limit=limit, **only)
    sources = sorted({t.source for t in held})
    systems = [system() + WITH_SOURCE * source for source in sources]
    return build(suite, run_systems(suite.items, systems), resamples=0)


def reached(report: Report, threshold: Threshold) -> float | None:
    """The figure that a threshold is about; ``None`` for a ratio with nothing against it.

    Raises:
        MeasureError: there is no such row.
    """
    grid = report.grids[threshold.grid]
    if threshold.row not in grid.rows:
        raise MeasureError(f"{threshold.suite}: there is no row {threshold.row!r}")
    name = next(s for s in report.systems if s.endswith(WITH_SOURCE) == threshold.source)
    return grid.value(name, threshold.row, threshold.measure)


def main(argv: Sequence[str] | None = None) -> int:
    """Show what is reached; the exit code is 1 where a threshold is missed."""
    parser = parser_for(__doc__)
    parser.add_argument("--full", action="store_true", help="measure all the data")
    parser.add_argument("--write", action="store_true", help="hold what is gained on the slice")
    parser.add_argument("--accept", action="store_true", help="write losses, too")
    args = parser.parse_args(argv)
    if args.full and (args.write or args.accept):
        raise MeasureError("what is held is what a slice reaches: write without --full")
    shown = Table(title="thresholds", title_justify="left")
    for title in ("suite", "measure", "row"):
        shown.add_column(title)
    for title in ("reached", "held", "must", "aim", ""):
        shown.add_column(title, justify="right")
    renewed, missed = [], 0
    thresholds = load()
    for name in SUITES:
        report = measured(name, args.data, None if args.full else SLICES[name])
        for threshold in (t for t in thresholds if t.suite == name):
            value = reached(report, threshold)
            renewed.append(threshold.renewed(value, accept=args.accept))
            bound = threshold.must if args.full else threshold.held
            good = threshold.meets(value, bound)
            missed += not good
            said = "MISSED" if not good else "aim" if _reaches_aim(threshold, value) else ""
            figures = (value, threshold.held, threshold.must, threshold.aim)
            cells = ("·" if figure is None else f"{figure:.2f}" for figure in figures)
            row = threshold.row + " +source" * threshold.source
            shown.add_row(name, threshold.measure, row, *cells, said)
        shown.add_section()
    Console(width=None if sys.stdout.isatty() else 100).print(shown)
    if args.write or args.accept:
        FILE.write_text(render(renewed), "utf-8")
    return 1 if missed and not args.accept else 0


def _reaches_aim(threshold: Threshold, value: float | None) -> bool:
    return threshold.aim is not None and threshold.meets(value, threshold.aim)


if __name__ == "__main__":
    sys.exit(run(main))
