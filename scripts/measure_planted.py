#!/usr/bin/env python3
"""Measure what systems repair of planted artefacts, and what they break meanwhile.

Every system gets the same damaged documents (see plant.py). An artefact is *repaired exactly* when
the clean text stands again where it was and one token around it on each side. A *false edit* is any
other difference from the clean text outside the artefacts that are not repaired; differences that
touch in one token count once. Edits that only mend doubled spaces, trailing space or invisible
characters of the human text are counted apart. *Harm* is the same count on undamaged documents.
"""

from __future__ import annotations

import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import measuring
import plant
from measuring import MeasureError, UnavailableError, comma_list, count_words
from plant import Artefact, Planted, region
from rapidfuzz.distance import Indel, Levenshtein
from rich.console import Console
from rich.table import Table

INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
HIDDEN = re.compile(r"[^\S ]|[\u00ad\u200b\u2060\ufeff\x80-\x9f]")
RUN = re.compile("[ \t\u00a0\u202f]{2,}")
TRAILING = re.compile("[ \t\u00a0\u202f]+(?=\n)")


class Diff(NamedTuple):
    """Tokens `start` to `end` (code points of the expected text) came out as `after`."""

    start: int
    end: int
    before: str
    after: str


class Judgement(NamedTuple):
    """What became of one document."""

    repaired: tuple[bool, ...]
    false: tuple[Diff, ...]
    mended: tuple[Diff, ...]


def diffs(expected: str, got: str) -> list[Diff]:
    """Differences by token (a word with its punctuation, or white space).

    Adjacent ones are merged, and those with a space between them where words were joined or split.
    """
    if expected == got:
        return []
    numbers: dict[str, int] = {}
    a, b = ([t[0] for t in re.finditer(r"\s+|\S+", text)] for text in (expected, got))
    codes = ([numbers.setdefault(t, len(numbers)) for t in tokens] for tokens in (a, b))
    found: list[list[int]] = []
    for op in Levenshtein.opcodes(*codes):
        if op.tag == "equal":
            continue
        new = [op.src_start, op.src_end, op.dest_start, op.dest_end]
        if found and (
            not (gap := "".join(a[found[-1][1] : new[0]]))
            or (gap.isspace() and any(s - e != d - f for s, e, d, f in (found[-1], new)))
        ):
            found[-1][1], found[-1][3] = new[1], new[3]
        else:
            found.append(new)
    at = [0]
    for token in a:
        at.append(at[-1] + len(token))
    return [Diff(at[s], at[e], "".join(a[s:e]), "".join(b[d:f])) for s, e, d, f in found]


def mends(diff: Diff) -> bool:
    """Whether a difference only takes away doubled or trailing space or invisible characters."""
    visible = INVISIBLE.sub("", diff.before)
    single = RUN.sub(" ", TRAILING.sub("", visible))
    plain = re.sub("[\u00a0\u202f]", " ", diff.after) if RUN.search(visible) else diff.after
    return single == plain


def _hypothesis(
    clean: str, artefacts: Sequence[Artefact], repaired: Sequence[bool]
) -> tuple[str, list[tuple[int, int]]]:
    """The clean text with the unrepaired artefacts in it, and where each artefact stands."""
    text, at, spans = "", 0, []
    for artefact, whole in zip(artefacts, repaired, strict=True):
        text += clean[at : artefact.clean_start]
        piece = artefact.before if whole else artefact.after
        spans.append((len(text), len(text) + len(piece)))
        text += piece
        at = artefact.clean_end
    return text + clean[at:], spans


def judge(planted: Planted, output: str) -> Judgement:
    """Count repairs and false edits in the output for one document.

    A doubled word gives the same text whichever copy goes, and a plain alignment may put the
    difference anywhere. So the output is compared with the nearest text that has some artefacts
    repaired and the others untouched; only what then still differs is aligned.
    """
    clean, artefacts = planted.document.text, planted.artefacts

    def distance(state: Sequence[bool]) -> int:
        return Indel.distance(_hypothesis(clean, artefacts, state)[0], output)

    state = min(([value] * len(artefacts) for value in (True, False)), key=distance)
    best = distance(state)
    moved = best > 0
    while moved:
        moved = False
        for i in range(len(artefacts)):
            other = [*state[:i], not state[i], *state[i + 1 :]]
            if (cost := distance(other)) < best:
                state, best, moved = other, cost, True
    text, spans = _hypothesis(clean, artefacts, state)
    left = diffs(text, output)
    mended = [diff for diff in left if mends(diff)]
    false = [diff for diff in left if not mends(diff)]
    repaired = []
    for whole, span in zip(state, spans, strict=True):
        start, end = region(text, *span)
        start, end = start - (start == 0), end + (end == len(text))
        inside = [diff for diff in false if diff.start < end and start < diff.end]
        repaired.append(whole and not inside)
        if not repaired[-1]:
            false = [diff for diff in false if diff not in inside]
    return Judgement(tuple(repaired), tuple(false), tuple(mended))


