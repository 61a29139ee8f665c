"""The page, drawn: head, filters, one card for each place. It reads well without its script too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cleanup import __version__
from cleanup.language import language
from cleanup.show.html import asset, document, marked, safe
from cleanup.show.page.places import Sheet, sheet_of

if TYPE_CHECKING:
    from cleanup.show.page.places import Place
    from cleanup.show.report import Report

_HERE = Path(__file__).parent

SIGNS = {"open": "?", "applied": "•", "accepted": "✓", "rejected": "✗", "edited": "✎"}
"""How a place stands, for eyes that see no colours."""
LEVELS = ("safe", "likely", "ask")


def render(reports: Sequence[Report]) -> str:
    """The page for files that were cleaned: to read, to filter, to search."""
    return page([sheet_of(report) for report in reports])


def page(sheets: Sequence[Sheet], *, stand: tuple[int, int] | None = None) -> str:
    """The page.

    Args:
        sheets: the files.
        stand: generation and version of what is shown, for a page with buttons that decide, which
            asks the server that it is from.
    """
    live = stand is not None
    title = sheets[0].name if len(sheets) == 1 else f"{len(sheets)} files"
    what = "Review" if live else f"What cleanup {__version__} found"
    parts = ['<a class="skip" href="#places">Skip to the changes</a>\n<header class="head">\n']
    parts.append(f'<h1>{safe(title)}</h1>\n<p class="faint">{what}</p>\n</header>\n')
    parts.append(_tools(sheets, live=live))
    data = f' data-generation="{stand[0]}" data-version="{stand[1]}"' if stand else ""
    parts.append(f'<main id="places" tabindex="-1"{data}>\n')
    parts += _summary(sheets, live=live)
    for number, sheet in enumerate(sheets):
        parts += _section(number, sheet, several=len(sheets) > 1, live=live)
    parts.append('<p id="none" class="faint" hidden>Nothing matches these filters.</p>\n</main>\n')
    parts.append(asset(_HERE / "help.html"))
    parts.append(asset(_HERE / "review.html") if live else "")
    scripts = ["page.js", "review.js"] if live else ["page.js"]
    script = "".join(asset(_HERE / name) for name in scripts)
    style = asset(_HERE / "page.css")
    return document(f"cleanup: {title}", "".join(parts), style=style, script=script, api=live)


def _tools(sheets: Sequence[Sheet], *, live: bool) -> str:
    """Search, filters and views; only shown where the script runs."""
    places = [place for sheet in sheets for place in sheet.places]
    rules = Counter(rule for place in places for rule in place.rules)
    stages = Counter(place.stage for place in places)
    statuses = Counter(place.status for place in places)
    levels = Counter(place.level for place in places)
    known = list(SIGNS) if live else [status for status in SIGNS if statuses[status]]
    undo = (
        '<button type="button" data-do="undo" title="Undo my last action (u)">Undo</button>'
        '<button type="button" data-do="redo" title="Redo (U)">Redo</button>'
        '<button type="button" data-do="stop" title="Decisions are kept">Stop</button>'
    )
    return f"""<form class="tools" role="search" aria-label="Filters and views" hidden>
<label class="wide">Search <input type="search" id="search" autocomplete="off"></label>
<label>Rule <select id="rule"><option value="">all</option>
<optgroup label="Stages">{_options(stages)}</optgroup>
<optgroup label="Rules">{_options(rules)}</optgroup></select></label>
<label>Level <select id="level"><option value="">all</option>{
        _options(levels, [level for level in LEVELS if levels[level]])
    }</select></label>
<label>State <select id="status"><option value="">all</option>{
        _options({} if live else statuses, known)
    }</select></label>
