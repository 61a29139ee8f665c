#!/usr/bin/env python3
"""Damage clean documents the way machine translation damages them, and write down every wound.

A clean document is composed from a record ``{"doc", "lang", "sentences"}``: the first sentence is
a headline on its own line, the others follow in paragraphs of one to four sentences, and the human
text itself stays as it is. Then artefacts are planted: never two in one sentence, never two so
close that the words around them touch. Each carries ``class``, ``variant``, ``start`` and ``end``
(code points of the damaged text), ``before`` (the clean text there) and ``after`` (the damage), so
that putting ``before`` in place of ``after`` everywhere gives the clean document back.

The same seed gives the same damage on every machine, whatever PYTHONHASHSEED is.
"""

from __future__ import annotations

import argparse
import html.entities
import json
import re
import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple

from measuring import (
    UNSPACED,
    Document,
    MeasureError,
    Sentence,
    add_ntrex_options,
    clean_documents,
    comma_list,
    parser_for,
    run,
)

STOPS = ".。।۔"
CLOSERS = "\"'”’»›“)]"
INVISIBLE = "\u200b\ufeff\u00ad\u2060"

# Words that a good text may say twice; a second copy of them proves nothing.
TWICE = {
    "cs": "se si to že ne ano co velmi",
    "de": "ab an auf aus das dem den der des die ein ihnen ihr in ist ja mit nein sehr sie um vor "
    "was wer wir zu",
    "en": "bye do far had her his in is it long many no on really so that very was yes you",
    "es": "casi la muy no nos poco que se sí ya",
    "fr": "ce en est faire la le les non nous on oui que très vous",
    "it": "che ci così la molto no non piano poco quasi si sì via",
    "nl": "dat die er had het heel ik is je nee ja we ze zeer zij zo",
    "pl": "bardzo nie się tak to co",
    "pt": "muito não nos que quase se sim já pouco",
    "ro": "pe la nu da foarte se ce o mai",
    "ru": "да еле едва нет очень просто так чуть много что то",
    "uk": "дуже де ледь ні так то що це",
}
ABBREVIATIONS = (
    "apod art atd bl bzw cf co corp dr etc inc ing jr kč lic ltd min mr mrs ms nl no np nr oz pag "
    "prof resp sr st tel tj tzw usw vs zb вв гг грн др им млн млрд пр руб ст стор тис тощо тыс ін"
)


class Change(NamedTuple):
    """A proposed damage: ``text[start:end]`` becomes `after`; `uses` are sentence indices."""

    variant: str
    start: int
    end: int
    after: str
    uses: tuple[int, ...] = ()


@dataclass(frozen=True)
class Artefact:
    """One planted damage. `start`, `end`: damaged text; `clean_start`, `clean_end`: clean text."""

    kind: str
    variant: str
    start: int
    end: int
    clean_start: int
    clean_end: int
    before: str
    after: str

    def record(self) -> dict[str, object]:
        """The artefact as it is written to JSON."""
        return {
            "class": self.kind,
            "variant": self.variant,
            "start": self.start,
            "end": self.end,
            "before": self.before,
            "after": self.after,
        }


@dataclass(frozen=True)
class Planted:
    """A damaged document, the clean one it came from, and its artefacts in text order."""

    document: Document
    text: str
    artefacts: tuple[Artefact, ...]


def region(text: str, start: int, end: int) -> tuple[int, int]:
    """``text[start:end]`` widened to whole tokens and one more token on each side."""
    for step in range(2):
        while step and start > 0 and text[start - 1].isspace():
            start -= 1
        while start > 0 and not text[start - 1].isspace():
            start -= 1
        while step and end < len(text) and text[end].isspace():
            end += 1
        while end < len(text) and not text[end].isspace():
            end += 1
    return start, end


def words(doc: Document, sentence: Sentence) -> list[tuple[int, int]]:
    """Spans of the words of a sentence that are letters only, quotes and stops around cut off."""
    if doc.base in UNSPACED:
        return []
    found = []
    for match in re.finditer(r"\S+", doc.text[sentence.start : sentence.end]):
        start, end = sentence.start + match.start(), sentence.start + match.end()
        while start < end and unicodedata.category(doc.text[start])[0] in "PS":
            start += 1
        while start < end and unicodedata.category(doc.text[end - 1])[0] in "PS":
            end -= 1
        word = doc.text[start:end]
        if word and all(c in "'’-" or unicodedata.category(c)[0] in "LM" for c in word):
            found.append((start, end))
    return found


