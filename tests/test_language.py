"""Writing conventions from CLDR, fallback of tags, and detection on sentences of our own."""

import json
import subprocess
import sys
import unicodedata

import pytest

from cleanup.detection import detect
from cleanup.errors import CleanupError, UsageError
from cleanup.language import Language, canonical, language, languages, script_of
from cleanup.resources import data_path

NBSP, NNBSP = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("tag", "quotes", "alternate"),
    [
        ("en", "“”", "‘’"),
        ("de", "„“", "‚‘"),
        ("de-AT", "„“", "‚‘"),
        ("de-CH", "«»", "‹›"),
        ("fr", "«»", "«»"),
        ("pt", "“”", "‘’"),
        ("pt-PT", "«»", "“”"),
        ("sv", "””", "’’"),
        ("ja", "「」", "『』"),
        ("zh", "“”", "‘’"),
        ("zh-Hant", "「」", "『』"),
    ],
)
def test_quotation_marks(tag, quotes, alternate):
    lang = language(tag)
    assert lang.quotes == tuple(quotes)
    assert lang.alternate_quotes == tuple(alternate)
    assert lang.opening_quotes == {quotes[0], alternate[0]}
    assert lang.closing_quotes == {quotes[1], alternate[1]}


@pytest.mark.parametrize(
    ("tag", "decimal", "group"),
    [
        ("en", ".", ","),
        ("de", ",", "."),
        ("de-AT", ",", NBSP),
        ("de-CH", ".", "'"),
        ("fr", ",", NNBSP),
        ("fr-CA", ",", NBSP),
        ("pt", ",", "."),
        ("pt-PT", ",", NBSP),
        ("es", ",", "."),
        ("es-MX", ".", ","),
        ("ru", ",", NBSP),
        ("ja", ".", ","),
    ],
)
def test_separators(tag, decimal, group):
    assert (language(tag).decimal, language(tag).group) == (decimal, group)


def test_native_digits():
    persian, german = language("fa"), language("de")
    assert persian.native_digits == "۰۱۲۳۴۵۶۷۸۹"
    assert (persian.native_decimal, persian.native_group) == ("٫", "٬")
    assert persian.native_first
    assert not language("hi").native_first
    assert language("hi").native_digits == "०१२३४५६७८९"
    assert german.native_digits == ""
    assert german.native_decimal == ","


def test_percent():
    assert language("de").percent_space == NBSP
    assert language("en").percent_space == ""
    assert language("tr").percent_first
    assert not language("de").percent_first


def test_only_french_spaces_its_colon():
    assert language("fr").colon_space == NNBSP
    assert language("fr-CA").colon_space == NBSP
    assert language("fr-CH").spaced_colon
    assert {tag for tag in languages() if language(tag).spaced_colon and "-" not in tag} == {
        "fr",
        "ht",
    }


@pytest.mark.parametrize(
    ("tag", "stop", "marks"),
    [
        ("en", ".", "!?…"),
        ("ja", "。", "！？…"),
        ("zh", "。", "！？"),
        ("ko", ".", "!?"),
        ("ar", ".", "؟!"),
        ("fa", ".", "؟!"),
        ("ur", "۔", "؟"),
        ("hi", "।", "?!॥"),
        ("mr", ".", "?!"),
        ("el", ".", ";\u037e!"),
        ("el-CY", ".", ";"),
        ("hy", "։", "."),
        ("am", "።", "!?"),
        ("my", "။", ""),
        ("sd", ".", "؟!"),
    ],
)
def test_terminals(tag, stop, marks):
    lang = language(tag)
    assert lang.full_stop == stop
    assert lang.terminals[0] == stop
    assert set(marks) <= set(lang.terminals)
    assert all(lang.is_terminal(mark) for mark in stop + marks)


def test_what_is_no_terminal():
    assert not language("en").is_terminal(";")
    assert not language("en").is_terminal(",")
    assert not language("en").is_terminal("")
    assert language("en").is_terminal("。"), "a foreign stop ends a sentence too"
    assert "。" not in language("en").terminals


