"""What the rules read: an immutable text with its language, blocks, sentences and shields.

A `Document` is one revision of an article. Everything derived from the text is computed once,
when first asked for. All spans are code points, 0-based, end-exclusive.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from cleanup import segment
from cleanup.language import Language, language
from cleanup.repetition import Run, Token, links, runs, tokens, with_context

if TYPE_CHECKING:
    from cleanup.names.gazetteer import Gazetteer


class Format(StrEnum):
    """How the markup of a text is to be read."""

    TEXT = "text"
    HTML = "html"
    MARKDOWN = "markdown"


class Kind(StrEnum):
    """What a block of text is, as far as its shape tells."""

    HEADLINE = "headline"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list item"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text that later stages must not change, and what it is."""

    start: int
    end: int
    kind: str
    """``URL``, ``e-mail``, ``code``, ``placeholder``, ``markup`` or ``name``."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, headline or list item: a unit that sentences do not reach beyond."""

    start: int
    end: int
    """Without leading and trailing white space."""
    kind: Kind


@dataclass(frozen=True, slots=True)
class Style:
    """House style: what a document is made consistent *with*."""

    quotes: str = "document"
    """``document`` (its own majority), ``locale`` (the language's own marks) or ``keep``."""


@dataclass(frozen=True)
class Document:
    """One revision of an article.

    Args:
        text: the article.
        lang: BCP 47 tag of the language it is written in (``und`` when unknown).
        format: how its markup is to be read.
        source: the text that it was translated from, if at hand.
        style: house style.
        gazetteer: the names that are fixed and shielded, if any.
        is_file: the text is a whole file, not a record or a passage.
        source_lang: BCP 47 tag of the language that was translated, where it is known; that of
            `source`, if there is one.
    """

    text: str
    lang: str = "und"
    format: Format = Format.TEXT
    source: Document | None = None
    style: Style = field(default_factory=Style)
    gazetteer: Gazetteer | None = field(default=None, compare=False, repr=False)
    is_file: bool = False
    source_lang: str = ""

    def revised(self, text: str) -> Document:
        """The same document with another text."""
        return replace(self, text=text)

    @cached_property
    def language(self) -> Language:
        """The conventions of the document's language."""
        return language(self.lang)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks in text order."""
        return tuple(_blocks(self.text, self.language))

    @cached_property
    def sentences(self) -> tuple[tuple[Sentence, ...], ...]:
        """The sentences of each block."""
        return tuple(
            tuple(
                Sentence(start, end, block)
                for start, end in segment.sentences(
                    self.text, block.start, block.end, self.language
                )
            )
            for block in self.blocks
        )

    @cached_property
    def runs(self) -> tuple[tuple[list[Token], Run], ...]:
        """Every run of a repeated unit and every echo, with its tokens and a few around them."""
        spaceless = self.language.spaceless
        by = links(self.language.base) if not spaceless else frozenset()
        return tuple(
            with_context(items, run)
            for block in self.blocks
            for items in (tokens(self.text, block.start, block.end, spaceless=spaceless),)
            for run in runs(items, by)
        )

    @cached_property
    def shields(self) -> Shields:
        """Spans that hold no prose: URLs, e-mail addresses, code, placeholders, live markup."""
        return Shields(_shielded(self.text, self.format))

    @cached_property
    def names(self) -> Shields:
        """Known names, which nothing but the rules for names may change."""
        if self.gazetteer is None:
            return Shields(())
        found = self.gazetteer.known(self.text, self.language.base)
        return Shields(Span(*span, "name") for span in found)

    @property
    def source_base(self) -> str:
        """Base tag of the language that was translated; ``""`` where it is not known."""
        tag = self.source.lang if self.source else self.source_lang
        return "" if tag == "und" else tag.partition("-")[0]

    def block_at(self, position: int) -> Block | None:
        """The block that the code point at `position` stands in, if any."""
        at = bisect_right(self._block_starts, position) - 1
        return self.blocks[at] if at >= 0 and position < self.blocks[at].end else None

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block, without the white space around it."""

    start: int
    end: int
    block: Block


