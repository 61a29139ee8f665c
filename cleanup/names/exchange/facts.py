"""What a list says of one name, made an entry: any spelling of kinds and tags, untidy forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from unicodedata import normalize

from cleanup.errors import CleanupError
from cleanup.language import canonical as canonical_tag
from cleanup.language import table
from cleanup.names.entry import KINDS, Entry, checked, entry
from cleanup.names.folding import key


class Problem(NamedTuple):
    """A place in a list that gives no entry, or not all of one."""

    line: int
    """From 1."""
    reason: str


@dataclass(slots=True)
class Facts:
    """What a list says of one name, as it says it."""

    canonical: str
    kind: str = ""
    native: str = ""
    garbles: list[str] = field(default_factory=list)
    aliases: list[str] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    context: list[str] = field(default_factory=list)
    forms: dict[str, list[str]] = field(default_factory=dict)
    """By language tag; the first is the one to write, others are other right forms."""
    since: str = ""
    until: str = ""
    id: str = ""
    policy: str = ""


_KINDS = {
    "person": "per pers people human individual personne persona pessoa osoba mensch q5 surname "
    "given_name artist politician athlete character",
    "place": "loc location gpe fac facility geo geography city country town village region "
    "settlement state ort lieu lugar luogo local plaats address street building landmark",
    "organisation": "org organization organisations organizations company corp corporation "
    "business legalentity publicbody institution agency party club team media norp group "
    "organización organizzazione organização organisatie",
    "work": "work_of_art creativework book film movie song publication newspaper law treaty title "
    "document",
    "product": "prod brand vehicle vessel airplane software device",
    "term": "misc miscellaneous event language concept other none thing position date topic word",
}
_BY_NAME = {name: kind for kind, names in _KINDS.items() for name in (kind, *names.split())}


def kind_of(name: str) -> str | None:
    """A kind by its name or a usual other one, in any case; ``term`` for ``""``; else None."""
    low = name.strip().casefold().replace(" ", "_").replace("-", "_")
    if low in ("", *KINDS):
        return low or "term"
    return _BY_NAME.get(low) or _BY_NAME.get(low.removesuffix("s"))


def base_of(tag: str) -> str | None:
    """The base tag of a language given by a tag or its English name; None where it is none."""
    name = tag.strip()
    if name.lower() in ("", "und", "mul", "zxx", "u"):
        return ""
    try:
        return canonical_tag(name).partition("-")[0]
    except CleanupError as error:
        _, _, near = str(error).partition("; did you mean ")
        return near.rstrip("?") or None


def tag_of(name: str) -> str | None:
    """The canonical form of a tag of a language that is known; None for any other word."""
    try:
        tag = canonical_tag(name)
    except CleanupError:
        return None
    return tag if table(tag.partition("-")[0]) and tag != "und" else None


def tidy(form: str) -> str:
    """A form in NFC, with single spaces and none at its ends."""
    return " ".join(normalize("NFC", form).split())


def made(facts: Facts, line: int, name: str) -> Iterator[Entry | Problem]:
    """The entry that a list's facts make, and what had to be left out of it.

    Args:
        facts: what the list says.
        line: where, from 1.
        name: of the list.
    """
    canonical = tidy(facts.canonical)
    if not canonical:
        yield Problem(line, "there is no name")
        return
    if canonical[0] == "#":
        yield Problem(line, f"{canonical!r}: a name cannot begin with #, which begins a comment")
        return
    kind, native = kind_of(facts.kind), base_of(facts.native)
    if kind is None:
        known = ", ".join(KINDS)
        yield Problem(line, f"{facts.kind!r} is no kind of name; there are {known}")
        return
    if native is None:
        yield Problem(line, f"{facts.native!r} is no language tag such as fr or ko")
        return
    forms, others = _forms(facts, canonical)
    right = {canonical}
    lists = {"style": facts.styles, "alias": [*facts.aliases, *others], "garble": facts.garbles}
    found: dict[str, tuple[str, ...]] = {}
    for field_name, values in lists.items():
        kept = dict.fromkeys(tidy(value) for value in values if key(tidy(value)))
        for form in [form for form in kept if ";" in form]:
            yield Problem(line, f"{form!r} of {canonical} holds a semicolon: left out")
            del kept[form]
        foreign = set() if field_name == "garble" else set(forms.values())
        for form in [form for form in kept if form in right | foreign]:
            if field_name == "garble":
                yield Problem(line, f"{form!r} is a right form of {canonical}: no garble")
            del kept[form]
        right |= kept.keys()
        found[field_name] = tuple(kept)
    found["context"] = tuple(dict.fromkeys(filter(None, map(tidy, facts.context))))
    single = {"from": facts.since, "until": facts.until, "id": facts.id, "policy": facts.policy}
    found |= {k: (" ".join(v.split()),) for k, v in single.items() if v.strip()}
    if "policy" in found:
        found["policy"] = (found["policy"][0].lower(),)
    home = f"{name}:{line}"
    try:
        yield entry(checked(canonical, home), kind, native, found, forms, home)
    except CleanupError as error:
        yield Problem(line, str(error).removeprefix(f"{home}: "))


def _forms(facts: Facts, canonical: str) -> tuple[dict[str, str], list[str]]:
    """The form for each language where it is another than the canonical one, and further forms."""
    forms: dict[str, str] = {}
    others: list[str] = []
    for tag, given in facts.forms.items():
        several = [form for value in given if (form := tidy(value))]
        if several and several[0] != canonical and ";" not in several[0]:
            forms[tag] = several[0]
        others += several[1:]
    return forms, others
