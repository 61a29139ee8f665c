"""Characters without any shape."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_JOINERS = "\u200c\u200d"
_SELECTORS = "\ufe00-\ufe0f"
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u180e\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffc"
    f"{_JOINERS}{_SELECTORS}\U000e0001\U000e0020-\U000e007f\U000e0100-\U000e01ef]+"
)

_JOINING = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18af\u1b00-\u1c4f\ua800-\uabff"
    "\ufb50-\ufdff\ufe70-\ufefc\U00010a00-\U00011fff]"
)
"""Letters of scripts in which ZWJ and ZWNJ choose between forms of a letter."""

_PICTURE = re.compile("[#*0-9©®‼⁉™ℹ\u2190-\u2bff〰〽㊗㊙\U0001f000-\U0001fbff\u20e3\ufe0f]")
_IDEOGRAPH = re.compile(
    "[\u1800-\u18af\u2200-\u22ff\u3000-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_UNSPACED = re.compile("[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff]")
"""Letters of scripts without spaces (Thai, Lao, Tibetan, Burmese, Khmer), where U+200B says where
a line may break."""


@rule(
    "invisible-characters",
    stage="encoding",
    safety=Safety.SAFE,
    message="An invisible character that does nothing here.",
    breaks_shields=True,
    fix=[
        Fix("Re\u00adgie\u200brung und\u2060 Staat", "Regierung und Staat", "de"),
        Fix("\ufeffBonjour \u200bà tous", "Bonjour à tous", "fr"),
        Fix("приве\u200dт, ми\ufeffр", "привет, мир", "ru"),
        Fix("https://exam\u200bple.org/a", "https://example.org/a"),
        Fix("早口\u200b言葉", "早口言葉", "ja"),
        Fix("a\ufe0fb 5\ufffc", "ab 5"),
    ],
    keep=[
        Keep("می\u200cخواهم کتاب\u200cها", "fa"),
        Keep("क्\u200dष और क्\u200cष", "hi"),
        Keep("👩\u200d👩\u200d👧 ❤\ufe0f 1\ufe0f\u20e3 🏳\ufe0f\u200d🌈"),
        Keep("🏴\U000e0067\U000e0062\U000e007f"),
        Keep("葛\U000e0100城市", "ja"),
        Keep("東京都", "ja"),
        Keep("ภาษา\u200bไทย", "th"),
        Keep("Regierung und Staat", "de"),
    ],
)
def invisible_characters(document: Document) -> Iterator[Found]:
    """Removes soft hyphens, zero-width spaces, byte order marks and the like.

    Copied along from web pages and word processors, they split words for every search,
    dictionary and speaker. Joiners stay beside letters of scripts that need them and in emoji,
    variation selectors after what has variants, zero-width spaces in scripts without spaces.

    Source: Unicode Standard 23.2 and 23.8, UTS #51 (emoji), Technical Report 20 for text.
    """
    text = document.text
    if text.isascii():
        return
    for match in _INVISIBLE.finditer(text):
        start, end = match.span()
        before, behind = text[start - 1 : start], text[end : end + 1]
        kept = "".join(c for c in match[0] if _serves(c, before, behind))
        doubtful = match[0][0] == "\xad" and "À" <= before <= "ß"  # perhaps mojibake
        yield Found(start, end, kept, safety=Safety.ASK if doubtful else Safety.SAFE)


def _serves(ch: str, before: str, behind: str) -> bool:
    """Whether an invisible character does its work between its two neighbours."""
    if ch in _JOINERS:
        if _JOINING.match(before) or _JOINING.match(behind):
            return True
        return ch == "\u200d" and bool(_PICTURE.match(before) and _PICTURE.match(behind))
    if ch in "\ufe0e\ufe0f":
        return bool(_PICTURE.match(before) or _IDEOGRAPH.match(before))
    if "\ufe00" <= ch <= "\ufe0f" or ch >= "\U000e0100":
        return bool(_IDEOGRAPH.match(before))
    if ch >= "\U000e0001":
        return bool(_PICTURE.match(before))
    if ch == "\u200b":
        return bool(_UNSPACED.match(before) and _UNSPACED.match(behind))
    return ch == "\u180e" and "\u1800" <= before <= "\u18af"