class Shields:
    """Disjoint protected spans in text order, quick to ask."""

    __slots__ = ("_ends", "spans")

    def __init__(self, spans: Iterable[Span]) -> None:
        kept: list[Span] = []
        for span in sorted(spans, key=lambda s: (s.start, -s.end)):
            if not kept or span.start >= kept[-1].end:
                kept.append(span)
        self.spans = tuple(kept)
        self._ends = [span.end for span in kept]

    def touching(self, start: int, end: int) -> Span | None:
        """The first shield that shares a code point with ``[start, end)``.

        An insertion (``start == end``) is only stopped inside a shield, not at its edges.
        """
        if not self.spans:
            return None
        at = bisect_right(self._ends, start)
        if at < len(self.spans):
            span = self.spans[at]
            if (span.start < end) if start < end else (span.start < start):
                return span
        return None

    def within(self, start: int, end: int) -> tuple[Span, ...]:
        """The shields that share a code point with ``[start, end)``."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self.spans, end, lo=first, key=lambda s: s.start)
        return self.spans[first:last]

    def joined(self, more: Iterable[Span]) -> Shields:
        """These shields and more."""
        return Shields((*self.spans, *more))


_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c\x85]+")
_LIST_MARK = re.compile(r"(?:[-*+•‣◦▪–—]|\d{1,3}[.)]|[a-z][.)])\s+")
_QUOTED_LINE = re.compile(r">\s?")
_WRAPPED_LENGTH = range(40, 101)


def _blocks(text: str, language: Language) -> Iterator[Block]:
    """Every line that holds something is a block; hard-wrapped paragraphs are put together."""
    lines = [
        (m.start() + len(raw) - len(raw.lstrip()), m.start() + len(raw.rstrip()))
        for m in _LINE.finditer(text)
        if not (raw := m[0]).isspace()
    ]
    position = 0
    while position < len(lines):
        start, end = lines[position]
        last = position
        if text[start] not in "<>|#" and not _LIST_MARK.match(text, start):
            while last + 1 < len(lines) and _wraps(text, lines[last], lines[last + 1], language):
                last += 1
        end = lines[last][1]
        yield Block(start, end, _kind(text, start, end, language))
        position = last + 1


def _wraps(text: str, line: tuple[int, int], following: tuple[int, int], lang: Language) -> bool:
    """Whether a paragraph was broken at a fixed width between two lines.

    The line must be as long as typed lines are, must not end a sentence, and the next one must
    stand right below it and go on in lower case.
    """
    (start, end), (next_start, _) = line, following
    return (
        end - start in _WRAPPED_LENGTH
        and text[end - 1] not in lang.terminals
        and text[next_start].islower()
        and text.count("\n", end, next_start) == 1
    )


def _kind(text: str, start: int, end: int, language: Language) -> Kind:
    if _LIST_MARK.match(text, start, end):
        return Kind.LIST_ITEM
    if _QUOTED_LINE.match(text, start, end):
        return Kind.QUOTATION
    if end - start <= 160 and not segment.ends_sentence(text, start, end, language):
        return Kind.HEADLINE
    return Kind.PARAGRAPH


_URL_CHARACTERS = r"[^\s<>\"'«»“”„‘’()\[\]{}（）「」『』、。，；！？]"
_SHIELDED = re.compile(
    rf"(?P<code>```.*?```|~~~.*?~~~|`[^`\n]{{1,300}}`)"
    rf"|(?P<url>\b(?:https?|ftp|file|mailto|tel)://?{_URL_CHARACTERS}+(?:\([^\s()]*\))?"
    rf"(?:{_URL_CHARACTERS}*)|\bwww\.{_URL_CHARACTERS}{{3,}})"
    r"|(?P<email>\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6})"
    r"|(?P<placeholder>\{\{[^{}\n]{1,60}\}\}|\$\{[^{}\n]{1,60}\}|\{\w{0,30}\}"
    r"|%\(\w{1,30}\)[sdif]|%[sdif]\b|&(?:#\d+|#x[0-9a-f]+|[a-z]{2,10});)"
    r"|(?P<domain>(?<![\w@])(?:[a-z0-9-]{1,63}\.){1,4}(?:com|org|net|info|gov|edu|eu|"
    r"[a-z]{2}(?=/))(?![\w-])(?:/[^\s<>\"'“”«»)\]]*)?)",
    re.DOTALL | re.IGNORECASE,
)
_HINT = re.compile(r"[`@{%&]|//|www\.|\w\.\w")
_KINDS = {
    "code": "code",
    "url": "URL",
    "email": "e-mail",
    "placeholder": "placeholder",
    "domain": "URL",
}
_LIVE_MARKUP = re.compile(
    r"(?P<comment><!--)|<!doctype[^<>]*>|<(?P<raw>script|style|pre|code|textarea)\b[^<>]*>"
    r"|</?[a-z][\w:-]*(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_MARKUP_ENDS = {
    "comment": re.compile("-->"),
    **{
        name: re.compile(rf"</{name}\s*>", re.IGNORECASE)
        for name in ("script", "style", "pre", "code", "textarea")
    },
}
_MARKDOWN_LINK = re.compile(r"\]\([^()\s]+(?:\s+\"[^\"\n]*\")?\)|^(?: {4}|\t).*$", re.MULTILINE)


def _shielded(text: str, format: Format) -> Iterator[Span]:
    if _HINT.search(text):
        for match in _SHIELDED.finditer(text):
            start, end = match.span()
            kind = _KINDS[match.lastgroup or "code"]
            if kind in ("URL", "e-mail"):
                end = start + len(match[0].rstrip(".,;:!?…"))
            yield Span(start, end, kind)
    if format is not Format.TEXT and "<" in text:
        yield from _live_markup(text)
    if format is Format.MARKDOWN:
        for match in _MARKDOWN_LINK.finditer(text):
            yield Span(*match.span(), "markup")


def _live_markup(text: str) -> Iterator[Span]:
    """Tags, comments whole, and elements whose content is no prose."""
    endless: set[str] = set()
    position = 0
    while match := _LIVE_MARKUP.search(text, position):
        position = match.end()
        kind = "comment" if match["comment"] else (match["raw"] or "").lower()
        close = None
        if kind and kind not in endless:
            close = _MARKUP_ENDS[kind].search(text, position)
            if close is None:
                endless.add(kind)
            else:
                position = close.end()
        if close is not None or kind != "comment":
            yield Span(match.start(), position, "markup")
