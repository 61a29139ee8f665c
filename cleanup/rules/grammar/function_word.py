"""A preposition in the place of another."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.context.misplaced import doubt, places, probability, row_of
from cleanup.context.ngrams import ngrams, tokens
from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

SAFE, LIKELY, ASK = 0.8, 0.65, 0.5
"""Least probability for each level; ``models/function_word.md`` shows what each lets through."""


@rule(
    "function-word",
    stage="grammar",
    safety=Safety.SAFE,
    message="Another preposition belongs here.",
    languages=["en"],
    fix=[
        Fix(
            "The ministers agreed on a number unlike measures to protect the forest.",
            "The ministers agreed on a number of measures to protect the forest.",
        ),
        Fix(
            "According beside the report, the bridge will be closed for two years.",
            "According to the report, the bridge will be closed for two years.",
        ),
        Fix(
            "The price of bread rose more besides ten percent last year.",
            "The price of bread rose more than ten percent last year.",
        ),
        Fix(
            "The city is one out the largest ports in the region.",
            "The city is one of the largest ports in the region.",
        ),
        Fix(
            "The team is responsible onto the safety of the visitors.",
            "The team is responsible for the safety of the visitors.",
        ),
    ],
    keep=[
        Keep("The man behind the counter looked at me."),
        Keep("They kept working amid the ruins of the old harbour."),
        Keep("Unlike her brother, she never learned to swim."),
        Keep("The plan fell through after the council looked into it."),
        Keep("He put up with the noise, and then broke out in laughter."),
        Keep("She walked on past the church toward the river."),
        Keep("A light went on inside the tower above the gate."),
        Keep("The deal was called off over a dispute about wages."),
        Keep("What are you thinking about, and where do you come from?"),
        Keep("The cat crept from under the table to beneath the sofa."),
        Keep("They were paid below the minimum wage throughout the strike."),
        Keep("Up the hill and down again they ran until dark."),
        Keep("The well-to-do moved in, the hangers-on moved out."),
        Keep("Bridge Over the Quiet River Opens Without Ceremony"),
        Keep("Number unlike measures: see Table Of Contents, Part By Part"),
        Keep("Man nennt das eine Reihe von Maßnahmen.", lang="de"),
    ],
)
def function_word(document: Document) -> Iterator[Found]:
    """Puts the expected preposition or particle for one that cannot stand where it does.

    *In* for *on* is often a slip of somebody, or a machine, that writes in a second language, and
    often meant; that is left alone. What is corrected is a word that its neighbours rule out while
    they all but demand another: *one out the largest*, *a number unlike them*. A network and
    n-gram counts of English news judge it; a word next to a hyphen or a slash, with a capital
    inside a sentence, in a headline or a title is never looked at.

    Source: Tetreault and Chodorow (COLING 2008); ``models/function_word.md``.
    """
    counts = ngrams("en")
    if counts is None:
        return
    for sentence in (sentence for block in document.sentences for sentence in block):
        words = list(tokens(document.text[sentence.start : sentence.end]))
        row = row_of([word.form for word in words])
        for at in places(row):
            found = doubt(counts, row, at)
            if found is None or (sure := probability(found.features)) < ASK:
                continue
            start, end = (sentence.start + place for place in words[at - 1][:2])
            before = document.text[start:end]
            after = found.better.capitalize() if before[0].isupper() else found.better
            yield Found(
                start,
                end,
                after,
                f"“{before}” does not fit here, “{after}” does.",
                safety=_level(sure),
                confidence=round(sure, 3),
            )


def _level(sure: float) -> Safety:
    return Safety.SAFE if sure >= SAFE else Safety.LIKELY if sure >= LIKELY else Safety.ASK
