"""Controls of writing direction."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_CONTROL = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LEFTWARD = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_OVERRIDES = "\u202d\u202e"
_CLOSES = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"),
    **dict.fromkeys("\u2066\u2067\u2068", "\u2069"),
}


@rule(
    "bidi-controls",
    stage="encoding",
    safety=Safety.SAFE,
    message="A control of writing direction that has nothing to do here.",
    breaks_shields=True,
    fix=[
        Fix("Tel Aviv\u200e (Israel)", "Tel Aviv (Israel)"),
        Fix("\u202aHallo\u202c Welt", "Hallo Welt", "de"),
        Fix("שלום \u202bעולם", "שלום עולם", "he"),
        Fix("le mot \u2068ici\u2069 même", "le mot ici même", "fr"),
    ],
    keep=[
        Keep("مرحبا \u200f(123)\u200f", "ar"),
        Keep("The word \u2067שלום\u2069 means peace."),
        Keep("قال \u202bمرحبا\u202c ومضى", "ar"),
    ],
)
def bidi_controls(document: Document) -> Iterator[Found]:
    """Removes marks, embeddings and isolates of direction from text that runs one way only.

    In text without a right-to-left letter they only get in the way of searching. Where both
    directions meet they are needed; there only a control without its partner is shown, and so is
    any override, for taking it away turns the order of the letters round.

    Source: Unicode Standard Annex 9, 2 (explicit directional formatting), 5.2 (unmatched controls).
    """
    text = document.text
    if text.isprintable() or not _CONTROL.search(text):
        return
    mixed = document.language.rtl or bool(_LEFTWARD.search(text))
    unpaired = set(_unpaired(text)) if mixed else set()
    for match in _CONTROL.finditer(text):
        if mixed and match.start() not in unpaired:
            continue
        doubtful = mixed or match[0] in _OVERRIDES
        yield Found(*match.span(), "", safety=Safety.ASK if doubtful else Safety.SAFE)


def _unpaired(text: str) -> Iterator[int]:
    """Where a control opens or closes what is not closed or opened in the same paragraph."""
    open_: list[tuple[int, str]] = []
    for match in re.finditer("[\u202a-\u202e\u2066-\u2069\n]", text):
        ch = match[0]
        if ch in _CLOSES:
            open_.append((match.start(), _CLOSES[ch]))
        elif ch == "\n":
            yield from (start for start, _ in open_)
            open_.clear()
        elif open_ and open_[-1][1] == ch:
            open_.pop()
        else:
            yield match.start()
    yield from (start for start, _ in open_)
