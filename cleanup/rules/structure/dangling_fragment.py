"""A scrap of a sentence left at the end of a paragraph."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.document import Document, Sentence
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule
from cleanup.segment import ends_sentence

_MOST_WORDS = 3


def is_dangling(document: Document, sentences: tuple[Sentence, ...], at: int) -> bool:
    """Whether a sentence is a scrap: last, short, in lower case, after a finished sentence."""
    if not 0 < at == len(sentences) - 1:
        return False
    text, sentence, before = document.text, sentences[at], sentences[at - 1]
    return (
        text[sentence.start].islower()
        and len(text[sentence.start : sentence.end].split()) <= _MOST_WORDS
        and ends_sentence(text, before.start, before.end, document.language)
    )


@rule(
    "dangling-fragment",
    stage="structure",
    safety=Safety.ASK,
    message="A fragment is left over here: the end of a sentence that is missing?",
    fix=[
        Fix("The talks failed in Rome. it continued.", "The talks failed in Rome. it continued."),
        Fix("Le port a rouvert. lire aussi.", "Le port a rouvert. lire aussi.", lang="fr"),
    ],
    keep=[
        Keep("The talks failed in May. It continued."),
        Keep("Er kam z. B. gestern.", lang="de"),
        Keep("the talks failed"),
    ],
)
def dangling_fragment(document: Document) -> Iterator[Found]:
    """Points at a short lower-case scrap after the last full sentence of a paragraph.

    Captions, "read more" links and cut sentences leave such scraps. What was there cannot be
    known from the translation, so the rule only asks.
    """
    for sentences in document.sentences:
        last = len(sentences) - 1
        if is_dangling(document, sentences, last):
            yield Found(sentences[last].start, sentences[last].end, None)
