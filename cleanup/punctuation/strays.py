"""Marks that may be stray: right behind a word, before a space, and with no plain reason to be.

`eligible` sorts out by shape what has a business where it stands (abbreviations, paired quotation
marks, suspended hyphens, emphasis, ratios). What is left is judged by `marks` in English, and
elsewhere by stricter rules of shape.
"""

from __future__ import annotations

import re

from cleanup.punctuation.closed import unfinished
from cleanup.words import is_abbreviation

MARKS = ":!\"_,?.';~^@-"
"""The marks that keyboards, scanners and translators let slip in."""

CANDIDATE = re.compile(r"(?<=[\w,;.:)\]\"'%”’])[:!\"_,?.';~^@-](?=\s+[^\s<>|])")
"""A mark behind a word or a mark, with a space behind it and something after that."""

_QUOTES = "\"'”’)]"
_NUMBER_AHEAD = re.compile(r"\s+\d")
_SUSPENDED = re.compile(
    r"\s+(?:(?:and|or|nor|but|versus|vs|through|than)\b|&|,|to\s+(?:\w+[ -])?\w+-)"
)
_PREFIXES = frozenset(
    (
        "anti ante auto bi co counter cross de eco ex hyper inter intra macro mega meta micro "
        "mid mini mono multi neo non para post pre pro pseudo quasi re self semi sub super tele "
        "trans tri ultra un uni vice"
    ).split()
)
_SHOUTING = frozenset(
    (
        "Ah Aha Alas Aye Bah Eh Hey Ho Hurrah Hush Jeopardy Joomla Lo Mamma Nay No O Oh Oliver "
        "Ooh Ouch Panic Pooh Say Tut Ugh Wham Well What Why Wow Yahoo Yea Yes Yum"
    ).split()
)
"""Words that an exclamation mark may follow inside a sentence: interjections and brand names."""
_ELIDED = frozenset(
    "an em er goin bein d em fo gon jes l lil mo mornin nothin ol po t th til wi".split()
)


def word_before(text: str, at: int, start: int) -> str:
    """The token in front of a mark, with what marks it has."""
    first = at
    while first > start and not text[first - 1].isspace():
        first -= 1
    return text[first:at]


def word_after(text: str, at: int, end: int) -> str:
    """The token behind a mark, without the marks in front of it."""
    tokens = text[at + 1 : min(end, at + 60)].split(None, 1)
    return tokens[0].lstrip("\"'“‘([") if tokens else ""


def eligible(text: str, at: int, start: int, end: int, base: str) -> bool:
    """Whether the mark at `at`, in the block ``text[start:end]``, has no plain reason to be."""
    mark, before = text[at], text[at - 1]
    if mark == '"':
        return at in unpaired(text, start, end)
    if mark == "'":
        return _apostrophe(text, at, start, end)
    if mark in "_~^@":
        return text.count(mark, start, end) == 1 and _plain(text, at, end)
    ahead = text[at + 1 : min(end, at + 60)].lstrip()[:1]
    if not (ahead.isalnum() or ahead in "\"'“‘€$£([") or (ahead in "([" and mark in ".!?"):
        return False  # a slash, a dash: not prose
    if before in ",;:":
        small = not word_after(text, at, end)[:1].isupper()
        return before != mark and mark in ";:.!?" and (small or before == ",")
    token = word_before(text, at, start)
    if mark == ",":
        return not word_after(text, at, end)[1:3].startswith(")")
    if mark in ";:":
        return len(token) > 1 and "&" not in token and not _label(text, at, start, end)
    if mark == ".":
        return _stop(text, at, start, token, base)
    if mark in "!?":
        return before.isalnum() and token.strip("\"'“‘(") not in _SHOUTING
    usual = before.isalnum() or before in ")%"
    return usual and token.lower() not in _PREFIXES and not _SUSPENDED.match(text, at + 1)


def _label(text: str, at: int, start: int, end: int) -> bool:
    """Whether a colon is that of a ratio or time, or ends the topic or speaker of a headline."""
    if text[at] == ";":
        return text[at - 1] in ".!?"
    if text[at - 1].isdigit():
        return _NUMBER_AHEAD.match(text, at + 1) is not None
    if text[at - 1] in ".!?":
        return True
    if text[end - 1] not in '.!?"”':
        return True
    if word_before(text, at, start) in unfinished("en"):
        return False
    return word_after(text, at, end)[:1].isupper() and ":" not in text[start + 24 : at + 1]


