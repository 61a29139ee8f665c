r"""Escape sequences that nobody has read: ``\n``, ``\u2019``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document, Format
from cleanup.edit import Safety
from cleanup.markup.mentions import in_code, quoted
from cleanup.registry import Fix, Found, Keep, rule

_ESCAPE = re.compile(
    r"(?P<unicode>(?:\\{1,2}u ?[0-9a-fA-F]{4})+)"
    r"|(?P<byte>(?:\\{1,2}x[0-9a-fA-F]{2})+)"
    r"|(?P<line>[ ]?(?:\\{1,2} ?r)?\\{1,2} ?n(?:[ ]?(?:\\{1,2} ?r)?\\{1,2} ?n)*(?![a-z])[ ]?)"
    r"|(?P<tab>\\{1,2}t(?![a-z]))"
    r"|(?P<quote>\\{1,2} ?[\"'“”’])"
    r"|(?P<slash>\\{1,2}/)"
)
_ELSEWHERE = re.compile(
    r"\b[A-Za-z]:\\(?!/)|(?:^|\s)\\\\[\w.]+\\|\\(?:begin|end|text\w*|frac|alpha|beta|section|cite|ref|mathrm|sum)\b"
    r"|\\[dwsb][+*?{)\]]|\$[^$\n]{0,80}\\[a-z]+[^$\n]{0,80}\$|%\w*\\n|\[\^?[^\]\n]{0,40}\\[^\]\n]{0,40}\][+*]?"
)
"""Windows and network paths, LaTeX, regular expressions, format strings."""


@rule(
    "literal-escapes",
    stage="markup",
    safety=Safety.SAFE,
    message="An escape sequence instead of its character.",
    formats=[Format.TEXT, Format.HTML],
    needs="\\",
    breaks_shields=True,
    fix=[
        Fix(r"It\u2019s \"fine\".\nA new line.", 'It’s "fine".\nA new line.'),
        Fix(r"Primo.\n\nSecondo caff\xe8.", "Primo.\n\nSecondo caffè.", "it"),
        Fix(r"d\u00e9j\u00e0 vu \ud83d\ude00", "déjà vu 😀", "fr"),
        Fix(r"Раз.\r\nДва. \n Три.", "Раз.\nДва.\nТри.", "ru"),
        Fix(r"https:\/\/x.org\/a und 5 km\/h", "https://x.org/a und 5 km/h", "de"),
        Fix('Er sagt: \\ "Ja\\". \\ n Ende.', 'Er sagt: "Ja".\nEnde.', "de"),
        Fix(r"caf\xc3\xa9 l\'eau", "café l'eau", "fr"),
    ],
    keep=[
        Keep(r"C:\new\table, C:\Users\name and \\server\notes"),
        Keep(r"the regex [\u0400-\u04FF]+ and \d+\n, `\n` means a new line"),
        Keep(r"\textbf{x}, $\nu = \tau$, \name, \tab"),
        Keep(r'press “\n” or "\t"'),
        Keep(r"¯\_(ツ)_/¯ und printf(%d\n)", "de"),
    ],
)
def literal_escapes(document: Document) -> Iterator[Found]:
    r"""Puts the character itself where its escape sequence stands: ``\n``, ``\u2019``, ``\"``.

    JSON and program text that was translated undecoded leaves them. Paths, regular expressions,
    LaTeX and code, where a backslash is meant, stay: a line with one of them is not touched.

    Source: RFC 8259, 7 (JSON strings); ECMA-262, 12.9.4 (string literals).
    """
    text = document.text
    for match in _ESCAPE.finditer(text):
        after = _character(text, match)
        quotes = match.lastgroup != "quote" and quoted(text, *match.span())
        if after is None or quotes or in_code(document, *match.span()):
            continue
        start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - 400)
        if not _ELSEWHERE.search(text, start, match.end() + 100):
            yield Found(*match.span(), after)


def _character(text: str, match: re.Match[str]) -> str | None:
    """What an escape sequence stands for; None where it may be something else."""
    kind, written = match.lastgroup, match[0].replace("\\\\", "\\")
    before = text[match.start() - 1 : match.start()]
    if kind == "unicode":
        units = "".join(chr(int(code, 16)) for code in written.replace(" ", "").split("\\u")[1:])
        return units.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if kind == "byte":
        data = bytes.fromhex(written.replace("\\x", ""))
        try:
            return data.decode()
        except UnicodeDecodeError:
            return data.decode("cp1252", "replace")
    if kind == "line":
        return "\n" * min(2, written.count("n"))
    if kind == "tab":
        return "\t"
    if kind == "quote":
        return written[-1]
    return "/" if before and before not in " (" else None
