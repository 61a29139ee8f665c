"""Sentences that begin in lower case."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document, Kind, Sentence
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule
from cleanup.rules.structure.dangling_fragment import is_dangling
from cleanup.segment import WORD_CHARACTER, ends_in_ordinal, ends_sentence

_OPENING = "\"'“”„«‘‚([{¿¡—–-* \u00a0\u202f_"
_WORD = re.compile(rf"[{WORD_CHARACTER}]+(?:[’'.\-/@_&+][{WORD_CHARACTER}]+)*")
_NO_CASE_AT_START = frozenset({"ka"})
"""Georgian capitals (Mtavruli) are for whole words in capitals only (Unicode 11, UTN 40)."""
_SMALL_NAME = re.compile(r"[a-z]{1,3}-[A-Z]|d['’][A-Z]|(?:a[ldnrstz]|el)-|(?:ibn|bin)\b")
_SCHEMES = frozenset({"http", "https", "ftp", "www"})
_FEWEST_WORDS = 3
_FEWEST_CAPITALS = 2


@rule(
    "sentence-capital",
    stage="typography",
    safety=Safety.SAFE,
    message="A sentence begins with a capital.",
    fix=[
        Fix("the port is open. the mine is not open.", "The port is open. The mine is not open."),
        Fix('"it is open at last," she said.', '"It is open at last," she said.'),
        Fix(
            "der Hafen ist wieder offen. die Mine bleibt zu.",
            "Der Hafen ist wieder offen. Die Mine bleibt zu.",
            lang="de",
        ),
        Fix(
            "le port a rouvert. il est grand et beau.",
            "Le port a rouvert. Il est grand et beau.",
            lang="fr",
        ),
        Fix(
            "порт снова открыт. он очень большой и тихий.",
            "Порт снова открыт. Он очень большой и тихий.",
            lang="ru",
        ),
        Fix("¿dónde está el puerto? Aquí.", "¿Dónde está el puerto? Aquí.", lang="es"),
        Fix(
            "Der Hafen blieb zu. „wir warten noch“, sagte sie.",
            "Der Hafen blieb zu. „Wir warten noch“, sagte sie.",
            lang="de",
        ),
        Fix(
            "El puerto abrió en el muelle 29. el alcalde llegó tarde.",
            "El puerto abrió en el muelle 29. El alcalde llegó tarde.",
            lang="es",
        ),
    ],
    keep=[
        Keep("iPhone sales rose. eBay gained too."),
        Keep("He paid approx. five euros, i.e. too much, at 5 p.m. on Monday."),
        Keep("Am 3. Mai kam er bzw. sie mit ca. drei Mio. Euro.", lang="de"),
        Keep("“Why?” she asked. “Go!” he said."),
        Keep("He waited... then left. … and came back."),
        Keep("the short caption"),
        Keep("Items needed:\n- rope\n- a lamp, as always.\n"),
        Keep("The talks failed in Rome. it continued."),
        Keep("www.example.org opened in May."),
        Keep("1. května přišel pozdě.", lang="cs"),
        Keep("al-Bab is a town in Syria."),
        Keep("The link is broken. https: / / example.org has the rest of it."),
        Keep("Er hieß Petrus Cl. l., ein Freigelassener aus der Stadt.", lang="de"),
        Keep("პორტი ისევ გაიხსნა დღეს.", lang="ka"),
        Keep("The port is open. (from the harbour master)"),
        Keep("見出しは gold. com にある。", lang="ja"),
        Keep("which was opened again in May.", source="который снова открыли в мае."),
    ],
)
def sentence_capital(document: Document) -> Iterator[Found]:
    """Writes the first letter of a sentence as a capital.

    Only where the sentence surely begins: at the start of a paragraph that is a sentence, or
    after a full stop that is no part of an abbreviation, ordinal or ellipsis. Small names
    (iPhone, al-Bab), addresses, list items, captions and scraps at the end of a paragraph stay.
    One sentence alone may be the rest of another one: of 311 such in MLQE-PE train (into English
    and German) a capital helped 24 and harmed 168, so there the source must have one as well.
    """
    if document.language.base in _NO_CASE_AT_START or document.language.spaceless:
        return
    text = document.text
    for number, sentences in enumerate(document.sentences):
        for at, sentence in enumerate(sentences):
            start = sentence.start
            while start < sentence.end and text[start] in _OPENING:
                start += 1
            if start == sentence.end or not text[start].islower():
                continue
            if at and text[start - 1] == "(":
                continue
            word = _WORD.match(text, start, sentence.end)
            if word is None or _is_small_name(document, word) or text[max(start - 1, 0)] in "'’":
                continue
            if at == 0:
                level = _block_start(document, number, sentence)
            else:
                level = _inside(document, sentences, at)
            if level is not None:
                upper = text[start].upper()
                if len(upper) == 1:
                    yield Found(start, start + 1, upper, safety=level)


def _is_small_name(document: Document, word: re.Match[str]) -> bool:
    """A word that is written small by right: iPhone, eBay, al-Bab, names with digits, addresses."""
    odd = any(c.isupper() or c.isdigit() or c in "._@/&+" for c in word[0])
    odd = (
        odd
        or word[0] in _SCHEMES
        or (len(word[0]) == 1 and word.string.startswith(".", word.end()))
    )
    return (
        odd
        or _SMALL_NAME.match(word[0]) is not None
        or document.shields.touching(word.start(), word.end()) is not None
    )


def _block_start(document: Document, number: int, sentence: Sentence) -> Safety | None:
    """The level for the first sentence of a block."""
    text, block = document.text, sentence.block
    if block.kind in (Kind.LIST_ITEM, Kind.QUOTATION):
        return None
    if len(text[sentence.start : sentence.end].split()) < _FEWEST_WORDS:
        return None
    if number:
        before = document.blocks[number - 1]
        finished = ends_sentence(text, before.start, before.end, document.language)
        apart = number == 1 and text.count("\n", before.end, block.start) > 1
        if text[before.end - 1] in ":;,–—-" or not (finished or apart):
            return None
    elif len(document.blocks) == len(document.sentences[0]) == 1:
        return _alone(document)
    elif sum(text[b.start].isupper() for b in document.blocks[1:]) >= _FEWEST_CAPITALS:
        return Safety.SAFE  # a headline, for all else begins with a capital
    if ends_sentence(text, block.start, block.end, document.language):
        return Safety.SAFE
    return None


def _alone(document: Document) -> Safety | None:
    """The level for a text of one sentence: the source decides, if it has capitals at all."""
    text, source = document.text, document.source
    if source is not None and (first := _WORD.search(source.text)):
        if first[0][0].islower():
            return None
        if first[0][0].isupper():
            return Safety.SAFE
    if not ends_sentence(text, 0, len(text.rstrip()), document.language):
        return None
    # A script without capitals says nothing of the first letter, but shows whole sentences.
    whole = source is not None and ends_sentence(
        source.text, 0, len(source.text.rstrip()), source.language
    )
    return Safety.SAFE if whole else Safety.LIKELY


def _inside(document: Document, sentences: tuple[Sentence, ...], at: int) -> Safety | None:
    """The level for a sentence that follows another in its block."""
    text, before = document.text, sentences[at - 1]
    ending = text[max(before.start, before.end - 12) : before.end]
    if is_dangling(document, sentences, at) or ending[-2:] in ("..", "?.", "!."):
        return None
    if ending[-1] != ".":
        return None
    if ends_in_ordinal(text, before.start, before.end, document.language):
        return None
    return Safety.SAFE if text[sentences[at].start - 1].isspace() else None