def test_direction_and_spacing():
    assert {t for t in languages() if language(t).rtl} >= {"ar", "fa", "he", "ur", "ps"}
    spaceless = {t for t in languages() if "-" not in t and language(t).spaceless}
    assert spaceless == {"ja", "km", "lo", "my", "shn", "th", "yue", "zh"}
    assert not language("ko").spaceless
    assert {t for t in languages() if "-" not in t and language(t).full_width} == {
        "ja",
        "yue",
        "zh",
    }


def test_punctuation_and_ellipsis():
    assert {"،", "؛", "؟"} <= language("ar").punctuation
    assert {"-", "[", "]", "{", "&", "–"} <= language("pl").punctuation, "escapes are resolved"
    assert "\\" in language("el").punctuation
    assert "¿" in language("es").punctuation
    assert language("de").ellipsis == "…"


def test_letters():
    german, turkish, japanese = language("de"), language("tr"), language("ja")
    assert set("aäöüßZÄ") <= german.alphabet
    assert "ж" not in german.letters
    assert "é" in german.letters - german.alphabet, "for foreign words"
    assert "ß" not in language("de-CH").alphabet
    assert {"ı", "İ", "i", "I"} <= turkish.alphabet
    assert "漢" not in japanese.letters
    assert japanese.has_letter("漢")
    assert japanese.has_letter("の")
    assert not japanese.has_letter("한")
    assert language("ko").has_letter("한")
    assert language("hi").has_letter("\u095c"), "composed of a letter and a sign of Hindi"
    assert not language("ru").has_letter("і")
    assert language("xx").has_letter("ж"), "nothing is known to be foreign"
    assert "\u200c" in language("fa").letters
    assert "\u200d" not in german.letters


def test_scripts():
    assert language("ja").scripts == ("Hani", "Hira", "Kana")
    assert language("sr").scripts == ("Cyrl",)
    assert language("sr-Latn").scripts == ("Latn",)
    assert [script_of(c) for c in "aжλ漢のカ한กא1 "] == [
        *("Latn", "Cyrl", "Grek", "Hani", "Hira", "Kana", "Hang", "Thai", "Hebr", "", "")
    ]
    assert script_of("\U00020000") == "Hani"
    assert script_of("\u0301") == "", "a combining accent has no script of its own"


def test_abbreviations():
    assert {"dr", "z.b", "nr"} <= language("de").abbreviations
    assert "mr" in language("en").abbreviations
    assert language("pt-PT").abbreviations == language("pt").abbreviations != frozenset()
    assert language("ja").abbreviations == frozenset()


def test_names():
    assert (language("de").english, language("de").name) == ("German", "Deutsch")
    assert language("pt-PT").english == "European Portuguese"
    assert language("zh-Hant").name == "繁體中文"


@pytest.mark.parametrize(
    ("asked", "tag", "like"),
    [
        ("pt_br", "pt-BR", "pt"),
        ("PT-pt", "pt-PT", "pt-PT"),
        ("pt-AO", "pt-AO", "pt-PT"),
        ("es-GT", "es-GT", "es-MX"),
        ("en-US", "en-US", "en"),
        ("zh_TW", "zh-TW", "zh-Hant"),
        ("zh-Hant-TW", "zh-Hant-TW", "zh-Hant"),
        ("zh-CN", "zh-CN", "zh"),
        ("sr-ME", "sr-ME", "sr-Latn"),
        ("sr-latn-rs", "sr-Latn-RS", "sr-Latn"),
        ("iw", "he", "he"),
        ("deu", "de", "de"),
        ("tl-PH", "fil-PH", "fil"),
        ("de-CH-1996", "de-CH-1996", "de-CH"),
        ("de-DE-u-co-phonebk", "de-DE", "de"),
        (" fr ", "fr", "fr"),
    ],
)
def test_fallback(asked, tag, like):
    lang, parent = language(asked), language(like)
    assert lang.tag == canonical(asked) == tag
    assert lang.base == tag.split("-")[0]
    assert lang.known
    assert (lang.quotes, lang.decimal, lang.letters) == (
        parent.quotes,
        parent.decimal,
        parent.letters,
    )


