"""Sentences left in another language or script."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.detection import detect
from cleanup.document import Document, Sentence
from cleanup.edit import Safety
from cleanup.language import language, script_of
from cleanup.registry import Fix, Found, Keep, rule
from cleanup.words import function_words

_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN_RUN = re.compile(r"[^\W\d_a-zA-Z]+(?:[^\w<>]{1,3}[^\W\d_a-zA-Z]+)*")
_FEWEST_WORDS = 6
_OWN_SHARE = 0.1
"""A sentence with a larger share of its own language's frequent words is not looked at further."""
_FOREIGN_SHARE = 0.3
_FEWEST_CHARACTERS = 2
_SHORT_GREEK = 4
_OPENING = "([“\"«„'‘/–（"
"""After these a word of another script is a gloss or a quotation."""


@rule(
    "foreign-residue",
    stage="structure",
    safety=Safety.ASK,
    message="This was left in another language.",
    fix=[
        Fix(
            "The port is open. Le port de la ville est ouvert depuis hier. It is big.",
            "The port is open. Le port de la ville est ouvert depuis hier. It is big.",
        ),
        Fix("Found 三聚氰胺 in the food.", "Found 三聚氰胺 in the food."),
        Fix(
            "Der Hafen ist offen. The port of the city is open for the ships. Er ist groß.",
            "Der Hafen ist offen. The port of the city is open for the ships. Er ist groß.",
            lang="de",
        ),
    ],
    keep=[
        Keep("He shouted “Vive la France” and left for the Champs-Élysées."),
        Keep("The café in São Paulo served crème brûlée."),
        Keep("The letter π and the sign Ω are Greek, the boat is called Αργώ (Argo)."),
        Keep("Der FC Bayern München und Real Madrid spielen um den Titel.", lang="de"),
        Keep("彼は iPhone を使って YouTube を見た。", lang="ja"),
    ],
)
def foreign_residue(document: Document) -> Iterator[Found]:
    """Points at sentences in another language and at words in another script.

    A translator that gives up copies its source. What the passage should say only the source
    tells, so the rule asks. Words of another script in brackets or quotation marks are glosses
    and stay unmentioned, as do names in Latin letters.
    """
    known = document.language
    if not known.known:
        return
    yield from _other_script(document)
    own = function_words(known.base)
    if not own:
        return
    for sentences in document.sentences:
        for sentence in sentences:
            if found := _other_language(document, sentence, own):
                name = language(found).english
                message = f"This sentence seems to be {name}, left untranslated."
                yield Found(sentence.start, sentence.end, None, message)


def _other_language(document: Document, sentence: Sentence, own: frozenset[str]) -> str | None:
    """The base tag of the language that a sentence was left in, if it is not the document's."""
    text = document.text[sentence.start : sentence.end]
    words = [w.casefold() for w in _WORD.findall(text)]
    if len(words) < _FEWEST_WORDS or sum(w in own for w in words) > _OWN_SHARE * len(words):
        return None
    guess = detect(text)
    base = guess.lang.partition("-")[0]
    if not guess.reliable or base in (document.language.base, "und"):
        return None
    theirs = function_words(base)
    if not theirs or sum(w in theirs for w in words) < _FOREIGN_SHARE * len(words):
        return None
    return base


def _other_script(document: Document) -> Iterator[Found]:
    """Runs of letters of a script that the document's language is not written in."""
    known, text = document.language, document.text
    if "Latn" not in known.scripts:
        return  # Latin letters stand in every script's texts
    for match in _FOREIGN_RUN.finditer(text):
        scripts = {script_of(c) for c in match[0] if c.isalpha()} - {"", "Latn"}
        if not scripts or len(match[0]) < _FEWEST_CHARACTERS:
            continue
        if scripts == {"Grek"} and len(match[0]) < _SHORT_GREEK:
            continue  # a letter of a formula
        before = text[max(0, match.start() - 1) : match.start()]
        after = text[match.end() : match.end() + 2]
        if (before and before in _OPENING) or "(" in after:
            continue
        message = f"“{match[0][:30]}” was left in another script ({', '.join(sorted(scripts))})."
        yield Found(*match.span(), None, message)
