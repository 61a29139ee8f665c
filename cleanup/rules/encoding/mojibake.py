"""Text that was read in the wrong code page."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.mojibake import find
from cleanup.registry import Fix, Found, Keep, rule


@rule(
    "mojibake",
    stage="encoding",
    safety=Safety.SAFE,
    message="UTF-8 that was read in the wrong code page.",
    breaks_shields=True,
    fix=[
        Fix("PrivÃ© de libertÃ©, il sâ€™est enfui.", "Privé de liberté, il s’est enfui.", "fr"),
        Fix("VoilÃ le travail, Ã la carte.", "Voilà le travail, à la carte.", "fr"),
        Fix("DÃ©jÃ\u00a0 vu, Ã©tÃ© 2021", "Déjà vu, été 2021", "fr"),
        Fix("PÅ™Ã\u00adliÅ¡ mnoho lidÃ\u00ad", "Příliš mnoho lidí", "cs"),
        Fix("pĹ™Ă\u00adliĹˇ brzy", "příliš brzy", "cs"),
        Fix("Ã–sterreich und die SchweizÂ – einig", "Österreich und die Schweiz – einig", "de"),
        Fix("РџСЂРёРІРµС‚, РјРёСЂ!", "Привет, мир!", "ru"),
        Fix("Р РѕСЃСЃРёСЏ Рё РњРѕСЃРєРІР°", "Россия и Москва", "ru"),
        Fix("Ð\u009fÑ\u0080Ð¸Ð²ÐµÑ‚ вам", "Привет вам", "ru"),
        Fix("ÃƒÂ©tÃƒÂ©", "été", "fr"),
        Fix("She said â€œyesâ€ and left.", "She said “yes” and left."),
        Fix("caf√© ‚Äì ma├▒ana ðŸ˜€", "café – mañana 😀"),
        Fix("FÄƒrÄƒ început", "Fără început", "ro"),
        Fix("ä¸\u00adæ–‡å\u00ad— text", "中文字 text"),
    ],
    keep=[
        Keep("A AÇÃO DA IRMÃ” E A AMANHÃ…", "pt"),
        Keep("O SÃO JOÃO, À TARDE: “IRMÃ”", "pt"),
        Keep("Ăştia au o casă ORĂŞENEASCĂ… Ă”", "ro"),
        Keep("„Das Ä“ und „Ö“, riesengroß…", "de"),
        Keep("« passé… é » — l’ÉTÉ’", "fr"),
        Keep("Рік тому Рівне, «СССР», КРЁСТНЫЙ", "uk"),
        Keep("Ây dà, câu chuyện Ầm ĩ", "vi"),
        Keep("Å” är en bokstav", "sv"),
        Keep("¡Qué! ¿Él? «Sí» 10 €", "es"),
        Keep("λέξη «Ο» και Ξ…", "el"),
    ],
)
def mojibake(document: Document) -> Iterator[Found]:
    """Reads again what was UTF-8 and has been read in an 8-bit code page.

    Only the damaged characters of a word are touched, so that a text of which a part is
    damaged comes out whole. Western, Central European, Baltic, Turkish, Vietnamese, Cyrillic,
    Greek, Hebrew and Arabic Windows pages, ISO 8859-1 and -2, Mac Roman, KOI8-U and the DOS pages
    437, 850 and 866 are tried as the language allows, doubly misread text and lost last
    bytes (``voilÃ le``) included. What comes out must be letters of the language, signs, or three
    letters of one foreign script; what stands there must make no sense as it is.

    Source: the idea, and the kinds of damage, from ftfy (Robyn Speer); Unicode Standard, D92
    (well-formed UTF-8); WHATWG Encoding Standard (code pages).
    """
    for run in find(document.text, document.language):
        yield Found(run.start, run.end, run.after)
