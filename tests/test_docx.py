"""Tracked changes: what accepting and rejecting all of them leaves, in XML and in LibreOffice."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from ledgers import edit, ledgers, result
from terminal_io import ROOT, cleanup

from cleanup.edit import Safety
from cleanup.pipeline import Result
from cleanup.show.docx.draw import render
from cleanup.show.invisible import LINE_END

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
SEED = ROOT.parent / "shared" / "data" / "seed" / "article.en.txt"
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


@pytest.fixture(autouse=True)
def _dated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770000000")


def part(document: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return ElementTree.fromstring(archive.read(f"word/{name}.xml"))


def texts(document: bytes) -> tuple[str, str]:
    """What rejecting and what accepting everything leaves, by the rules of the standard."""
    old: list[str] = []
    new: list[str] = []
    found = part(document, "document").findall(f".//{W}p")
    for number, paragraph in enumerate(found):
        for child in paragraph:
            sides = {f"{W}del": [old], f"{W}ins": [new], f"{W}r": [old, new]}.get(child.tag, [])
            for leaf in child.iter():
                if leaf.tag in (f"{W}t", f"{W}delText", f"{W}tab"):
                    for side in sides:
                        side.append("\t" if leaf.tag == f"{W}tab" else leaf.text or "")
        mark = paragraph.find(f"{W}pPr/{W}rPr")
        fate = "" if mark is None else mark[0].tag
        if number < len(found) - 1:
            old += ["\n"] * (fate != f"{W}ins")
            new += ["\n"] * (fate != f"{W}del")
    return "".join(old), "".join(new)


def legal(text: str) -> str:
    text = FORBIDDEN.sub(lambda m: chr(0x2400 + ord(m[0])), LINE_END.sub("\n", text))
    return re.sub("[\ud800-\udfff\ufffe\uffff]", "\ufffd", text)


@given(ledgers())
@settings(max_examples=300, deadline=None)
def test_rejecting_gives_the_original_and_accepting_the_result(of: Result) -> None:
    document = render(of, "a\x00.txt")
    old, new = texts(document)
    assert (old, new) == (legal(of.original), legal(of.final))
    body = part(document, "document")
    opened = [e.get(f"{W}id") for e in body.iter(f"{W}commentRangeStart")]
    closed = [e.get(f"{W}id") for e in body.iter(f"{W}commentRangeEnd")]
    comments = [e.get(f"{W}id") for e in part(document, "comments")]
    assert sorted(opened, key=str) == sorted(closed, key=str) == sorted(comments, key=str)
    order = [(e.tag, e.get(f"{W}id")) for e in body.iter() if "commentRange" in e.tag]
    for number in comments:
        assert order.index((f"{W}commentRangeStart", number)) < order.index(
            (f"{W}commentRangeEnd", number)
        )


def test_changes_are_dated_signed_and_explained() -> None:
    text = "Oslo , the capital of Norway, lies at a fjord."
    asked = [edit(text.replace(" ,", ","), "lies", "lay", rule="tense", safety=Safety.ASK)]
    of = result(text, [edit(text, " ,", ",", rule="space", message="No space here.")], asked=asked)
    document = render(of, "oslo.txt")
    assert document == render(of, "oslo.txt"), "the same input gives the same bytes"
    change = next(part(document, "document").iter(f"{W}del"))
    assert change.get(f"{W}author") == "cleanup"
    assert change.get(f"{W}date") == "2026-02-02T02:40:00Z"
    said = ["\n".join(t.text or "" for t in comment.iter(f"{W}t"))
            for comment in part(document, "comments")]  # fmt: skip
    assert said == ["No space here.\nspace · safe", "Because.\n“lies” → “lay”?\ntense · ask"]
    body = ElementTree.tostring(part(document, "document"), "unicode")
    anchored = body.index("commentRangeStart"), body.index(":del "), body.index("commentRangeEnd")
    assert list(anchored) == sorted(anchored)


def test_shapes_and_directions() -> None:
    text = "# A title\n\nA paragraph that ends.\n- a point\n"
    styles = [p.find(f"{W}pPr/{W}pStyle") for p in part(render(result(text), "a"), "document")[0]]
    assert [s.get(f"{W}val") for s in styles if s is not None] == ["Heading1", "ListParagraph"]
    text = "قال إن NATO قوية جدا .\nEnglish line.\n"
    of = result(text, [edit(text, " .", ".")], lang="ar")
    paragraphs = part(render(of, "a"), "document").findall(f".//{W}p")
    assert [p.find(f"{W}pPr/{W}bidi") is not None for p in paragraphs] == [True, False, True]
    assert paragraphs[0].find(f".//{W}del//{W}rtl") is not None
    assert texts(render(of, "a"))[1] == of.final


SAMPLES = [
    ("en", "Heading\n\nOne , two three three.\nGone.\n\n\n- tab\there\n",
     [(" ,", ","), ("three ", ""), ("Gone.\n\n", "")]),
    ("ar", "قال الوزير إن المحادثات انتهت .\nNATO قوية.\n", [(" .", "."), ("NATO", "الناتو")]),
    ("ja", "首都は東京です、\n会議は終わった。\n", [("、", "。"), ("会議は", "会談は\n")]),
]  # fmt: skip


MACRO = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Settle"
 script:language="StarBasic">
Function Given(name, value)
  Dim found As New com.sun.star.beans.PropertyValue
  found.Name = name
  found.Value = value
  Given = found
End Function
Sub Settle(source, command, target)
  Dim document, helper
  document = StarDesktop.loadComponentFromURL(source, "_blank", 0, Array(Given("Hidden", True)))
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  helper.executeDispatch(document.CurrentController.Frame, command, "", 0, Array())
  document.storeToURL(target, Array(Given("FilterName", "Text (encoded)"), _
    Given("FilterOptions", "UTF8,LF,,,false")))
  document.close(True)
End Sub
</script:module>
"""
LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
<library:element library:name="Settle"/></library:library>
"""


def settled_in_office(document: bytes, folder: Path) -> list[str]:
    """What LibreOffice has after "Reject All", and after "Accept All"."""
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("no LibreOffice here: apt-get install libreoffice-writer-nogui")
    basic = folder / "profile" / "user" / "basic" / "Standard"
    basic.mkdir(parents=True)
    (basic / "script.xlb").write_text(LIBRARY, "utf-8")
    (basic / "Settle.xba").write_text(MACRO, "utf-8")
    (folder / "in.docx").write_bytes(document)
    found = []
    for command in ("RejectAllTrackedChanges", "AcceptAllTrackedChanges"):
        target = folder / f"{command}.txt"
        given = f'"{(folder / "in.docx").as_uri()}",".uno:{command}","{target.as_uri()}"'
        call = [
            soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
            "--norestore", "--nologo", f"macro:///Standard.Settle.Settle({given})",
        ]  # fmt: skip
        subprocess.run(call, check=True, capture_output=True, timeout=300)
        found.append(target.read_text("utf-8"))
    return found


@pytest.mark.parametrize(("lang", "text", "changes"), SAMPLES, ids=[s[0] for s in SAMPLES])
def test_libreoffice_reads_it(
    lang: str, text: str, changes: list[tuple[str, str]], tmp_path: Path
) -> None:
    of = result(text, [edit(text, before, after) for before, after in changes], lang=lang)
    assert settled_in_office(render(of, "in"), tmp_path) == [of.original, of.final]


def test_command(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Oslo , the capital.\n", "utf-8")
    out = tmp_path / "a.docx"
    ran = cleanup("diff", article, "--docx", out)
    assert (ran.code, ran.out) == (1, b"")
    assert texts(out.read_bytes()) == ("Oslo , the capital.\n", "Oslo, the capital.\n")
    assert cleanup("diff", article, article, "--docx", out).code == 2
