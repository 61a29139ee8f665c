"""Which level a record earns, and the files that say so.

models/safety/README.md explains the thresholds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from math import comb
from pathlib import Path

from cleanup.edit import Safety, weaker
from cleanup.safety import ANY, Record, lower_bound

ENOUGH = 20
"""Edits that a level must rest on."""
SAFE_SHARE, LIKELY_SHARE = 0.7, 0.5
"""Good edits among the good and the bad, at least."""
SAFE_HITS, LIKELY_HITS = 0.4, 1.0
"""Edits for 1000 words of clean text, at most; one hit is always forgiven."""
BUDGET = 0.495
"""Edits for 1000 words of clean news that all `safe` rules of a language together may make, right
ones counted in: the rules that do most good for each of them have it first."""
ONE_IN = 20
"""Translations refute a rule if one that does as much good as harm would come out no better less
often than once in so many times."""
HARM = 0.1
"""Worse edits for each good one, up to which translations do not refute a rule."""

ENGINE_SAFE_BOUND, ENGINE_SAFE_LEAST = 0.85, 20
ENGINE_LIKELY_BOUND = 0.6
ENGINE_PLANTED_BOUND, ENGINE_PLANTED_LEAST = 0.7, 20

Rules = dict[str, Record]


def is_engine(name: str) -> bool:
    """Whether a key is that of an engine's rule."""
    return ":" in name


# ---------------------------------------------------------------- rules of the program


def judged(record: Record) -> tuple[int, int]:
    """The good and the bad edits of a record."""
    return record.better + record.restored, record.worse + record.missed + record.clean_hits


def proven(record: Record, clean_words: int) -> Safety:
    """The level that a record is enough for: by the lower bound of the share of good edits."""
    good, bad = judged(record)
    if good < ENOUGH:
        return Safety.ASK
    return weaker(_by_share(lower_bound(good, bad)), _by_harm(record, clean_words))


def borne(record: Record, clean_words: int) -> Safety:
    """The level that a record does not speak against: by the share itself, if there is one."""
    good, bad = judged(record)
    share = good / (good + bad) if good + bad >= ENOUGH or bad > 1 else 1.0
    return weaker(_by_share(share), _by_harm(record, clean_words))


def _by_share(share: float) -> Safety:
    if share >= SAFE_SHARE:
        return Safety.SAFE
    return Safety.LIKELY if share >= LIKELY_SHARE else Safety.ASK


def _by_harm(record: Record, clean_words: int) -> Safety:
    """The level by what happens to clean text, and whether translations refute the rule."""
    if refuted(record):
        return Safety.ASK
    rate = 1000 * record.clean_hits / max(clean_words, 1)
    if record.clean_hits < 2 or rate <= SAFE_HITS:
        return Safety.SAFE
    return Safety.LIKELY if rate <= LIKELY_HITS else Safety.ASK


def refuted(record: Record) -> bool:
    """Whether a rule does more harm than good to translations: an exact binomial test.

    Not where the harm is small beside the good that the rule does to damage: what is damaged in
    these translations is not all that is damaged in others.
    """
    tried = record.better + record.worse
    no_better = sum(comb(tried, good) for good in range(record.better + 1))
    good = record.better + record.restored
    return record.worse > HARM * good and no_better * ONE_IN < 2**tried


def ceiling(name: str) -> Safety:
    """The level that the edits under a key ask for."""
    return Safety(name.partition("/")[2] or Safety.SAFE)


def together(tables: Mapping[str, Rules], clean_words: Mapping[str, int]) -> Rules:
    """The records of all languages added up, with the levels that they prove."""
    found: Rules = {}
    for name in sorted({name for rules in tables.values() for name in rules}):
        if not is_engine(name):
            whole = added([rules[name] for rules in tables.values() if name in rules])
            level = weaker(ceiling(name), proven(whole, sum(clean_words.values())))
            found[name] = replace(whole, bound=bound(whole), level=level)
    return found


def levelled(rules: Rules, clean_words: int, whole: Rules, post_edited: bool) -> Rules:
    """The records of a language with their levels.

    A level must be proven by the language's own counts, or by those of all languages `together`
    and be borne by its own.
    """
    done: Rules = {}
    for name, record in rules.items():
        if is_engine(name):
            done[name] = engine_levelled(record, post_edited)
            continue
        shared = weaker(whole[name].level or Safety.ASK, borne(record, clean_words))
        own = weaker(ceiling(name), proven(record, clean_words))
        level = min(own, shared, key=lambda s: s.rank)
        done[name] = replace(record, bound=bound(record), level=level)
    return done


