#!/usr/bin/env python3
"""Write models/function_words.tsv: the most frequent words of each language.

The words come from wordfreq (https://github.com/rspeer/wordfreq, word lists CC BY-SA 4.0), which
is needed only to make the file: ``pip install "wordfreq[cjk]"``. Frequent words are nearly all
function words; the rules use them to tell the start of a sentence from a name, and a sentence of
one language from one of another.

    python scripts/make_function_words.py            writes the file
    python scripts/make_function_words.py --check    fails when it is not up to date
"""

from __future__ import annotations

import sys
import unicodedata

import generated

TARGET = generated.ROOT / "models" / "function_words.tsv"
WORDS = 150
"""Words a language, most frequent first."""

HEADER = f"""\
# The {WORDS} most frequent words of each language, most frequent first.
# Source: wordfreq 3.1 by Robyn Speer, word lists CC BY-SA 4.0;
# made by scripts/make_function_words.py.
# language <TAB> words separated by spaces
"""


def table() -> str:
    """The text of the file."""
    import wordfreq

    lines = []
    for lang in sorted(wordfreq.available_languages("small")):
        if lang in ("zh", "ja"):
            continue  # without spaces the words cannot be looked up
        words = [
            w
            for w in wordfreq.top_n_list(lang, WORDS * 2, "small")
            if all(unicodedata.category(c)[0] in "LM" for c in w)
        ]
        lines.append(f"{lang}\t{' '.join(words[:WORDS])}\n")
    return HEADER + "".join(lines)


if __name__ == "__main__":
    sys.exit(generated.main(TARGET, table, __doc__))
