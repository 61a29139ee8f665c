#!/usr/bin/env python3
"""Write models/nations.en.txt: countries, peoples, languages, months and days, with a capital.

Source, needed only to make the file (``pip install babel``): names of territories, languages,
months and days of Unicode CLDR (Unicode License v3), those of one word; the adjectives of
countries below are written for this project. A word that is written small as well (may, polish,
turkey) is left out: one that Hunspell's American dictionary has so, or the n-gram counts more than
once for each hundred times with its capital, or the table of cased forms for three times.

    python scripts/make_nations.py            writes the file
    python scripts/make_nations.py --check    fails when it is not up to date
"""

from __future__ import annotations

import re
import sys

import generated

from cleanup.context.dictionary import dictionary
from cleanup.context.ngrams import ngrams
from cleanup.context.packed import Packed
from cleanup.resources import data_path

TARGET = generated.ROOT / "models" / "nations.en.txt"
HEADER = """\
# Names of countries, peoples, languages, months and days that are hardly written small in English.
# Unicode CLDR by babel (Unicode License v3), and adjectives written for this project; made by
# scripts/make_nations.py. One a line, in lower case.
"""
ADJECTIVES = (
    "Afghan African Albanian Algerian American Angolan Arab Arabian Argentine Argentinian Asian "
    "Australian Austrian Bangladeshi Belgian Bolivian Bosnian Brazilian British Bulgarian "
    "Burmese Cambodian Cameroonian Canadian Caribbean Chilean Colombian Congolese Croatian Cuban "
    "Cypriot Czech Danish Dutch Ecuadorian Egyptian Eritrean Estonian Ethiopian European Filipino "
    "Finnish French Georgian German Ghanaian Greek Hungarian Icelandic Indian Indonesian Iranian "
    "Iraqi Irish Israeli Italian Jamaican Japanese Jordanian Kazakh Kenyan Korean Kurdish Kuwaiti "
    "Latvian Lebanese Libyan Lithuanian Malaysian Maltese Mexican Moldovan Mongolian Moroccan "
    "Mozambican Namibian Nepalese Nepali Nigerian Norwegian Omani Pakistani Palestinian Paraguayan "
    "Peruvian Portuguese Romanian Russian Rwandan Saudi Scottish Senegalese Serbian Singaporean "
    "Slovak Slovenian Somali Soviet Spanish Sudanese Swedish Swiss Syrian Taiwanese Tanzanian "
    "Thai Tibetan Tunisian Turkish Ugandan Ukrainian Uruguayan Uzbek Venezuelan Vietnamese Welsh "
    "Yemeni Zambian Zimbabwean Buddhist Christian Hindu Islamic Jewish Muslim Sikh"
).split()


def table() -> str:
    """The text of the file."""
    from babel import Locale

    english = Locale("en")
    names = {
        *english.territories.values(),
        *english.languages.values(),
        *english.months["format"]["wide"].values(),
        *english.days["format"]["wide"].values(),
        *ADJECTIVES,
    }
    counts, forms = ngrams("en"), Packed(data_path("casing.en.bin"))
    words = dictionary("en")
    assert counts is not None
    assert words is not None

    def is_name(name: str) -> bool:
        small = name.lower()
        rare = counts.count(small) <= 0.01 * counts.count(name)
        known = forms.get(name) > 0 and forms.get(small) <= forms.get(name) / 3
        return rare and (known or forms.get(small) == 0) and not words.knows(small)

    chosen = sorted(n.lower() for n in names if re.fullmatch(r"[A-Z][a-z]{3,}", n) and is_name(n))
    return HEADER + "".join(f"{name}\n" for name in chosen)


if __name__ == "__main__":
    sys.exit(generated.main(TARGET, table, __doc__))
