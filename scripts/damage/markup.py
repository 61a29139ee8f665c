"""Damage to, or by, markup: tags, entities, Markdown, BBCode, escapes, addresses."""

from __future__ import annotations

import re
from random import Random

from cleanup.score.documents import Article, Sentence
from cleanup.score.planting.places import Change, spot, word_of


def _around(doc: Article, sentence: Sentence, rng: Random, forms: list[str]) -> Change | None:
    span = word_of(doc, sentence, rng, 3)
    return span and Change("word", *span, rng.choice(forms).format(w=doc.text[slice(*span)]))


def bbcode(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A word in the tags of a bulletin board."""
    return _around(doc, sentence, rng, [
        "[b]{w}[/b]", "[ i ] {w} [ / i ]", "[color=red]{w}[/color]",
        "[url=https://www.example.com/x]{w}[/url]", "[ size = 4 ]{w}[ / size ]",
    ])  # fmt: skip


def markdown_marks(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """Marks of bold and struck text around a word, or those of a heading before a paragraph."""
    if sentence.first and rng.random() < 0.4:
        return Change(
            "heading", sentence.start, sentence.start, rng.choice(["## ", "# # ", "### "])
        )
    return _around(doc, sentence, rng, ["**{w}**", "* * {w} * *", "~~{w}~~", "** {w} **"])


def unknown_tags(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """Tags whose name was translated."""
    return _around(doc, sentence, rng, [
        "<fuerte>{w}</fuerte>", "< stark >{w}< / stark >", "<gras>{w}</gras>",
        "<жирный>{w}</жирный>",
    ])  # fmt: skip


def torn_link(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A Markdown link set apart; what stood there is its text with the address in brackets."""
    match = spot(doc, sentence, r"([^\W\d_]{2,}) \((https?://[^)]*)\)", rng)
    if match is None:
        return None
    return Change("link", *match.span(), f"[{match[1]}] ({_torn(match[2], rng)})")


def _torn(address: str, rng: Random) -> str:
    """An address as prose: spaces around its signs."""
    if rng.random() < 0.5:
        return re.sub(r"(://|/|\.)", r"\1 ", address).rstrip()
    return address.replace("://", ": // ").replace("/a", " / a").replace(".", ". ")


def torn_url(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """Spaces in a URL."""
    match = spot(doc, sentence, r"(?:https?://|www\.)[^\s()]+", rng)
    return match and Change("url", *match.span(), _torn(match[0], rng))


def torn_address(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """Spaces in an e-mail address."""
    match = spot(doc, sentence, r"[\w.]+@[\w.]+", rng)
    if match is None:
        return None
    form = rng.choice([" @ ", " @", "@ ", "＠"])
    return Change("e-mail", *match.span(), match[0].replace("@", form).replace(".org", ". org"))


def comments(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A comment, script or style sheet between two sentences or paragraphs."""
    junk = rng.choice([
        "<!-- ad 3 -->", "< ! - - more - - >", "<script>var a = 1;</script>",
        "<style>p { margin: 0 }</style>", "<!-- /wp:paragraph -->",
    ])  # fmt: skip
    return Change("after", sentence.end, sentence.end, junk)


def escapes(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A character as its escape sequence."""
    if sentence.last and rng.random() < 0.3 and doc.text.startswith("\n\n", sentence.end):
        return Change("line", sentence.end, sentence.end + 2, "\\n\\n")
    if match := spot(doc, sentence, r'"', rng):
        return Change("quote", *match.span(), '\\"')
    if match := spot(doc, sentence, r"[^\x00-\x7f]", rng):
        units = match[0].encode("utf-16-be").hex()
        codes = "".join(f"\\u{units[i : i + 4]}" for i in range(0, len(units), 4))
        return Change("unicode", *match.span(), codes)
    return None


MARKUP = (
    bbcode, markdown_marks, unknown_tags, torn_link, torn_url, torn_address, comments, escapes,
)  # fmt: skip


def torn_tag(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A tag that is in use, with spaces in it or widened."""
    match = spot(doc, sentence, r"<(/?)(\w+)((?: [^<>]*)?)>", rng)
    if match is None:
        return None
    slash, name, rest = match.groups()
    form = rng.choice(["< {s}{n}{r}>", "<{s} {n}{r} >", "< {s} {n}{r} >", "＜{s}{n}{r}＞"])
    after = form.format(s=slash, n=name, r=rest)
    return None if "/ >" in after and not rest else Change("tag", *match.span(), after)


def torn_entity(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """An entity that is in use, torn apart or escaped twice."""
    match = spot(doc, sentence, r"&(\w+);", rng)
    form = rng.choice(["& {};", "& {} ;", "&{} ;", "&amp;{};"])
    return match and Change("entity", *match.span(), form.format(match[1]))


IN_HTML = {"torn-tag": torn_tag, "torn-entity": torn_entity}
"""What is done to HTML."""


def torn_emphasis(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """Marks of bold or struck text set apart."""
    match = spot(doc, sentence, r"(\*\*|~~)([^*~\n]+)\1", rng)
    if match is None:
        return None
    one, word = match[1][0], match[2]
    form = rng.choice(["{m} {w} {m}", "{o} {o} {w} {o} {o}", "{o} {o}{w}{o} {o}"])
    return Change("emphasis", *match.span(), form.format(m=match[1], o=one, w=word))


def torn_markdown_link(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A link or image with a space between its text and its address."""
    match = spot(doc, sentence, r"(!?)\[([^\]\n]+)\]\(([^)\n]+)\)", rng)
    if match is None:
        return None
    bang = "! " if match[1] and rng.random() < 0.5 else match[1]
    return Change("link", *match.span(), f"{bang}[{match[2]}] ({match[3]})")


def torn_heading(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """The marks of a heading set apart."""
    match = spot(doc, sentence, r"##(?= )", rng) if sentence.number == 0 else None
    return match and Change("heading", *match.span(), "# #")


IN_MARKDOWN = {
    f.__name__.replace("_", "-"): f for f in (torn_emphasis, torn_markdown_link, torn_heading)
}
"""What is done to Markdown."""
