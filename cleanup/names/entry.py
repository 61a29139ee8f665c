"""One entry of the gazetteer, and the line of a pack that it stands on.

A pack is a plain file, UTF-8, one name a line, fields separated by tabs, ``#`` for comments:

    canonical <TAB> kind <TAB> native language <TAB> key=value; value <TAB> ...

The canonical form is that of English, or of whatever language the user works in. The native
language (a BCP 47 base tag, or nothing) is the one whose words the name is made of: it tells what a
translator may have taken for words. `KEYS` says which fields there are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal, get_args
from unicodedata import is_normalized

from cleanup.errors import ConfigError

Kind = Literal["person", "place", "organisation", "work", "product", "term"]
Policy = Literal["safe", "ask", "never", "shield"]
KINDS: tuple[str, ...] = get_args(Kind)
POLICIES: tuple[str, ...] = get_args(Policy)
KEYS = ("garble", "alias", "style", "context", "from", "until", "id", "policy")
"""Fields beside the forms in other languages, whose keys are language tags."""
_LISTS = ("garble", "alias", "style", "context")
_TAG = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_YEAR = re.compile(r"-?\d{1,4}(?:-\d\d){0,2}")


@dataclass(frozen=True, slots=True)
class Entry:
    """A name and what is known of it."""

    canonical: str
    kind: str = "term"
    native: str = ""
    """BCP 47 base tag; ``""`` where unknown."""
    garbles: tuple[str, ...] = ()
    """Wrong forms that are put right wherever they stand."""
    aliases: tuple[str, ...] = ()
    """Other right forms."""
    styles: tuple[str, ...] = ()
    """Right forms that differ in romanisation, hyphens or the like, a matter of house style."""
    context: tuple[str, ...] = ()
    """Words of which one must stand in the text for the garbles to count."""
    forms: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The form in other languages, by tag."""
    since: str = ""
    until: str = ""
    """Years or ISO dates between which the name is in use."""
    id: str = ""
    policy: str = "safe"
    """How far the rules for names may act: ``safe``, ``ask``, ``never`` (not even asked), or
    ``shield`` (only kept from other rules)."""
    home: str = field(default="", compare=False)
    """The file and line it stands on."""

    def form(self, lang: str) -> str:
        """The form in a language, by its tag or base tag; the canonical one where none is told."""
        return self.forms.get(lang) or self.forms.get(lang.partition("-")[0]) or self.canonical

    @property
    def right(self) -> tuple[str, ...]:
        """Every right form, the canonical one first, each once."""
        return tuple(
            dict.fromkeys((self.canonical, *self.styles, *self.aliases, *self.forms.values()))
        )

    def line(self) -> str:
        """The entry as a line of a pack."""
        fields = {
            "garble": self.garbles,
            "alias": self.aliases,
            "style": self.styles,
            **{tag: (form,) for tag, form in sorted(self.forms.items())},
            "context": self.context,
            "from": (self.since,),
            "until": (self.until,),
            "id": (self.id,),
            "policy": ("" if self.policy == "safe" else self.policy,),
        }
        cells = [f"{key}={'; '.join(v)}" for key, values in fields.items()
                 if (v := [value for value in values if value])]  # fmt: skip
        return "\t".join([self.canonical, self.kind, self.native, *cells]).rstrip("\t")


def parse(line: str, home: str) -> Entry:
    """The entry on a line.

    Args:
        line: a line of a pack that is no comment.
        home: file and line number, for messages.

    Raises:
        ConfigError: the line is no entry; one line that says why.
    """
    canonical, *rest = (cell.strip() for cell in line.split("\t"))
    kind, native, *cells = [*rest, "", ""][: max(2, len(rest))]
    checked(canonical, home)
    if kind not in KINDS:
        raise ConfigError(f"{home}: {kind!r} is no kind of name; there are {', '.join(KINDS)}")
    if native and not _TAG.fullmatch(native):
        raise ConfigError(
            f"{home}: {native!r} is no language tag; expected canonical<TAB>kind<TAB>native "
            "language<TAB>key=value"
        )
    found: dict[str, tuple[str, ...]] = {}
    forms: dict[str, str] = {}
    more: list[str] = []  # further forms of a language are aliases
    for cell in filter(None, cells):
        key, equals, value = cell.partition("=")
        values = tuple(part for v in value.split(";") if (part := v.strip()))
        if not equals or not values:
            raise ConfigError(f"{home}: {cell!r} is no field; expected key=value")
        if key in found or key in forms:
            raise ConfigError(f"{home}: {key!r} stands there twice")
        if key in KEYS:
            if key not in _LISTS and len(values) > 1:
                raise ConfigError(f"{home}: {key!r} has one value only")
            found[key] = values
        elif _TAG.fullmatch(key):
            forms[key] = checked(values[0], home)
            more.extend(values[1:])
        else:
            known = ", ".join(KEYS)
            raise ConfigError(f"{home}: unknown field {key!r}; there are {known}, language tags")
    if more:
        found["alias"] = tuple(dict.fromkeys((*found.get("alias", ()), *more)))
    return entry(canonical, kind, native, found, forms, home)


def entry(
    canonical: str,
    kind: str,
    native: str,
    found: Mapping[str, tuple[str, ...]],
    forms: Mapping[str, str],
    home: str,
) -> Entry:
    """An entry of checked parts.

    Raises:
        ConfigError: a policy or date is none.
    """
    policy = found.get("policy", ("safe",))[0]
    if policy not in POLICIES:
        raise ConfigError(f"{home}: {policy!r} is no policy; there are {', '.join(POLICIES)}")
    for key in ("from", "until"):
        for date in found.get(key, ()):
            if not _YEAR.fullmatch(date):
                raise ConfigError(f"{home}: {date!r} is no year or date such as 2011-12-17")
    garbles, aliases, styles = (
        tuple(checked(value, home) for value in found.get(key, ())) for key in _LISTS[:3]
    )
    since, until, id = (found.get(key, ("",))[0] for key in ("from", "until", "id"))
    context = found.get("context", ())
    return Entry(
        canonical, kind, native, garbles, aliases, styles, context, MappingProxyType(dict(forms)),
        since, until, id, policy, home,
    )  # fmt: skip


def checked(form: str, home: str) -> str:
    """A form, if it is one.

    Raises:
        ConfigError: it is empty, holds no letter, or is not in Unicode form NFC.
    """
    if not any(map(str.isalnum, form)):
        raise ConfigError(f"{home}: {form!r} is no name")
    if not is_normalized("NFC", form):
        raise ConfigError(f"{home}: {form!r} is not in Unicode form NFC")
    return form


def by_canonical(entries: Iterable[Entry]) -> dict[str, Entry]:
    """Entries by their canonical form; a later one replaces an earlier one."""
    return {one.canonical: one for one in entries}
