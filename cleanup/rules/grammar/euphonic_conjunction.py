"""Spanish *e* for *y* before the sound i, *u* for *o* before the sound o."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_AND = re.compile(
    r"(?<=[\w,»”\")] )y(?= [\"“«]?"
    r"(?:h?[ií](?![aeouáéóú])[a-zñáéíóú]{2}|Ir[aá]|Is[rlab]|It|In[dgé]|Ig))"
)
_OR = re.compile(
    r"(?<=[\w,»”\")] )o(?= [\"“«]?"
    r"(?!h(?:ob|oc[ck]|ol[dl]|oo|ot(?!el))|on ?[lst]|off|out)h?[oó][a-zñáéíóú]{2})"
)
_NUMERAL = re.compile(r"\d $")


@rule(
    "euphonic-conjunction",
    stage="grammar",
    safety=Safety.SAFE,
    message="Before the same sound *y* becomes *e* and *o* becomes *u*.",
    languages=["es"],
    needs="yo",
    fix=[
        Fix("padres y hijos", "padres e hijos", lang="es"),
        Fix("Francia y Italia, Irán y Irak", "Francia e Italia, Irán e Irak", lang="es"),
        Fix("siete o ocho mujeres o hombres", "siete u ocho mujeres u hombres", lang="es"),
    ],
    keep=[
        Keep("agua y hielo, cobre y hierro, iones y iodo", lang="es"),
        Keep("¿Y Inés? Y informó de ello.", lang="es"),
        Keep("el iPad y iTunes, Luis I y II", lang="es"),
        Keep("tenis o hockey, o hot dogs", lang="es"),
        Keep("hijos e hijas, siete u ocho", lang="es"),
    ],
)
def euphonic_conjunction(document: Document) -> Iterator[Found]:
    """Changes *y* to *e* before a word that begins with the sound i, and *o* to *u* before o.

    Not before a diphthong (*y hielo*), nor where *y* opens a question or a sentence. Source: Real
    Academia Española, Diccionario panhispánico de dudas, s. v. «y» 2 and «o» 1.
    """
    text = document.text
    for match in _AND.finditer(text):
        yield Found(*match.span(), "e")
    for match in _OR.finditer(text):
        if not _NUMERAL.search(text, 0, match.start()):
            yield Found(*match.span(), "u")
