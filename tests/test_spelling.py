"""What is taken for a misspelling, and what is left alone or only asked about."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleanup import Cleaner, Config, Safety
from cleanup.spelling.candidates import double, single, slip
from cleanup.spelling.model import speller

LETTERS = "abcdefghijklmnopqrstuvwxyz"


@pytest.fixture(scope="module")
def cleaner() -> Cleaner:
    return Cleaner(Config(lang="en", engine=("none",), only=("misspelling",)))


@pytest.mark.parametrize(
    ("token", "word", "kind", "at"),
    [
        ("teh", "the", "swapped", 1),
        ("yrea", "year", "moved", 1),
        ("goverment", "government", "lost", 5),
        ("untill", "until", "added", 5),
        ("definately", "definitely", "exchanged", 5),
        ("easures", "measures", "lost", 0),
        ("sattelite", "satellite", "double", 3),
    ],
)
def test_slips_are_told_apart(token: str, word: str, kind: str, at: int) -> None:
    made = slip(token, word)
    assert (made.word, made.kind, made.at) == (word, kind, at)
    assert word in (double(token) if kind == "double" else single(token, LETTERS))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The goverment will raise taxes.", "The government will raise taxes."),
        ("They waited at hte station for hours.", "They waited at the station for hours."),
        ("It is one of the largst cities in Europe.", "It is one of the largest cities in Europe."),
        ("We hve been here before.", "We have been here before."),
    ],
)
def test_plain_slips_are_mended(cleaner: Cleaner, before: str, after: str) -> None:
    assert cleaner.clean(before).final == after


@pytest.mark.parametrize(
    "text",
    [
        "The ranger Tāne Pukehika walked from Aongatete to Waitengaue.",
        "He plays the bağlama, she the kemenche, and both the riq.",
        "Ask Anjali Kumari Jhā about the panchayat in Sonbarsa.",
        "The travelling theatre's favourite grey jewellery was catalogued.",
        "Deepfakes, chatbots and hashtags are words now.",
        "Ei gwaith yw cyfieithu; he is called Siôn.",
        "NATO, UNHCR, OSCE and WADA signed.",
    ],
)
def test_names_loans_and_the_other_spelling_stay(cleaner: Cleaner, text: str) -> None:
    assert cleaner.clean(text).final == text


def test_what_the_source_has_is_only_asked_about(cleaner: Cleaner) -> None:
    text = "They waited at hte station for hours."
    result = cleaner.clean(
        text, source="Sie warteten stundenlang am Bahnhof hte.", source_lang="de"
    )
    assert result.final == text
    assert [found.edit.safety for found in result.pending] == [Safety.ASK]


def test_what_stands_twice_is_only_asked_about(cleaner: Cleaner) -> None:
    text = "They waited at hte station. We left hte island."
    result = cleaner.clean(text)
    assert result.final == text
    assert {found.edit.safety for found in result.pending} == {Safety.ASK}


def test_every_finding_has_a_measured_confidence(cleaner: Cleaner) -> None:
    result = cleaner.clean("The goverment wil meet agin tomorow, he sid.")
    edits = [step for ledger in result.steps for step in ledger.applied]
    assert edits
    assert all(0.2 < (edit.confidence or 0) <= 1 for edit in edits)


def test_a_language_without_lists_is_passed_over() -> None:
    assert speller("xx") is None
    with Cleaner(Config(lang="ja", engine=("none",))) as japanese:
        assert japanese.clean("東京で会議が開かれた。\n").final == "東京で会議が開かれた。\n"


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec="utf-16"), max_size=80))
def test_any_text_is_survived(text: str) -> None:
    with Cleaner(Config(lang="en", engine=("none",), only=("misspelling",))) as cleaner:
        once = cleaner.clean(text).final
        assert cleaner.clean(once).final == once
