"""Markdown links in plain text."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.document import Document, Format
from cleanup.edit import Safety
from cleanup.markup.links import links
from cleanup.markup.mentions import in_code
from cleanup.registry import Fix, Found, Keep, rule


@rule(
    "markdown-links",
    stage="markup",
    safety=Safety.SAFE,
    message="A Markdown link in plain text.",
    formats=[Format.TEXT],
    needs="]］",
    breaks_shields=True,
    fix=[
        Fix("Mehr [hier] (https: // x. org / a).", "Mehr hier (https://x.org/a).", "de"),
        Fix("! [Une photo] (https://x.org/a.png)", "Une photo (https://x.org/a.png)", "fr"),
        Fix("См. [сайт] (www.example.org)", "См. сайт (www.example.org)", "ru"),
        Fix("See [the site](https://x.org/a) now", "See the site now"),
    ],
    keep=[
        Keep("as shown [1] (https://x.org), [sic] (really) and f[0](x)"),
        Keep("[Anm. d. Red.] (Seite 5)", "de"),
        Keep("`[a](http://x.org)`"),
    ],
)
def markdown_links(document: Document) -> Iterator[Found]:
    """Takes the brackets off a Markdown link that translation has torn; its address stays readable.

    ``[text] (url)`` works nowhere and reads badly. A link that is whole may be meant for a
    program further on, so dropping its address is only offered.

    Source: CommonMark 0.31, 6.3 (links: no space between text and address).
    """
    for link in links(document.text):
        match = link.match
        if in_code(document, *match.span()):
            continue
        words = match["text"].strip()
        if link.intact:
            yield Found(*match.span(), words, safety=Safety.ASK)
        else:
            yield Found(*match.span(), f"{words} ({link.url})".lstrip())
