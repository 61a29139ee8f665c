"""HTML entities torn apart where entities are in use."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.document import Document, Format
from cleanup.edit import Safety
from cleanup.markup.entities import UNMISTAKABLE, entities
from cleanup.registry import Fix, Found, Keep, rule


@rule(
    "damaged-entities",
    stage="encoding",
    safety=Safety.SAFE,
    message="A damaged HTML entity.",
    formats=[Format.HTML, Format.MARKDOWN],
    breaks_shields=True,
    fix=[
        Fix("<p>Das & nbsp ;Haus</p>", "<p>Das &nbsp;Haus</p>", "de", Format.HTML),
        Fix("<p>d&eacute ;j&agrave;</p>", "<p>d&eacute;j&agrave;</p>", "fr", Format.HTML),
        Fix("<p>Tom & amp ; Jerry</p>", "<p>Tom &amp; Jerry</p>", "en", Format.HTML),
        Fix("# Пять\n\nодин＆nbsp；два", "# Пять\n\nодин&nbsp;два", "ru", Format.MARKDOWN),
        Fix("<p>a & # 160 ; b</p>", "<p>a &#160; b</p>", "en", Format.HTML),
        Fix("<p>&amp; nbsp ;x</p>", "<p>&nbsp;x</p>", "en", Format.HTML),
        Fix("<p>x &amp;amp; y</p>", "<p>x &amp; y</p>", "en", Format.HTML),
    ],
    keep=[
        Keep("<p>&nbsp;&amp;&#160;&#xA0;&eacute;</p>", "fr", Format.HTML),
        Keep('<a href="?a=1&copy=2">R&D; AT&T</a>', "en", Format.HTML),
        Keep("<pre>a & nbsp ; b</pre>", "en", Format.HTML),
        Keep("`& nbsp ;` und &nbsp;", "de", Format.MARKDOWN),
        Keep("<p>Müller & Sohn; Rot & part ; x</p>", "de", Format.HTML),
    ],
)
def damaged_entities(document: Document) -> Iterator[Found]:
    """Joins an entity that translation has torn apart, in HTML and Markdown.

    A browser shows ``& nbsp ;`` as it stands. Whole entities are valid and stay, but for those
    escaped twice: ``&amp;amp;`` and the like, which show their name, are put right outside of
    code, rarer ones (``&amp;lt;``, which a text on HTML may mean) are only pointed at.

    Source: WHATWG HTML Living Standard, 13.1.4 (character references).
    """
    for entity in entities(document.text):
        if entity.intact and not entity.levels:
            continue
        shield = document.shields.touching(entity.start, entity.end)
        if shield is not None and shield.kind not in ("placeholder", "e-mail"):
            continue
        if not document.text[entity.start : entity.end].endswith((";", "；")):
            continue  # a parser reads those that lack only the semicolon
        name = entity.fixed[1:-1]
        safety = Safety.ASK if entity.intact and name not in UNMISTAKABLE else Safety.SAFE
        yield Found(entity.start, entity.end, entity.fixed, safety=safety)
