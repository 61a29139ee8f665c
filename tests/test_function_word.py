"""Function words: the network, the doubt, the judge, and the rule on whole sentences."""

from __future__ import annotations

import math

import pytest

from cleanup.config import Config
from cleanup.context.misplaced import doubt, places, probability, row_of
from cleanup.context.ngrams import ngrams, tokens
from cleanup.context.prepositions import WORDS, net
from cleanup.document import Document
from cleanup.edit import Edit, Safety
from cleanup.pipeline import Cleaner
from cleanup.registry import all_rules


def row(text: str) -> list[str]:
    return row_of([token.form for token in tokens(text)])


def test_probabilities_sum_to_one() -> None:
    scores = net().scores(row("They took part in the march ."), 4)
    assert len(scores) == len(WORDS)
    assert sum(map(math.exp, scores)) == pytest.approx(1)


def test_the_network_does_not_see_the_word_that_stands_there() -> None:
    one, other = row("They took part in the march ."), row("They took part unlike the march .")
    assert net().scores(one, 4) == net().scores(other, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She has been interested _ the history of the town .", "in"),
        ("He was one _ the first to arrive .", "of"),
        ("According _ the mayor , nobody was hurt .", "to"),
        ("The price rose by more _ ten percent last year .", "than"),
    ],
)
def test_the_network_expects_the_right_word(text: str, expected: str) -> None:
    words = row(text)
    scores = net().scores(words, words.index("_"))
    assert WORDS[scores.index(max(scores))] == expected


@pytest.mark.parametrize(
    ("text", "judged"),
    [
        ("In the end he came on time .", ["in", "on"]),
        ("They met on-site and asked and/or answered at once .", ["at"]),
        ("Life Of The Sea In Winter", []),
        ("In short .", []),
    ],
)
def test_places_are_in_prose_and_stand_alone(text: str, judged: list[str]) -> None:
    words = row(text)
    assert [words[at] for at in places(words)] == judged


def test_what_was_seen_between_these_neighbours_is_never_doubted() -> None:
    counts = ngrams("en")
    assert counts is not None
    words = row("It was the end of the road .")
    assert doubt(counts, words, words.index("of")) is None


def test_the_judge_is_surer_of_nonsense_than_of_a_rare_phrase() -> None:
    counts = ngrams("en")
    assert counts is not None

    def sure(text: str, word: str) -> float:
        words = row(text)
        found = doubt(counts, words, words.index(word))
        return probability(found.features) if found else 0.0

    assert sure("The city is one out the largest ports .", "out") > 0.8
    assert sure("They worked amid the ruins of the harbour .", "amid") < 0.4


def proposed(text: str) -> list[Edit]:
    """The rule's own proposals, before its record in the safety tables has a say."""
    return list(all_rules()["function-word"].propose(Document(text, lang="en")))


def test_the_case_of_the_word_is_kept() -> None:
    (edit,) = proposed("Beside addition to the school, a new library will be built.")
    assert (edit.before, edit.after) == ("Beside", "In")


def test_a_proposal_carries_its_probability_and_says_what_fits() -> None:
    (edit,) = proposed("The ministers agreed on a number unlike measures to protect the forest.")
    assert (edit.before, edit.after, edit.safety) == ("unlike", "of", Safety.SAFE)
    assert edit.confidence is not None
    assert 0.8 <= edit.confidence <= 1
    assert "“of”" in edit.message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They signed an petition for the park.", "They signed a petition for the park."),
        ("The dogs an cats were fed.", None),
        ("Bread, butter an cheese were sold.", None),
    ],
)
def test_an_becomes_a_only_where_it_is_no_damaged_and(text: str, expected: str | None) -> None:
    cleaner = Cleaner(Config(only=("indefinite-article",)))
    assert cleaner.clean(text, lang="en").final == (expected or text)