<span class="buttons"><button type="button" id="side" aria-pressed="false">Side by side</button>
<button type="button" id="theme">Light or dark</button>{undo if live else ""}
<button type="button" id="keys">Keys</button></span>
<output id="count" class="faint" aria-live="polite"></output>
</form>
"""


def _options(counts: dict[str, int], names: Iterable[str] | None = None) -> str:
    """The options of a choice, with how many places each leaves."""
    found = sorted(counts) if names is None else names
    return "".join(
        f'<option value="{safe(name)}">{safe(name)}'
        f"{f' ({counts[name]:,})' if name in counts else ''}</option>"
        for name in found
    )


def _summary(sheets: Iterable[Sheet], *, live: bool) -> Iterator[str]:
    """How often each rule did or asks something."""
    done: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    for place in (place for sheet in sheets for place in sheet.places):
        (asked if place.status == "open" else done).update(place.rules)
    if not done and not asked:
        return
    yield f'<details class="summary"{"" if live else " open"}>\n<summary>By rule</summary>\n'
    yield "<table>\n<thead><tr>"
    yield '<th scope="col">Rule</th><th scope="col">changed</th><th scope="col">to decide</th>'
    yield "</tr></thead>\n<tbody>\n"
    for rule in sorted({*done, *asked}, key=lambda r: (-done[r], -asked[r], r)):
        counts = f"<td>{done[rule] or ''}</td><td>{asked[rule] or ''}</td>"
        name = f'<code data-filter="{safe(rule)}">{safe(rule)}</code>'
        yield f'<tr><th scope="row">{name}</th>{counts}</tr>\n'
    yield "</tbody></table>\n</details>\n"


def _section(number: int, sheet: Sheet, *, several: bool, live: bool) -> Iterator[str]:
    yield f'<section data-file="{number}" aria-label="{safe(sheet.name)}">\n'
    if several:
        yield f"<h2>{safe(sheet.name)}</h2>\n"
    if sheet.error is not None:
        yield f'<p class="error" role="alert">{safe(sheet.error)}</p>\n</section>\n'
        return
    yield f'<p class="faint totals" id="totals{number}">{totals(sheet)}</p>\n'
    if live:
        yield (
            f'<p class="write"><button type="button" data-do="write" data-file="{number}">'
            'Done: write the file</button> <label><input type="checkbox" id='
            f'"backup{number}"> keep what was there as a backup</label></p>\n'
        )
    for note in sheet.notes:
        yield f'<p class="faint">{safe(note)}</p>\n'
    for place in sheet.places:
        yield card(number, sheet.lang, place, live=live)
    yield "</section>\n"


def totals(sheet: Sheet) -> str:
    """What there is in a file, as HTML: ``English: 8 changes, 2 to decide``."""
    opened = sum(place.status == "open" for place in sheet.places)
    return told(sheet.lang, len(sheet.places), opened)


def told(lang: str, places: int, opened: int) -> str:
    """`totals`, by the figures."""
    said = [f"{places:,} place{'s' * (places != 1)}"] if places else ["nothing to change"]
    said += [f"{opened:,} to decide"] * bool(opened)
    return f"{safe(language(lang).english)}: {', '.join(said)}"


def card(file: int, lang: str, place: Place, *, live: bool) -> str:
    """One place, as an ``article`` element."""
    known = language(lang)
    told = place.told or place.status
    sure = f" {place.sure:.2f}" if place.sure is not None else ""
    rules = " ".join(f"<code>{safe(rule)}</code>" for rule in place.rules)
    evidence = f' <span class="gap">({safe(place.evidence)})</span>' if place.evidence else ""
    more = ""
    if place.letters:
        was, will = (f"<bdi>{marked(parts)}</bdi>" for parts in place.letters)
        more += f'<p class="letters">{was} <span class="gap">→</span> {will}</p>\n'
    if place.record:
        more += f'<p class="record faint">{safe(place.record)}</p>\n'
    return (
        f'<article id="p{file}-{place.number}" class="place {place.status}" tabindex="-1"'
        f' data-rule="{safe(" ".join((*place.rules, place.stage)))}" data-level="{place.level}"'
        f' data-status="{place.status}" data-start="{place.start}"'
        f' aria-label="Place {place.number + 1}, line {place.line}, {safe(told)}">\n'
        f'<p class="stand"><span class="sign" aria-hidden="true">{SIGNS[place.status]}</span> '
        f'{safe(told)}<span class="line">line {place.line}</span></p>\n'
        f'<p class="text" dir="{"rtl" if known.rtl else "auto"}" lang="{safe(known.tag)}">'
        f"{marked(place.parts)}</p>\n"
        f'<p class="why" dir="auto">{safe(place.message)}{evidence} {rules} '
        f'<span class="gap">· {place.level}{sure}</span></p>\n'
        f"{more}{_buttons(place) if live else ''}</article>\n"
    )


def _buttons(place: Place) -> str:
    accept = '<button type="button" data-do="accept">Accept</button>'
    if not place.proposes:
        accept = '<button type="button" data-do="cut">Take out</button>'
    return (
        f'<div class="do">{accept}<button type="button" data-do="reject">Reject</button>'
        '<button type="button" data-do="edit">Edit…</button>'
        '<button type="button" data-do="more">More…</button></div>\n'
    )
