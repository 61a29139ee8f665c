#!/usr/bin/env python3
"""Measure the rules for names on the development data.

    python scripts/measure_names.py garbles       garbled names in news-like sentences, put right
    python scripts/measure_names.py harm          edits to text by people, for each megabyte
    python scripts/measure_names.py consistency   names of NTREX misspelt once in ten times
    python scripts/measure_names.py shield        names that LanguageTool's rules would change

`garbles` reads names/garbles.dev.tsv: each garble stands in three sentences written here, in its
language, with the source language given, then with the source sentence as well. Of each name only
the canonical form and its language are known (as if imported), so that no listed garble helps;
with --packs the shipped packs are there too. `harm` lists every automatic edit with --examples,
and reads the texts of --native FOLDER as well (`scripts/native_text.py` fetches some).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from measuring import MeasureError, parser_for, run
from rich.console import Console
from rich.table import Table

from cleanup.config import Config
from cleanup.document import Document
from cleanup.edit import Edit, Safety
from cleanup.names.compiled import Compiled, compiled
from cleanup.names.gazetteer import Gazetteer, load
from cleanup.names.lattice import tokens
from cleanup.names.ordinary import is_ordinary
from cleanup.pipeline import Cleaner, Result
from cleanup.score.documents import compose

KINDS = {"per": "person", "loc": "place", "org": "organisation"}
SENTENCES = {
    "de": ("{} steht seit Montag im Mittelpunkt der Debatte.",
           "Nach Angaben aus Kreisen der Regierung wurde {} am Abend informiert.",
           "Die Zeitungen schrieben gestern lange über {}."),
    "en": ("{} has been at the centre of the debate since Monday.",
           "According to sources close to the government, {} was informed in the evening.",
           "The papers wrote at length about {} yesterday."),
    "es": ("{} está en el centro del debate desde el lunes.",
           "Según fuentes cercanas al gobierno, {} fue informado por la noche.",
           "Los periódicos hablaron ayer largamente de {}."),
    "fr": ("{} est au centre du débat depuis lundi.",
           "Selon des sources proches du gouvernement, {} a été informé dans la soirée.",
           "Les journaux ont longuement parlé hier de {}."),
    "it": ("{} è al centro del dibattito da lunedì.",
           "Secondo fonti vicine al governo, {} è stato informato in serata.",
           "I giornali ieri hanno scritto a lungo di {}."),
    "nl": ("{} staat sinds maandag in het middelpunt van het debat.",
           "Volgens bronnen bij de regering werd {} in de avond ingelicht.",
           "De kranten schreven gisteren lang over {}."),
    "pl": ("{} jest w centrum debaty od poniedziałku.",
           "Według źródeł zbliżonych do rządu {} otrzymał wieczorem informację.",
           "Gazety pisały wczoraj długo: {}."),
    "pt": ("{} está no centro do debate desde segunda-feira.",
           "Segundo fontes próximas do governo, {} foi informado à noite.",
           "Os jornais falaram ontem longamente de {}."),
}  # fmt: skip
"""Three sentences in which a name may stand, each the translation of the others in its place."""
PEOPLE_WROTE = "ntrex/{}.dev.jsonl.gz"
CASED = "en fr de es it pt nl pl ru uk".split()
REPEATED = [*CASED, *"ca cs da ro sv".split()]


def main(argv: Sequence[str] | None = None) -> int:
    """Measure what was asked for."""
    parser = parser_for(__doc__)
    parser.add_argument("what", choices=("garbles", "harm", "consistency", "shield"))
    parser.add_argument("--garbles", type=Path, metavar="FILE", help="others than the dev file's")
    parser.add_argument("--packs", action="store_true", help="garbles: with the shipped packs")
    parser.add_argument("--examples", action="store_true", help="show what was missed or edited")
    parser.add_argument("--native", type=Path, metavar="FOLDER", help="harm: English *.txt too")
    parser.add_argument("--limit", type=int, metavar="N", help="texts of each file")
    args = parser.parse_args(argv)
    if not (args.data / "names").is_dir():
        raise MeasureError(f"{args.data}: there is no folder names (--data)")
    work = {"garbles": garbles, "harm": harm, "consistency": consistency, "shield": shield}
    work[args.what](args)
    return 0


def cleaner(gazetteer: Gazetteer | None = None) -> Cleaner:
    """The rules for names alone, at the levels that they have earned."""
    made = Cleaner(Config(engine=("none",), only=("names",)))
    if gazetteer is not None:
        made.__dict__["gazetteer"] = gazetteer
    return made


# ---------------------------------------------------------------- garbles


def garbles(args: argparse.Namespace) -> None:
    """How many garbles are put right, or asked about with the right name."""
    rows = read_garbles(args.garbles or args.data / "names" / "garbles.dev.tsv")
    names = imported(rows, load(()).packs if args.packs else ())
    table = Table(title=f"{len(rows)} garbles, three sentences each, %", title_justify="left")
    for title in ("source", "kind", "automatic", "automatic or asked", "wrong"):
        table.add_column(title)
    for given in (False, True):
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for row, verdict in verdicts(rows, names, with_source=given):
            for group in (row.kind, "all"):
                counts[group][verdict] += 1
            if args.examples and verdict != "automatic":
                print(f"{verdict}: {row.garble} ({row.name})", file=sys.stderr)
        for group, found in counts.items():
            total = sum(found.values())
            shown = found["automatic"], found["automatic"] + found["asked"], found["wrong"]
            table.add_row("sentence" if given else "language", group,
                          *(f"{100 * part / total:.1f}" for part in shown))  # fmt: skip
    Console(width=100).print(table)


class Garble(NamedTuple):
    """A name, and what a translation made of it."""

    kind: str
    name: str
    source: str
    target: str
    garble: str


def read_garbles(path: Path) -> list[Garble]:
    """The garbles of a file."""
    with path.open(encoding="utf-8") as file:
        rows = csv.reader(file, delimiter="\t")
        return [Garble(*row[:5]) for row in rows if not row[0].startswith("#")]


def imported(rows: Iterable[Garble], packs: Iterable[Compiled] = ()) -> Gazetteer:
    """The names of the garbles by their right forms, as if imported, and further packs."""
    lines = sorted({f"{row.name}\t{KINDS[row.kind]}\t{row.source}" for row in rows})
    return Gazetteer([compiled("\n".join(lines), "imported"), *packs])


def verdicts(
    rows: Iterable[Garble], names: Gazetteer, *, with_source: bool
) -> Iterator[tuple[Garble, str]]:
    """Each garble in each sentence, and what became of it: automatic, asked, wrong or missed."""
    work = cleaner(names)
    for row in rows:
        if with_source and row.source not in SENTENCES:
            continue
        for number, sentence in enumerate(SENTENCES[row.target]):
            source = SENTENCES[row.source][number].format(row.name) if with_source else None
            text = sentence.format(row.garble)
            result = work.clean(text, lang=row.target, source=source, source_lang=row.source)
            yield row, _verdict(result, row.garble, row.name, sentence)


def _verdict(result: Result, garble: str, name: str, sentence: str) -> str:
    if result.final == sentence.format(name):
        return "automatic"
    if result.changed:
        return "wrong"
    asked = [p.edit for p in result.pending if p.edit.after is not None]
    right = any(_made(sentence.format(garble), edit) == sentence.format(name) for edit in asked)
    return "asked" if right else "missed"


def _made(text: str, edit: Edit) -> str:
    return text[: edit.start] + (edit.after or "") + text[edit.end :]


# ---------------------------------------------------------------- harm


def harm(args: argparse.Namespace) -> None:
    """Automatic edits to text that people wrote, in a megabyte of UTF-8."""
    work = cleaner()
    table = Table(title="Automatic edits of names in text by people", title_justify="left")
    for title in ("text", "MB", "edits", "per MB", "asked"):
        table.add_column(title)
    for name, texts in _native(args.data, args.native, args.limit):
        size, asked, edits = 0, 0, []
        for text, lang, source_lang in texts:
            size += len(text.encode())
            result = work.clean(text, lang=lang, source_lang=source_lang)
            asked += len(result.pending)
            for step in result.steps:
                edits += [(e, step.before[max(e.start - 40, 0) : e.end + 30]) for e in step.applied]
        table.add_row(name, f"{size / 1e6:.2f}", str(len(edits)),
                      f"{len(edits) * 1e6 / max(size, 1):.2f}", str(asked))  # fmt: skip
        if args.examples:
            for edit, near in edits:
                print(f"{name}: {edit.rule}: {edit.before!r} -> {edit.after!r} in {near!r}",
                      file=sys.stderr)  # fmt: skip
    Console(width=100).print(table)


def _native(
    data: Path, folder: Path | None, limit: int | None
) -> Iterator[tuple[str, Iterator[tuple[str, str, str | None]]]]:
    if folder is not None:
        files = sorted(folder.glob("*.txt"))[:limit]
        for src in ("", "fr"):
            yield (
                f"{folder}, source {src or 'unknown'}",
                ((f.read_text(encoding="utf-8"), "en", src or None) for f in files),
            )
    for lang in CASED:
        yield (
            f"NTREX {lang}",
            (
                (
                    compose(r["doc"], lang, r["sentences"], 1).text,
                    lang,
                    None if lang == "en" else "en",
                )
                for r in _records(data / "ntrex" / f"{lang}.dev.jsonl.gz", limit)
            ),
        )
    for src in ("ro", "et", "ru", "ne", "si"):
        yield (
            f"MLQE-PE pe {src}-en",
            (
                (r["pe"], "en", src)
                for r in _records(data / "mlqe-pe" / f"{src}-en.dev.jsonl.gz", limit)
            ),
        )
    for src in ("", "fr", "es", "de"):
        yield (
            f"text/en.txt.gz, source {src or 'unknown'}",
            ((line, "en", src or None) for line in _lines(data / "text" / "en.txt.gz", limit)),
        )


def _records(path: Path, limit: int | None) -> list[dict]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file][:limit]


def _lines(path: Path, limit: int | None) -> Iterator[str]:
    """Sentences, one at a time: they are from many texts."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(file):
            if limit is not None and number >= limit:
                return
            yield line.strip()


