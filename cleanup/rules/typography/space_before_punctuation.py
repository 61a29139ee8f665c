"""Spaces before commas, stops and other marks that cling to the word before."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document, Format
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_SPACED = re.compile(r"(?<=\S)[ \t\u00a0\u2009\u202f]+(?=([,.;:!?،؛؟،。、，！？；：।]+|…)(.?))")
_WRONG_SIDE = re.compile(r"(?<=[^\W\d_]{2})[ \u00a0]+\.(?=([^\W\d_])([^\W\d_]*)[\s,])")
_THOUSANDS = re.compile(r"\d[ \u00a0]\.[ \u00a0]\d{3}(?!\d)")
_EXTENSIONS = frozenset({"Net", "Com", "Org", "Info"})
_CLOSERS = "\"'”’»›)]}」』）】"


@rule(
    "space-before-punctuation",
    stage="typography",
    safety=Safety.SAFE,
    message="No space belongs before this mark.",
    fix=[
        Fix("The port , closed for a year , is open .", "The port, closed for a year, is open."),
        Fix("He called it “a start” .", "He called it “a start”."),
        Fix("Is it open ? Yes !", "Is it open? Yes!"),
        Fix(
            "Der Hafen ist offen ; die Mine nicht .",
            "Der Hafen ist offen; die Mine nicht.",
            lang="de",
        ),
        Fix("Le port , fermé , est ouvert .", "Le port, fermé, est ouvert.", lang="fr"),
        Fix("الميناء ، المغلق منذ عام ، مفتوح .", "الميناء، المغلق منذ عام، مفتوح.", lang="ar"),
        Fix("港は開いた 。", "港は開いた。", lang="ja"),
        Fix("Порт открыт , а шахта нет .", "Порт открыт, а шахта нет.", lang="ru"),
        Fix("Disse ele .O plano fica.", "Disse ele. O plano fica.", lang="pt"),
    ],
    keep=[
        Keep("Le port est ouvert\u00a0! Pourquoi\u202f? Voici\u00a0: rien\u00a0; tout.", lang="fr"),
        Keep("Le port est ouvert ! Pourquoi ?", lang="fr-CA"),
        Keep("It ran on .NET and cost .5 cents :) or :-( or ;)"),
        Keep("He waited … and waited ... and left."),
        Keep("a ratio of 3 : 2, a row | --- | :---: |"),
        Keep("x != y, a ?: b, use :smile: and ?q=1"),
        Keep(".. and so on"),
        Keep("Rund 1 . 200 Reisende kamen.", lang="de"),
        Keep("The port ![map](map.png) is open.", format=Format.MARKDOWN),
    ],
)
def space_before_punctuation(document: Document) -> Iterator[Found]:
    """Removes the space before a mark that clings to the word on its left.

    Tokenised text, damaged tags and careless translation leave it. Languages whose CLDR patterns
    put a no-break space before a colon (French) keep theirs before ``: ; ! ?``.
    """
    text = document.text
    spaced = document.language.spaced_colon
    for match in _WRONG_SIDE.finditer(text):
        first, rest = match[1], match[2]
        if first.isupper() and (not rest or rest.islower()) and first + rest not in _EXTENSIONS:
            yield Found(*match.span(), ". ", "The space stands on the wrong side of the stop.")
    for match in _SPACED.finditer(text):
        marks, following = match[1], match[2]
        first = marks[0]
        if spaced and (first in ";:!?" or marks == "…"):
            continue
        if len(marks) > 1 and (set(marks) <= {"."} or marks[:2] in ("..", ":-", "!=", "?:", "::")):
            continue
        if marks == "…" or (following and not _may_follow(first, following)):
            continue
        before = text[match.start() - 1]
        if first in ":.,;" and before in "|-:=([{<" and before != following:
            continue
        if first in ":;" and following in ")(" and following:
            continue  # an emoticon
        if marks == "!" and following == "[":
            continue  # an image in Markdown
        if first == ":" and before.isdigit() and following in " \u00a0":
            continue  # a ratio
        if first == document.language.group == "." and _THOUSANDS.match(text, match.start() - 1):
            continue  # half of a repair is worse than none: see number-space
        yield Found(*match.span(), "")


def _may_follow(mark: str, following: str) -> bool:
    """Whether what stands after the mark leaves it a mark of punctuation."""
    if following.isspace() or following in _CLOSERS or following in "“„«‘<*_[…":
        return True
    if mark == ",":
        return following.isalpha()
    return mark in "،؛؟。、，！？；：।" or (mark in ".;!?" and following in "—–")
