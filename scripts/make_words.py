#!/usr/bin/env python3
"""Write models/words.en.tsv: the frequencies of English words.

The words come from wordfreq (https://github.com/rspeer/wordfreq, word lists CC BY-SA 4.0), which
is needed only to make the file: ``pip install wordfreq``. Forms seen less than a hundred times in
10^9 words are left out: among them misspellings outnumber words.

    python scripts/make_words.py            writes the file
    python scripts/make_words.py --check    fails when it is not up to date
"""

from __future__ import annotations

import sys
from collections import defaultdict
from math import log10

import generated

TARGET = generated.ROOT / "models" / "words.en.tsv"
LEAST = 2.0
HEADER = """\
# English words by frequency: the decimal logarithm of their occurrences in 10^9 words (Zipf scale).
# Source: wordfreq 3.1 by Robyn Speer, word lists CC BY-SA 4.0; made by scripts/make_words.py.
# zipf <TAB> words separated by spaces
"""


def table() -> str:
    """The text of the file."""
    import wordfreq

    rows = defaultdict(list)
    for word, frequency in wordfreq.get_frequency_dict("en", "large").items():
        zipf = round(9 + log10(frequency), 1)
        if zipf >= LEAST and all("a" <= c <= "z" or c == "'" for c in word):
            rows[zipf].append(word)
    lines = [f"{zipf}\t{' '.join(sorted(rows[zipf]))}\n" for zipf in sorted(rows, reverse=True)]
    return HEADER + "".join(lines)


if __name__ == "__main__":
    sys.exit(generated.main(TARGET, table, __doc__))
