"""Damage to words: misspelt, in the wrong case, exchanged; and talk that is no part of the text."""

from __future__ import annotations

import re
from random import Random

from rapidfuzz.distance import Levenshtein

from cleanup.language import language
from cleanup.score.documents import Article, Sentence
from cleanup.score.planting.places import Change, spot, words
from cleanup.words import function_words


def misspelt(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A letter of a word in lower case lost, doubled, or exchanged with the next."""
    fit = [(s, e) for s, e in words(doc, sentence) if e - s >= 5 and doc.text[s:e].islower()]
    if not fit:
        return None
    start, end = rng.choice(fit)
    word, at = doc.text[start:end], rng.randint(1, end - start - 2)
    kind, after = rng.choice([
        ("lost", word[:at] + word[at + 1 :]),
        ("doubled", word[:at] + word[at] + word[at:]),
        ("exchanged", word[:at] + word[at + 1] + word[at] + word[at + 2 :]),
    ])  # fmt: skip
    return Change(kind, start, end, after)


def lower_case(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A whole sentence in lower case, no headline."""
    text = doc.text[sentence.start : sentence.end]
    if text.lower() == text or len(text.lower()) != len(text) or sentence.number == 0:
        return None
    return Change("sentence", sentence.start, sentence.end, text.lower())


def wrong_function_word(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A frequent small word lost, or exchanged for one that is spelt much like it."""
    small = function_words(doc.base)
    fit = [(s, e) for s, e in words(doc, sentence) if doc.text[s:e] in small]
    if not fit:
        return None
    start, end = rng.choice(fit)
    word = doc.text[start:end]
    others = [w for w in sorted(small) if w != word and Levenshtein.distance(w, word) <= 1]
    if others and rng.random() < 0.7:
        return Change("exchanged", start, end, rng.choice(others))
    behind = doc.text[end : end + 1] == " "
    return Change("lost", start, end + 1, "") if behind and start > sentence.start else None


# ---------------------------------------------------------------- forms by the next word

_UNMELTED = {
    "ca": {"del": "de el", "al": "a el", "dels": "de els", "als": "a els"},
    "es": {"del": "de el", "al": "a el"},
    "fr": {"du": "de le", "des": "de les", "au": "à le", "aux": "à les"},
    "it": {"del": "di il", "al": "a il", "nel": "in il", "sul": "su il", "dal": "da il",
           "degli": "di gli", "agli": "a gli", "negli": "in gli", "dello": "di lo"},
    "pt": {"no": "em o", "nos": "em os", "nas": "em as"},
}  # fmt: skip


def unmelted(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """Preposition and article apart where the language melts them."""
    pairs = _UNMELTED.get(doc.base)
    if pairs is None:
        return None
    match = spot(doc, sentence, rf"\b(?:{'|'.join(pairs)})\b(?= [a-zà-ÿ]{{4}})", rng)
    return match and Change("contraction", *match.span(), pairs[match[0]])


def unelided(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A French word with its vowel where it should have lost it."""
    if doc.base != "fr":
        return None
    match = spot(doc, sentence, r"\b(?:l|d|qu|n|s|j|c)['’](?=[aeéêiou])", rng)
    if match is None:
        return None
    whole = {"l": rng.choice(["le", "la"]), "qu": "que"}
    stem = match[0][:-1]
    return Change("elision", *match.span(), whole.get(stem, stem + "e") + " ")


def wrong_article(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """English *a* for *an* and the other way round."""
    match = spot(doc, sentence, r"\b[Aa]n?(?= [a-z])", rng) if doc.base == "en" else None
    if match is None:
        return None
    return Change("article", *match.span(), match[0][0] + "n" * (len(match[0]) == 1))


def capital_s(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """An English possessive with a capital."""
    match = spot(doc, sentence, r"(?<=\w['’])s(?= )", rng) if doc.base == "en" else None
    return match and Change("possessive", *match.span(), "S")


def not_euphonic(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """Spanish *y* and *o* where *e* and *u* belong."""
    match = spot(doc, sentence, r"(?<= )[eu](?= )", rng) if doc.base == "es" else None
    return match and Change("conjunction", *match.span(), {"e": "y", "u": "o"}[match[0]])


def doubled_particle(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """The Japanese object particle twice."""
    match = spot(doc, sentence, "(?<=[一-鿿])を(?=[一-鿿])", rng) if doc.base == "ja" else None
    return match and Change("particle", *match.span(), "をを")


# ---------------------------------------------------------------- repetition and residue


def repeated_phrase(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """Two to six words twice in a row; without spaces, two to six characters some times more."""
    if doc.spaceless:
        size = rng.randint(2, 6)
        inside = range(sentence.start, sentence.end - size)
        fit = [(i, i + size) for i in inside if doc.text[i : i + size].isalpha()]
    else:
        spans, size = words(doc, sentence), rng.randint(2, 6)
        grams = [spans[i : i + size] for i in range(len(spans) - size + 1)]
        fit = [(g[0][0], g[-1][1]) for g in grams]
        fit = [(s, e) for s, e in fit if re.fullmatch(r"[^\W\d_]+(?: [^\W\d_]+)+", doc.text[s:e])]
    if not fit:
        return None
    start, end = rng.choice(fit)
    gram = doc.text[start:end]
    if doc.spaceless:
        return Change(f"{size}-gram", start, end, gram * rng.randint(3, 6))
    return Change(f"{size}-gram", start, end, f"{gram} {gram}")


_ASSISTANT = {
    "ar": "إليك الترجمة:", "cs": "Zde je překlad:", "de": "Hier ist die Übersetzung:",
    "en": "Here is the translation of the article:", "es": "Aquí tienes la traducción:",
    "fr": "Voici la traduction de l’article :", "it": "Ecco la traduzione:",
    "ja": "以下が翻訳です：", "ko": "다음은 번역입니다:", "nl": "Hier is de vertaling:",
    "pl": "Oto tłumaczenie:", "pt": "Aqui está a tradução:", "ro": "Iată traducerea:",
    "ru": "Вот перевод статьи:", "tr": "İşte çeviri:", "uk": "Ось переклад:",
    "zh": "以下是翻译：",
}  # fmt: skip
_OFFER = {
    "de": "Ich hoffe, das hilft!", "en": "Let me know if you need any changes.",
    "es": "Espero que esta traducción te sea útil.", "fr": "N’hésitez pas à me contacter.",
    "it": "Spero che questa traduzione sia utile.", "pt": "Espero que ajude!",
    "ru": "Надеюсь, это поможет!",
}  # fmt: skip


def assistant_talk(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """What a chat model says before its translation, and behind it."""
    if sentence.number == 0 and doc.base in _ASSISTANT:
        return Change("before", 0, 0, _ASSISTANT[doc.base] + rng.choice(["\n\n", "\n"]))
    if sentence.number == len(doc.sentences) - 1 and doc.base in _OFFER:
        return Change("behind", sentence.end, sentence.end, "\n\n" + _OFFER[doc.base])
    return None


_NOTE = {
    "ar": "ملاحظة المترجم", "cs": "Poznámka překladatele", "de": "Anmerkung des Übersetzers",
    "en": "Translator's note", "es": "Nota del traductor", "fr": "Note du traducteur",
    "it": "Nota del traduttore", "ja": "訳者注", "ko": "역자 주", "nl": "Noot van de vertaler",
    "pl": "Przypis tłumacza", "pt": "Nota do tradutor", "ro": "Nota traducătorului",
    "ru": "Примечание переводчика", "tr": "Çevirmenin notu", "uk": "Примітка перекладача",
    "zh": "译者注",
}  # fmt: skip


def translators_note(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A last paragraph by the translator."""
    if sentence.number != len(doc.sentences) - 1 or doc.base not in _NOTE:
        return None
    note = rng.choice(["\n\n{}: abc.", "\n\n({}: 12.)"]).format(_NOTE[doc.base])
    return Change("end", sentence.end, sentence.end, note)


_GARBLES = {
    "Pablo Iglesias": "Pablo Churches", "Giuseppe Conte": "Giuseppe Count",
    "Michel Temer": "Michel Fear",
}  # fmt: skip


def garbled_name(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A part of a name taken for a word and translated."""
    match = spot(doc, sentence, "|".join(_GARBLES), rng)
    return match and Change("name", *match.span(), _GARBLES[match[0]])


def lost_capital_inside(doc: Article, sentence: Sentence, rng: Random) -> Change | None:
    """A word inside a sentence without its capital."""
    if not any(map(str.isupper, language(doc.lang).alphabet)):
        return None
    match = spot(doc, sentence, r"(?<=[a-zà-ÿа-яёіїєґα-ωά-ώ,] )[^\W\d_a-z](?=[^\W\d_A-Z]{2})", rng)
    if match is None or len(match[0].lower()) != 1 or match[0].islower():
        return None
    return Change("inside", *match.span(), match[0].lower())


WORDS = (
    misspelt, lower_case, wrong_function_word, unmelted, unelided, wrong_article, capital_s,
    not_euphonic, doubled_particle, repeated_phrase, assistant_talk, translators_note,
    garbled_name, lost_capital_inside,
)  # fmt: skip
