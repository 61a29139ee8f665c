#!/usr/bin/env python3
"""Draw the charts of the README from JSON reports of `cleanup score`.

    cleanup score planted --system A,B --json planted.json
    cleanup score mlqe-pe --system A,B --json mlqe-pe.json
    python scripts/draw_chart.py planted.json mlqe-pe.json

A report on planted artefacts gives docs/planted.svg, repair against harm; one on MLQE-PE gives
docs/post-edits.svg, sentences moved towards and away from the post-edit.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from measuring import ROOT, MeasureError, run

from cleanup.score.draw import points, svg
from cleanup.score.draw.charts import Bar, sides

GOAL = (0.5, 95)
"""False edits per 1000 words at most, percent repaired at least."""


def planted(report: dict[str, Any]) -> str:
    """Artefacts repaired against false edits, a point for each system."""
    found = []
    for number, (name, grids) in enumerate(report["systems"].items()):
        total = grids["languages"]["all"]
        count = len(grids["languages"]) - 1
        partly = f" ({count} language{'s' * (count > 1)} only)" if name in report["missing"] else ""
        label = svg.label(name) + partly
        found.append(points.Point(number, label, total["false"], total["repaired"]))
    languages = max(len(grids["languages"]) - 1 for grids in report["systems"].values())
    axes = points.Axes("false edits per 1000 words", "artefacts repaired exactly, %", GOAL)
    title = f"Artefacts repaired exactly, % — news in {languages} languages"
    return points.draw(title, found, axes, "planted")


def post_edits(report: dict[str, Any]) -> str:
    """Sentences moved away from and towards the post-edit, a bar for each system."""
    bars = {}
    for number, (name, grids) in enumerate(report["systems"].items()):
        row = grids["pairs"]["into English"]
        label = svg.label(name)
        bars[label] = [Bar(number, label, row["worse"], row["better"])]
        count = row["n"]
    title = f"Of {count:,} translations into English, moved away from or towards the post-edit"
    return sides(title, bars, ("away", "towards"), (), "post-edits", names=230)


DRAWN = {"planted": ("planted.svg", planted), "mlqe-pe": ("post-edits.svg", post_edits)}


def main(argv: Sequence[str] | None = None) -> int:
    """Read the reports, write the charts."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("report", type=Path, nargs="+", help="JSON of `cleanup score`")
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "docs", metavar="DIR",
                        help="folder to write to (default: docs)")  # fmt: skip
    args = parser.parse_args(argv)
    for path in args.report:
        try:
            report = json.loads(path.read_text("utf-8"))
            name, draw = DRAWN[report["suite"]]
            target = args.output / name
            target.write_text(draw(report), "utf-8")
        except OSError as error:
            raise MeasureError(f"{error.filename}: {error.strerror}") from None
        except (ValueError, KeyError, TypeError) as error:
            told = ", ".join(DRAWN)
            raise MeasureError(f"{path}: no report of {told} to draw: {error!r}") from None
        print(f"wrote {target}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
