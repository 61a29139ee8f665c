#!/usr/bin/env python3
"""Draw the chart of the README from the JSON of measure_planted.py: repair against harm.

One point per system: the share of planted artefacts repaired exactly (up) against false edits per
1000 words (right, on a square-root scale, for the differences that matter are near zero). The SVG
brings its own background, so it reads well in light and dark pages.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
from collections.abc import Sequence
from html import escape
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from measuring import ROOT, MeasureError, run

WIDTH, HEIGHT = 720, 420
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 76, 74
LABELS = {
    "cleanup": "cleanup",
    "cleanup-none": "cleanup --engine none",
    "lingotweaker": "LanguageTool rules",
    "lingotweaker-nospell": "LanguageTool rules, no spelling",
    "harper": "Harper",
    "identity": "nothing at all",
}
STYLE = """
  .card { fill: #ffffff; stroke: #d0d7de }
  text { font: 13px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif;
         fill: #1f2328 }
  .title { font-size: 15px; font-weight: 600 }
  .small { font-size: 12px; fill: #59636e }
  .grid { stroke: #d0d7de; stroke-width: 1 }
  .goal { fill: #1a7f37; fill-opacity: .12 }
  .goaltext { font-size: 12px; fill: #1a7f37 }
  .other { fill: #59636e }
  .ours { fill: #0969da }
  .label { paint-order: stroke; stroke: #ffffff; stroke-width: 4px; stroke-linejoin: round }
  .bold { font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    .card { fill: #0d1117; stroke: #3d444d }
    text { fill: #f0f6fc }
    .small { fill: #9198a1 }
    .grid { stroke: #3d444d }
    .goal { fill: #3fb950; fill-opacity: .18 }
    .goaltext { fill: #3fb950 }
    .label { stroke: #0d1117 }
    .other { fill: #9198a1 }
    .ours { fill: #4493f8 }
  }"""


class Point(NamedTuple):
    """One system: false edits per 1000 words, and percent repaired."""

    name: str
    label: str
    harm: float
    repaired: float


def read_systems(paths: Sequence[Path]) -> dict[str, Any]:
    """The systems of one or more reports on the same documents; of two alike the later one."""
    systems: dict[str, Any] = {}
    inputs = set()
    for path in paths:
        try:
            report = json.loads(path.read_text("utf-8"))
            systems |= report["systems"]
            inputs.add(re.sub(r"(\|data:\w+).*", r"\1", report["signature"]))
        except OSError as error:
            raise MeasureError(f"{path}: cannot read: {error.strerror}") from None
        except (ValueError, KeyError, TypeError):
            raise MeasureError(f"{path}: not a report of measure_planted.py") from None
    if len(inputs) > 1:
        raise MeasureError("the reports are not on the same documents: " + " and ".join(inputs))
    return systems


def points_of(systems: dict[str, Any]) -> tuple[list[Point], int]:
    """The systems that could be measured, and how many languages there are."""
    try:
        most = max((len(s["languages"]) for s in systems.values()), default=0)
        points = []
        for name, system in systems.items():
            overall, languages = system["overall"], system["languages"]
            if overall["percent"] is None:
                continue
            label = LABELS.get(name, name)
            if len(languages) < most:
                some = [str(len(languages)), "languages"] if len(languages) > 1 else languages
                label += f" ({' '.join(some)} only)"
            points.append(Point(name, label, overall["false_per_1000"], overall["percent"]))
    except (KeyError, TypeError, AttributeError):
        raise MeasureError("not a report of measure_planted.py") from None
    if not points:
        raise MeasureError("no system was measured")
    return points, most


def ticks(largest: float) -> list[float]:
    """Round values for the harm axis, up to and past `largest`."""
    steps = [0, 0.25, 1, 2.5, 5, 10, 20, 40, 60, 80, 100, 150, 200, 300, 500, 1000]
    end = next((i for i, step in enumerate(steps) if step >= largest * 1.08), len(steps) - 1)
    return [float(step) for step in steps[: max(end, 5) + 1]]


Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""


class Label(NamedTuple):
    """Two lines of text for a point; `anchor` is that of SVG, ``(x, y)`` the first base line."""

    point: Point
    anchor: str
    x: float
    y: float

    @property
    def lines(self) -> tuple[str, str]:
        """Name, and figures."""
        p = self.point
        return p.label, f"{p.repaired:.0f} % repaired, {p.harm:.2g} false"

    @property
    def box(self) -> Box:
        """About the room that the text takes."""
        width = max(7.4 * len(self.lines[0]), 6.6 * len(self.lines[1]))
        left = self.x - width * {"start": 0, "middle": 0.5, "end": 1}[self.anchor]
        return left, self.y - 13, left + width, self.y + 21


def _overlap(a: Box, b: Box) -> float:
    """Square pixels that two boxes share."""
    across, down = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return max(0.0, across) * max(0.0, down)


def place(points: dict[Point, tuple[float, float]]) -> list[Label]:
    """A label beside, above or below every point, where it covers least of anything else."""
    inside: Box = (LEFT, TOP, WIDTH - 6, HEIGHT - BOTTOM + 2)
    dots = [(x - 8, y - 8, x + 8, y + 8) for x, y in points.values()]
    shifts = [
        ("start", 12, -2), ("end", -12, -2), ("start", 12, -16), ("end", -12, -16),
        ("start", 12, 14), ("end", -12, 14), ("start", -4, 24), ("start", -4, -30),
        ("middle", 0, 24), ("middle", 0, -30), ("start", 12, 32), ("start", -4, 38),
    ]  # fmt: skip
    choices = {
        point: [Label(point, anchor, x + right, y + down) for anchor, right, down in shifts]
        for point, (x, y) in points.items()
    }
    chosen = {point: labels[0] for point, labels in choices.items()}

    def cost(label: Label) -> float:
        left, top, right, bottom = label.box
        outside = (right - left) * (bottom - top) - _overlap(label.box, inside)
        others = [other.box for point, other in chosen.items() if point != label.point]
        covered = sum(_overlap(label.box, box) for box in others)
        return covered + 4 * outside + 12 * sum(_overlap(label.box, dot) for dot in dots)

    rng, best = Random(1), dict(chosen)
    least = sum(map(cost, chosen.values()))
    for _ in range(60):
        for _ in range(4):
            for point, labels in choices.items():
                chosen[point] = min(labels, key=cost)
        if (total := sum(map(cost, chosen.values()))) < least:
            best, least = dict(chosen), total
        chosen = {point: rng.choice(labels) for point, labels in choices.items()}
    return list(best.values())


def draw(points: Sequence[Point], languages: int) -> str:
    """The SVG document."""
    marks = ticks(max(point.harm for point in points))

    def x_of(harm: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * math.sqrt(min(harm, marks[-1]) / marks[-1])

    def y_of(percent: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * percent / 100

    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}" role="img" aria-labelledby="title desc">',
        '<title id="title">Planted artefacts: repaired against harm</title>',
        '<desc id="desc">'
        + escape("; ".join(f"{p.label}: {p.repaired:.1f} % repaired, {p.harm:.2f} false edits per "
                           "1000 words" for p in points))
        + "</desc>",
        f"<style>{STYLE}\n</style>",
        f'<rect class="card" x=".5" y=".5" width="{WIDTH - 1}" height="{HEIGHT - 1}" rx="8"/>',
        f'<text class="title" x="20" y="28">Artefacts repaired exactly, % — news articles in '
        f"{languages} language{'s' if languages > 1 else ''}</text>",
    ]  # fmt: skip
    goal = x_of(0), y_of(100), x_of(1) - x_of(0), y_of(92) - y_of(100)
    lines.append('<rect class="goal" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>'
                 .format(*goal))  # fmt: skip
    lines.append(f'<text class="goaltext" x="{LEFT}" y="{TOP - 8}">'
                 "goal: 92 % or more, at most 1 false edit</text>")  # fmt: skip
    for percent in range(0, 101, 20):
        y = y_of(percent)
        lines.append(f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}"/>')
        lines.append(f'<text class="small" x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">'
                     f"{percent}</text>")  # fmt: skip
    for harm in marks:
        x = x_of(harm)
        lines.append(f'<path class="grid" d="M{x:.1f} {HEIGHT - BOTTOM}v5"/>')
        lines.append(f'<text class="small" x="{x:.1f}" y="{HEIGHT - BOTTOM + 20}" '
                     f'text-anchor="middle">{harm:g}</text>')  # fmt: skip
    lines.append(f'<text class="small" x="{(LEFT + WIDTH - RIGHT) / 2:.0f}" y="{HEIGHT - 26}" '
                 'text-anchor="middle">false edits per 1000 words (square-root scale); '
                 "further left is better</text>")  # fmt: skip
    spots = {point: (x_of(point.harm), y_of(point.repaired)) for point in points}
    for point, (x, y) in spots.items():
        kind = "ours" if point.name.startswith("cleanup") else "other"
        lines.append(f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="6"/>')
    for label in place(spots):
        bold = " bold" * label.point.name.startswith("cleanup")
        where = f'x="{label.x:.1f}" text-anchor="{label.anchor}"'
        name, numbers = map(escape, label.lines)
        lines.append(f'<text class="label{bold}" {where} y="{label.y:.1f}">{name}</text>')
        lines.append(f'<text class="label small" {where} y="{label.y + 16:.1f}">{numbers}</text>')
    return "\n".join([*lines, "</svg>", ""])


def main(argv: Sequence[str] | None = None) -> int:
    """Read the report, write the SVG."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("report", type=Path, nargs="+",
                        help="JSON of measure_planted.py, all on the same documents")  # fmt: skip
    parser.add_argument("-o", "--output", type=Path, default=ROOT / "docs" / "planted.svg",
                        help="file to write (default: docs/planted.svg)")  # fmt: skip
    args = parser.parse_args(argv)
    svg = draw(*points_of(read_systems(args.report)))
    try:
        args.output.parent.mkdir(parents=True, exist_ok=True)
        args.output.write_text(svg, "utf-8")
    except OSError as error:
        raise MeasureError(f"{args.output}: cannot write: {error.strerror}") from None
    print(f"wrote {args.output}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
