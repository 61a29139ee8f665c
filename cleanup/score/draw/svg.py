"""What all charts share: the frame, colours for light and dark pages, marks, names, axes.

A chart brings its own background and needs nothing else, so it also stands alone, as in the README.
Systems differ by colour and by shape.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape

WIDTH = 720
LABELS = {
    "identity": "nothing at all",
    "cleanup-none": "cleanup --engine none",
    "cleanup-likely": "cleanup --apply likely",
    "cleanup-ask": "cleanup, every question answered yes",
    "lingotweaker": "LanguageTool rules",
    "lingotweaker-nospell": "LanguageTool rules, no spelling",
    "harper": "Harper",
    "languagetool": "LanguageTool",
}
_COLOURS = (
    ("#0969da", "#4493f8"), ("#bc4c00", "#f0883e"), ("#1a7f37", "#3fb950"), ("#8250df", "#ab7df8"),
    ("#9a6700", "#d29922"), ("#bf3989", "#db61a2"), ("#0a6c74", "#39c5cf"), ("#59636e", "#9198a1"),
)  # fmt: skip
"""On light and on dark paper."""
_LIGHT = "".join(f"  .s{i} {{ fill: {light} }}\n" for i, (light, _) in enumerate(_COLOURS))
_DARK = "".join(f"    .s{i} {{ fill: {dark} }}\n" for i, (_, dark) in enumerate(_COLOURS))
STYLE = f"""
  .card {{ fill: #ffffff; stroke: #d0d7de }}
  text {{ font: 13px system-ui, -apple-system, "Segoe UI", Helvetica, Arial, sans-serif;
         fill: #1f2328 }}
  .title {{ font-size: 15px; font-weight: 600 }}
  .small {{ font-size: 12px; fill: #59636e }}
  .grid {{ stroke: #d0d7de; stroke-width: 1 }}
  .goal {{ fill: #1a7f37; fill-opacity: .12 }}
  .goaltext {{ font-size: 12px; fill: #1a7f37 }}
  .pale {{ fill-opacity: .45 }}
  .label {{ paint-order: stroke; stroke: #ffffff; stroke-width: 4px; stroke-linejoin: round }}
  .bold {{ font-weight: 600 }}
{_LIGHT}  @media (prefers-color-scheme: dark) {{
    .card {{ fill: #0d1117; stroke: #3d444d }}
    text {{ fill: #f0f6fc }}
    .small {{ fill: #9198a1 }}
    .grid {{ stroke: #3d444d }}
    .goal {{ fill: #3fb950; fill-opacity: .18 }}
    .goaltext {{ fill: #3fb950 }}
    .label {{ stroke: #0d1117 }}
{_DARK}  }}"""


def label(system: str) -> str:
    """What people call a system."""
    name, plus, _ = system.partition("+")
    return LABELS.get(name, name) + (" with the source" if plus else "")


def document(title: str, told: Iterable[str], height: float, body: Iterable[str], id: str) -> str:
    """The SVG of a chart.

    Args:
        title: stands at its head.
        told: what the chart says, in words, for those who do not see it.
        height: in pixels.
        body: the elements.
        id: tells apart the charts of one page.
    """
    described = escape("; ".join(told))
    size = f'width="{WIDTH - 1}" height="{height - 1:g}"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height:g}" '
            f'width="{WIDTH}" height="{height:g}" role="img" aria-labelledby="{id}-t {id}-d">',
            f'<title id="{id}-t">{escape(title)}</title>',
            f'<desc id="{id}-d">{described}</desc>',
            f"<style>{STYLE}\n</style>",
            f'<rect class="card" x=".5" y=".5" {size} rx="8"/>',
            f'<text class="title" x="20" y="28">{escape(title)}</text>',
            *body,
            "</svg>",
            "",
        ]
    )


def text(x: float, y: float, words: str, *, kind: str = "", anchor: str = "start") -> str:
    """A line of text; `y` is its base line."""
    name = f' class="{kind}"' if kind else ""
    return f'<text{name} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def line(x: float, y: float, *, across: float = 0, down: float = 0) -> str:
    """A line of the grid."""
    return f'<path class="grid" d="M{x:.1f} {y:.1f}l{across:.1f} {down:.1f}"/>'


def mark(number: int, x: float, y: float, size: float = 6) -> str:
    """The mark of a system, by its number in the report."""
    kind = f'class="s{number % len(_COLOURS)}"'
    shape = number % 4
    if shape == 0:
        return f'<circle {kind} cx="{x:.1f}" cy="{y:.1f}" r="{size:g}"/>'
    if shape == 1:
        side = size * 1.7
        corner = f'x="{x - side / 2:.1f}" y="{y - side / 2:.1f}"'
        return f'<rect {kind} {corner} width="{side:.1f}" height="{side:.1f}"/>'
    s = size * 1.2
    if shape == 2:
        return f'<path {kind} d="M{x:.1f} {y - s:.1f}l{s:g} {s:g}l{-s:g} {s:g}l{-s:g} {-s:g}z"/>'
    return f'<path {kind} d="M{x:.1f} {y - s:.1f}l{s:g} {2 * s:g}h{-2 * s:g}z"/>'


def legend(systems: Sequence[str], y: float) -> tuple[list[str], float]:
    """The systems with their marks, and how high that is in pixels."""
    parts, x, first = [], 20.0, y
    for number, name in enumerate(systems):
        width = 32 + 7.2 * len(label(name))
        if x + width > WIDTH - 10 and x > 20:
            x, y = 20.0, y + 20
        parts += [mark(number, x + 6, y - 4, 5), text(x + 18, y, label(name), kind="small")]
        x += width
    return parts, y - first + 20


def ticks(largest: float) -> list[float]:
    """Round values from 0 up to and past `largest`, denser near zero: for `square_root`."""
    steps = [0, 0.25, 1, 2.5, 5, 10, 20, 40, 60, 80, 100, 150, 200, 300, 500, 1000]
    end = next((i for i, step in enumerate(steps) if step >= largest * 1.08), len(steps) - 1)
    return [float(step) for step in steps[: max(end, 3) + 1]]


def square_root(value: float, largest: float, width: float) -> float:
    """Where a value lies on a scale whose differences matter most near zero."""
    return width * math.sqrt(min(max(value, 0), largest) / largest)
