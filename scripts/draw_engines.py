#!/usr/bin/env python3
"""Write the tables of docs/engines.md and the chart docs/engines.svg from what was measured.

python scripts/benchmark_engines.py    measures, and writes docs/engines.json
python scripts/draw_engines.py         draws it; the safety tables are read too
python scripts/draw_engines.py --check fails when something is stale
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from measuring import ROOT, MeasureError, run

from cleanup import safety
from cleanup.score.draw.charts import Bar, sides

DOCS = ROOT / "docs"
ENGINES = {"lingotweaker": "lingotweaker", "languagetool": "LanguageTool", "harper": "Harper"}
"""Names of engines, and what people call them."""
Report = dict[str, Any]


def chart(report: Report) -> str:
    """Words per second with one worker: alone to the left, in this program to the right."""
    bars: dict[str, list[Bar]] = {}
    for lang, found in report["speed"].items():
        for number, (name, label) in enumerate(ENGINES.items()):
            alone, engine = found.get(f"{label} alone"), found.get(f"--engine {name}")
            if alone:
                row = f"{lang} {label}"
                right = engine["1"] if engine else 0
                bars[row] = [Bar(number, label, alone["1"], right)]
    title = "Words per second, one worker: alone with all rules, and as an engine of cleanup"
    return sides(title, bars, ("alone", "as an engine of cleanup"), (), "engines", names=130)


# ---------------------------------------------------------------- tables


def rules_table(report: Report) -> Iterator[str]:
    """What the trusted rules of each engine did, from the safety tables."""
    yield (
        "| | engine | rules | towards / away from post-edits | damage restored / not | clean text |"
    )
    yield "|---|---|---|---|---|---|"
    for path in sorted((ROOT / "models" / "safety").glob("*.json")):
        base = path.stem
        for name, label in ENGINES.items():
            found = [r for key, r in safety.table(base).items() if key.startswith(f"{name}:")]
            trusted = [record for record in found if record.level]
            if not trusted or base == safety.ANY:
                continue
            fields = "better", "worse", "restored", "missed", "clean_hits"
            total = {field: sum(getattr(r, field) for r in trusted) for field in fields}
            edits = f"{total['better']} / {total['worse']}"
            edits = edits if base in ("en", "de", "zh") else "-"
            yield (
                f"| {base} | {label} | {len(trusted)} of {len(found)} | {edits} | "
                f"{total['restored']} / {total['missed']} | {total['clean_hits']} |"
            )


def speed_table(report: Report) -> Iterator[str]:
    """Words per second by language."""
    columns = [(f"{label} alone", f"--engine {name}") for name, label in ENGINES.items()]
    names = [name for pair in columns for name in pair]
    yield "| | " + " | ".join(names) + " |"
    yield "|---" * (len(names) + 1) + "|"
    for lang, found in report["speed"].items():
        cells = [_pair(found.get(name), "{:,.0f}") for name in names]
        yield f"| {lang} | " + " | ".join(cells) + " |"


def throughput_table(report: Report) -> Iterator[str]:
    """The engine as a share of the same requests."""
    yield "| | one request at a time | two |"
    yield "|---|---|---|"
    for lang, found in report["throughput"].items():
        yield f"| {lang} | {found['1']:.2f} | {found['2']:.2f} |"


def cache_table(report: Report) -> Iterator[str]:
    """The first run over a text, and the second."""
    found = report["cache"]
    yield "| words | first run | second run | times faster |"
    yield "|---|---|---|---|"
    yield (
        f"| {found['words']:,} | {found['first']:.2f} s | {found['again']:.3f} s "
        f"| {found['times faster']:.0f} |"
    )


def _pair(found: dict[str, float] | None, form: str) -> str:
    """The figures for one and two workers."""
    return "-" if not found else " · ".join(form.format(found[w]) for w in ("1", "2"))


def cost_table(report: Report) -> Iterator[str]:
    """Start and memory."""
    yield "| | first answer of a fresh process | memory |"
    yield "|---|---|---|"
    cold, memory = report["cold"], report["memory"]
    names = {"no engine": ("fix --engine none", "this program without an engine")}
    names |= {f"`--engine {n}`": (f"fix --engine {n}", f"--engine {n}") for n in ENGINES}
    names["`--engine languagetool`, text known"] = ("fix --engine languagetool, known text", "")
    names |= {f"{label} alone": (f"{label} alone",) * 2 for label in ENGINES.values()}
    for name, (start, size) in names.items():
        told = f"{memory[size]:,.0f} MB" if size in memory else "-"
        yield f"| {name} | {cold[start]:.1f} s | {told} |"


def hangs_table(report: Report) -> Iterator[str]:
    """Seconds for odd texts."""
    texts = list(next(iter(report["hangs"].values())))
    yield "| | " + " | ".join(texts) + " |"
    yield "|---" * (len(texts) + 1) + "|"
    for name, found in report["hangs"].items():
        cells = ["**no end**" if found[t] is None else f"{found[t]:.2f} s" for t in texts]
        yield f"| {name} | " + " | ".join(cells) + " |"


def agreement_table(report: Report) -> Iterator[str]:
    """Findings that engines share."""
    yield "| | LanguageTool | lingotweaker | both | Harper | shared with it |"
    yield "|---|---|---|---|---|---|"
    for lang, found in report["agreement"].items():
        cells = [found.get(name, "-") for name in
                 ("languagetool", "lingotweaker", "shared with lingotweaker", "harper",
                  "shared with harper")]  # fmt: skip
        yield f"| {lang} | " + " | ".join(map(str, cells)) + " |"


SYSTEMS = {
    "cleanup-none": "no engine", "cleanup": "`--engine lingotweaker` (default)",
    "cleanup-languagetool": "`--engine languagetool`", "cleanup-both": "both",
    "cleanup-harper": "`--engine harper`",
    "cleanup-languagetool-likely": "`--engine languagetool --apply likely`",
    "cleanup-both-likely": "both, `--apply likely`",
    "lingotweaker": "lingotweaker alone", "lingotweaker-nospell": "… without spelling",
    "languagetool": "LanguageTool alone", "harper": "Harper alone",
}  # fmt: skip


def quality_table(report: Report) -> Iterator[str]:
    """Translations towards and away from post-edits, and good sentences changed."""
    quality = report["quality"]
    yield ("| | MLQE-PE into English: towards / away | change of TER | en-de | en-zh "
           "| DEMETR: good sentences changed |")  # fmt: skip
    yield "|---|---|---|---|---|---|"
    for system, label in SYSTEMS.items():
        pairs = quality["mlqe-pe"].get(system)
        if not pairs:
            continue
        cells = []
        for pair in ("into English", "en-de", "en-zh"):
            row = pairs.get(pair)
            cells.append(f"{row['better']} / {row['worse']} of {row['n']:,}" if row else "-")
        into = pairs["into English"]
        clean = quality.get("demetr", {}).get(system, {}).get("clean")
        told = f"{clean['harmed']:.0f} % of {clean['n']}" if clean else "-"
        rest = " | ".join(cells[1:])
        yield f"| {label} | {cells[0]} | {into['ter_delta']:+.2f} | {rest} | {told} |"


TABLES: dict[str, Callable[[Report], Iterator[str]]] = {
    "rules": rules_table, "speed": speed_table, "throughput": throughput_table,
    "cache": cache_table, "cost": cost_table, "hangs": hangs_table,
    "agreement": agreement_table, "quality": quality_table,
}  # fmt: skip
_PLACE = re.compile(r"(<!-- table (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def filled(text: str, report: Report) -> str:
    """The page with its tables made anew; those of sections that were not measured stay."""

    def table(match: re.Match[str]) -> str:
        if match[2] != "rules" and not set(NEEDS.get(match[2], [match[2]])) <= set(report):
            return match[0]
        return match[1] + "".join(f"{line}\n" for line in TABLES[match[2]](report)) + match[3]

    return _PLACE.sub(table, text)


NEEDS = {"cost": ["cold", "memory"]}


def main(argv: Sequence[str] | None = None) -> int:
    """Write or check both files."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="only compare with the files")
    args = parser.parse_args(argv)
    try:
        report = json.loads((DOCS / "engines.json").read_text("utf-8"))
        page = DOCS / "engines.md"
        made = {page: filled(page.read_text("utf-8"), report), DOCS / "engines.svg": chart(report)}
    except (OSError, ValueError, KeyError) as error:
        raise MeasureError(f"docs/engines.json: cannot be drawn: {error!r}") from None
    return sum(_put(path, text, check=args.check) for path, text in made.items()) and 1


def _put(path: Path, text: str, *, check: bool) -> int:
    """Write a file, or tell whether it is stale."""
    if not check:
        path.write_text(text, "utf-8")
        return 0
    if path.is_file() and path.read_text("utf-8") == text:
        return 0
    print(f"{path.name} is stale: run scripts/draw_engines.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(run(main))
