"""``cleanup rules``: which rules there are, what each of them does, and what it has earned."""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import click

from cleanup.cli import options
from cleanup.errors import UsageError
from cleanup.show.explanation import explain, languages
from cleanup.show.records import BORROWED, heading, lines_of, records_of, row

if TYPE_CHECKING:
    from cleanup.registry import Fix, Keep, Rule
    from cleanup.show.pen import Pen


@click.command(
    "rules",
    epilog="""
    \b
    Examples:
      cleanup rules                      all rules, stage by stage
      cleanup rules --stage typography
      cleanup rules --lang de            the record of each rule in German
      cleanup rules blank-lines          what one rule does, with examples and its record
      cleanup rules --json               for other programs

    `safe` rules are applied by default, `likely` ones with --apply likely; `ask` rules only
    point at a place. The level is the one that the rule has earned in measurements.
    """,
)
@click.argument("rule", required=False)
@click.option("--stage", help="Only the rules of this stage.")
@click.option("--lang", metavar="TAG", help="Only the rules for this language, with their records.")
@click.option("--json", "as_json", is_flag=True, help="Everything about the rules as JSON.")
@options.COLOUR_OPTION
def command(
    rule: str | None, stage: str | None, lang: str | None, as_json: bool, color: str
) -> None:
    """List the rules, or explain one RULE with its examples and its record."""
    from cleanup.language import language
    from cleanup.selection import in_force

    rules = in_force()
    if rule is not None and rule not in rules:
        raise UsageError(_unknown(rule, sorted(rules)))
    base = language(lang).base if lang else None
    chosen = [rules[rule]] if rule else _chosen(list(rules.values()), stage, base)
    if as_json:
        click.echo(json.dumps([_record(r, base) for r in chosen], ensure_ascii=False, indent=1))
        return
    from cleanup.show.pen import Pen

    pen = Pen(sys.stdout, colour=options.colour(color, sys.stdout))
    if rule:
        explain(pen, chosen[0], base)
    else:
        _list(pen, chosen, base)


def _unknown(name: str, known: Sequence[str]) -> str:
    if ":" in name:
        return f"{name!r} is a rule of a grammar engine, which describes its rules itself"
    near = get_close_matches(name, known, n=1)
    return f"unknown rule {name!r}" + (f": did you mean {near[0]!r}?" if near else "")


def _chosen(rules: list[Rule], stage: str | None, base: str | None) -> list[Rule]:
    from cleanup.pipeline import STAGES

    if stage is not None and stage not in STAGES:
        raise UsageError(f"unknown stage {stage!r}: choose from {', '.join(STAGES)}")
    chosen = [
        rule
        for rule in rules
        if stage in (None, rule.stage)
        and (base is None or rule.languages is None or base in rule.languages)
    ]
    return sorted(chosen, key=lambda rule: (STAGES.index(rule.stage), rule.id))


def _list(pen: Pen, rules: Sequence[Rule], base: str | None) -> None:
    """Stage by stage: each rule with what it says, or with its record in a language."""
    from rich.text import Text

    from cleanup import safety

    width = max((len(line.name) for rule in rules for line in lines_of(rule, base)), default=0)
    stage = ""
    for rule in rules:
        if rule.stage != stage:
            if stage:
                pen.line()
            stage = rule.stage
            title = Text(f"{stage:<{width + 2}}", style="bold")
            pen.line(title if base is None else title.append(heading(), style="dim not bold"))
        if base is not None:
            for line in lines_of(rule, base):
                pen.line(Text(f"  {line.name:<{width}}", style="cyan").append(row(line), "default"))
            continue
        level = safety.level(safety.key(rule.id, rule.safety), safety.ANY)
        lead = Text.assemble((f"  {rule.id:<{width}}  ", "cyan"), f"{level:<6}  ")
        text = Text(rule.message)
        if rule.languages is not None:
            text.append(f" ({languages(rule)})", style="dim")
        pen.hanging(lead, text)
    if base is not None:
        pen.line()
        pen.line(BORROWED, style="dim")


def _record(rule: Rule, base: str | None) -> dict[str, Any]:
    records: dict[str, dict[str, Any]] = {}
    for where, line in records_of(rule, base):
        records.setdefault(where, {})[line.asked or "safe"] = line.figures()
    return {
        "id": rule.id,
        "stage": rule.stage,
        "safety": str(rule.safety),
        "languages": None if rule.languages is None else sorted(rule.languages),
        "formats": sorted(map(str, rule.formats)),
        "message": rule.message,
        "doc": inspect.cleandoc(rule.doc),
        "fix": [_example(e) | {"before": e.before, "after": e.after} for e in rule.fix],
        "keep": [_example(e) | {"text": e.text} for e in rule.keep],
        "record": records,
    }


def _example(example: Fix | Keep) -> dict[str, Any]:
    found = {"lang": example.lang, "format": str(example.format)}
    more = {"source": example.source, "source_lang": example.source_lang or None}
    return found | {name: value for name, value in more.items() if value is not None}
