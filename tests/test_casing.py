"""Truecasing: the model's parts, sentences, and what the rule does in whole documents."""

from __future__ import annotations

import gzip
import itertools
import json
import time
from math import exp
from pathlib import Path

import pytest

from cleanup import safety
from cleanup.casing import english, listed
from cleanup.casing.crf import Crf
from cleanup.casing.lost import lost
from cleanup.casing.restore import caser
from cleanup.casing.variants import capitalised
from cleanup.config import Config
from cleanup.context.dictionary import Dictionary, dictionary
from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.pipeline import Cleaner
from cleanup.resources import data_path

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner(Config(engine=("none",), only=("lost-capitals",)))


def final(cleaner: Cleaner, text: str, lang: str = "en") -> str:
    return cleaner.clean(text, lang=lang).final


# ---------------------------------------------------------------- the random field


def test_best_path_and_probabilities_are_those_of_all_paths() -> None:
    transitions = [[100, -50, 0], [20, 80, -300], [0, -10, 40]]
    weights = {"a": [100, 0, -100], "b": [-20, 150, 0], "c": [0, 30, 90]}
    model = Crf("xyz", transitions, weights)
    places = [{"a": 1.0}, {"b": 0.5, "c": 1.0}, {"unheard of": 1.0}, {"c": 2.0}]

    def score(path: tuple[int, ...]) -> float:
        seen = sum(
            weights.get(name, [0, 0, 0])[label] * value
            for label, place in zip(path, places, strict=True)
            for name, value in place.items()
        )
        return (seen + sum(transitions[a][b] for a, b in itertools.pairwise(path))) / 100

    paths = list(itertools.product(range(3), repeat=len(places)))
    total = sum(exp(score(path)) for path in paths)
    labels, chances = model.label(places)
    assert labels == ["xyz"[number] for number in max(paths, key=score)]
    for at, row in enumerate(chances):
        for number, label in enumerate("xyz"):
            share = sum(exp(score(path)) for path in paths if path[at] == number) / total
            assert row[label] == pytest.approx(share)


def test_labels_go_through_the_small_words_of_a_name() -> None:
    forms = ["The", "University", "of", "Lagos", "and", "he", "sold", "DVDs", "."]
    assert "".join(english.labels_of(forms)) == "CCkCkllUk"


def test_the_shipped_files_are_small_and_load_quickly() -> None:
    start = time.perf_counter()
    english.english.cache_clear()
    assert english.english()
    assert time.perf_counter() - start < 2  # 0.1 s on an idle machine
    assert data_path("casing.en.json").stat().st_size < 600_000
    assert data_path("casing.en.bin").stat().st_size < 1_050_000
    assert data_path("casing.names.tsv").stat().st_size < 150_000


# ---------------------------------------------------------------- English


@pytest.mark.parametrize(
    "right",
    [
        "The mayor of Lagos met John Okafor of the World Bank in London on Tuesday.",
        "Mayor O'Brien told the BBC that McDonald had left the U.S. in May 2012.",
        "World War II ended in 1945, when King George VI spoke to the nation.",
        "I think I'm late, and I've never been to New York or to the University of Padua.",
        "She ran 5 km in 20 minutes at 7 p.m. in Berlin, which may be a record.",
        "The iPhone was shown in California in 2007 by its inventors.",
        "The French-speaking countries of West Africa asked the European Union for help.",
        "The president said that President Obama would visit the White House in March.",
    ],
)
def test_english_sentences_come_back(cleaner: Cleaner, right: str) -> None:
    assert final(cleaner, right.lower()) == right


def test_quotations_and_possessives(cleaner: Cleaner) -> None:
    small = 'she told reporters: "we have seen this in paris before, in macron’s first year."'
    right = 'She told reporters: "We have seen this in Paris before, in Macron’s first year."'
    assert final(cleaner, small) == right


