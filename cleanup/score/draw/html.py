"""A report as one page that needs nothing else: tables, charts, examples, signature.

Every piece of text is escaped where it enters the page, and the page forbids scripts and outside
content.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from cleanup import __version__
from cleanup.score.draw.charts import charts
from cleanup.score.draw.passages import excerpt
from cleanup.score.draw.terminal import remarks
from cleanup.score.draw.views import View, views
from cleanup.score.report import Report
from cleanup.score.suites.base import Example
from cleanup.show.html import document, marked, safe

RULES = 50
"""Rows of a table of rules."""
_STYLE = """
main { max-width: 62rem; }
figure { margin: 1.5rem 0; }
figure svg { max-width: 100%; height: auto; }
.wide { overflow-x: auto; }
caption { text-align: left; font-weight: 600; padding: .5rem 0; }
th { vertical-align: bottom; white-space: pre-line; }
td { white-space: pre-line; text-align: right; font-variant-numeric: tabular-nums; }
tr.last td, tr.last th { border-bottom-width: 2px; }
tbody th { font-weight: 400; }
"""


def render(report: Report) -> str:
    """The page."""
    parts = [f"<main>\n<h1>{safe(report.title)}</h1>\n"]
    parts.append(f'<p class="faint">Measured by cleanup {safe(__version__)}</p>\n')
    parts += (f"<figure>{svg}</figure>\n" for svg in charts(report))
    parts += (_table(view) for view in views(report, rules=RULES, full=True))
    parts += (f'<p class="faint">{safe(line)}</p>\n' for line in remarks(report))
    for (system, verdict), found in groupby(report.examples, lambda e: (e.system, e.verdict)):
        parts.append(f"<h2>{safe(system)}: {safe(verdict)}</h2>\n")
        parts += _examples(found)
    parts.append("<h2>Signature</h2>\n")
    parts += (f"<p><code>{safe(line)}</code></p>\n" for line in report.signature)
    parts.append("</main>")
    return document(report.title, "".join(parts), style=_STYLE)


def _table(view: View) -> str:
    first, *others = (f'<th scope="col">{escape(column)}</th>' for column in view.columns)
    rows = []
    for number, (name, *cells) in enumerate(view.rows):
        last = ' class="last"' if number in view.breaks else ""
        figures = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        rows.append(f'<tr{last}><th scope="row">{safe(name)}</th>{figures}</tr>\n')
    note = f'<p class="faint">{escape(view.note)}</p>\n' if view.note else ""
    return (
        f'<div class="wide"><table>\n<caption>{safe(view.title)}</caption>\n'
        f"<thead><tr>{first}{''.join(others)}</tr></thead>\n"
        f"<tbody>\n{''.join(rows)}</tbody>\n</table></div>\n{note}"
    )


def _examples(examples: Iterable[Example]) -> Iterator[str]:
    for example in examples:
        rules = " ".join(f"<code>{safe(rule)}</code>" for rule in example.rules)
        right = ""
        if example.right is not None:
            right = f'<ol><li dir="auto"><b>=</b>{safe(example.right)}</li></ol>'
        yield (
            f'<article><span class="line">{safe(example.row)} {rules}</span>'
            f'<p dir="auto">{marked(excerpt(example))}</p>{right}</article>\n'
        )