def shown(text: str, start: int, end: int, after: str) -> str:
    """A change with some text around it, invisible things escaped."""
    around = text[max(0, start - 30) : start], text[start:end], after, text[end : end + 30]
    left, before, after, right = (
        HIDDEN.sub(lambda match: f"\\u{ord(match[0]):04x}", part) for part in around
    )
    return f"{left}[-{before}-]{{+{after}+}}{right}"


@dataclass
class Tally:
    """What one system did to one language, or to all."""

    planted: Counter[str] = field(default_factory=Counter)
    repaired: Counter[str] = field(default_factory=Counter)
    words: int = 0
    false_edits: int = 0
    mended: int = 0
    harm: int = 0
    harm_mended: int = 0
    seconds: float = 0.0
    errors: int = 0
    gave_up: int = 0
    examples: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, other: Tally) -> None:
        """Add the figures of another tally, without its examples."""
        self.planted.update(other.planted)
        self.repaired.update(other.repaired)
        for name in ("words", "false_edits", "mended", "harm", "harm_mended", "seconds", "errors"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.gave_up += other.gave_up

    def percent(self, kind: str | None = None) -> float | None:
        """Share repaired exactly of one class, or of everything; `None` where nothing is."""
        if kind is None:
            return 100 * self.repaired.total() / self.planted.total() if self.planted else None
        return 100 * self.repaired[kind] / self.planted[kind] if self.planted[kind] else None

    def rate(self, count: int) -> float:
        """A count in 1000 words of clean text."""
        return 1000 * count / self.words if self.words else 0.0

    def report(self) -> dict[str, Any]:
        """The figures for JSON."""
        shares = {kind: self.percent(kind) for kind in self.planted}
        worst = min(shares, key=lambda kind: (shares[kind], kind), default=None)
        return {
            "classes": {
                kind: {"planted": count, "repaired": self.repaired[kind], "percent": shares[kind]}
                for kind, count in sorted(self.planted.items())
            },
            "planted": self.planted.total(),
            "repaired": self.repaired.total(),
            "percent": self.percent(),
            "worst_class": worst,
            "words": self.words,
            "false_edits": self.false_edits,
            "false_per_1000": self.rate(self.false_edits),
            "mended_per_1000": self.rate(self.mended),
            "harm": self.harm,
            "harm_per_1000": self.rate(self.harm),
            "harm_mended_per_1000": self.rate(self.harm_mended),
            "seconds": round(self.seconds, 2),
            "errors": self.errors,
            "gave_up": self.gave_up,
            **({"examples": dict(self.examples)} if self.examples else {}),
        }


def measure(system: str, lang: str, args: Any) -> tuple[str, str, Tally | str]:
    """Run one system over one language; a string instead of figures says why it could not."""
    documents = plant.planted_documents(args, lang)
    try:
        correct = measuring.SYSTEMS[system](lang)
    except UnavailableError as error:
        return system, lang, str(error)
    tally, start = Tally(), time.perf_counter()

    def call(text: str, where: str) -> str:
        output, problem = measuring.attempt(correct, text)
        if problem:
            tally.errors += 1
            if tally.errors <= 3:
                tally.examples["errors"].append(f"{where}: {problem}")
        return output

    def note(kind: str, line: str) -> None:
        if len(tally.examples[kind]) < args.examples:
            tally.examples[kind].append(line)

    for planted in documents:
        doc = planted.document
        tally.words += count_words(doc.text, lang)
        judged = judge(planted, call(planted.text, doc.id))
        for artefact, good in zip(planted.artefacts, judged.repaired, strict=True):
            tally.planted[artefact.kind] += 1
            tally.repaired[artefact.kind] += good
            if not good and args.examples:
                line = shown(planted.text, artefact.start, artefact.end, artefact.before)
                note(f"unrepaired {artefact.kind}", f"{artefact.variant}: {line}")
        tally.false_edits += len(judged.false)
        tally.mended += len(judged.mended)
        for diff in judged.false if args.examples else ():
            note("false edits", f"[-{diff.before}-]{{+{diff.after}+}}")
        harm = judge(Planted(doc, doc.text, ()), call(doc.text, doc.id))
        tally.harm += len(harm.false)
        tally.harm_mended += len(harm.mended)
        for diff in harm.false if args.examples else ():
            note("harm on clean text", shown(doc.text, diff.start, diff.end, diff.after))
    tally.seconds = time.perf_counter() - start
    tally.gave_up = getattr(correct, "gave_up", 0)
    if notes := getattr(correct, "notes", None):
        tally.examples["notes"] = [f"{count} × {note}" for note, count in notes.most_common(3)]
    correct.close()
    return system, lang, tally


def _number(value: float | None, digits: int = 0) -> str:
    return "·" if value is None else f"{value:.{digits}f}"


def print_system(console: Console, name: str, by_lang: dict[str, Tally], whole: Tally) -> None:
    """One table: classes down, languages across."""
    console.print(f"{name}: repaired exactly, %", style="italic", markup=False, highlight=False)
    table = Table()
    table.add_column("class")
    columns = {**by_lang, "all": whole}
    for lang in columns:
        table.add_column(lang, justify="right")
    for kind in sorted(whole.planted):
        table.add_row(kind, *(_number(tally.percent(kind)) for tally in columns.values()))
    table.add_section()
    table.add_row("all classes", *(_number(t.percent(), 1) for t in columns.values()))
    table.add_row("planted", *(str(t.planted.total()) for t in columns.values()))
    for title, name in (("false/1000 words", "false_edits"), ("harm/1000, clean", "harm"),
                        ("mended/1000", "mended")):  # fmt: skip
        rates = (t.rate(getattr(t, name)) for t in columns.values())
        table.add_row(title, *(_number(rate, 2) for rate in rates))
    console.print(table)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, print tables, write JSON."""
    parser = measuring.parser_for(__doc__)
    plant.add_options(parser)
    everything = tuple(measuring.SYSTEMS)
    parser.add_argument("--systems", type=comma_list, default=everything, metavar="A,B",
                        help=f"of {', '.join(everything)} (default: all)")  # fmt: skip
    parser.add_argument("--jobs", type=measuring.positive, default=1, metavar="N",
                        help="languages and systems measured at once (default: 1)")  # fmt: skip
    parser.add_argument("--examples", type=int, default=0, metavar="N",
                        help="show N examples of what went wrong, of each kind")  # fmt: skip
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures to FILE")
    args = parser.parse_args(argv)
    measuring.check_systems(args.systems)
    plant.check_classes(args.classes)
    files = [measuring.ntrex_path(args, lang) for lang in args.langs]
    if missing := [path for path in files if not path.is_file()]:
        raise MeasureError(f"{missing[0]}: no such file (see --data and --langs)")

    done: dict[tuple[str, str], Tally | str] = {}
    with ProcessPoolExecutor(args.jobs, mp_context=get_context("spawn")) as pool:
        tasks = [pool.submit(measure, s, lang, args) for s in args.systems for lang in args.langs]
        for task in as_completed(tasks):
            system, lang, tally = task.result()
            done[system, lang] = tally
            note = tally if isinstance(tally, str) else f"{tally.seconds:.1f} s"
            if isinstance(tally, Tally) and tally.errors + tally.gave_up:
                note += f", {tally.errors} errors, gave up on {tally.gave_up} sentences"
            print(f"[{len(done)}/{len(tasks)}] {system} {lang}: {note}", file=sys.stderr)

    console = Console(width=None if sys.stdout.isatty() else 140)
    summary = Table()
    for title in ("system", "languages", "planted", "repaired %", "worst class", "false/1000",
                  "worst language", "harm/1000", "mended/1000"):  # fmt: skip
        left = title in ("system", "worst class", "worst language")
        summary.add_column(title, justify="left" if left else "right", no_wrap=left)
    report: dict[str, Any] = {
        "signature": measuring.signature(
            "planted", files, langs="+".join(args.langs), docs=args.limit or "all", seed=args.seed,
            density=args.density, classes=len(args.classes),
            generator=measuring.checksum([Path(plant.__file__)])),
        "systems": {},
    }  # fmt: skip
    for system in args.systems:
        outcomes = {lang: done[system, lang] for lang in args.langs}
        by_lang = {lang: t for lang, t in outcomes.items() if isinstance(t, Tally)}
        missing_langs = {lang: t for lang, t in outcomes.items() if isinstance(t, str)}
        whole = Tally()
        for tally in by_lang.values():
            whole.add(tally)
        report["systems"][system] = {
            "overall": whole.report(),
            "languages": {lang: tally.report() for lang, tally in by_lang.items()},
            "unavailable": missing_langs,
        }
        if not by_lang:
            reason = next(iter(missing_langs.values()))
            console.print(f"{system}: not measured: {reason}\n", markup=False)
            continue
        print_system(console, system, by_lang, whole)
        for lang, tally in by_lang.items():
            for kind, lines in sorted(tally.examples.items()):
                console.print(f"{system}, {lang}, {kind}:", style="bold", markup=False)
                for line in lines:
                    console.print(f"  {line}", markup=False, highlight=False, soft_wrap=True)
        figures = report["systems"][system]["overall"]
        worst = figures["worst_class"]
        harmed = max(by_lang, key=lambda lang: by_lang[lang].rate(by_lang[lang].false_edits))
        summary.add_row(
            system, str(len(by_lang)), str(whole.planted.total()), _number(whole.percent(), 1),
            f"{worst} {_number(whole.percent(worst))}" if worst else "·",
            _number(whole.rate(whole.false_edits), 2),
            f"{harmed} {_number(by_lang[harmed].rate(by_lang[harmed].false_edits), 2)}",
            _number(whole.rate(whole.harm), 2), _number(whole.rate(whole.mended), 2),
        )  # fmt: skip
    console.print("all languages together", style="italic")
    console.print(summary)
    console.print(report["signature"], style="dim", markup=False, highlight=False, soft_wrap=True)
    measuring.write_json(args.json, report)
    return 0


if __name__ == "__main__":
    sys.exit(measuring.run(main))