@pytest.mark.parametrize("tag", ["xx", "und", "mul", "tlh", "x-mine", "uz-Cyrl", "ru-Latn"])
def test_unknown_language_is_neutral(tag):
    lang = language(tag)
    assert not lang.known
    assert lang.tag == lang.english == lang.name == tag
    assert lang.terminals == ".!?…"
    assert not lang.spaced_colon
    assert not lang.letters


def test_script_of_an_unknown_variant_is_kept():
    assert language("uz-Cyrl").scripts == ("Cyrl",)
    assert language("uz-Cyrl").has_letter("қ")
    assert language("pa-Arab").rtl


@pytest.mark.parametrize("tag", ["", "d", "de--CH", "deutsch", "12", "de-", "d e", "français"])
def test_malformed_tag(tag):
    with pytest.raises(UsageError, match="is not a language tag"):
        language(tag)


def test_a_name_is_answered_with_its_tag():
    with pytest.raises(UsageError, match="did you mean de"):
        language("German")
    with pytest.raises(UsageError, match="did you mean fr"):
        language("français")


def test_the_data_file():
    lines = data_path("locales.json").read_text(encoding="utf-8").splitlines()
    data = json.loads("\n".join(lines))
    assert len(lines) == len(data) + 2, "one language a line"
    assert list(data) == sorted(data)
    assert all(list(record) == sorted(record) for record in data.values() if type(record) is dict)
    assert languages() == sorted(tag for tag in data if tag[0] != "*" and tag != "und")
    for tag, parent in data["*parents"].items():
        assert parent in data
        assert tag.startswith(parent.split("-")[0])
    for tag in languages():
        lang = language(tag)
        assert lang.known
        assert isinstance(lang, Language)
        assert len(lang.quotes) == len(lang.alternate_quotes) == 2
        assert all(len(mark) == 1 for mark in lang.quotes)
        assert lang.decimal != lang.group
        assert lang.scripts
        assert len(lang.native_digits) in (0, 10)
        assert set(".!?…") <= set(lang.terminals)
        assert not any(unicodedata.category(c)[0] in "PSNZ" for c in lang.letters)
        assert hash(lang) == hash(language(tag))


def test_missing_data_is_said_clearly():
    with pytest.raises(CleanupError, match=r"nowhere\.json.*missing"):
        data_path("nowhere.json")


def test_asking_for_conventions_does_not_load_the_detector():
    code = "import sys, cleanup.language as c; c.language('de'); sys.exit('eldc' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


SENTENCES = {
    "cs": "Starosta včera oznámil, že oprava mostu potrvá nejméně do konce října.",
    "de": "Der Bürgermeister kündigte gestern an, dass die Brücke bis Oktober gesperrt bleibt.",
    "el": "Ο δήμαρχος ανακοίνωσε χθες ότι η γέφυρα θα μείνει κλειστή.",
    "en": "The mayor announced yesterday that the bridge will stay closed until October.",
    "es": "El alcalde anunció ayer que el puente seguirá cerrado hasta finales de octubre.",
    "fa": "شهردار دیروز اعلام کرد که پل تا پایان ماه مهر بسته خواهد ماند.",
    "fr": "Le maire a annoncé hier que le pont restera fermé jusqu'à la fin du mois d'octobre.",
    "it": "Il sindaco ha annunciato ieri che il ponte resterà chiuso fino alla fine di ottobre.",
    "ja": "市長は昨日、橋が十月末まで通行止めになると発表した。",
    "ko": "시장은 어제 다리가 시월 말까지 폐쇄된다고 발표했다.",
    "nl": "De burgemeester maakte gisteren bekend dat de brug tot eind oktober gesloten blijft.",
    "pl": "Burmistrz ogłosił wczoraj, że most pozostanie zamknięty do końca października.",
    "pt": "O prefeito anunciou ontem que a ponte continuará fechada até o fim de outubro.",
    "ru": "Мэр вчера объявил, что мост останется закрытым до конца октября.",
    "sv": "Borgmästaren meddelade i går att bron förblir stängd till slutet av oktober.",
    "tr": "Belediye başkanı dün köprünün ekim sonuna kadar kapalı kalacağını açıkladı.",
    "uk": "Мер учора оголосив, що міст залишиться закритим до кінця жовтня.",
    "zh": "市长昨天宣布，这座桥将关闭到十月底，请市民们绕行。",
    "zh-Hant": "市長昨天宣布，這座橋將關閉到十月底，請市民們繞行。",
}


