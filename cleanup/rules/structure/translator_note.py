"""Notes of the translator that were left in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule

_NOTE = (
    r"(?:translator[’']?s[’']? note|translation note|note (?:of|from|by) the translator|"
    r"note on (?:the )?translation|anm(?:erkung|\.) de[sr] übersetzer(?:s|in)|"
    r"note d(?:u|e la) trad(?:ucteur|uctrice|uction|\.)|n\.? ?d\.? ?t\.?|"
    r"nota del? (?:la )?trad(?:uctora?|ucción|uttore|uttrice|\.)|nota d[oa] tradut(?:or|ora)|"
    r"noot van de vertaler|przyp(?:is|\.) tłum(?:acza|aczki|\.)|"
    r"прим(?:ечание|\.) пер(?:еводчика|\.)|прим(?:ітка|\.) пер(?:екладача|\.)|"
    r"pozn(?:ámka|\.) překl(?:adatele|\.)|nota traducătorului|çevirmenin notu|"
    r"ملاحظة المترجم|訳者注|訳注|译者注|译注|역자 주)"
)
_PARAGRAPH = re.compile(
    rf"(?:\r?\n)\s*[(\[（【*_]*\s*{_NOTE}\s*[:：.\-–—][^\n]*(?=\s*\Z)", re.IGNORECASE
)
_INLINE = re.compile(
    rf"[(\[（【]\s*(?:[^()\[\]（）【】\n]{{0,80}}[-–—,:：]\s*)?{_NOTE}"
    rf"(?:\s*[:：.\-–—]?[^()\[\]（）【】\n]{{0,200}})?[)\]）】]",
    re.IGNORECASE,
)


@rule(
    "translator-note",
    stage="structure",
    safety=Safety.SAFE,
    message="A translator's note, not part of the text.",
    breaks_shields=True,
    fix=[
        Fix("The port reopened.\n\n(Translator's note: names are kept.)\n", "The port reopened.\n"),
        Fix(
            "Le port a rouvert.\n\nNote du traducteur : les noms sont gardés.",
            "Le port a rouvert.",
            lang="fr",
        ),
        Fix("Порт открыт.\n\nПримечание переводчика: имена сохранены.", "Порт открыт.", lang="ru"),
        Fix("港が開いた。\n\n（訳者注：名前はそのまま）", "港が開いた。", lang="ja"),
    ],
    keep=[
        Keep("The translator's note was lost.\n\nNobody found it."),
        Keep("Die Anmerkung des Übersetzers fehlt.\n\nSchade.", lang="de"),
        Keep("(Note: the port is closed.)"),
    ],
)
def translator_note(document: Document) -> Iterator[Found]:
    """Removes a last paragraph that is a translator's note; asks about one inside the text.

    A note at the very end speaks about the work, not the news. Inside the text a note may
    explain a pun to the reader, so it is only pointed out.
    """
    text = document.text
    last = None
    if document.blocks and (start := document.blocks[-1].start) > 0:
        last = _PARAGRAPH.search(text, max(0, start - 8))
        if last:
            begin = len(text[: last.start()].rstrip())
            yield Found(begin, last.start() + len(last[0].rstrip()), "")
    for match in _INLINE.finditer(text):
        if last is None or match.start() < last.start():
            yield Found(*match.span(), None, "A translator's note inside the text.", Safety.ASK)
