"""What a list says of one name, made an entry: any spelling of kinds and tags, untidy forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple
from unicodedata import category, normalize

from cleanup.errors import CleanupError, ConfigError
from cleanup.language import canonical as canonical_tag
from cleanup.language import table
from cleanup.names.entry import KEYS, KINDS, Entry, checked, entry, parse
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


def is_control(char: str) -> bool:
    """Whether a character steers a terminal or turns the reading order around."""
    return (
        category(char) in ("Cc", "Cs")
        or "\u202a" <= char <= "\u202e"
        or "\u2066" <= char <= "\u2069"
    )


def fault_of(form: str) -> str:
    """Why a pack cannot hold a tidy form; ``""`` where it can."""
    if not key(form):
        return "is no name"
    if ";" in form:
        return "holds a semicolon"
    return "holds a control character" if any(map(is_control, form)) else ""


def made(facts: Facts, line: int, name: str) -> Iterator[Entry | Problem]:
    """The entry that a list's facts make, and what had to be left out of it.

    Args:
        facts: what the list says.
        line: where, from 1.
        name: of the list.
    """
    canonical = tidy(facts.canonical)
    kind, native = kind_of(facts.kind), base_of(facts.native)
    fault = fault_of(canonical.replace(";", ","))
    if not canonical:
        yield Problem(line, "there is no name")
    elif canonical[0] == "#":
        yield Problem(line, f"{canonical!r}: a name cannot begin with #, which begins a comment")
    elif fault:
        yield Problem(line, f"{canonical!r} {fault}")
    elif kind is None:
        known = ", ".join(KINDS)
        yield Problem(line, f"{facts.kind!r} is no kind of name; there are {known}")
    elif native is None:
        yield Problem(line, f"{facts.native!r} is no language tag such as fr or ko")
    else:
        yield from _entry(facts, canonical, kind, native, line, f"{name}:{line}")


def _entry(
    facts: Facts, canonical: str, kind: str, native: str, line: int, home: str
) -> Iterator[Entry | Problem]:
    forms: dict[str, str] = {}
    others: list[str] = []
    for tag, given in facts.forms.items():
        several = [form for value in given if (form := tidy(value))]
        # Indonesian has the tag ``id``, which is another field of a pack.
        if several and not fault_of(several[0]) and several[0] != canonical and tag not in KEYS:
            forms[tag] = several.pop(0)
        others += several
    found: dict[str, tuple[str, ...]] = {}
    right = {canonical}
    lists = {"style": facts.styles, "alias": [*facts.aliases, *others], "garble": facts.garbles}
    for field_name, values in lists.items():
        kept = list(dict.fromkeys(form for value in values if (form := tidy(value))))
        for form in kept:
            if fault := fault_of(form):
                yield Problem(line, f"{form!r} of {canonical} {fault}: left out")
            elif field_name == "garble" and form in right:
                yield Problem(line, f"{form!r} is a right form of {canonical}: no garble")
        # A foreign form may be a garble in a text of another language.
        hidden = right if field_name == "garble" else right | set(forms.values())
        found[field_name] = tuple(f for f in kept if f not in hidden and not fault_of(f))
        right.update(found[field_name])
    found["context"] = tuple(dict.fromkeys(filter(None, map(tidy, facts.context))))
    single = {"from": facts.since, "until": facts.until, "id": facts.id,
              "policy": facts.policy.lower()}  # fmt: skip
    found |= {k: (tidy(v),) for k, v in single.items() if v.strip()}
    try:
        made = entry(checked(canonical, home), kind, native, found, forms, home)
        if parse(made.line(), home) != made:
            raise ConfigError(f"{home}: {canonical!r} does not fit on a line of a pack")
        yield made
    except ConfigError as error:
        yield Problem(line, str(error).removeprefix(f"{home}: "))
