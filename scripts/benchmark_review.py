#!/usr/bin/env python3
"""How fast the review is: first screen and key to screen, with 10,000 changes in 2 MB of text.

python scripts/benchmark_review.py [--keys 60]

The program runs on a pseudo-terminal of 80 by 24, as a person sees it. The first screen is timed
from the end of the pipeline; a key from the moment it is sent until the place that it leads to is
drawn. Only one rule runs, for what is measured begins where the pipeline ends.
"""

from __future__ import annotations

import argparse
import os
import pty
import re
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

PLACES = 10_000
SENTENCE = (
    "In the year {n} the council of the old harbour town met again, and after long talks about "
    "the roads , the schools and the price of bread it found that little had changed since.\n\n"
)
FILLER = "The minutes of that day are kept in the archive.\n\n"
FIRST = 2.0
KEY = 0.050
"""What must hold, in seconds."""


def article() -> str:
    """The text: one change in each of its long paragraphs."""
    return "".join(SENTENCE.format(n=n) + FILLER * (n % 2) for n in range(PLACES))


def child(folder: Path) -> None:
    """Review on this terminal; notes when the pipeline was done."""
    from cleanup.config import Config
    from cleanup.pipeline import Cleaner, Result
    from cleanup.review.article import Article
    from cleanup.review.memory import Memory
    from cleanup.review.screen import run

    class Noting(Cleaner):
        def clean(self, *given: object, **named: object) -> Result:
            result = super().clean(*given, **named)  # type: ignore[arg-type]
            (folder / "done").write_text(str(time.monotonic()))
            return result

    config = Config(engine=("none",), lang="en", only=("space-before-punctuation",), format="text")
    memory = Memory(folder / ".cleanup" / "decisions.jsonl", folder / "personal.jsonl")
    run(Article(str(folder / "a.txt"), Noting(config), memory, who="anna"), lambda *_: ([], ""))


class Terminal:
    """The child on a terminal."""

    def __init__(self, folder: Path) -> None:
        import fcntl
        import struct
        import termios

        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        environment = os.environ | {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
        command = [sys.executable, __file__, "--child", str(folder)]
        self.process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment,
            start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        self._seen = ""

    def until(self, text: str) -> float:
        """The time when a text was drawn, as far as escape sequences leave it in one piece."""
        while text not in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", self._seen):
            if not select.select([self.master], [], [], 120)[0]:
                sys.exit(f"{text!r} was never drawn:\n{self._seen[-2000:]}")
            self._seen += os.read(self.master, 1 << 20).decode("utf-8", "replace")
        self._seen = ""
        return time.monotonic()

    def press(self, key: str, text: str) -> float:
        """Seconds from a key to what it draws."""
        begun = time.monotonic()
        os.write(self.master, key.encode())
        return self.until(text) - begun


def measured(keys: int) -> dict[str, Sequence[float]]:
    """Seconds: of the first screen, and by kind of key."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "a.txt").write_text(article(), "utf-8")
        terminal = Terminal(folder)
        try:
            drawn = terminal.until(f"(1/{PLACES})")
            found: dict[str, Sequence[float]] = {
                "first screen": [drawn - float((folder / "done").read_text())]
            }
            time.sleep(1)
            moves = [terminal.press("j", f"({n}/{PLACES})") for n in range(2, 2 + keys)]
            ends = []
            for _ in range(max(keys // 4, 2)):
                ends.append(terminal.press("G", f"({PLACES}/{PLACES})"))
                ends.append(terminal.press("g", f"(1/{PLACES})"))
            answers = [terminal.press("yn"[n % 2], f"({n}/{PLACES})") for n in range(2, 2 + keys)]
            found |= {"j (next place)": moves, "g, G (first, last)": ends, "y, n (decide)": answers}
            return found
        finally:
            terminal.process.kill()
            terminal.process.wait()
            os.close(terminal.master)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--keys", type=int, default=60, help="how often each key is pressed")
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        child(given.child)
        return 0
    size = len(article().encode())
    print(f"{PLACES:,} changes in {size / 1e6:.1f} MB")
    found = measured(given.keys)
    well = True
    for what, times in found.items():
        limit = FIRST if what == "first screen" else KEY
        middle, worst = median(times), max(times)
        well &= middle <= limit
        print(f"{what:<20} median {middle * 1000:7.1f} ms  worst {worst * 1000:7.1f} ms  "
              f"({len(times)} times, must be below {limit * 1000:.0f})")  # fmt: skip
    return int(not well)


if __name__ == "__main__":
    sys.exit(main())