def test_an_acronym_is_known_by_the_words_it_stands_for() -> None:
    restore = caser("en")
    assert restore
    text = "the funds of the zambian river water trust (zrwt) were frozen in lusaka."
    words = {word.form.lower(): word for word in restore(text, 0, len(text))}
    assert words["zrwt"].form == "ZRWT"
    assert words["river"].form == "River"


def test_every_edit_tells_how_sure_it_is(cleaner: Cleaner) -> None:
    result = cleaner.clean("on friday a doctor from lagos thanked dr. amina bello.", lang="en")
    assert result.final == "On Friday a doctor from Lagos thanked Dr. Amina Bello."
    sure = {e.after: e.confidence for step in result.steps for e in step.applied}
    # A sentence begins so, whatever the word: only the record of the rule says how sure that is.
    assert sure.pop("On") == safety.record("lost-capitals", "en").confidence
    assert all(chance is not None and 0.5 <= chance <= 1 for chance in sure.values())


# ---------------------------------------------------------------- whole documents

ARTICLE = """the port of lagos opens again

the port of lagos was opened on monday by president bola tinubu. it had been closed for a week.

- fishing boats from ghana
- ferries to lomé

“we are glad,” said the harbour master. see https://example.org/a/b for the times of the ferries."""


def test_an_article_in_lower_case_is_restored_with_its_headline(cleaner: Cleaner) -> None:
    got = final(cleaner, ARTICLE)
    assert got.startswith("The port of Lagos ")
    assert "\n\nThe port of Lagos was opened on Monday by President Bola Tinubu. It had " in got
    assert "\n- fishing boats from ghana\n" in got
    assert "\n\n“We are glad,” said the harbour master. See https://example.org/a/b for" in got
    assert final(cleaner, got) == got


def test_one_sentence_among_others_needs_more_to_go_by(cleaner: Cleaner) -> None:
    two = "He left. in october john smith went back to london with his wife. She was ill."
    assert "In October John Smith went back to London" in final(cleaner, two)
    one = "He left. we do not know when he will be back in london with his wife. She was ill."
    assert not cleaner.clean(one, lang="en").changed
    with Cleaner(cleaner.config, earned=False) as declared:
        result = declared.clean(one, lang="en")
    assert {p.edit.safety for p in result.pending} == {Safety.LIKELY}, "as the rule declares"
    assert "London" in {p.edit.after for p in result.pending}


@pytest.mark.parametrize(
    "text",
    [
        "The mayor spoke. He said that the talks will go on. Nobody was hurt in the storm.",
        "ok see you in paris lol",
        "see you in paris.",
        "in paris the rain\nfalls on the poets of london\nand on me",
        "if (name == 'london') { return paris; } // as in the map of berlin, see below.",
        "a photo of paris by john smith",
        "the talks failed again, and nobody knows when they will go on.",
        "DER HAFEN VON HAMBURG IST SEIT HEUTE WIEDER FÜR ALLE SCHIFFE OFFEN.",
    ],
)
def test_what_is_small_by_style_stays(cleaner: Cleaner, text: str) -> None:
    result = cleaner.clean(text, lang="en")
    assert not result.changed
    assert not result.pending


def test_a_text_with_its_capitals_costs_next_to_nothing() -> None:
    text = "The mayor of Lagos spoke on Monday. He said that the talks will go on. " * 2000
    document = Document(text, "en")
    assert len(document.sentences[0]) > 3900
    start = time.perf_counter()
    assert list(lost(document)) == []
    assert time.perf_counter() - start < 0.5  # 5 ms on an idle machine


def test_languages_without_a_dictionary_or_capitals_are_left(cleaner: Cleaner) -> None:
    for text, lang in (
        ("市长星期一在拉各斯说，会谈将继续进行。", "zh"),
        ("ღონისძიება ორშაბათს ლაგოსში გაიმართა და ყველამ ნახა.", "ka"),
        ("el alcalde de lagos habló el lunes con la prensa de ghana.", "xx"),
    ):
        assert final(cleaner, text, lang) == text


