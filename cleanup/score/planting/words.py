"""Damage to words and sentences: spacing, repetition, lost stops and capitals."""

from __future__ import annotations

import re
from itertools import pairwise
from random import Random

from cleanup.score.documents import Article, Sentence
from cleanup.score.planting.places import CLOSERS, STOPS, Change, abbreviated, spot, words

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


def spacing(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
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
    if doc.spaceless:
        return None
    kinds = [*patterns, "before-mark"]
    rng.shuffle(kinds)
    for kind in kinds:
        match = spot(doc, sentence, "(?m:" + patterns[kind] + ")", rng)
        stop = match and kind == "before-mark" and doc.text[match.start()] == "."
        if match and not (stop and abbreviated(doc.text, match.start())):
            after = {"doubled": "  ", "missing": ""}.get(kind, " ")
            return Change(kind, *match.span(), after)
    return None


def doubled_word(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
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


def loops(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
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


def lost_stop_final(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """The last sentence of a paragraph has lost its full stop."""
    stop = sentence.end - 1
    size = len(doc.text[sentence.start : sentence.end].split())
    if doc.spaceless:
        size = sentence.end - sentence.start
    enough = size >= (6 if sentence.first else 4)
    if not sentence.last or not enough or doc.text[stop] not in STOPS:
        return None
    if abbreviated(doc.text, stop):
        return None
    return Change("final", stop, sentence.end, "")


def lost_stop_medial(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """The full stop between two sentences of a paragraph is lost; the next has its capital."""
    stop = sentence.end - 1
    if sentence.last or doc.text[stop] != "." or abbreviated(doc.text, stop):
        return None
    follower = doc.text[doc.sentences[sentence.number + 1].start]
    if not follower.isupper() or len(doc.text[sentence.start : stop].split()) < 3:
        return None
    return Change("medial", stop, sentence.end, "", (sentence.number, sentence.number + 1))


def lost_capital(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
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


def duplicated_sentence(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A sentence of five words or more stands twice in a row."""
    text = doc.text[sentence.start : sentence.end]
    enough = len(text) >= 12 if doc.spaceless else len(text.split()) >= 5
    if not enough or sentence.number == 0 or text.rstrip(CLOSERS)[-1:] not in STOPS + "!?！？":
        return None
    variant = "several" if re.search(rf"[.!?…][{re.escape(CLOSERS)}]*\s+[^\W\d_]", text) else "one"
    glue = "" if doc.spaceless else " "
    return Change(variant, sentence.end, sentence.end, glue + text)


def duplicated_paragraph(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A paragraph of eight words or more stands twice in a row; only planted when asked for."""
    start, end = doc.paragraphs[sentence.paragraph]
    if sentence.paragraph == 0 or len(doc.text[start:end].split()) < 8:
        return None
    uses = tuple(s.number for s in doc.sentences if s.paragraph == sentence.paragraph)
    return Change("twice", end, end, "\n\n" + doc.text[start:end], uses)
