"""``cleanup learn``: what decisions teach, taken up only when a person agrees."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleanup.cli import options, talk
from cleanup.errors import CleanupError

if TYPE_CHECKING:
    from cleanup.review.learning import Proposal
    from cleanup.review.memory import Memory

_ANSWERS = "[y]es, [n]o and never again, [l]ater, [q]uit"


@click.command(
    "learn",
    epilog="""
    \b
    Examples:
      cleanup learn                what your decisions propose, one by one
      cleanup learn --json         the same for other programs; nothing is changed
      cleanup learn --yes          take up all that nothing speaks against
      cleanup learn --check        do the examples that were learned still hold?

    Names go to .cleanup/names.tsv with the checks of `names add`, levels to
    .cleanup/safety/LANG.json, words that were put by hand again and again to
    .cleanup/replacements.tsv, refused edits as examples to .cleanup/cases.jsonl. Exit code 1 of
    --check: an example does not hold.
    """,
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line; nothing is asked.")
@click.option("--yes", is_flag=True, help="Take up all that nothing speaks against; ask nothing.")
@click.option("--check", is_flag=True, help="Run the examples that were learned.")
@click.option("--as", "who", metavar="NAME", help="Who decides (default: the account's name).")
@click.option("--engine", metavar="NAME", multiple=True, help="With --check: grammar engine.")
def command(as_json: bool, yes: bool, check: bool, who: str | None, engine: tuple[str]) -> int:
    """Turn decisions into names, levels, replacements and examples."""
    from cleanup.review.learning import proposals
    from cleanup.review.memory import nearest

    memory = nearest()
    if check:
        return _check(memory, engine)
    found = proposals(memory)
    if as_json:
        for proposal in found:
            click.echo(json.dumps(_record(proposal), ensure_ascii=False))
        return 0
    if not found:
        talk.say("nothing to learn: no decisions here propose anything new")
        return 0
    asked = sys.stdin.isatty() and sys.stdout.isatty() and not yes
    if asked or yes:
        _take_up(memory, found, who, asked)
    else:
        for proposal in found:
            _draw(proposal, _objections(proposal))
    return 0


def _record(proposal: Proposal) -> dict[str, Any]:
    from dataclasses import asdict

    return {k: v for k, v in asdict(proposal).items() if v} | {"bound": proposal.bound}


def _draw(proposal: Proposal, objections: list[str]) -> None:
    from cleanup.show.invisible import escaped

    click.echo(escaped(f"{proposal.kind:<12} {proposal.message}"))
    for place in proposal.places:
        click.echo(escaped(f"{'':<12} {' '.join(place.split())}"))
    for objection in objections:
        click.echo(escaped(f"{'':<12} but: {objection}"))


def _objections(proposal: Proposal) -> list[str]:
    """What speaks against a proposal."""
    if proposal.kind == "name":
        return _add_name(proposal, force=False, only_check=True)[0]
    if proposal.kind == "replacement":
        import re

        from cleanup.cli.naming import store

        wrong = re.compile(rf"(?<!\w){re.escape(proposal.wrong)}(?!\w)")
        return [f"{proposal.wrong!r} stands in clean text, {name}"
                for name, text in store.clean_texts() if wrong.search(text)]  # fmt: skip
    return []


def _take_up(memory: Memory, found: list[Proposal], who: str | None, asked: bool) -> None:
    """Ask of each proposal, or take up those that nothing speaks against."""
    taken = 0
    for number, proposal in enumerate(found, 1):
        objections = _objections(proposal)
        if asked:
            click.echo(f"\n[{number}/{len(found)}]")
        _draw(proposal, objections)
        answer = _answer() if asked else "l" if objections else "y"
        if answer == "q":
            break
        if answer == "l":
            continue
        if answer == "y":
            try:
                what = _learn(proposal, force=bool(objections))
            except CleanupError as error:
                talk.fail(str(error))
                continue
            click.echo(f"{'':<12} {what}")
            taken += 1
        _remember(memory, proposal, "learned" if answer == "y" else "declined", who)
    talk.say(f"{taken} of {len(found)} proposals taken up")


def _answer() -> str:
    while True:
        given = click.prompt(f"learn? {_ANSWERS}", default="l", show_default=False)
        if given[:1].lower() in tuple("ynlq"):
            return str(given[:1].lower())


def _remember(memory: Memory, proposal: Proposal, verdict: Any, who: str | None) -> None:
    from cleanup.review.memory import Decision, action, now, reviewer

    memory.add([Decision(
        id=action(), at=now(), who=who or reviewer(), verdict=verdict, scope="project",
        lang=proposal.lang, rule=proposal.kind, before=proposal.key,
    )])  # fmt: skip


# ---------------------------------------------------------------- taking up


def _learn(proposal: Proposal, *, force: bool) -> str:
    """Write what a proposal says; what was done, in words."""
    if proposal.kind == "name":
        return _add_name(proposal, force=force)[1]
    if proposal.kind == "level":
        return _set_level(proposal)
    if proposal.kind == "replacement":
        return _add_replacement(proposal)
    return _add_cases(proposal, proposal.wrong)


def _add_name(
    proposal: Proposal, *, force: bool, only_check: bool = False
) -> tuple[list[str], str]:
    from cleanup.cli.naming.add import add

    given = {"to": "project", "kind": None, "native": None, "source": None, "example": None}
    given |= {"lang": proposal.lang, "policy": "safe"}
    done = add(proposal.right, proposal.wrong, given | {"force": force}, only_check=only_check)
    return done.objections, done.what


def _set_level(proposal: Proposal) -> str:
    import msgspec

    from cleanup import project, safety
    from cleanup.review.learning import record_key
    from cleanup.review.memory import now
    from cleanup.writing import telling, write

    path = project.place(f"safety/{proposal.lang}.json")
    record = safety.Record(
        better=proposal.good, worse=proposal.bad, bound=proposal.bound, level=proposal.level
    )
    old = safety.own(proposal.lang)
    rules = dict(sorted({**old.rules, record_key(proposal.wrong): record}.items()))
    table = safety.Table({"decisions": {"date": now()[:10]}}, rules)
    with telling(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    write(path, msgspec.json.format(msgspec.json.encode(table), indent=1) + b"\n")
    safety.forget()
    return f"{proposal.wrong} is {proposal.level} here now: {_shown(path)}"


def _add_replacement(proposal: Proposal) -> str:
    from cleanup import project, replacements
    from cleanup.review.journal import Journal

    path = project.place(replacements.FILE)
    if any(each.wrong == proposal.wrong and each.lang == proposal.lang
           for each in (replacements.read(path) if path.is_file() else ())):  # fmt: skip
        raise CleanupError(f"{path}: has a line for {proposal.wrong!r} already; change it there")
    line = "\t".join((proposal.wrong, proposal.right, proposal.level, proposal.lang))
    head = [] if path.is_file() else [replacements.HEADER.rstrip("\n").encode()]
    Journal(path).append([*head, line.encode()])
    _add_cases(proposal, replacements.RULE)
    return f"added to {_shown(path)}, with {len(proposal.examples)} examples"


def _add_cases(proposal: Proposal, rule: str) -> str:
    from cleanup import project
    from cleanup.review import cases

    path = project.place(cases.FILE)
    given = [
        cases.Case(rule, proposal.lang, keep=before)
        if before == after
        else cases.Case(rule, proposal.lang, fix=(before, after))
        for before, after in proposal.examples
    ]
    count = cases.add(path, given)
    return f"{count} example{'s' * (count != 1)} added to {_shown(path)}"


def _shown(path: Path) -> str:
    from cleanup.cli.naming.store import shown

    return shown(path)


def _check(memory: Memory, engine: tuple[str]) -> int:
    """Run the examples by the settings of the project."""
    from cleanup import project
    from cleanup.pipeline import Cleaner
    from cleanup.review import cases
    from cleanup.review.standing import Standing
    from cleanup.show.invisible import escaped

    known = cases.read(project.place(cases.FILE))
    config = options.settings({"engine": engine, "apply": "likely"}).config
    with Cleaner(config, standing=Standing(memory.in_force())) as cleaner:
        failed = list(cases.failures(known, cleaner))
    for case, became in failed:
        text = case.keep if case.fix is None else case.fix[0]
        click.echo(escaped(f"{case.rule} ({case.lang}): {text!r} becomes {became!r}"))
    talk.say(f"{len(known) - len(failed)} of {len(known)} examples hold")
    return int(bool(failed))
