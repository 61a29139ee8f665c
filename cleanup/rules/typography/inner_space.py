"""Spaces inside brackets and quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Block, Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_SPACE = " \t\u00a0\u2009\u202f"
_OPENED = re.compile(rf"(?:(?<=[\s(\[“„«‘])|^)([(\[{{“„‟‘‚])([{_SPACE}]+)(?=\S)", re.MULTILINE)
_CLOSED = re.compile(rf"(?<=\S)([{_SPACE}]+)([)\]}}”’“‘])(?=[\s.,;:!?…)\]\"'”’»—–-]|\Z)")
_ANGLED = re.compile(rf"«([{_SPACE}]+)(?=\S)|(?<=\S)([{_SPACE}]+)»")
_LOOSE_OPENING = re.compile(rf"(?:(?<=\s)|^)“([{_SPACE}]+)(?=\w)", re.MULTILINE)
_LOOSE_LOW = re.compile(rf"(?:(?<=[\s(])|^)„([{_SPACE}]+)(?=\w)", re.MULTILINE)
_LEANING = re.compile(
    rf"(?<=[,:(—–][{_SPACE}])\"([{_SPACE}]+)(?=\w)|(?<=\w)([{_SPACE}]+)\"(?=[,.;!?)])"
)
_LOOSE_CLOSING = re.compile(rf"(?<=[\w.,!?])([{_SPACE}]+)”(?=[\s.,;:!?]|$)", re.MULTILINE)
_WIDE = re.compile(rf"(?<=[「『（【〈《])[{_SPACE}\u3000]+|[{_SPACE}\u3000]+(?=[」』）】〉》])")
_PAIRS = {"(": ")", "[": "]", "{": "}", "“": "”", "„": "“”", "‟": "”", "‘": "’", "‚": "‘’"}


@rule(
    "inner-space",
    stage="typography",
    safety=Safety.SAFE,
    message="No space belongs inside brackets or quotation marks.",
    fix=[
        Fix("The port ( closed ) is open.", "The port (closed) is open."),
        Fix('He said " yes " and left.', 'He said "yes" and left.'),
        Fix("He said “ yes ” and left.", "He said “yes” and left."),
        Fix("Er sagte „ ja “ und ging.", "Er sagte „ja“ und ging.", lang="de"),
        Fix("Он сказал « да » и ушёл.", "Он сказал «да» и ушёл.", lang="ru"),
        Fix("「 はい 」と言った。", "「はい」と言った。", lang="ja"),
        Fix("(vgl. [ 3 ] und [ 4 ])", "(vgl. [3] und [4])", lang="de"),
    ],
    keep=[
        Keep("Il a dit «\u00a0oui\u00a0» et il est parti.", lang="fr"),
        Keep("Il a dit « oui » et il est parti.", lang="fr"),
        Keep("- [ ] to do\n- [x] done\n"),
        Keep("a ) one b ) two :( sad"),
        Keep('6" by 4" and 5\' tall, "yes" or "no"'),
        Keep('one " unpaired mark'),
        Keep("the boys ’ and girls’"),
    ],
)
def inner_space(document: Document) -> Iterator[Found]:
    """Closes the gap after an opening and before a closing bracket or quotation mark.

    Both partners must stand in the same block. Straight quotes open and close by turns. French
    keeps its spaces inside guillemets.
    """
    text = document.text
    for block in document.blocks:
        yield from _brackets(text, block)
        yield from _directed(document, block)
        if document.language.full_width:
            for match in _WIDE.finditer(text, block.start, block.end):
                yield Found(*match.span(), "")
        if '"' in text:
            yield from _straight(text, block)
        if "«" in text and not document.language.spaced_colon:
            for match in _ANGLED.finditer(text, block.start, block.end):
                yield Found(*match.span(1 if match[1] else 2), "")


def _brackets(text: str, block: Block) -> Iterator[Found]:
    for match in _OPENED.finditer(text, block.start, block.end):
        close = _PAIRS[match[1]]
        partner = next((i for i in range(match.end(), block.end) if text[i] in close), -1)
        if partner < 0 or not text[match.end() : partner].strip() or _checkbox(text, match.start()):
            continue
        if match[1] in "‘‚" and text[partner - 1 : partner] != " ":
            continue  # an apostrophe rather than its partner
        yield Found(*match.span(2), "")
    for match in _CLOSED.finditer(text, block.start, block.end):
        mark = match[2]
        opens = [o for o, c in _PAIRS.items() if mark in c]
        partner = max(text.rfind(o, block.start, match.start()) for o in opens)
        if partner < 0 or text.find(mark, partner, match.start()) >= 0:
            continue
        if not text[partner + 1 : match.start()].strip() or _checkbox(text, partner):
            continue
        yield Found(*match.span(1), "")


def _directed(document: Document, block: Block) -> Iterator[Found]:
    """Quotation marks that can only open, or only close, in this language; they need no partner."""
    language, text = document.language, document.text
    if "„" in text:
        for match in _LOOSE_LOW.finditer(text, block.start, block.end):
            yield Found(*match.span(1), "")
    if "“" in language.opening_quotes - language.closing_quotes:
        for match in _LOOSE_OPENING.finditer(text, block.start, block.end):
            yield Found(*match.span(1), "")
    if "”" in language.closing_quotes - language.opening_quotes:
        for match in _LOOSE_CLOSING.finditer(text, block.start, block.end):
            yield Found(*match.span(1), "")


def _checkbox(text: str, at: int) -> bool:
    return text[at] == "[" and text[at + 2 : at + 3] == "]"


def _straight(text: str, block: Block) -> Iterator[Found]:
    """Straight double quotes of a block, where they pair off and none is an inch mark."""
    marks = [i for i in range(block.start, block.end) if text[i] == '"']
    if len(marks) % 2:  # one is missing: only those that lean to one side are sure
        for match in _LEANING.finditer(text, block.start, block.end):
            span = match.span(1 if match[1] else 2)
            yield Found(*span, "", safety=Safety.SAFE if match[1] else Safety.LIKELY)
        return
    if any(text[i - 1 : i].isdigit() and text[i + 1 : i + 2] in (" ", "") for i in marks[::2]):
        return
    for opening, closing in zip(marks[::2], marks[1::2], strict=True):
        inner = text[opening + 1 : closing]
        left, right = len(inner) - len(inner.lstrip()), len(inner) - len(inner.rstrip())
        if not inner.strip() or (not left and not right):
            continue
        loose = text[opening - 1 : opening] in ("", " ", "(", "\n", "\u00a0") or opening == 0
        if left and loose:
            yield Found(opening + 1, opening + 1 + left, "")
        after = text[closing + 1 : closing + 2]
        if right and (not after or after in " \n.,;:!?)…" or (left and not after.isalnum())):
            yield Found(closing - right, closing, "")
