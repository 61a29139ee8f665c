#!/usr/bin/env python3
"""Make models/locales.json: the writing conventions of languages, compiled from Unicode CLDR.

The source is CLDR's own npm packages at pinned versions. They are downloaded once with
`npm pack` into a cache; `--cldr DIR` takes an existing node_modules folder instead. The same
packages always give the same bytes, as long as `regex` knows the same version of Unicode.
`--check` compares and writes nothing.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tarfile
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any

import regex

MODELS = Path(__file__).resolve().parent.parent / "models"
CACHE = Path.home() / ".cache" / "translation-cleanup" / "cldr"
PACKAGES = {
    "cldr-core": "48.2.0",
    "cldr-misc-full": "48.2.0",
    "cldr-numbers-full": "48.2.0",
    "cldr-localenames-full": "48.2.0",
    "cldr-segments-full": "46.1.0",  # the last one: CLDR 47 and 48 publish no such package
}
RELEASED = "2026-03-25"
"""Day on which the registry received the 48.2.0 packages."""

CORRECTIONS: dict[str, tuple[dict[str, Any], str]] = {
    "de-CH": (
        {"alternate": "‹›", "quotes": "«»"},
        "CLDR inherits „“ from German. Schweizerische Bundeskanzlei, Schreibweisungen (2008), "
        "2.1.1: « » ‹ ›",
    ),
    "de-LI": (
        {"alternate": "‹›", "quotes": "«»"},
        "as de-CH: Liechtenstein writes Swiss standard German",
    ),
    "el": (
        {"terminals": ".!…;\u037e"},
        "the Greek question mark is ; (U+037E, canonically U+003B), which has no "
        "Sentence_Terminal (Unicode Standard, 7.2)",
    ),
    "hy": (
        {"terminals": "։."},
        "the exemplars lack ։, U+0589 Armenian full stop (Unicode Standard, 7.6)",
    ),
    "ti": (
        {"terminals": "።.!?፧"},
        "the exemplars lack ። and ፧, which Amharic, in the same script, lists",
    ),
}
"""What CLDR is known to lack: tag -> (values, why and from where). Nothing else is by hand."""

WRITING = {  # ISO 15924 codes that stand for a mixture of scripts
    "Hans": ["Hani"],
    "Hant": ["Hani"],
    "Jpan": ["Hani", "Hira", "Kana"],
    "Kore": ["Hang", "Hani"],
}
INVISIBLE = regex.compile(r"[[\p{Cf}\p{Zs}\u037e]--\x20]", regex.VERSION1)
"""Escaped in the file; the Greek question mark too, for it looks like a semicolon."""
STERM = regex.compile(r"\p{STerm}")
LETTER = regex.compile(r"[\p{L}\p{M}\u200c\u200d]")
IDEOGRAPH = regex.compile(r"[\p{Han}\p{Hangul}]")
ESCAPE = regex.compile(r"\\(?:u([0-9A-Fa-f]{4})|x\{([0-9A-Fa-f]+)\}|(.))|(.)", regex.DOTALL)


def unicode_set(pattern: str) -> set[str]:
    r"""The characters of a CLDR exemplar set: ``[a-c {ch} \- \u200C]`` gives a b c h - ZWNJ.

    A string in braces counts as its characters. Set operations and properties do not occur
    in exemplars; they are refused, for skipping them would give a wrong set.
    """
    if not (pattern.startswith("[") and pattern.endswith("]")):
        raise ValueError(f"not a UnicodeSet: {pattern!r}")
    found: set[str] = set()
    last, ranging = "", False
    for match in ESCAPE.finditer(pattern[1:-1]):
        code = match[1] or match[2]
        char = chr(int(code, 16)) if code else match[3] or match[4]
        if match[4]:
            if char in "[]&^$:":
                raise ValueError(f"unsupported {char!r} in {pattern!r}")
            if char.isspace() or char in "{}":
                last = ""
                continue
            if char == "-":
                ranging = True
                continue
        if ranging:
            found |= {chr(c) for c in range(ord(last), ord(char) + 1)}
            ranging = False
        found.add(char)
        last = char
    return found


def ranges(chars: Iterable[str]) -> str:
    """Letters sorted and packed: ``abcdeé`` gives ``a-eé`` (there is no hyphen among them)."""
    runs: list[list[int]] = []
    for code in sorted(map(ord, set(chars))):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    packed = ((chr(a), "-" if b > a + 1 else "", chr(b) if b > a else "") for a, b in runs)
    return "".join(part for run in packed for part in run)


class Cldr:
    """Reads the packages below one folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, version in PACKAGES.items():
            if not (folder / name).is_dir():
                raise SystemExit(f"{folder} has no {name}; npm install {name}@{version}")
            found = self.read(name, "package.json")["version"]
            if found != version:
                raise SystemExit(f"{folder / name} is version {found}, not {version}")

    @cache  # noqa: B019  one instance lives as long as the program
    def read(self, package: str, path: str) -> dict[str, Any]:
        """One JSON file of a package."""
        content: dict[str, Any] = json.loads(
            (self.folder / package / path).read_text(encoding="utf-8")
        )
        return content

    def main(self, package: str, tag: str, name: str) -> dict[str, Any]:
        """One file of one locale, without the wrapping."""
        content = self.read(f"cldr-{package}-full", f"main/{tag}/{name}.json")["main"][tag]
        table: dict[str, Any] = content["localeDisplayNames" if package == "localenames" else name]
        return table

    def core(self, name: str, *keys: str) -> dict[str, Any]:
        """A table of cldr-core, below its keys."""
        content = self.read("cldr-core", f"{name}.json")
        for key in keys:
            content = content[key]
        return content

    def likely(self, tag: str) -> str:
        """The likely script of a tag; a script in the tag itself wins."""
        table = self.core("supplemental/likelySubtags", "supplemental", "likelySubtags")
        parts = tag.split("-")
        if len(parts) > 1 and len(parts[1]) == 4:
            return parts[1]
        while "-".join(parts) not in table:
            parts.pop()
        return str(table["-".join(parts)]).split("-")[1]

    def abbreviations(self, tag: str) -> list[str] | None:
        """Words before whose full stop a sentence goes on, without that stop; None: no data."""
        if not (self.folder / "cldr-segments-full/segments" / tag).is_dir():
            return None
        content = self.read("cldr-segments-full", f"segments/{tag}/suppressions.json")
        listed = content["segments"]["segmentations"].get("SentenceBreak", {}).get("standard", [])
        return sorted({item["suppression"].removesuffix(".") for item in listed})

    def describe(self, tag: str) -> dict[str, Any]:
        """The record of one locale without regard to its parent; None where CLDR says nothing."""
        if not (self.folder / "cldr-misc-full/main" / tag).is_dir():
            return {}
        layout = self.main("misc", tag, "layout")["orientation"]["characterOrder"]
        marks = self.main("misc", tag, "delimiters")
        exemplars = self.main("misc", tag, "characters")
        patterns = self.main("localenames", tag, "localeDisplayNames")["localeDisplayPattern"]
        punctuation = unicode_set(exemplars["punctuation"])
        scripts = WRITING.get(self.likely(tag), [self.likely(tag)])
        metadata = self.core("scriptMetadata", "scriptMetadata")
        broken_by_dictionary = any(metadata[s]["lbLetters"] == "YES" for s in scripts)
        spaceless = broken_by_dictionary and "Hang" not in scripts
        main = {c for c in unicode_set(exemplars["exemplarCharacters"]) if LETTER.match(c)}
        auxiliary = {c for c in unicode_set(exemplars["auxiliary"]) if LETTER.match(c)} - main
        english = self.main("localenames", "en", "languages")["languages"].get(tag)
        english = english if tag != "und" else None  # CLDR names no language in its root
        return {
            "abbreviations": self.abbreviations(tag),
            "alphabet": ranges(c for c in main if not IDEOGRAPH.match(c)),
            "alternate": marks["alternateQuotationStart"] + marks["alternateQuotationEnd"],
            "auxiliary": ranges(c for c in auxiliary if not IDEOGRAPH.match(c)),
            "colon_space": colon_space(patterns["localeKeyTypePattern"]),
            "ellipsis": exemplars["ellipsis"]["final"].removeprefix("{0}"),
            "english": english,
            "full_width": spaceless and bool(punctuation & set("，！")),
            "name": english and self.main("localenames", tag, "languages")["languages"].get(tag),
            "punctuation": "".join(sorted(punctuation)),
            "quotes": marks["quotationStart"] + marks["quotationEnd"],
            "rtl": layout == "right-to-left",
            "scripts": scripts,
            "spaceless": spaceless,
            "terminals": terminals(punctuation, spaceless),
            **self.numbers(tag),
        }

    def numbers(self, tag: str) -> dict[str, Any]:
        """Separators with ASCII digits, and with the digits of the script where it has its own."""
        data = self.main("numbers", tag, "numbers")
        systems = self.core("supplemental/numberingSystems", "supplemental", "numberingSystems")
        default, native = data["defaultNumberingSystem"], data["otherNumberingSystems"]["native"]
        symbols = data["symbols-numberSystem-latn"]
        percent = data["percentFormats-numberSystem-latn"]["standard"].split(";")[0]
        record = {
            "decimal": symbols["decimal"],
            "group": symbols["group"],
            "native_digits": "",
            "native_first": default != "latn",
            "percent_first": percent.startswith("%"),
            "percent_space": "".join(c for c in percent if c.isspace()),
        }
        if native != "latn" and (own := data.get(f"symbols-numberSystem-{native}")):
            record["native_digits"] = systems[native]["_digits"]
            record["native_decimal"], record["native_group"] = own["decimal"], own["group"]
        return record


