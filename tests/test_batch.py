"""Batch: records in, records out; the same bytes however the work is divided."""

from __future__ import annotations

import gzip
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import ledgers
from terminal_io import ROOT, Ran, cleanup, program

from cleanup import safety
from cleanup.config import Config
from cleanup.corpus import Totals, crew
from cleanup.corpus.records import clean_line
from cleanup.pipeline import Cleaner, Result

ONLY = ("--only", "space-before-punctuation", "--only", "doubled-word")
DIRTY = "Oslo , the capital of Norway."
CLEAN = "Oslo, the capital of Norway."


def lines(records: Iterable[Any]) -> bytes:
    return b"".join(json.dumps(r, ensure_ascii=False).encode() + b"\n" for r in records)


def parsed(data: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in data.splitlines()]


def many(count: int) -> bytes:
    texts = (DIRTY, CLEAN, "", "The ship left the the harbour , at last.", "首都 , 東京。")
    return lines({"id": n, "text": f"{texts[n % 5]}", "lang": "en"} for n in range(count))


def batch(source: object, *arguments: object, stdin: bytes = b"") -> Ran:
    return cleanup("batch", source, *arguments, *ONLY, stdin=stdin)


def test_record_of_the_contract(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(lines([{"id": "a", "text": DIRTY, "lang": "en", "score": 1.50}]))
    ran = batch(source)
    assert ran.code == 0
    assert ran.out.endswith(b"\n")
    record = parsed(ran.out)[0]
    assert list(record) == ["id", "text", "lang", "score", "edits"]
    assert record["text"] == CLEAN
    (edit,) = record["edits"]
    assert edit.pop("message")
    assert edit == {
        "start": 4,
        "end": 5,
        "before": " ",
        "after": "",
        "rule": "space-before-punctuation",
        "stage": "typography",
        "safety": "safe",
        "confidence": safety.record("space-before-punctuation", "en").confidence,
        "applied": True,
    }


def test_what_is_not_ours_keeps_its_bytes() -> None:
    line = (
        b'{"z": 1.50, "text":"caf\\u00e9", "big":123456789012345678901, "o": {"b":1,  "a":[ ]}}\n'
    )
    ran = batch("-", stdin=line)
    assert (
        b'"z":1.50,"text":"caf\\u00e9","big":123456789012345678901,"o":{"b":1,  "a":[ ]}' in ran.out
    )


def test_an_unchanged_record_still_has_edits() -> None:
    assert parsed(batch("-", stdin=lines([{"text": CLEAN}])).out) == [{"text": CLEAN, "edits": []}]


def test_what_is_only_asked_is_not_applied() -> None:
    text = "The talks ended on Monday in Geneva. it continued."
    ran = cleanup("batch", "-", "--only", "dangling-fragment", stdin=lines([{"text": text}]))
    record = parsed(ran.out)[0]
    assert record["text"] == text
    assert [(e["after"], e["applied"], e["safety"]) for e in record["edits"]] == [
        (None, False, "ask")
    ]


BAD = [
    (b"not json", "not valid JSON"),
    (b'{"text": "a"', "not valid JSON"),
    (b'{"text": NaN}', "not valid JSON"),
    (b'["text"]', "not a JSON object"),
    (b'"text"', "not a JSON object"),
    (b'{"text": "caf\xe9"}', "not UTF-8"),
    (b'{"id": 1}', "has no text"),
    (b'{"text": 5}', "text is not a string"),
    (b'{"text": null}', "text is not a string"),
    (b'{"text": "half \\ud83d pair"}', "half a surrogate pair"),
    (b'{"text": "a", "lang": 5}', "lang is not a text"),
    (b'{"text": "a", "lang": "klingon"}', "is not a language tag"),
    (b'{"text": "a", "source": []}', "source is not a text"),
]


@pytest.mark.parametrize(("line", "said"), BAD)
def test_bad_line_keeps_what_it_has_and_gains_an_error(line: bytes, said: str) -> None:
    good = lines([{"id": 7, "text": DIRTY}])
    ran = batch("-", stdin=good + line + b"\n\n" + good)
    first, bad, second = parsed(ran.out)
    assert ran.code == 3
    assert first["text"] == second["text"] == CLEAN
    assert said in bad["error"]
    assert "edits" not in bad
    if "raw" in bad:
        assert bad["line"] == 2
        assert bad["raw"] == line.decode("utf-8", "backslashreplace")
    else:
        assert {k: v for k, v in bad.items() if k != "error"} == json.loads(line)
    assert "1 failed" in ran.err


def test_half_a_pair_outside_the_text_is_carried() -> None:
    line = b'{"\\ud800": 1, "text": "Oslo , b.", "x": "\\udfff"}\n'
    (record,) = parsed(batch("-", stdin=line).out)
    assert record["\ud800"] == 1
    assert record["x"] == "\udfff"
    assert record["text"] == "Oslo, b."


def test_an_old_error_goes_and_old_edits_are_replaced() -> None:
    line = lines([{"error": "once", "text": DIRTY, "edits": [1, 2]}])
    (record,) = parsed(batch("-", stdin=line).out)
    assert list(record) == ["text", "edits"]
    assert len(record["edits"]) == 1


def test_a_bug_in_one_record_does_not_end_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    clean = Cleaner.clean

    def broken(self: Cleaner, text: str, **given: Any) -> Result:
        if text == "bad":
            raise ZeroDivisionError("oh")
        return clean(self, text, **given)

    monkeypatch.setattr(Cleaner, "clean", broken)
    ran = batch("-", stdin=lines([{"text": "bad"}, {"text": DIRTY}]))
    assert ran.code == 3
    assert parsed(ran.out)[0] == {"text": "bad", "error": "internal error: ZeroDivisionError: oh"}
    assert parsed(ran.out)[1]["text"] == CLEAN


def test_empty_input_and_byte_order_mark() -> None:
    assert batch("-", stdin=b"")[:2] == (0, b"")
    assert batch("-", stdin=b"\n  \r\n\n")[:2] == (0, b"")
    ran = batch("-", stdin=b"\xef\xbb\xbf" + lines([{"text": CLEAN}]).replace(b"\n", b"\r\n"))
    assert parsed(ran.out) == [{"text": CLEAN, "edits": []}]


def test_source_and_language_of_a_record(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[dict[str, Any]] = []
    clean = Cleaner.clean

    def watched(self: Cleaner, text: str, **given: Any) -> Result:
        seen.append(given)
        return clean(self, text, **given)

    monkeypatch.setattr(Cleaner, "clean", watched)
    record = {"text": "Ja.", "lang": "de", "source": "Oui.", "source_lang": "fr"}
    batch("-", stdin=lines([record, {"text": "Yes.", "lang": None, "source": ""}]))
    assert seen[0] == {"lang": "de", "source": "Oui.", "source_lang": "fr"}
    assert not any(seen[1].values())


class Canned:
    """A cleaner that gives one result."""

    def __init__(self, result: Result) -> None:
        self.result = result

    def clean(self, text: str, **given: object) -> Result:
        return self.result


@given(ledgers())
@settings(max_examples=200, deadline=None)
def test_replaying_the_edits_gives_the_text(of: Result) -> None:
    line = json.dumps({"text": of.original}).encode()
    (record,) = parsed(clean_line(Canned(of), line, 1, Totals()))  # type: ignore[arg-type]
    if "error" in record:
        assert any("\ud800" <= c <= "\udfff" for c in of.original)
        return
    parts, at = [], 0
    for edit in record["edits"]:
        assert of.original[edit["start"] : edit["end"]] == edit["before"]
        if edit["applied"]:
            parts += [of.original[at : edit["start"]], edit["after"]]
            at = edit["end"]
            assert set(edit.get("rules", [edit["rule"]])) >= {edit["rule"]}
    assert "".join([*parts, of.original[at:]]) == record["text"] == of.final


@given(st.binary(max_size=40).filter(lambda b: b.strip() and b"\n" not in b))
@settings(max_examples=200, deadline=None)
def test_any_line_gives_one_line(line: bytes) -> None:
    with Cleaner(Config(engine=("none",), only=("space-before-punctuation",))) as cleaner:
        done = clean_line(cleaner, line.strip(), 1, Totals())
    assert b"\n" not in done
    json.loads(done)


def test_output_file_is_complete_or_not_there(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(many(300))
    ran = batch(source, "-o", target)
    assert (ran.code, ran.out) == (0, b"")
    assert target.read_bytes() == batch(source, "-q").out
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]
    assert ran.err.startswith("cleanup: 300 records, 180 changed, ")
    again = batch(source, "-o", target)
    assert (again.code, again.err) == (2, f"cleanup: {target}: exists; --force replaces it\n")
    assert batch(source, "-o", target, "--force").code == 0
    assert "is the input" in batch(source, "-o", source).err
    assert batch(source, "-o", "/dev/null").code == 0


def test_bytes_do_not_depend_on_jobs(tmp_path: Path) -> None:
    source = tmp_path / "in.jsonl"
    source.write_bytes(many(400) + b"bad\n" + many(50))
    one = batch(source, "-q")
    three = batch(source, "-q", "--jobs", "3")
    assert one.out == three.out
    assert one.code == three.code == 3
    assert one.out.count(b"\n") == 451


def test_packed_input_and_output(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl.gz", tmp_path / "out.jsonl.gz"
    source.write_bytes(gzip.compress(many(200)))
    assert batch(source, "-o", target, "-q").code == 0
    assert gzip.decompress(target.read_bytes()) == batch(source, "-q").out
    first = target.read_bytes()
    assert batch(source, "-o", target, "--force", "-q").code == 0
    assert target.read_bytes() == first, "no time and no name inside"


def test_damaged_packed_input(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl.gz", tmp_path / "out.jsonl"
    source.write_bytes(gzip.compress(many(9000), mtime=0)[:-40])
    ran = batch(source, "-o", target)
    assert ran.code == 3
    assert "in.jsonl.gz: damaged or broken off" in ran.err
    assert not target.exists()


def test_stats(tmp_path: Path) -> None:
    stats = tmp_path / "stats.json"
    source = many(10) + b"bad\n"
    assert batch("-", "-q", "--stats", stats, stdin=source).code == 3
    figures = json.loads(stats.read_bytes())
    assert (figures["records"], figures["changed"], figures["errors"]) == (11, 6, 1)
    assert figures["applied"] == {"doubled-word": 2, "space-before-punctuation": 6}
    assert figures["words"] == 46


def part_of(target: Path) -> Path:
    (part,) = target.parent.glob(f"{target.name}.part-*")
    return part


@pytest.mark.parametrize("suffix", ["", ".gz"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_a_killed_run_goes_on(suffix: str, jobs: int, tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / f"out.jsonl{suffix}"
    source.write_bytes(many(15_000))
    command = [sys.executable, "-m", "cleanup", "batch", str(source), "-o", str(target), "-q"]
    command += ["--engine", "none", "--jobs", str(jobs), *ONLY]
    process = subprocess.Popen(command, cwd=ROOT)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        parts = list(tmp_path.glob("*.part-*"))
        if parts and parts[0].stat().st_size > 20_000:
            break
        time.sleep(0.01)
    process.kill()
    process.wait()
    assert not target.exists()
    stats = tmp_path / "stats.json"
    ran = batch(source, "-o", target, "--stats", stats)
    assert ran.code == 0
    assert "records are done already; going on after them" in ran.err
    whole = batch(source, "--stats", tmp_path / "whole.json", "-q").out
    done = target.read_bytes()
    assert (gzip.decompress(done) if suffix else done) == whole
    figures = [json.loads(p.read_bytes()) for p in (stats, tmp_path / "whole.json")]
    for found in figures:
        del found["seconds"]
    assert figures[0] == figures[1], "the summary counts the first run's records too"


def broken_off(tmp_path: Path, records: int = 200) -> tuple[Path, Path, bytes]:
    """An input and a target whose part holds 70 records and some of the next."""
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(many(30) + b"bad\n\n" + many(records))
    whole = batch(source, "-q").out
    source.write_bytes(source.read_bytes() + b"\xff" * 10 + b"\n")
    assert batch(source, "-o", target, "-q").code == 3
    target.rename(target.with_name("done"))
    source_lines = whole.splitlines(keepends=True)
    fingerprint = _fingerprint()
    part = target.with_name(f"{target.name}.part-{fingerprint}")
    part.write_bytes(b"".join(source_lines[:70]) + source_lines[70][:-9])
    return source, target, (tmp_path / "done").read_bytes()


def _fingerprint() -> str:
    from cleanup.corpus.target import _fingerprint as fingerprint

    return fingerprint(Config(engine=("none",), only=(ONLY[1], ONLY[3])))


def test_a_broken_last_line_is_cut_off(tmp_path: Path) -> None:
    source, target, whole = broken_off(tmp_path)
    ran = batch(source, "-o", target)
    assert ran.code == 3
    assert "70 records are done already" in ran.err
    assert target.read_bytes() == whole


def test_no_resume_starts_anew(tmp_path: Path) -> None:
    source, target, whole = broken_off(tmp_path)
    ran = batch(source, "-o", target, "--no-resume")
    assert "done already" not in ran.err
    assert target.read_bytes() == whole


def test_other_settings_do_not_go_on(tmp_path: Path) -> None:
    source, target, _ = broken_off(tmp_path)
    ran = cleanup("batch", source, "-o", target, "--only", "markup")
    assert "was begun with other settings and is left alone" in ran.err
    assert "done already" not in ran.err


@pytest.mark.parametrize("change", ["id", "text", "more"])
def test_another_input_is_refused(change: str, tmp_path: Path) -> None:
    source, target, _ = broken_off(tmp_path)
    data = source.read_bytes()
    if change == "id":
        data = data.replace(b'{"id": 30,', b'{"id": 9999,')
    elif change == "text":
        data = data.replace(b"harbour", b"Harbour")
    else:
        data = data[: data.index(b'{"id": 20,')]
    source.write_bytes(data)
    before = part_of(target).read_bytes()
    ran = batch(source, "-o", target)
    assert ran.code == 2
    assert "does not belong to this input" in ran.err
    assert "--no-resume" in ran.err
    assert part_of(target).read_bytes() == before


def test_an_incomplete_target_is_completed(tmp_path: Path) -> None:
    source, target, whole = broken_off(tmp_path)
    part_of(target).rename(target)
    ran = batch(source, "-o", target)
    assert "70 records are done already" in ran.err
    assert target.read_bytes() == whole


def test_an_incomplete_target_of_other_settings_is_refused(tmp_path: Path) -> None:
    source, target, _ = broken_off(tmp_path)
    part_of(target).rename(target)
    ran = cleanup("batch", source, "-o", target, "--only", "markup")
    assert (ran.code, ran.err) == (2, f"cleanup: {target}: exists; --force replaces it\n")


def test_interrupt_says_how_to_go_on(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(many(100_000))
    command = [sys.executable, "-m", "cleanup", "batch", str(source), "-o", str(target)]
    command += ["--engine", "none", "--jobs", "2"]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("*.part-*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(2)
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert process.returncode == 130
    assert said == b"cleanup: interrupted; the same command goes on from here\n"


def test_full_disk(tmp_path: Path) -> None:
    import resource

    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(many(2000))
    ran = program(
        "batch", source, "-o", target, "--engine", "none", *ONLY,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000)),
    )  # fmt: skip
    assert ran.returncode == 3
    assert b"out.jsonl: cannot be written: File too large" in ran.stderr
    assert ran.stderr.count(b"\n") == 1
    assert not target.exists()
    assert batch(source, "-o", target).code == 0
    assert target.read_bytes() == batch(source, "-q").out


def test_a_record_that_kills_its_process_fails_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "deadly.py").write_text(
        "import os\nfrom cleanup.corpus.crew import _serve\n"
        "from cleanup.pipeline import Cleaner\n"
        "def serve(*given):\n"
        "    clean = Cleaner.clean\n"
        "    def deadly(self, text, **more):\n"
        "        return os._exit(9) if text == 'kill' else clean(self, text, **more)\n"
        "    Cleaner.clean = deadly\n"
        "    _serve(*given)\n",
        "utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    import deadly  # type: ignore[import-not-found]

    monkeypatch.setattr(crew, "_serve", deadly.serve)
    texts = [DIRTY, "kill", DIRTY, "kill", "kill"]
    chunks = [
        crew.Chunk((n, n + 1), tuple(lines([{"id": n, "text": t}])[:-1] for t in pair), 0)
        for n, pair in enumerate([texts[:2], texts[2:4], texts[4:] * 2, texts[:1] * 2])
    ]
    config = Config(engine=("none",), only=(ONLY[1],))
    done = [(chunk, done) for chunk, done in crew.clean_chunks(chunks, partial(Cleaner, config), 2)]
    assert [chunk for chunk, _ in done] == chunks
    records = parsed(b"".join(d.data for _, d in done))
    died = "the process that cleaned this record died"
    assert [r.get("error") for r in records] == [None, died, None, died, died, died, None, None]
    assert [r["text"] for r in records][:4] == [CLEAN, "kill", CLEAN, "kill"]
    assert [d.totals.errors for _, d in done] == [1, 1, 2, 0]


def test_memory_does_not_grow_with_the_input() -> None:
    code = (
        "import resource, sys; from cleanup.cli.main import run;"
        "run(['batch', '-', '-q', '--engine', 'none', '--only', 'doubled-word']);"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"
    )

    def peak(count: int) -> int:
        ran = subprocess.run(
            [sys.executable, "-c", code], input=many(count), capture_output=True, cwd=ROOT,
            check=True,
        )  # fmt: skip
        return int(ran.stderr)

    assert peak(40_000) < peak(2_000) * 1.1
