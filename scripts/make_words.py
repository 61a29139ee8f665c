#!/usr/bin/env python3
"""Write models/words.en.bin: the frequencies of English words.

The words come from wordfreq (https://github.com/rspeer/wordfreq, word lists CC BY-SA 4.0), which
is needed only to make the file: ``pip install wordfreq``. Forms seen less than 32 times in 10^9
words are left out: among them misspellings outnumber words.

    python scripts/make_words.py
"""

from __future__ import annotations

import sys

import generated
import wordfreq

from cleanup.context.lexicon import SCALE
from cleanup.context.packed import packed

TARGET = generated.ROOT / "models" / "words.en.bin"
LEAST = 32


def main() -> int:
    """Read the list and write the table."""
    frequencies = wordfreq.get_frequency_dict("en", "large")
    values = {
        word: min(SCALE * frequency, 8e6)
        for word, frequency in frequencies.items()
        if SCALE * frequency >= LEAST and all(c.isalpha() or c == "'" for c in word)
    }
    TARGET.write_bytes(packed(values))
    print(f"{TARGET.name}: {len(values):,} words")
    return 0


if __name__ == "__main__":
    sys.exit(main())
