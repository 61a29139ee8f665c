"""Markdown's marks set apart where Markdown is in use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document, Format
from cleanup.edit import Safety
from cleanup.markup.emphasis import pairs
from cleanup.markup.links import links
from cleanup.markup.mentions import in_code
from cleanup.registry import Fix, Found, Keep, rule

_HEADING = re.compile(r"^(?P<mark>#(?: ?#){1,5})(?=[ \t]+\S)", re.MULTILINE)


@rule(
    "damaged-markdown",
    stage="markup",
    safety=Safety.SAFE,
    message="A damaged Markdown mark.",
    formats=[Format.MARKDOWN],
    needs="*~#]",
    breaks_shields=True,
    fix=[
        Fix("Das ist * * fett * * hier.", "Das ist **fett** hier.", "de", Format.MARKDOWN),
        Fix("C’est ** gras **, oui.", "C’est **gras**, oui.", "fr", Format.MARKDOWN),
        Fix("# # Título\n", "## Título\n", "es", Format.MARKDOWN),
        Fix("[сайт] (https: // x. org)", "[сайт](https://x.org)", "ru", Format.MARKDOWN),
        Fix("! [alt] (img/a.png)", "![alt](img/a.png)", "en", Format.MARKDOWN),
        Fix("* **a** b * * cd * *", "* **a** b **cd**", "en", Format.MARKDOWN),
    ],
    keep=[
        Keep("**a** b **c**, ***d***, ~~e~~ and * one", "en", Format.MARKDOWN),
        Keep("## Title\n\n* * *\n\n* **item** one\n* two", "en", Format.MARKDOWN),
        Keep('[a](http://x.org "T") ![b](c.png) [1] (http://x.org)', "en", Format.MARKDOWN),
        Keep("`* * x * *`\n\n```\n# # x\n```\n\n    * * y * *", "en", Format.MARKDOWN),
        Keep("[Anm.] (Seite 5) und 2 ** 3 ** 4", "de", Format.MARKDOWN),
    ],
)
def damaged_markdown(document: Document) -> Iterator[Found]:
    """Puts Markdown's marks together again: bold and struck text, headings, links, images.

    Translation sets them apart, and then they show instead of working. Code is never touched.

    Source: CommonMark 0.31, 4.2 (headings), 6.2 (emphasis), 6.3 (links).
    """
    text = document.text
    for pair in pairs(text):
        if not pair.intact(text) and not in_code(document, pair.start, pair.end):
            inner = text[pair.inner_start : pair.inner_end]
            mark = pair.mark(text)
            lead = len(inner) - len(inner.lstrip(" \xa0"))
            tail = len(inner) - len(inner.rstrip(" \xa0"))
            yield Found(pair.start, pair.inner_start + lead, mark)
            yield Found(pair.inner_end - tail, pair.end, mark)
    for link in links(text):
        if not link.intact and not in_code(document, *link.match.span()):
            title = (link.match["title"] or "").strip()
            bang = "!" if link.image else ""
            after = f"{bang}[{link.match['text']}]({link.url}{title and ' ' + title})"
            yield Found(*link.match.span(), after)
    for match in _HEADING.finditer(text) if "# #" in text else ():
        if not in_code(document, *match.span()):
            yield Found(*match.span("mark"), match["mark"].replace(" ", ""))
