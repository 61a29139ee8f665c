#!/usr/bin/env python3
"""Measure speed and memory side by side, in one run, so that ratios mean something anywhere.

cold    a fresh `cleanup fix FILE`, with the default engine and with none, against a bare Python
batch   words per second on one core without a grammar engine, through `Cleaner` and `cleanup batch`
engine  words per second with the engine, against the engine alone, called sentence by sentence
memory  resident memory of `cleanup batch` after 10, 50 and 100 % of many records

Rounds of what is compared alternate, and medians are shown.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import measuring
from measuring import ROOT, MeasureError, comma_list, positive
from rich.console import Console
from rich.table import Table

from cleanup.score.documents import count_words
from cleanup.score.planting import plant
from cleanup.score.systems.lingotweaker import engine as lt_engine

SECTIONS = ("cold", "batch", "engine", "memory")
Texts = list[tuple[str, str]]
"""Pairs of language and text."""


class Rows:
    """The figures of a run: what was measured, its value, and its ratio to something else."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []

    def add(self, section: str, name: str, value: float, unit: str, **more: Any) -> None:
        """Keep one figure; `more` may hold ``ratio``, ``against``, ``target`` and ``met``."""
        self.rows.append({"section": section, "name": name, "value": value, "unit": unit, **more})

    def table(self) -> Table:
        """The figures for people."""
        table = Table(title="benchmark", title_justify="left")
        for title, side in (("", "left"), ("what", "left"), ("value", "right"), ("", "left"),
                            ("ratio", "right"), ("to", "left"), ("target", "left")):  # fmt: skip
            table.add_column(title, justify="right" if side == "right" else "left")
        last = ""
        for row in self.rows:
            if last and row["section"] != last:
                table.add_section()
            last = row["section"]
            value = f"{row['value']:,.0f}" if row["value"] >= 100 else f"{row['value']:.2f}"
            ratio = f"{row['ratio']:.2f}" if "ratio" in row else ""
            target = row.get("target", "")
            if target:
                target += " ok" if row["met"] else " MISSED"
            table.add_row(last, row["name"], value, row["unit"], ratio, row.get("against", ""),
                          target)  # fmt: skip
        return table


def command(*arguments: str) -> list[str]:
    """The command line of this checkout's program."""
    return [sys.executable, "-m", "cleanup", *arguments]


def environment() -> dict[str, str]:
    """The environment in which `command` finds this checkout."""
    paths = [str(ROOT), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths))}


def timed(arguments: Sequence[str]) -> float:
    """Seconds that a command takes; its output is thrown away.

    Raises:
        MeasureError: it fails.
    """
    start = time.perf_counter()
    done = subprocess.run(arguments, env=environment(), capture_output=True, check=False)
    seconds = time.perf_counter() - start
    if done.returncode != 0:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no message"]
        shown = " ".join(arguments[1:])
        raise MeasureError(f"'{shown}' ended with {done.returncode}: {lines[-1][:200]}")
    return seconds


def rounds(count: int, **tasks: Callable[[], float]) -> dict[str, float]:
    """The median result of each task over `count` rounds in which they alternate."""
    results: dict[str, list[float]] = {name: [] for name in tasks}
    for _ in range(count):
        for name, task in tasks.items():
            results[name].append(task())
    return {name: median(values) for name, values in results.items()}


