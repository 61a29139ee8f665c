"""What rules are measured on: translations with their post-edits, clean text, damaged text.

Nothing is random but by a fixed seed, so that the same data give the same tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from damage import CARRIED, DAMAGES, EDGES, IN_HTML, IN_MARKDOWN, dressed, html, markdown

from cleanup.document import Format
from cleanup.score.data import read_records
from cleanup.score.documents import Article, compose
from cleanup.score.planting import plant

POST_EDITED = {
    "en": ("ro-en", "et-en", "ru-en", "ne-en", "si-en"),
    "de": ("en-de",),
    "zh": ("en-zh",),
}
"""Files of MLQE-PE by target language."""
LANGUAGES = tuple("ar ca cs da de el en es fa fr hi it ja ko nl pl pt ro ru sv tr uk zh".split())
REGIONS = {"pt": ("pt", "pt-BR")}
"""Files of NTREX of a language, where they are not one of its own name."""
SEEDS = {"plain": 9, "edges": 2, "dressed": 3, "html": 1, "markdown": 1}
"""How often an article is damaged in each of its shapes."""
DENSITY = 0.45
"""Artefacts a sentence."""
MECHANICAL = tuple(f"_id{n}_" for n in (1, 2, 16, 26, 27, 28, 29, 30, 31, 32))
"""Classes of DEMETR that leave enough to mend the damage by; the others exchange words freely."""

TRANSLATION, CLEAN, PLANTED, LOST = "translation", "clean", "planted", "lost"


class Wrong(NamedTuple):
    """A text that is not as it should be, and what sort of evidence it gives."""

    sort: str
    """`TRANSLATION`; `PLANTED` damage that can be mended, or `LOST`: damage beyond a rule."""
    text: str
    source: str | None = None
    source_lang: str = ""
    """BCP 47 tag; of the names that were garbled, where that is what is wrong."""


class Sample(NamedTuple):
    """A right text and wrong versions of it."""

    id: str
    """The data set and the text: ``ntrex:rt.com.91337``. Shapes of one article share it."""
    lang: str
    right: str
    people: bool
    """Whether `right` is text by people that every edit makes worse: not so for post-edits."""
    wrong: tuple[Wrong, ...]
    format: Format = Format.TEXT
    is_file: bool = False
    sentences: tuple[int, ...] = (0,)
    """Where the sentences of `right` begin."""


class Part(NamedTuple):
    """A piece of work: some records of one file, for one table."""

    base: str
    data: Path
    name: str
    first: int
    last: int


def parts(data: Path, base: str, limit: int | None) -> list[Part]:
    """All the work for the table of a language, in pieces that take a few seconds each."""
    sizes = {f"ntrex/{name}.dev": 6 for name in REGIONS.get(base, (base,))}
    sizes |= {f"mlqe-pe/{pair}.train": 700 for pair in POST_EDITED.get(base, ())}
    if base == "en":
        sizes["demetr/dev"] = 50
    found = []
    for name, size in sizes.items():
        count = len(_records(data, name)[:limit])
        cuts = range(0, count, size)
        found += [Part(base, data, name, at, min(at + size, count)) for at in cuts]
    return found


@cache
def _records(data: Path, name: str) -> list[dict[str, object]]:
    return read_records(data / f"{name}.jsonl.gz")


def samples(part: Part) -> Iterator[Sample]:
    """The samples of a piece of work."""
    for number in range(part.first, part.last):
        record = _records(part.data, part.name)[number]
        if part.name.startswith("ntrex/"):
            yield from _news(record)
        elif part.name.startswith("demetr/"):
            yield _demetr(record, part.base)
        else:
            pair = part.name.removeprefix("mlqe-pe/").partition(".")[0]
            yield _post_edited(record, pair, number, part.base)


def _post_edited(record: dict, pair: str, number: int, base: str) -> Sample:
    mt, source_lang = record["mt"], pair.partition("-")[0]
    wrong = Wrong(TRANSLATION, mt), Wrong(TRANSLATION, mt, record["src"], source_lang)
    return Sample(f"mlqe-pe:{pair}:{number}", base, record["pe"], False, wrong)


def _demetr(record: dict, base: str) -> Sample:
    wrong = tuple(
        Wrong(PLANTED if any(part in kind for part in MECHANICAL) else LOST, text)
        for kind, text in record["perturbed"].items()
    )
    return Sample(f"demetr:{record['id']}", base, record["clean"], True, wrong)


def _news(record: dict) -> Iterator[Sample]:
    """An article as it is and in other shapes, each damaged several times over."""
    id, lang, sentences = record["doc"], record["lang"], record["sentences"]
    plain = compose(id, lang, sentences, 1)
    yield _planted(plain, "plain", DAMAGES)
    yield _planted(plain, "edges", EDGES)
    yield _planted(dressed(id, lang, sentences, 1), "dressed", CARRIED)
    yield _planted(html(id, lang, sentences, 1), "html", IN_HTML, Format.HTML)
    yield _planted(markdown(id, lang, sentences, 1), "markdown", IN_MARKDOWN, Format.MARKDOWN)
    from safety_names import garbled

    yield from garbled(id, lang, sentences)


def _planted(article: Article, shape: str, damages: dict, format: Format = Format.TEXT) -> Sample:
    wrong = tuple(
        Wrong(PLANTED, plant(article, seed, DENSITY, tuple(damages), damages).text)
        for seed in range(SEEDS[shape])
    )
    return Sample(
        f"ntrex:{article.id}",
        article.lang,
        article.text,
        True,
        wrong,
        format,
        True,
        tuple(sentence.start for sentence in article.sentences),
    )
