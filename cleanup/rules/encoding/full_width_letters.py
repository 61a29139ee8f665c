"""Letters and digits as wide as an ideograph."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_WORD = "[０-９Ａ-Ｚａ-ｚ]"
_WIDE = re.compile(f"{_WORD}+(?:[．，：／＠＿＆＋\uff0d　]{_WORD}+)*")
_NARROW = str.maketrans({c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)} | {0x3000: " "})
_IDEOGRAPHIC = frozenset({"Hani", "Hira", "Kana", "Hang", "Bopo"})


@rule(
    "full-width-letters",
    stage="encoding",
    safety=Safety.SAFE,
    message="A letter or digit in the width of an ideograph.",
    breaks_shields=True,
    fix=[
        Fix("Die ＥＵ hat ２７ Staaten.", "Die EU hat 27 Staaten.", "de"),
        Fix("le ２０２１．０５ à Ｐａｒｉｓ", "le 2021.05 à Paris", "fr"),
        Fix("по Ｗｉ－Ｆｉ", "по Wi-Fi", "ru"),
    ],
    keep=[
        Keep("ＥＵは２７か国です。", "ja"),
        Keep("他有１００元", "zh"),
        Keep("The shop 「ＡＢＣ」 in 東京ＡＢＣビル"),
    ],
)
def full_width_letters(document: Document) -> Iterator[Found]:
    """Makes full-width Latin letters and digits ordinary ones in a text without ideographs.

    They are meant for columns of Chinese, Japanese and Korean; elsewhere they are left from
    the source, look wrong, and no search finds them. Beside an ideograph or its brackets
    they stay.

    Source: Unicode Standard Annex 11 (East Asian Width), Unicode Standard 18.5.
    """
    text = document.text
    if text.isascii() or not _IDEOGRAPHIC.isdisjoint(document.language.scripts):
        return
    for match in _WIDE.finditer(text):
        start, end = match.span()
        around = text[max(start - 1, 0) : start] + text[end : end + 1]
        if not any("\u3001" <= c <= "\ud7a3" for c in around):
            yield Found(start, end, match[0].translate(_NARROW))
