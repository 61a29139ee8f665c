"""HTML entities in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document, Format
from cleanup.edit import Safety
from cleanup.language import Language
from cleanup.markup.entities import SPACES, Entity, entities
from cleanup.registry import Fix, Found, Keep, rule

_UNIT = re.compile(
    r"(?:[%‰€£$¥°℃]|(?:[kcm]?m|[km]?g|[hdcm]?l|ha|h|min|s|[kMGT]?(?:Wh?|Hz|B)|k?V|A|K|px|pt|ppm"
    r"|EUR|USD|CHF|GBP|км|м|см|мм|кг|г|т|л|млн|млрд|тыс)(?![^\W_]))"
)
_PAIRS = ('""', "''", "``", "“”", "„“", "‘’", "«»", "»«", "‹›", "„”", "「」")


@rule(
    "html-entities",
    stage="encoding",
    safety=Safety.SAFE,
    message="An HTML entity instead of its character.",
    formats=[Format.TEXT],
    breaks_shields=True,
    fix=[
        Fix("Tom &amp; Jerry &amp;amp; Co.", "Tom & Jerry & Co."),
        Fix("Das & nbsp ; Haus &nbsp;steht&#160;hier", "Das Haus steht hier", "de"),
        Fix("l&#x2019;& eacute ;t& eacute; & quot ;chaud& quot ;", 'l’été "chaud"', "fr"),
        Fix("Pourquoi&nbsp;? & laquo ;&nbsp;Non", "Pourquoi\u00a0? «\u00a0Non", "fr"),
        Fix("10&nbsp;km, 5&nbsp;Tage", "10\u00a0km, 5 Tage", "de"),
        Fix("It&rsquo ;s &ldquo;fine&rdquo &hellip ;", "It’s “fine” …"),
        Fix("Р&amp;#1086;ссия ＆nbsp； и &mdash; мир", "Россия и — мир", "ru"),
        Fix("a &lt; b &AMP; P&EACUTE;REZ", "a < b & PÉREZ", "es"),
        Fix("https://example.com/?a=1&amp;copy=2", "https://example.com/?a=1&copy=2"),
        Fix("Uno nbsp;due", "Uno due", "it"),
        Fix("&nbsp;&nbsp;Anfang &nbsp;&nbsp; Ende&nbsp;", "Anfang Ende", "de"),
    ],
    keep=[
        Keep("AT&T, R&D; a & b; H&M ; Q&A;"),
        Keep("https://example.com/?a=1&copy=2&lt=3"),
        Keep("cut & copy ; Noir & part ; ensuite", "fr"),
        Keep("`&nbsp;` und “&amp;” sind Entitäten", "de"),
        Keep("Müller & Sohn; Wahrheit&Pflicht", "de"),
    ],
)
def html_entities(document: Document) -> Iterator[Found]:
    """Puts the character itself where plain text has its HTML entity, whole or torn apart.

    Web articles reach the translator half decoded, and translation puts spaces into what it
    does not know (``& nbsp ;``). A no-break space stays one where the language has it (before
    French double punctuation, between a number and its unit) and becomes an ordinary space
    elsewhere. In code, in URLs (but for ``&amp;``) and alone in quotation marks entities are
    meant.

    Source: WHATWG HTML Living Standard, 13.5 (named character references), as Python's
    ``html.entities`` has it.
    """
    text = document.text
    reach, last = 0, ""
    for entity in entities(text):
        if entity.start < reach or _meant(document, entity):
            continue
        start, end, after = entity.start, entity.end, entity.char
        if after in SPACES:
            while start > reach and text[start - 1] in " \xa0":
                start -= 1
            while end < len(text) and text[end] in " \xa0":
                end += 1
        before = last if start == reach else text[start - 1]
        if after in SPACES:
            after = "" if before in SPACES else _space(text, before, end, document.language)
        reach, last = end, after[-1:] or before
        yield Found(start, end, after)


def _meant(document: Document, entity: Entity) -> bool:
    """Whether an entity stands as such: in code, in a URL, quoted."""
    text = document.text
    if text[entity.start - 1 : entity.start] + text[entity.end : entity.end + 1] in _PAIRS:
        return True
    shield = document.shields.touching(entity.start, entity.end)
    if shield is None or shield.kind in ("placeholder", "e-mail"):
        return False
    return shield.kind != "URL" or entity.char != "&"


def _space(text: str, before: str, end: int, language: Language) -> str:
    """The space that belongs between the character `before` and the text from `end` on."""
    behind = text[end : end + 1]
    if before in "\r\n" or behind in "\r\n":
        return ""
    if language.spaced_colon and (behind in ":;!?»%" or before == "«"):
        return "\xa0"
    if before.isdigit():
        grouped = behind.isdigit() and language.group.isspace()
        return "\xa0" if grouped or _UNIT.match(text, end) else " "
    return " "