def _spot(doc: Document, sentence: Sentence, pattern: str, rng: Random) -> re.Match[str] | None:
    """A random match of `pattern` that lies in the sentence (it may look beyond it)."""
    found = re.compile(pattern).finditer(doc.text, sentence.start)
    inside = []
    for match in found:
        if match.end() > sentence.end:
            break
        inside.append(match)
    return rng.choice(inside) if inside else None


def _word(doc: Document, sentence: Sentence, rng: Random, letters: int) -> tuple[int, int] | None:
    fit = [(s, e) for s, e in words(doc, sentence) if e - s >= letters]
    return rng.choice(fit) if fit else None


_AROUND = {
    "html": ["< {n} >{w}</ {n}>", "<{n}>{w}</{n}>", "<{n}> {w} </{n}>", "< {n}> {w} < / {n} >",
             "＜{n}＞{w}＜/{n}＞", "<{n}>{w}", "{w}</ {n} >"],
    "link": ['< a href = "https: // www. example. com / x">{w}</ a>',
             '<a href="https://www.example.org/x"> {w} </a>',
             '< a href = "http: // example. org">{w}</a >'],
    "bbcode": ["[b]{w}[/b]", "[ b ] {w} [ / b ]", "[i]{w}[/i]",
               "[url=https://www.example.com/x]{w}[/url]"],
    "markdown": ["* * {w} * *", "** {w} **", "* *{w}* *"],
}  # fmt: skip
_BEFORE = ["< p>", "<p>", "< P >", "＜p＞", "< div >", "<p >", "<br / >", "< p > "]
_AFTER = ["</ p >", "</p>", "< / p >", "＜/p＞", "<br / >", " < / p>", "< br>", "</ div>"]


def tags(doc: Document, sentence: Sentence, rng: Random) -> Change | None:
    """Tags left over or torn apart: before or after a paragraph, or around a word."""
    kinds = [*_AROUND, *["before", "after"] * 2]
    rng.shuffle(kinds)
    for kind in kinds:
        if kind == "before" and sentence.first:
            return Change(kind, sentence.start, sentence.start, rng.choice(_BEFORE))
        if kind == "after" and sentence.last:
            return Change(kind, sentence.end, sentence.end, rng.choice(_AFTER))
        if kind in _AROUND and (span := _word(doc, sentence, rng, 3)):
            name = rng.choice(["b", "i", "strong", "em", "span"])
            form = rng.choice(_AROUND[kind])
            return Change(kind, *span, form.format(n=name, w=doc.text[slice(*span)]))
    return None


def _entity_forms(char: str) -> list[str]:
    """Ways in which the entity of a character comes out of a translation."""
    name, number = html.entities.codepoint2name.get(ord(char)), ord(char)
    forms = [f"&#{number};", f"& # {number} ;"]
    forms += ["&amp;amp;"] * 2 if char == "&" else []
    if char == "'":
        name = "apos"
    if name:
        forms += [f"&{name};", f"& {name};", f"& {name} ;", f"&{name} ;"]
    return forms


def entities(doc: Document, sentence: Sentence, rng: Random) -> Change | None:
    """A character, or the space between two words, stands as an HTML entity, perhaps torn."""
    match = _spot(doc, sentence, "&", rng) or _spot(doc, sentence, r"[\"'’‘“”„«»–—…À-ÿ]", rng)
    if match and (match[0] == "&" or rng.random() < 0.6):
        return Change("character", *match.span(), rng.choice(_entity_forms(match[0])))
    if match := _spot(doc, sentence, r"(?<=[^\W\d_]) (?=[^\W\d_])", rng):
        forms = ["&nbsp;", "& nbsp ;", "& nbsp;", "&nbsp ;", "&amp;nbsp;", "&#160;", " & nbsp ; "]
        return Change("space", *match.span(), rng.choice(forms))
    return None