@contextmanager
def one_core() -> Iterator[None]:
    """Hold this process and its children to one core, where the system allows that."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def total_words(texts: Texts) -> int:
    """Words of all texts."""
    return sum(count_words(text, lang) for lang, text in texts)


def seconds_of(clean: Callable[[str, str], object], texts: Texts) -> float:
    """Seconds to call ``clean(lang, text)`` for all texts."""
    start = time.perf_counter()
    for lang, text in texts:
        clean(lang, text)
    return time.perf_counter() - start


def write_records(path: Path, texts: Texts) -> None:
    """The texts as records of `cleanup batch`."""
    with path.open("w", encoding="utf-8") as file:
        for number, (lang, text) in enumerate(texts):
            record = {"id": str(number), "text": text, "lang": lang}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")


def cold(args: argparse.Namespace, rows: Rows) -> None:
    """A fresh process for one article."""
    file = str(args.file or args.data / "seed" / "article.en.txt")
    if not Path(file).is_file():
        raise MeasureError(f"{file}: no such file (see --file)")
    times = rounds(
        args.rounds,
        python=lambda: timed([sys.executable, "-c", "pass"]),
        none=lambda: timed(command("fix", "--engine", "none", file)),
        default=lambda: timed(command("fix", file)),
    )
    bare, against = times["python"], "bare Python"
    rows.add("cold", "python -c pass", bare, "s")
    for name, title, most in (("none", "fix --engine none", 0.4), ("default", "fix", 2.5)):
        rows.add("cold", title, times[name], "s", ratio=times[name] / bare, against=against,
                 target=f"≤ {most} s", met=times[name] <= most)  # fmt: skip


def batch(args: argparse.Namespace, rows: Rows) -> None:
    """Throughput without a grammar engine, on one core."""
    from cleanup import Cleaner, Config

    documents = {lang: measuring.clean_documents(args, lang) for lang in ("en", "de", "ru")}
    sets: dict[str, Texts] = {
        "sentences": [(lang, doc.text[s.start : s.end]) for lang, docs in documents.items()
                      for doc in docs for s in doc.sentences],
        "documents": [(lang, doc.text) for lang, docs in documents.items() for doc in docs],
        "damaged documents": [(lang, plant(doc, args.seed).text)
                              for lang, docs in documents.items() for doc in docs],
    }  # fmt: skip
    cleaner = Cleaner(Config(engine=("none",)))
    with one_core(), tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def through_command(source: Path) -> float:
            out = folder / "out.jsonl"
            out.unlink(missing_ok=True)
            options = ["-o", str(out), "--jobs", "1", "--engine", "none"]
            return timed(command("batch", str(source), *options))

        def clean(lang: str, text: str) -> None:
            cleaner.clean(text, lang=lang)

        write_records(folder / "one.jsonl", sets["sentences"][:1])
        for title, texts in sets.items():
            write_records(folder / "in.jsonl", texts)
            seconds_of(clean, texts[:50])
            times = rounds(
                args.rounds,
                cleaner=partial(seconds_of, clean, texts),
                batch=partial(through_command, folder / "in.jsonl"),
                start=partial(through_command, folder / "one.jsonl"),
            )
            words = total_words(texts)
            speed, with_start = words / times["cleaner"], words / times["batch"]
            working = words / max(times["batch"] - times["start"], 1e-9)
            rows.add("batch", f"Cleaner, {title}", speed, "words/s")
            against = "Cleaner"
            goal = {"target": "≥ 30,000", "met": working >= 30_000}
            rows.add("batch", f"batch, {title}", with_start, "words/s", ratio=with_start / speed,
                     against=against)  # fmt: skip
            rows.add("batch", "… without its start", working, "words/s", ratio=working / speed,
                     against=against, **goal)  # fmt: skip


def trusted_rules(lang: str) -> list[str] | None:
    """The engine's rules that the program enables for a language, if it says so."""
    try:
        from cleanup.engines.lingotweaker import enabled_rules
    except ImportError:
        return None
    return sorted(enabled_rules(lang))


def engine(args: argparse.Namespace, rows: Rows) -> None:
    """The program with its engine against the engine alone."""
    from cleanup import Cleaner, Config

    for lang in ("en", "de"):
        documents = measuring.clean_documents(args, lang)
        texts: Texts = [(lang, doc.text) for doc in documents]
        sentences = [(lang, d.text[s.start : s.end]) for d in documents for s in d.sentences]
        words = total_words(texts)
        engines = {"engine alone, all rules": partial(lt_engine, lang)}
        if rules := trusted_rules(lang):
            same = partial(lt_engine, lang, enabled_rules=rules, enabled_only=True)
            engines["engine alone, same rules"] = same

        def fresh(config: Config, lang: str, texts: Texts) -> tuple[float, float]:
            """Seconds to the first text, and for the others; in a new cleaner without memory."""
            start = time.perf_counter()
            with Cleaner(config) as cleaner:
                cleaner.clean(texts[0][1], lang=lang)
                first = time.perf_counter() - start
                return first, seconds_of(lambda _, x: cleaner.clean(x, lang=lang), texts[1:])

        def steady(config: Config, lang: str, texts: Texts) -> float:
            return fresh(config, lang, texts)[1]

        def alone(engine: Any, sentences: Texts) -> float:
            return seconds_of(lambda _, text: engine.check(text), sentences)

        load: dict[str, float] = {}
        tasks: dict[str, Callable[[], float]] = {}
        with one_core():
            for name, opened in engines.items():
                start = time.perf_counter()
                bare = opened()
                bare.check(sentences[0][1])
                load[name] = time.perf_counter() - start
                tasks[name] = partial(alone, bare, sentences)
            load["cleanup"] = fresh(Config(), lang, texts[:1])[0]
            tasks["cleanup"] = partial(steady, Config(), lang, texts)
            tasks["cleanup --engine none"] = partial(steady, Config(engine=("none",)), lang, texts)
            times = rounds(args.rounds, **tasks)
        rest = total_words(texts[1:])
        base = words / times["engine alone, all rules"]
        for name, seconds in times.items():
            speed = (rest if name.startswith("cleanup") else words) / seconds
            more: dict[str, Any] = {"ratio": speed / base, "against": "engine, all rules"}
            if name == "cleanup":
                more |= {"target": "≥ 1/1.2", "met": speed * 1.2 >= base}
            rows.add(f"engine {lang}", name, speed, "words/s", **more)
        for name, seconds in load.items():
            ratio = seconds / load["engine alone, all rules"]
            rows.add(f"engine {lang}", f"load and first text: {name}", seconds, "s", ratio=ratio,
                     against="engine, all rules")  # fmt: skip


