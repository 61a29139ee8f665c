"""The safety tables: sound, complete, and obeyed by every run."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from cleanup import Cleaner, Config, safety
from cleanup.cli.rules import command
from cleanup.edit import Edit, Safety
from cleanup.registry import all_rules

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "scripts"))

import measure_safety  # noqa: E402
import safety_tables  # noqa: E402
from damage import (  # noqa: E402
    CARRIED,
    DAMAGES,
    EDGES,
    IN_HTML,
    IN_MARKDOWN,
    dressed,
    html,
    markdown,
)
from safety_judge import Comparison, Outcome  # noqa: E402
from safety_samples import parts, samples  # noqa: E402

from cleanup.score.planting import plant  # noqa: E402

TABLES = sorted((ROOT / "models" / "safety").glob("*.json"))
DATA = ROOT.parent / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="no development data at ../shared/data")


def edit(text: str, before: str, after: str, nth: int = 0) -> Edit:
    at = -1
    for _ in range(nth + 1):
        at = text.index(before, at + 1)
    return Edit(at, at + len(before), before, after, "r", "grammar", Safety.SAFE, None, "m")


# ---------------------------------------------------------------- the tables


@pytest.mark.parametrize("path", TABLES, ids=lambda p: p.stem)
def test_tables_are_sound(path: Path) -> None:
    table = safety.load(path.stem)
    assert table.rules
    assert list(table.rules) == sorted(table.rules)
    for name, record in table.rules.items():
        if safety_tables.is_engine(name):
            assert record.level is not Safety.SAFE or not record.clean_hits
            assert record.level is None or record.better + record.restored > 1
            continue
        assert record.bound == safety_tables.bound(record), name
        assert record.level is not None
        assert record.level.rank >= safety_tables.ceiling(name).rank, "no better than asked for"
    lines = path.read_text("utf-8").splitlines()
    assert len(lines) == len(table.rules) + len(table.about) + 6, "one rule a line"


@pytest.mark.parametrize("path", TABLES, ids=lambda p: p.stem)
def test_levels_follow_from_the_counts(path: Path) -> None:
    found = {p.stem: safety_tables.read(p) for p in TABLES if p.stem != safety.ANY}
    rules = {base: table for base, (_, table) in found.items()}
    words = {base: measure_safety.clean_words(about) for base, (about, _) in found.items()}
    everywhere = safety_tables.together(rules, words)
    if path.stem == safety.ANY:
        counted = {n: r for n, r in safety.table(safety.ANY).items() if n in everywhere}
        assert counted == safety_tables.for_any(everywhere, rules, words)
    else:
        post_edited = path.stem in measure_safety.POST_EDITED
        table = dict(safety.table(path.stem))
        base = path.stem
        levelled = safety_tables.levelled(table, words[base], everywhere, post_edited)
        news = int(safety.load(base).about["rules"]["news_words"])
        assert safety_tables.within_budget(levelled, news) == table


@pytest.mark.parametrize("rule", [r.id for r in all_rules().values() if r.is_own])
def test_every_rule_is_measured(rule: str) -> None:
    assert safety.is_measured(rule), f"run: python scripts/measure_safety.py --rules {rule}"


@pytest.mark.parametrize("name", sorted(safety.table(safety.ANY)))
def test_no_record_without_a_rule(name: str) -> None:
    assert name.partition("/")[0] in all_rules(), "run: python scripts/measure_safety.py"


def test_languages_without_a_table_have_that_of_any() -> None:
    assert safety.table("fi") == {}
    assert safety.record("doubled-word", "fi") == safety.table(safety.ANY)["doubled-word"]
    assert safety.level("html-tags", "fi") is Safety.SAFE
    assert safety.level("no-such-rule", "fi") is Safety.ASK
    assert safety.trusted("xx") == ()


# ---------------------------------------------------------------- levels


def record(**counts: int) -> safety.Record:
    return safety.Record(**counts)


@pytest.mark.parametrize(
    ("counts", "proven", "borne"),
    [
        ({"restored": 40}, "safe", "safe"),
        ({"restored": 10}, "ask", "safe"),
        ({"restored": 10, "missed": 1}, "ask", "safe"),
        ({"restored": 36, "missed": 6}, "safe", "safe"),
        ({"restored": 45, "missed": 20}, "likely", "likely"),
        ({"restored": 4, "missed": 4}, "ask", "likely"),
        ({"restored": 400, "clean_hits": 1}, "safe", "safe"),
        ({"restored": 400, "clean_hits": 4}, "safe", "safe"),
        ({"restored": 400, "clean_hits": 20}, "likely", "likely"),
        ({"clean_hits": 1}, "ask", "safe"),
        ({"restored": 400, "better": 20, "worse": 2}, "safe", "safe"),
        ({"restored": 400, "better": 2, "worse": 42}, "ask", "ask"),
        ({"restored": 400, "better": 2, "worse": 12}, "safe", "safe"),
        ({"restored": 10, "better": 10, "worse": 3}, "safe", "safe"),
        ({"better": 60, "worse": 1}, "safe", "safe"),
        ({"better": 3000, "worse": 100}, "safe", "safe"),
        ({}, "ask", "safe"),
    ],
)
def test_what_a_record_earns(counts: dict[str, int], proven: str, borne: str) -> None:
    assert safety_tables.proven(record(**counts), 20_000) == proven
    assert safety_tables.borne(record(**counts), 20_000) == borne


def test_a_language_that_a_rule_harms_speaks_for_others() -> None:
    tables = {"aa": {"r": record(restored=900)}, "bb": {"r": record(restored=300, clean_hits=12)}}
    words = {"aa": 900_000, "bb": 20_000}
    assert safety_tables.proven(record(restored=1200, clean_hits=12), 920_000) is Safety.SAFE
    whole = safety_tables.together(tables, words)
    assert whole["r"].level is Safety.SAFE
    assert safety_tables.for_any(whole, tables, words)["r"].level is Safety.LIKELY


def test_a_language_with_few_edits_borrows() -> None:
    words = {"aa": 9000, "bb": 9000}
    tables = {"aa": {"r": record(restored=90)}, "bb": {"r": record(restored=3, missed=1)}}
    everywhere = safety_tables.together(tables, words)
    assert everywhere["r"].level is Safety.SAFE

    def level(**counts: int) -> Safety | None:
        own = {"r": record(**counts)}
        return safety_tables.levelled(own, 9000, everywhere, False)["r"].level

    assert level(restored=3, missed=1) is Safety.SAFE
    assert level(restored=3, missed=5) is Safety.ASK
    assert level(restored=30, missed=15) is Safety.LIKELY


def test_rules_that_do_most_good_have_the_budget_for_clean_text_first() -> None:
    sure, less = record(restored=900, clean_hits=4), record(restored=300, clean_hits=12)
    rules = {
        name: replace(one, level=Safety.SAFE, bound=safety_tables.bound(one))
        for name, one in (("less", less), ("sure", sure), ("none", record(restored=50)))
    }
    kept = safety_tables.within_budget(rules, 10_000)
    levels = {name: kept[name].level for name in rules}
    assert levels == {"sure": "safe", "less": "likely", "none": "safe"}


def test_findings_that_ask_for_less_are_counted_apart() -> None:
    assert safety.key("loop", Safety.SAFE) == "loop"
    assert safety.key("loop", Safety.ASK) == "loop/ask"
    assert safety_tables.ceiling("loop/likely") is Safety.LIKELY
    tables = {"aa": {"r/ask": record(restored=900)}}
    assert safety_tables.together(tables, {"aa": 9000})["r/ask"].level is Safety.ASK


def test_bounds() -> None:
    assert safety.lower_bound(0, 0) == 0
    assert 0.85 < safety.lower_bound(40, 2) < 0.9
    assert safety.lower_bound(4, 0) == pytest.approx(0.6, abs=0.01)


def test_confidence() -> None:
    assert record().confidence is None
    assert record(neutral=7).confidence is None
    assert record(restored=98).confidence == 0.99
    assert record(restored=98, better=10, worse=10).confidence == 0.5, "translations outweigh"


# ---------------------------------------------------------------- at run time


def test_edits_have_the_level_that_they_earned() -> None:
    found = edit("the the", " the", "", 0)
    own = safety.record("doubled-word", "en")
    sure, chance = safety.earned(replace(found, rule="doubled-word"), "en")
    assert (sure.safety, chance) == (own.level, own.confidence)
    unknown, chance = safety.earned(replace(found, rule="no-such-rule"), "en")
    assert (unknown.safety, chance) == (Safety.ASK, None)


def test_what_people_are_told_does_not_decide_which_edit_wins() -> None:
    text = "It cost 3 . 5 million."
    with Cleaner(Config(lang="en", engine=("none",))) as cleaner:
        (step,) = [s for s in cleaner.clean(text).steps if s.applied]
    (won,) = step.applied
    lost = [refusal.edit for refusal in step.refused if refusal.reason.startswith("overlaps")]
    assert won.rule == "number-space", "the longer span has seen more"
    assert {won.confidence, *(e.confidence for e in lost)}.isdisjoint({None, 1.0})
    assert lost


@pytest.mark.parametrize("lang", ["en", "de", "ja", "ar", "fi"])
def test_a_run_obeys_the_tables(lang: str) -> None:
    text = 'A  b ,c. < p>Das ist ist.</ p > &amp; x\u200by 「 a 」 (b ) ,, “x" u\ufb01 . .\n\n\n\nx'
    with Cleaner(Config(lang=lang, engine=("none",))) as cleaner:
        result = cleaner.clean(text)
    edits = [e for s in result.steps for e in (*s.applied, *(r.edit for r in s.refused))]
    assert edits
    for found in edits:
        names = [safety.key(found.rule, asked) for asked in Safety]
        assert any(found.safety.rank >= safety.level(name, lang).rank for name in names)
        assert found.is_flag or found.confidence is not None
    for applied in (e for s in result.steps for e in s.applied):
        assert safety.level(applied.rule, lang) is Safety.SAFE


def test_what_has_not_earned_its_level_is_not_applied(monkeypatch: pytest.MonkeyPatch) -> None:
    careful = safety.Table({}, {"doubled-word": record(restored=3, missed=4)})
    monkeypatch.setattr(safety, "load", lambda base: careful)
    text = "The ship left the the harbour."
    with Cleaner(Config(lang="en", engine=("none",), only=("doubled-word",))) as cleaner:
        result = cleaner.clean(text)
    assert result.final == text
    assert [p.edit.safety for p in result.pending] == [Safety.ASK]
    with Cleaner(Config(lang="en", engine=("none",)), earned=False) as cleaner:
        assert cleaner.clean(text).changed, "measuring itself goes by what rules declare"


# ---------------------------------------------------------------- the judge


def outcome(text: str, right: str, before: str, after: str, nth: int = 0) -> Outcome:
    return Comparison(text, right).outcome(edit(text, before, after, nth))


@pytest.mark.parametrize(
    ("text", "right", "before", "after", "nth", "verdict"),
    [
        ("It took a hour.", "It took an hour.", "a", "an", 0, "good"),
        ("It took an hour.", "It took an hour.", "an", "a", 0, "bad"),
        ("It took a hour break.", "It took a short break.", "a", "an", 0, "neither"),
        ("The the cat sat.", "The cat sat.", " the", "", 0, "good"),
        ("The cat , sat .", "The cat, sat.", " ", "", 3, "good"),
        ("A wo\u200brd.", "A word.", "\u200b", "", 0, "good"),
        ("Yes x x x x x x end", "Yes x end", " x x x x x", "", 0, "good"),
        ("He said go", "He said go.", "go", "go.", 0, "good"),
        ("He said go", "He said go", "go", "go.", 0, "bad"),
        ("他说,港口", "他说，港口", ",", "，", 0, "good"),
        ("the cat\n", "the cat\n", "\n", "", 0, "bad"),
        ("teh cat ran", "the cat ran", "teh", "ten", 0, "neither"),
    ],
)
def test_judgement(text: str, right: str, before: str, after: str, nth: int, verdict: str) -> None:
    found = outcome(text, right, before, after, nth)
    assert verdict == ("good" if found.good else "bad" if found.bad else "neither")


def test_mending_of_space_is_told_apart() -> None:
    assert outcome("a  b", "a  b", "  ", " ").only_space
    assert outcome("a \nb", "a \nb", " ", "").only_space
    assert outcome("a , b", "a , b", " ,", ",").only_space
    assert not outcome("17 000 b", "17 000 b", " ", "").only_space
    assert not outcome("U.S. b", "U.S. b", ".S", ". S").only_space


# ---------------------------------------------------------------- the script


@needs_data
def test_a_partial_measurement_is_merged(tmp_path: Path) -> None:
    folder = ["--out", str(tmp_path), "--limit", "3", "--jobs", "1", "--no-engine"]
    assert measure_safety.main(["da", *folder]) == 0
    _, before = safety_tables.read(tmp_path / "da.json")
    assert measure_safety.main(["da", *folder, "--rules", "loop"]) == 0
    _, after = safety_tables.read(tmp_path / "da.json")
    assert after == before
    assert before["loop"].restored
    assert set(all_rules()) <= {
        n.partition("/")[0] for n in safety_tables.read(tmp_path / "any.json")[1]
    }


@needs_data
def test_samples_are_the_same_every_time() -> None:
    part = parts(DATA, "da", 2)[0]
    assert list(samples(part)) == list(samples(part))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [(["xx"], "no data for 'xx'"), (["en", "--rules", "nix"], "no rule 'nix'"),
     (["en", "--data", "/nowhere"], "no folder ntrex")],
)  # fmt: skip
def test_bad_options_are_told(arguments: list[str], told: str) -> None:
    with pytest.raises(measure_safety.MeasureError, match=told):
        measure_safety.main(arguments)


# ---------------------------------------------------------------- the damage

ARTICLES = {
    "en": [
        "Old Ferry Crosses the Bay Again",
        "An engineer from Port Ellery, whose café was flooded, said: “It’s the ferry of our city.”",
        "“We waited,” he said, “and the office had 3.5 million reasons.”",
        'The "final" plan was an honest one, and the ship\'s crew of Kim Jong Un (no joke) came.',
        "A link (https://www.example.com/a) and mail to info@example.org, with a flag 🚩, came.",
        "Nobody knew which of the old fishing boats would leave first in Spring.",
    ],
    "es": ["Vuelve el barco", "Padres e hijos esperaban en la orilla del puerto, junto al faro."],
    "fr": ["Le bac revient", "L’eau qu’il a bue venait du puits, et l’été fut long."],
    "ja": ["港の知らせ", "市長は青いリボンを切り、二百人が拍手した。子どもたちは本を読んだ。"],
    "ar": ["عودة العبارة", "قال المهندس، وهو من المدينة، إن الميناء مفتوح منذ أمس."],
}


EVERYTHING = {**DAMAGES, **EDGES, **CARRIED, **IN_HTML, **IN_MARKDOWN}


@pytest.mark.parametrize("name", sorted(EVERYTHING))
def test_damage_is_done_and_can_be_undone(name: str) -> None:
    """Every class of damage plants something, and the record of it gives the article back."""
    made = html if name in IN_HTML else markdown if name in IN_MARKDOWN else dressed
    planted = [
        plant(made("a", lang, sentences, seed), seed, 1.0, (name,), EVERYTHING)
        for lang, sentences in ARTICLES.items()
        for seed in range(12)
    ]
    assert any(done.artefacts for done in planted)
    for done in planted:
        text = done.text
        for artefact in reversed(done.artefacts):
            assert artefact.before != artefact.after
            assert text[artefact.start : artefact.end] == artefact.after
            text = text[: artefact.start] + artefact.before + text[artefact.end :]
        assert text == done.article.text


# ---------------------------------------------------------------- what people see


def shown(*arguments: str) -> str:
    done = CliRunner().invoke(command, [*arguments, "--color", "never"], env={"COLUMNS": "80"})
    assert done.exit_code == 0, done.output
    return done.output


def test_rules_are_listed_with_their_records() -> None:
    lines = shown("--lang", "de", "--stage", "structure").splitlines()
    assert max(map(len, lines)) <= 80
    (line,) = [line for line in lines if line.split()[:1] == ["doubled-word"]]
    own = safety.record("doubled-word", "de")
    figures = f"{own.restored}/{own.missed}", f"{own.better}/{own.worse}", f"{own.bound:.2f}"
    assert all(figure in line for figure in (*figures, str(own.level)))
    foreign = shown("--lang", "fi", "--stage", "structure")
    assert "safe*" in foreign, "borrowed records are marked"


def test_one_rule_is_shown_with_its_record_in_every_language() -> None:
    text = shown("loop")
    record = text[text.index("Record") :].splitlines()
    assert [line.split()[0] for line in record if "any" in line]
    assert {"en", "de", "ja"} <= {line.split()[0] for line in record[1:]}
    (whole,) = json.loads(shown("loop", "--json", "--lang", "en"))
    assert whole["record"]["en"]["safe"]["better"] == safety.record("loop", "en").better


def test_a_rule_that_nobody_measured_is_seen_as_such(monkeypatch: pytest.MonkeyPatch) -> None:
    empty = safety.Table({}, {})
    monkeypatch.setattr(safety, "load", lambda base: empty)
    (line,) = [x for x in shown("--lang", "de").splitlines() if x.split()[:1] == ["loop"]]
    assert "not measured" in line
