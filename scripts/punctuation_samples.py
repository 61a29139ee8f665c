"""The samples that the punctuation models learn from: real sentences, and what is done to them."""

from __future__ import annotations

import gzip
import re
import sys
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from random import Random

from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(1, str(ROOT))
from cleanup.punctuation import closed, marks, words  # noqa: E402
from cleanup.punctuation import sentences as sentence_models  # noqa: E402


def sentences(data: Path) -> tuple[list[str], list[str], list[str]]:
    """Training, development and test sentences, without repetitions."""
    with gzip.open(data / "text" / "en.txt.gz", "rt", encoding="utf-8") as file:
        lines = dict.fromkeys(line.strip() for line in file)
    parts: tuple[list[str], list[str], list[str]] = [], [], []
    for line in lines:
        tenth = zlib.crc32(line.encode()) % 10
        parts[0 if tenth > 1 else 2 - tenth].append(line)
    return parts[0], parts[1], parts[2]


_OLD = re.compile(
    r"\w--|_\w|\b(?:thou|thee|hath|shew|shewn|cried|exclaimed|replied|sir|madam|Mrs|dare say|to-day"
    r"|to-morrow|any body|every body|every thing)\b"
)


_NEW = re.compile(
    r"\b(?:percent|per cent|20[012]\d|19[5-9]\d|U\.S\.|[mb]illion|website|video|[Gg]overnment"
    r"|[Mm]inister|company|internet|game|data|products?|km)\b|(?i:covid)|%|\d\d"
)


def modern(lines: list[str]) -> list[str]:
    """The lines that do not sound like a novel of the 19th century, which punctuates otherwise.

    A classifier learns from lines with the plain signs of either kind; a tenth goes.
    """
    kinds = [(bool(_OLD.search(line)), bool(_NEW.search(line))) for line in lines]
    chosen = [(line, old) for line, (old, new) in zip(lines, kinds, strict=True) if old != new]
    hashing = HashingVectorizer(
        ngram_range=(1, 2), n_features=1 << 18, lowercase=False, token_pattern=r"\w+|[^\w\s]+"
    )
    model = LogisticRegression(C=2, solver="liblinear")
    model.fit(hashing.transform([line for line, _ in chosen]), [old for _, old in chosen])
    chance = model.predict_proba(hashing.transform(lines))[:, 1]
    return [line for line, old in zip(lines, chance, strict=True) if old < 0.4]


_GAP = re.compile(r"\S(?= )")


_COMPOUND = re.compile(r"(?<=\b\w\w)(?:\w*)-(?=[a-z]{2})")


def inserted(line: str, marks_: str, rng: Random) -> tuple[str, int]:
    """A line with a mark behind a random token, and where; the line must hold a space."""
    at = rng.choice([m.end() for m in _GAP.finditer(line)])
    return line[:at] + rng.choice(marks_) + line[at:], at


def joined(lines: list[str], rng: Random, lowered: float) -> list[str]:
    """Every line with the next one behind it, some of those without their capital."""
    return [
        f"{one} {two[0].lower() + two[1:] if rng.random() < lowered else two}"
        for one, two in pairwise(lines)
    ]


def torn(lines: list[str]) -> Iterator[tuple[str, int]]:
    """Compounds with a space behind their hyphen, which is not what is stray there."""
    for line in lines:
        for match in _COMPOUND.finditer(line):
            yield f"{line[: match.end()]} {line[match.end() :]}", match.end() - 1


_DROPPED = frozenset("the a an is are was were has have had been be".split())


_STOP = re.compile(r"(?<=[\w)%])\.$|(?<=\w)\.(?=\"$)")


def stopless(line: str) -> str | None:
    """A sentence without its full stop; None where it has none."""
    shorter = _STOP.sub("", line)
    return shorter if shorter != line and len(shorter.split()) > 3 else None


