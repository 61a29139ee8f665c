"""Findings as one page that needs nothing else: for reading, sending and keeping.

Every piece of text is escaped where it enters the page, and the page forbids scripts and
outside content, so markup in an article can do nothing here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING

from cleanup import __version__
from cleanup.language import language
from cleanup.show import passages
from cleanup.show.invisible import escaped, named
from cleanup.show.summary import counted, totals

if TYPE_CHECKING:
    from cleanup.pipeline import Result
    from cleanup.show.passages import Part, Passage, Reason
    from cleanup.show.report import Report

STYLE = """
:root { color-scheme: light dark; --ink: #1c1e21; --paper: #fbfaf8; --card: #fff;
  --line: #e2dfd9; --faint: #6b6862; --del: #a4161a; --del-bg: #fde8e8; --ins: #14622f;
  --ins-bg: #e0f4e5; --ask: #7a5200; --ask-bg: #fff1cf; --link: #0b5a78; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e4e0; --paper: #17181a; --card: #1f2023;
  --line: #36373b; --faint: #9d9a94; --del: #ff9a9a; --del-bg: #4a1f22; --ins: #8fe0a8;
  --ins-bg: #173d25; --ask: #ffd479; --ask-bg: #463611; --link: #7cc7e8; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 16px/1.6 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
main { max-width: 50rem; margin: 0 auto; padding: 2rem 1rem 4rem; }
h1 { font-size: 1.5rem; margin: 0 0 .25rem; overflow-wrap: anywhere; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .25rem; overflow-wrap: anywhere; }
h3 { font-size: 1rem; margin: 1.75rem 0 .5rem; }
.faint { color: var(--faint); margin: 0; }
article { background: var(--card); border: 1px solid var(--line); border-radius: .5rem;
  margin: .75rem 0; padding: .75rem 1rem; }
article > p { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
.line { color: var(--faint); font-size: .8rem; float: inline-end; margin-inline-start: 1rem; }
del { color: var(--del); background: var(--del-bg); border-radius: .2rem; padding: 0 .15em; }
ins { color: var(--ins); background: var(--ins-bg); border-radius: .2rem; padding: 0 .15em;
  font-weight: 600; }
mark { color: var(--ask); background: var(--ask-bg); border-radius: .2rem; padding: 0 .15em; }
sup, .gap { color: var(--faint); }
sup { line-height: 0; padding: 0 .1em; font-size: .7em; }
ol { list-style: none; margin: .6rem 0 0; padding: .5rem 0 0; font-size: .9rem;
  border-top: 1px solid var(--line); }
li { padding-left: 2em; text-indent: -2em; overflow-wrap: anywhere; }
li b { display: inline-block; min-width: 2em; text-indent: 0; color: var(--faint); }
code { color: var(--link); font-size: .9em; }
table { border-collapse: collapse; margin: 1rem 0; }
td, th { border-bottom: 1px solid var(--line); padding: .25rem .75rem .25rem 0; text-align: left; }
td + td, th + th { text-align: right; font-variant-numeric: tabular-nums; }
.error { color: var(--del); }
"""

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
"""


def render(reports: Sequence[Report]) -> str:
    """The page for all reports."""
    title = safe(reports[0].name) if len(reports) == 1 else f"{len(reports)} files"
    parts = [_HEAD.format(title=f"cleanup: {title}", style=STYLE)]
    parts.append(f"<h1>{title}</h1>\n")
    parts.append(f'<p class="faint">What cleanup {__version__} found</p>\n')
    parts += _table(reports)
    for report in reports:
        if len(reports) > 1:
            parts.append(f"<h2>{safe(report.name)}</h2>\n")
        if report.result is None:
            parts.append(f'<p class="error">{safe(report.error or "")}</p>\n')
        else:
            parts += _file(report.result)
    parts.append("</main>\n</body>\n</html>\n")
    return "".join(parts)


def _table(reports: Iterable[Report]) -> Iterator[str]:
    """How often each rule did or asks something."""
    applied: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for report in reports:
        if report.result is not None:
            made, questions = counted(report.result)
            applied += made
            asked += questions
    if not applied and not asked:
        return
    yield "<table>\n<tr><th>Rule</th><th>changed</th><th>to decide</th></tr>\n"
    for rule in sorted({*applied, *asked}, key=lambda r: (-applied[r], -asked[r], r)):
        counts = f"<td>{applied[rule] or ''}</td><td>{asked[rule] or ''}</td>"
        yield f"<tr><td><code>{safe(rule)}</code></td>{counts}</tr>\n"
    yield "</table>\n"


def _file(result: Result) -> Iterator[str]:
    lang = language(result.lang)
    yield f'<p class="faint">{safe(lang.english)}, {totals(result)}</p>\n'
    for note in result.notes:
        yield f'<p class="faint">{safe(note)}</p>\n'
    made = list(passages.changes(result))
    asked = list(passages.questions(result))
    if made:
        yield "<h3>Changed</h3>\n"
        yield from (_article(passage, lang.tag) for passage in made)
    if asked:
        yield "<h3>For you to decide</h3>\n"
        yield from (_article(passage, lang.tag) for passage in asked)


def _article(passage: Passage, tag: str) -> str:
    reasons = "".join(map(_reason, passage.reasons))
    return (
        f'<article><span class="line">line {passage.line}</span>'
        f'<p dir="auto" lang="{safe(tag)}">{marked(passage.parts)}</p>\n'
        f"<ol>{reasons}</ol></article>\n"
    )


def _reason(reason: Reason) -> str:
    evidence = f' <span class="gap">({safe(reason.evidence)})</span>' if reason.evidence else ""
    pieces = f" <bdi>{marked(reason.pieces)}</bdi>" if reason.pieces else ""
    numbers = ", ".join(map(str, reason.numbers))
    level = f'<span class="gap">· {safe(reason.level)}</span>'
    return (
        f"<li><b>{numbers}</b>{safe(reason.message)}{evidence}{pieces} "
        f"<code>{safe(reason.rule)}</code> {level}</li>\n"
    )


def marked(parts: Iterable[Part]) -> str:
    """The parts of a passage with their changes marked."""
    return "".join(_part(look, text) for look, text in parts)


def _part(look: str, text: str) -> str:
    if look == "keep":
        return safe(text)
    if look == "break":
        return '<span class="gap">¶</span>\n'
    if look == "ref":
        return f"&NoBreak;<sup>{safe(text)}</sup>"
    if look == "gap":
        return f'<span class="gap">{safe(text)}</span>'
    return f"<{look}><bdi>{escape(named(text))}</bdi></{look}>"


def safe(text: str) -> str:
    """Text as it may stand in the page, also inside an attribute."""
    return escape(escaped(text.replace("\t", " ")))