# ---------------------------------------------------------------- consistency


def consistency(args: argparse.Namespace) -> None:
    """Repeated names of news misspelt once in ten times: restored, and what else is edited."""
    work = cleaner()
    table = Table(title="Repeated names misspelt once in ten times", title_justify="left")
    for title in ("language", "misspelt", "restored %", "other edits", "per 1000 words"):
        table.add_column(title)
    for lang in REPEATED:
        chance = random.Random(lang)
        planted = restored = others = words = 0
        for record in _records(args.data / "ntrex" / f"{lang}.dev.jsonl.gz", args.limit):
            right = compose(record["doc"], lang, record["sentences"], 1).text
            text, spans = misspelt(right, lang, chance)
            result = work.clean(text, lang=lang)
            edits = [edit for step in result.steps for edit in step.applied]
            made = {(e.start, e.end): e.after for e in edits}
            planted += len(spans)
            words += len(right.split())
            for start, end, name in spans:
                over = next((s for s in made if s[0] <= start and end <= s[1]), (start, end))
                wanted = text[over[0] : start] + name + text[end : over[1]]
                good = made.get(over) == wanted
                if good:
                    del made[over]
                restored += good
                if args.examples and not good:
                    print(f"{lang}: missed {text[start:end]} ({name})", file=sys.stderr)
            others += len(made)
            if args.examples:
                for (start, end), after in made.items():
                    print(f"{lang}: {text[start:end]!r} -> {after!r}", file=sys.stderr)
        table.add_row(lang, str(planted), f"{100 * restored / max(planted, 1):.1f}", str(others),
                      f"{1000 * others / words:.3f}")  # fmt: skip
    Console(width=100).print(table)


