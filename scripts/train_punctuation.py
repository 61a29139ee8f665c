#!/usr/bin/env python3
"""Train the models of cleanup/punctuation/ and write models/punctuation.*.

    python scripts/train_punctuation.py words      word classes
    python scripts/train_punctuation.py marks      stray marks; needs the classes
    python scripts/train_punctuation.py sentences  sentence or headline; needs the classes
    python scripts/train_punctuation.py report     only the figures of the shipped models
    python scripts/train_punctuation.py            all of it

The text is one English sentence a line (``--data DIR``, text/en.txt.gz). A sentence goes by its
checksum to training (80 %), to development (10 %: calibration and thresholds) or to the test
(10 %: the figures of the card). Needs scikit-learn and numpy; nothing else of the project does.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import punctuation_samples as samples
import scipy.sparse as sparse
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
from cleanup.punctuation import marks, strays  # noqa: E402
from cleanup.punctuation import sentences as sentence_models  # noqa: E402

MODELS = ROOT / "models"
WORDS, FREQUENT, CLUSTERS = 6000, 160, 100


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
    known = [w for w, _ in counts.most_common() if w[0].isalpha()][:WORDS]
    row = {word: n for n, word in enumerate(known)}
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
    found = [" ".join(sorted(w for w, c in zip(known, labels, strict=True) if c == n))
             for n in range(CLUSTERS)]  # fmt: skip
    write("words", {"clusters": found, "frequent": " ".join(known[:FREQUENT])})


# ---------------------------------------------------------------- stray marks

NAMES = (*marks.QUICK, *marks.SLOW)
BUCKETS = 1 << 22
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


def originals(lines: Iterable[str], group: str) -> Iterator[tuple[str, int]]:
    """The legitimate marks of a group that `strays` lets through."""
    for line in lines:
        for match in strays.CANDIDATE.finditer(line):
            if line[match.start()] in group and strays.eligible(
                line, match.start(), 0, len(line), "en"
            ):
                yield line, match.start()


def gaps_for(
    lines: list[str], group: str, rng: Random, *, lowered: float = 0.0, torn_share: float = 1.0
) -> Data:
    """The gaps that a mark's model learns from or is tested on: originals and insertions."""
    data = Data()
    texts = samples.joined(lines, rng, lowered) if group in (".", "!?") else lines
    for text, at in originals(texts, group):
        data.add(text, at, 0, cohesion=True)
    if group == "-":
        for text, at in samples.torn(lines):
            if rng.random() < torn_share and strays.eligible(text, at, 0, len(text), "en"):
                data.add(text, at, 0, cohesion=True)
    for line in texts:
        if " " in line:
            text, at = samples.inserted(line, group, rng)
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
            text, at = samples.inserted(line, ",", rng)
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
    learn, develop, _ = (samples.modern(part) for part in parts)
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


# ---------------------------------------------------------------- sentences and headlines


def line_data(lines: list[str], rng: Random) -> tuple[list[list[str]], np.ndarray]:
    """Sentences (1) and headlines made of other sentences (0)."""
    keys, labels = [], []
    for line in lines:
        kind = rng.random()
        made = samples.stopless(line) if kind < 0.5 else None
        if kind >= 0.5:
            made = (
                samples.headline
                if kind < 0.7
                else samples.present
                if kind < 0.88
                else samples.fragment
            )(line, rng)
        if made:
            keys.append(sentence_models.line_keys(made.split()))
            labels.append(kind < 0.5)
    return keys, np.array(labels, int)


def hashed(keys: list[list[str]]) -> sparse.csr_matrix:
    """Counts of hashed keys."""
    flat = [zlib.crc32(key.encode()) % BUCKETS for row in keys for key in row]
    ends = np.cumsum([0, *map(len, keys)])
    return sparse.csr_matrix((np.ones(len(flat), np.float32), flat, ends), (len(keys), BUCKETS))


def train_line(learn: list[str], develop: list[str]) -> dict[str, Any]:
    """The model that tells a sentence from a headline."""
    keys, y = line_data(learn, Random(11))
    fitted = _fit(hashed(keys), y, 0.1, legit=4.0)
    weights = fitted.coef_[0]
    dev, known = line_data(develop, Random(12))
    score = hashed(dev) @ weights + fitted.intercept_[0]
    fit = LogisticRegression(C=1e6, class_weight="balanced").fit(score[:, None], known)
    names = {key for row in keys for key in row}
    table = {k: round(100 * weights[zlib.crc32(k.encode()) % BUCKETS]) for k in names}
    chance = fit.predict_proba(score[:, None])[:, 1]
    for least in (0.5, 0.8, 0.9, 0.95, 0.98):
        print(f"line ≥ {least}: sentences {np.mean(chance[known == 1] >= least):.3f}, "
              f"headlines {np.mean(chance[known == 0] >= least):.4f}")  # fmt: skip
    return {
        "bias": round(float(fitted.intercept_[0]), 3),
        "scale": [round(float(fit.coef_[0, 0]), 4), round(float(fit.intercept_[0]), 4)],
        "weights": {k: w for k, w in table.items() if w},
    }


