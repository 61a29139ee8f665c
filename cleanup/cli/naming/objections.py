"""What speaks against writing a name, said before it is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cleanup.cli import talk
from cleanup.cli.naming import store

if TYPE_CHECKING:
    from cleanup.names.entry import Entry
    from cleanup.names.gazetteer import Gazetteer


def objections(
    entry: Entry, forms: Sequence[str], garbles: Sequence[str], known: Gazetteer, base: str
) -> list[str]:
    """One line for each thing that speaks against new forms of a name.

    Args:
        entry: as it would be.
        forms: right forms that are new.
        garbles: garbles that are new.
        known: all names in force.
        base: base tag of the language of the texts that garbles stand in.
    """
    from cleanup.names.checking import alone, doubts, places

    found = list(doubts(entry, forms, garbles, known, base))
    if garbles:
        found += [
            f"{place.garble!r} stands in clean text, {place.name}:{place.line}: {place.quoted}"
            for place in places(alone(entry), store.clean_texts(), base)
            if place.garble in garbles
        ]
    return found


def accepted(found: Sequence[str], done: str, force: bool) -> bool:
    """Whether to go on; says every objection.

    Args:
        found: the objections.
        done: what is not done because of them: ``Oslo was not added``.
        force: go on in spite of them.
    """
    for objection in found:
        talk.say(objection)
    if found and not force:
        talk.fail(f"{done}; --force does it all the same")
        return False
    return True
