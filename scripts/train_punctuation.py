#!/usr/bin/env python3
"""Train the models of cleanup/punctuation/ and write models/punctuation.*.

    python scripts/train_punctuation.py words      word classes
    python scripts/train_punctuation.py marks      stray marks; needs the classes
    python scripts/train_punctuation.py sentences  sentence or headline; needs the classes
    python scripts/train_punctuation.py            all of it, and the card

The text is one English sentence a line (``--data DIR``, text/en.txt.gz). A sentence goes by its
checksum to training (80 %), to development (10 %: calibration and thresholds) or to the test
(10 %: the figures of the card). Needs scikit-learn and numpy; nothing else of the project does.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import scipy.sparse as sparse
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from cleanup.punctuation import marks, strays  # noqa: E402

MODELS = ROOT / "models"
WORDS, FREQUENT, CLUSTERS = 6000, 160, 100


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


def write(name: str, value: Any) -> None:
    """Write one model file: an entry a line, so that a difference can be read."""
    path = MODELS / f"punctuation.{name}.json"
    text = json.dumps(value, ensure_ascii=False, indent=0, separators=(",", ":"), sort_keys=True)
    path.write_text(text + "\n", "utf-8")
    print(f"{path.name}: {path.stat().st_size / 1000:.0f} KB")


# ---------------------------------------------------------------- word classes

_TOKEN = re.compile(r"[A-Za-z]+(?:[-'’][A-Za-z]+)*|\d[\d.,:]*|[^\w\s]")


def train_words(lines: list[str]) -> None:
    """Cluster words by the words right before and behind them."""
    texts = [[t.lower() if not t[0].isdigit() else "0" for t in _TOKEN.findall(x)] for x in lines]
    counts = Counter(token for tokens in texts for token in tokens)
    words = [w for w, _ in counts.most_common() if w[0].isalpha()][:WORDS]
    row = {word: n for n, word in enumerate(words)}
    column = {word: n for n, (word, _) in enumerate(counts.most_common(1500))}
    rows, columns = [], []
    for tokens in texts:
        padded = ["<s>", *tokens, "</s>"]
        for n, token in enumerate(tokens):
            if token in row:
                rows += [row[token]] * 2
                columns.append(column.get(padded[n], 1500))
                columns.append(1501 + column.get(padded[n + 2], 1500))
    matrix = sparse.coo_matrix((np.ones(len(rows)), (rows, columns))).tocsr()
    total, by_row, by_column = matrix.sum(), matrix.sum(1).A1, matrix.sum(0).A1
    cells = matrix.tocoo()
    expected = by_row[cells.row] * np.maximum(by_column[cells.col], 1) ** 0.75 * total**0.25
    cells.data = np.maximum(np.log(cells.data * total / expected), 0)
    vectors = normalize(TruncatedSVD(60, random_state=0).fit_transform(cells.tocsr()))
    labels = KMeans(CLUSTERS, n_init=3, random_state=0).fit(vectors).labels_
    found = [" ".join(sorted(w for w, c in zip(words, labels, strict=True) if c == n))
             for n in range(CLUSTERS)]  # fmt: skip
    write("words", {"clusters": found, "frequent": " ".join(words[:FREQUENT])})


# ---------------------------------------------------------------- stray marks

NAMES = (*marks.QUICK, *marks.SLOW)
BUCKETS = 1 << 22
_GAP = re.compile(r"\S(?= )")
_COMPOUND = re.compile(r"(?<=\b\w\w)(?:\w*)-(?=[a-z]{2})")
GROUPS = {",": ",", ";": ";", ":": ":", ".": ".", "!": "!?", "-": "-", "'": "'", '"': '"'}


class Data:
    """Gaps as rows of keys, with what they are: 1 stray, 0 legitimate."""

    def __init__(self) -> None:
        self.keys: list[tuple[str, ...]] = []
        self.cohesion: list[float] = []
        self.labels: list[int] = []
        self.places: list[tuple[str, int]] = []

    def add(self, text: str, at: int, label: int, *, cohesion: bool = False) -> None:
        """One gap."""
        where = marks.gap(text, at, 0, len(text))
        self.keys.append(where.quick() + where.slow())
        if cohesion:
            self.cohesion.append(marks.cohesion(where))
        self.labels.append(label)
        self.places.append((text, at))

    def matrix(self, names: dict[str, int] | None = None) -> sparse.csr_matrix:
        """One column for each hashed key; the cohesion's three parts last."""
        flat = [zlib.crc32(f"{n}:{k}".encode()) % BUCKETS
                for keys in self.keys for n, k in zip(NAMES, keys, strict=True)]  # fmt: skip
        ends = np.arange(0, len(flat) + 1, len(NAMES))
        shape = len(self.keys), BUCKETS
        found = sparse.csr_matrix((np.ones(len(flat), np.float32), np.array(flat), ends), shape)
        if not self.cohesion:
            return found
        score = np.array(self.cohesion, np.float32)
        parts = np.c_[score, np.maximum(score, 0), np.maximum(score - 2, 0)]
        return sparse.hstack([found * 0.7, sparse.csr_matrix(parts)]).tocsr()

    @property
    def y(self) -> np.ndarray:
        """The labels as an array."""
        return np.array(self.labels)


def exported(data: Data, weights: np.ndarray, scale: float) -> dict[str, dict[str, int]]:
    """The weights of a linear model by template and key, in hundredths, without zeros."""
    found: dict[str, dict[str, int]] = {name: {} for name in NAMES}
    for keys in data.keys:
        for name, key in zip(NAMES, keys, strict=True):
            if key not in found[name]:
                weight = weights[zlib.crc32(f"{name}:{key}".encode()) % BUCKETS] * scale
                found[name][key] = round(100 * weight)
    return {n: {k: w for k, w in table.items() if w} for n, table in found.items()}