def misspelt(text: str, lang: str, chance: random.Random) -> tuple[str, list[tuple[int, int, str]]]:
    """The text with one in ten of each repeated name misspelt, at least one of those that stand
    there three times; and where, with the right form.
    """
    base = lang.partition("-")[0]
    document = Document(text, lang)
    starts = {s.start for block in document.sentences for s in block}
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    small = set()
    for token in tokens(text):
        form = text[token.start : token.end]
        if not token.capital:
            small.add(form.lower())
        elif token.start not in starts and len(form) > 4 and form.isalpha():
            found[form].append((token.start, token.end))
    chosen = []
    for form, spans in found.items():
        if len(spans) < 3 or form.lower() in small or is_ordinary(form, base):
            continue
        chosen += [(*span, form) for span in chance.sample(spans, max(1, len(spans) // 10))]
    out, at, places = [], 0, []
    for start, end, form in sorted(chosen):
        wrong = slip(form, chance)
        out += [text[at:start], wrong]
        begin = sum(map(len, out)) - len(wrong)
        places.append((begin, begin + len(wrong), form))
        at = end
    return "".join([*out, text[at:]]), places


def slip(word: str, chance: random.Random) -> str:
    """The word with a letter lost, doubled, exchanged, or swapped with the next; not the first."""
    at = chance.randrange(1, len(word))
    letters = [c for c in word if c.islower() and c != word[at]]
    return chance.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + word[at] + word[at:],
            word[:at] + chance.choice(letters) + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :]
            if word[at + 1 : at + 2] not in ("", word[at])
            else word[:at] + word[at + 1 :],
        )
    )