# ---------------------------------------------------------------- dictionaries


@pytest.fixture
def small_dictionary(tmp_path: Path) -> Dictionary:
    """A real Hunspell dictionary of a dozen words."""
    entries = "le la de du président parle avec un ami Paris lundi OTAN Turquie".split()
    (tmp_path / "fr.dic").write_text("\n".join([str(len(entries)), *entries]), "utf-8")
    (tmp_path / "fr.aff").write_text("SET UTF-8\n", "utf-8")
    return Dictionary((tmp_path / "fr.dic",))


def test_sorts_of_words(small_dictionary: Dictionary) -> None:
    text = "le président de l'otan parle avec zoubir kravak de paris, un ami du brésil, du drolk."
    found = {
        text[w.start : w.end]: (w.form, w.sort)
        for w in listed.sort(text, 0, len(text), "fr", small_dictionary)
        if w.sort
    }
    assert found == {
        "otan": ("OTAN", listed.ACRONYM),
        "zoubir": ("Zoubir", listed.NEAR),
        "kravak": ("Kravak", listed.NEAR),
        "paris": ("Paris", listed.CAPITAL),
        "brésil": ("Brésil", listed.COUNTRY),
        "drolk": ("Drolk", listed.ALONE),
    }


def test_countries_of_several_words(small_dictionary: Dictionary) -> None:
    text = "la corée du nord parle avec la corée du sudd."
    forms = [w.form for w in listed.sort(text, 0, len(text), "fr", small_dictionary) if w.sort]
    assert forms[:2] == ["Corée", "Nord"]
    assert "Sud" not in forms


def test_letters_that_have_another_capital() -> None:
    assert capitalised("istanbul", "tr") == "İstanbul"
    assert capitalised("ijsland", "nl") == "IJsland"
    assert capitalised("ßa") == "ßa"


@pytest.mark.parametrize(
    ("lang", "right"),
    [
        ("de", "Der Bürgermeister von Hamburg sprach am Montag mit den Reedern über den Haushalt."),
        ("fr", "Le maire de Marseille a rencontré lundi le président de la Corée du Nord."),
        ("es", "El alcalde de Sevilla habló con la prensa de Estados Unidos sobre el puerto."),
        ("ru", "Мэр города говорил в понедельник с журналистами из Москвы о новом порте."),
        ("nl", "De burgemeester van Rotterdam sprak maandag met de pers over de haven."),
    ],
)
def test_other_languages_come_back(cleaner: Cleaner, lang: str, right: str) -> None:
    if dictionary(lang) is None:
        pytest.skip(f"no Hunspell dictionary for {lang} is installed (extra [spelling])")
    assert final(cleaner, right.lower(), lang) == right


# ---------------------------------------------------------------- development data


def test_demetr_sentences_in_lower_case() -> None:
    path = DATA / "demetr" / "dev.jsonl.gz"
    if not path.exists():
        pytest.skip("../shared/data is not here")
    items = [json.loads(line) for line in gzip.decompress(path.read_bytes()).splitlines()][::4]
    cleaner = Cleaner(Config(engine=("none",), only=("lost-capitals", "sentence-capital")))
    pairs = [(r["clean"], r["perturbed"]["minor_id31_full_lower"]) for r in items]
    restored = sum(final(cleaner, small).lower() == right.lower() for right, small in pairs)
    assert restored >= 0.97 * len(pairs)  # nothing but case is touched
    clean = [right for right, _ in pairs if final(cleaner, right) != right]
    assert len(clean) <= 1
    capitals = sum(_case_of_inner_words(final(cleaner, s)) == _case_of_inner_words(r)
                   for r, s in pairs)  # fmt: skip
    assert capitals >= 0.66 * len(pairs)


def _case_of_inner_words(text: str) -> list[str]:
    return text.split()[1:]
