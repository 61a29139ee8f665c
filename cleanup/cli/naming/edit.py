"""``cleanup names edit``: change what is known of a name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import click

from cleanup.cli.naming import store
from cleanup.errors import UsageError

if TYPE_CHECKING:
    from cleanup.names.entry import Entry

_LISTS = {"garble": "garbles", "alias": "aliases", "style": "styles", "context": "context"}
_SINGLE = {"kind": "kind", "native": "native", "policy": "policy", "since": "since",
           "until": "until", "id": "id"}  # fmt: skip
_UNSET = {"kind": "term", "policy": "safe"}


@click.command(
    "edit",
    epilog="""
    \b
    Examples:
      cleanup names edit "Le Monde" --native fr --form ru="Ле Монд"
      cleanup names edit "Kim Jong Un" --garble "Kim Young One"
      cleanup names edit "Kim Jong Un" --garble "Kim Young One" --drop
      cleanup names edit "Kim Jong Un" --rename "Kim Jong-un"    house style
      cleanup names edit "Le Monde" --policy never               no repair at all

    The changed entry is written to the project's file (--to), where it hides the one of a
    farther layer; what that one knows is carried over.
    """,
)
@click.argument("name")
@store.kind_option("person, place, organisation, work, product, term.")
@store.native_option("Language whose words the name is made of.")
@click.option("--garble", multiple=True, metavar="FORM", help="A wrong form. Repeatable.")
@click.option("--alias", multiple=True, metavar="FORM", help="Another right form. Repeatable.")
@click.option(
    "--style",
    multiple=True,
    metavar="FORM",
    help="A right form that only differs in romanisation or hyphens. Repeatable.",
)
@click.option(
    "--context",
    multiple=True,
    metavar="WORD",
    help="A word of which one must stand in the text. Repeatable.",
)
@click.option(
    "--form",
    "forms",
    type=store.a_form,
    multiple=True,
    metavar="TAG=FORM",
    help="The form in a language: fr=Rome. Repeatable.",
)
@click.option("--since", metavar="DATE", help="Year or date from which the name is in use.")
@click.option("--until", metavar="DATE", help="Year or date to which the name is in use.")
@click.option("--id", metavar="ID", help="An identifier such as Q42.")
@click.option("--policy", type=store.POLICY, help="How far rules may go.")
@click.option("--rename", metavar="FORM", help="Make this the main form; the old one is a style.")
@click.option("--drop", is_flag=True, help="Take the given values away instead of adding them.")
@store.to_option("The file to write to.")
@store.lang_option("Language of the texts that garbles stand in.")
@click.option("--force", is_flag=True, help="Write even if it would do harm.")
def command(name: str, **given: Any) -> int:
    """Add to what is known of NAME, or take something away."""
    if not any(given[option] for option in (*_LISTS, *_SINGLE, "forms", "rename")):
        raise UsageError(f"nothing to change of {name!r}: --kind, --garble, --form, ... say what")
    path = store.target(given["to"])
    pack = store.opened(path)
    before = pack.entries.get(name) or store.find(name)[0]
    if before is None:
        raise store.unknown(name)
    after = _changed(before, given)
    if not _allowed(before, after, path, given):
        return 1
    if given["rename"] and before.canonical in pack.entries:
        for note in pack.comments(before.canonical):
            pack.comment(after.canonical, note)
        pack.drop(before.canonical)
    if after == before and before.canonical in pack.entries:
        click.echo(f"nothing changed: {store.line_of(path, after.canonical)} says so already")
        return 0
    pack.put(after)
    store.save(path, pack)
    click.echo(f"changed: {after.canonical}, {store.line_of(path, after.canonical)}")
    return 0


def _changed(entry: Entry, given: dict[str, Any]) -> Entry:
    """The entry with what the call says."""
    from cleanup.names.editing import renamed
    from cleanup.names.entry import KEYS
    from cleanup.names.exchange.facts import tidy

    drop = given["drop"]
    values: dict[str, Any] = {}
    for option, field in _LISTS.items():
        wanted = tuple(map(tidy, given[option]))
        values[field] = _list(getattr(entry, field), wanted, drop, entry.canonical)
    for option, field in _SINGLE.items():
        if given[option]:
            values[field] = _UNSET.get(field, "") if drop else given[option]
    forms = dict(entry.forms)
    for tag, form in given["forms"]:
        if tag in KEYS:
            raise UsageError(f"{tag}={form}: {tag} is another field of a pack; use --alias")
        if drop:
            if tag not in forms or form not in ("", forms[tag]):
                raise UsageError(f"{entry.canonical} has no form {form or tag!r} to be dropped")
            del forms[tag]
        else:
            forms[tag] = tidy(form)
    changed = replace(entry, forms=MappingProxyType(forms), **values)
    if given["rename"]:
        changed = renamed(changed, tidy(given["rename"]))
    return _checked(changed)


def _list(old: tuple[str, ...], wanted: tuple[str, ...], drop: bool, name: str) -> tuple[str, ...]:
    if not drop:
        return tuple(dict.fromkeys((*old, *wanted)))
    for value in wanted:
        if value not in old:
            raise UsageError(f"{name} has no {value!r} to be dropped")
    return tuple(value for value in old if value not in wanted)


def _checked(entry: Entry) -> Entry:
    """The entry, if a pack can hold it.

    Raises:
        UsageError: it cannot; says why.
    """
    from cleanup.errors import ConfigError
    from cleanup.names.entry import parse
    from cleanup.names.exchange.facts import fault_of

    plain = entry.canonical.replace(";", ",")  # where nothing is parted by semicolons
    for form in (plain, *entry.garbles, *entry.right[1:], *entry.context):
        if fault := fault_of(form):
            raise UsageError(f"{form!r} {fault}")
    if entry.canonical[0] == "#":
        raise UsageError(f"{entry.canonical!r}: a name cannot begin with #")
    try:
        return parse(entry.line(), "names edit")
    except ConfigError as error:
        raise UsageError(str(error)) from None


def _allowed(before: Entry, after: Entry, path: Path, given: dict[str, Any]) -> bool:
    """Whether what is new may be written; says what speaks against it, one line each."""
    from cleanup.cli.naming.objections import accepted, objections

    fresh = [form for form in after.right if form not in before.right]
    garbles = [garble for garble in after.garbles if garble not in before.garbles]
    if after.policy == "safe" != before.policy:
        garbles = list(after.garbles)
    found = objections(after, fresh, garbles, store.known(path), given["lang"])
    # Under its old main form the name itself is still in force.
    found = [one for one in found if f" of {before.canonical} (" not in one]
    return accepted(found, f"{before.canonical} was not changed", given["force"])
