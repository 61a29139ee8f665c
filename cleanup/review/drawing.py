"""What a reviewer is shown of a place: its sentence, the change in words and in characters, the
rule's record, and how it stands. The screen and the prompts draw the same.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING
from unicodedata import category

from rapidfuzz.distance import Indel

from cleanup.edit import Safety
from cleanup.language import language
from cleanup.review.phrase import whole_words
from cleanup.review.session import Session, Status
from cleanup.show.context import surroundings
from cleanup.show.passages import Part, kept
from cleanup.show.words import changed_words

if TYPE_CHECKING:
    from cleanup.review.items import Item

SIGNS = {
    Status.OPEN: "?",
    Status.APPLIED: "•",
    Status.ACCEPTED: "✓",
    Status.REJECTED: "✗",
    Status.EDITED: "✎",
}
"""How a place stands, for eyes that see no colours."""
STYLES = {
    Status.OPEN: "bold yellow",
    Status.APPLIED: "green",
    Status.ACCEPTED: "bold green",
    Status.REJECTED: "red",
    Status.EDITED: "bold magenta",
}

_MARGIN = 200
"""Places that begin so far before a passage may still reach into it."""
_AKIN = 0.5
"""Words with less in common are shown as replaced, not letter by letter."""


def passage(session: Session, number: int) -> tuple[Part, ...]:
    """The sentence of a place as decided so far, with the change at the place marked."""
    item, text = session.items[number], session.source.original
    shown = proposed(session, number)
    start, end = whole_words(text, item.start, item.end, shown or "")
    blank = not (text[start:end] + (shown or "")).strip()
    left, right = surroundings(text, start, end, language(session.source.lang), blank=blank)
    parts: list[Part] = []
    if left and text[left - 1] not in "\r\n":
        parts.append(Part("gap", "… "))
    parts += kept(_decided(session, left, start, number))
    if shown is None:
        parts.append(Part("mark", text[start:end] or "‸"))
    else:
        after = text[start : item.start] + shown + text[item.end : end]
        parts += (Part(*piece) for piece in changed_words(text[start:end], after))
    parts += kept(_decided(session, end, right, number))
    if right < len(text) and text[right] not in "\r\n":
        parts.append(Part("gap", " …"))
    return tuple(parts)


def proposed(session: Session, number: int) -> str | None:
    """What stands or would stand at a place: a person's own words, else what is proposed."""
    state = session.state(number)
    if state.status in (Status.EDITED, Status.ACCEPTED):
        return state.text
    return session.items[number].after


def _decided(session: Session, start: int, end: int, without: int) -> str:
    """A stretch of the original with what was decided of the places in it, but for one that is
    marked: what is put in there would stand on both sides of its mark as well.
    """
    text = session.source.original
    items = session.items
    number = bisect_left(items, start - _MARGIN, key=lambda item: item.start)
    parts: list[str] = []
    at = start
    while number < len(items) and items[number].start <= end:
        item, wanted = items[number], session.state(number).text
        inside = number != without and at <= item.start and item.end <= end
        if inside and wanted is not None and session.covered(number) is None:
            parts += (text[at : item.start], wanted)
            at = item.end
        number += 1
    parts.append(text[at:end])
    return "".join(parts)


def letters(before: str, after: str) -> tuple[tuple[Part, ...], tuple[Part, ...]] | None:
    """Two words with the letters marked that differ; ``None`` for texts with little in common."""
    old, new = _clusters(before), _clusters(after)
    if not old or not new or max(len(old), len(new)) > 60:
        return None
    if Indel.normalized_similarity(old, new) < _AKIN:
        return None
    was: list[Part] = []
    will: list[Part] = []
    for code in Indel.opcodes(old, new):
        lost = "".join(old[code.src_start : code.src_end])
        gained = "".join(new[code.dest_start : code.dest_end])
        if code.tag == "equal":
            was.append(Part("keep", lost))
            will.append(Part("keep", gained))
        else:
            was += [Part("del", lost)] * bool(lost)
            will += [Part("ins", gained)] * bool(gained)
    return tuple(was), tuple(will)


def _clusters(text: str) -> list[str]:
    """Characters, each with the marks that belong to it."""
    found: list[str] = []
    for character in text:
        if found and (category(character)[0] == "M" or character in "\u200c\u200d"):
            found[-1] += character
        else:
            found.append(character)
    return found


def compared(session: Session, number: int) -> tuple[tuple[Part, ...], tuple[Part, ...]] | None:
    """The words of a place before and after, letter by letter, where that shows anything."""
    item, text = session.items[number], session.source.original
    shown = proposed(session, number)
    if shown is None:
        return None
    start, end = whole_words(text, item.start, item.end, shown)
    head, tail = text[start : item.start], text[item.end : end]
    return letters(text[start:end], head + shown + tail)


def level_of(item: Item) -> str:
    """The safety level and how sure that is: ``safe 0.98``."""
    sure = item.finding.confidence
    return str(item.level) + (f" {sure:.2f}" if sure is not None else "")


def record_of(session: Session, item: Item) -> str:
    """The measured record of the rule in the language of the text, in one line."""
    from cleanup import safety

    base = language(session.source.lang).base
    for asked in (Safety.SAFE, Safety.LIKELY, Safety.ASK):
        name = safety.key(item.rule, asked)
        for where, told in ((base, base), (safety.ANY, "all languages")):
            found = safety.table(where).get(name)
            if found is None:
                continue
            said = [f"better {found.better}, worse {found.worse}"] * bool(
                found.better + found.worse)  # fmt: skip
            said += [f"restored {found.restored}, missed {found.missed}"] * bool(
                found.restored + found.missed)  # fmt: skip
            said += [f"false {found.clean_hits}"] * bool(found.clean_hits)
            if said:
                return f"{told}: {'; '.join(said)}; good at least {found.bound:.0%}"
    return "not measured"


def standing_of(session: Session, number: int) -> str:
    """How a place stands, in words: ``open``, ``rejected by anna, 2026-11-23``."""
    from cleanup.review.outcome import told

    state = session.state(number)
    across = session.covered(number)
    said = {Status.OPEN: "open", Status.APPLIED: "applied"}.get(state.status)
    if state.decision is not None:
        said = told(state.decision)
    if number in session.moved:
        said = f"{said}; the text around has changed since"
    if across is not None:
        said = f"{said}; {session.items[across].rule} decides this place"
    return said or str(state.status)