def inserted(line: str, marks_: str, rng: Random) -> tuple[str, int]:
    """A line with a mark behind a random token, and where; the line must hold a space."""
    at = rng.choice([m.end() for m in _GAP.finditer(line)])
    return line[:at] + rng.choice(marks_) + line[at:], at


def originals(lines: Iterable[str], group: str) -> Iterator[tuple[str, int]]:
    """The legitimate marks of a group that `strays` lets through."""
    for line in lines:
        for match in strays.CANDIDATE.finditer(line):
            if line[match.start()] in group and strays.eligible(
                line, match.start(), 0, len(line), "en"
            ):
                yield line, match.start()


def joined(lines: list[str], rng: Random, lowered: float) -> list[str]:
    """Every line with the next one behind it, some of those without their capital."""
    return [
        f"{one} {two[0].lower() + two[1:] if rng.random() < lowered else two}"
        for one, two in zip(lines, lines[1:], strict=False)
    ]


def torn(lines: list[str]) -> Iterator[tuple[str, int]]:
    """Compounds with a space behind their hyphen, which is not what is stray there."""
    for line in lines:
        for match in _COMPOUND.finditer(line):
            yield f"{line[: match.end()]} {line[match.end() :]}", match.end() - 1


def gaps_for(
    lines: list[str], group: str, rng: Random, *, lowered: float = 0.0, torn_share: float = 1.0
) -> Data:
    """The gaps that a mark's model learns from or is tested on: originals and insertions."""
    data = Data()
    texts = joined(lines, rng, lowered) if group in (".", "!?") else lines
    for text, at in originals(texts, group):
        data.add(text, at, 0, cohesion=True)
    if group == "-":
        for text, at in torn(lines):
            if rng.random() < torn_share and strays.eligible(text, at, 0, len(text), "en"):
                data.add(text, at, 0, cohesion=True)
    for line in texts:
        if " " in line:
            text, at = inserted(line, group, rng)
            if strays.CANDIDATE.match(text, at) and strays.eligible(text, at, 0, len(text), "en"):
                data.add(text, at, 1, cohesion=True)
    return data


def train_cohesion(lines: list[str]) -> dict[str, Any]:
    """Gaps with a comma against gaps without, five of them a sentence.

    A legitimate comma weighs twenty times as much: few of those may be taken away.
    """
    data, rng = Data(), Random(3)
    for line in lines:
        for match in re.finditer(r",(?= )", line):
            data.add(line, match.start(), 0)
        for _ in range(5 if " " in line else 0):
            text, at = inserted(line, ",", rng)
            data.add(text, at, 1)
    model = _fit(data.matrix(), data.y, 0.037, legit=20.0)
    print(f"cohesion: {len(data.keys)} gaps, {np.count_nonzero(model.coef_)} weights")
    return {
        "bias": round(float(model.intercept_[0]), 3),
        "weights": exported(data, model.coef_[0], 1),
    }


def _fit(matrix: sparse.csr_matrix, y: np.ndarray, strength: float, legit: float = 1.0) -> Any:
    return LogisticRegression(
        C=strength, l1_ratio=1, solver="liblinear", tol=1e-2, class_weight={0: legit, 1: 1.0}
    ).fit(matrix, y)


STRAYS_A_SENTENCE = 0.1 / 13
"""How often one of the 13 marks is taken to be stray, for the probabilities."""


def calibrated(score: np.ndarray, data: Data, sentences_: int, group: str) -> tuple[float, float]:
    """Slope and constant of the log-odds at the assumed rate of stray marks."""
    strays_ = STRAYS_A_SENTENCE * len(group) * sentences_
    weight = np.where(data.y == 1, strays_ / sentences_, 1.0)
    fit = LogisticRegression(C=1e6).fit(score[:, None], data.y, sample_weight=weight)
    return round(float(fit.coef_[0, 0]), 4), round(float(fit.intercept_[0]), 4)


def train_marks(parts: tuple[list[str], list[str], list[str]]) -> None:
    """The model of cohesion, then one for each mark."""
    learn, develop, _ = (modern(part) for part in parts)
    model: dict[str, Any] = {"cohesion": train_cohesion(learn), "marks": {}}
    write("marks", model)
    marks.table.cache_clear()
    marks._cohesion.cache_clear()
    for mark, group in GROUPS.items():
        data = gaps_for(learn, group, Random(5), lowered=0.05)
        dev = gaps_for(develop, group, Random(7), lowered=0.02, torn_share=0.02)
        fitted = _fit(data.matrix(), data.y, 0.05, legit=4.0 if group in ",." else 20.0)
        weights = fitted.coef_[0]
        score = dev.matrix() @ weights + fitted.intercept_[0]
        slope, constant = calibrated(score, dev, len(develop), group)
        model["marks"][mark] = {
            "bias": round(float(fitted.intercept_[0]), 3),
            "cohesion": [round(float(w), 3) for w in weights[-3:]],
            "scale": [slope, constant],
            "weights": exported(data, weights[:-3], 0.7),
        }
        write("marks", model)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("task", nargs="?", choices=("words", "marks", "sentences"))
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    arguments = parser.parse_args()
    parts = sentences(arguments.data)
    if arguments.task in ("words", None):
        train_words(parts[0])
    if arguments.task in ("marks", None):
        train_marks(parts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
