"""Missing spaces after commas and stops."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule
from cleanup.words import is_abbreviation

_LETTERS = r"[^\W\d_]"
_COMMA = re.compile(rf"(?<={_LETTERS})([,;،؛])(?!τι\b)(?={_LETTERS}(?:{_LETTERS}|[\s'’]))")
_FIGURE = re.compile(rf"(?<![\w.,])\d[\d.]*(,)(?={_LETTERS}{{2}})")
_CLOSED = re.compile(rf"(?<=[”»\")])([,;])(?={_LETTERS}{{2}})")
_INNER_DOT = re.compile(rf"{_LETTERS}\.(?={_LETTERS})")
_CALL = re.compile(r"\w\([^)]*,")
_DOMAINS = frozenset({"com", "net", "org", "info", "gov", "edu"})
_STOP = re.compile(rf"({_LETTERS}{{3,}})([.!?؟])(?=({_LETTERS})({_LETTERS}*))")


@rule(
    "space-after-punctuation",
    stage="typography",
    safety=Safety.SAFE,
    message="A space belongs after this mark.",
    fix=[
        Fix("The port,closed for a year,is open.", "The port, closed for a year, is open."),
        Fix("The port is open.The mine is not.", "The port is open. The mine is not."),
        Fix("Der Hafen,der groß ist,ist offen.", "Der Hafen, der groß ist, ist offen.", lang="de"),
        Fix("Le port est ouvert.La mine non.", "Le port est ouvert. La mine non.", lang="fr"),
        Fix("Порт открыт,а шахта нет.", "Порт открыт, а шахта нет.", lang="ru"),
        Fix("الميناء مفتوح،والمنجم مغلق.", "الميناء مفتوح، والمنجم مغلق.", lang="ar"),
        Fix("Foram 162 em 2022,um recorde.", "Foram 162 em 2022, um recorde.", lang="pt"),
    ],
    keep=[
        Keep("It cost 1,000.50 at www.example.com,see Node.js and e.g.this."),
        Keep("a,b,c and f(x,y) in R.U.R. by K.Čapek"),
        Keep("Read README.md, go to Amazon.Com, open System.IO.File"),
        Keep("κάνε ό,τι θέλεις", lang="el"),
        Keep("z.B. der Hafen, i.d.R. offen", lang="de"),
        Keep("港は、開いた。鉱山は。", lang="ja"),
    ],
)
def space_after_punctuation(document: Document) -> Iterator[Found]:
    """Puts the space back after a comma or semicolon between words, or between two sentences.

    Only between letters: in numbers, addresses, file names and formulas the mark is part of the
    word. After a stop the next word must begin a sentence (a capital, then small letters) and
    the word before must not be an abbreviation.
    """
    language = document.language
    if language.spaceless or language.full_width:
        return
    text = document.text
    for match in (*_COMMA.finditer(text), *_CLOSED.finditer(text), *_FIGURE.finditer(text)):
        entity = match[1] == ";" and document.shields.touching(match.start(), match.end())
        if not entity and not _is_code(text, match.start(1), dots=1):
            yield Found(match.end(1), match.end(1), " ")
    for match in _STOP.finditer(text):
        word, mark, initial, rest = match.groups()
        if not initial.isupper() or not rest.islower() or word[1:] != word[1:].lower():
            continue
        if is_abbreviation(word, language.base) or (initial + rest).lower() in _DOMAINS:
            continue
        if _is_code(text, match.start(2), dots=2):
            continue
        yield Found(match.end(2), match.end(2), " ", f"A space belongs after “{mark}”.")


def _is_code(text: str, at: int, *, dots: int) -> bool:
    """Whether the run of non-space around a position looks like code, a path or a list of keys."""
    start = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1
    ends = [e for e in (text.find(" ", at), text.find("\n", at)) if e >= 0]
    run = text[start : min(ends, default=len(text))]
    if len(_INNER_DOT.findall(run)) >= dots:
        return True
    if any(c in run for c in "/\\@_=<>{}[]|#$") or _CALL.search(run):
        return True
    parts = re.split(r"[,.;]", run.rstrip(".,;:!?"))
    return len(parts) > 2 and sum(len(p) < 3 for p in parts) * 2 >= len(parts)
