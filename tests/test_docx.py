"""Tracked changes: what accepting and rejecting all of them leaves, in XML and in LibreOffice."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
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
        fates = set() if mark is None else {child.tag for child in mark}
        if number < len(found) - 1:
            old += ["\n"] * (f"{W}ins" not in fates)
            new += ["\n"] * (f"{W}del" not in fates)
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


def test_an_insertion_is_inside_its_comment() -> None:
    document = render(result("One two", [edit("One two", "e| t", ",")]), "a")
    tags = [e.tag.removeprefix(W) for e in next(part(document, "document").iter(f"{W}p"))]
    assert tags == ["pPr", "r", "commentRangeStart", "ins", "commentRangeEnd", "r", "r"]


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


UNO = """
import json, os, sys, time, uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException

def given(name, value):
    return PropertyValue(Name=name, Value=value)

def connected(name):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
    while True:  # the test that started the office ends this when it takes too long
        try:
            return resolver.resolve(f"uno:pipe,name={name};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)

office = connected(sys.argv[1])
desktop = office.ServiceManager.createInstance("com.sun.star.frame.Desktop")
helper = office.ServiceManager.createInstance("com.sun.star.frame.DispatchHelper")
found = []
for path in sys.argv[2:]:
    for command in ("Reject", "Accept"):
        document = desktop.loadComponentFromURL(path, "_blank", 0, (given("Hidden", True),))
        frame = document.CurrentController.Frame
        helper.executeDispatch(frame, f".uno:{command}AllTrackedChanges", "", 0, ())
        found.append(document.Text.String)
        document.close(True)
print(json.dumps(found), flush=True)
os._exit(0)  # taking down the bridge may crash, and there is nothing left to do
"""


def settled(documents: list[bytes], folder: Path) -> list[str]:
    """What LibreOffice has of each document after "Reject All", and after "Accept All"."""
    soffice, python = shutil.which("soffice"), "/usr/bin/python3"
    if soffice is None or subprocess.run([python, "-c", "import uno"], check=False).returncode:
        pytest.skip("no LibreOffice here: apt-get install libreoffice-writer python3-uno")
    paths = [folder / f"{number}.docx" for number in range(len(documents))]
    for path, document in zip(paths, documents, strict=True):
        path.write_bytes(document)
    name = f"cleanup-{folder.name}-{os.getpid()}"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    accept = f"--accept=pipe,name={name};urp;"
    quiet = ["--headless", "--norestore", "--nologo", "--nodefault"]
    office = subprocess.Popen([soffice, profile, *quiet, accept],
                              stderr=subprocess.DEVNULL, start_new_session=True)  # fmt: skip
    try:
        call = [python, "-c", UNO, name, *(path.as_uri() for path in paths)]
        ran = subprocess.run(call, check=False, capture_output=True, timeout=300)
        assert ran.returncode == 0, ran.stderr.decode()
    finally:
        os.killpg(office.pid, signal.SIGKILL)
        office.wait()
    found: list[str] = json.loads(ran.stdout)
    return found


def test_libreoffice_accepts_and_rejects(tmp_path: Path) -> None:
    results = [
        result(text, [edit(text, before, after) for before, after in changes], lang=lang)
        for lang, text, changes in SAMPLES
    ]
    documents = [render(of, "in") for of in results]
    wanted = [each for of in results for each in (of.original, of.final)]
    if SEED.is_file():
        out = tmp_path / "seed.docx"
        assert cleanup("diff", SEED, "--docx", out).code == 1
        documents.append(out.read_bytes())
        wanted += [SEED.read_text("utf-8"), cleanup("fix", SEED).text]
    assert settled(documents, tmp_path) == wanted


def test_command(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Oslo , the capital.\n", "utf-8")
    out = tmp_path / "a.docx"
    ran = cleanup("diff", article, "--docx", out)
    assert (ran.code, ran.out) == (1, b"")
    assert texts(out.read_bytes()) == ("Oslo , the capital.\n", "Oslo, the capital.\n")
    assert cleanup("diff", article, article, "--docx", out).code == 2
