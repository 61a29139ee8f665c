#!/usr/bin/env python3
"""Measure the matching of names: loading from the cache, speed, memory; beside other libraries.

    pip install pyahocorasick flashtext
    python scripts/benchmark_names.py [--entries 1000000] [--megabytes 5]

Names are made of two or three English words, text is made of the words of the shipped frequency
list with a name after every hundredth; all is seeded. Each measurement runs in a process of its
own. What counts are the ratios of one run.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

from measuring import parser_for, positive, run
from rich.console import Console
from rich.table import Table

from cleanup.context.lexicon import lexicon
from cleanup.names import compiled as layers
from cleanup.names.gazetteer import Gazetteer


class Figures(NamedTuple):
    """What was measured of one system."""

    made: float
    """Seconds to build it from the names."""
    loaded: float | None
    """Seconds to load it from a file; None where it cannot be kept."""
    speed: float
    """Megabytes (of code points) in a second."""
    found: int
    memory: float
    """Megabytes at the most."""


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print."""
    parser = parser_for(__doc__)
    parser.add_argument("--entries", type=positive, default=1_000_000, metavar="N")
    parser.add_argument("--megabytes", type=positive, default=5, metavar="N")
    args = parser.parse_args(argv)
    table = Table(title=f"{args.entries:,} names, {args.megabytes} MB of text")
    for title in ("", "made, s", "loaded, s", "MB/s", "found", "memory, MB"):
        table.add_column(title, justify="right")
    for name, work in SYSTEMS.items():
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            try:
                made = pool.submit(work, args.entries, args.megabytes).result()
            except ImportError as error:
                table.add_row(name, str(error))
                continue
        loaded = "" if made.loaded is None else f"{made.loaded:.2f}"
        table.add_row(name, f"{made.made:.1f}", loaded, f"{made.speed:.1f}", f"{made.found:,}",
                      f"{made.memory:,.0f}")  # fmt: skip
    Console(width=100).print(table)
    return 0


def material(entries: int, megabytes: int) -> tuple[list[str], str]:
    """Names, and a text in which some of them stand."""
    chance = random.Random(1)
    known = lexicon("en")
    assert known is not None
    words = [word for word in known.words if word.isalpha() and len(word) > 2]
    names: set[str] = set()
    while len(names) < entries:
        parts = chance.choices(words, k=chance.choice((2, 2, 3)))
        names.add(" ".join(part.capitalize() for part in parts))
    ordered = sorted(names)
    pieces: list[str] = []
    size = 0
    while size < megabytes * 1_000_000:
        piece = " ".join(chance.choices(words, k=100)) + f" {chance.choice(ordered)}. "
        pieces.append(piece)
        size += len(piece)
    return ordered, "".join(pieces)


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    begun = time.perf_counter()
    result = work()
    return time.perf_counter() - begun, result


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def own(entries: int, megabytes: int) -> Figures:
    """The gazetteer of this program."""
    names, text = material(entries, megabytes)
    pack = "\n".join(f"{name}\tperson" for name in names)
    made, compiled = _timed(lambda: layers.compiled(pack, "made"))
    with tempfile.TemporaryDirectory() as folder:
        compiled.save(Path(folder) / "made.bin")
        loaded, again = _timed(lambda: layers.load(Path(folder) / "made.bin", "made"))
    assert again is not None
    gazetteer = Gazetteer([], [again])
    seconds, found = _timed(lambda: gazetteer.hits(text, "en"))
    return Figures(made, loaded, len(text) / 1e6 / seconds, len(found), _memory())


def pyahocorasick(entries: int, megabytes: int) -> Figures:
    """Aho-Corasick in C, with the case, and the word boundaries tested here."""
    import ahocorasick

    names, text = material(entries, megabytes)

    def make() -> Any:
        automaton = ahocorasick.Automaton()
        for name in names:
            automaton.add_word(name, name)
        automaton.make_automaton()
        return automaton

    def find() -> int:
        found = 0
        for end, name in automaton.iter_long(text):
            start = end + 1 - len(name)
            left = text[start - 1 : start]
            found += not (left.isalnum() or text[end + 1 : end + 2].isalnum())
        return found

    made, automaton = _timed(make)
    seconds, found = _timed(find)
    return Figures(made, None, len(text) / 1e6 / seconds, found, _memory())


def flashtext(entries: int, megabytes: int) -> Figures:
    """A trie of dictionaries in Python."""
    from flashtext import KeywordProcessor

    names, text = material(entries, megabytes)

    def make() -> Any:
        processor = KeywordProcessor(case_sensitive=True)
        processor.add_keywords_from_list(names)
        return processor

    made, processor = _timed(make)
    seconds, found = _timed(lambda: processor.extract_keywords(text))
    return Figures(made, None, len(text) / 1e6 / seconds, len(found), _memory())


SYSTEMS = {"cleanup": own, "pyahocorasick": pyahocorasick, "flashtext": flashtext}


if __name__ == "__main__":
    sys.exit(run(main))
