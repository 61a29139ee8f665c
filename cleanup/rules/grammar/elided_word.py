"""French *l'*, *d'*, *qu'* ... before a vowel."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_WORDS = "le la de ne je me te se que jusque lorsque puisque quoique".split()
_UNELIDED = (
    r"et|ou|où|onz\w+|oui|une?|unième|ouistitis?|ouates?|ouah|oueds?|ouï\w*|ouighours?|uhlans?"
    r"|ulul\w+|à|a|e|i|o|u|ex|al|el|es|este|esta|il(?= mio)|os|out|off|on(?= line)|in|at|of|open"
    r"|all|air(?= force)"
)
_HEAD = r"(?<![\w'’.-])"
_PATTERNS = (
    re.compile(
        rf"{_HEAD}((?i:{'|'.join(_WORDS)}))[ \u00a0](?!(?:{_UNELIDED})\b)"
        r"(?=[aàâeéèêëiîïoôuûœ][^\W\d_])"
    ),
    re.compile(rf"{_HEAD}([Cc]e)[ \u00a0](?=(?:est|étai(?:t|ent)|eût)\b)"),
    re.compile(rf"{_HEAD}([Ss]i)[ \u00a0](?=ils?\b)"),
)
_FOREIGN = re.compile(r"\b(?:del|los|las|el|y|il|di|il|della|do|da|dos|the|of|and|von)\W+$")


@rule(
    "elided-word",
    stage="grammar",
    safety=Safety.SAFE,
    message="This word loses its vowel before another.",
    languages=["fr"],
    fix=[
        Fix("après le incident de hier, de avril", "après l’incident de hier, d’avril", lang="fr"),
        Fix("Le avion que il a vu, si ils veulent", "L’avion qu’il a vu, s’ils veulent", lang="fr"),
        Fix("l'an dernier, ce est la eau", "l'an dernier, c'est l'eau", lang="fr"),
    ],
    keep=[
        Keep(
            "le onze, le oui, la une, le ou les auteurs, de et à Paris, le haut, la hache",
            lang="fr",
        ),
        Keep("Prends-le avec toi et dis-le au voisin.", lang="fr"),
        Keep("la ouate, le ouistiti, le uhlan, le a et le i", lang="fr"),
        Keep("si elle vient, ce édifice", lang="fr"),
    ],
)
def elided_word(document: Document) -> Iterator[Found]:
    """Elides *le, la, de, ne, je, que* and their like before a word in lower case with a vowel.

    Not before *h*, which may be aspirated, nor before the words that refuse elision (*onze, oui,
    ouistiti*; Grevisse, Le bon usage, § 45-50). The apostrophe is the document's own kind.
    """
    text = document.text
    apostrophe = "'" if text.count("'") > text.count("’") else "’"
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if not _FOREIGN.search(text[max(0, match.start() - 12) : match.start()]):
                yield Found(*match.span(), match[1][:-1] + apostrophe)