def _stop(text: str, at: int, start: int, token: str, base: str) -> bool:
    """Not the dot of an abbreviation, initial, ellipsis, list number or file name."""
    token = token.lstrip("\"'“‘([")
    if token.endswith("."):
        return token.count(".") > 1 and len(token) < 8 and token[-2:-1].isalpha()
    core = token.rstrip("\"'”’)]%")
    if _ROMAN.fullmatch(core):
        return False
    if core == "a":
        return at - 1 > start and _WORD_AHEAD.match(text, at + 1) is not None
    if not core or is_abbreviation(core, base) or not core[-1].isalnum():
        return False
    return not (core.isdigit() and at - len(token) <= start)


_WORD_AHEAD = re.compile(r"\s+\w{3}")
_ROMAN = re.compile(r"[IVXLC]+")
"""A number that may be an ordinal."""


def _plain(text: str, at: int, end: int) -> bool:
    """Not part of an address, a range or a way to draw out a word."""
    mark = text[at]
    ahead = text[at + 1 : min(end, at + 40)].split(None, 1)
    if not ahead or not (ahead[0][0].isalnum() or ahead[0][0] in "\"'“‘(€$£"):
        return False
    if mark == "@":
        return "." not in ahead[0].rstrip(".,;:!?")
    if mark == "~":
        return not (text[at - 1].isdigit() and ahead[0][0].isdigit())
    return mark == "_" or text[at - 2 : at - 1].isalnum()


def _apostrophe(text: str, at: int, start: int, end: int) -> bool:
    """Not an elision, and no other single quotation mark that it might belong to."""
    token = word_before(text, at, start)
    form = token.strip('"“(').lower()
    if form in _ELIDED or (form.endswith("in") and len(form) > 4) or "‘" in text[start:end]:
        return False
    if _APART.search(text, start, end):
        return False
    before, ahead = text[at - 1], word_after(text, at, end)
    if before in ".!?" or (before == "s" and token.lstrip('"(')[:1].isupper()):
        return False
    if before == "," and (ahead[:1].isupper() or ahead.rstrip(",.") in _SPEAKING):
        return False
    for match in _SINGLE.finditer(text, start, end):
        other = match.start()
        if other != at and not (text[other - 1] in "sS" and other > start):
            return False
    return True


_SPEAKING = frozenset(
    "he she they it we i you one said says told added wrote writes explained asked replied who the "
    "a an his her according".split()
)
"""Words that follow a quotation which ends in a comma."""
_APART = re.compile(r"\s'(?=[\s.,;:!?]|$)")
"""A single quotation mark with spaces on the wrong side, as tokenised text has it."""
_SINGLE = re.compile(r"(?<!\w)[`'](?=\w)|(?<=\S)'(?!\w)")


def unpaired(text: str, start: int, end: int) -> list[int]:
    """The closing straight quotation marks of a block that have no opening one.

    One of them is too many; more than one is named where either may be. Empty where quotation
    marks of other kinds stand in the block, or more than one is without a partner.
    """
    if text.count('"', start, end) % 2 == 0 or _OTHER_QUOTES.search(text, start, end):
        return []
    inside, missing = False, 0
    group: list[int] = []
    found: list[int] = []
    at = text.find('"', start, end)
    while at >= 0:
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        opens = (before.isspace() or before in "([{-–—/") and not after.isspace()
        closes = not before.isspace() and not after.isalnum()
        if opens == closes or (opens and inside):
            return []
        if opens:
            inside, group = True, []
        else:
            group += [at] if _spare(text, at, start) else []
            if not inside:
                missing += 1
                found = list(group)
            inside = False
        at = text.find('"', at + 1, end)
    return found if missing == 1 and not inside else []


def _spare(text: str, at: int, start: int) -> bool:
    """Whether a closing quotation mark may be too many: not at a sentence's end, not for ``s'``."""
    token = word_before(text, at, start)
    return text[at - 1] not in ".!?" and not (token[-1:] == "s" and token[:1].isupper())


_OTHER_QUOTES = re.compile(r"[“”„«»‟]|``|''")
