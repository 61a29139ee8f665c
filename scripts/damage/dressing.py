"""Clean articles that hold more than news do: addresses, links, pictures, and markup in use."""

from __future__ import annotations

import re
from random import Random

from cleanup.language import language
from cleanup.score.documents import Article, compose

_CARRIED = (
    " (info@example.org)", " (press.office@example.com)", " (https://www.example.com/news/1)",
    " (http://example.org/a)", " (www.example.net/report)", " 😀", " 🚆", " (Pablo Iglesias)",
    " (Giuseppe Conte)", " (Michel Temer)", " (Zoë Brontë)", " (Čapek, Łódź)", " (24-0)",
    " (17:07)", " (3{decimal}5)", " (12{decimal}7)",
)  # fmt: skip
_IN_LANGUAGE = {
    "es": (" (padres e hijos)", " (plata u oro)", " (siete u ocho)", " (aguja e hilo)") * 2,
}


def dressed(id: str, lang: str, sentences: list[str], seed: int) -> Article:
    """The article with an address, a picture, a name or a figure before a mark of each sentence.

    The mark is a comma or the last one: another stop may be that of an abbreviation.
    """
    rng = Random(f"dress:{seed}:{lang}:{id}")
    known = language(lang)
    forms = [*_CARRIED, *_IN_LANGUAGE.get(known.base, ())]
    carried = [form.format(decimal=known.decimal) for form in forms]
    return compose(id, lang, [_carrying(s, carried, rng) for s in sentences], seed)


def _carrying(sentence: str, carried: list[str], rng: Random) -> str:
    places = [m.end() for m in re.finditer(r"[^\W\d_]{2}(?=[,،、](?:\s|[぀-鿿])|[.。।]$)", sentence)]
    if not places:
        return sentence
    at = rng.choice(places)
    return sentence[:at] + rng.choice(carried) + sentence[at:]


def html(id: str, lang: str, sentences: list[str], seed: int) -> Article:
    """The article as HTML: every sentence a paragraph, some words in bold or linked."""
    rng = Random(f"html:{seed}:{lang}:{id}")
    forms = ("<b>{}</b>", '<a href="https://www.example.com/a">{}</a>', "<em>{}</em>&nbsp;",
             "<br />{}")  # fmt: skip
    marked = [_escaped(_marked(s, rng, forms)) for s in sentences]
    names = ["h1", *["p"] * len(marked)]
    paragraphs = [f"<{name}>{s}</{name}>" for s, name in zip(marked, names, strict=False)]
    return compose(id, lang, paragraphs, seed)


def _escaped(text: str) -> str:
    return re.sub(r"&(?!nbsp;)", "&amp;", text)


def markdown(id: str, lang: str, sentences: list[str], seed: int) -> Article:
    """The article as Markdown: a heading, some words in bold, struck or linked."""
    rng = Random(f"markdown:{seed}:{lang}:{id}")
    forms = ("**{}**", "~~{}~~", "[{}](https://www.example.com/a)", "![{}](pictures/a.png)")
    marked = [_marked(s, rng, forms) for s in sentences]
    return compose(id, lang, [f"## {marked[0]}", *marked[1:]], seed)


def _marked(sentence: str, rng: Random, forms: tuple[str, ...]) -> str:
    """A word of the sentence in one of the forms."""
    words = list(re.finditer(r"(?<![^\s])[^\W\d_]{2,}(?=\s)", sentence))
    if not words:
        return sentence
    word = rng.choice(words)
    return sentence[: word.start()] + rng.choice(forms).format(word[0]) + sentence[word.end() :]
