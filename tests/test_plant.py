"""The generator of planted artefacts: what it damages can be put back, always in the same way."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest

from cleanup.score.documents import Article, Sentence, compose
from cleanup.score.planting import CLASSES, Planted, plant
from cleanup.score.planting.characters import INVISIBLE
from cleanup.score.planting.judgement import judge
from cleanup.score.planting.places import STOPS, region
from cleanup.score.planting.words import (
    TWICE,
    doubled_word,
    lost_capital,
    lost_stop_final,
    spacing,
)

SCRIPTS = Path(__file__).resolve().parents[1] / "scripts"

SENTENCES = {
    "en": [
        "Harbour town opens its new library after nine years",
        "The mayor of Port Ellery cut a blue ribbon on Monday, and two hundred people cheered.",
        'A librarian said: "Nobody believed in it, but here we stand."',
        "The building (a former fish market) cost 4.2 million pounds & kept its café.",
        "Children ran through the reading room while the band was still playing outside.",
        "Mr. Okafor, who drew the plans, thanked the masons and the naïve optimists of 2015.",
        "It will open at nine on weekdays.",
        "Opposition councillors called the price absurd.",
        "They asked for an audit, and they may get one before the summer.",
        "No date has been set yet.",
        "Neighbours hope that the square in front will be planted with trees next spring.",
    ],
    "de": [
        "Hafenstadt eröffnet nach neun Jahren ihre Bücherei",
        "Die Bürgermeisterin schnitt am Montag ein blaues Band durch, und alle jubelten.",
        "„Niemand hat daran geglaubt“, sagte eine Bibliothekarin (sie lächelte).",
        "Das Gebäude kostete 4,2 Millionen Euro und behielt sein Café.",
        "Kinder liefen durch den Lesesaal, während draußen noch die Kapelle spielte.",
        "Der Architekt dankte den Maurern für ihre große Geduld.",
        "Im nächsten Frühjahr sollen vor dem Haus neue Bäume gepflanzt werden.",
    ],
    "ru": [
        "Портовый город открыл библиотеку после девяти лет ожидания",
        "Мэр перерезала голубую ленту в понедельник, и двести человек захлопали.",
        "Здание (бывший рыбный рынок) обошлось почти в четыре миллиона рублей.",
        "Дети бегали по читальному залу, пока на улице играл оркестр.",
        "Архитектор поблагодарил каменщиков за терпение и хорошую работу.",
        "Весной перед домом посадят молодые деревья.",
    ],
    "ja": [
        "港町に新しい図書館が開館",
        "市長は月曜日に青いリボンを切り、二百人が拍手した。",
        "子どもたちは読書室を走り回り、外ではまだ楽団が演奏していた。",
        "来年の春には広場に木が植えられる予定だ。",
    ],
}


def documents(count: int = 25) -> list[Planted]:
    return [
        plant(compose(f"doc{seed}", lang, sentences, seed), seed, 0.8, tuple(CLASSES))
        for lang, sentences in SENTENCES.items()
        for seed in range(count)
    ]


PLANTED = documents()


def test_clean_documents_keep_the_human_text() -> None:
    for lang, sentences in SENTENCES.items():
        doc = compose("d", lang, sentences, 1)
        assert [doc.text[s.start : s.end] for s in doc.sentences] == sentences
        assert doc.text.startswith(sentences[0] + "\n\n")
        assert doc.text.endswith(sentences[-1] + "\n")
        sizes = [sum(s.paragraph == n for s in doc.sentences) for n in range(len(doc.paragraphs))]
        assert sizes[0] == 1
        assert all(1 <= size <= 4 for size in sizes)


def test_paragraphs_do_not_depend_on_the_language() -> None:
    english = compose("d", "en", SENTENCES["en"][:6], 7)
    russian = compose("d", "ru", SENTENCES["ru"][:6], 7)
    places = [[s.paragraph for s in doc.sentences] for doc in (english, russian)]
    assert places[0] == places[1]


def test_putting_before_for_after_restores_the_clean_text() -> None:
    for planted in PLANTED:
        text = planted.text
        for artefact in reversed(planted.artefacts):
            assert text[artefact.start : artefact.end] == artefact.after
            text = text[: artefact.start] + artefact.before + text[artefact.end :]
        assert text == planted.article.text


def test_artefacts_keep_their_distance() -> None:
    for planted in PLANTED:
        text = planted.article.text
        around = [region(text, a.clean_start, a.clean_end) for a in planted.artefacts]
        for left, right in pairwise(around):
            assert left[1] <= right[0]


def test_never_two_in_one_sentence() -> None:
    for planted in PLANTED:
        for sentence in planted.article.sentences:
            inside = [
                a
                for a in planted.artefacts
                if (a.clean_start < sentence.end and a.clean_end > sentence.start)
                or sentence.start < a.clean_start == a.clean_end <= sentence.end
            ]
            assert len(inside) <= 1 or all(a.kind == "duplicated-paragraph" for a in inside[1:])


def test_every_class_is_planted_and_damages() -> None:
    kinds = {artefact.kind for planted in PLANTED for artefact in planted.artefacts}
    assert kinds == set(CLASSES)
    assert all(a.before != a.after for planted in PLANTED for a in planted.artefacts)


def test_classes_do_what_their_name_says() -> None:
    for planted in PLANTED:
        clean = planted.article.text
        for a in planted.artefacts:
            if a.kind == "doubled-word":
                first, second = a.after.split(" ")
                assert a.before == first
                assert first.casefold() == second.casefold()
                assert first.casefold() not in TWICE[planted.article.base].split()
            elif a.kind == "loops":
                assert 3 <= a.after.casefold().count(a.before.casefold()) <= 6
            elif a.kind == "lost-capital":
                assert a.before.isupper()
                assert a.after == a.before.lower()
            elif a.kind in {"lost-stop-final", "lost-stop-medial"}:
                assert a.before in STOPS
                assert a.after == ""
                follower = clean[a.clean_end : a.clean_end + 2]
                assert follower.startswith("\n") == (a.kind == "lost-stop-final")
            elif a.kind == "zero-width":
                assert a.before == ""
                assert a.after in INVISIBLE
            elif a.kind == "mojibake":
                page = a.variant.split("-", 1)[1]
                assert a.after.encode(page).decode("utf-8") == a.before
            elif a.kind == "duplicated-sentence":
                assert clean[: a.clean_start].endswith(a.after.strip())


def test_languages_without_spaces_get_nothing_that_needs_words() -> None:
    kinds = {a.kind for p in PLANTED if p.article.lang == "ja" for a in p.artefacts}
    assert not kinds & {"doubled-word", "loops", "spacing", "lost-stop-medial"}


def test_french_keeps_its_space_before_a_colon() -> None:
    sentence = Sentence(0, 0, 24, 0, True, True)
    doc = Article("d", "fr", "Elle a dit: bonjour; oui\n", (sentence,), ((0, 24),))
    changes = [spacing(doc, sentence, Random(seed)) for seed in range(60)]
    assert {change.variant for change in changes if change} == {"doubled"}


def test_what_may_be_right_is_not_planted() -> None:
    text = "Die die das das sich. NATO fliegt am 3. Mai z.B. nach Rom usw. iPhones kosten mehr.\n"
    sentence = Sentence(0, 0, len(text) - 1, 0, True, True)
    doc = Article("d", "de", text, (sentence,), ((0, len(text) - 1),))
    for seed in range(60):
        change = doubled_word(doc, sentence, Random(seed))
        assert change is not None
        assert text[change.start : change.end].casefold() not in {"die", "das"}
    at = text.index("NATO")
    acronym = Sentence(0, at, at + 60, 0, True, True)
    assert lost_capital(doc, acronym, Random(1)) is None
    end = text.index("usw.") + 4
    assert lost_stop_final(doc, Sentence(0, 0, end, 0, True, True), Random(1)) is None


def test_the_same_seed_gives_the_same_damage_whatever_the_hash_seed(tmp_path: Path) -> None:
    folder = tmp_path / "ntrex"
    folder.mkdir()
    record = {"doc": "d", "lang": "en", "sentences": SENTENCES["en"]}
    (folder / "en.dev.jsonl.gz").write_bytes(gzip.compress(json.dumps(record).encode()))
    command = [sys.executable, str(SCRIPTS / "plant.py"), "--data", str(tmp_path), "--langs", "en"]
    runs = [
        subprocess.run(
            [*command, "--seed", seed],
            env={**os.environ, "PYTHONHASHSEED": hash_seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed, hash_seed in (("1", "0"), ("1", "4242"), ("2", "0"))
    ]
    assert runs[0] == runs[1] != runs[2]
    written = json.loads(runs[0])
    assert {"class", "start", "end", "before", "after"} <= set(written["artefacts"][0])


@pytest.mark.parametrize("arguments", [["--langs", "xx"], ["--classes", "nonsense"]])
def test_bad_options_give_one_line(tmp_path: Path, arguments: list[str]) -> None:
    command = [sys.executable, str(SCRIPTS / "plant.py"), "--data", str(tmp_path), *arguments]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False)
    assert outcome.returncode == 2
    assert outcome.stdout == ""
    assert len(outcome.stderr.splitlines()) == 1


def test_the_judge_counts_what_is_repaired_and_what_is_broken() -> None:
    for planted in PLANTED:
        clean, count = planted.article.text, len(planted.artefacts)
        assert judge(planted, clean) == ((True,) * count, (), ())
        assert judge(planted, planted.text) == ((False,) * count, (), ())


def test_the_judge_sees_single_repairs_and_false_edits() -> None:
    for planted in PLANTED:
        artefacts = planted.artefacts
        for chosen in range(len(artefacts)):
            a = artefacts[chosen]
            text = planted.text[: a.start] + a.before + planted.text[a.end :]
            judged = judge(planted, text)
            assert judged.repaired == tuple(i == chosen for i in range(len(artefacts)))
            assert judged.false == ()
        judged = judge(planted, planted.article.text + "\nBuy this now.\n")
        assert len(judged.false) + judged.repaired.count(False) == 1


@pytest.mark.parametrize(
    ("before", "after", "edits", "mended"),
    [
        ("a word  here", "a word here", 0, 1),
        ("a word \nhere", "a word\nhere", 0, 1),
        ("a wo\u00adrd here", "a word here", 0, 1),
        ("a word here", "a  word here", 1, 0),
        ("a word\u00a0here", "a word here", 1, 0),
        ("a word here now", "a sword here new", 2, 0),
        ("an open minded man", "an open-minded man", 1, 0),
        ("a word  here", "a sword here", 1, 0),
    ],
)
def test_edits_are_counted_by_token(before: str, after: str, edits: int, mended: int) -> None:
    sentence = Sentence(0, 0, len(before), 0, True, True)
    doc = Article("d", "en", before, (sentence,), ((0, len(before)),))
    judged = judge(Planted(doc, before, ()), after)
    assert (len(judged.false), len(judged.mended)) == (edits, mended)
