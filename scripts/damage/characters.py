"""Damage to single characters: controls, widths, shapes, look-alikes, line ends."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from random import Random

from cleanup.language import language
from cleanup.score.documents import Article, Sentence
from cleanup.score.planting.places import Change, spot, word_of

GAP = r"(?<=[^\W\d_]) (?=[^\W\d_])"
"""The space between two words."""


def direction_controls(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A mark, embedding or isolate of writing direction; where they are needed, half of one."""
    span = word_of(doc, sentence, rng, 2)
    if span is None:
        return None
    if language(doc.lang).rtl:
        return Change("unpaired", span[0], span[0], rng.choice("\u202a\u202b\u2067"))
    left, right = rng.choice(["\u200e ", "\u202a\u202c", "\u2068\u2069", " \u200f"])
    return Change("needless", *span, f"{left}{doc.text[slice(*span)]}{right}".strip(" "))


def decomposed(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A letter with a mark as two characters."""
    found = [
        m.span()
        for m in re.finditer(r"[^\W\d_]", doc.text[sentence.start : sentence.end])
        if len(unicodedata.normalize("NFD", m[0])) > 1 == len(unicodedata.normalize("NFC", m[0]))
    ]
    if not found:
        return None
    start, end = (sentence.start + at for at in rng.choice(found))
    return Change("letter", start, end, unicodedata.normalize("NFD", doc.text[start:end]))


_ALIKE = {
    **dict(zip("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ", strict=True)),
    **dict(zip("асеорхуАВСЕНКМОРТХіІ", "aceopxyABCEHKMOPTXiI", strict=True)),
    **dict(zip("ονΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ovABEZHIKMNOPTYX", strict=True)),
}


def look_alike(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A letter of a word as its double in another alphabet."""
    span = word_of(doc, sentence, rng, 4)
    at = [i for i in range(*span) if doc.text[i] in _ALIKE] if span else []
    if not at:
        return None
    place = rng.choice(at)
    return Change("letter", place, place + 1, _ALIKE[doc.text[place]])


_WINDOWS = {c: bytes([b]).decode("latin-1") for b in range(0x80, 0xA0)
            if (c := bytes([b]).decode("cp1252", "ignore"))}  # fmt: skip


def control_character(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A control character in or behind a word, or a Windows mark as the control of its number."""
    if rng.random() < 0.5 and (match := spot(doc, sentence, r"(?<=[\w\s.,])[‘’“”„–—…•]", rng)):
        return Change("windows", *match.span(), _WINDOWS[match[0]])
    if match := spot(doc, sentence, r"(?<=\w)", rng):
        return Change("control", *match.span(), rng.choice(["\x00", "\x07", "\x7f", "\x1b[0m"]))
    return None


def wide_letters(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A word or number in the width of an ideograph."""
    if not {"Hani", "Hang"}.isdisjoint(language(doc.lang).scripts):
        return None
    match = spot(doc, sentence, r"(?<![\w.,])[A-Za-z0-9]{2,}(?![\w.,])", rng)
    if match is None:
        return None
    return Change("word", *match.span(), "".join(chr(ord(c) + 0xFEE0) for c in match[0]))


def line_separators(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """An unusual separator in place of, or beside, the lines between two paragraphs."""
    if not sentence.last or not doc.text.startswith("\n\n", sentence.end):
        return None
    after = rng.choice(["\u2029", "\n\n\x0c", "\u2028\n\n", "\n\n\x0b"])
    return Change("paragraph", sentence.end, sentence.end + 2, after)


def odd_space(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A space of another width between two words."""
    match = spot(doc, sentence, GAP, rng)
    return match and Change("space", *match.span(), rng.choice("\u2002\u2003\u2004\u2005\u2009"))


_LIGATURES = {"ffi": "ﬃ", "ffl": "ﬄ", "ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ"}


@cache
def _isolated() -> dict[str, str]:
    """Arabic letters and the shape of each that stands alone."""
    shapes = {}
    for code in range(0xFE80, 0xFEF5):
        kind, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        if kind == "<isolated>" and len(letters) == 1:
            shapes[chr(int(letters[0], 16))] = chr(code)
    return shapes


def letter_shapes(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """Ligatures of print, or the shapes of Arabic letters, instead of letters."""
    if "Arab" in language(doc.lang).scripts:
        span = word_of(doc, sentence, rng, 3)
        if span is None:
            return None
        word = doc.text[slice(*span)]
        return Change("shapes", *span, "".join(_isolated().get(c, c) for c in word))
    match = spot(doc, sentence, "|".join(_LIGATURES), rng)
    return match and Change("ligature", *match.span(), _LIGATURES[match[0]])


def halved_character(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A character beyond U+FFFF as its two surrogates."""
    match = spot(doc, sentence, "[\U00010000-\U0010ffff]", rng)
    if match is None:
        return None
    code = ord(match[0]) - 0x10000
    return Change("pair", *match.span(), chr(0xD800 + (code >> 10)) + chr(0xDC00 + (code & 0x3FF)))


def trailing_space(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """White space at the end of a line."""
    if not sentence.last:
        return None
    return Change("line", sentence.end, sentence.end, rng.choice([" ", "  ", "\t", "\u00a0"]))


def blank_lines(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """More than one empty line between paragraphs, or empty lines before the text."""
    if sentence.number == 0 and rng.random() < 0.5:
        return Change("leading", 0, 0, rng.choice(["\n", "\n\n", " \n"]))
    if not sentence.last or not doc.text.startswith("\n\n", sentence.end):
        return None
    after = rng.choice(["\n\n\n", "\n\n \n", "\n\n\n\n"])
    return Change("between", sentence.end, sentence.end + 2, after)


def lost_newline(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """The file ends without a line end."""
    last = sentence.number == len(doc.sentences) - 1
    return Change("file", len(doc.text) - 1, len(doc.text), "") if last else None


CHARACTERS = (
    direction_controls, decomposed, look_alike, control_character, wide_letters, line_separators,
    odd_space, letter_shapes, halved_character, trailing_space, blank_lines, lost_newline,
)  # fmt: skip
