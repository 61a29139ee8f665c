"""Tags whose name is none of HTML's, perhaps because it was translated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document, Format
from cleanup.edit import Safety
from cleanup.markup.elements import ELEMENTS, Break
from cleanup.markup.mentions import mentioned
from cleanup.markup.removal import Mark, removals
from cleanup.registry import Fix, Found, Keep, rule

_TAG = re.compile(r"[<＜] ?(?P<slash>[/／] ?)?(?P<name>[^\W\d_]{2,20}) ?[>＞]")
_REACH = 500
"""Code points that may stand between an opening and a closing tag."""


@rule(
    "translated-tags",
    stage="markup",
    safety=Safety.ASK,
    message="This looks like a tag, but HTML has none of that name.",
    formats=[Format.TEXT],
    needs="/／",
    breaks_shields=True,
    fix=[
        Fix("Es <fuerte>muy</fuerte> bueno", "Es muy bueno", "es"),
        Fix("Das < stark > Wort < / stark >.", "Das Wort.", "de"),
        Fix("<сильный>Да</сильный>, сказал он", "Да, сказал он", "ru"),
    ],
    keep=[
        Keep("List<String> und <Enter>, <Name>/<Datum>", "de"),
        Keep("press <ctrl> and/or <alt>"),
    ],
)
def translated_tags(document: Document) -> Iterator[Found]:
    """Shows a pair of tags whose name is no element of HTML: ``<fuerte>…</fuerte>``.

    Engines translate what they take for a word. It may as well be XML that is meant, so a person
    decides.

    Source: WHATWG HTML Living Standard, index of elements.
    """
    text = document.text
    if "<" not in text and "＜" not in text:
        return
    open_: dict[str, re.Match[str]] = {}
    marks = []
    for match in _TAG.finditer(text):
        name = match["name"].lower()
        if name in ELEMENTS or mentioned(document, *match.span(), intact=" " not in match[0]):
            continue
        opening = open_.pop(name, None)
        if not match["slash"]:
            open_[name] = match
        elif opening is not None and match.start() - opening.end() <= _REACH:
            intact = " " not in opening[0] + match[0]
            marks.append(Mark(*opening.span(), Break.NONE, closing=False, intact=intact))
            marks.append(Mark(*match.span(), Break.NONE, closing=True, intact=intact))
    for removal in removals(text, marks, document.language):
        yield Found(*removal)