def colon_space(pattern: str) -> str:
    """The space before the colon of CLDR's "key: value" pattern, ``""`` where there is none."""
    before = pattern.split("{0}")[1].split("{1}")[0].partition(":")
    return before[0] if before[1] and before[0].isspace() else ""


def terminals(punctuation: set[str], spaceless: bool) -> str:
    """Listed marks that end a sentence, the usual full stop first.

    A script's own stop goes before the ASCII one, except the ideographic stop where words are
    spaced (Korean lists it and writes the ASCII one). ``.`` where no stop is listed (Sindhi).
    """
    listed = sorted({c for c in punctuation if STERM.match(c)} | (punctuation & {"…"}))
    stops = [
        c
        for c in listed
        if regex.search("FULL STOP|DANDA$|SIGN SECTION|KHAN", unicodedata.name(c))
        and "DOUBLE" not in unicodedata.name(c)
        and unicodedata.normalize("NFKC", c) == c
        and (spaceless or c != "。")
    ]
    return "".join(dict.fromkeys([*reversed(stops or ["."]), *listed]))


def inherit(cldr: Cldr) -> tuple[dict[str, dict[str, Any]], dict[str, str]]:
    """Records, a variant's without what its parent says; and parents that cutting does not give."""
    up = cldr.core("supplemental/parentLocales", "supplemental", "parentLocales", "parentLocale")
    full: dict[str, dict[str, Any]] = {}
    records: dict[str, dict[str, Any]] = {}

    def parent(tag: str) -> str:
        """CLDR's parent where it is of the same language, else the tag without its last part."""
        named = up.get(tag, "")
        return named if named.split("-")[0] == tag.split("-")[0] else tag.rpartition("-")[0]

    def nearest(tag: str, step: Callable[[str], str]) -> str:
        """The first ancestor with a record of its own, going up by `step`."""
        tag = step(tag)
        return tag if tag in records or not tag else nearest(tag, step)

    def visit(tag: str) -> dict[str, Any]:
        if tag not in full:
            above = visit(parent(tag)) if "-" in tag else {}
            own = {k: v for k, v in cldr.describe(tag).items() if v is not None}
            full[tag] = above | own
            records[tag] = {k: v for k, v in own.items() if k not in above or above[k] != v}
        return full[tag]

    for tag, level in cldr.core("coverageLevels", "effectiveCoverageLevels").items():
        if level == "modern":
            visit(tag)
    records["und"] |= {"english": "unknown", "name": "unknown", "scripts": []}
    for tag, (values, _) in CORRECTIONS.items():
        records[tag] |= values
    records = {tag: record for tag, record in records.items() if record}

    parents = {tag: nearest(tag, parent) for tag in [*up, *full] if tag.split("-")[0] in records}
    likely = cldr.core("supplemental/likelySubtags", "supplemental", "likelySubtags")
    for tag, maximal in likely.items():  # zh-TW is written as zh-Hant-TW is
        base, script, region = maximal.split("-")
        if tag == f"{base}-{region}" and f"{base}-{script}" in records:
            wanted = (f"{base}-{script}-{region}", f"{base}-{script}")
            parents[tag] = next(t for t in wanted if t in records)
    cut = {tag: nearest(tag, lambda t: t.rpartition("-")[0]) for tag in parents}
    return records, {tag: up for tag, up in sorted(parents.items()) if up and up != cut[tag]}


