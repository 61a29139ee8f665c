"""Stage *encoding*: mojibake read back from every code page, and good text left alone."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup import Cleaner, Config, Document
from cleanup.language import language
from cleanup.markup.entities import entities
from cleanup.mojibake import repaired
from cleanup.registry import all_rules

SENTENCES = {
    "bg": "Сутрин градът ухае на хляб, а ѝ се пие чай.",
    "cs": "Příliš žluťoučký kůň – říká se – úpěl „ďábelské ódy“ až do rána.",
    "da": "Årets største fest blev aflyst på øen, sagde borgmesteren.",
    "de": "Über Nacht fiel Schnee auf „Groß Glienicke“ – äußerst spät im März.",
    "el": "Το χωριό γιόρτασε χθες με “μεγάλη” χαρά.",
    "es": "¿Qué pasó ayer? El niño, según su tía, llegó a España en avión.",
    "et": "Öösel sadas lund ja üks õunapuu murdus.",
    "fa": "دیروز باران بارید و هوا سرد شد.",
    "fr": "À l’été 1998, où étais-tu ? « Là-bas », répondit-il, déjà gêné — l’œil noir.",
    "he": "אתמול ירד גשם בעיר כולה.",
    "hi": "कल शहर में तेज़ बारिश हुई।",
    "hu": "Őszi árvíztűrő gépek, új főúton.",
    "it": "La città è così: perché no? «Sarà», disse, «più avanti».",
    "ja": "昨日、街で大きな祭りがあった。",
    "lt": "Žiemą įšalo ežeras, ūkininkai džiaugėsi.",
    "nl": "De coöperatie vond het ‘café’ te duur – vóór de zomer.",
    "pl": "Zażółć gęślą jaźń, mówił wójt w Łodzi: „Źle”.",
    "pt": "Não há pão à tarde às três; é ótimo, avô.",
    "ro": "Fără ploaie, țara își așteaptă în tăcere vara „lungă”.",
    "ru": "Вчера в Россию и Польшу пришла весна — «рано», сказал он.",
    "sk": "Ľudia môžu šťastne žiť v dedinke pri Štúrove.",
    "sv": "Åka skidor på ön är härligt, sade Örjan.",
    "tr": "Şu güzel İzmir’de yağmur yağdı, çok ıslandık.",
    "uk": "Учора в Україні дощило, і ґрунт розм’як; їжа є.",
    "vi": "Hôm qua trời mưa to ở thành phố.",
    "zh": "昨天城里下了一场大雨。",
}
PAGES = {
    **dict.fromkeys(SENTENCES, ("cp1252", "latin-1")),
    **dict.fromkeys(("cs", "hu", "pl", "ro", "sk"), ("cp1252", "latin-1", "cp1250")),
    **dict.fromkeys(("bg", "ru", "uk"), ("cp1252", "latin-1", "cp1251", "koi8_u", "cp866")),
    **dict.fromkeys(("de", "es", "it", "sv"), ("cp1252", "latin-1", "mac_roman", "cp850")),
    "el": ("cp1252", "cp1253"),
    "fa": ("cp1252", "cp1256"),
    "he": ("cp1252", "cp1255"),
    "lt": ("cp1252", "cp1257"),
    "tr": ("cp1252", "cp1254"),
}
CASES = [(tag, page) for tag in SENTENCES for page in PAGES[tag]]

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "ntrex"
NTREX = ("en", "fr", "de", "es", "it", "pt", "nl", "pl", "ru", "uk", "cs", "ro")
RULES = [rule for rule in all_rules().values() if rule.stage in ("encoding", "markup")]


def misread(text: str, page: str) -> str:
    """The UTF-8 of `text` read in a code page; bytes without a character become C1 controls."""
    found = ""
    for byte in text.encode():
        try:
            found += bytes((byte,)).decode(page)
        except UnicodeDecodeError:
            found += chr(byte)
    return found


def settled(text: str, tag: str) -> str:
    """`text` repaired until nothing changes, as the passes of the program do."""
    for _ in range(4):
        text = repaired(text, language(tag))
    return text


@pytest.mark.parametrize(("tag", "page"), CASES)
def test_a_misread_text_is_read_again(tag: str, page: str) -> None:
    text = SENTENCES[tag]
    if page == "cp866":
        text = text.translate({0x2014: "-", 0x2019: "'"})  # made of plain letters in that page
    assert settled(misread(text, page), tag) == text


@pytest.mark.parametrize(("tag", "page"), CASES)
def test_one_misread_word_in_a_good_text(tag: str, page: str) -> None:
    words = SENTENCES[tag].split(" ")
    for number, word in enumerate(words):
        if len(word.strip("«»„“”‘’–—.,;:?")) > 2 and page not in ("cp866", "koi8_u"):
            damaged = [*words[:number], misread(word, page), *words[number + 1 :]]
            assert settled(" ".join(damaged), tag) == " ".join(words)


@pytest.mark.parametrize("tag", SENTENCES)
def test_misread_twice(tag: str) -> None:
    text = SENTENCES[tag]
    assert settled(misread(misread(text, "cp1252"), "cp1252"), tag) == text


@pytest.mark.parametrize("tag", SENTENCES)
@pytest.mark.parametrize("shown_as", [*SENTENCES, "und"])
def test_good_text_is_no_mojibake_in_any_language(tag: str, shown_as: str) -> None:
    for text in (SENTENCES[tag], SENTENCES[tag].upper(), SENTENCES[tag].title()):
        assert repaired(text, language(shown_as)) == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a &amp; b", ["&"]),
        ("&amp;amp;nbsp ;", ["\xa0"]),
        ("& nbsp ; &nbsp;", ["\xa0", "\xa0"]),
        ("&Eacute; &eacute; &EACUTE; &Nbsp;", ["É", "é", "É", "\xa0"]),
        ("&#233; &#xE9; & # 233 ; &#150;", ["é", "é", "é", "–"]),
        ("AT&T; R&D; a & b; &; &x; & part ; & copy ;", []),
        ("&copy &rsquo &nbspx &lt=3", ["’"]),
    ],
)
def test_entities(text: str, found: list[str]) -> None:
    assert [entity.char for entity in entities(text)] == found


ODD = st.text(
    st.one_of(
        st.sampled_from(
            "ÃÂâ€™©Ð¿Ñ€РІСЃ \u00ad\u200b\u200d\ufeff\u2028\x85\x00&;#amp nbsp</>*[]()\\nué"
        ),
        st.characters(codec=None),  # type: ignore[arg-type]
    ),
    max_size=40,
)


@given(ODD, st.sampled_from(["en", "pt", "ro", "ru", "ar", "ja", "und"]))
@settings(max_examples=300, deadline=None)
def test_any_text_settles(text: str, tag: str) -> None:
    with Cleaner(Config(only=("encoding",), engine=("none",), format="text")) as cleaner:
        result = cleaner.clean(text, lang=tag)
        assert not result.notes, "the passes must come to an end"
        assert cleaner.clean(result.final, lang=tag).final == result.final
        result.final.encode()


@pytest.mark.skipif(not DATA.is_dir(), reason="no development data at ../shared/data")
@pytest.mark.parametrize("tag", NTREX)
def test_good_prose_is_left_alone(tag: str) -> None:
    """No edit on human text but what removes invisible characters and joins loose accents."""
    with gzip.open(DATA / f"{tag}.dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        sentences = [s for line in lines for s in json.loads(line)["sentences"]]
    mending = {"invisible-characters", "canonical-form"}
    found = [
        edit
        for text in sentences
        for rule in RULES
        if rule.id not in mending and rule.covers(document := Document(text, tag))
        for edit in rule.propose(document)
    ]
    assert found == []
