"""Control characters in running text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_CONTROL = re.compile(
    "\x1b\\[[0-9;]{0,20}[A-Za-z]"  # a terminal's colour
    "|[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+"
)
_READ = str.maketrans(
    {c: bytes((c,)).decode("cp1252", "ignore") for c in range(0x80, 0xA0)}
    | dict.fromkeys((*range(0x20), 0x7F, 0x83, 0x88, 0x98), "")
)


@rule(
    "control-characters",
    stage="encoding",
    safety=Safety.SAFE,
    message="A control character has no place in a text.",
    breaks_shields=True,
    fix=[
        Fix("Hel\x00lo wor\x07ld\x7f", "Hello world"),
        Fix("\x1b[31mRot\x1b[0m und grün", "Rot und grün", "de"),
        Fix("It\x92s a \x93good\x94 day \x96 really", "It’s a “good” day – really"),
        Fix("H\x00\xe9\x00l\x00a\x00s\x00", "Hélas", "fr"),
        Fix("и\x1d так", "и так", "ru"),
    ],
    keep=[
        Keep("Eins\tzwei\r\ndrei\nvier", "de"),
        Keep("Ещё один день — и всё", "ru"),
        Keep("naïve café"),
    ],
)
def control_characters(document: Document) -> Iterator[Found]:
    """Removes control characters; a C1 control becomes the Windows character it was.

    They are leftovers of transmission (NUL, bell, terminal colours) that nobody can see and that
    break files. Bytes 80 to 9F read as Latin-1 are quotes and dashes of Windows-1252. Tab, line
    ends and what separates lines belong to other rules.

    Source: Unicode Technical Report 20, table of characters unsuitable for markup; WHATWG Encoding
    Standard, where the label latin-1 means windows-1252.
    """
    text = document.text
    if text.isprintable():
        return
    for match in _CONTROL.finditer(text):
        before = text[match.start() - 1 : match.start()]
        doubtful = match[0] >= "\x80" and "\x80" <= before <= "ô"  # perhaps mojibake
        after = "" if match[0][0] == "\x1b" else match[0].translate(_READ)
        yield Found(*match.span(), after, safety=Safety.ASK if doubtful else Safety.SAFE)
