"""What is drawn from a result: the words, the marks, the reasons, and nothing dangerous."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from ledgers import edit, ledgers, result
from rich.cells import cell_len

from cleanup.edit import Safety
from cleanup.pipeline import Result
from cleanup.show import json as as_json
from cleanup.show import passages, sarif
from cleanup.show.findings import Lines, findings
from cleanup.show.invisible import FIRST_STRONG, POP, escaped, named
from cleanup.show.page.draw import render as page_of
from cleanup.show.report import Report, github_lines, text_lines
from cleanup.show.terminal import Terminal
from cleanup.show.words import changed_words, tokens

OSLO = "Oslo , the capital of Norway, lies at a fjord. It is old."


def drawn(of: Result, *, width: int = 80, colour: bool = False) -> str:
    stream = io.StringIO()
    Terminal(stream, colour=colour, width=width).diff(of, "a.txt")
    return stream.getvalue()


def body(of: Result, **how: object) -> str:
    """What is drawn of the text, its lines put together."""
    lines = drawn(of, **how).splitlines()  # type: ignore[arg-type]
    return " ".join(line.partition("│ ")[2] for line in lines if "│" in line)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("a incursion", "an incursion", "[-a-]{+an+} incursion"),
        ("Kim Jong One spoke", "Kim Jong Un spoke", "Kim Jong [-One-]{+Un+} spoke"),
        ("the the cat", "the cat", "the [-the -]cat"),
        ("one two", "1 2", "[-one two-]{+1 2+}"),
        ("don't", "don’t", "[-don't-]{+don’t+}"),
        ("e\u0301te\u0301", "été", "[-e\u0301te\u0301-]{+été+}"),
        ("北京市市长", "北京市长", "北京市[-市-]长"),
        ("a\u00a0b", "a b", "a[-⟨NBSP⟩-]{+␣+}b"),
        ("a\r\n\r\nb", "a\r\nb", "a\r\n[-¶-]b"),
    ],
)
def test_changed_words(before: str, after: str, shown: str) -> None:
    marks = {"del": "[-{}-]", "ins": "{{+{}+}}", "keep": "{}"}
    pieces = list(changed_words(before, after))
    assert "".join(p for k, p in pieces if k != "ins") == before
    assert "".join(p for k, p in pieces if k != "del") == after
    pictures = [marks[k].format(p if k == "keep" else named(p)) for k, p in pieces]
    assert "".join(pictures) == shown


def test_tokens_join_to_the_text() -> None:
    text = "It’s 3.5 km\u00a0— “naïve” é́ 中文 👩\u200d👧\r\n\nend"
    assert "".join(tokens(text)) == text


def test_an_insertion_inside_a_word_shows_the_word() -> None:
    text = "after a incursion of drones"
    assert "after [-a-]{+an+}¹ incursion" in body(result(text, [edit(text, "a| in", "n")]))


def test_two_edits_in_one_word_are_shown_together() -> None:
    text = "see teh wrold"
    of = result(text, [edit(text, "eh", "he", rule="one"), edit(text, "ro", "or", rule="two")])
    assert "[-teh wrold-]{+the world+}" not in body(of)
    assert "[-teh-]{+the+}¹ [-wrold-]{+world+}²" in body(of)
    text = "an unbeleivabel thing"
    of = result(text, [edit(text, "ei", "ie", rule="one"), edit(text, "abel|", "x")])
    assert "[-unbeleivabel-]{+unbelievabelx+}¹·²" in body(of)


def test_reasons_rule_and_level() -> None:
    change = edit(OSLO, " ,", ",", rule="space", message="No space here.", evidence="seen twice")
    text = drawn(result(OSLO, [change]))
    assert "1 No space here. (seen twice)  space · safe" in text
    change = edit(OSLO, "old", "new", confidence=0.934, safety=Safety.LIKELY)
    assert "r · likely 0.93" in drawn(result(OSLO, [change]))


def test_several_edits_of_one_change_give_several_reasons() -> None:
    first = edit("x  ,y", "  ", " ", rule="double-space")
    second = edit("x ,y", " ", "", rule="space")
    text = drawn(result("x  ,y", [first], [second]))
    assert "Because.  double-space" in text
    assert "Because.  space" in text


def test_same_reason_is_said_once_in_a_passage() -> None:
    text = "One , two , three."
    edits = [edit(text, " , two", ", two"), edit(text, " , three", ", three")]
    assert "1, 2 Because.  r · safe" in drawn(result(text, edits))


def test_long_paragraph_is_folded_to_its_sentence() -> None:
    text = "Nothing happens here at all. " * 20 + OSLO + " And so it goes on for long." * 20
    shown = body(result(text, [edit(text, " ,", ",")]))
    assert shown.startswith("… Oslo[-␣-]¹, the capital")
    assert shown.endswith("a fjord. …")


def test_line_number_is_that_of_the_original() -> None:
    text = "one\n\n\n\n" + OSLO
    assert re.search(r"^ +5 │", drawn(result(text, [edit(text, " ,", ",")])), re.MULTILINE)


def test_questions_have_a_section_of_their_own() -> None:
    asked = [
        edit(OSLO, "It is old.", None, rule="flag", safety=Safety.ASK, message="Really?"),
        edit(OSLO, "lies", "lay", rule="tense", safety=Safety.LIKELY),
    ]
    text = drawn(result(OSLO, asked=asked))
    assert "a.txt  English, 2 to decide" in text
    assert "[?lies?]¹ at a fjord. [?It is old.?]²" in text
    assert "1 Because.  [-lies-]{+lay+}  tense · likely" in text
    assert "2 Really?  flag · ask" in text
    assert "1 Really?" not in text


def test_what_a_guard_refused_is_not_asked() -> None:
    of = result(OSLO, asked=[edit(OSLO, "Oslo", "Osla")])
    refused = of.steps[-1].refused[0]
    guarded = type(refused)(refused.edit, "protected name")
    step = type(of.steps[-1])("grammar", OSLO, (), (guarded,))
    of = Result(OSLO, OSLO, "en", of.format, (step,), of.map)
    assert "nothing to change" in drawn(of)
    assert list(text_lines(Report("a", of))) == []
    assert json.loads(as_json.render([Report("a", of)]))["files"][0]["findings"][0]["reason"]


def test_long_deletion_is_compact() -> None:
    text = "Start.\n" + "All of this goes away soon. " * 60 + "\n\nEnd."
    gone = text[7:-4]
    of = result(text, [edit(text, gone, "")])
    assert "⟨1,682 characters, 3 lines⟩-]¹" in body(of)
    assert drawn(of).count("\n") < 15


def test_summary_counts_by_rule() -> None:
    text = "One , two , three."
    edits = [edit(text, " , two", ", two"), edit(text, " , three", ", three")]
    asked = [edit("One, two, three.", "two", None, rule="flag")]
    assert re.search(
        r"By rule +changed +to decide\nr +2 +·\nflag +· +1\n$",
        drawn(result(text, edits, asked=asked)),
    )


@pytest.mark.parametrize("width", [24, 40, 60, 80, 200])
def test_lines_fit(width: int) -> None:
    long = " Pneumonoultramicroscopicsilicovolcanoconiosis" * 3
    text = (OSLO + long + " 这是一个很长的句子" * 9) * 2
    for line in drawn(result(text, [edit(text, " ,", ",")]), width=width).splitlines():
        assert cell_len(line) <= max(width, 34)


def test_wide_characters_are_folded_by_their_width() -> None:
    text = "首都は東京です、" * 12
    lines = drawn(result(text, [edit(text, "、首", "首")], lang="ja"), width=40).splitlines()
    assert max(map(cell_len, lines)) in (39, 40)


def test_colour_has_no_marks_and_plain_has_no_codes() -> None:
    of = result(OSLO, [edit(OSLO, "old", "new")])
    assert "\x1b[" not in drawn(of)
    coloured = drawn(of, colour=True)
    assert "[-" not in coloured.replace("\x1b[", "")
    assert re.search(r"\x1b\[9;\d+m *old", coloured), "struck out"
    assert re.search(r"\x1b\[1;\d+m *new", coloured), "bold"


def test_right_to_left_is_isolated_not_reordered() -> None:
    text = "ירושלים , בירת ישראל, עיר עתיקה. העיר העתיקה ישנה"
    of = result(text, [edit(text, " ,", ","), edit(text, "ישנה", "חדשה")], lang="he")
    shown = body(of)
    assert shown.startswith(FIRST_STRONG)
    assert shown.endswith(POP)
    assert f"[-{FIRST_STRONG}ישנה{POP}-]{{+{FIRST_STRONG}חדשה{POP}+}}" in shown
    plain = shown.replace(FIRST_STRONG, "").replace(POP, "")
    assert plain.startswith("ירושלים[-␣-]¹, בירת")


@pytest.mark.parametrize("width", [24, 30, 37])
def test_isolates_are_balanced_in_every_line(width: int) -> None:
    text = "לפני " + "המילים האלה כולן נמחקו מן הטקסט " * 4 + "אחרי ועוד ועוד"
    of = result(text, [edit(text, text[5:-15], "")], lang="he")
    for line in drawn(of, width=width).splitlines():
        depth = 0
        for character in line:
            depth += {FIRST_STRONG: 1, POP: -1}.get(character, 0)
            assert depth >= 0
        assert depth == 0


def test_escape_sequences_and_overrides_of_the_text_do_nothing() -> None:
    text = "\x1b[31mred\x07 \u202eevil\u2066 \x9b2J , end"
    of = result(text, [edit(text, " , end", ", end")], asked=[edit(text, "\x1b[31m", None)])
    for shown in (drawn(of), "\n".join(text_lines(Report("\x1b]0;x", of)))):
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
    assert "⟨ESC⟩[31mred⟨BEL⟩ ⟨RLO⟩evil⟨LRI⟩" in drawn(of)
    assert escaped("\ud800") == "⟨U+D800⟩"


@given(ledgers())
@settings(max_examples=150, deadline=None)
def test_every_view_bears_every_text(of: Result) -> None:
    report = Report("dir/a b.txt", of)
    for colour in (False, True):
        drawn(of, width=40, colour=colour).encode("utf-8")
    page = page_of([report])
    page.encode("utf-8")
    Balanced().feed(page)
    json.loads(as_json.render([report]).encode("utf-8"))
    json.loads(sarif.render([report]).encode("utf-8"))
    for line in (*text_lines(report), *github_lines(report)):
        assert "\n" not in line
        assert "\r" not in line


@given(ledgers())
@settings(max_examples=200, deadline=None)
def test_passages_hold_the_old_and_the_new_text(of: Result) -> None:
    numbers = set()
    for passage in passages.changes(of):
        parts = [p for p in passage.parts if p.look not in ("ref", "gap")]
        assert "".join(p.text for p in parts if p.look != "ins") in of.original
        assert "".join(p.text for p in parts if p.look != "del") in of.final
        numbers |= {n for reason in passage.reasons for n in reason.numbers}
    assert numbers == set(range(1, len(of.changes) + 1))
    for passage in passages.questions(of):
        parts = [p for p in passage.parts if p.look not in ("ref", "gap")]
        assert "".join(p.text for p in parts) in of.final


@given(ledgers())
@settings(max_examples=200, deadline=None)
def test_replaying_applied_findings_gives_the_final_text(of: Result) -> None:
    parts, at = [], 0
    for finding in findings(of):
        assert of.original[finding.start : finding.end] == finding.before
        if finding.applied:
            parts += [of.original[at : finding.start], finding.after or ""]
            at = finding.end
    assert "".join([*parts, of.original[at:]]) == of.final


def test_lines_and_columns() -> None:
    lines = Lines("ab\r\nc😀d\re\n")
    assert [lines.at(n) for n in (0, 1, 4, 5, 6, 8, 10)] == [
        (1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (3, 1), (4, 1)
    ]  # fmt: skip


def test_json_view() -> None:
    of = result(OSLO, [edit(OSLO, " ,", ",")], asked=[edit(OSLO.replace(" ,", ","), "old", None)])
    page = json.loads(as_json.render([Report("a.txt", of), Report("b.txt", error="b.txt: gone")]))
    first, second = page["files"][0]["findings"]
    assert (first["line"], first["column"], first["end_column"]) == (1, 5, 7)
    assert (first["before"], first["after"], first["applied"]) == (" ,", ",", True)
    assert (second["after"], second["applied"], second["start"]) == (None, False, OSLO.index("old"))
    assert page["files"][1] == {"file": "b.txt", "error": "b.txt: gone"}
    assert page["summary"] == {"r": 2}


def test_pending_edit_inside_a_change_is_told_in_original_terms() -> None:
    text = "aa bb cc"
    of = result(text, [edit(text, "bb", "BxB")], asked=[edit("aa BxB cc", "x", "y")])
    pending = findings(of)[1]
    assert (pending.before, pending.after) == ("bb", "ByB")


def test_sarif_view() -> None:
    text = "é😀 Oslo , the capital.\nOld."
    of = result(text, [edit(text, " ,", ",")], asked=[edit(text.replace(" ,", ","), "Old", None)])
    log = json.loads(sarif.render([Report("my dir/a.txt", of), Report("b", error="b: gone")]))
    run = log["runs"][0]
    assert log["version"] == "2.1.0"
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["tool"]["driver"]["rules"] == [{"id": "r"}]
    change, question = run["results"]
    place = change["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "my%20dir/a.txt"
    assert place["region"] == {
        "startLine": 1, "startColumn": 8, "endLine": 1, "endColumn": 10,
        "charOffset": 7, "charLength": 2,
    }  # fmt: skip
    replacement = change["fixes"][0]["artifactChanges"][0]["replacements"][0]
    assert replacement["insertedContent"] == {"text": ","}
    assert (change["level"], question["level"]) == ("warning", "note")
    assert "fixes" not in question
    assert run["invocations"][0]["executionSuccessful"] is False


def test_github_view_escapes() -> None:
    of = result(OSLO, [edit(OSLO, " ,", ",", message="50%\nof, it: all")])
    assert list(github_lines(Report("a,b:c.txt", of))) == [
        "::warning file=a%2Cb%3Ac.txt,line=1,endLine=1,col=5,endColumn=7,title=r"
        "::50%25%0Aof, it: all [r]"
    ]
    assert list(github_lines(Report("a", error="no"))) == ["::error file=a::no"]


class Balanced(HTMLParser):
    """Complains about tags that do not match, and about any that are not the page's own."""

    VOID = ("meta", "input")
    ALLOWED = re.compile(
        "html|head|meta|title|style|body|header|main|section|h[123]|p|article|span|del|ins|mark|bdi"
        "|code|table|thead|tbody|tr|th|td|a|form|label|input|select|option|optgroup|button|output"
        "|details|summary|dialog|dl|script"
    )

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: set[str] = set()
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert self.ALLOWED.fullmatch(tag), tag
        self.attributes |= {name for name, _ in attrs}
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


