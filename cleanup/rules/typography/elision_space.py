"""A space after an elided article or pronoun."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_FRENCH = r"[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu|presqu"
_ITALIAN = r"[cdlmnstv]|un|all|dall|dell|nell|sull|coll|quell|bell|sant|nessun|quest|com|dov|cos"
_CATALAN = r"[dlmnst]"
_VOWEL = "aeiouyhàâäéèêëîïôöùûüœæáíóúòìAEIOUYHÀÂÉÈÊËÎÏÔÙÛÜŒÁÍÓÚÒÌ"
_ELIDED = {
    base: re.compile(rf"(?<![\w’'])(?:{words})['’]([ \u00a0\u202f]+)(?=[{_VOWEL}])", re.IGNORECASE)
    for base, words in (("fr", _FRENCH), ("it", _ITALIAN), ("ca", _CATALAN))
}


@rule(
    "elision-space",
    stage="typography",
    safety=Safety.SAFE,
    message="No space belongs after an elision.",
    languages=tuple(_ELIDED),
    needs="'’",
    fix=[
        Fix("L’ année où l' eau monta.", "L’année où l'eau monta.", lang="fr"),
        Fix("Studia all’ Università di Parma.", "Studia all’Università di Parma.", lang="it"),
        Fix("És l’ aigua del port.", "És l’aigua del port.", lang="ca"),
    ],
    keep=[
        Keep("Il a dit ‘d’ et puis rien.", lang="fr"),
        Keep("L’année où l’eau monta.", lang="fr"),
        Keep("un po’ ogni giorno, gli anni ’ 80", lang="it"),
    ],
)
def elision_space(document: Document) -> Iterator[Found]:
    """Joins an elided word to the vowel it was elided for.

    The apostrophe stands for the lost vowel and clings to both words (Grevisse, Le bon usage,
    § 44). Tokenisers and translators set it apart. Only before a vowel or h, where elision is.
    """
    pattern = _ELIDED[document.language.base]
    for match in pattern.finditer(document.text):
        if document.text[match.start() - 1 : match.start()] != "‘":
            yield Found(*match.span(1), "")