def spacing(doc: Document, sentence: Sentence, rng: Random) -> Change | None:
    """A space too many or too few around punctuation, in brackets or quotes, or between words."""
    marks = ",." if doc.base == "fr" else ",.;:?!"
    quotes = '"“„' if doc.base == "fr" else '"“„«'
    patterns = {
        "before-mark": rf"(?<=[^\W\d_])(?=[{marks}][\"”»)]?(?:\s|$))",
        "doubled": r"(?<=[\w,.;]) (?=\w)",
        "missing": r"(?<=[^\W\d_],) (?=[^\W\d_])",
        "in-bracket": r"(?<=\()(?=\w)|(?<=\w)(?=\))",
        "in-quote": rf"(?:(?<=\s[{quotes}])|(?<=^[{quotes}]))(?=[^\W\d_])",
    }
    if doc.base in UNSPACED:
        return None
    kinds = [*patterns, "before-mark"]
    rng.shuffle(kinds)
    for kind in kinds:
        match = _spot(doc, sentence, "(?m:" + patterns[kind] + ")", rng)
        stop = match and kind == "before-mark" and doc.text[match.start()] == "."
        if match and not (stop and _abbreviated(doc.text, match.start())):
            after = {"doubled": "  ", "missing": ""}.get(kind, " ")
            return Change(kind, *match.span(), after)
    return None


def doubled_word(doc: Document, sentence: Sentence, rng: Random) -> Change | None:
    """A word is said twice that nobody says twice on purpose."""
    spans, known = words(doc, sentence), TWICE.get(doc.base, "").split()
    text = [doc.text[s:e].casefold() for s, e in spans]
    fit = [
        span
        for i, span in enumerate(spans)
        if span[1] - span[0] >= 2 and text[max(0, i - 1) : i + 2].count(text[i]) == 1
        and text[i] not in known
    ]  # fmt: skip
    if not fit:
        return None
    start, end = rng.choice(fit)
    word = doc.text[start:end]
    second = _lower(word) if start == sentence.start and rng.random() < 0.5 else word
    return Change("twice", start, end, f"{word} {second}")


def _lower(word: str) -> str:
    """`word` without its capital, if that is its only one."""
    return word[0].lower() + word[1:] if word[1:] == word[1:].lower() else word


def loops(doc: Document, sentence: Sentence, rng: Random) -> Change | None:
    """One to five words are said three to six times in a row."""
    spans, known = words(doc, sentence), TWICE.get(doc.base, "").split()
    size = rng.randint(1, 5)
    fit = []
    for i in range(len(spans) - size + 1):
        gram = spans[i : i + size]
        whole = all(doc.text[a[1] : b[0]] == " " for a, b in pairwise(gram))
        start, end = gram[0][0], gram[-1][1]
        if whole and end - start > 1 and doc.text[start:end].casefold() not in known:
            fit.append((start, end))
    if not fit:
        return None
    start, end = rng.choice(fit)
    gram_text = doc.text[start:end]
    again = _lower(gram_text) if start == sentence.start and rng.random() < 0.5 else gram_text
    glue = ", " if size > 2 and rng.random() < 0.2 else " "
    after = glue.join([gram_text] + [again] * (rng.randint(3, 6) - 1))
    return Change(f"{size}-gram", start, end, after)


def _abbreviated(text: str, stop: int) -> bool:
    """Whether the full stop at `stop` seems to belong to an abbreviation, initial or ellipsis."""
    match = re.search(r"\S*$", text[max(0, stop - 40) : stop])
    last = match[0].strip("\"'(“„«’") if match else ""
    core = last.rstrip(CLOSERS)
    short = len(core) < 2 or (len(core) < 4 and not core.islower())
    return "." in core or short or core.casefold() in ABBREVIATIONS.split() or core[-1:] in ".!?…"


def lost_stop_final(doc: Document, sentence: Sentence, rng: Random) -> Change | None:
    """The last sentence of a paragraph has lost its full stop."""
    stop = sentence.end - 1
    size = len(doc.text[sentence.start : sentence.end].split())
    if doc.base in UNSPACED:
        size = sentence.end - sentence.start
    enough = size >= (6 if sentence.first else 4)
    if not sentence.last or not enough or doc.text[stop] not in STOPS:
        return None
    if _abbreviated(doc.text, stop):
        return None
    return Change("final", stop, sentence.end, "")


def lost_stop_medial(doc: Document, sentence: Sentence, rng: Random) -> Change | None:
    """The full stop between two sentences of a paragraph is lost; the next has its capital."""
    stop = sentence.end - 1
    if sentence.last or doc.text[stop] != "." or _abbreviated(doc.text, stop):
        return None
    follower = doc.text[doc.sentences[sentence.number + 1].start]
    if not follower.isupper() or len(doc.text[sentence.start : stop].split()) < 3:
        return None
    return Change("medial", stop, sentence.end, "", (sentence.number, sentence.number + 1))