def within_budget(rules: Rules, news_words: int) -> Rules:
    """The rules, those that are ``safe`` but too many for clean news made ``likely``."""
    left = BUDGET * news_words / 1000
    done = dict(rules)
    for name in sorted(rules, key=lambda name: (_price(rules[name]), name)):
        record = rules[name]
        if is_engine(name) or record.level is not Safety.SAFE:
            continue
        hits = record.clean_hits + record.right
        if hits <= left:
            left -= hits
        else:
            done[name] = replace(record, level=Safety.LIKELY)
    return done


def _price(record: Record) -> float:
    """Edits of clean text for each good one."""
    return (record.clean_hits + record.right) / max(judged(record)[0], 1)


def for_any(whole: Rules, tables: Mapping[str, Rules], clean_words: Mapping[str, int]) -> Rules:
    """The records of all languages `together`, at levels that every single language bears."""
    found = dict(whole)
    for base, rules in tables.items():
        for name in found.keys() & rules.keys():
            level = weaker(found[name].level or Safety.ASK, borne(rules[name], clean_words[base]))
            found[name] = replace(found[name], level=level)
    return found


def bound(record: Record) -> float:
    """The lower bound that is written with a record."""
    return round(lower_bound(*judged(record)), 3)


def added(records: Sequence[Record]) -> Record:
    """The sums of the counts."""
    counts = [f.name for f in fields(Record) if f.name not in ("bound", "level")]
    return Record(**{name: sum(getattr(r, name) for r in records) for name in counts})


# ---------------------------------------------------------------- rules of the engine


def engine_level(record: Record, post_edited: bool) -> Safety | None:
    """The level that a rule of the engine earns: planted damage never makes one ``safe``."""
    bad = record.worse + record.clean_hits
    if post_edited:
        sure = lower_bound(record.better, bad)
        enough = record.better >= ENGINE_SAFE_LEAST and not record.clean_hits
        if sure >= ENGINE_SAFE_BOUND and enough:
            return Safety.SAFE
        if sure >= ENGINE_LIKELY_BOUND:
            return Safety.LIKELY
        good = record.better + record.restored
        return Safety.ASK if (record.better > 1 or record.restored > 2) and good >= bad else None
    sure = lower_bound(record.restored, record.missed)
    if not bad and record.restored >= ENGINE_PLANTED_LEAST and sure >= ENGINE_PLANTED_BOUND:
        return Safety.LIKELY
    enough = record.restored > 2 and record.restored >= 9 * bad
    return Safety.ASK if enough and record.restored >= record.missed else None


def engine_levelled(record: Record, post_edited: bool) -> Record:
    """A record of an engine's rule with its bound (of translations and clean text) and level."""
    sure = round(lower_bound(record.better, record.worse + record.clean_hits), 3)
    return replace(record, bound=sure, level=engine_level(record, post_edited))


# ---------------------------------------------------------------- files

About = dict[str, dict[str, str | int]]


def read(path: Path) -> tuple[About, Rules]:
    """What a file says; nothing where there is none."""
    if not path.is_file():
        return {}, {}
    content = json.loads(path.read_text(encoding="utf-8"))
    rules = {
        name: Record(**counts | {"level": counts["level"] and Safety(counts["level"])})
        for name, counts in content["rules"].items()
    }
    return content["about"], rules


def write(path: Path, about: About, rules: Rules) -> None:
    """Write a table: one rule a line, sorted, without the counts that are 0."""
    lines = [f"  {json.dumps(name)}: {_line(rules[name])}" for name in sorted(rules)]
    abouts = [f"  {json.dumps(what)}: {json.dumps(about[what])}" for what in sorted(about)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        '{\n"about": {\n' + ",\n".join(abouts) + '\n},\n"rules": {\n' + ",\n".join(lines)
        + "\n}\n}\n",
        encoding="utf-8",
    )  # fmt: skip


def _line(record: Record) -> str:
    kept = {k: v for k, v in asdict(record).items() if v or k == "level"}
    return json.dumps(kept)


def language_files(folder: Path) -> list[Path]:
    """The tables of languages, that is all but the one for any."""
    return sorted(path for path in folder.glob("*.json") if path.stem != ANY)