# ---------------------------------------------------------------- shield


def shield(args: argparse.Namespace) -> None:
    """What LanguageTool's rules and spelling would change of names, and what they may."""
    from cleanup.guard import guard_for
    from cleanup.score.items import Item
    from cleanup.score.systems import SYSTEMS

    raw = SYSTEMS["lingotweaker"]("en")
    own = Cleaner(Config(apply="likely"))
    known = unknown = 0
    touched: dict[str, Counter[str]] = defaultdict(Counter)
    for record in _records(args.data / "ntrex" / "en.dev.jsonl.gz", args.limit):
        document = own.document(
            compose(record["doc"], "en", record["sentences"], 1).text, lang="en"
        )
        text = document.text
        spans = {"known": [(s.start, s.end) for s in document.names.spans],
                 "unknown": list(_unknown(document))}  # fmt: skip
        known += len(spans["known"])
        unknown += len(spans["unknown"])
        guard = guard_for(document, {})
        for start, end, after, rules in raw(Item(text, "en")).changes:
            edit = Edit(start=start, end=end, before=text[start:end], after=after,
                        rule=f"lingotweaker:{rules[0]}", stage="grammar", safety=Safety.LIKELY,
                        confidence=None, message="", evidence=None)  # fmt: skip
            _count(touched["alone"], spans, start, end)
            if guard(edit) is None:
                _count(touched["guarded"], spans, start, end)
                if args.examples and touches(spans["unknown"], start, end):
                    print(f"{rules[0]}: {text[start:end]!r} -> {after!r}", file=sys.stderr)
        for step in own.run(document).steps:
            for edit in step.applied if step.stage == "grammar" and step.before == text else ():
                _count(touched["fix"], spans, edit.start, edit.end)
    raw.close()
    own.close()
    table = Table(title="Names in clean English news that are changed", title_justify="left")
    for title in ("", f"of {known} known", f"of {unknown} unknown", "%"):
        table.add_column(title, justify="right")
    titles = {"alone": "LanguageTool's rules and spelling alone", "guarded": "behind the shield",
              "fix": "cleanup fix --apply likely"}  # fmt: skip
    for row, title in titles.items():
        found = touched[row]
        share = f"{100 * found['unknown'] / max(unknown, 1):.1f}"
        table.add_row(title, str(found["known"]), str(found["unknown"]), share)
    Console(width=100).print(table)


def _unknown(document: Document) -> Iterator[tuple[int, int]]:
    """Words with a capital inside sentences that no pack knows and that are no ordinary words."""
    starts = {s.start for block in document.sentences for s in block}
    for token in tokens(document.text):
        if token.capital and token.start not in starts and len(token.form) > 1:
            inside = document.names.touching(token.start, token.end)
            if inside is None and not is_ordinary(token.form, document.language.base):
                yield token.start, token.end


def touches(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a stretch shares a code point with one of the spans."""
    return any(low < end and start < high for low, high in spans)


def _count(
    into: Counter[str], spans: dict[str, list[tuple[int, int]]], start: int, end: int
) -> None:
    for kind, found in spans.items():
        into[kind] += sum(low < end and start < high for low, high in found)


if __name__ == "__main__":
    raise SystemExit(run(main))
