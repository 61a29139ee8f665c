"""The punctuation models and the rules that ask them, in whole documents."""

from __future__ import annotations

import json
import time

import pytest

from cleanup.config import Config
from cleanup.context.ngrams import ngrams
from cleanup.document import Document
from cleanup.pipeline import Cleaner
from cleanup.punctuation import closed, fluency, marks, sentences, strays, words
from cleanup.resources import data_path

RULES = ("stray-punctuation", "missing-terminal", "missing-terminal-medial")


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner(Config(engine=("none",), only=RULES))


def final(cleaner: Cleaner, text: str, lang: str = "en") -> str:
    return cleaner.clean(text, lang=lang).final


def test_cohesion_knows_what_belongs_together() -> None:
    tight, loose = "The port of, the capital is closed.", "When it rains, the port is closed."
    scores = [
        marks.cohesion(marks.gap(text, text.index(","), 0, len(text))) for text in (tight, loose)
    ]
    assert scores[0] > scores[1] + 3


def test_a_sentence_is_likelier_than_a_headline() -> None:
    sentence = "The mayor said that the port had been closed for a week because of the storm"
    headline = "Mayor closes port for week after storm"
    assert sentences.sentence_likelihood(sentence.split()) > 0.95
    assert sentences.sentence_likelihood(headline.split()) < 0.3


def test_models_load_quickly_and_are_small() -> None:
    words.table.cache_clear()
    start = time.perf_counter()
    for name in ("words", "marks", "sentences"):
        words.table(name)
    assert time.perf_counter() - start < 0.5  # 10 ms on an idle machine
    for name in ("words", "marks", "sentences"):
        path = data_path(f"punctuation.{name}.json")
        assert path.stat().st_size < 300_000
        assert json.loads(path.read_text("utf-8"))


def test_every_weight_has_a_template() -> None:
    data = words.table("marks")
    parts = [data["cohesion"], *data["marks"].values(), words.table("sentences")["boundary"]]
    for part in parts:
        assert set(part["weights"]) <= {*marks.QUICK, *marks.SLOW}


@pytest.mark.parametrize("lang", sorted(closed.LANGUAGES))
def test_closed_classes_are_single_words_in_lower_case(lang: str) -> None:
    for word in closed.openers(lang) | closed.unfinished(lang) | closed.names_follow(lang):
        assert word == word.lower()
        assert len(word.split()) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said the" port is open.', [11]),
        ('"Yes," he said. The" port is open.', [5, 19]),
        ('He said "the port is open."', []),
        ('"The port is open, he said.', []),
        ('A" and b" and c.', []),
        ('“He said” the" port.', []),
    ],
)
def test_unpaired_quotation_marks(text: str, expected: list[int]) -> None:
    assert strays.unpaired(text, 0, len(text)) == expected


@pytest.mark.parametrize("mark", list(":!\"_,?.';~^@-"))
def test_a_mark_behind_an_article_goes(cleaner: Cleaner, mark: str) -> None:
    text = "They have closed the{} harbour of the city because of a storm from the west."
    assert final(cleaner, text.format(mark)) == text.format("")


def test_a_stray_stop_does_not_make_a_capital() -> None:
    every = Cleaner(Config(engine=("none",)))
    text = "They have closed the harbour of. the city because of a storm."
    assert every.clean(text, lang="en").final == text.replace("of. ", "of ")


def test_shields_stay(cleaner: Cleaner) -> None:
    text = "See `the_ code` and https://example.org/the_ page of the city."
    assert final(cleaner, text) == text


@pytest.mark.parametrize(
    ("text", "lang", "expected"),
    [
        ('He told us that it was "the best plan that we have ever had"', "en", '."'),
        ('He told us that it was "the best plan that we have ever had"', "en-GB", '".'),
        ("It was closed. He told us that it would be open again (in May)", "en", ")."),
        ("Der Hafen ist zu. Er bleibt es. Er nannte das Ganze „eine große Dummheit“", "de", "“."),
        ("Der Hafen ist zu. Er bleibt es. „Das Ganze ist eine große Dummheit“", "de", ".“"),
        ("Le port est fermé. Il le reste. Il a parlé d’une « grande bêtise »", "fr", "»."),
    ],
)
def test_where_the_stop_goes(text: str, lang: str, expected: str) -> None:
    every = Cleaner(Config(engine=("none",), only=RULES, apply="likely"), earned=False)
    assert final(every, text, lang).endswith(expected)


def test_a_sentence_alone_gets_its_stop_only_with_its_source(cleaner: Cleaner) -> None:
    text = "The harbour was closed for a week because of the storm that hit the coast"
    source = "Der Hafen war wegen des Sturms an der Küste eine Woche lang geschlossen"
    assert cleaner.clean(text, lang="en").final == text
    assert cleaner.clean(text, lang="en", source=source, source_lang="de").final == text
    with_stop = cleaner.clean(text, lang="en", source=source + ".", source_lang="de")
    assert with_stop.final == text + "."


def test_ngrams_take_a_second_look() -> None:
    text = "They asked the, people of the town."
    where = marks.gap(text, text.index(","), 0, len(text))
    gains = fluency.fluency(text, text.index(","), 0, len(text), ngrams("en"))
    assert min(gains) > 0, "the words read better without the comma"
    assert marks.likelihood(where, marks.cohesion(where)) > 0.8


ARTICLE = "Port reopens\n\n{0}\n\nThe ships left.\n\nThe mine is closed.\n\nNobody knows why.\n"


@pytest.mark.parametrize(
    ("paragraph", "stop"),
    [
        ("The port was opened again after the storm of last week", "."),
        ("- the port, the mine and the old road to the north", ""),
        ("What happened next", ""),
        ("By Ana Diaz, Lome", ""),
        ("The port was opened again after the storm and the", ""),
        ("The port was opened again. Read more at https://example.org/a", ""),
        ("The port was opened again after the storm of last week:", ""),
        ("12 345 678", ""),
    ],
)
def test_paragraphs_of_an_article(cleaner: Cleaner, paragraph: str, stop: str) -> None:
    assert final(cleaner, ARTICLE.format(paragraph)) == ARTICLE.format(paragraph + stop)


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "a", "!", "a !", "a- b", "\ud800, b", "x" * 5000]
)
def test_odd_texts(cleaner: Cleaner, text: str) -> None:
    for lang in ("en", "fr", "th", "und"):
        cleaner.clean(text, lang=lang)


def test_gaps_at_the_edges() -> None:
    for text in ("a, b", ", b", "a,", ","):
        marks.cohesion(marks.gap(text, text.index(","), 0, len(text)))


def test_unknown_language_stays(cleaner: Cleaner) -> None:
    document = Document("abc def. ghi jkl mno pqr stu vwx", "und")
    assert cleaner.run(document).final == document.text
