"""Measures: what is counted, what is compared, and what is remembered."""

from __future__ import annotations

import gzip
import importlib
import importlib.util
import json
import multiprocessing
import sys
from collections import Counter
from pathlib import Path
from random import Random
from xml.etree import ElementTree

import pytest

from cleanup.errors import CleanupError, InputError, UsageError
from cleanup.score import metrics
from cleanup.score.bootstrap import Interval, Units, differences
from cleanup.score.counting import Measure
from cleanup.score.crew import Unit, work
from cleanup.score.data import find
from cleanup.score.differences import only_mends
from cleanup.score.distance import moved
from cleanup.score.draw.charts import charts
from cleanup.score.draw.html import render
from cleanup.score.items import Change, Item, Output, UnavailableError, without_overlaps
from cleanup.score.report import Report, build
from cleanup.score.run import Outputs, run
from cleanup.score.store import Store
from cleanup.score.suites.base import Suite
from cleanup.score.suites.demetr import Demetr
from cleanup.score.suites.ntrex import Ntrex
from cleanup.score.suites.pairs import Pairs
from cleanup.score.suites.planted import PlantedArtefacts
from cleanup.score.suites.post_edits import MlqePe
from cleanup.score.systems import SYSTEMS, check_systems

needs_sacrebleu = pytest.mark.skipif(
    importlib.util.find_spec("sacrebleu") is None, reason="sacrebleu is not installed"
)