@pytest.mark.parametrize("lang", SENTENCES)
def test_detection(lang):
    found = detect(SENTENCES[lang])
    assert found.lang == lang
    assert found.reliable
    assert found.confidence is None or 0.95 <= found.confidence < 1


@pytest.mark.parametrize("text", ["", " \n", "12.345, 67 %", "🙂 🙂", "<p></p>", "\0\ud800"])
def test_no_letters(text):
    found = detect(text)
    assert (found.lang, found.confidence, found.reliable) == ("und", None, False)


@pytest.mark.parametrize(
    "text", ["OK", "Prezydent", "α", "東京都知事選挙候補者討論会", "北朝鮮外務省報道官談話全文"]
)
def test_too_little_to_be_sure_of(text):
    assert not detect(text).reliable


def test_markup_addresses_and_foreign_names_do_not_count():
    text = '<p class="the lead of this page">' + SENTENCES["de"] + "</p>"
    address = " https://www.example.com/what-the-mayor-said-about-the-bridge"
    assert detect(text + address * 5).lang == "de"
    assert detect("微软公司（Microsoft Corporation）昨天发布了新产品。").lang == "zh"
    assert detect("«The New York Times» сообщила об этом вчера вечером.").lang == "ru"


def test_odd_input():
    assert detect("\ud800" + SENTENCES["fr"] + "\0").lang == "fr"
    assert detect(SENTENCES["ja"] * 2000).lang == "ja"
    assert detect("и" * 200_000 + SENTENCES["ru"]).lang
    assert detect((SENTENCES["it"] + " ") * 50).reliable


def test_a_hint_names_the_variant():
    assert detect(SENTENCES["pt"], hints=["en", "pt-PT"]).lang == "pt-PT"
    assert detect(SENTENCES["zh-Hant"], hints=["zh-CN", "zh_TW"]).lang == "zh-TW"
    assert detect(SENTENCES["zh"], hints=["zh-TW"]).lang == "zh"
    assert detect(SENTENCES["ko"], hints=["ko-KP"]).lang == "ko-KP"


def test_a_hint_names_a_language_that_the_detector_was_not_taught():
    indonesian = "Wali kota mengumumkan kemarin bahwa jembatan itu akan ditutup karena perbaikan."
    assert not detect(indonesian).reliable
    assert detect(indonesian, hints=["id"]).lang == "id"
    kazakh = "Қала әкімі кеше көпірдің қазан айының соңына дейін жабық болатынын жариялады."
    assert not detect(kazakh).reliable
    assert detect(kazakh, hints=["kk"]).lang == "kk"


def test_a_hint_decides_an_open_question_only():
    assert detect("OK", hints=["de"]) == detect("OK", hints=["de", "fr"])
    assert detect("OK", hints=["de"]).lang == "de"
    assert detect(SENTENCES["de"], hints=["fr"]).lang == "de"
    assert detect(SENTENCES["ru"], hints=["de", "xx"]).lang == "ru"
    with pytest.raises(UsageError):
        detect("text", hints=["no such tag"])