def tables(cldr: Cldr, records: dict[str, Any], parents: dict[str, str]) -> dict[str, Any]:
    """The lines that belong to no single language; their keys start with a star."""
    metadata = cldr.core("supplemental/aliases", "supplemental", "metadata", "alias")
    replaced = {old: new["_replacement"] for old, new in metadata["languageAlias"].items()}
    scripts = cldr.core("scriptMetadata", "scriptMetadata")
    writers: dict[str, list[str]] = {}
    for tag in sorted(records):
        for script in records[tag].get("scripts", []):
            usual = scripts[script]["likelyLanguage"] == tag
            writers.setdefault(script, []).insert(0 if usual else len(records), tag)
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    letters = {
        script: regex.findall(rf"(?V1)[[\p{{L}}\p{{M}}]&&\p{{Script={script}}}]", everything)
        for script in sorted(writers)
    }
    return {
        "*aliases": {
            old: new
            for old, new in sorted(replaced.items())
            if "-" not in old and old not in records and new.split("-")[0] in records
        },
        "*parents": parents,
        "*scripts": {script: [ranges(letters[script]), *writers[script]] for script in letters},
        "*terminals": "".join(STERM.findall(everything)) + "…",
    }


def render(lines: dict[str, Any]) -> str:
    """JSON with one key a line; invisible characters escaped, all others as they are."""
    dump = (
        f"{json.dumps(key)}: {json.dumps(lines[key], ensure_ascii=False, sort_keys=True)}"
        for key in sorted(lines)
    )
    text = "{\n" + ",\n".join(dump) + "\n}\n"
    return str(INVISIBLE.sub(lambda m: json.dumps(m[0])[1:-1], text))


