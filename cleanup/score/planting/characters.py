"""Damage to characters and markup: tags, entities, invisible characters, mojibake."""

from __future__ import annotations

import html.entities
import re
from random import Random

from cleanup.score.documents import Article, Sentence
from cleanup.score.planting.places import Change, spot, word_of

INVISIBLE = "\u200b\ufeff\u00ad\u2060"

_AROUND = {
    "html": ["< {n} >{w}</ {n}>", "<{n}>{w}</{n}>", "<{n}> {w} </{n}>", "< {n}> {w} < / {n} >",
             "＜{n}＞{w}＜/{n}＞", "<{n}>{w}", "{w}</ {n} >"],
    "link": ['< a href = "https: // www. example. com / x">{w}</ a>',
             '<a href="https://www.example.org/x"> {w} </a>',
             '< a href = "http: // example. org">{w}</a >'],
    "bbcode": ["[b]{w}[/b]", "[ b ] {w} [ / b ]", "[i]{w}[/i]",
               "[url=https://www.example.com/x]{w}[/url]"],
    "markdown": ["* * {w} * *", "** {w} **", "* *{w}* *"],
}  # fmt: skip
_BEFORE = ["< p>", "<p>", "< P >", "＜p＞", "< div >", "<p >", "<br / >", "< p > "]
_AFTER = ["</ p >", "</p>", "< / p >", "＜/p＞", "<br / >", " < / p>", "< br>", "</ div>"]


def tags(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """Tags left over or torn apart: before or after a paragraph, or around a word."""
    kinds = [*_AROUND, *["before", "after"] * 2]
    rng.shuffle(kinds)
    for kind in kinds:
        if kind == "before" and sentence.first:
            return Change(kind, sentence.start, sentence.start, rng.choice(_BEFORE))
        if kind == "after" and sentence.last:
            return Change(kind, sentence.end, sentence.end, rng.choice(_AFTER))
        if kind in _AROUND and (span := word_of(doc, sentence, rng, 3)):
            name = rng.choice(["b", "i", "strong", "em", "span"])
            form = rng.choice(_AROUND[kind])
            return Change(kind, *span, form.format(n=name, w=doc.text[slice(*span)]))
    return None


def _entity_forms(char: str) -> list[str]:
    """Ways in which the entity of a character comes out of a translation."""
    name, number = html.entities.codepoint2name.get(ord(char)), ord(char)
    forms = [f"&#{number};", f"& # {number} ;"]
    forms += ["&amp;amp;"] * 2 if char == "&" else []
    if char == "'":
        name = "apos"
    if name:
        forms += [f"&{name};", f"& {name};", f"& {name} ;", f"&{name} ;"]
    return forms


def entities(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A character, or the space between two words, stands as an HTML entity, perhaps torn."""
    match = spot(doc, sentence, "&", rng) or spot(doc, sentence, r"[\"'’‘“”„«»–—…À-ÿ]", rng)
    if match and (match[0] == "&" or rng.random() < 0.6):
        return Change("character", *match.span(), rng.choice(_entity_forms(match[0])))
    if match := spot(doc, sentence, r"(?<=[^\W\d_]) (?=[^\W\d_])", rng):
        forms = ["&nbsp;", "& nbsp ;", "& nbsp;", "&nbsp ;", "&amp;nbsp;", "&#160;", " & nbsp ; "]
        return Change("space", *match.span(), rng.choice(forms))
    return None


def zero_width(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """An invisible character stands inside a word or at the space between two words."""
    if rng.random() < 0.6 and (span := word_of(doc, sentence, rng, 4)):
        place = rng.randint(span[0] + 1, span[1] - 1)
        return Change("inside", place, place, rng.choice(INVISIBLE))
    if match := spot(doc, sentence, r"(?<=[^\W\d_]) (?=[^\W\d_])", rng):
        place = rng.choice(match.span())
        return Change("between", place, place, rng.choice("\u200b\ufeff\u2060"))
    return None


def mojibake(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """UTF-8 read in an 8-bit code page: a word, or now and then a whole paragraph."""
    uses = tuple(s.number for s in doc.sentences if s.paragraph == sentence.paragraph)
    tokens = [m.span() for m in re.finditer(r"\S{3,}", doc.text[sentence.start : sentence.end])]
    own: tuple[int, ...] = (sentence.number,)
    spans = [("word", sentence.start + s, sentence.start + e, own) for s, e in tokens]
    rng.shuffle(spans)
    if rng.random() < 0.25:
        spans.insert(0, ("paragraph", *doc.paragraphs[sentence.paragraph], uses))
    pages = ["cp1252", "latin-1", *(["cp1251"] if doc.base in {"ru", "uk", "bg", "be"} else [])]
    rng.shuffle(pages)
    for extent, start, end, taken in spans:
        for page in pages if not doc.text[start:end].isascii() else []:
            try:
                after = doc.text[start:end].encode().decode(page)
            except UnicodeDecodeError:
                continue
            return Change(f"{extent}-{page}", start, end, after, taken)
    return None
