"""``cleanup score`` as its users meet it."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from terminal_io import ROOT, cleanup

from cleanup.score import versions
from cleanup.score.suites.demetr import MECHANICAL

pytestmark = pytest.mark.usefixtures("own_cache")
needs_sacrebleu = pytest.mark.skipif(
    importlib.util.find_spec("sacrebleu") is None, reason="sacrebleu is not installed"
)
PAIRS = [
    {"text": "Oslo , the capital.", "reference": "Oslo, the capital.", "lang": "en"},
    {"text": "The the band The Who.", "reference": "The band The Who.", "lang": "en"},
    {"text": "It was “very very” late late.", "reference": "It was “very” late.", "lang": "en"},
]


@pytest.fixture
def own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "demetr"
    folder.mkdir()
    items = [
        {
            "clean": f"The {boat} leaves at nine.",
            "perturbed": {
                f"minor_id{n}_{kind}": f"The {boat} {boat} leaves at nine."
                for n, kind in enumerate(MECHANICAL)
            },
        }
        for boat in ("ferry", "steamer", "yacht")
    ]
    (folder / "dev.jsonl").write_text("".join(json.dumps(item) + "\n" for item in items))
    return tmp_path


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.jsonl"
    path.write_text("".join(json.dumps(pair) + "\n" for pair in PAIRS))
    return path


@pytest.mark.parametrize("suite", ["demetr", "DEMETR", "Demetr"])
def test_suites_go_by_any_case(data: Path, suite: str) -> None:
    ran = cleanup("score", suite, "--data", data, "--system", "cleanup-none")
    assert ran.code == 0
    assert "repeat2" in ran.text
    assert "100.0" in ran.text
    assert "demetr: 33 texts of dev.jsonl in 0:0" in ran.err


def test_names_with_underscores_too(data: Path) -> None:
    assert "mlqe-pe: no files" in cleanup("score", "MLQE_PE", "--data", data).err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["demeter"], "there is no suite 'demeter': choose from demetr, mlqe-pe"),
        (["demetr", "--system", "nonsense"], "no system 'nonsense': there are identity, cleanup"),
        (["demetr", "--split", "x"], "no split 'x': there are dev"),
        (["demetr", "--classes", "x"], "no class contains 'x'"),
        (["demetr", "--density", "1"], "no such option"),
        (["demetr", "--examples", "repeat5", "--system", "identity"], "did you mean 'repeat4'?"),
        (["pairs", "missing.jsonl"], "missing.jsonl: cannot be read: No such file"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(data: Path, arguments: list[str], said: str) -> None:
    where = [] if arguments[0] == "pairs" else ["--data", data]
    ran = cleanup("score", *arguments, *where)
    assert ran.code in (2, 3)
    assert ran.out == b""
    assert said in ran.err
    assert len(ran.err.splitlines()) == 1


def test_every_line_fits_80_columns_but_the_signature(data: Path) -> None:
    systems = "cleanup-none,cleanup-likely+source,identity,lingotweaker-nospell"
    ran = cleanup("score", "demetr", "--data", data, "--system", systems, "--examples", "all")
    lines = ran.text.rstrip().splitlines()
    assert max(len(line) for line in lines[:-2]) <= 80
    assert lines[-2].startswith("demetr|split:dev|items:all|resamples:1000|draws:1|data:")
    assert lines[-1].startswith("cleanup-none:")
    assert "\x1b" not in ran.text, "plain in a pipe"


def test_the_signature_tells_the_data(data: Path) -> None:
    def signature() -> list[str]:
        ran = cleanup("score", "demetr", "--data", data, "--system", "identity", "--json")
        found: list[str] = json.loads(ran.text)["signature"]
        return found

    before = signature()
    assert signature() == before
    with (data / "demetr" / "dev.jsonl").open("a") as file:
        file.write("\n")
    assert signature() != before


@needs_sacrebleu
def test_own_pairs_without_and_with_source(mine: Path) -> None:
    systems = "cleanup-none,cleanup-none+source"
    ran = cleanup("score", "pairs", mine, "--system", systems, "--json", "-")
    assert ran.code == 0
    report = json.loads(ran.text)
    assert report["suite"] == "pairs"
    assert report["baseline"] == "cleanup-none"
    row = report["systems"]["cleanup-none"]["pairs"]["en"]
    assert row["n"] == 3
    assert row["worse"] == 0
    assert row["better"] >= 1
    assert row["ter_delta"] < 0
    assert row["chrf_delta"] > 0
    again = report["differences"]["cleanup-none+source"]["pairs"]["en"]["ter_delta"]
    assert again == {"delta": 0, "low": 0, "high": 0}


@needs_sacrebleu
def test_bad_records_are_named_and_the_others_scored(mine: Path) -> None:
    with mine.open("a") as file:
        file.write('{"text": "no reference"}\n')
    ran = cleanup("score", "pairs", mine, "--system", "identity")
    assert ran.code == 3
    assert ran.err.splitlines()[-1] == f"cleanup: {mine}:4: skipped: no 'reference'"
    assert " 3 " in ran.text


@needs_sacrebleu
def test_pairs_from_standard_input(mine: Path) -> None:
    ran = cleanup("score", "pairs", "-", "--system", "identity", "-q", stdin=mine.read_bytes())
    assert ran.code == 0
    assert ran.err == ""


@needs_sacrebleu
def test_examples_show_the_edits_behind_a_figure(mine: Path) -> None:
    arguments = ["score", "pairs", mine, "--system", "cleanup-none", "-q", "--rules", "0"]
    ran = cleanup(*arguments, "--examples", "space-before-punctuation")
    assert "Oslo[-␣-], the capital." in ran.text
    assert "= Oslo, the capital." in ran.text
    assert "The Who" not in ran.text
    everything = cleanup(*arguments, "--examples", "all", "--count", "1").text
    assert everything.count("cleanup-none: better") == 1
    assert everything.index("better") < everything.index("neutral")


def test_a_system_that_is_missing_does_not_stop_the_others(
    data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LTP_PATH", str(tmp_path))
    ran = cleanup("score", "demetr", "--data", data, "--system", "identity,languagetool")
    assert ran.code == 0
    assert "languagetool was not measured for en: " in ran.text
    alone = cleanup("score", "demetr", "--data", data, "--system", "languagetool")
    assert alone.code == 3


class _Outline(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.add(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        """Closed where it begins, as the marks of a chart are."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_files_are_written_whole(data: Path, tmp_path: Path) -> None:
    page, figures = tmp_path / "report.html", tmp_path / "report.json"
    ran = cleanup(
        "score", "demetr", "--data", data, "--system", "cleanup-none,identity",
        "--html", page, "--json", figures,
    )  # fmt: skip
    assert ran.text.startswith("DEMETR"), "a file for JSON leaves the tables where they were"
    outline = _Outline()
    outline.feed(page.read_text())
    assert outline.open == []
    assert {"svg", "table", "caption"} <= outline.seen
    report = json.loads(figures.read_text())
    assert report["systems"]["cleanup-none"]["classes"]["clean"]["touched"] == 0
    assert report["differences"]["identity"]["classes"]["repeat2"]["restored"]["delta"] == -100


