"""What the pages of the program share: a head that shuts everything out, colours, marked text.

A page needs nothing else: it is for reading, sending and keeping. Every piece of text is escaped
where it enters a page, and the page only runs and loads what it was made with, so markup in an
article can do nothing here.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from cleanup.show.invisible import escaped, named

if TYPE_CHECKING:
    from cleanup.show.passages import Part

_PAGE = """<!DOCTYPE html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="referrer" content="no-referrer">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
{body}
{script}</body>
</html>
"""


_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
"""Style sheets of drawings; in text there are none, for that is escaped."""


def document(title: str, body: str, *, style: str = "", script: str = "", api: bool = False) -> str:
    """A whole page.

    Args:
        title: plain text.
        body: HTML, safe already.
        style: CSS beside that of all pages.
        script: JavaScript; the page runs this and no other.
        api: whether the script may call the server that the page is from.
    """
    style = f"\n{asset(Path(__file__).with_name('html.css'))}{style}"
    styles = " ".join(f"'{_hash(each)}'" for each in (style, *sorted({*_STYLE.findall(body)})))
    policy = f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src {styles}"
    if script:
        script = f"\n{script}"
        policy += f"; script-src '{_hash(script)}'"
        script = f"<script>{script}</script>\n"
    if api:
        policy += "; connect-src 'self'"
    return _PAGE.format(policy=policy, title=safe(title), style=style, body=body, script=script)


@cache
def asset(path: Path) -> str:
    """A style sheet or script that comes with the program."""
    return path.read_text("utf-8")


def _hash(code: str) -> str:
    """What a content security policy calls a piece of style or script."""
    return f"sha256-{b64encode(sha256(code.encode()).digest()).decode()}"


def marked(parts: Iterable[Part]) -> str:
    """The parts of a passage with their changes marked."""
    return "".join(_part(look, text) for look, text in parts)


def _part(look: str, text: str) -> str:
    if look == "keep":
        return safe(text)
    if look == "break":
        return '<span class="gap">¶</span>\n'
    if look == "ref":
        return f"&NoBreak;<sup>{safe(text)}</sup>"
    if look == "gap":
        return f'<span class="gap">{safe(text)}</span>'
    return f"<{look}><bdi>{escape(named(text))}</bdi></{look}>"


def safe(text: str) -> str:
    """Text as it may stand in the page, also inside an attribute."""
    return escape(escaped(text.replace("\t", " ")))
