"""Punctuation of another script or width."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.language import script_of
from cleanup.registry import Fix, Found, Keep, rule

_ARABIC = {",": "،", ";": "؛", "?": "؟"}
_WIDE = {",": "，", ";": "；", "?": "？", "!": "！", ":": "：", ".": "。"}
_NARROW = {
    "，": ",",
    "；": ";",
    "？": "?",
    "！": "!",
    "：": ":",
    "。": ".",
    "、": ",",
    "（": "(",
    "）": ")",
    "．": ".",
}
_HALF = {"｡": "。", "､": "、", "｢": "「", "｣": "」"}
_HALF_MARK = re.compile("[｡､｢｣]")
_ASCII_MARK = re.compile(r"(?<=(.))([,;?!:.])(?=(\s*)(\S?))", re.DOTALL)
_WIDE_MARK = re.compile(r"[，；？！：。、（）．]")


@rule(
    "punctuation-script",
    stage="typography",
    safety=Safety.SAFE,
    message="The mark belongs to another script.",
    fix=[
        Fix(
            "الميناء, المغلق منذ عام, مفتوح. هل هو مفتوح?",
            "الميناء، المغلق منذ عام، مفتوح. هل هو مفتوح؟",
            lang="ar",
        ),
        Fix("港は開いた.鉱山は閉まった.", "港は開いた。鉱山は閉まった。", lang="ja"),
        Fix("他说,港口开了!真的！太好了！", "他说，港口开了！真的！太好了！", lang="zh"),
        Fix("港は､開いた｡", "港は、開いた。", lang="ja"),
        Fix("The port，closed for a year，is open。", "The port, closed for a year, is open."),
        Fix("Порт，закрытый год，открыт。", "Порт, закрытый год, открыт.", lang="ru"),
    ],
    keep=[
        Keep("الميناء مفتوح. see www.example.org, Oslo, 1,000", lang="ar"),
        Keep("価格は1,000円、3.5%です。 Tokyo, Japan.", lang="ja"),
        Keep("The word 港，鉱山。 is Japanese."),
        Keep("港口开了，真的。(1) A, B: C", lang="zh"),
        Keep("פתוח, סגור? כן.", lang="he"),
    ],
)
def punctuation_script(document: Document) -> Iterator[Found]:
    """Gives a mark between letters of the document's script the form that script uses.

    Arabic has its own comma, semicolon and question mark, Chinese and Japanese full-width marks
    (CLDR punctuation exemplars decide which language uses which); other scripts take the ASCII
    ones. Marks inside numbers or beside words of another script stay, and so do half-width
    ``: ! ?`` in Chinese and Japanese where the document has them throughout: that is a style.
    """
    language = document.language
    if "،" in language.punctuation and "Arab" in language.scripts:
        yield from _replace_ascii(document, _ARABIC, {"Arab"})
    elif language.full_width:
        for match in _HALF_MARK.finditer(document.text):
            yield Found(*match.span(), _HALF[match[0]])
        yield from _replace_ascii(document, _WIDE, {"Hani", "Hira", "Kana"})
    elif language.known:
        yield from _replace_wide(document)


def _replace_ascii(document: Document, marks: dict[str, str], scripts: set[str]) -> Iterator[Found]:
    text, japanese = document.text, document.language.base == "ja"
    kept = [m for m in ":!?" if marks is _WIDE and text.count(m) >= text.count(_WIDE[m])]
    for match in _ASCII_MARK.finditer(text):
        before, mark, gap, after = match.groups()
        if mark in kept or mark not in marks or script_of(before) not in scripts:
            continue
        same = script_of(after) in scripts if after else True
        if not same and after not in '」』）"”»(' and (not gap or after.isalnum()):
            continue
        wide = marks is _WIDE
        end = match.end(2) + (len(gap) if wide and gap == " " else 0)
        replacement = "、" if japanese and mark == "," else marks[mark]
        # A comma with its space is typed by people as well, and then it is the odd one out.
        odd = wide and mark == "," and gap and marks[mark] in text
        yield Found(match.start(2), end, replacement, safety=Safety.LIKELY if odd else Safety.SAFE)


def _replace_wide(document: Document) -> Iterator[Found]:
    text = document.text
    for match in _WIDE_MARK.finditer(text):
        at, mark = match.start(), match[0]
        near = [c for c in (text[at - 1 : at], text[at + 1 : at + 2]) if c.isalpha()]
        if not near or any(script_of(c) in {"Hani", "Hira", "Kana", "Hang", "Bopo"} for c in near):
            continue
        following = text[at + 1 : at + 2]
        space = " " if mark not in "（．" and following.isalpha() else ""
        yield Found(at, at + 1, _NARROW[mark] + space)