NASTY = (
    '<script>alert(1)</script> "Oslo" , <b onclick="x">the</b> & \x00capital\x1b. '
    "</article></script><img src=x onerror=alert(2)> ' onfocus='alert(3)\u2028\u202e"
)


def test_page_is_safe_and_whole() -> None:
    message, evidence = "</style><u>", '"><script>alert(4)</script>'
    change = edit(
        NASTY, " ,", "<i>", message=message, rule='<r" onclick="alert(5)', evidence=evidence
    )
    page = page_of([Report("<n>\"'.txt", result(NASTY, [change])), Report("b<", error="b<: <x>")])
    parser = Balanced()
    parser.feed(page)
    assert parser.open == []
    assert not {name for name in parser.attributes if name.startswith("on")}
    assert len(parser.ids) == len(set(parser.ids))
    assert page.count("<script") == page.count("</script") == 1
    assert page.count("</style") == 1
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "http" not in page.replace("http-equiv", "")


def test_page_runs_and_loads_only_what_it_was_made_with() -> None:
    page = page_of([Report("a", result(OSLO, [edit(OSLO, " ,", ",")]))])
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    rules = dict(rule.split(" ", 1) for rule in policy[1].split("; "))
    for tag, rule in (("style", "style-src"), ("script", "script-src")):
        code = re.search(rf"<{tag}>(.*)</{tag}>", page, re.DOTALL)
        assert code is not None
        digest = base64.b64encode(hashlib.sha256(code[1].encode()).digest()).decode()
        assert rules.pop(rule) == f"'sha256-{digest}'"
    assert rules == dict.fromkeys(("default-src", "base-uri", "form-action"), "'none'")


def test_page_shows_each_place_in_its_sentence() -> None:
    asked = [edit("One, two", "two", None, rule="flag", safety=Safety.ASK)]
    of = result("One , two", [edit("One , two", " ,", ",")], asked=asked)
    first, second = re.findall(r'<p class="text"[^>]*>(.*?)</p>', page_of([Report("a", of)]))
    assert first == "One<del><bdi>␣</bdi></del>, two"
    assert second == "One, <mark><bdi>two</bdi></mark>"
