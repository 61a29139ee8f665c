"""Names that the source text spells otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from cleanup.document import Document
from cleanup.edit import Safety
from cleanup.names.endings import is_inflected
from cleanup.names.lattice import Token, tokens
from cleanup.names.near import is_acronym, may_be_derived, same_sound, slips
from cleanup.names.ordinary import is_name_in_use, is_ordinary
from cleanup.registry import Fix, Found, Keep, rule

_SHORTEST = 5


@rule(
    "spelling-of-source",
    stage="names",
    safety=Safety.LIKELY,
    message="The source spells the name otherwise.",
    fix=[
        Fix(
            "The mayor, Ottavio Brandolni, spoke to the miners.",
            "The mayor, Ottavio Brandolini, spoke to the miners.",
            source="Il sindaco Ottavio Brandolini ha parlato ai minatori.",
            source_lang="it",
        ),
    ],
    keep=[
        Keep(
            "The mayor of Warsaw met Mr Brandolini in Moscow.",
            source="Burmistrz Warszawy spotkał się z panem Brandolinim w Moskwie.",
            source_lang="pl",
        ),
        Keep(
            "The minister spoke with Kharlanova in Kyiv.",
            source="Le ministre a parlé avec Kharlanov à Kiev.",
            source_lang="fr",
        ),
        Keep(
            "Die Ministerin sprach mit Brandolins Bruder.",
            source="The minister spoke with the brother of Brandolin.",
            source_lang="en",
        ),
    ],
)
def spelling_of_source(document: Document) -> Iterator[Found]:
    """Gives a name that no gazetteer has the spelling of the source text.

    A word with a capital that is no word and no name that other texts have, one letter off a word
    with a capital in the source that the translation lacks. Case endings of both languages,
    transcriptions and other forms of a name stay.
    """
    source = document.source
    if source is None or source.language.base == document.language.base:
        return
    if source.language.scripts != document.language.scripts or document.language.spaceless:
        return
    here, there = _names(document), _names(source)
    forms_here = Counter(token.form for token in tokens(document.text))
    forms_there = {token.form for token in tokens(source.text)}
    missing = {token.form: token for token in there if token.form not in forms_here}
    bases = document.language.base, source.language.base
    for token in here:
        if token.form in forms_there or forms_here[token.form] > 1:
            continue
        near = [form for form in missing if slips(token.form, form) == 1]
        if len(near) != 1 or _is_other_form(token.form, near[0], bases):
            continue
        if document.names.touching(token.start, token.end) is None and not (
            document.shields.touching(token.start, token.end)
        ):
            right = missing[near[0]]
            yield Found(token.start, token.end, source.text[right.start : right.end])


def _names(document: Document) -> list[Token]:
    """Words with a capital that are in no dictionary and that other texts do not have."""
    base = document.language.base
    return [
        token
        for token in tokens(document.text)
        if token.capital
        and len(token.form) >= _SHORTEST
        and token.form.isalpha()
        and not is_acronym(document.text[token.start : token.end])
        and not is_ordinary(token.form, base)
        and not is_name_in_use(document.text[token.start : token.end], base)
    ]


def _is_other_form(one: str, other: str, bases: tuple[str, str]) -> bool:
    if same_sound(one, other) or may_be_derived(one, other, bases[0]):
        return True
    return any(is_inflected(one, other, base) for base in bases)
