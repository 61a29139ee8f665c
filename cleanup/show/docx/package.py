"""The parts of the package that are the same in every document: styles, relations, types."""

from __future__ import annotations

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_TYPES = f"""{_XML}<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/>
<Override PartName="/word/styles.xml" ContentType="{_MAIN}.styles+xml"/>
<Override PartName="/word/settings.xml" ContentType="{_MAIN}.settings+xml"/>
<Override PartName="/word/comments.xml" ContentType="{_MAIN}.comments+xml"/>
<Override PartName="/docProps/core.xml"
 ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>
</Types>
"""
_TOP = f"""{_XML}<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>
<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties"
 Target="docProps/core.xml"/>
</Relationships>
"""
_INNER = f"""{_XML}<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>
<Relationship Id="rId2" Type="{_OFFICE}/settings" Target="settings.xml"/>
<Relationship Id="rId3" Type="{_OFFICE}/comments" Target="comments.xml"/>
</Relationships>
"""
_SETTINGS = f"""{_XML}<w:settings {_W}><w:zoom w:percent="100"/>
<w:compat><w:compatSetting w:name="compatibilityMode"
 w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>
"""
_SIZES = (32, 28, 26, 24, 22, 22)
"""Half points of the headings."""


def _style(id: str, name: str, paragraph: str = "", run: str = "") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr>'
        f"<w:rPr>{run}</w:rPr></w:style>\n"
    )


def _styles(lang: str, *, rtl: bool) -> str:
    headings = "".join(
        _style(f"Heading{n}", f"heading {n}", f'<w:keepNext/><w:outlineLvl w:val="{n - 1}"/>',
               f'<w:b/><w:bCs/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>')
        for n, size in enumerate(_SIZES, 1)
    )  # fmt: skip
    bidi = f" w:bidi={lang}" if rtl else ""
    return (
        f"{_XML}<w:styles {_W}>\n<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val={lang}{bidi}/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>\n"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/></w:style>\n'
        f"{headings}"
        + _style("ListParagraph", "List Paragraph", '<w:ind w:left="720"/>')
        + _style("Quote", "Quote", '<w:ind w:left="720"/>', "<w:i/><w:iCs/>")
        + _style("CommentText", "annotation text")
        + '<w:style w:type="character" w:styleId="CommentReference">'
        '<w:name w:val="annotation reference"/><w:rPr><w:sz w:val="16"/></w:rPr></w:style>\n'
        "</w:styles>\n"
    )


def parts(
    *, body: str, comments: str, title: str, date: str, lang: str, rtl: bool
) -> dict[str, str]:
    """All parts of a document by their paths.

    Args:
        body: the paragraphs, as XML.
        comments: the ``w:comment`` elements.
        title: as XML text.
        date: ISO 8601, in UTC.
        lang: BCP 47 tag, quoted for an attribute.
        rtl: the language is written from right to left.
    """
    core = (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{title}</dc:title><dc:creator>cleanup</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{date}</dcterms:created>'
        "</cp:coreProperties>\n"
    )
    page = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440"'
    page += ' w:bottom="1440" w:left="1440" w:header="708" w:footer="708" w:gutter="0"/>'
    section = f"<w:sectPr>{page}{'<w:bidi/>' if rtl else ''}</w:sectPr>"
    return {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _TOP,
        "docProps/core.xml": core,
        "word/_rels/document.xml.rels": _INNER,
        "word/document.xml": f"{_XML}<w:document {_W}><w:body>\n{body}{section}</w:body>"
        "</w:document>\n",
        "word/styles.xml": _styles(lang, rtl=rtl),
        "word/settings.xml": _SETTINGS,
        "word/comments.xml": f"{_XML}<w:comments {_W}>\n{comments}</w:comments>\n",
    }