def card(records: dict[str, Any], size: int, notice: str) -> str:
    """What the data are; with the licence, which must go with every copy of them."""
    bases = [tag for tag in records if "-" not in tag and tag != "und"]
    packages = "".join(f"- `{name}` {version}\n" for name, version in PACKAGES.items())
    corrections = "".join(
        f"- `{tag}`: {', '.join(f'{k} `{v}`' for k, v in values.items())}: {why}.\n"
        for tag, (values, why) in CORRECTIONS.items()
    )
    return f"""# locales.json

The writing conventions of {len(bases)} languages and {len(records) - len(bases) - 1} variants
(regional and of script): quotation marks, separators, punctuation, terminals, letters, scripts,
direction, abbreviations, names. `cleanup/language.py` reads it. {size / 1024:.0f} KB.

**Source.** Unicode CLDR, its JSON packages on the npm registry (published {RELEASED}):

{packages}
The segmentation package ended with CLDR 46.1; it gives the abbreviations of
{", ".join(tag for tag in records if records[tag].get("abbreviations"))}.
Script and sentence terminals of characters are the Unicode properties `Script` and
`Sentence_Terminal` as the Python package `regex` knows them (17.0).

**Licence.** Unicode License v3 (Unicode-3.0), in full below.

**How it is made.** `python scripts/make_locales.py` (needs `npm`, downloads 30 MB once);
`--check` says whether the file is up to date. All locales of CLDR coverage level "modern".
One language a line. A variant holds only what differs from its parent: the tag without its last
part, or what `*parents` says; `und` is CLDR's root. `*aliases` holds replaced codes, `*scripts`
the letters of each script and the languages written in it, the likeliest first, and `*terminals`
all sentence terminals.
`terminals` of a language are its punctuation exemplars that have `Sentence_Terminal`, and … where
listed, the usual full stop first. `letters` of Han and Hangul are left out: their script says it.

**Corrections.** Where CLDR is known to be incomplete, by hand and with the source:

{corrections}
**Known limits.** CLDR's quotation marks are the recommended ones; newspapers may differ. Its
abbreviations include words (German *Am.*, *So.*) and must not decide a sentence end alone.
Haitian Creole has the colon space of French because CLDR lets it inherit from French (Haiti).

## Licence

```text
{notice.strip()}
```
"""


