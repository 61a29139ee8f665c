#!/usr/bin/env python3
"""Train the models of the rule function-word and write models/function_word.*.

    python scripts/train_function_word.py nets     the network that says which preposition fits
    python scripts/train_function_word.py judge    when to act on it; needs the network
    python scripts/train_function_word.py          all of it

Nets learn from the sentences that models/ngrams.en.bin was counted on: first some large ones, then
a small one that learns to agree with their average (Hinton, Vinyals and Dean, Distilling the
Knowledge in a Neural Network, 2015). The judge learns from sentences that neither has seen; see
function_word_samples.py. Needs scikit-learn and numpy. Large nets are kept in ``--work DIR`` and
taken from there by the next run; delete it to train them anew.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the processes share the processor
import function_word_judge as judge
import generated
import numpy as np
from function_word_nets import Array, Weights, fresh, train
from function_word_samples import Sample, from_text, from_translations, translations, unseen
from make_ngrams import DATA, measured, sentences

from cleanup.context.ngrams import END, START, tokens
from cleanup.context.prepositions import OTHER, PAD, WORDS, Vocabulary

MODELS = generated.ROOT / "models"
REACH = 5
VOCABULARY, ENDINGS = 16_000, 300
LARGE, LARGE_NETS, LARGE_EPOCHS = (64, 256), 4, 7
"""Width and hidden units of the large nets; how many there are."""
SMALL, SMALL_EPOCHS = (48, 192), 6
CONFUSED = 150_000
"""Places from which it is counted which word is taken for which."""
DISTURBED = 0.12
"""Share of tokens that are replaced by random ones where the small net learns from the large."""


def vocabulary(rows: list[list[str]]) -> list[str]:
    """Names of the tokens that are told apart, see `Vocabulary`."""
    count = Counter(form.lower() for forms in rows for form in forms)
    words = [form for form, _ in count.most_common(VOCABULARY)]
    known = set(words)
    endings: Counter[str] = Counter()
    for form, times in count.items():
        if form not in known and form.isalpha():
            endings[form[-3:]] += times
    frequent = [ending for ending, _ in endings.most_common(ENDINGS)]
    return [OTHER, PAD, START, END, *(f"~{e}" for e in frequent), *(f"^{e}" for e in frequent),
            *words]  # fmt: skip


def places(rows: list[list[str]], names: list[str]) -> tuple[Array, Array]:
    """The windows around each word of `WORDS`, and its number there."""
    ids, words = Vocabulary(names), {word: number for number, word in enumerate(WORDS)}
    windows, found = [], []
    for forms in rows:
        row = [START, *forms, END]
        for at, form in enumerate(row):
            number = words.get(form.lower())
            if number is not None:
                windows.append(ids.window(row, at, REACH))
                found.append(number)
    return np.array(windows, np.int32), np.array(found, np.int32)


def loss(probabilities: Array, right: Array) -> str:
    """Mean surprise and share of first guesses that are right, for people."""
    rows = np.arange(len(right))
    nats = -np.log(probabilities[rows, right] + 1e-12).mean()
    return f"{nats:.4f} nats, {(probabilities.argmax(1) == right).mean():.1%} right"


def large_net(work: Path, seed: int) -> None:
    """Train one large net on ``work/windows.npz`` and write it beside."""
    target = work / f"large{seed}.npz"
    if target.exists():
        return
    with np.load(work / "windows.npz") as data:
        windows, right, tokens_ = data["windows"], data["right"], int(data["tokens"])
    net = fresh((tokens_, 2 * REACH, *LARGE, len(WORDS)), seed)
    one_hot = np.eye(len(WORDS), dtype=np.float32)
    train(
        net, windows, lambda rows: one_hot[right[rows]],
        epochs=LARGE_EPOCHS, seed=seed, token_dropout=0.12, hidden_dropout=0.5,
    )  # fmt: skip
    np.savez(target, *net.parts())


def small_net(large: list[Weights], windows: Array, tokens_: int) -> Weights:
    """A net that says what the large ones say on average, of windows and disturbed copies."""
    random = np.random.default_rng(0)
    other = windows.ravel()[random.integers(0, windows.size, windows.shape)]
    disturbed = np.where(random.random(windows.shape) < DISTURBED, other, windows)
    windows = np.concatenate([windows, disturbed])
    wanted = np.zeros((len(windows), len(WORDS)), np.float16)
    for at in range(0, len(windows), 8192):
        part = windows[at : at + 8192]
        wanted[at : at + 8192] = np.mean([net.forward(part)[2] for net in large], 0)
    net = fresh((tokens_, 2 * REACH, *SMALL, len(WORDS)), 0)
    train(
        net, windows, lambda rows: wanted[rows],
        epochs=SMALL_EPOCHS, seed=0, token_dropout=0.0, hidden_dropout=0.0,
    )  # fmt: skip
    return net


def load(path: Path) -> Weights:
    """A net that `large_net` has written."""
    with np.load(path) as data:
        return Weights(*(data[name] for name in data.files))


def taken(large: list[Weights], windows: Array, right: Array) -> list[list[int]]:
    """Hundredths of the log of the mean probability of each word where another one stands."""
    said = np.mean([net.probabilities(windows) for net in large], 0)
    overall = said.mean(0)
    means = [
        (said[right == n].sum(0) + overall) / ((right == n).sum() + 1) for n in range(len(WORDS))
    ]
    return [[round(100 * float(np.log(p + 1e-6))) for p in row] for row in means]


def write_net(net: Weights, names: list[str], confusion: list[list[int]]) -> Weights:
    """Write the net with weights of one byte; return it as it is when read again."""
    scales, weights = [], []
    for part in (net.embeddings, net.inner, net.outer):
        scale = float(np.quantile(np.abs(part), 0.9999)) / 127
        scales.append(scale)
        weights.append(np.clip(np.round(part / scale), -127, 127).astype(np.int8))
    embeddings, inner, outer = weights
    width, hidden = net.embeddings.shape[1], len(net.inner_bias)
    by_place = inner.reshape(2 * REACH, width, hidden).transpose(0, 2, 1)
    about = {
        "reach": REACH,
        "width": width,
        "scales": [scales[0] * scales[1], scales[2]],
        "hidden_bias": [round(float(b), 5) for b in net.inner_bias],
        "bias": [round(float(b), 5) for b in net.outer_bias],
        "taken": confusion,
        "vocabulary": names,
    }
    content = embeddings.tobytes() + by_place.tobytes() + outer.T.tobytes()
    (MODELS / "function_word.net.bin").write_bytes(content)
    lines = [f"{json.dumps(k)}:{json.dumps(v, ensure_ascii=False)}" for k, v in about.items()]
    text = "{" + ",\n".join(lines) + "}\n"
    (MODELS / "function_word.net.json").write_text(text, "utf-8")
    exact = [w.astype(np.float32) * np.float32(s) for w, s in zip(weights, scales, strict=True)]
    return Weights(exact[0], exact[1], net.inner_bias, exact[2], net.outer_bias)


def train_nets(data: Path, work: Path, jobs: int) -> None:
    """The large nets, the small one, its files."""
    text, without = data / "text" / "en.txt.gz", measured(data / "mlqe-pe")
    counted, held_out = (
        [[token.form for token in tokens(s)] for s in sentences(text, held_out=h, without=without)]
        for h in (False, True)
    )
    names = vocabulary(counted)
    windows, right = places(counted, names)
    work.mkdir(parents=True, exist_ok=True)
    np.savez(work / "windows.npz", windows=windows, right=right, tokens=len(names))
    print(f"{len(windows):,} places of {len(WORDS)} words; {len(names):,} tokens", flush=True)
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        list(pool.map(large_net, [work] * LARGE_NETS, range(1, LARGE_NETS + 1)))
    large = [load(work / f"large{seed}.npz") for seed in range(1, LARGE_NETS + 1)]
    unseen, unseen_right = places(held_out, names)
    by_net = [net.probabilities(unseen) for net in large]
    print("a large net:  ", loss(by_net[0], unseen_right))
    print("all together: ", loss(np.mean(by_net, 0), unseen_right), flush=True)
    small = small_net(large, windows, len(names))
    print("the small net:", loss(small.probabilities(unseen), unseen_right))
    some = np.random.default_rng(0).permutation(len(windows))[:CONFUSED]
    shipped = write_net(small, names, taken(large, windows[some], right[some]))
    print("as shipped:   ", loss(shipped.probabilities(unseen), unseen_right))


def train_judge(data: Path) -> None:
    """The judge, its file, the figures."""
    lines, pairs = unseen(data), translations(data, "train")
    found: list[Sample] = []
    count: Counter[str] = Counter()
    for sample in chain(from_text(lines, 0), from_translations(pairs, len(lines))):
        count[sample.source] += 1
        if sample.found:
            found.append(sample)
    words = sum(form[0].isalpha() for line in lines for _, _, form in tokens(line))
    model, said = judge.train(found)
    text = json.dumps({"judge": model}, separators=(",", ":")).replace("]],[[", "]],\n[[")
    (MODELS / "function_word.judge.json").write_text(text + "\n", "utf-8")
    print("\n".join(judge.report(found, said, count, words)))


def main() -> int:
    """Train what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("part", nargs="?", choices=("nets", "judge"))
    add("--data", type=Path, default=DATA, metavar="DIR", help="default: %(default)s")
    add("--work", type=Path, metavar="DIR", help="where the large nets are kept",
        default=Path(tempfile.gettempdir()) / "function_word")  # fmt: skip
    add("--jobs", type=int, default=2, metavar="N", help="processes (default: 2)")
    args = parser.parse_args()
    if not args.data.is_dir():
        print(f"{args.data}: not found (see --help)", file=sys.stderr)
        return 2
    if args.part in (None, "nets"):
        train_nets(args.data, args.work, args.jobs)
    if args.part in (None, "judge"):
        train_judge(args.data)
    return 0


if __name__ == "__main__":
    sys.exit(main())
