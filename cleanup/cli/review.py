"""``cleanup review``: a person decides on what the machine would not."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from cleanup.cli import inputs, options, outputs, talk
from cleanup.errors import CleanupError

if TYPE_CHECKING:
    from cleanup.review.article import Article
    from cleanup.review.memory import Memory
    from cleanup.review.session import Session


@click.command(
    "review",
    epilog="""
    \b
    Examples:
      cleanup review article.txt                 decide, one place after the other
      cleanup review *.txt --plain               by plain prompts, as `git add -p`
      cleanup review *.txt --web                 on a page in the browser, on this machine only
      cleanup review article.txt --apply-decisions -o clean.txt      no screen: for CI
      cleanup review *.txt --apply-decisions --in-place --backup
      cleanup review --summary                   who decided what, when

    Every decision is kept at once in .cleanup/decisions.jsonl; q leaves, and the same command
    goes on from there. The article is only written with w. docs/review.md is the guide.

    With --apply-decisions exit code 1 says that earlier decisions have no place in the text any
    more; they are listed.
    """,
)
@click.argument("files", metavar="FILE...", nargs=-1)
@click.option("--apply-decisions", is_flag=True, help="Write the text as decided; ask nothing.")
@click.option("--summary", is_flag=True, help="Say who decided what, and when.")
@click.option("--plain", is_flag=True, help="Plain prompts instead of the screen.")
@click.option("--web", is_flag=True, help="A page in the browser instead of the screen.")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="With --web: listen here (default: any free)."
)
@click.option("--no-browser", is_flag=True, help="With --web: only say where the page is.")
@click.option("--as", "who", metavar="NAME", help="Who decides (default: the account's name).")
@outputs.options()
@options.cleaning("--format", "--input-format")
@options.COLOUR_OPTION
def command(files: tuple[str, ...], **given: Any) -> int:
    """Decide on changes and questions: accept, reject, edit; nothing is decided twice."""
    _check(files, given)
    from cleanup.review.memory import nearest

    memory = nearest()
    if memory.damaged:
        talk.say(f"{memory.path}: {memory.damaged} damaged lines passed over")
    if given["summary"]:
        _summarise(memory, files, given)
        return 0
    if given["apply_decisions"]:
        return _apply(memory, files, given)
    if given["web"]:
        from cleanup.cli.web import serve

        return serve(files, given)
    return _review(memory, files, given)


def _check(files: tuple[str, ...], given: dict[str, Any]) -> None:
    """Refuse what cannot be meant."""
    if given["summary"] and given["apply_decisions"]:
        raise click.UsageError("--summary and --apply-decisions cannot both be given")
    if given["web"] and (given["plain"] or given["summary"] or given["apply_decisions"]):
        raise click.UsageError("--web goes alone: it is a way to review")
    if not given["web"] and (given["no_browser"] or given["port"] is not None):
        raise click.UsageError("--port and --no-browser go with --web")
    if not files and not given["summary"]:
        raise click.UsageError("missing argument 'FILE...'")
    if not given["apply_decisions"]:
        for name in ("output", "in_place"):
            if given[name]:
                option = "-o" if name == "output" else "--in-place"
                raise click.UsageError(f"{option} goes with --apply-decisions; the review asks")
        if "-" in files:
            raise click.UsageError("standard input cannot be reviewed: give a file")


def _summarise(memory: Memory, files: tuple[str, ...], given: dict[str, Any]) -> None:
    from pathlib import Path

    from cleanup.review.summary import summary
    from cleanup.show.pen import Pen

    pen = Pen(sys.stdout, colour=options.colour(given["color"], sys.stdout))
    for line in summary(memory, [memory.name(Path(file)) for file in files]):
        pen.line(line)


def _apply(memory: Memory, files: tuple[str, ...], given: dict[str, Any]) -> int:
    """Write every text as it was decided."""
    from cleanup.reading import read
    from cleanup.review import wording
    from cleanup.review.article import honoured, reviewed
    from cleanup.review.saving import note_written
    from cleanup.show.summary import totals

    inputs.check(files, given)
    places = outputs.Outputs(files, given)
    source = inputs.source_text(given)
    lost = failed = False
    with options.cleaner(given) as cleaner:
        for name in files:
            try:
                file = read(name, given["encoding"])
                session = reviewed(file, cleaner, memory, source=source, who=given["who"])
                result = honoured(session)
                for note in (*file.notes, *inputs.notes(result)):
                    talk.say(f"{file.name}: {note}")
                places.write(file, result)
                if given["in_place"] and result.changed:
                    note_written(session)
            except CleanupError as error:
                talk.fail(str(error))
                failed = True
                continue
            talk.say(f"{file.name}: {totals(result)}{_decided(session)}")
            lost |= bool(session.lost)
            for decision in session.lost:
                talk.say(f"{file.name}: no place any more: {wording.of_lost(decision)}")
    return 3 if failed else int(lost)


def _decided(session: Session) -> str:
    """How many decisions are in the text."""
    made = sum(session.state(n).decision is not None for n in range(len(session)))
    said = f", {made:,} decided by people" if made else ""
    return said + (f", {len(session.moved):,} of them moved" if session.moved else "")


def _review(memory: Memory, files: tuple[str, ...], given: dict[str, Any]) -> int:
    """One article after the other, on the screen or by prompts."""
    from cleanup.review.article import Article

    inputs.check(files, given)
    source = inputs.source_text(given)
    show = _on_screen if _capable(given) else _by_prompts
    well = True
    with options.cleaner(given) as cleaner:
        for number, name in enumerate(files, 1):
            try:
                with talk.Progress() as progress:
                    progress.show(f"cleaning {name} ...", now=True)
                    article = Article(name, cleaner, memory, encoding=given["encoding"],
                                      source=source, who=given["who"])  # fmt: skip
            except CleanupError as error:
                talk.fail(str(error))
                well = False
                continue
            for note in (*article.file.notes, *inputs.notes(article.session.source)):
                talk.say(f"{name}: {note}")
            if show(article, given, f"{number}/{len(files)}" if len(files) > 1 else ""):
                break
    return 0 if well else 3


def _capable(given: dict[str, Any]) -> bool:
    """Whether the screen can be drawn: on a terminal that can move its cursor."""
    if given["plain"] or os.environ.get("TERM", "dumb") in ("", "dumb", "unknown"):
        return False
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    from importlib.util import find_spec

    if find_spec("textual") is None:
        talk.say("for the screen install Textual (pip install textual); plain prompts until then")
        return False
    return True


def _by_prompts(article: Article, given: dict[str, Any], files: str) -> bool:
    """Review by prompts; whether the person leaves all files."""
    from cleanup.review.prompts import Prompts
    from cleanup.show.pen import Pen

    def prompt(question: str) -> None:
        sys.stdout.write(question)
        sys.stdout.flush()

    pen = Pen(sys.stdout, colour=options.colour(given["color"], sys.stdout))
    prompts = Prompts(
        article, sys.stdin, pen, prompt, _add_name, backup=given["backup"], files=files
    )
    return prompts.run()


def _on_screen(article: Article, given: dict[str, Any], files: str) -> bool:
    """Review on the screen; whether the person leaves all files."""
    from cleanup.review.screen import run

    return run(article, _add_name, backup=given["backup"], files=files)


def _add_name(wrong: str, right: str, base: str, force: bool) -> tuple[list[str], str]:
    """Add a name to the project with the checks of `names add`."""
    from cleanup.cli.naming.add import add

    given = {"to": "project", "kind": None, "native": None, "source": None, "lang": base}
    done = add(right, wrong, given | {"example": None, "policy": "safe", "force": force})
    return done.objections, done.what
