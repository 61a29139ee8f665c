"""What an engine gets to see of a sentence, and the way back to the sentence itself.

Hidden are shielded spans (addresses, code, placeholders, markup) and odd tokens, on which
correctors waste seconds or say nonsense. A stand-in takes their place, so that the grammar around
them stays whole; markup inside a sentence simply goes. Names stay visible, for the grammar needs
them; edits that touch them are dropped later. All positions are code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cleanup.document import Document, Span

LONGEST = 1500
"""Sentences beyond this length (lists, tables, lost stops) are cut at white space."""

STAND_IN = "Kim"
"""A name in most languages: singular, short, and no corrector has an opinion on it."""

_ODD = re.compile(
    r"(?P<number>\d[\d.,]{14,}|\d+(?:[ \u00a0\u202f.,/-]+\d+){5,})"
    r"|(?P<run>([^\w\s]|[^\W\d_])\3{7,})"
    r"|(?P<token>\b(?=[^\W\d_]*\d)(?=\d*[^\W\d_])\w{6,}\b)"
    r"|(?P<long>(?:(?![\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff])\w){61,})"
)
_FOREIGN = re.compile(
    "[\u0370-\u1dff\u2c00-\u2dff\u2e80-\ud7ff\uf900-\ufaff\ufb1d-\ufdff\ufe70-\uffdc"
    "\U00010000-\U0001efff\U00020000-\U0003ffff]+"
)
"""Runs of letters that are not Latin; emoji and punctuation are left."""

_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_INLINE = re.compile(
    r"</?(?:a|abbr|b|bdi|cite|em|font|i|mark|q|s|small|span|strong|u)\b", re.IGNORECASE
)


class Mask(NamedTuple):
    """A hidden stretch: ``masked[start:end]`` stands for ``sentence[hidden:shown]``."""

    start: int
    end: int
    hidden: int
    shown: int


class Masked(NamedTuple):
    """A sentence as an engine sees it."""

    text: str
    masks: tuple[Mask, ...]

    def original(self, start: int, end: int) -> tuple[int, int] | None:
        """The span of the sentence behind a span of `text`.

        ``None`` where the span touches a stand-in or is only parted from one by white space: what
        an engine says there, it says of the stand-in.
        """
        shift = later = 0
        for mask in self.masks:
            if mask.start == mask.end:  # removed: only in the way of what spans it
                if start < mask.start < end:
                    return None
            elif not self._apart(start, end, mask):
                return None
            if mask.end <= start:
                shift = mask.shown - mask.end
            if mask.end <= end and (mask.start < end or mask.end == start):
                later = mask.shown - mask.end
        return start + shift, end + max(shift, later)

    def seen(self, position: int) -> int | None:
        """The position in `text` of a position of the sentence; ``None`` inside what is hidden."""
        shift = 0
        for mask in self.masks:
            if position <= mask.hidden:
                break
            if position < mask.shown:
                return None
            shift = mask.end - mask.shown
        return position + shift

    def pieces(self, raw: str) -> Iterator[tuple[str, str | None]]:
        """The sentence piece by piece: text as it is seen, and what is hidden with its stand-in.

        Args:
            raw: the sentence as it stands in the document.

        Yields:
            ``(text, None)``, or ``(hidden, stand-in)``.
        """
        position = 0
        for mask in self.masks:
            if mask.start > position:
                yield self.text[position : mask.start], None
            yield _plain(raw[mask.hidden : mask.shown]), self.text[mask.start : mask.end]
            position = mask.end
        if position < len(self.text):
            yield self.text[position:], None

    def _apart(self, start: int, end: int, mask: Mask) -> bool:
        between = self.text[end : mask.start] if mask.start >= end else self.text[mask.end : start]
        return bool(between) and not between.isspace()


def mask(text: str, shields: Iterable[Span], *, latin: bool) -> Masked:
    """`text` with `shields` (in its own positions) and odd tokens hidden.

    Args:
        text: a sentence.
        shields: spans to hide, in text order.
        latin: the language is written in Latin letters, so that runs of others are hidden too.
    """
    hidden = [(span.start, span.end, _stand_in(text, span)) for span in shields]
    hidden += [(*m.span(), "10" if m.lastgroup == "number" else STAND_IN) for m in _odd(text)]
    if latin and not text.isascii():
        hidden += [(*m.span(), STAND_IN) for m in _FOREIGN.finditer(text)]
    plain = _plain(text)
    if not hidden:
        return Masked(plain, ())
    parts: list[str] = []
    masks: list[Mask] = []
    position = length = 0
    for start, end, stand_in in sorted(hidden):
        if start < position:
            continue
        parts += (plain[position:start], stand_in)
        begin = length + start - position
        length = begin + len(stand_in)
        masks.append(Mask(begin, length, start, end))
        position = end
    parts.append(plain[position:])
    return Masked("".join(parts), tuple(masks))


def _plain(text: str) -> str:
    """Without line ends and other controls, and without what cannot be encoded."""
    return text if text.isprintable() else _SURROGATE.sub("\ufffd", _CONTROL.sub(" ", text))


def _odd(text: str) -> Iterator[re.Match[str]]:
    for match in _ODD.finditer(text):
        if match.lastgroup != "token" or not match[0].rstrip("s").isdigit():  # 1990s
            yield match


def _stand_in(text: str, span: Span) -> str:
    if span.kind == "markup":
        return "" if _INLINE.match(text, span.start) else " "
    return STAND_IN


def shields_of(document: Document, start: int, end: int) -> Iterator[Span]:
    """The shields of ``document.text[start:end]``, in positions of that stretch."""
    for span in document.shields.within(start, end):
        yield Span(max(span.start - start, 0), min(span.end, end) - start, span.kind)


def units(document: Document) -> Iterator[tuple[int, int]]:
    """What is handed to an engine: the sentences of a document, overlong ones in pieces."""
    for sentences in document.sentences:
        for sentence in sentences:
            start = sentence.start
            while sentence.end - start > LONGEST:
                stop = document.text.rfind(" ", start + 1, start + LONGEST) + 1
                stop = stop or start + LONGEST
                yield start, stop
                start = stop
            yield start, sentence.end
