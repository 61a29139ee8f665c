"""Packed tables, n-grams, word lists, dictionaries and trees."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanup.context.boosted import Boosted
from cleanup.context.dictionary import dictionary
from cleanup.context.lexicon import lexicon
from cleanup.context.ngrams import END, START, ngrams, tokens
from cleanup.context.packed import Packed, packed
from cleanup.errors import CleanupError

COUNTS = st.dictionaries(st.text(min_size=1), st.floats(1, 8e6), max_size=50)


@given(COUNTS)
def test_packed_values_come_back(tmp_path_factory: pytest.TempPathFactory, values: dict) -> None:
    path = tmp_path_factory.mktemp("packed") / "table.bin"
    path.write_bytes(packed(values))
    table = Packed(path)
    assert len(table) == len(values)
    for key, value in values.items():
        assert table.get(key) == pytest.approx(value, rel=0.033)
    assert table.get("\N{SNOWMAN} not there") == 0


@pytest.mark.parametrize("content", [b"", b"something else", packed({"a": 1.0})[:-1]])
def test_a_damaged_table_is_said_in_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "table.bin"
    path.write_bytes(content)
    with pytest.raises(CleanupError) as error:
        Packed(path)
    assert "table.bin" in str(error.value)
    assert "\n" not in str(error.value)


def test_tokens_have_their_places() -> None:
    text = "The mayor’s 1,200 guests – all “regulars” – left."
    found = list(tokens(text))
    assert [t.form for t in found] == [
        *("The", "mayor", "'s", "0", "guests", "-", "all", '"', "regulars", '"', "-", "left", "."),
    ]
    assert all(text[t.start : t.end] for t in found)
    assert text[found[2].start : found[2].end] == "’s"


def test_counts_prefer_what_people_write() -> None:
    counts = ngrams("en")
    assert counts is not None
    row = [START, "the", "capital", "of", "France", END]
    wrong = [START, "the", "capital", "out", "France", END]
    assert counts.fit(row, 3, 4) > counts.fit(wrong, 3, 4) + 3
    assert counts.count("of", "the") > counts.count("of", "xylophone") == 0
    assert counts.score("the", "of") < 0
    assert ngrams("xx") is None


def test_word_list_and_dictionary_of_the_default_install() -> None:
    words, spelt = lexicon("en"), dictionary("en")
    assert words is not None
    assert spelt is not None
    assert words.zipf("the") > words.zipf("ferry") > words.zipf("qqqqq") == 0
    assert words.letters == "abcdefghijklmnopqrstuvwxyz"
    assert spelt.knows("London")
    assert not spelt.knows("london")
    assert not spelt.knows("ferrry")
    assert not spelt.knows("паром")  # in no letter of the dictionary's encoding
    assert lexicon("xx") is None
    assert dictionary("xx") is None


def test_trees_add_up() -> None:
    tree = [[0, 1.5, 1, 2], [-2.0], [1, 0.0, 3, 4], [0.0], [4.0]]
    model = Boosted(["a", "b"], 0.0, [tree, [[0.0]]])
    assert model.probability({"a": 1}) == pytest.approx(0.1192, abs=1e-4)
    assert model.probability({"a": 2}) == pytest.approx(0.5)
    assert model.probability({"a": 2, "b": 1}) == pytest.approx(0.982, abs=1e-3)