def headline(line: str, rng: Random) -> str | None:
    """A sentence as its headline might be: cut, without articles and auxiliaries, in present."""
    tokens = [
        t for t in line.rstrip('."').split() if t.lower() not in _DROPPED or rng.random() < 0.1
    ]
    tokens = tokens[: rng.randint(4, 15)]
    for n, token in enumerate(tokens[1:], 1):
        if token == "said":
            tokens[n] = "says"
        elif re.fullmatch(r"[a-z]{3,}ed", token) and (
            tokens[n - 1][:1].isupper() or tokens[n - 1].endswith("s")
        ):
            tokens[n] = token[:-1] if token[-3:] in ("sed", "ced") else token[:-2]
            tokens[n] += "" if tokens[n - 1].endswith("s") else "s"
            break
    while tokens and tokens[-1].rstrip(",").lower() in closed.unfinished("en"):
        tokens.pop()
    if len(tokens) < 3:
        return None
    tokens[-1] = tokens[-1].rstrip(",;:")
    text = " ".join(tokens)
    if rng.random() < 0.15 and len(tokens) > 5:
        text = f"{' '.join(tokens[:2]).rstrip(',')}: {' '.join(tokens[2:])}"
    if rng.random() < 0.2:
        text = text.replace(" and ", ", ", 1)
    if rng.random() < 0.25:
        text = re.sub(r"\b[a-z](?=[a-z]{3})", lambda m: m[0].upper(), text)
    return text[:1].upper() + text[1:]


_PRESENT = dict(
    pair.split(":")
    for pair in (
        "said:says told:tells won:wins lost:loses took:takes made:makes found:finds began:begins "
        "got:gets gave:gives left:leaves held:holds met:meets went:goes came:comes saw:sees "
        "beat:beats became:becomes led:leads fell:falls rose:rises sent:sends spoke:speaks "
        "thought:thinks knew:knows kept:keeps broke:breaks brought:brings bought:buys "
        "fought:fights felt:feels grew:grows heard:hears ran:runs set:sets stood:stands "
        "struck:strikes wrote:writes"
    ).split()
)


def present(line: str, rng: Random) -> str | None:
    """A sentence as a headline that keeps its clauses: no first article, verb in the present."""
    tokens = line.rstrip('."').split()
    if tokens[0].lower() in sentence_models.ARTICLES:
        tokens = tokens[1:]
    if not tokens or tokens[0].lower() in words.clusters()[1] or not tokens[0][0].isalpha():
        return None
    for n, token in enumerate(tokens[1:9], 1):
        if token in marks.VERBS and token != "said":
            return None
        plural = tokens[n - 1].endswith("s") and not tokens[n - 1][0].isupper()
        if token in _PRESENT:
            verb = _PRESENT[token]
        elif re.fullmatch(r"[a-z]{3,}ed", token):
            verb = (token[:-1] if re.search(r"[csvzgu]ed$", token) else token[:-2]) + "s"
        else:
            continue
        tokens[n] = verb.rstrip("s") if plural and len(verb) > 3 else verb
        break
    else:
        return None
    if n + 1 < len(tokens) and tokens[n + 1] == "that":
        del tokens[n + 1]
    tokens = [t for t in tokens if t not in sentence_models.ARTICLES or rng.random() < 0.6]
    tokens = tokens[: rng.randint(7, 24)]
    while tokens and tokens[-1].rstrip(",").lower() in closed.unfinished("en"):
        tokens.pop()
    if len(tokens) < 4:
        return None
    text = " ".join(tokens).rstrip(",;:").replace('"', "'")
    return text[:1].upper() + text[1:]


def fragment(line: str, rng: Random) -> str | None:
    """A stretch of a sentence without a finite verb, as captions and labels are."""
    parts = [p.split() for p in re.split(r"[,;:.]\s|\b(?:which|that|who|and)\b", line.rstrip("."))]
    fit = [part for part in parts if 2 < len(part) < 12 and _verbless(part)]
    if not fit:
        return None
    text = " ".join(rng.choice(fit)).rstrip('."')
    return text[:1].upper() + text[1:]


def _verbless(tokens: list[str]) -> bool:
    """Whether a stretch has no finite verb to be seen, and ends as a whole phrase does."""
    verb = not marks.VERBS.isdisjoint(tokens) or any(token.endswith("ed") for token in tokens)
    return not verb and tokens[-1].lower() not in closed.unfinished("en")
