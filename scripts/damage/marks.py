"""Damage to punctuation and the spaces around it."""

from __future__ import annotations

import re
from random import Random

from cleanup.language import language
from cleanup.score.documents import Article, Sentence
from cleanup.score.planting.places import STOPS, Change, abbreviated, spot, words
from cleanup.words import function_words

_PAIR = re.compile(r"“[^“”„«»\"\n]{1,300}[”“]|„[^“”„«»\"\n]{1,300}[“”]|«[^“”„«»\"\n]{1,300}»")


def other_quotes(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """One quotation in the marks of another style."""
    found = list(_PAIR.finditer(doc.text, sentence.start, sentence.end))
    if not found:
        return None
    match = rng.choice(found)
    styles = [s for s in ("“”", "«»", "„“", '""') if s[0] != match[0][0]]
    left, right = rng.choice(styles)
    return Change("pair", *match.span(), left + match[0][1:-1].strip("\u00a0\u202f ") + right)


def straight_partner(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A quotation that opens with a curly mark and closes with a straight one."""
    found = list(_PAIR.finditer(doc.text, sentence.start, sentence.end))
    if not found:
        return None
    end = rng.choice(found).end()
    start = end - 1 - (doc.text[end - 2] in "\u00a0\u202f ")
    return Change("closing", start, end, '"')


def elision_apart(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A space behind an elided word."""
    if doc.base not in ("fr", "it", "ca"):
        return None
    match = spot(doc, sentence, r"(?<=\b[dlDL]['’])(?=[aeiouàèéêh]\w)", rng)
    return match and Change("space", *match.span(), " ")


def number_apart(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """Spaces around the decimal mark of a number."""
    match = spot(doc, sentence, r"(?<=\b\d)[.,](?=\d\b)|(?<=\b\d\d)[.,](?=\d\b)", rng)
    return match and Change("decimal", *match.span(), f" {match[0]} ")


_WIDE = dict(zip(",;?!:.", "，；？！：。", strict=True))


def other_script(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A mark as another script has it."""
    known = language(doc.lang)
    if "Arab" in known.scripts:
        match = spot(doc, sentence, r"(?<=\w)[،؛؟](?=\s|$)", rng)
        return match and Change("arabic", *match.span(), ",;?"["،؛؟".index(match[0])])
    if known.full_width:
        match = spot(doc, sentence, r"(?<=[぀-鿿])[，、。](?=[぀-鿿]|$)", rng)
        return match and Change("ascii", *match.span(), "." if match[0] == "。" else ",")
    match = spot(doc, sentence, r"(?<=[^\W\d_])([,;?!:]) (?=[^\W\d_])", rng)
    return match and Change("wide", *match.span(), _WIDE[match[1]])


def mark_twice(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A comma, colon, semicolon or full stop twice."""
    match = spot(doc, sentence, r"(?<=[^\W\d_])[,;:،、，।](?=\s|[぀-鿿])", rng)
    if match and rng.random() < 0.6:
        return Change("inside", *match.span(), match[0] * 2)
    stop = sentence.end - 1
    if doc.text[stop] not in STOPS or abbreviated(doc.text, stop):
        return None
    return Change("end", stop, sentence.end, doc.text[stop] * 2)


def stray_mark(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A mark behind a word that has no business there: often a word that cannot end a phrase."""
    spans, small = words(doc, sentence), function_words(doc.base, 40)
    inner = [e for _, e in spans[:-1] if doc.text[e : e + 1] == " "]
    unfinished = [e for s, e in spans[:-1] if doc.text[s:e] in small and doc.text[e] == " "]
    places = unfinished if unfinished and rng.random() < 0.7 else inner
    if not places:
        return None
    at = rng.choice(places)
    arabic = "Arab" in language(doc.lang).scripts
    marks = "،.؛:!؟_^@~-'\"" if arabic else ",.;:!?_^@~-'\""
    return Change("behind", at, at, rng.choice(marks))


def no_space_after(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A comma, or the stop between two sentences, that clings to the next word."""
    if doc.spaceless:
        return None
    follows = doc.text[sentence.end : sentence.end + 2]
    if rng.random() < 0.5 and re.match(r" [^\W\d_]", follows) and not sentence.last:
        if re.match(r"[^\W\d_]{3}[.!?]$", doc.text[sentence.end - 4 : sentence.end]):
            uses = (sentence.number, sentence.number + 1)
            return Change("stop", sentence.end, sentence.end + 1, "", uses)
    match = spot(doc, sentence, r"(?<=[^\W\d_]{2}[,;،؛]) (?=[^\W\d_]{2})", rng)
    return match and Change("comma", *match.span(), "")


def tokenised(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A whole paragraph cut into tokens and joined with spaces."""
    if doc.spaceless or not sentence.first:
        return None
    start, end = doc.paragraphs[sentence.paragraph]
    uses = tuple(s.number for s in doc.sentences if s.paragraph == sentence.paragraph)
    after = re.sub(r"(?<=\w)([,;:?!%)\]”»]|[.](?=\s|$|[”\"»]))", r" \1", doc.text[start:end])
    after = re.sub(r"([(\[“„«])(?=\w)", r"\1 ", after)
    after = re.sub(r"(?<=\w)-(?=\w)|(?<=\d):(?=\d\d)", r" \g<0> ", after)
    if doc.base == "en":
        after = re.sub(r"(?<=\w)(n['’]t|['’](?:s|re|ve|ll|d|m))\b", r" \1", after)
    return Change("paragraph", start, end, after, uses)


MARKS = (
    other_quotes, straight_partner, elision_apart, number_apart, other_script, mark_twice,
    stray_mark, no_space_after, tokenised,
)  # fmt: skip
