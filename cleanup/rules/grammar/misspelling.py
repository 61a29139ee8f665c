"""Misspelt words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cleanup.context.ngrams import tokens
from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule
from cleanup.spelling.model import probability, speller
from cleanup.spelling.suspects import Suspect

SAFE, LIKELY, ASK = 0.6, 0.45, 0.3
"""Least probability for each level; ``models/spelling.md`` shows what each lets through."""
SAFE_CAPITAL = 0.75
"""The same for a word with a capital inside a sentence, which may be a name."""
SAFE_ALONE, LEAST_LETTERS = 0.9, 5
"""The same where neighbours are not weighed, and the length that a word must have there."""
_HYPHENS = frozenset("-‐‑–")
"""Beside one stands a part of a compound, which no dictionary has by itself."""
SAFE_LETTER = 0.95
"""The same for a single letter, which may be a sign or an initial."""


@rule(
    "misspelling",
    stage="grammar",
    safety=Safety.SAFE,
    message="Misspelt; the word that fits here is spelt otherwise.",
    fix=[
        Fix("The ferry left teh island at noon.", "The ferry left the island at noon."),
        Fix(
            "Both ministers agreed on furthr talks next week.",
            "Both ministers agreed on further talks next week.",
        ),
        Fix(
            "He had recieved a letter from the council.",
            "He had received a letter from the council.",
        ),
    ],
    keep=[
        Keep("The colour of the harbour was analysed by the programme."),
        Keep("It cost a million roubles at the theatre in the city centre."),
        Keep("Vaiatu Tamarii sailed from Nukunonu to Atafu in a vaka."),
        Keep("They serve injera, tteokbokki and pierogi at the market."),
        Keep("She studied at the Universität Göttingen and the École normale."),
        Keep("The livestream was watched by vloggers and cryptocurrency fans."),
        Keep("Run apt-get to install libxml2 and nginx."),
        Keep("Die Gemeinde hat den Brükenbau vertagt.", lang="xx"),
    ],
)
def misspelling(document: Document) -> Iterator[Found]:
    """Corrects words that are misspelt, when what was meant is plain from the word and its place.

    Correctors that take the first suggestion for every word that is in no dictionary spoil names,
    loan words and terms. Here a word is only touched when a model of slips, frequencies and
    neighbours, trained on misspelt and real text and calibrated, says that it is an error and which
    word was meant. A word that the source text has, that is in the gazetteer or that
    stands twice is at most asked about; one with a capital inside a sentence must be surer.

    Source: noisy channel, Kernighan, Church and Gale (COLING 1990); models/spelling.md.
    """
    knowledge = speller(document.language.base)
    if knowledge is None:
        return
    text, context = document.text, knowledge.ngrams is not None
    seen = Counter(token.form for token in tokens(text))
    original = document.source.text if document.source else ""
    source = frozenset(token.form for token in tokens(original))
    for sentence in (sentence for block in document.sentences for sentence in block):
        words = [
            token._replace(start=token.start + sentence.start, end=token.end + sentence.start)
            for token in tokens(text[sentence.start : sentence.end])
        ]
        for suspect in knowledge.suspects(words, seen):
            sure = probability(suspect.features, context=context)
            if sure < ASK or document.shields.touching(suspect.start, suspect.end):
                continue
            beside = (
                text[max(suspect.start - 1, 0) : suspect.start]
                + text[suspect.end : suspect.end + 1]
            )
            hyphens = not _HYPHENS.isdisjoint(beside)
            yield Found(
                suspect.start,
                suspect.end,
                suspect.after,
                _message(suspect),
                safety=_level(sure, suspect, source, context=context, hyphens=hyphens),
                confidence=round(sure, 3),
            )


def _message(suspect: Suspect) -> str:
    if suspect.features["nonword"]:
        return f"“{suspect.before}” is in no dictionary; “{suspect.after}” fits here."
    return f"“{suspect.before}” does not fit here, “{suspect.after}” does."


def _level(
    sure: float, suspect: Suspect, source: frozenset[str], *, context: bool, hyphens: bool
) -> Safety:
    """What the probability allows, and no more than ``ask`` for what may be a name."""
    if sure < LIKELY or suspect.before in source or suspect.features["repeated"]:
        return Safety.ASK
    capital, letter = suspect.features["capital"], len(suspect.before) == 1
    if not context and (
        not suspect.before.islower()
        or len(suspect.before) < LEAST_LETTERS
        or sure < SAFE_ALONE
        or hyphens
    ):
        return Safety.ASK
    least = SAFE_LETTER if letter else SAFE_CAPITAL if capital else SAFE
    if sure >= least:
        return Safety.SAFE
    return Safety.ASK if capital or letter else Safety.LIKELY
