"""``cleanup names add``: one name, checked against everything known before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import click

from cleanup.cli import talk
from cleanup.cli.naming import store
from cleanup.errors import UsageError

if TYPE_CHECKING:
    from cleanup.names.entry import Entry
    from cleanup.names.gazetteer import Gazetteer


@click.command(
    "add",
    epilog="""
    \b
    Examples:
      cleanup names add "Kim Jong One" "Kim Jong Un" --kind person --from fr
      cleanup names add "Sporting Braga" --kind org --native pt
      cleanup names add "The World" "Le Monde" --policy ask

    Refuses, with exit code 1, a garble that ordinary texts would hold: ordinary words, another
    name, or something that stands in the texts of corpora/.
    """,
)
@click.argument("names", metavar="[WRONG] RIGHT", nargs=-1)
@store.lang_option("Language of the texts that WRONG stands in.")
@click.option(
    "--from",
    "source",
    type=store.a_language,
    metavar="TAG",
    help="Language that was translated when RIGHT became WRONG.",
)
@store.kind_option("person, place, organisation, work, product, term.")
@store.native_option("Language whose words the name is made of.")
@click.option("--example", metavar="TEXT", help="A sentence with WRONG, kept for `names test`.")
@click.option(
    "--policy",
    type=store.POLICY,
    default="safe",
    help="How far rules may go: fix, only ask, never ask, only shield (default: safe).",
)
@store.to_option("The file to write to.")
@click.option("--force", is_flag=True, help="Write even if it would do harm.")
def command(names: tuple[str, ...], **given: Any) -> int:
    """Add the name RIGHT, and what it was garbled into."""
    if not 1 <= len(names) <= 2:
        raise UsageError('give a garble and the name, or the name alone: add "WRONG" "RIGHT"')
    right, wrong = names[-1], names[0] if len(names) == 2 else ""
    done = add(right, wrong, given)
    for objection in done.objections:
        talk.say(objection)
    if not done.what:
        talk.fail(f"{done.entry.canonical} was not added; --force does it all the same")
        return 1
    click.echo(done.what)
    if done.entry.kind == "term" and given["kind"] is None:
        name = done.entry.canonical
        talk.say(f"the kind of {name} is not known: --kind person, place, ... tells it")
    return 0


class Added(NamedTuple):
    """What came of adding a name."""

    entry: Entry
    objections: list[str]
    """What speaks against it, one line each."""
    what: str
    """What was done and where; ``""`` where nothing was, because of the objections."""


def add(right: str, wrong: str, given: dict[str, Any], *, only_check: bool = False) -> Added:
    """Add the name `right`, and that it was garbled into `wrong`, which may be ``""``.

    Args:
        right: the name.
        wrong: the garble.
        given: the options of the command, by name.
        only_check: write nothing.

    Raises:
        UsageError: one of them is no name.
        ConfigError: the file of names cannot be read.
        OutputError: it cannot be written.
    """
    path = store.target(given["to"])
    pack = store.opened(path)
    known = store.known(path)
    new = _entry(right, wrong, given, known)
    old = pack.entries.get(new.canonical)
    entry = store.Farther(path).joined(new, old)
    if wrong and not entry.native and _explains(entry, wrong, given):
        from dataclasses import replace

        entry = replace(entry, native=given["source"])
    objections = _objections(entry, old, new.garbles, known, given)
    if only_check or (objections and not given["force"]):
        return Added(entry, objections, "")
    pack.put(entry)
    if note := _comment(wrong, given):
        pack.comment(entry.canonical, note)
    store.save(path, pack)
    what = f"{wrong} → {entry.canonical}" if wrong else entry.canonical
    where = store.line_of(path, entry.canonical)
    said = f"{'already known' if entry == old else 'added'}: {what} ({entry.kind}), {where}"
    return Added(entry, objections, said)


def _entry(right: str, wrong: str, given: dict[str, Any], known: Gazetteer) -> Entry:
    """What the call says of the name."""
    from cleanup.names.exchange.facts import Facts, Problem, made

    facts = Facts(right, given["kind"] or _kind(right, known), given["native"] or "",
                  garbles=[wrong] if wrong else [], policy=given["policy"])  # fmt: skip
    found = None
    for item in made(facts, 1, "new"):
        if isinstance(item, Problem):
            raise UsageError(item.reason)
        found = item
    if found is None or (wrong and not found.garbles):
        raise UsageError(f"{wrong if found else right!r} is no name")
    return found


def _kind(right: str, known: Gazetteer) -> str:
    """``person`` where the name begins with a given name and has another; ``""`` where known."""
    if any(entry.canonical == right for entry in known.named(right)):
        return ""
    from cleanup.names.lattice import name_tokens
    from cleanup.names.words import is_given

    parts = name_tokens(right)
    return "person" if 2 <= len(parts) <= 4 and is_given(parts[0]) else ""


def _explains(entry: Entry, wrong: str, given: dict[str, Any]) -> bool:
    """Whether the name is made of words of the language that was translated."""
    if given["source"] is None:
        return False
    from cleanup.names.checking import alone
    from cleanup.names.lattice import explained, tokens

    found = explained(tokens(wrong), alone(entry), given["source"], given["lang"], wrong)
    return next(found, None) is not None


def _objections(
    entry: Entry,
    old: Entry | None,
    garbles: tuple[str, ...],
    known: Gazetteer,
    given: dict[str, Any],
) -> list[str]:
    """What speaks against writing the entry, one line each."""
    from cleanup.cli.naming.objections import objections
    from cleanup.names.checking import alone, repaired

    forms = () if old else (entry.canonical,)
    fresh = tuple(g for g in garbles if old is None or g not in old.garbles)
    found = objections(entry, forms, fresh, known, given["lang"])
    example = given["example"]
    if example and garbles and repaired(example, alone(entry), given["lang"]) == example:
        found.append(f"{garbles[0]!r} does not stand in the example")
    return found


def _comment(wrong: str, given: dict[str, Any]) -> str:
    """The comment that keeps the example, or else where the garble came from."""
    from cleanup.names.editing import example

    if given["example"]:
        return example(given["example"], given["lang"], given["source"] or "")
    if wrong and given["source"]:
        return f"# {wrong}: {given['lang']} from {given['source']}"
    return ""
