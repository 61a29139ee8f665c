"""The element names of HTML, and how each breaks the text around it.

Source: WHATWG HTML Living Standard, index of elements, 15.3 (which are rendered as blocks) and
16.2 (obsolete ones).
"""

from __future__ import annotations

from enum import IntEnum


class Break(IntEnum):
    """What a tag does to the text around it when it is taken away."""

    NONE = 0
    """It stands inside a line."""
    CELL = 1
    """A space parts what stands before and behind."""
    SOFT = 2
    """A line ends, unless a sentence goes on."""
    LINE = 3
    """A line ends."""
    PARAGRAPH = 4
    """A paragraph ends."""


_INLINE = (
    "a abbr acronym applet area audio b base basefont bdi bdo big blink button canvas cite code "
    "data del dfn em embed font i img input ins kbd label link map mark meta meter nobr noscript "
    "object output param path picture progress q rp rt ruby s samp script select slot small "
    "source spacer span strike strong style sub sup svg template textarea time track tt u var "
    "video wbr"
)
_CELLS = "td th"
_LINES = "dd dt legend li optgroup option summary tr"
_PARAGRAPHS = (
    "address article aside blockquote body caption center col colgroup details dialog dir div dl "
    "fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr "
    "html iframe main marquee menu nav ol p pre section table tbody tfoot thead title ul"
)

ELEMENTS: dict[str, Break] = {
    **dict.fromkeys(_INLINE.split(), Break.NONE),
    **dict.fromkeys(_CELLS.split(), Break.CELL),
    "br": Break.SOFT,
    **dict.fromkeys(_LINES.split(), Break.LINE),
    **dict.fromkeys(_PARAGRAPHS.split(), Break.PARAGRAPH),
}
"""Every element by its name in small letters."""

_VOID = "area base br col embed hr img input link meta param source track wbr"
VOID = frozenset(_VOID.split())
"""Elements without content and without an end tag."""

_BOOLEAN = (
    "allowfullscreen async autofocus autoplay checked compact controls default defer disabled "
    "download hidden href inert ismap itemscope loop multiple muted nofollow nomodule noshade "
    "novalidate nowrap open playsinline readonly required reversed selected"
)
BOOLEAN_ATTRIBUTES = frozenset(_BOOLEAN.split())
"""Attributes that may stand without a value."""

URL_ATTRIBUTES = frozenset(("action", "cite", "data", "formaction", "href", "poster", "src"))
"""Attributes whose value is one URL."""
