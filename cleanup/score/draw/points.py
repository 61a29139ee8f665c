"""A point for each system where two of its figures meet, each with its name beside it."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from typing import NamedTuple

from cleanup.score.draw import svg

HEIGHT = 420
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 76, 74
Box = tuple[float, float, float, float]
"""Left, top, right, bottom in pixels."""


class Point(NamedTuple):
    """One system: its number in the report, and its two figures, the second in percent."""

    number: int
    label: str
    across: float
    up: float


class Axes(NamedTuple):
    """What the two figures are, in words."""

    across: str
    up: str
    goal: tuple[float, float] | None = None
    """At most so much across, and at least so much up."""


def draw(title: str, points: list[Point], axes: Axes, id: str) -> str:
    """The chart."""
    marks = svg.ticks(max(point.across for point in points))

    def x_of(value: float) -> float:
        return LEFT + svg.square_root(value, marks[-1], svg.WIDTH - LEFT - RIGHT)

    def y_of(percent: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * percent / 100

    body = []
    if axes.goal:
        most, least = axes.goal
        size = f'width="{x_of(most) - LEFT:.1f}" height="{y_of(least) - TOP:.1f}"'
        body.append(f'<rect class="goal" x="{LEFT}" y="{TOP}" {size}/>')
        words = f"goal: {least:g} % or more, at most {most:g}"
        body.append(svg.text(LEFT, TOP - 8, words, kind="goaltext"))
    for percent in range(0, 101, 20):
        y = y_of(percent)
        body.append(svg.line(LEFT, y, across=svg.WIDTH - RIGHT - LEFT))
        body.append(svg.text(LEFT - 8, y + 4, str(percent), kind="small", anchor="end"))
    for value in marks:
        x, y = x_of(value), float(HEIGHT - BOTTOM)
        body.append(svg.line(x, y, down=5))
        body.append(svg.text(x, y + 20, f"{value:g}", kind="small", anchor="middle"))
    middle = (LEFT + svg.WIDTH - RIGHT) / 2
    words = f"{axes.across} (square-root scale); further left is better"
    body.append(svg.text(middle, HEIGHT - 26, words, kind="small", anchor="middle"))
    spots = {point: (x_of(point.across), y_of(point.up)) for point in points}
    body += (svg.mark(point.number, *spot) for point, spot in spots.items())
    for label in place(spots):
        bold = " bold" * label.point.label.startswith("cleanup")
        name, numbers = label.lines
        kind, anchor = f"label{bold}", label.anchor
        body.append(svg.text(label.x, label.y, name, kind=kind, anchor=anchor))
        body.append(svg.text(label.x, label.y + 16, numbers, kind="label small", anchor=anchor))
    told = (f"{p.label}: {p.up:.1f} up, {p.across:.2f} across" for p in points)
    return svg.document(title, [f"up: {axes.up}; across: {axes.across}", *told], HEIGHT, body, id)


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
        return p.label, f"{p.up:.0f} %, {p.across:.2g}"

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


_SHIFTS = (
    ("start", 12, -2), ("end", -12, -2), ("start", 12, -16), ("end", -12, -16),
    ("start", 12, 14), ("end", -12, 14), ("start", -4, 24), ("start", -4, -30),
    ("middle", 0, 24), ("middle", 0, -30), ("start", 12, 32), ("start", -4, 38),
)  # fmt: skip


def place(points: Mapping[Point, tuple[float, float]]) -> list[Label]:
    """A label beside, above or below every point, where it covers least of anything else."""
    inside: Box = (LEFT, TOP, svg.WIDTH - 6, HEIGHT - BOTTOM + 2)
    dots = [(x - 8, y - 8, x + 8, y + 8) for x, y in points.values()]
    choices = {
        point: [Label(point, anchor, x + right, y + down) for anchor, right, down in _SHIFTS]
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
