#!/usr/bin/env python3
"""Write the sample of docs/neural.md: what a user sees of a model, from adding it to its edits.

python scripts/neural_sample.py

Trains the toy models of the tests (half a minute; needs the extras [neural,neural-light]) and runs
the program on them; a real model differs in what it knows, not in what is shown.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
TARGET = ROOT / "docs" / "neural.md"
ARTICLE = """\
She walk near the river. They walks in town every day, see https://example.com/She_walk for more.

In the river the bridge walks. It sleep at home.
"""
COMMANDS = (
    'models add ./my-t5 --lang en --licence mit',
    "models convert my-t5",
    "diff article.txt --lang en --engine neural:my-t5-light",
    "models show my-t5-light",
)  # fmt: skip


def shown(folder: Path) -> str:
    """The commands and what they print."""
    env = {
        **os.environ,
        "CLEANUP_MODELS": str(folder / "models"),
        "OMP_NUM_THREADS": "1",
        "COLUMNS": "96",
        "NO_COLOR": "1",
    }
    lines = []
    for command in COMMANDS:
        ran = subprocess.run(
            [sys.executable, "-m", "cleanup", *command.split()],
            cwd=folder, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            check=False,
        )  # fmt: skip
        lines += [f"$ cleanup {command}", ran.stdout.rstrip().replace(str(folder), "~"), ""]
    return "\n".join(lines).rstrip()


def main() -> int:
    import toy_models

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        toy_models.t5(folder / "my-t5")
        (folder / "article.txt").write_text(ARTICLE, "utf-8")
        sample = f"<!-- sample -->\n```\n{shown(folder)}\n```\n<!-- /sample -->"
    text = TARGET.read_text("utf-8")
    pattern = re.compile("<!-- sample -->.*<!-- /sample -->", re.DOTALL)
    TARGET.write_text(pattern.sub(lambda _: sample, text), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
