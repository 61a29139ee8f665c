"""Prepositions that melt into one word with the article after them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_CONTRACTIONS = {
    "ca": {"de el": "del", "de els": "dels", "a el": "al", "a els": "als", "per els": "pels"},
    "es": {"de el": "del", "a el": "al"},
    "fr": {"de le": "du", "de les": "des", "à le": "au", "à les": "aux"},
    "it": {
        f"{preposition} {article}": stem + ending
        for preposition, stem in {"di": "de", "a": "a", "da": "da", "in": "ne", "su": "su"}.items()
        for article, ending in (("il", "l"), ("gli", "gli"), ("lo", "llo"))
    },
    "pt": {f"em {article}": "n" + article for article in ("o", "os", "as")},
}  # fmt: skip

_NOT_A_NOUN = {
    "ca": r"(?!(?:que|qual|mateix|seu|meu|teu)\b)",
    "es": r"(?!(?:mism[oa]|s[oó]lo|se|les?|l[oa]|me|te|nos|no|ya|y|o|que|como|con|en|es|era|ni"
    r"|pero|por|para|si|sin|también|tampoco|a|de|un[oa]?)\b)",
    "fr": r"(?!\w+(?:er|ir|re|oir)\b|\w+ment \w+(?:er|ir|re|oir)\b|(?:en|y|lui|leur|plus|moins"
    r"|mieux|bien|mal|pas|tous|toutes|tout|trop|rien|jamais|même|si|très|aussi|et|ou)\b)",
    "it": r"(?!\w+(?:[aei]re|rsi|r[lcm][aoie])\b)",
    "pt": r"(?!\w+(?:[aei]r|or|[aei]rem|[aei]rmos)\b|(?:que|qual|quais)\b)",
}
"""What the little word may be a pronoun before: infinitives, other pronouns, adverbs."""

_PATTERN = {
    base: re.compile(
        rf"(?<![\w'’-])((?i:{'|'.join(pairs)}))(?= {_NOT_A_NOUN[base]}[^\W\d_A-ZÀ-ÞŒ]{{3}})"
    )
    for base, pairs in _CONTRACTIONS.items()
}


_VOWEL = re.compile(r"[aàâeéèêëiîïoôuûœh]")


@rule(
    "contracted-article",
    stage="grammar",
    safety=Safety.SAFE,
    message="Preposition and article are one word here.",
    languages=tuple(_CONTRACTIONS),
    fix=[
        Fix("El precio de el gas subió a el fin.", "El precio del gas subió al fin.", lang="es"),
        Fix("Il prezzo di il gas in gli anni", "Il prezzo del gas negli anni", lang="it"),
        Fix("Le prix de le traitement, à le Roi", "Le prix du traitement, à le Roi", lang="fr"),
        Fix("O aumento em o preço e em os bairros", "O aumento no preço e nos bairros", lang="pt"),
        Fix("El preu de el petroli", "El preu del petroli", lang="ca"),
    ],
    keep=[
        Keep("Lo leyó en un reportaje de El País; a él le gusta.", lang="es"),
        Keep("Hablaba de el mismo y a el no le importa.", lang="es"),
        Keep("Il essaie de le faire, de les aider, à le voir.", lang="fr"),
        Keep("parler de le avion, à le hôtel", lang="fr"),
        Keep("un film de Le Pen et de les Misérables", lang="fr"),
        Keep("Scrive su Il Sole 24 Ore.", lang="it"),
        Keep("Consiste em o fazer.", lang="pt"),
    ],
)
def contracted_article(document: Document) -> Iterator[Found]:
    """Melts a preposition and the article after it: *de el* to *del*, *di il* to *del*.

    Only before a word in lower case that can be a noun: before infinitives, other pronouns and
    adverbs the second word may be a pronoun (*essaie de le faire*), and titles keep their article
    (*de El País*). Sources: RAE, Nueva gramática, 14.1h; Grevisse, Le bon usage, § 590; Serianni,
    Italiano, IV.82; Cunha e Cintra, Nova gramática, 9.
    """
    base = document.language.base
    if base not in _PATTERN:
        return
    for match in _PATTERN[base].finditer(document.text):
        first, _, second = match[1].partition(" ")
        if second == "le" and _VOWEL.match(document.text, match.end() + 1):
            continue  # de l’eau: see elided-word
        if second.islower():
            melted = _CONTRACTIONS[base][match[1].lower()]
            yield Found(*match.span(), melted.capitalize() if first[0].isupper() else melted)
