"""The document, written part by part: real insertions and deletions, the reasons as comments.

Only the standard library is needed: a document with tracked changes is made of few elements, and
the libraries for such documents have none for tracked changes. Sources: ECMA-376 part 1, 17.13.
"""

from __future__ import annotations

import io
import os
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from unicodedata import bidirectional
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from cleanup.language import language
from cleanup.show.docx import package
from cleanup.show.docx.pieces import Paragraph, Piece, paragraphs
from cleanup.show.invisible import named

if TYPE_CHECKING:
    from cleanup.pipeline import Result
    from cleanup.show.findings import Finding

AUTHOR = "cleanup"
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_TAB = re.compile(r"(\t)")


def render(result: Result, name: str) -> bytes:
    """The document.

    Args:
        result: what was changed and what is asked.
        name: title of the document.

    Dated by ``SOURCE_DATE_EPOCH`` (seconds since 1970) if that is set, else now; everything else
    depends on the result alone.
    """
    when = datetime.fromtimestamp(_now(), UTC)
    date = f"{when:%Y-%m-%dT%H:%M:%SZ}"
    found, remarks = paragraphs(result)
    lang = language(result.lang)
    drawing = _Drawing(date, rtl=lang.rtl)
    body = "".join(drawing.paragraph(paragraph) for paragraph in found)
    comments = "".join(_comment(number, r, date) for number, r in enumerate(remarks))
    parts = package.parts(
        body=body, comments=comments, title=escape(_legal(name)), date=date,
        lang=quoteattr(lang.tag if result.lang != "und" else "en"), rtl=lang.rtl,
    )  # fmt: skip
    stream = io.BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for path, text in parts.items():
            info = ZipInfo(path, max((1980, 1, 1, 0, 0, 0), when.timetuple()[:6]))
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, text.encode("utf-8"))
    return stream.getvalue()


def _now() -> float:
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    return float(given) if given.isascii() and given.isdecimal() else time.time()


class _Drawing:
    """Draws paragraphs; numbers the tracked changes.

    Args:
        date: of the changes.
        rtl: direction of a paragraph without any letter.
    """

    def __init__(self, date: str, *, rtl: bool) -> None:
        self._date, self._rtl = date, rtl
        self._number = 0

    def paragraph(self, paragraph: Paragraph) -> str:
        """A ``w:p`` element."""
        rtl = self._from_right(paragraph)
        style = f'<w:pStyle w:val="{paragraph.style}"/>' if paragraph.style else ""
        bidi = "<w:bidi/>" if rtl else ""
        end = (
            "" if paragraph.end == "keep" else f"<w:rPr>{self._tracked(paragraph.end, '')}</w:rPr>"
        )
        properties = f"<w:pPr>{style}{bidi}{end}</w:pPr>" if style or bidi or end else ""
        inner = "".join(self._piece(piece, rtl) for piece in paragraph.pieces)
        return f"<w:p>{properties}{inner}</w:p>\n"

    def _piece(self, piece: Piece, rtl: bool) -> str:
        if piece.kind == "open":
            return f'<w:commentRangeStart w:id="{piece.remark}"/>'
        if piece.kind == "close":
            return (
                f'<w:commentRangeEnd w:id="{piece.remark}"/>'
                '<w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr>'
                f'<w:commentReference w:id="{piece.remark}"/></w:r>'
            )
        run = _run(piece.text, "delText" if piece.kind == "del" else "t", rtl=rtl)
        return run if piece.kind == "keep" else self._tracked(piece.kind, run)

    def _tracked(self, kind: str, inner: str) -> str:
        self._number += 1
        who = f'w:id="{self._number}" w:author="{AUTHOR}" w:date="{self._date}"'
        return f"<w:{kind} {who}>{inner}</w:{kind}>" if inner else f"<w:{kind} {who}/>"

    def _from_right(self, paragraph: Paragraph) -> bool:
        """By the first letter, as the Unicode bidirectional algorithm does (rule P2)."""
        for piece in paragraph.pieces:
            for character in piece.text:
                direction = bidirectional(character)
                if direction in ("L", "R", "AL"):
                    return direction != "L"
        return self._rtl


def _run(text: str, element: str, *, rtl: bool) -> str:
    """A ``w:r`` element; `rtl` is the direction of its paragraph."""
    directions = set(map(bidirectional, text))
    from_right = bool(directions & {"R", "AL"}) or (rtl and "L" not in directions)
    pieces = "".join(
        "<w:tab/>" if piece == "\t"
        else f'<w:{element} xml:space="preserve">{escape(_legal(piece))}</w:{element}>'
        for piece in _TAB.split(text) if piece
    )  # fmt: skip
    return f"<w:r>{'<w:rPr><w:rtl/></w:rPr>' if from_right else ''}{pieces}</w:r>"


def _legal(text: str) -> str:
    """`text` as XML can hold it: a control character becomes its picture, ``␀`` for U+0000."""
    return _FORBIDDEN.sub(lambda m: chr(0x2400 + ord(m[0])) if ord(m[0]) < 32 else "\ufffd", text)


def _comment(number: int, finding: Finding, date: str) -> str:
    """A ``w:comment`` element: why, what is proposed, and by which rule."""
    lines = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="CommentText"/></w:pPr>{_run(line, "t", rtl=False)}</w:p>'
        for line in _said(finding)
    )
    who = f'w:id="{number}" w:author="{AUTHOR}" w:date="{date}" w:initials="c"'
    return f"<w:comment {who}>{lines}</w:comment>\n"


def _said(finding: Finding) -> Iterator[str]:
    evidence = f" ({finding.evidence})" if finding.evidence else ""
    yield " ".join(f"{finding.message}{evidence}".split())
    if not finding.applied and finding.after is not None:
        yield f"“{named(finding.before)}” → “{named(finding.after)}”?"
    sure = f" {finding.confidence:.2f}" if finding.confidence is not None else ""
    yield f"{', '.join(finding.rules or (finding.rule,))} · {finding.safety}{sure}"
