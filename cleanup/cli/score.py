"""``cleanup score``: what this program and others do to texts whose right form is known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from cleanup.cli import options
from cleanup.cli.measuring import measure
from cleanup.cli.options import Function

DATA = "../shared/data"
"""Where the data sets are looked for; docs/scoring.md says where they come from."""


class _Suites(click.Group):
    """Suites are found however their names are written: ``MLQE-PE``, ``mlqe_pe``."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-"):
            name = args[0].casefold().replace("_", "-")
            if name not in self.commands:
                known = ", ".join(self.commands)
                raise click.UsageError(f"there is no suite {args[0]!r}: choose from {known}", ctx)
            args = [name, *args[1:]]
        return super().resolve_command(ctx, args)


@click.group(
    "score",
    cls=_Suites,
    no_args_is_help=True,
    epilog="""
    \b
    Systems (--system A,B; all read the same texts):
      cleanup                default settings: only `safe` edits are applied
      cleanup-likely, -ask   also `likely` edits; everything that is proposed
      cleanup-none           default settings without a grammar engine
      cleanup-languagetool, -harper, -both
                           with that grammar engine, or lingotweaker and LanguageTool together
    cleanup+source         with the source text; likewise all above
      identity               leaves everything as it is
      lingotweaker, lingotweaker-nospell, harper, languagetool
                             others, the first suggestion of every match applied

    \b
    Examples:
      cleanup score demetr --data DIR
      cleanup score mlqe-pe --data DIR --system cleanup,cleanup+source,harper
      cleanup score ntrex --data DIR --examples missing-terminal
      cleanup score planted --data DIR --lang en,de --html report.html
      cleanup score pairs mine.jsonl
    """,
)
def command() -> None:
    """Measure what systems do to texts whose right form is known.

    Every score prints what it depends on: options, a checksum of the data, versions. Where
    several systems are measured, the others are compared with the first one. Outputs are kept, so
    a run that was broken off goes on when the same command is given again.
    """