def test_a_second_run_knows_everything_and_fresh_does_not(data: Path) -> None:
    arguments = ["score", "demetr", "--data", data, "--system", "cleanup-none"]
    first = cleanup(*arguments)
    again = cleanup(*arguments)
    assert "known" not in first.err
    assert "100% known from before" in again.err
    assert again.out == first.out
    assert "known" not in cleanup(*arguments, "--fresh").err


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.skipif(
    signal.getsignal(signal.SIGINT) == signal.SIG_IGN, reason="a background job ignores SIGINT"
)
@pytest.mark.parametrize(
    ("jobs", "sent", "code"),
    [("1", signal.SIGINT, 130), ("2", signal.SIGINT, 130), ("2", signal.SIGTERM, 143)],
)
def test_a_run_that_is_killed_goes_on(
    tmp_path: Path, jobs: str, sent: signal.Signals, code: int
) -> None:
    folder, cache = tmp_path / "demetr", tmp_path / "kept.sqlite3"
    folder.mkdir()
    long = "The ferry leaves at nine, and the boats lie in the harbour all the day. " * 60
    with (folder / "dev.jsonl").open("w") as file:
        for n in range(80):
            file.write(json.dumps({"clean": f"{long}{n}.", "perturbed": {}}) + "\n")
    command = [sys.executable, "-m", "cleanup", "score", "demetr", "--data", str(tmp_path),
               "--system", "cleanup-none", "--cache", str(cache), "--jobs", jobs]  # fmt: skip
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    program = versions.code.__wrapped__()
    process = subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    until = time.monotonic() + 60
    while time.monotonic() < until and kept(cache) < 2:
        time.sleep(0.02)
    process.send_signal(sent)
    _, said = process.communicate(timeout=60)  # ends only when all its processes have
    assert process.returncode == code
    if sent is signal.SIGINT:
        assert said == "cleanup: interrupted; the same command goes on from here\n"
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    if versions.code.__wrapped__() != program:
        pytest.skip("the program was changed meanwhile")
    assert "known from before" in done.stderr


def kept(cache: Path) -> int:
    """Units in the store; 0 before there is one."""
    try:
        with sqlite3.connect(f"file:{cache}?mode=ro", uri=True) as base:
            found: int = base.execute("SELECT count(*) FROM outputs").fetchone()[0]
            return found
    except sqlite3.Error:
        return 0


def test_a_cache_that_cannot_be_used_is_said(data: Path, tmp_path: Path) -> None:
    cache = tmp_path / "no-cache"
    cache.write_text("this is no data base, it is a text" * 50)
    ran = cleanup("score", "demetr", "--data", data, "--cache", cache)
    assert ran.code == 3
    assert f"{cache}: cannot keep outputs there" in ran.err
    assert cache.read_text().startswith("this")
