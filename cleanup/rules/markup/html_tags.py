"""HTML tags in plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from cleanup.document import Document, Format
from cleanup.edit import Safety
from cleanup.markup.elements import VOID, Break
from cleanup.markup.fragments import fragments
from cleanup.markup.mentions import in_code, mentioned
from cleanup.markup.removal import Mark, removals
from cleanup.markup.tags import Tag, tags
from cleanup.registry import Fix, Found, Keep, rule

_RAISED = {"1": "¹", "2": "²", "3": "³"}
_OPERAND_BEFORE = re.compile(r"(?:^|[\s(=])[\w.,]{1,4}[ \xa0]?$")
_OPERAND_BEHIND = re.compile(r"[ \xa0]?[\w.,]{1,4}(?:[\s).,;=]|$)")


@rule(
    "html-tags",
    stage="markup",
    safety=Safety.SAFE,
    message="An HTML tag in plain text.",
    formats=[Format.TEXT],
    breaks_shields=True,
    fix=[
        Fix("The depot is new< /p>. < p>The mayor came.", "The depot is new.\n\nThe mayor came."),
        Fix("< p>During the parade, he spoke.< / p>", "During the parade, he spoke."),
        Fix("Ein < b > fettes </ b > Wort und <i>kursiv</i>.", "Ein fettes Wort und kursiv.", "de"),
        Fix("Il dit : «\u00a0< em>Non</ em >\u00a0».", "Il dit : «\u00a0Non\u00a0».", "fr"),
        Fix("Первый абзац.</ p >< p >Второй абзац.", "Первый абзац.\n\nВторой абзац.", "ru"),
        Fix("Una línea.<br / >Otra línea.", "Una línea.\nOtra línea.", "es"),
        Fix(
            'Zie < a href = "http: // x. org / a">de site</ a > (< span class=“k”> hier </ span>).',
            "Zie de site (hier).",
            "nl",
        ),
        Fix("＜p＞Jeden odstavec.＜/p＞\n\n＜p＞Druhý.＜/p＞", "Jeden odstavec.\n\nDruhý.", "cs"),
        Fix("<h1>Titolo</h1><p>Testo.</p>\n", "Titolo\n\nTesto.\n", "it"),
        Fix("<ul><li>uno</li><li>dos</li></ul>", "uno\ndos", "es"),
        Fix("p>Le texte commence.\nIl finit ici.</p", "Le texte commence.\nIl finit ici.", "fr"),
        Fix("The president < p > said on Monday", "The president said on Monday"),
        Fix("un<b>believ</b>able, word< b >bold</ b >", "unbelievable, word bold"),
        Fix("A first sentence. / p>", "A first sentence."),
        Fix("5 m<sup>2</sup> CO< sub >2< / sub >", "5 m² CO2", "de"),
    ],
    keep=[
        Keep("if a < b and c > d, or x<y and 3 > 2, then p < 0.05"),
        Keep("List<String>, vector<int>, Map<b>, a -> b, a <- b, <3, >>>, a <= b"),
        Keep("<john@example.org> wrote on <https://example.org/p>"),
        Keep("the <p> element, the tag <br>, “<b>” and `<i>` mean something"),
        Keep("Die Zeitschrift <Time> und der Befehl ping <address>", "de"),
        Keep("l’élément « <p> » et la balise <em>", "fr"),
        Keep("> quoted mail\n> more\nb> old quoting; li > a; h1 > h0"),
        Keep("n < p > 5 and 1 < a > 0"),
    ],
)
def html_tags(document: Document) -> Iterator[Found]:
    """Takes the tags of HTML, whole, damaged or half lost, out of plain text.

    Web articles bring tags along, and translation tears them apart (``< p>``, ``</ b >``,
    ``＜p＞``). A tag between two paragraphs leaves a paragraph break if there is none, ``<br>``
    the end of a line, a tag inside a sentence nothing but the one space that belongs there.
    Tags that a text speaks of (quoted, in backticks, “the <p> element”), comparisons, generics,
    and capitalised titles in angle brackets stay.

    Source: WHATWG HTML Living Standard, 13.1.2 (tags) and 15.3 (rendering of blocks).
    """
    text = document.text
    if not any(c in text for c in "<＜〈‹>＞"):
        return
    found = [
        tag for tag in tags(text) if not mentioned(document, tag.start, tag.end, intact=tag.intact)
    ]
    closers = {tag.name: tag.start for tag in found if tag.closing}
    marks = [
        Mark(tag.start, tag.end, tag.breaks, tag.closing, tag.intact or tag.name in ("sub", "sup"))
        for tag in found
        if tag.closing or tag.start < closers.get(tag.name, -1) or _alone(text, tag)
    ]
    marks += (
        Mark(half.start, half.end, half.breaks, half.closing, False)
        for half in fragments(text)
        if not in_code(document, half.start, half.end)
    )
    for removal in removals(text, marks, document.language):
        yield Found(*removal)
    for one, other in pairwise(found):
        figures = text[one.end : other.start].strip()
        if one.name == other.name == "sup" and other.closing and figures in _RAISED:
            yield Found(one.end, other.start, _RAISED[figures])


def _alone(text: str, tag: Tag) -> bool:
    """Whether a start tag that nothing closes is one all the same."""
    if tag.doubtful:
        return False
    bare = text[tag.start + 1 : tag.end - 1].strip()
    if "=" in bare:
        return True
    if tag.spaced and len(tag.name) == 1:  # n < p > 5
        before, behind = text[max(tag.start - 8, 0) : tag.start], text[tag.end : tag.end + 8]
        if _OPERAND_BEFORE.search(before) and _OPERAND_BEHIND.match(behind):
            return False
    if tag.intact and tag.name not in _ABBREVIATED:
        return False  # <address>, <Time>: a word in brackets
    glued = text[tag.start - 1 : tag.start]
    if tag.intact and tag.breaks is Break.NONE and tag.name not in VOID:
        return not (glued.isalnum() or glued in ("_", ":"))
    return True


_SHORT = (
    "a b blockquote br center dd div dl dt em h1 h2 h3 h4 h5 h6 hr i img li nobr ol p s span "
    "strong sub sup tbody td tfoot th thead tr tt u ul wbr"
)
_ABBREVIATED = frozenset(_SHORT.split())
"""Names of elements that are no English words (nor titles)."""
