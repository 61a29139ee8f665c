"""Markdown's marks in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document, Format
from cleanup.edit import Safety
from cleanup.markup.elements import Break
from cleanup.markup.emphasis import pairs
from cleanup.markup.mentions import in_code
from cleanup.markup.removal import Mark, removals
from cleanup.registry import Fix, Found, Keep, rule

_HEADING = re.compile(r"^(?P<mark>#(?: ?#){1,5}[ \t]+)(?=[^\W_]|[\"“„«¿¡(])", re.MULTILINE)
_UNDERLINE = re.compile(r"(?<!\w)__(?=\S)(?P<inner>[^_\n]{2,300})(?<=\S)__(?!\w)")


@rule(
    "markdown-marks",
    stage="markup",
    safety=Safety.SAFE,
    message="A Markdown mark in plain text.",
    formats=[Format.TEXT],
    needs="*#_~",
    breaks_shields=True,
    fix=[
        Fix("Das ist * * fett * * und ** wichtig **.", "Das ist fett und wichtig.", "de"),
        Fix("C’est **très** bon, * *vraiment* *.", "C’est très bon, vraiment.", "fr"),
        Fix("# # Título\n\n## Otro título\nTexto.", "Título\n\nOtro título\nTexto.", "es"),
        Fix("Это ~~старое~~ и __очень важное__ слово", "Это старое и очень важное слово", "ru"),
        Fix("***Tak*** powiedział", "Tak powiedział", "pl"),
        Fix("これは**重要**です", "これは重要です", "ja"),
    ],
    keep=[
        Keep("5 * 3 * 2, 2 ** 3 ** 4, snake_case, __init__, *sigh*, price* and price**"),
        Keep("* * *\n\n* one\n* two\n\n*****\n# 5 in Germany, #hashtag, C# and F#"),
        Keep("F**k this s**t, **kwargs, src/**/test/**/x.py, f(**a, **b)"),
        Keep("`**bold**` shows how"),
        Keep("Preis** nur heute, siehe **", "de"),
        Keep("A ~ B ~ C, ~5 bis ~7", "de"),
    ],
)
def markdown_marks(document: Document) -> Iterator[Found]:
    """Takes heading marks and paired marks of bold and struck text out of plain text.

    They come from web editors and chat programs, and translation sets them apart
    (``* * bold * *``). Single stars (footnotes, products, *sighs*), powers, paths, identifiers,
    separators and code stay.

    Source: CommonMark 0.31, 4.2 (headings), 6.2 (emphasis); GitHub Flavored Markdown, 6.5.
    """
    text = document.text
    marks = []
    for pair in pairs(text):
        if not in_code(document, pair.start, pair.end):
            intact = pair.intact(text)
            marks.append(Mark(pair.start, pair.inner_start, Break.NONE, False, intact))
            marks.append(Mark(pair.inner_end, pair.end, Break.NONE, True, intact))
    for match in _UNDERLINE.finditer(text) if "__" in text else ():
        inner = match["inner"]
        plain = inner.isascii() and " " not in inner and not inner[0].isupper()
        if not plain and not in_code(document, *match.span()):
            marks.append(Mark(match.start(), match.start("inner"), Break.NONE, False, True))
            marks.append(Mark(match.end("inner"), match.end(), Break.NONE, True, True))
    for removal in removals(text, marks, document.language):
        yield Found(*removal)
    for match in _HEADING.finditer(text) if "#" in text else ():
        if not in_code(document, *match.span()):
            yield Found(*match.span("mark"), "")
