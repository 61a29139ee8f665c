"""Doubled words; the words that may stand twice are listed in ``models/doubling.tsv``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule
from cleanup.repetition import Run, Token
from cleanup.resources import data_path
from cleanup.words import function_words

_PINYIN = (
    r"(?:[bpmfdtnlgkhjqxrzcsyw]|[zcs]h)(?:ai?|ao|ang?|ei?|eng?|er|ia?|iao|ian|iang|ie|in|ing|iong|iu"
    r"|ong?|ou?|u|ua|uai|uan|uang|ue|ui|un|uo)"
)
_SYLLABLE_NAME = re.compile(rf"(?:{_PINYIN}|[^aeiou\W\d][aeiou]{{2}})", re.IGNORECASE)
"""One syllable of Mandarin (Hanyu Pinyin) or an open one with two vowels: given names and places
of China and Polynesia double such."""
_BEFORE_CAPITAL = re.compile(r"\s+[^\W\d_a-z]")
_EMPHATIC = frozenset({"ar"})
"""Languages that double a word for emphasis, though not their function words."""
_END = re.compile(r"\s*(?:[.,;:!?…)\]}\"”»。]|\Z|[\r\n])")
_BINOMIAL = re.compile(r"[A-Z][a-z]+(?:us|a|is|es|um|on|ops|ris|yx) ?$|[A-Z]\. ?$|^Pan ?$")
_TAUTONYM = re.compile(r"[A-Z][a-z]{3,}(?:us|is|um|a) [a-z]+")
"""Genus and species of one name, as of the chamois."""
_EPITHET = re.compile(r"[a-z]+(?:ii|us|is|ens|um|ae|ica|a|es|or)")


@cache
def doubling(language: str) -> dict[str, frozenset[str]]:
    """Words of a language that may stand twice, by policy; see ``models/doubling.tsv``."""
    found: dict[str, set[str]] = {p: set() for p in ("keep", "inside", "ask", "particle")}
    for line in data_path("doubling.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        tag, policy, words = line.split("\t")
        if tag in (language, "und"):
            found[policy].update(words.split())
    return {policy: frozenset(words) for policy, words in found.items()}


@rule(
    "doubled-word",
    stage="structure",
    safety=Safety.SAFE,
    message="The word stands twice in a row.",
    fix=[
        Fix("The ship left the the harbour.", "The ship left the harbour."),
        Fix("They drank tea in the garden garden.", "They drank tea in the garden."),
        Fix("The The ship left.", "The ship left."),
        Fix("It happened in 2017 2017.", "It happened in 2017."),
        Fix("Er kam spät und und ging.", "Er kam spät und ging.", lang="de"),
        Fix("Le ministre est parti parti hier.", "Le ministre est parti hier.", lang="fr"),
        Fix("El barco salió del puerto puerto.", "El barco salió del puerto.", lang="es"),
        Fix("Latarnia świeci w w porcie.", "Latarnia świeci w porcie.", lang="pl"),
        Fix("ペンキをを塗った。", "ペンキを塗った。", lang="ja"),
        Fix("الكتاب في في المكتبة.", "الكتاب في المكتبة.", lang="ar"),
        Fix("Корабль вышел из порта порта.", "Корабль вышел из порта.", lang="ru"),
    ],
    keep=[
        Keep("He had had enough, and she knew that that was true."),
        Keep("The team flew to Bora Bora and sang bye bye."),
        Keep("Yang Yang met Lang Lang at the Tua Tua Inn."),
        Keep("The call came from Wagga Wagga."),
        Keep("The bison (Bonasus bonasus) is back in the forest."),
        Keep("It cost 1 000 000 euros; call 0555 555 555 01."),
        Keep("Nous nous sommes levés ; vous vous trompez.", lang="fr"),
        Keep("Es sind Kinder, die die Schule mögen.", lang="de"),
        Keep("Ik denk dat dat klopt.", lang="nl"),
        Keep("Piano piano si va lontano.", lang="it"),
        Keep("No, no, that is not so."),
        Keep("قناة سي إن إن ومحطة بي بي سي.", lang="ar"),
        Keep("L’appel de de Gaulle.", lang="fr"),
        Keep("انتظروا رويدًا رويدًا.", lang="ar"),
        Keep("人人都说好好学习。", lang="zh"),
    ],
)
def doubled_word(document: Document) -> Iterator[Found]:
    """Removes the second of two equal adjacent words.

    Machine translation repeats words at the seams of its segments: of 109 + 5 post-edited
    sentences where the second word was dropped, 109 came nearer to what the human wrote
    (MLQE-PE train). Doubling that a language knows is listed by language; capitalised short
    names (Lang Lang, Mau Mau) and names that double more than once in the article stay.
    """
    if document.language.spaceless:
        yield from _particles(document)
        return
    base = document.language.base
    may = doubling(base)
    seen: dict[str, int] = {}
    for items, run in document.runs:
        if run.period == 1 and run.length == 2:
            seen[items[run.first].form] = seen.get(items[run.first].form, 0) + 1
    for items, run in document.runs:
        if run.period != 1 or run.length != 2:
            continue
        first, second = items[run.first], items[run.first + 1]
        form = first.form
        at_end = _END.match(document.text, second.end) is not None
        if form in may["keep"] or (form in may["inside"] and not at_end):
            continue
        if form in may["particle"] and _BEFORE_CAPITAL.match(document.text, second.end):
            continue
        if (base == "ar" and form.endswith(("ًا", "اً"))) or not _is_word(document, items, run):
            continue
        words = document.text[first.start : first.end], document.text[second.start : second.end]
        names = form not in function_words(base)
        if names and _is_name(document.text, first, words, seen[form] > 1):
            continue
        sure = (form not in may["ask"] or at_end) and "*" not in may["ask"]
        if base in _EMPHATIC and form not in function_words(base, 60):
            sure = False
        yield Found(
            first.end,
            second.end,
            "",
            f"The word “{words[1]}” stands twice in a row.",
            Safety.SAFE if sure else Safety.ASK,
        )


def _particles(document: Document) -> Iterator[Found]:
    """Japanese を twice: the object particle is no other word and never doubles."""
    if document.language.base == "ja" and "をを" in document.text:
        for match in re.finditer("をを(?!を)", document.text):
            yield Found(match.start() + 1, match.end(), "", "The particle を stands twice.")


def _is_word(document: Document, items: Sequence[Token], run: Run) -> bool:
    """A word of at least two letters, or a number that is no group of a longer number."""
    text = document.text
    first, second = items[run.first], items[run.first + 1]
    if first.form.isdecimal():
        before = items[run.first - 1].form if run.first else ""
        after = items[run.first + 2].form if run.first + 2 < len(items) else ""
        alone = not before[-1:].isdigit() and not after[:1].isdigit() and before not in ("", ".")
        ends = _END.match(text, second.end) is not None
        grouped = len(first.form) == 3 and (not ends or document.language.group.isspace())
        return alone and first.form[0] != "0" and not grouped
    gap = text[first.end : second.start]
    if not first.form[0].isalnum() or not gap.isspace() or "\n\n" in gap:
        return False
    if len(first.form) > 1:
        return True
    small = text[first.start].islower() and text[second.start].islower()
    return small and first.form in function_words(document.language.base, 60)


def _is_name(text: str, first: Token, words: tuple[str, str], often: bool) -> bool:
    """Whether the pair is likely a name that is said twice by right."""
    one, two = words
    if two[:1].isupper() and (often or _SYLLABLE_NAME.fullmatch(two) or one != two):
        return True
    if _TAUTONYM.fullmatch(f"{one} {two}") and one.lower() == two:
        return True
    if one[:1].islower() and _EPITHET.fullmatch(one):
        return bool(_BINOMIAL.search(text[max(0, first.start - 30) : first.start]))
    return False
