#!/usr/bin/env python3
"""Compare the ways of running a text-to-text model, side by side; writes a table to docs/neural.md.

python scripts/benchmark_neural.py

The model has the shape of T5 small (60 million parameters) and random weights: what it writes is
nonsense, but it takes as long. One thread; sentences of some 20 tokens in batches of 32; each way
in turn, five rounds, the median.
"""

from __future__ import annotations

import os

os.environ["OMP_NUM_THREADS"] = "1"

import random
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
TARGET = ROOT / "docs" / "neural.md"
ROUNDS, SENTENCES, LENGTH = 5, 32, 20
VOCABULARY = 32_128


def main() -> int:
    import torch
    import toy_models
    import transformers

    from cleanup.engines.neural import adding, store
    from cleanup.engines.neural.adding import Wishes
    from cleanup.engines.neural.light import LightDecoder
    from cleanup.engines.neural.manifest import Model
    from cleanup.engines.neural.with_torch import TorchDecoder

    torch.set_num_threads(1)

    def small(_: int) -> transformers.PreTrainedModel:
        return transformers.T5ForConditionalGeneration(
            transformers.T5Config(
                vocab_size=VOCABULARY, decoder_start_token_id=0, pad_token_id=0, eos_token_id=1
            )
        )

    with tempfile.TemporaryDirectory() as name:
        os.environ[store.VARIABLE] = f"{name}/models"
        folder = toy_models.untrained(Path(name) / "small", small)
        exact = adding.add(str(folder), Wishes(name="exact"), print)
        half = adding.add(str(folder), Wishes(name="half", precision="bfloat16"), print)
        light: Model = adding.add_converted(exact, "light", "auto", force=False)
        int8: Model = adding.add_converted(exact, "int8", "int8", force=False)
        ways = {
            "torch, float32": (TorchDecoder(exact), exact),
            "torch, bfloat16": (TorchDecoder(half), exact),
            "CTranslate2, float32": (LightDecoder(light), light),
            "CTranslate2, int8": (LightDecoder(int8), int8),
        }
        rng = random.Random(1)
        sources = [[rng.randrange(3, 50) for _ in range(LENGTH)] + [1] for _ in range(SENTENCES)]
        speeds: dict[str, list[float]] = {way: [] for way in ways}
        for number in range(ROUNDS + 1):  # the first warms up
            for way, (decoder, _) in ways.items():
                begun = time.perf_counter()
                written = decoder.generate(sources, LENGTH)
                if number:
                    spent = time.perf_counter() - begun
                    speeds[way].append(sum(map(len, written)) / spent)
        sizes = {way: model.manifest.size / 1e6 for way, (_, model) in ways.items()}
    medians = {way: statistics.median(found) for way, found in speeds.items()}
    first = medians["torch, float32"]
    rows = [f"| {way} | {medians[way] / first:.1f} | {sizes[way]:,.0f} MB |" for way in ways]
    table = "\n".join(
        [
            "<!-- speed -->",
            "A model of the shape of T5 small, one thread, by `scripts/benchmark_neural.py` "
            f"(torch {torch.__version__.partition('+')[0]}, "
            f"{torch.backends.cpu.get_cpu_capability()}):",
            "",
            "| | tokens/s, torch with float32 = 1 | files |",
            "|---|---|---|",
            *rows,
            "<!-- /speed -->",
        ]
    )
    print(table, {way: [round(s) for s in found] for way, found in speeds.items()}, sep="\n")
    text = TARGET.read_text("utf-8")
    pattern = re.compile("<!-- speed -->.*<!-- /speed -->", re.DOTALL)
    TARGET.write_text(pattern.sub(lambda _: table, text), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
