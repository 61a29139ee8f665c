"""Reading text: from bytes to characters, and nothing else changed on the way.

Line ends stay as they are. A byte-order mark says how a file is encoded and is no part of its
text; it is remembered, so that `TextFile.encode` can put it back. What is not UTF-8 and carries
no mark is refused with the encoding it looks like: a guess never silently becomes text.
"""

from __future__ import annotations

import codecs
import re
import sys
from dataclasses import dataclass
from pathlib import Path

from cleanup.errors import InputError, UsageError

STDIN = "<stdin>"
"""What standard input is called in messages and findings."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins as the mark of UTF-16 does: must come first
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 65_536
"""Bytes that a guess looks at."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A text and how it was stored."""

    name: str
    """As the user called it; ``<stdin>`` for standard input."""
    path: Path | None
    """``None`` for standard input."""
    text: str
    encoding: str = "utf-8"
    mark: bytes = b""
    """The byte-order mark that stood before the text."""
    stamp: tuple[int, int] | None = None
    """Time of the last change (ns) and size in bytes when it was read."""
    notes: tuple[str, ...] = ()
    """What the reader should know of how it was decoded."""

    def encode(self, text: str) -> bytes:
        """`text` as bytes in the encoding of this file, with its byte-order mark.

        Raises:
            InputError: the encoding has no form for some character.
        """
        try:
            return self.mark + text.encode(self.encoding)
        except UnicodeEncodeError as error:
            raise InputError(
                f"{self.name}: the cleaned text holds U+{ord(text[error.start]):04X}, which "
                f"{_known_as(self.encoding)} cannot express: use -o to write it as UTF-8"
            ) from None


def read(name: str, encoding: str | None = None, fallback: str | None = None) -> TextFile:
    """The text of a file, or of standard input when `name` is ``-``.

    Args:
        name: path of the file.
        encoding: how to decode it; ``None`` takes the byte-order mark, else UTF-8.
        fallback: decodes what is neither marked nor UTF-8.

    Raises:
        InputError: it cannot be read or is not text in this encoding.
        UsageError: the encoding does not exist.
    """
    if name == "-":
        return decode(sys.stdin.buffer.read(), STDIN, encoding, fallback)
    path = Path(name)
    try:
        stat = path.stat()
        data = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{name}: no such file") from None
    except IsADirectoryError:
        raise InputError(f"{name}: is a directory; name the files in it") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise InputError(f"{name}: cannot be read: {reason}") from None
    return decode(data, name, encoding, fallback, path, (stat.st_mtime_ns, stat.st_size))


def decode(
    data: bytes,
    name: str,
    encoding: str | None = None,
    fallback: str | None = None,
    path: Path | None = None,
    stamp: tuple[int, int] | None = None,
) -> TextFile:
    """The text that `data` encodes; see `read`."""
    check_encoding(encoding or fallback)
    mark, used = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", "utf-8"))
    notes: list[str] = []
    if encoding is not None:
        if mark and codecs.lookup(encoding).name not in (used, *_families(used)):
            notes.append(f"marked as {used}, read as {_known_as(encoding)} as you asked")
            mark = b""
        used = used if mark else encoding
    try:
        text = data[len(mark) :].decode(used)
    except UnicodeError as error:
        if fallback is None or encoding is not None or mark:
            raise InputError(f"{name}: {_why_not(data, used, error)}") from None
        return decode(data, name, fallback, None, path, stamp)
    zeros = text.count("\0")
    if zeros > max(3, len(text) // 20) or (zeros and not mark and _wide(data)):
        wide = "" if mark else _wide(data)
        raise InputError(f"{name}: {_looks_like(wide) if wide else 'binary data, not text'}")
    if encoding is not None and codecs.lookup(used).name != "utf-8" and _is_utf8(data):
        notes.append(f"is valid UTF-8, read as {_known_as(encoding)} as you asked")
    return TextFile(name, path, text, used, mark, stamp, tuple(notes))


def check_encoding(encoding: str | None) -> None:
    """Refuse what is not the name of a text encoding.

    Raises:
        UsageError: there is no such encoding.
    """
    if encoding is None:
        return
    try:
        b"x".decode(encoding)  # an empty text is not even looked up
    except UnicodeError:
        return
    except (LookupError, ValueError):
        raise UsageError(
            f"unknown encoding {encoding!r}: examples are utf-8, windows-1252, shift_jis, gb18030"
        ) from None


def _families(encoding: str) -> tuple[str, ...]:
    """Codec names that ask for `encoding` and leave the byte order to the mark."""
    return (encoding.removesuffix("-le").removesuffix("-be"), f"{encoding}-sig")


def _why_not(data: bytes, encoding: str, error: UnicodeError) -> str:
    """Why `data` is not text in `encoding`, and what to do about it."""
    if not isinstance(error, UnicodeDecodeError):
        return f"not valid {_known_as(encoding)}: {error}"
    if encoding != "utf-8" or data.startswith(codecs.BOM_UTF8):
        return f"not valid {_known_as(encoding)}: {error.reason} at byte {error.start}"
    if wide := _wide(data):
        return _looks_like(wide)
    sample = data[:_SAMPLE]
    if 20 * len(_CONTROL.findall(sample)) > len(sample):
        return "binary data, not text"
    line = data.count(b"\n", 0, error.start) + 1
    where = f"not UTF-8 (byte 0x{data[error.start]:02X} in line {line})"
    if _mostly_utf8(data):
        return f"{where}, though most of it is: mend that line, or say --encoding"
    from cleanup.codepages import guess

    begin = data.rfind(b"\n", 0, error.start) + 1
    begin = max(begin, error.start - _SAMPLE // 2)
    likely = guess(data[begin : begin + _SAMPLE])
    if likely is None:
        return f"{where}, and no other encoding fits: say --encoding if you know it"
    return f"{where}: {_looks_like(likely)}"


def _looks_like(encoding: str) -> str:
    known = _known_as(encoding)
    return f"looks like {known}: pass --encoding {known}"


def _wide(data: bytes) -> str:
    """``utf-16-le`` or ``-be`` when every other byte is mostly zero, else ``""``."""
    sample = data[:_SAMPLE]
    if len(sample) < 8 or len(data) % 2:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if even == 0 and odd > len(sample) // 5:
        return "utf-16-le"
    return "utf-16-be" if odd == 0 and even > len(sample) // 5 else ""


def _is_utf8(data: bytes) -> bool:
    """Whether `data` is UTF-8 and not only ASCII."""
    try:
        return not data.isascii() and bool(data.decode())
    except UnicodeDecodeError:
        return False


def _mostly_utf8(data: bytes) -> bool:
    """Whether far more bytes beyond ASCII form UTF-8 characters than do not."""
    sample = data[:_SAMPLE].decode("utf-8", "replace")
    good = sum(c > "\x7f" for c in sample)
    bad = sample.count("\ufffd")
    return good - bad > 10 * bad


def _known_as(encoding: str) -> str:
    """The name by which people know a codec."""
    name = re.sub(r"^cp(125\d)$", r"windows-\1", encoding.lower().replace("_", "-"))
    return {"cp932": "shift_jis", "utf-8": "UTF-8", "cp949": "euc-kr"}.get(name, name)
