"""``cleanup languages``: what is known of each language."""

from __future__ import annotations

import json
import sys
from functools import cache
from typing import TYPE_CHECKING, Any

import click

from cleanup.cli import options

if TYPE_CHECKING:
    from cleanup.language import Language
    from cleanup.show.pen import Pen


@click.command(
    "languages",
    epilog="""
    \b
    Examples:
      cleanup languages           one line a language
      cleanup languages pt-BR     the conventions of one
      cleanup languages --json

    A language that is not listed works too: with neutral conventions, and when --lang says
    which it is.
    """,
)
@click.argument("tag", required=False)
@click.option("--json", "as_json", is_flag=True, help="As JSON, regional variants included.")
@options.COLOUR_OPTION
def command(tag: str | None, as_json: bool, color: str) -> None:
    """List what is supported: conventions, detection, rules of their own, grammar."""
    from cleanup.language import language, languages

    chosen = [language(tag)] if tag else [language(known) for known in languages()]
    if as_json:
        records = [_record(lang) for lang in chosen]
        click.echo(json.dumps(records, ensure_ascii=False, indent=1))
        return
    from cleanup.show.pen import Pen

    pen = Pen(sys.stdout, colour=options.colour(color, sys.stdout))
    if tag:
        _describe(pen, chosen[0])
    else:
        _list(pen, chosen)


def grammar(base: str) -> str:
    """``installed``, ``available`` (its data can be installed) or ``none``."""
    from cleanup import safety
    from cleanup.engines.lingotweaker import PREFIX, data_folder

    if not safety.trusted(base, PREFIX):
        return "none"
    return "installed" if data_folder(base) else "available"


def spelling(base: str) -> str:
    """``installed``, ``available`` (its word lists can be installed) or ``none``."""
    from cleanup.context.dictionary import paths
    from cleanup.context.lexicon import has_lexicon

    if has_lexicon(base) and paths(base):
        return "installed"
    return "available" if base in SPELT else "none"


def data_package(base: str) -> str | None:
    """The package that holds the grammar data of a language, if the engine checks it."""
    from cleanup.engines.lingotweaker import package

    return package(base) if grammar(base) != "none" else None


SPELT = frozenset(
    "ar bg ca cs da de en es fa fi fr he hu id is it lt lv mk ms nb nl pl pt ro ru sk sl sv tr uk "
    "ur".split()
)
"""Languages that the extra [spelling] has dictionaries and frequencies of."""


@cache
def _taught() -> frozenset[str]:
    try:
        import eldc
    except ImportError:
        return frozenset()
    return frozenset({"no": "nb", "tl": "fil"}.get(code, code) for code in eldc.LANGUAGES)


def detected(lang: Language) -> bool:
    """Whether a text in this language is recognised: by its words, or by its script alone."""
    from cleanup.detection import detect

    if lang.base in _taught():
        return True
    found = detect(lang.name)
    return found.confidence is None and found.lang == lang.base


def own_rules(base: str) -> int:
    """How many rules are made for this language."""
    from cleanup.registry import all_rules

    return sum(base in (rule.languages or ()) for rule in all_rules().values())


def _list(pen: Pen, chosen: list[Language]) -> None:
    from rich.cells import set_cell_size
    from rich.text import Text

    plain = [lang for lang in chosen if "-" not in lang.tag]
    pen.line(
        f"{'tag':<6}{'language':<22}{'quotes':<8}{'detected':<10}{'rules':<7}{'grammar':<11}spelling",
        "bold",
    )
    for lang in plain:
        known = f"{'yes' if detected(lang) else '-':<10}{own_rules(lang.base) or '-':<7}"
        data = f"{_shown(grammar(lang.base)):<11}{_shown(spelling(lang.base))}"
        name = set_cell_size(lang.english, 22) + set_cell_size("…".join(lang.quotes), 8)
        pen.line(Text.assemble((f"{lang.tag:<6}", "cyan"), name, known, data))
    missing = any(grammar(lang.base) == "available" for lang in plain)
    pen.line()
    pen.hanging(
        Text(),
        Text(f"{len(plain)} languages, {len(chosen) - len(plain)} regional variants (--json)."),
    )
    if missing:
        text = (
            "Grammar that is available needs its data, spelling the extra [spelling]: "
            "`cleanup doctor` names the packages."
        )
        pen.hanging(Text(), Text(text))


def _shown(state: str) -> str:
    return "-" if state == "none" else state


def _describe(pen: Pen, lang: Language) -> None:
    from rich.text import Text

    from cleanup.show.invisible import named

    pen.line(f"{lang.english} ({lang.name}), {lang.tag}", style="bold")
    if not lang.known:
        pen.line("Nothing is known of this language: neutral conventions are used.")
    package = data_package(lang.base)
    installed = grammar(lang.base)
    hint = f": pip install {package}" if installed == "available" else ""
    rows = {
        "script": ", ".join(lang.scripts) + (", right to left" if lang.rtl else ""),
        "quotation marks": f"{'…'.join(lang.quotes)}  inside {'…'.join(lang.alternate_quotes)}",
        "numbers": f"1{lang.group}234{lang.decimal}5",
        "sentence ends": " ".join(lang.terminals),
        "before a colon": lang.colon_space or "nothing",
        "detected": "yes" if detected(lang) else "no: say --lang",
        "own rules": str(own_rules(lang.base) or "none"),
        "grammar": installed + hint,
        "spelling": spelling(lang.base),
    }
    for key, value in rows.items():
        pen.hanging(Text(f"  {key:<17}", style="dim"), Text(named(value)))


def _record(lang: Language) -> dict[str, Any]:
    return {
        "tag": lang.tag,
        "english": lang.english,
        "name": lang.name,
        "known": lang.known,
        "scripts": list(lang.scripts),
        "rtl": lang.rtl,
        "quotes": list(lang.quotes),
        "alternate_quotes": list(lang.alternate_quotes),
        "decimal": lang.decimal,
        "group": lang.group,
        "terminals": lang.terminals,
        "colon_space": lang.colon_space,
        "detected": detected(lang),
        "own_rules": own_rules(lang.base),
        "grammar": grammar(lang.base),
        "grammar_package": data_package(lang.base),
        "spelling": spelling(lang.base),
    }
