#!/usr/bin/env python3
"""LanguageTool, lingotweaker and Harper side by side in one run, alone and in this program.

cold       a fresh process until its first answer; a fresh `cleanup fix`
speed      words per second, warm, with 1 and 2 workers, on news of ten languages
throughput `--engine languagetool` against the very requests that it makes, sent directly
cache      the same text again, in a new process's memory
memory     resident memory after an English article
hangs      seconds for texts on which correctors are known to hang
agreement  which findings in damaged news two engines share
quality    what is made of DEMETR and MLQE-PE

Alone means: all rules with spelling, as its users run it. In this program means: the rules that
the safety tables trust. Rounds alternate and medians are shown. The report goes to
docs/engines.json, its tables to docs/engines.md, its chart to docs/engines.svg.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import measuring
from benchmark import command, environment, resident
from engine_rivals import RIVALS, covers, languagetool_bare, languagetool_requests
from measuring import MeasureError, comma_list, positive

from cleanup.config import Config
from cleanup.document import Document
from cleanup.engines.languagetool.api import Client
from cleanup.engines.languagetool.engine import LanguageTool
from cleanup.engines.languagetool.server import LocalServer
from cleanup.score.documents import count_words

LANGUAGES = ("en", "de", "fr", "es", "pt", "nl", "pl", "ru", "uk", "it")
HANGS = {
    "numbers": "1234567890 " * 2000,
    "html5lib": "We use html5lib here.",
    "abc1def": "We use abc1def here.",
    "one letter": "a" * 20_000,
    "brackets": "(" * 5000,
    "loop": "Siya " * 3000,
}
PATIENCE = 20.0
"""Seconds after which a text counts as a hang."""
Report = dict[str, Any]


# ---------------------------------------------------------------- sections


def cold(args: argparse.Namespace, url: str) -> Report:
    """Seconds of a fresh process."""
    found: Report = {}
    text = "Then he go home."
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "a.txt"
        file.write_text(text, "utf-8")
        env = {**environment(), "XDG_CACHE_HOME": name}
        for engine in ("none", "lingotweaker", "languagetool", "harper"):
            arguments = command("fix", str(file), "--lang", "en", "--engine", engine)
            seconds = []
            for _ in range(args.rounds):
                for path in Path(name).glob("translation-cleanup/languagetool*"):
                    path.unlink()
                seconds.append(_timed(arguments, env))
            found[f"fix --engine {engine}"] = median(seconds)
            if engine == "languagetool":
                again = [_timed(arguments, env) for _ in range(args.rounds)]
                found["fix --engine languagetool, known text"] = median(again)
    for rival in ("lingotweaker alone", "Harper alone", "LanguageTool alone"):
        probes = [_probe("cold", rival, text) for _ in range(args.rounds)]
        found[rival] = median([probe["seconds"] for probe in probes])
    return found


def _timed(arguments: Sequence[str], env: dict[str, str]) -> float:
    begun = time.perf_counter()
    subprocess.run(arguments, env=env, check=True, stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)  # fmt: skip
    return time.perf_counter() - begun


def speed(args: argparse.Namespace, url: str) -> Report:
    """Words per second of every rival in every language."""
    found: Report = {}
    for lang in args.langs:
        documents = [Document(d.text, lang) for d in measuring.clean_documents(args, lang)]
        first, rest = documents[:2], documents[2:]
        words = sum(count_words(document.text, lang) for document in rest)
        here: dict[str, dict[str, list[float]]] = {}
        for name in ("LanguageTool alone", "--engine languagetool"):  # the server must warm up
            if covers(name, lang):
                _working(RIVALS[name], lang, url, first, rest, 2)
        for _ in range(args.rounds):
            for name, opened in RIVALS.items():
                if not covers(name, lang):
                    continue
                for workers in (1, 2):
                    seconds = _working(opened, lang, url, first, rest, workers)
                    here.setdefault(name, {}).setdefault(str(workers), []).append(words / seconds)
        found[lang] = {n: {w: median(s) for w, s in by.items()} for n, by in here.items()}
        print(f"  {lang}: {words} words", file=sys.stderr)
    return found


PAIRS = 7
"""Rounds in which the engine and the bare requests alternate; the median of the ratios counts."""


def throughput(args: argparse.Namespace, url: str) -> Report:
    """The speed of the engine as a share of that of the same requests, by language and threads.

    One long text, the engine with so many requests under way at once, and as many without it.
    """
    found: Report = {}
    for lang in args.langs:
        if not covers("--engine languagetool", lang):
            continue
        text = "\n\n".join(d.text for d in measuring.clean_documents(args, lang))
        found[lang] = {}
        for threads in (1, 2):
            ratios = []
            for number in range(PAIRS + 1):
                both = [_engine_seconds, _requests_seconds][:: 1 if number % 2 else -1]
                seconds = {which: which(Document(text, lang), url, threads) for which in both}
                ratios.append(seconds[_requests_seconds] / seconds[_engine_seconds])
            found[lang][str(threads)] = median(ratios[1:])  # the first warms the server up
        print(f"  {lang}: {found[lang]}", file=sys.stderr)
    return found


def _engine_seconds(document: Document, url: str, threads: int) -> float:
    """Seconds that the engine takes for a document that it does not know."""
    tool = LanguageTool(Config(languagetool_url=url, languagetool_cache=False))
    tool._client = Client(tool.server, threads)
    begun = time.perf_counter()
    tool.propose(document)
    seconds = time.perf_counter() - begun
    tool.close()
    return seconds


def _requests_seconds(document: Document, url: str, threads: int) -> float:
    """Seconds that its requests take, made beforehand and sent by as many threads."""
    bodies = languagetool_requests(document, url)
    connections = [languagetool_bare(url) for _ in range(threads)]

    def work(number: int) -> None:
        for body in bodies[number::threads]:
            connections[number](body)

    pool = [threading.Thread(target=work, args=(number,)) for number in range(threads)]
    begun = time.perf_counter()
    for thread in pool:
        thread.start()
    for thread in pool:
        thread.join()
    return time.perf_counter() - begun


def _working(
    opened: Callable[[str, str], Any], lang: str, url: str, first: Sequence[Document],
    rest: Sequence[Document], workers: int,
) -> float:  # fmt: skip
    """Seconds for `rest`, divided among workers that have warmed up on `first`."""
    made = [opened(lang, url) for _ in range(workers)]
    for check, _ in made:
        for document in first:
            check(document)
    fresh = [Document(document.text, lang) for document in rest]

    def work(number: int) -> None:
        for document in fresh[number::workers]:
            made[number][0](document)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(workers)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begun
    for _, close in made:
        close()
    return seconds


def cache(args: argparse.Namespace, url: str) -> Report:
    """One long text twice, each time with an engine that has just been made."""
    documents = measuring.clean_documents(args, "en")
    text = "\n\n".join(document.text for document in documents)
    seconds: dict[str, list[float]] = {"first": [], "again": []}
    for _ in range(args.rounds):
        with tempfile.TemporaryDirectory() as name:
            os.environ["XDG_CACHE_HOME"] = name
            for which in ("first", "again"):
                tool = LanguageTool(Config(engine=("languagetool",), languagetool_url=url))
                begun = time.perf_counter()
                tool.propose(Document(text, "en"))
                seconds[which].append(time.perf_counter() - begun)
                tool.close()
            del os.environ["XDG_CACHE_HOME"]
    found = {which: median(values) for which, values in seconds.items()}
    words = count_words(text, "en")
    return {**found, "words": words, "times faster": found["first"] / found["again"]}


def memory(args: argparse.Namespace, url: str) -> Report:
    """Megabytes of a process and its children when it has read an article."""
    text = measuring.clean_documents(args, "en")[0].text
    bare = _probe("memory", "", text)["megabytes"]
    found = {name: _probe("memory", name, text)["megabytes"] for name in RIVALS}
    return {"this program without an engine": bare, **found}


def hangs(args: argparse.Namespace, url: str) -> Report:
    """Seconds for each odd text; ``None`` where there was no end."""
    found: Report = {}
    for name in RIVALS:
        found[name] = {}
        for which, text in HANGS.items():
            try:
                found[name][which] = _probe("hang", name, text, url)["seconds"]
            except subprocess.TimeoutExpired:
                found[name][which] = None
    return found


def agreement(args: argparse.Namespace, url: str) -> Report:
    """Findings in damaged sentences: how many each engine has, and how many another has too."""
    from safety_engine import _vocabulary, damaged
    from safety_engines import covers as knows
    from safety_engines import opened

    from cleanup.score.data import read_records

    os.environ["CLEANUP_LANGUAGETOOL_SERVER"] = url
    found: Report = {}
    for lang in args.langs:
        records = read_records(measuring.ntrex_path(args, lang))[: args.limit or 20]
        clean = [sentence for record in records for sentence in record["sentences"]]
        rng, vocabulary = Random(f"agreement:{lang}"), _vocabulary(clean)
        texts = [text for one in clean for text in (one, *damaged(one, lang, vocabulary, rng))]
        documents = [Document(text, lang) for text in texts]
        sets: dict[str, set[tuple[int, int, int]]] = {}
        for engine in ("languagetool", "lingotweaker", "harper"):
            if knows(engine, lang):
                chosen = opened(engine, None)
                chosen.read(documents)
                sets[engine] = {
                    (number, edit.start, edit.end)
                    for number, document in enumerate(documents)
                    for edit in chosen.propose(document).edits
                }
        found[lang] = {"sentences": len(texts), **{name: len(one) for name, one in sets.items()}}
        for name, one in sets.items():
            if name != "languagetool":
                found[lang][f"shared with {name}"] = len(one & sets["languagetool"])
    del os.environ["CLEANUP_LANGUAGETOOL_SERVER"]
    return found


SCORED = (
    "cleanup-none", "cleanup", "cleanup-languagetool", "cleanup-both", "cleanup-harper",
    "cleanup-languagetool-likely", "cleanup-both-likely",
    "lingotweaker", "lingotweaker-nospell", "languagetool", "harper",
)  # fmt: skip


def quality(args: argparse.Namespace, url: str) -> Report:
    """What `cleanup score` says of them, without intervals."""
    found: Report = {}
    with tempfile.TemporaryDirectory() as name:
        for suite in ("mlqe-pe", "demetr"):
            file = Path(name) / f"{suite}.json"
            arguments = command("score", suite, "--data", str(args.data), "--json", str(file),
                                "--system", ",".join(SCORED), "-q")  # fmt: skip
            if args.limit:
                arguments += ["--limit", str(args.limit)]
            subprocess.run(arguments, env=environment(), check=True, stdout=subprocess.DEVNULL)
            report = json.loads(file.read_text("utf-8"))
            grids = {"mlqe-pe": "pairs", "demetr": "classes"}
            found[suite] = {
                system: tables.get(grids[suite], tables)
                for system, tables in report["systems"].items()
            }
            found[suite]["signature"] = report["signature"]
    return found


SECTIONS: dict[str, Callable[[argparse.Namespace, str], Report]] = {
    "cold": cold, "speed": speed, "throughput": throughput, "cache": cache, "memory": memory,
    "hangs": hangs, "agreement": agreement, "quality": quality,
}  # fmt: skip


# ---------------------------------------------------------------- a process of its own


def _probe(what: str, rival: str, text: str, url: str = "") -> dict[str, float]:
    """Run `probe` in a fresh process."""
    arguments = [sys.executable, __file__, "--probe", what, rival, url]
    env = {**environment(), "PYTHONPATH": f"{measuring.ROOT}{os.pathsep}{Path(__file__).parent}"}
    limit = PATIENCE + 60 if what == "hang" else 600
    with subprocess.Popen(
        arguments, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(text))
        process.stdin.close()
        timer = threading.Timer(limit, process.kill)
        timer.start()
        line = process.stdout.readline()
        if line.strip() == "ready":  # loaded: now the clock runs
            timer.cancel()
            timer = threading.Timer(PATIENCE, process.kill)
            timer.start()
            line = process.stdout.readline()
        timer.cancel()
    if not line.strip():
        raise subprocess.TimeoutExpired(rival, PATIENCE)
    found: dict[str, float] = json.loads(line)
    return found


def probe(what: str, rival: str, url: str) -> None:
    """Open a rival, give it the text of standard input, and print what was measured."""
    text = json.load(sys.stdin)
    begun = time.perf_counter()
    server = LocalServer() if not url and rival == "LanguageTool alone" else None
    if server:
        url = server.url()
    if not url and rival == "--engine languagetool":
        check, close = _with_a_server()
    elif rival:
        check, close = RIVALS[rival]("en", url)
    else:
        check, close = (lambda document: len(document.sentences)), (lambda: None)
    document = Document(text, "en")
    if what == "hang":
        check(Document("Then he go home.", "en"))
        print("ready", flush=True)
        begun = time.perf_counter()
    check(document)
    seconds = time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "megabytes": resident(os.getpid())}), flush=True)
    close()
    if server:
        server.stop()


def _with_a_server() -> Any:
    tool = LanguageTool(Config(engine=("languagetool",), languagetool_cache=False))
    return (lambda document: len(tool.propose(document).edits)), tool.close


# ---------------------------------------------------------------- the command


def main(argv: Sequence[str] | None = None) -> int:
    """Measure the chosen sections and keep the others as the report has them."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments[:1] == ["--probe"]:
        probe(*arguments[1:])
        return 0
    parser = measuring.parser_for(__doc__)
    add = parser.add_argument
    add("--only", type=comma_list, default=tuple(SECTIONS), metavar="A,B",
        help=f"of {', '.join(SECTIONS)} (default: all); the others stay as they are")  # fmt: skip
    add("--langs", type=comma_list, default=LANGUAGES, metavar="A,B")
    add("--rounds", type=positive, default=3, metavar="N", help="rounds (default: 3)")
    add("--limit", type=positive, metavar="DOCS", help="only the first DOCS documents or items")
    add("--seed", type=int, default=1, metavar="N", help="seed of all chance (default: 1)")
    add("--json", type=Path, default=measuring.ROOT / "docs" / "engines.json",
        metavar="FILE", help="the report (default: docs/engines.json)")  # fmt: skip
    args = parser.parse_args(arguments)
    if unknown := [name for name in args.only if name not in SECTIONS]:
        raise MeasureError(f"no section {unknown[0]!r}; there are: {', '.join(SECTIONS)}")
    report: Report = json.loads(args.json.read_text("utf-8")) if args.json.is_file() else {}
    server = LocalServer(memory="2g")
    try:
        url = server.url()
        for name in args.only:
            print(f"measuring {name} …", file=sys.stderr)
            found = SECTIONS[name](args, url)
            report[name] = {**report.get(name, {}), **found}
            files = [path for lang in args.langs if (path := measuring.ntrex_path(args, lang))]
            docs = args.limit or "all"
            report["signature"] = measuring.signature("engines", files, docs=docs)
            measuring.write_json(args.json, report)
    finally:
        server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(measuring.run(main))
