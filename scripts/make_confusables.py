#!/usr/bin/env python3
"""Make models/confusables.tsv: Cyrillic and Greek letters that look like Latin ones.

The source is Unicode's confusables.txt (UTS #39) as the Python package confusable-homoglyphs
carries it; pip fetches that package into a temporary folder. ``--check`` only says whether the
file is up to date.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PACKAGE = "confusable-homoglyphs==3.3.1"
TARGET = Path(__file__).resolve().parent.parent / "models" / "confusables.tsv"

SCRIPTS = {"Cyrl": range(0x400, 0x530), "Grek": range(0x370, 0x400)}

UNLIKE = frozenset("гσγη")
"""Pairs of confusables.txt that no reader of running text takes for one another (г for r)."""

HEADER = """\
# Cyrillic and Greek letters, and the Latin letter that each looks like; see confusables.md.
# script	letter	latin
"""


def table() -> dict[str, list[dict[str, str]]]:
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--no-deps",
            "-q",
            "-d",
            folder,
            PACKAGE,
        ]
        subprocess.run(command, check=True)
        (wheel,) = Path(folder).glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            data = archive.read("confusable_homoglyphs/confusables.json")
    found: dict[str, list[dict[str, str]]] = json.loads(data)
    return found


def lines() -> str:
    rows = set()
    for letter, alike in table().items():
        script = next((n for n, span in SCRIPTS.items() if ord(letter[0]) in span), None)
        latin = [a["c"] for a in alike if a["c"].isascii() and a["c"].isalpha()]
        if not script or len(letter) != 1 or len(latin) != 1 or len(latin[0]) != 1:
            continue
        if letter in UNLIKE or not letter.isalpha() or letter.isupper() != latin[0].isupper():
            continue
        rows.add(f"{script}\t{letter}\t{latin[0]}\n")
        if letter in "іι":  # their capitals are listed as looking like a small l
            rows.add(f"{script}\t{letter.upper()}\t{latin[0].upper()}\n")
    return HEADER + "".join(sorted(rows))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 if stale")
    args = parser.parse_args()
    made = lines()
    if args.check:
        return int(made != TARGET.read_text(encoding="utf-8"))
    TARGET.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
