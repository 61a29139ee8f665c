"""Stage *markup*: damaged markup found and mended, valid markup and its likes left alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup import Cleaner, Config, Document
from cleanup.document import Format
from cleanup.formats import detect_format
from cleanup.language import language
from cleanup.markup.elements import Break
from cleanup.markup.removal import Mark, removals
from cleanup.markup.tags import tags
from cleanup.markup.urls import addresses, rejoined, urls
from cleanup.registry import all_rules

RULES = [rule for rule in all_rules().values() if rule.stage in ("encoding", "markup")]


def proposals(text: str, format: Format, lang: str = "en") -> list[tuple[str, str, str | None]]:
    document = Document(text, lang, format)
    return [
        (rule.id, edit.before, edit.after)
        for rule in RULES
        if rule.covers(document)
        for edit in rule.propose(document)
    ]


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner(Config(only=("encoding", "markup"), engine=("none",), lang="en"))


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("< p>", "<p>"),
        ("</ b >", "</b>"),
        ("< / em >", "</em>"),
        ("<br / >", "<br />"),
        ("<br/ >", "<br/>"),
        ("＜p＞", "<p>"),
        ("〈/strong〉", "</strong>"),
        ("< h 2 >", "<h2>"),
        ('< a href = "http: // x. org">', '<a href="http://x.org">'),
        ("<a href=“x.html” class=«big»>", '<a href="x.html" class="big">'),
        (
            "< a href = http: // x. org / a target = _blank>",
            '<a href="http://x.org/a" target="_blank">',
        ),
        ("< input type=checkbox checked / >", '<input type="checkbox" checked />'),
    ],
)
def test_damaged_tags_are_read(text: str, fixed: str) -> None:
    (tag,) = tags(text)
    assert (tag.start, tag.end, tag.fixed, tag.intact) == (0, len(text), fixed, False)


@pytest.mark.parametrize(
    "text",
    [
        "<p>",
        "</P >",
        "<br/>",
        "<BR />",
        "<a href = 'my file.html' title = \"a : b - c\">",
        '<img src="/a-b/c.d.png" alt="Mehr › hier" width=5>',
        '<a href="https://x.org/a?b=c&d=e#f">',
        '<a href="mailto:anna@example.org">',
        "<input disabled value=''>",
    ],
)
def test_intact_tags_stay(text: str) -> None:
    (tag,) = tags(text)
    assert tag.intact
    assert tag.fixed == text


@pytest.mark.parametrize(
    "text",
    [
        "a < b and c > d",
        "if x<y and z>0",
        "List<String>",
        "std::vector<int>",
        "<john@example.org>",
        "<https://x.org/p>",
        "a <- b -> c <= d => e <3",
        "<p 1>",
        "<Enter>",
        "<p",
        "p>",
    ],
)
def test_what_is_no_tag(text: str) -> None:
    assert list(tags(text)) == []


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("see https: // www. example. com / a and", "https://www.example.com/a"),
        ("https://www. example. com.", "https://www.example.com"),
        ("(www .example. org)", "www.example.org"),
        ("www. example. co. uk / x, then", "www.example.co.uk/x"),
        ("www. de. wikipedia. org / wiki / Haus", "www.de.wikipedia.org/wiki/Haus"),
        ("www. esempio. it. la pagina", "www.esempio.it"),
        ("www. example. com. it continued", "www.example.com"),
        ("http : //x.org/a b", "http://x.org/a"),
        ("https：／／www．example．jp", "https://www.example.jp"),
        ("https: // x. com / a - b - c . html now", "https://x.com/a-b-c.html"),
        ("https: // x. com / s ? q = 1 & r = b.", "https://x.com/s?q=1&r=b"),
    ],
)
def test_broken_urls(text: str, after: str) -> None:
    (url,) = urls(text)
    assert url.after == after
    assert text[url.start : url.end].split()[0][0] == after[0]


@pytest.mark.parametrize(
    "text",
    [
        "see www.example.org. It was",
        "https://www.example.com/a. Then",
        "Foto: www.example.com / dpa",
        "www. is no address",
        "http://x.org/a,b;c.",
        "und/oder, 3 / 4, km / h",
    ],
)
def test_whole_urls_stay(text: str) -> None:
    assert list(urls(text)) == []


@pytest.mark.parametrize(
    ("text", "after", "sure"),
    [
        ("info @ example. org", "info@example.org", True),
        ("a.b@ example.com. It", "a.b@example.com", True),
        ("mail: anna . b @ example . ru", "anna.b@example.ru", True),
        ("meet us @ example. org", "us@example.org", False),
    ],
)
def test_broken_addresses(text: str, after: str, sure: bool) -> None:
    (address,) = addresses(text)
    assert (address.after, address.sure) == (after, sure)


@pytest.mark.parametrize(
    ("value", "after"),
    [
        ("http: // x. y / z", "http://x.y/z"),
        ("/ news / a . html", "/news/a.html"),
        ("mailto: info @ x. org", "mailto:info@x.org"),
        ("my file.html", "my file.html"),
        ("/docs/My - File.html", "/docs/My - File.html"),
        ("https://x.org/a b", "https://x.org/a b"),
    ],
)
def test_attribute_urls(value: str, after: str) -> None:
    assert rejoined(value) == after


@pytest.mark.parametrize(
    ("text", "breaks", "closing", "intact", "after"),
    [
        ("one # two", Break.NONE, False, False, "one two"),
        ("one # two", Break.NONE, True, False, "one two"),
        ("one #, two", Break.NONE, True, False, "one, two"),
        ("(# two", Break.NONE, False, False, "(two"),
        ("un#do", Break.NONE, False, True, "undo"),
        ("one#two", Break.NONE, False, False, "one two"),
        ("One.#Two.", Break.PARAGRAPH, True, True, "One.\n\nTwo."),
        ("One.\n#\nTwo.", Break.PARAGRAPH, True, True, "One.\nTwo."),
        ("one # goes on", Break.PARAGRAPH, False, False, "one goes on"),
        ("One.#Two.", Break.SOFT, False, True, "One.\nTwo."),
        ("a#b", Break.LINE, False, True, "a\nb"),
        ("a#b", Break.CELL, True, True, "a b"),
        ("# One", Break.PARAGRAPH, False, False, "One"),
        ("One #\n", Break.PARAGRAPH, True, False, "One\n"),
        ("A.\r\nB. # C.\r\n", Break.PARAGRAPH, False, False, "A.\r\nB.\r\nC.\r\n"),
    ],
)
def test_marks_are_taken_out(
    text: str, breaks: Break, closing: bool, intact: bool, after: str
) -> None:
    at = text.index("#")
    (found,) = removals(text, [Mark(at, at + 1, breaks, closing, intact)], language("en"))
    assert text[: found.start] + found.after + text[found.end :] == after


FORMATS = [
    ("Just a text.", Format.TEXT),
    ("< p>A text with one stray tag.", Format.TEXT),
    ("One.\n\n<p>Two.\n\nThree.</p>\n\nFour goes on for longer than the others do.", Format.TEXT),
    ("A <b>bold</b> word and a <a href='x'>link</a>.", Format.TEXT),
    ("a < b, [1] and * one, # 5", Format.TEXT),
    ("He said * * this * * and **that**.", Format.TEXT),
    ("# # Title\n\nText.", Format.TEXT),
    ("* one\n* two\n* three", Format.TEXT),
    ("<p>One.</p>\n\n< p>Two.< / p>\n\n<p>Three.</p>", Format.HTML),
    ("<!DOCTYPE html>\n<p>x", Format.HTML),
    ("<html><body>< p>Hello</ p></body></html>", Format.HTML),
    ("<p>A single paragraph.</p>", Format.HTML),
    ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n", Format.HTML),
    ("# Title\n\nText with [a link](https://x.org).", Format.MARKDOWN),
    ("Text\n\n```\ncode\n```\n", Format.MARKDOWN),
    ("## A\n\ntext\n\n## B\n\n* * bold * *", Format.MARKDOWN),
    ("| a | b |\n|---|---|\n| 1 | 2 |", Format.MARKDOWN),
]


@pytest.mark.parametrize(("text", "format"), FORMATS)
def test_format(text: str, format: Format, cleaner: Cleaner) -> None:
    assert detect_format(text) is format
    assert detect_format(cleaner.clean(text).final) is format, "cleaning keeps the format"


VALID_HTML = [
    "<p>Text &amp; more, a &lt; b &nbsp; &#160; &#x2019;</p>",
    "<P CLASS=intro>Text</P >\n",
    "<br>",
    "<br/>",
    "<img src='a b.png' alt=\"1 > 0\">",
    '<a href="https://x.org/a?b=1&amp;c=2" title="Read: more – now">link</a>',
    '<a href = "mailto:a@x.org">mail</a>',
    "<!-- a comment -- with dashes -->",
    "<script>if (a < b && c > d) { x = '< p>'; }</script>",
    "<style>p > b { color: red }</style>",
    "<pre>a &  b < c\n< p> & nbsp ;</pre>",
    "<code>https: // x. org</code>",
    "<table><tr><td>1<td>2</table>",
    "<ul>\n  <li>one</li>\n  <li>two</li>\n</ul>\n",
    "plain text, AT&T; 3 < 4 > 2; user@example.org; ",
    "<h2 id=x>Title</h2>",
    "<input disabled value=''>",
    "<p>He said “yes” – and «no».</p>",
    "<video controls src=/a.mp4></video>",
]
VALID_MARKDOWN = [
    "# Title\n\n",
    "Some **bold**, *slanted*, ~~struck~~ and `code < p>` text.\n\n",
    "- item\n- **item**\n\n",
    "* **a** and **b**\n* c\n\n",
    '[link](https://x.org/a_b "T") ![img](a.png) <https://x.org> <a@x.org>\n\n',
    "```\n< p> * * x * * https: // x. org\n```\n\n",
    "    < p> & nbsp ; [a] (http://x.org)\n\n",
    "> quoted\n\n",
    "* * *\n\n",
    "a[^1] and [1] (https://x.org)\n\n[^1]: note\n\n",
    "2 ** 3 ** 4, `` `tick` ``, snake_case, \\*no\\*\n\n",
    "<div class=x>\n\n**b**\n\n</div>\n\n",
]


@given(st.lists(st.sampled_from(VALID_HTML), max_size=8))
@settings(max_examples=200, deadline=None)
def test_valid_html_is_never_touched(parts: list[str]) -> None:
    assert proposals("".join(parts), Format.HTML) == []


@given(st.lists(st.sampled_from(VALID_MARKDOWN), max_size=8))
@settings(max_examples=200, deadline=None)
def test_valid_markdown_is_never_touched(parts: list[str]) -> None:
    assert proposals("".join(parts), Format.MARKDOWN) == []


ODD = st.lists(
    st.sampled_from(
        '< > </ / p b br a href= " “ ” * ** # [ ] ( ) http: // www. x. org @ \\n \\u00e9 & nbsp ; '
        "amp; ! - -- [b] [/b] Word word . , 5 ` ＜ ＞ 〈 〉 ： é 漢 \n \xa0".split(" ")
    ).map(lambda piece: piece or " "),
    max_size=25,
).map("".join)


@given(ODD, st.sampled_from(["text", "html", "markdown"]))
@settings(max_examples=400, deadline=None)
def test_any_text_settles(text: str, format: str) -> None:
    config = Config(only=("encoding", "markup"), engine=("none",), lang="en", format=format)
    with Cleaner(config) as cleaner:
        result = cleaner.clean(text)
        assert not result.notes, "the passes must come to an end"
        assert cleaner.clean(result.final).final == result.final