def fetch(folder: Path) -> None:
    """Download and unpack the packages that are not in the cache yet."""
    npm = shutil.which("npm")
    if not npm:
        raise SystemExit("npm is needed to download CLDR; or give --cldr a node_modules folder")
    folder.mkdir(parents=True, exist_ok=True)
    for name, version in PACKAGES.items():
        target = folder / name
        if target.is_dir():
            continue
        where = ("--pack-destination", str(folder))
        command = [npm, "pack", "--silent", f"{name}@{version}", *where]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        archive = folder / f"{name}-{version}.tgz"
        shutil.rmtree(folder / f"{name}.part", ignore_errors=True)  # of an interrupted run
        with tarfile.open(archive) as tar:
            tar.extractall(folder / f"{name}.part", filter="data")
        (folder / f"{name}.part" / "package").rename(target)
        (folder / f"{name}.part").rmdir()
        archive.unlink()


def main() -> int:
    """0 done or up to date, or nothing to compare with; 1 `--check` found a difference."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--cldr", type=Path, metavar="DIR", help="node_modules with the packages")
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    options = parser.parse_args()
    folder = options.cldr or CACHE / PACKAGES["cldr-core"]
    if options.check and not all((folder / name).is_dir() for name in PACKAGES):
        print(f"models/locales.json not checked: no CLDR packages in {folder}", file=sys.stderr)
        return 0
    if not options.cldr:
        fetch(folder)
    cldr = Cldr(folder)
    records, parents = inherit(cldr)
    data = render(records | tables(cldr, records, parents))
    notice = (folder / "cldr-core" / "LICENSE").read_text(encoding="utf-8")
    made = {"locales.json": data, "locales.md": card(records, len(data.encode()), notice)}
    stale = [
        name
        for name, text in made.items()
        if not (MODELS / name).is_file() or (MODELS / name).read_text(encoding="utf-8") != text
    ]
    for name in made:
        state = "out of date" if options.check else "written"
        print(f"models/{name}: {state if name in stale else 'up to date'}")
        if name in stale and not options.check:
            (MODELS / name).write_text(made[name], encoding="utf-8")
    return 1 if options.check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