def _listed(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    """``--system a --system b`` and ``--system a,b`` mean the same."""
    return tuple(dict.fromkeys(name for value in values for name in value.split(",") if name))


def _several(*names: str, help: str, default: str | None = None) -> Callable[[Function], Function]:
    """An option that takes names, with commas or repeated."""
    return click.option(
        *names,
        metavar="A,B",
        multiple=True,
        callback=_listed,
        default=(default,) if default else (),
        help=help,
    )


_POSITIVE = click.IntRange(min=1)
_DATA = (
    click.option("--data", metavar="DIR", default=DATA, show_default=True,
                 help="The folder that holds the data sets."),
    click.option("--split", metavar="NAME",
                 help="Which files, as in PAIR.NAME.jsonl.gz (default: the only ones but train)."),
)  # fmt: skip
_SEED = click.option("--seed", type=int, default=1, metavar="N", help="Of all chance (default: 1).")
_SHARED = (
    click.option("--limit", type=_POSITIVE, metavar="N",
                 help="Only the first N items, sentences (of a pair) or articles (of a language)."),
    click.option("-j", "--jobs", type=click.IntRange(min=0), default=1, metavar="N",
                 help="Processes to use; 0 for one a processor (default: 1)."),
    click.option("--json", "json_file", metavar="FILE", is_flag=False, flag_value="-",
                 help="Write all figures as JSON; without FILE to stdout, instead of tables."),
    click.option("--html", metavar="FILE", help="Write a page with tables and charts."),
    click.option("--examples", metavar="NAME",
                 help="Show edits behind the figures: of a rule, a row, a verdict, or `all`."),
    click.option("--count", type=_POSITIVE, default=10, metavar="N",
                 help="Examples of each verdict (default: 10)."),
    click.option("--rules", type=click.IntRange(min=0), default=10, metavar="N",
                 help="Rows in tables of rules (default: 10)."),
    click.option("--resamples", type=click.IntRange(min=0), default=1000, metavar="N",
                 help="Of the bootstrap, where systems are compared (default: 1000; 0: none)."),
    _SEED,
    click.option("--cache", metavar="FILE",
                 help="Where outputs are kept (default: in the user's cache folder)."),
    click.option("--fresh", is_flag=True, help="Do everything anew, whatever is kept."),
    click.option("-q", "--quiet", is_flag=True, help="No progress and no talk."),
    options.COLOUR_OPTION,
)  # fmt: skip


def _with(
    *own: Callable[[Function], Function], system: str = "cleanup", data: bool = True
) -> Callable[[Function], Function]:
    """The options of a suite: those of the data, its own, and those that all have."""

    def decorate(function: Function) -> Function:
        systems = _several("--system", default=system, help=f"Systems (default: {system}).")
        for option in reversed([*(_DATA if data else ()), *own, systems, *_SHARED]):
            function = option(function)
        return function

    return decorate


@command.command("demetr", short_help="one known error in a translation: is it restored?")
@_with(
    _several("--classes", help="Only `clean` and the classes whose name contains one of these."),
    system="cleanup,cleanup+source",
)
def _demetr(data: str, split: str | None, classes: tuple[str, ...], **given: Any) -> int:
    """One known error in a machine translation into English: is it exactly restored?"""
    from cleanup.score.suites.demetr import Demetr

    return measure(Demetr(Path(data), split, classes=classes, limit=given["limit"]), given)


@command.command("mlqe-pe", short_help="are translations moved towards their post-edits?")
@_with(
    _several("--lang", help="Language pairs such as ro-en (default: all there are)."),
    system="cleanup,cleanup+source",
)
def _mlqe_pe(data: str, split: str | None, lang: tuple[str, ...], **given: Any) -> int:
    """Machine translations with human post-edits: are they moved towards these?"""
    from cleanup.score.suites.post_edits import MlqePe

    return measure(MlqePe(Path(data), split, pairs=lang, limit=given["limit"]), given)


@command.command("ntrex", short_help="how many edits are made to clean news?")
@_with(
    _several("--lang", help="Languages (default: all there are)."),
    click.option("--unit", type=click.Choice(["document", "sentence"]), default="document",
                 help="What the systems read at once (default: document)."),
)  # fmt: skip
def _ntrex(data: str, split: str | None, lang: tuple[str, ...], **given: Any) -> int:
    """News that people translated: how many edits are made in 1000 words?"""
    from cleanup.score.suites.ntrex import Ntrex

    unit, limit, seed = given.pop("unit"), given["limit"], given["seed"]
    suite = Ntrex(Path(data), split, langs=lang, limit=limit, seed=seed, unit=unit)
    return measure(suite, given)


@command.command("planted", short_help="damaged news: what is repaired, what is broken?")
@_with(
    _several("--lang", help="Languages (default: twelve)."),
    _several("--classes", help="What to plant (default: everything but duplicated-paragraph)."),
    click.option("--density", type=click.FloatRange(min=0), default=0.4, metavar="X",
                 help="Artefacts a sentence (default: 0.4)."),
)  # fmt: skip
def _planted(data: str, split: str | None, lang: tuple[str, ...], **given: Any) -> int:
    """The same news, damaged as machine translation damages it: what is repaired?"""
    from cleanup.score.suites.planted import PlantedArtefacts

    own = {name: given.pop(name) for name in ("classes", "density")}
    limit, seed = given["limit"], given["seed"]
    suite = PlantedArtefacts(Path(data), split, langs=lang, limit=limit, seed=seed, **own)
    return measure(suite, given)


@command.command("pairs", short_help="your own translations and what they should be")
@click.argument("file")
@_with(
    click.option("--lang", metavar="TAG", help="Of records that do not say theirs; else detected."),
    data=False,
)
def _pairs(file: str, lang: str | None, **given: Any) -> int:
    """Your own translations and what they should be: FILE has one JSON object a line.

    A record: {"text": "Oslo , the capital", "reference": "Oslo, the capital", "lang": "en"}.
    `source` and `source_lang` may stand beside them, for +source. Records that cannot be used are
    named and left out, and the exit code is 3.
    """
    from cleanup.score.suites.pairs import Pairs

    return measure(Pairs(file, lang=lang, limit=given["limit"]), given)
