#!/usr/bin/env python3
"""Write models/abbreviations.tsv: words after which a dot does not end a sentence.

Sources, needed only to make the file (``pip install "sacremoses>=0.2" pysbd``): the non-breaking
prefixes of the Moses tokenizer as sacremoses 0.2 carries them (MIT), the abbreviation lists of
pySBD 0.3.4 (MIT), and CLDR's sentence-break suppressions through models/locales.json (Unicode-3.0).

    python scripts/make_abbreviations.py            writes the file
    python scripts/make_abbreviations.py --check    fails when it is not up to date
"""

from __future__ import annotations

import sys

import generated

from cleanup.language import language
from cleanup.words import function_words

TARGET = generated.ROOT / "models" / "abbreviations.tsv"
HEADER = """\
# Abbreviations by language: after these a dot does not end a sentence. Casefolded, no last dot.
# Sources: Moses non-breaking prefixes in sacremoses 0.2 (MIT), pySBD 0.3.4 (MIT), CLDR 48
# sentence-break suppressions (Unicode-3.0); made by scripts/make_abbreviations.py.
# language <TAB> abbreviations separated by spaces
"""


def moses() -> dict[str, set[str]]:
    """Moses' prefixes by language."""
    from sacremoses import _data_nonbreaking_prefixes as data

    return {
        name.rpartition(".")[2]: {line.partition("#")[0].strip() for line in text.splitlines()}
        for name, text in data.NONBREAKING_PREFIXES.items()
        if name.startswith("nonbreaking_prefix.")
    }


def pysbd() -> dict[str, set[str]]:
    """Abbreviations of pySBD by language; most languages inherit the English list: left out."""
    from pysbd.languages import LANGUAGE_CODES

    english = LANGUAGE_CODES["en"].Abbreviation.ABBREVIATIONS
    return {
        lang: set(rules.Abbreviation.ABBREVIATIONS)
        for lang, rules in LANGUAGE_CODES.items()
        if lang == "en" or english != rules.Abbreviation.ABBREVIATIONS
    }


def table() -> str:
    """The text of the file."""
    found = moses()
    for lang, words in pysbd().items():
        found.setdefault(lang, set()).update(words)
    lines = []
    for lang in sorted(found):
        if len(lang) > 2:
            continue
        words = {w.casefold().rstrip(".") for w in found[lang] | language(lang).abbreviations}
        plain = {w for w in words if w and " " not in w and "\t" not in w and not w.isdigit()}
        plain -= function_words(lang)
        lines.append(f"{lang}\t{' '.join(sorted(w for w in plain if len(w) > 1))}\n")
    return HEADER + "".join(lines)


if __name__ == "__main__":
    sys.exit(generated.main(TARGET, table, __doc__))