def lost_capital(doc: Document, sentence: Sentence, rng: Random) -> Change | None:
    """The first letter of a sentence is in lower case."""
    text = doc.text[sentence.start : sentence.end]
    match = re.match(r"([\"“„«]?)((\w)[\w'’-]*)(?=[\s,:;!?])", text)
    if match is None or not match[3].isupper() or match[2] != match[3] + match[2][1:].lower():
        return None
    small, before = match[3].lower(), doc.text[: sentence.start].rstrip()
    trail = before.rstrip(CLOSERS)[-1:] or "."
    headline = sentence.paragraph == 1 and sentence.first
    if before.endswith("..") or (trail not in ".!?" and not headline):
        return None  # after a colon, a comma or nothing a small letter may be right
    if trail in "!?" and not before.endswith(trail):
        return None  # after a question in quotation marks, too
    if len(small) != 1 or small.upper() != match[3] or match[2] in {"I", "V", "X"}:
        return None
    start = sentence.start + match.start(3)
    variant = "headline" if sentence.number == 0 else "quoted" if match[1] else "plain"
    return Change(variant, start, start + 1, small)


def zero_width(doc: Document, sentence: Sentence, rng: Random) -> Change | None:
    """An invisible character stands inside a word or at the space between two words."""
    if rng.random() < 0.6 and (span := _word(doc, sentence, rng, 4)):
        place = rng.randint(span[0] + 1, span[1] - 1)
        return Change("inside", place, place, rng.choice(INVISIBLE))
    if match := _spot(doc, sentence, r"(?<=[^\W\d_]) (?=[^\W\d_])", rng):
        place = rng.choice(match.span())
        return Change("between", place, place, rng.choice("\u200b\ufeff\u2060"))
    return None


def mojibake(doc: Document, sentence: Sentence, rng: Random) -> Change | None:
    """UTF-8 read in an 8-bit code page: a word, or now and then a whole paragraph."""
    uses = tuple(s.number for s in doc.sentences if s.paragraph == sentence.paragraph)
    tokens = [m.span() for m in re.finditer(r"\S{3,}", doc.text[sentence.start : sentence.end])]
    own: tuple[int, ...] = (sentence.number,)
    spans = [("word", sentence.start + s, sentence.start + e, own) for s, e in tokens]
    rng.shuffle(spans)
    if rng.random() < 0.25:
        spans.insert(0, ("paragraph", *doc.paragraphs[sentence.paragraph], uses))
    pages = ["cp1252", "latin-1", *(["cp1251"] if doc.base in {"ru", "uk", "bg", "be"} else [])]
    rng.shuffle(pages)
    for extent, start, end, taken in spans:
        for page in pages if not doc.text[start:end].isascii() else []:
            try:
                after = doc.text[start:end].encode().decode(page)
            except UnicodeDecodeError:
                continue
            return Change(f"{extent}-{page}", start, end, after, taken)
    return None


def duplicated_sentence(doc: Document, sentence: Sentence, rng: Random) -> Change | None:
    """A sentence of five words or more stands twice in a row."""
    text = doc.text[sentence.start : sentence.end]
    enough = len(text) >= 12 if doc.base in UNSPACED else len(text.split()) >= 5
    if not enough or sentence.number == 0 or text.rstrip(CLOSERS)[-1:] not in STOPS + "!?！？":
        return None
    variant = "several" if re.search(rf"[.!?…][{re.escape(CLOSERS)}]*\s+[^\W\d_]", text) else "one"
    glue = "" if doc.base in UNSPACED else " "
    return Change(variant, sentence.end, sentence.end, glue + text)


def duplicated_paragraph(doc: Document, sentence: Sentence, rng: Random) -> Change | None:
    """A paragraph of eight words or more stands twice in a row; only planted when asked for."""
    start, end = doc.paragraphs[sentence.paragraph]
    if sentence.paragraph == 0 or len(doc.text[start:end].split()) < 8:
        return None
    uses = tuple(s.number for s in doc.sentences if s.paragraph == sentence.paragraph)
    return Change("twice", end, end, "\n\n" + doc.text[start:end], uses)


