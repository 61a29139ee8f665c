#!/usr/bin/env python3
"""Write docs/rules.md, the rule reference, from the declarations of the rules.

python scripts/make_docs.py            writes the file
python scripts/make_docs.py --check    fails when it is stale
"""

from __future__ import annotations

import inspect
import sys
from collections import Counter
from collections.abc import Iterator

import generated

from cleanup import safety
from cleanup.edit import Safety
from cleanup.pipeline import STAGES
from cleanup.registry import Fix, Keep, Rule, all_rules

TARGET = generated.ROOT / "docs" / "rules.md"
TABLES = generated.ROOT / "models" / "safety"
HEADER = """\
# Rules

Made by `scripts/make_docs.py` from the rules themselves and the safety tables; do not edit. `safe`
edits are applied by default, `likely` ones with `--apply likely`, `ask` ones are only shown. The
level says how far a rule may go at most; how far it goes in a language, it has earned there by
[measurements](../models/safety/README.md): in how many of the measured languages it came to which
level. `cleanup rules ID` shows its record. A single finding may be more careful than its rule.
"""
SHOWN = 4
"""Examples of either kind shown for a rule."""


def code(text: str) -> str:
    """Text as inline code, line ends and odd spaces made visible."""
    for raw, shown in (("\n", "⏎"), ("\r", "␍"), ("\u00a0", "⍽"), ("\u202f", "⍽"), ("|", "\\|")):
        text = text.replace(raw, shown)
    visible = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    fence = "``" if "`" in visible else "`"
    return f"{fence} {visible} {fence}" if fence == "``" else f"{fence}{visible}{fence}"


def examples(rule: Rule) -> Iterator[str]:
    """The lines of the example table of one rule."""
    yield "| | before | after |"
    yield "|---|---|---|"
    fix: Fix
    for fix in rule.fix[:SHOWN]:
        after = "*(shown, not changed)*" if fix.before == fix.after else code(fix.after)
        yield f"| {fix.lang} | {code(fix.before)} | {after} |"
    keep: Keep
    for keep in rule.keep[:SHOWN]:
        yield f"| {keep.lang} | {code(keep.text)} | *stays* |"


def earned(rule: Rule) -> str:
    """In how many languages the rule's findings have earned which level."""
    name = safety.key(rule.id, rule.safety)
    bases = sorted({path.stem for path in TABLES.glob("*.json")} - {safety.ANY})
    covered = [base for base in bases if rule.languages is None or base in rule.languages]
    levels = Counter(safety.level(name, base) for base in covered)
    return ", ".join(f"{level} {levels[level]}" for level in Safety if levels[level])


def reference() -> str:
    """The text of the file."""
    rules = all_rules().values()
    lines = [HEADER]
    for stage in STAGES:
        members = [rule for rule in rules if rule.stage == stage]
        lines += [
            f"\n## Stage *{stage}*\n",
            "| rule | level | earned | languages | what it says |",
            "|---|---|---|---|---|",
        ]
        for rule in members:
            languages = "all" if rule.languages is None else " ".join(sorted(rule.languages))
            levels = f"{rule.safety} | {earned(rule)}"
            lines.append(f"| [{rule.id}](#{rule.id}) | {levels} | {languages} | {rule.message} |")
        for rule in members:
            lines += [f"\n### {rule.id}\n", inspect.cleandoc(rule.doc), "", *examples(rule)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(generated.main(TARGET, reference, __doc__))
