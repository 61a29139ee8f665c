"""Names that are spelt otherwise elsewhere in the same text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from cleanup.context.dictionary import dictionary
from cleanup.context.lexicon import lexicon
from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.names.endings import has_cases, is_inflected
from cleanup.names.folding import fold
from cleanup.names.lattice import Token, tokens
from cleanup.names.near import is_acronym, may_be_derived, same_sound, slips
from cleanup.names.ordinary import is_name_in_use, is_ordinary
from cleanup.names.words import is_given
from cleanup.registry import Fix, Found, Keep, rule

_OFTEN, _OFTEN_SHORT, _LONG = 2, 3, 6
"""How often the usual spelling must stand in the text, at least; the second in names of fewer
letters than the third in other scripts, where the names of half the world are only transcribed."""
_SHORTEST = 4
_WITHOUT_LISTS = frozenset({"de", "pl", "ro", "ru"})
"""Languages with cases that need no installed word list to tell endings from slips: in the 61
clean articles of NTREX dev these then have at most one such edit, Czech three, Ukrainian four."""


@rule(
    "inconsistent-name",
    stage="names",
    safety=Safety.SAFE,
    message="The name is spelt otherwise elsewhere in this text.",
    fix=[
        Fix(
            "Minister Ravelo came. So Ravelo said, and Ravello left: Ravelo had won.",
            "Minister Ravelo came. So Ravelo said, and Ravelo left: Ravelo had won.",
        ),
        Fix(
            "Il ministro Quintavalli è qui. Poi Quintavalli parla. Per Quintavali è finita.",
            "Il ministro Quintavalli è qui. Poi Quintavalli parla. Per Quintavalli è finita.",
            "it",
        ),
    ],
    keep=[
        Keep("Austria met Australia. Austria won, Australia lost, Austria left for Australia."),
        Keep("So Macron won. Then Macron left with Marcon, and Macron was there with Marcon."),
        Keep("Путин приехал. Затем Путин сказал, что у Путина и с Путиным всё так.", "ru"),
        Keep("Anna came. Then Anna saw Anne, and Anna left."),
        Keep("The Zorlaviks won. So the Zorlaviks ruled, but one Zorlavik wept."),
    ],
)
def inconsistent_name(document: Document) -> Iterator[Found]:
    """Gives a name the spelling that it has everywhere else in the text.

    A translator spells a name anew each time. A word with a capital that is in no dictionary and
    stands there once is taken for a slip when one or two letters part it from a name that stands
    there twice or more. Case endings are no slips, nor is the name of somebody else: a form that
    other texts have stays, and so does what stands there twice.
    """
    base = document.language.base
    if document.language.spaceless or not any(map(str.isupper, document.language.alphabet)):
        return
    words = [token for token in tokens(document.text) if len(token.form) >= _SHORTEST]
    capital = [token for token in words if token.capital and token.form.isalpha()]
    text = document.text
    counts = Counter(text[token.start : token.end] for token in capital)
    small = {token.form for token in words if not token.capital}
    usual = [form for form, count in counts.items() if count >= _OFTEN and fold(form) not in small]
    if not usual:
        return
    latin = "Latn" in document.language.scripts
    lists = dictionary(base) is not None or lexicon(base) is not None
    plain = latin and not has_cases(base)
    level = Safety.SAFE if plain or lists or base in _WITHOUT_LISTS else Safety.LIKELY
    lengths: dict[int, list[str]] = defaultdict(list)
    for form in usual:
        lengths[len(form)].append(form)
    for token in capital:
        form = text[token.start : token.end]
        if counts[form] > 1 or token.form in small or is_acronym(form):
            continue
        if not _may_be_slip(form, token, document):
            continue
        near = [
            (far, -counts[other], other)
            for size in range(len(form) - 2, len(form) + 3)
            for other in lengths.get(size, ())
            if counts[other] >= (_OFTEN if latin or _is_plain(form, other) else _OFTEN_SHORT)
            and (far := slips(token.form, fold(other))) is not None
        ]
        if not near or any(_is_form(token.form, fold(other), base) for *_, other in near):
            continue
        best, *rest = sorted(near)
        if rest and rest[0][:2] == best[:2]:
            continue  # two names are as near as each other
        if document.names.touching(token.start, token.end) is not None:
            continue
        if document.shields.touching(token.start, token.end) is None:
            usual_form, times = best[2], -best[1]
            message = f"“{usual_form}” stands {times} times in this text."
            clear = best[0] == 1 and _is_clear(token.form, usual_form, base)
            yield Found(token.start, token.end, usual_form, message,
                        level if clear else Safety.LIKELY)  # fmt: skip


def _is_clear(odd: str, usual: str, base: str) -> bool:
    """Whether the odd form can hardly be anything but a slip.

    It may be another word of the same stem (Bolshevik, Bolsheviki), another transcription
    (Kronstadt, Kronshtadt), or the usual form may be no name (States, where Stites is one).
    """
    right = fold(usual)
    if same_sound(odd, right) or may_be_derived(odd, right, base) or is_acronym(usual):
        return False
    return not is_ordinary(usual, base)


def _is_form(odd: str, usual: str, base: str) -> bool:
    """Whether one folded token is the other in another case, number or gender."""
    return is_inflected(odd, usual, base) and (has_cases(base) or may_be_derived(odd, usual, base))


def _is_plain(form: str, other: str) -> bool:
    """Whether a slip is none of another transcription: in a long name, or of no new letter."""
    return len(other) >= _LONG or set(form.lower()) == set(other.lower())


def _may_be_slip(form: str, token: Token, document: Document) -> bool:
    """Whether a form is no word and no name that other texts have."""
    base = document.language.base
    if is_ordinary(form, base) or is_given(token.form):
        return False
    gazetteer = document.gazetteer
    if gazetteer is not None and next(gazetteer.with_token(token.form), None) is not None:
        return False
    return not is_name_in_use(form, base)