def boundary_data(lines: list[str], rng: Random) -> Data:
    """Spaces before capitals: where a stop was taken out between two sentences (1), and others."""
    data = Data()
    for one, two in pairwise(lines):
        at = len(one) - 1
        text = one[:-1] + " " + two
        if one[at] == "." and sentence_models.CAPITAL.match(text, at):
            data.add(text, at, 1)
        for match in sentence_models.CAPITAL.finditer(one):
            if rng.random() < 0.5:
                data.add(one, match.start(), 0)
    return data


def train_boundary(learn: list[str], develop: list[str]) -> dict[str, Any]:
    """The model that knows where a sentence begins without a stop before it."""
    data = boundary_data(learn, Random(21))
    fitted = _fit(data.matrix(), data.y, 0.05, legit=20.0)
    weights = fitted.coef_[0]
    dev = boundary_data(develop, Random(22))
    score = dev.matrix() @ weights + fitted.intercept_[0]
    prior = np.where(dev.y == 1, 0.01, 2.0)
    fit = LogisticRegression(C=1e6).fit(score[:, None], dev.y, sample_weight=prior)
    chance = fit.predict_proba(score[:, None])[:, 1]
    print(len(data.keys), np.count_nonzero(weights))
    for least in (0.1, 0.2, 0.3, 0.5, 0.7, 0.9):
        wrong = 2000 * np.sum(chance[dev.y == 0] >= least) / len(develop)
        found = np.mean(chance[dev.y == 1] >= least)
        print(f"boundary ≥ {least}: found {found:.3f}, wrong in 1000 sentences {wrong:.2f}")
    return {
        "bias": round(float(fitted.intercept_[0]), 3),
        "scale": [round(float(fit.coef_[0, 0]), 4), round(float(fit.intercept_[0]), 4)],
        "weights": exported(data, weights, 1),
    }


def train_sentences(parts: tuple[list[str], list[str], list[str]]) -> None:
    """Both models of `cleanup.punctuation.sentences`."""
    learn, develop, _ = (samples.modern(part) for part in parts)
    write(
        "sentences",
        {"line": train_line(learn, develop), "boundary": train_boundary(learn, develop)},
    )


# ---------------------------------------------------------------- figures


def reliability(chance: np.ndarray, y: np.ndarray, weight: np.ndarray) -> str:
    """Mean prediction and observed share in five ranges, at the assumed rate."""
    found = []
    for low, high in ((0.02, 0.1), (0.1, 0.3), (0.3, 0.6), (0.6, 0.9), (0.9, 1.01)):
        inside = (chance >= low) & (chance < high)
        total = weight[inside].sum()
        if total:
            said = (chance * weight)[inside].sum() / total
            found.append(f"{said:.2f}→{(y * weight)[inside].sum() / total:.2f}")
    return " ".join(found)


def report(parts: tuple[list[str], list[str], list[str]]) -> None:
    """What the shipped models do on the test sentences."""
    from cleanup.rules.typography import missing_terminal, missing_terminal_medial

    test = samples.modern(parts[2])
    print(f"{len(test)} test sentences; mark: found of all inserted, removed of 1000 sentences")
    for group in GROUPS.values():
        data = gaps_for(test, group, Random(9), lowered=0.02, torn_share=0.02)
        gaps = [marks.gap(text, at, 0, len(text)) for text, at in data.places]
        chance = np.array(
            [marks.class_likelihood(g, c) for g, c in zip(gaps, data.cohesion, strict=True)]
        )
        weight = np.where(data.y == 1, STRAYS_A_SENTENCE * len(group), 1.0)
        gone = chance >= 0.5
        print(f"  {group:3} {np.sum(gone & (data.y == 1)) / len(test):.3f} "
              f"{1000 * np.sum(gone & (data.y == 0)) / len(test):.2f}  "
              f"{reliability(chance, data.y, weight)}")  # fmt: skip
    keys, y = line_data(test, Random(13))
    score = np.array([sentence_models.keys_likelihood(row) for row in keys])
    taken = score >= missing_terminal.SURE
    shares = np.mean(taken[y == 1]), np.mean(taken[y == 0])
    print("line: of the sentences {:.3f}, of the headlines {:.4f};".format(*shares))
    print("  ", reliability(score, y, np.ones(len(y))))
    data = boundary_data(test, Random(23))
    chance = np.array(
        [
            sentence_models.boundary_likelihood(marks.gap(text, at, 0, len(text)))
            for text, at in data.places
        ]
    )
    gone = chance >= missing_terminal_medial.SURE
    print(f"boundary: {np.mean(gone[data.y == 1]):.3f} found, "
          f"{2000 * np.sum(gone[data.y == 0]) / len(test):.2f} of 1000 sentences cut")  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("task", nargs="?", choices=("words", "marks", "sentences", "report"))
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    arguments = parser.parse_args()
    parts = samples.sentences(arguments.data)
    if arguments.task in ("words", None):
        train_words(parts[0])
    if arguments.task in ("marks", None):
        train_marks(parts)
    if arguments.task in ("sentences", None):
        train_sentences(parts)
    for cached in (marks.table, marks._cohesion, marks._mark, sentence_models._boundary):
        cached.cache_clear()
    report(parts)
    return 0


if __name__ == "__main__":
    sys.exit(main())
