"""Damaged tags where tags are in use."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document, Format
from cleanup.edit import Safety
from cleanup.markup.fragments import fragments
from cleanup.markup.mentions import in_code, quoted
from cleanup.markup.tags import tags
from cleanup.registry import Fix, Found, Keep, rule

_COMMENT = re.compile(r"[<＜](?P<open> ?! ?- ?-)(?P<text>[^<>]{0,2000}?)(?P<close>- ?- ?)[>＞]")


@rule(
    "damaged-tags",
    stage="markup",
    safety=Safety.SAFE,
    message="A damaged HTML tag.",
    formats=[Format.HTML, Format.MARKDOWN],
    breaks_shields=True,
    fix=[
        Fix("<p>A</p>< p>B</ p >", "<p>A</p><p>B</p>", "en", Format.HTML),
        Fix("<p>Eins<br / >zwei</p>", "<p>Eins<br />zwei</p>", "de", Format.HTML),
        Fix(
            '<p>< a href = "http: // x. y / z">lien</ a></p>',
            '<p><a href="http://x.y/z">lien</a></p>',
            "fr",
            Format.HTML,
        ),
        Fix("＜p＞Текст＜/p＞", "<p>Текст</p>", "ru", Format.HTML),
        Fix(
            "<p><a href=“http://x.org” class=«k»>x</a></p>",
            '<p><a href="http://x.org" class="k">x</a></p>',
            "it",
            Format.HTML,
        ),
        Fix("<p>a</p>< ! - - nota - - >", "<p>a</p><!-- nota -->", "es", Format.HTML),
        Fix(
            "# Titel\n\nTekst < b >vet</ b >", "# Titel\n\nTekst <b>vet</b>", "nl", Format.MARKDOWN
        ),
        Fix("<p>A sentence.</p\n<p>B</p>", "<p>A sentence.</p>\n<p>B</p>", "en", Format.HTML),
    ],
    keep=[
        Keep("<P CLASS=x ><br/><img src='a' alt=\"b\"></P >", "en", Format.HTML),
        Keep("<p>a < b and c > d, x <y</p><!-- c -->", "en", Format.HTML),
        Keep("<pre>< p> </ b ></pre><p>x</p>", "en", Format.HTML),
        Keep("`< p>` and <b>x</b> and “< p >”\n\n```\n< p>\n```", "en", Format.MARKDOWN),
        Keep('<a href = "my file.html" title = "a : b">x</a>', "en", Format.HTML),
    ],
)
def damaged_tags(document: Document) -> Iterator[Found]:
    """Makes damaged tags, attributes and comments valid again, in HTML and Markdown.

    Translation puts spaces into brackets, widens them, swaps the quotation marks of attributes,
    and breaks URLs in them; a browser then shows the tag, or loses the link. Valid markup is
    not touched, not even to make it prettier.

    Source: WHATWG HTML Living Standard, 13.1.2 (tags), 13.1.2.3 (attributes), 13.1.6 (comments).
    """
    text = document.text
    if not any(c in text for c in "<＜〈"):
        return
    for tag in tags(text):
        if not (tag.intact or tag.doubtful) and not _meant(document, tag.start, tag.end):
            yield Found(tag.start, tag.end, tag.fixed)
    for half in fragments(text):
        if text[half.start] in "<＜" and not _meant(document, half.start, half.end):
            yield Found(half.start, half.end, f"<{'/' * half.closing}{half.name}>")
    for match in _COMMENT.finditer(text):
        whole = f"<!--{match['text']}-->"
        if whole != match[0] and not _meant(document, *match.span()):
            yield Found(*match.span(), whole)


def _meant(document: Document, start: int, end: int) -> bool:
    return quoted(document.text, start, end) or in_code(document, start, end)