def resident(pid: int) -> float:
    """Resident memory of a process and its descendants, in MB."""
    total, waiting = 0, [pid]
    while waiting:
        one = Path("/proc") / str(waiting.pop())
        try:
            status = (one / "status").read_text()
            total += next((int(line.split()[1]) for line in status.splitlines()
                           if line.startswith("VmRSS:")), 0)  # fmt: skip
            for task in (one / "task").iterdir():
                waiting += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return total / 1024


def memory(args: argparse.Namespace, rows: Rows) -> None:
    """Resident memory of `cleanup batch` as its output grows."""
    if not Path("/proc/self/status").is_file():
        raise MeasureError("memory is read from /proc, which this system does not have")
    rng = Random(args.seed)
    pool = [(lang, doc.text[s.start : s.end]) for lang in ("en", "de", "ru")
            for doc in measuring.clean_documents(args, lang) for s in doc.sentences]  # fmt: skip
    texts = []
    for number in range(args.records):
        lang, text = rng.choice(pool)
        texts.append((lang, f"{text} {number}"))
    with tempfile.TemporaryDirectory() as name:
        source, folder = Path(name) / "in.jsonl", Path(name) / "out"
        folder.mkdir()
        write_records(source, texts)
        arguments = command("batch", str(source), "-o", str(folder / "out.jsonl"), "--jobs", "1",
                            "--engine", "none")  # fmt: skip
        process = subprocess.Popen(arguments, env=environment(), stdout=subprocess.DEVNULL,
                                   stderr=subprocess.DEVNULL)  # fmt: skip
        seen: dict[int, float] = {}
        read: dict[Path, int] = {}
        lines, last = 0, 0.0
        while process.poll() is None:
            time.sleep(0.05)
            last = resident(process.pid) or last
            for path in folder.iterdir():
                with path.open("rb") as file:
                    file.seek(read.get(path, 0))
                    new = file.read()
                read[path] = read.get(path, 0) + len(new)
                lines += new.count(b"\n")
            for share in (10, 50):
                if share not in seen and lines >= args.records * share / 100:
                    seen[share] = last
        seen[100] = last
        if process.returncode != 0:
            raise MeasureError(f"cleanup batch ended with {process.returncode}")
    first = seen.get(10, last)
    for share, size in sorted(seen.items()):
        goal = {"target": "≤ 1.1 × at 10 %", "met": size <= 1.1 * first} if share == 100 else {}
        rows.add("memory", f"batch, {args.records:,} records, {share} % written", size, "MB",
                 ratio=size / first, against="at 10 %", **goal)  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    """Measure the chosen sections, print a table, write JSON."""
    parser = measuring.parser_for(__doc__)
    add = parser.add_argument
    add("--only", type=comma_list, default=SECTIONS, metavar="A,B",
        help=f"of {', '.join(SECTIONS)} (default: all)")  # fmt: skip
    add("--file", type=Path, help="article for cold starts (default: the seed article)")
    add("--rounds", type=positive, default=5, metavar="N", help="rounds (default: 5)")
    add("--records", type=positive, default=100_000, metavar="N",
        help="records for memory (default: 100000)")  # fmt: skip
    add("--limit", type=positive, metavar="DOCS", help="only the first DOCS documents a language")
    add("--seed", type=int, default=1, metavar="N", help="seed of all chance (default: 1)")
    add("--json", type=Path, metavar="FILE", help="write all figures to FILE")
    args = parser.parse_args(argv)
    if unknown := [name for name in args.only if name not in SECTIONS]:
        raise MeasureError(f"no section {unknown[0]!r}; there are: {', '.join(SECTIONS)}")
    timed(command("--version"))
    rows, problems = Rows(), []
    for name, section in zip(SECTIONS, (cold, batch, engine, memory), strict=True):
        if name in args.only:
            print(f"measuring {name} …", file=sys.stderr)
            try:
                section(args, rows)
            except (MeasureError, ImportError) as error:
                problems.append(f"{name}: {error}")
    console = Console(width=None if sys.stdout.isatty() else 130)
    console.print(rows.table())
    for problem in problems:
        console.print(f"not measured: {problem}", markup=False, highlight=False)
    files = [measuring.ntrex_path(args, lang) for lang in ("en", "de", "ru")]
    signed = measuring.signature("benchmark", [f for f in files if f.is_file()],
                                 rounds=args.rounds, docs=args.limit or "all")  # fmt: skip
    console.print(signed, style="dim", markup=False, highlight=False, soft_wrap=True)
    measuring.write_json(args.json, {"signature": signed, "rows": rows.rows, "problems": problems})
    return 2 if problems else 0


if __name__ == "__main__":
    sys.exit(measuring.run(main))