def write(path: Path, *records: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    data = lines.encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


DEMETR = {
    "src": "Die Fähre legt um neun ab.",
    "lang": "german",
    "clean": "The ferry leaves at nine.",
    "perturbed": {
        "minor_id1_repeat2": "The ferry ferry leaves at nine.",
        "minor_id30_tokenized": "The ferry leaves at nine .",
        "critical_id7_antonym": "The ferry arrives at nine.",
        "minor_id32_first_lower": "The ferry leaves at nine.",
    },
}
POST_EDITED = [
    {"src": "a", "mt": "The the harbour is closed.", "pe": "The harbour is closed."},
    {"src": "b", "mt": "The the is a band.", "pe": "The the is a band."},
    {"src": "c", "mt": "Boats lie in it.", "pe": "Boats lie in it."},
]
SENTENCES = [
    "Harbour town opens its library",
    "The mayor cut a ribbon on Monday, and two hundred people cheered.",
    "A librarian  smiled.",
    "It will open at nine on weekdays.",
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    write(tmp_path / "demetr" / "dev.jsonl.gz", DEMETR)
    write(tmp_path / "mlqe-pe" / "et-en.dev.jsonl.gz", *POST_EDITED)
    write(tmp_path / "mlqe-pe" / "et-en.train.jsonl.gz", *POST_EDITED)
    write(tmp_path / "mlqe-pe" / "en-zh.dev.jsonl", {"src": "d", "mt": "好.", "pe": "好。"})
    for lang in ("en", "de"):
        record = {"doc": "d1", "lang": lang, "sentences": SENTENCES}
        write(tmp_path / "ntrex" / f"{lang}.dev.jsonl.gz", record)
    return tmp_path


def by_hand(suite: Suite, **systems: list[Output | None]) -> Report:
    """A report on outputs that were written by hand."""
    return build(suite, Outputs(dict(systems)), resamples=200)


def deleting(item: Item, part: str, *rules: str) -> Output:
    start = item.text.index(part)
    return Output((Change(start, start + len(part), "", rules or ("r",)),))


# ---------------------------------------------------------------- suites


def test_demetr_counts_restored_touched_and_harm(data: Path) -> None:
    suite = Demetr(data)
    kinds = [case.kind for case in suite.cases]
    assert kinds == ["clean", "repeat2", "tokenized", "antonym"], "equal versions are left out"
    clean, twice, _, antonym = suite.items
    good = [Output(), deleting(twice, " ferry"), Output(), Output()]
    bad = [deleting(clean, "The "), deleting(twice, "The "), None, deleting(antonym, "The ")]
    report = by_hand(suite, good=good, bad=bad)

    def figures(system: str, row: str) -> list[float | None]:
        return [report.grids["classes"].value(system, row, m) for m in ("restored", "touched")]

    assert figures("good", "repeat2") == [100, 100]
    assert figures("good", "tokenized") == [0, 0]
    assert figures("good", "clean") == [100, 0]
    assert figures("good", "all mechanical") == [50, 50]
    assert figures("bad", "clean") == [0, 100]
    assert figures("bad", "repeat2") == [0, 100]
    assert figures("bad", "tokenized") == [None, None]
    assert report.grids["classes"].value("bad", "all others", "harmed") == 100
    rules = report.grids["rules"].figures["bad"]["r"]
    assert rules == {"n": 3, "restored": 0, "other": 2, "harm": 1}


@needs_sacrebleu
def test_sentences_move_towards_the_post_edit_or_away(data: Path) -> None:
    suite = MlqePe(data)
    assert {path.name for path in suite.files} == {"et-en.dev.jsonl.gz", "en-zh.dev.jsonl"}
    chinese, *english = suite.items
    assert (chinese.lang, english[0].lang, english[0].source_lang) == ("zh", "en", "et")
    outputs: list[Output | None] = [
        Output((Change(1, 2, "。", ("width",)),)),
        *(deleting(item, "the ", "doubled") for item in english[:2]),
        Output(),
    ]
    pairs = by_hand(suite, s=outputs).grids["pairs"]
    found = {row: pairs.figures["s"][row] for row in pairs.rows}
    assert pairs.rows == ("en-zh", "et-en", "into English", "all")
    assert (found["et-en"]["better"], found["et-en"]["worse"], found["et-en"]["ratio"]) == (1, 1, 1)
    assert found["en-zh"]["better"] == 1
    assert found["all"]["changed"] == 3
    assert found["en-zh"]["ter_before"] == 50, "characters are the tokens of Chinese"
    assert found["en-zh"]["ter_delta"] == -50
    assert found["into English"]["ter_delta"] == pytest.approx(0)
    assert found["en-zh"]["chrf_delta"] is not None
    assert found["en-zh"]["chrf_delta"] > 0


def test_ntrex_counts_mended_space_apart(data: Path) -> None:
    suite = Ntrex(data)
    assert [item.lang for item in suite.items] == ["de", "en"]
    assert suite.items[0].source == suite.items[1].text, "the English article is the source"
    assert suite.items[1].source is None
    german = suite.items[0].text
    space, word = german.index("  "), german.index("Monday")
    outputs: list[Output | None] = [
        Output(
            (Change(word, word + 6, "Tuesday", ("days",)), Change(space, space + 1, "", ("sp",)))
        ),
        Output(),
    ]
    grids = by_hand(suite, s=outputs).grids
    words = grids["languages"].value("s", "de", "words")
    assert words == 27
    assert grids["languages"].value("s", "de", "edits") == 1
    assert grids["languages"].value("s", "de", "rate") == pytest.approx(1000 / 27)
    assert grids["languages"].value("s", "all", "rate") == pytest.approx(1000 / 54)
    assert grids["rules"].value("s", "days", "edits") == 1
    assert grids["rules"].value("s", "sp", "edits") == 0
    assert grids["rules"].value("s", "sp", "mended") == 1
    assert grids["rules by language"].rows == ("de days", "de sp")


def test_ntrex_by_sentence_aligns_the_source(data: Path) -> None:
    suite = Ntrex(data, langs=["de"], unit="sentence")
    assert [item.text for item in suite.items] == SENTENCES
    assert [item.source for item in suite.items] == SENTENCES


def test_planted_artefacts_are_repaired_by_who_undoes_them(data: Path) -> None:
    suite = PlantedArtefacts(data, langs=["en"], density=1, classes=["spacing", "doubled-word"])
    (case,) = suite.cases
    assert case.planted.artefacts
    undone = tuple(Change(a.start, a.end, a.before, ()) for a in case.planted.artefacts)
    harm = Change(0, 7, "Airport", ("r",))
    report = by_hand(
        suite, perfect=[Output(undone), Output()], none=[Output(), Output()],
        harmful=[Output(undone), Output((harm,))],
    )  # fmt: skip

    def total(system: str, measure: str) -> float | None:
        return report.grids["languages"].value(system, "all", measure)

    assert (total("perfect", "repaired"), total("none", "repaired")) == (100, 0)
    assert (total("perfect", "false"), total("none", "false")) == (0, 0)
    assert (total("perfect", "harm"), total("harmful", "harm")) == (0, pytest.approx(1000 / 27))
    worse = report.grids["languages"].differences["none"]["all"]["repaired"]
    assert worse.delta == worse.low == worse.high == -100


@needs_sacrebleu
def test_own_pairs_are_read_and_bad_lines_named(tmp_path: Path) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_bytes(
        b'{"text": "Oslo , a town", "reference": "Oslo, a town", "lang": "EN-gb", "id": 7}\n\n'
        b"{nonsense}\n"
        b'{"text": "Oslo"}\n'
        b'{"text": "Oslo", "reference": 3}\n'
        b'{"text": "Oslo", "reference": "Oslo", "lang": "?"}\n'
        b'["Oslo"]\n'
        b'{"text": "Bergen liegt am Meer und hat einen Hafen.", "reference": "x", "source": "y"}\n'
    )
    suite = Pairs(str(file))
    assert [item.lang for item in suite.items] == ["en-GB", "de"]
    assert [line.split(":")[1] for line in suite.skipped] == ["3", "4", "5", "6", "7"]
    assert "'reference'" in suite.skipped[1]
    first = suite.items[0]
    report = by_hand(suite, s=[deleting(first, " ,"), Output()])
    assert report.grids["pairs"].rows == ("de", "en-GB", "all")
    assert report.skipped == suite.skipped


def test_a_file_without_any_pair_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"mine.jsonl:1: skipped: no 'text'"):
        Pairs(str(write(tmp_path / "mine.jsonl", {"mt": "a"})))


def test_the_metrics_need_their_package(monkeypatch: pytest.MonkeyPatch) -> None:
    metrics._ter.cache_clear()
    monkeypatch.setitem(sys.modules, "sacrebleu.metrics", None)
    with pytest.raises(CleanupError, match=r"pip install 'translation-cleanup\[score\]'"):
        metrics.ter("never seen before", "the right one", "en")


# ---------------------------------------------------------------- distances, data


@pytest.mark.parametrize(
    ("before", "after", "right", "lang", "gain"),
    [
        ("a b b c", "a b c", "a b c", "en", 1),
        ("a b c", "a b", "a b c", "en", -1),
        ("a x c", "a y c", "a b c", "en", 0),
        ("Oslo .", "Oslo.", "Oslo.", "en", 0),
        ("我们好.", "我们好。", "我们好。", "zh", 1),
    ],
)
def test_nearer_in_words(before: str, after: str, right: str, lang: str, gain: int) -> None:
    assert moved(before, after, right, lang) == gain


@pytest.mark.parametrize(
    ("text", "change", "mends"),
    [
        ("a  b", (1, 2, ""), True),
        ("a b \nc", (3, 4, ""), True),
        ("a b ", (3, 4, ""), True),
        ("a\u200bb", (1, 2, ""), True),
        ("a b", (1, 2, ""), False),
        ("a , b", (1, 2, ""), True),
        ("( a", (1, 2, ""), True),
        ("a,b", (2, 2, " "), True),
        ("他说 ，好", (2, 3, ""), True),
        ("a, b", (1, 1, " "), False),
        ("a b", (1, 2, "  "), False),
        ("1 000", (1, 2, ""), False),
        ("1,000", (2, 2, " "), False),
        ("U.S.", (2, 2, " "), False),
        ("a  b", (0, 4, "a c"), False),
    ],
)
def test_what_only_mends_space(text: str, change: tuple[int, int, str], mends: bool) -> None:
    assert only_mends(text, Change(*change, ())) == mends


def test_files_are_found_by_pattern(data: Path, tmp_path: Path) -> None:
    assert find(data / "mlqe-pe", None).split == "dev", "train is only read when asked for"
    assert list(find(data / "mlqe-pe", "train").files) == ["et-en"]
    assert list(find(data / "ntrex", None, ["de"]).files) == ["de"]
    write(data / "mlqe-pe" / "et-en.test.jsonl", *POST_EDITED)
    with pytest.raises(UsageError, match=r"several splits: dev, test; choose with --split"):
        find(data / "mlqe-pe", None)
    with pytest.raises(UsageError, match="no split 'x'"):
        find(data / "mlqe-pe", "x")
    with pytest.raises(UsageError, match="nothing for 'fr'"):
        find(data / "ntrex", None, ["fr"])
    with pytest.raises(InputError, match="see --data"):
        find(tmp_path / "nowhere", None)


# ---------------------------------------------------------------- comparison


RATE = Measure("rate", "rate", "good", "n", 100, better="more")


def counts(*good: int) -> Units:
    return {number: Counter(good=g, n=1) for number, g in enumerate(good)}


def compared(base: Units, other: Units) -> Interval:
    return differences(base, {"x": other}, [RATE], resamples=500, seed="a")["x"]["rate"]


def test_intervals_hold_the_difference_and_repeat() -> None:
    rng = Random(3)
    base = [int(rng.random() < 0.3) for _ in range(300)]
    other = [int(b or rng.random() < 0.2) for b in base]
    found = compared(counts(*base), counts(*other))
    assert found.delta == pytest.approx((sum(other) - sum(base)) / 3)
    assert 0 < found.low < found.delta < found.high
    assert compared(counts(*base), counts(*other)) == found
    both = {"x": counts(*other), "y": counts(*base)}
    drawn = differences(counts(*base), both, [RATE], resamples=500, seed="a")
    assert drawn["x"]["rate"] == found, "the company does not matter"


def test_equal_systems_do_not_differ() -> None:
    same = counts(1, 0, 1)
    assert compared(same, same) == (0, 0, 0)


def test_only_what_both_have_read_is_compared() -> None:
    assert compared(counts(0, 0, 0, 0), counts(1, 1)) == (100, 100, 100)


# ---------------------------------------------------------------- systems, runs


def test_unknown_systems_are_refused() -> None:
    with pytest.raises(UsageError, match="no system 'clenup'"):
        check_systems(["cleanup", "clenup"])


def test_of_overlapping_suggestions_the_first_is_applied() -> None:
    changes = [Change(2, 4, "X", ()), Change(0, 3, "Y", ()), Change(4, 4, "Z", ())]
    assert Output(without_overlaps(changes)).text("abcdef") == "YdZef"


def test_our_own_system_gives_its_rules_and_reads_the_source_only_when_told_to() -> None:
    item = Item("Oslo , the capital", "en")
    system = SYSTEMS["cleanup-none"]("en")
    output = system(item)
    system.close()
    assert output.text(item.text) == "Oslo, the capital"
    assert output.changes[0].rules[0] == "space-before-punctuation"


def test_lingotweaker_counts_code_points() -> None:
    item = Item("𝒜 ß: the boat are\nhere. The the 𝒜 boat boat.", "en")
    system = SYSTEMS["lingotweaker-nospell"]("en")
    changes = system(item).changes
    system.close()
    assert changes
    assert all(item.text[c.start : c.end].strip("𝒜 ß") for c in changes)
    assert "The 𝒜 boat." in Output(changes).text(item.text)


def test_peers_say_why_they_are_not_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LTP_PATH", str(tmp_path))
    for name, lang in (("harper", "de"), ("languagetool", "en"), ("lingotweaker", "xx")):
        with pytest.raises(UnavailableError, match=r"\w+"):
            SYSTEMS[name](lang)


ITEMS = [
    Item(f"Boat {n} , the the last one. " + "Nothing else here. " * 40, "en") for n in range(90)
]


def test_what_is_known_is_not_done_again(tmp_path: Path) -> None:
    with Store(tmp_path / "deep" / "store.sqlite3") as store:
        first = run(ITEMS, ["cleanup-none"], store=store)
        assert first.known == 0
        again = run(ITEMS, ["cleanup-none"], store=store)
        assert again.known == 1
        assert again.by_system == first.by_system
    with Store(tmp_path / "deep" / "store.sqlite3", fresh=True) as store:
        assert run(ITEMS[:3], ["cleanup-none"], store=store).known == 0


def test_a_run_that_was_broken_off_goes_on(tmp_path: Path) -> None:
    def stop(progress: object) -> None:
        raise KeyboardInterrupt

    with Store(tmp_path / "store.sqlite3") as store:
        with pytest.raises(KeyboardInterrupt):
            run(ITEMS, ["cleanup-none"], store=store, watch=stop)
        rest = run(ITEMS, ["cleanup-none"], store=store)
    assert 0 < rest.known < 1
    assert all(output is not None and output.changes for output in rest.by_system["cleanup-none"])


def test_processes_give_what_one_gives_also_when_one_dies() -> None:
    units = [Unit("cleanup-none", "en", tuple(ITEMS[i : i + 10])) for i in range(0, 90, 10)]
    alone = dict(work(units, 1))
    assert dict(work(units, 2)) == alone
    answers: dict[int, object] = {}
    for number, answer in work(units, 2):
        if not answers:
            multiprocessing.active_children()[0].kill()
        answers[number] = answer
    assert sorted(answers) == sorted(alone), "every unit is answered"
    lost = [number for number in alone if answers[number] != alone[number]]
    assert len(lost) == 1
    answer = answers[lost[0]]
    assert isinstance(answer, tuple)
    assert answer[0].partial
    assert "died" in answer[0].notes[0]
    assert multiprocessing.active_children() == []


# ---------------------------------------------------------------- drawing


@needs_sacrebleu
@pytest.mark.parametrize("name", ["demetr", "mlqe-pe", "ntrex", "planted"])
def test_the_page_is_whole_and_needs_nothing_else(data: Path, name: str) -> None:
    suites = {"demetr": Demetr, "mlqe-pe": MlqePe, "ntrex": Ntrex, "planted": PlantedArtefacts}
    suite = suites[name](data, **({"langs": ["en"]} if name == "planted" else {}))
    outputs = run(suite.items, ["cleanup-none", "identity"])
    examples = list(suite.examples("<b>&", outputs.by_system["cleanup-none"]))
    report = build(suite, outputs, signature=["<sig>"], resamples=50, examples=examples)
    for svg in charts(report):
        root = ElementTree.fromstring(svg)
        assert root.attrib["role"] == "img"
        ids = root.attrib["aria-labelledby"].split()
        assert [e.attrib.get("id") for e in root[:2]] == ids
        assert all(e.text for e in root[:2]), "told in words, too"
    page = render(report)
    assert "&lt;sig&gt;" in page
    assert "<b>&" not in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")
    assert page.count("<svg") == len(list(charts(report)))


@needs_sacrebleu
def test_the_charts_of_the_readme_are_drawn_from_reports(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).resolve().parents[1] / "scripts"))
    draw_chart = importlib.import_module("draw_chart")
    for suite in (PlantedArtefacts(data, langs=["en", "de"]), MlqePe(data)):
        outputs = run(suite.items, ["cleanup-none", "harper"])
        for number, item in enumerate(suite.items):
            if item.lang == "de":  # as if it could only read English, installed or not
                outputs.by_system["harper"][number] = None
            elif outputs.by_system["harper"][number] is None:
                outputs.by_system["harper"][number] = Output()
        outputs.missing["harper"] = {"de": "no German"}
        report = tmp_path / f"{suite.name}.json"
        report.write_text(json.dumps(build(suite, outputs, resamples=0).json()))
        assert draw_chart.main([str(report), "-o", str(tmp_path)]) == 0
    planted = (tmp_path / "planted.svg").read_text()
    assert "news in 2 languages" in planted
    assert "Harper (1 language only)" in planted
    told = ElementTree.parse(tmp_path / "post-edits.svg").getroot()[1].text or ""
    assert "cleanup --engine none" in told
    with pytest.raises(CleanupError, match="no report of planted, mlqe-pe to draw"):
        draw_chart.main([str(write(tmp_path / "x.json", {"suite": "demetr"})), "-o", str(tmp_path)])