Damage = Callable[[Document, Sentence, Random], Change | None]
CLASSES: dict[str, Damage] = {
    f.__name__.replace("_", "-"): f
    for f in (
        tags, entities, spacing, doubled_word, loops, lost_stop_final, lost_stop_medial,
        lost_capital, zero_width, mojibake, duplicated_sentence, duplicated_paragraph,
    )
}  # fmt: skip
DEFAULT = tuple(name for name in CLASSES if name != "duplicated-paragraph")


def plant(
    doc: Document, seed: int = 1, density: float = 0.4, classes: Sequence[str] = DEFAULT
) -> Planted:
    """Damage a document: about `density` artefacts a sentence, the classes in turn by chance."""
    rng = Random(f"plant:{seed}:{doc.lang}:{doc.id}")
    order = rng.sample(range(len(doc.sentences)), len(doc.sentences))
    wanted = max(1, round(density * len(order))) if density > 0 else 0
    free, queue = set(order), rng.sample(classes, len(classes))
    chosen: list[tuple[str, Change, tuple[int, int]]] = []
    for index in order:
        if len(chosen) >= wanted:
            break
        late = [name for name in rng.sample(classes, len(classes)) if name not in queue]
        for name in [*queue, *late] if index in free else []:
            change = CLASSES[name](doc, doc.sentences[index], rng)
            if change is None or doc.text[change.start : change.end] == change.after:
                continue
            uses, around = change.uses or (index,), region(doc.text, change.start, change.end)
            if not free.issuperset(uses) or any(
                around[0] < r[1] and r[0] < around[1] for _, _, r in chosen
            ):
                continue
            free.difference_update(uses)
            chosen.append((name, change, around))
            if name not in queue:
                queue += late
            queue.remove(name)
            break
    chosen.sort(key=lambda item: item[1].start)
    return _apply(doc, [(name, change) for name, change, _ in chosen])


def _apply(doc: Document, changes: Iterable[tuple[str, Change]]) -> Planted:
    text, at, artefacts = "", 0, []
    for name, change in changes:
        text += doc.text[at : change.start]
        at = change.end
        where = len(text), len(text) + len(change.after)
        before = doc.text[change.start : change.end]
        clean = change.start, change.end
        artefacts.append(Artefact(name, change.variant, *where, *clean, before, change.after))
        text += change.after
    return Planted(doc, text + doc.text[at:], tuple(artefacts))


def planted_documents(args: argparse.Namespace, lang: str) -> list[Planted]:
    """The damaged documents of one language, by the options of `add_options`."""
    documents = clean_documents(args, lang)
    return [plant(doc, args.seed, args.density, args.classes) for doc in documents]


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `planted_documents`."""
    add_ntrex_options(parser)
    parser.add_argument("--density", type=float, default=0.4, metavar="X",
                        help="artefacts a sentence (default: 0.4)")  # fmt: skip
    parser.add_argument("--classes", type=comma_list, default=DEFAULT, metavar="A,B",
                        help=f"of {', '.join(CLASSES)} (default: all but the last)")  # fmt: skip


def check_classes(names: Iterable[str]) -> None:
    """Refuse names that are not in `CLASSES`."""
    for name in names:
        if name not in CLASSES:
            raise MeasureError(f"no class {name!r}; there are: {', '.join(CLASSES)}")


def main(argv: Sequence[str] | None = None) -> int:
    """Write the damaged documents of one or more languages as JSON lines."""
    parser = parser_for(__doc__)
    add_options(parser)
    parser.add_argument("-o", "--output", type=Path, help="file to write (default: stdout)")
    args = parser.parse_args(argv)
    check_classes(args.classes)
    lines = []
    for lang in args.langs:
        for planted in planted_documents(args, lang):
            doc = planted.document
            record = {"id": f"{lang}:{doc.id}", "lang": lang, "text": planted.text}
            record |= {"clean": doc.text, "artefacts": [a.record() for a in planted.artefacts]}
            lines.append(json.dumps(record, ensure_ascii=False) + "\n")
    if args.output is None:
        sys.stdout.writelines(lines)
        return 0
    try:
        args.output.write_text("".join(lines), "utf-8")
    except OSError as error:
        raise MeasureError(f"{args.output}: cannot write: {error.strerror}") from None
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
