"""The command ``cleanup``: finds the subcommand, and turns every failure into one clear line."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress

import click

from cleanup import __version__
from cleanup.cli import talk
from cleanup.cli.lazy import LazyGroup
from cleanup.errors import CleanupError

COMMANDS = (
    "fix", "diff", "check", "review", "learn", "batch", "names", "models", "score", "rules",
    "languages", "doctor", "get-languagetool",
)  # fmt: skip
"""Each is the attribute ``command`` of the module ``cleanup.cli.NAME``, imported when called; a
hyphen of its name is an underscore of the module's."""

INTERRUPTED = 130
BROKEN_PIPE = 141
"""Exit codes as shells give them to a program that a signal ended."""


@click.group(
    cls=LazyGroup,
    modules={name: f"cleanup.cli.{name.replace('-', '_')}" for name in COMMANDS},
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="""
    \b
    Examples:
      cleanup diff article.txt             see what would change, and why
      cleanup fix article.txt -o out.txt   write the cleaned text
      cleanup check *.txt                  list findings; exit code 1 if there are any
      cleanup review article.txt           decide on what the program would not
      cleanup batch in.jsonl -o out.jsonl  clean many records
    """,
)
@click.version_option(__version__, prog_name="cleanup", message="%(prog)s %(version)s")
def cli() -> None:
    """Make machine-translated text fit to read, and show every change with its reason.

    Results go to standard output, everything else to standard error. Exit codes: 0 done or
    nothing to do; 1 `check` or `diff` found something; 2 wrong usage; 3 some inputs failed
    (the others were done).
    """


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code; never raises.

    Args:
        arguments: without the program's name; ``None`` takes those of the process.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A name or a text that the terminal cannot show must not end the run.
            stream.reconfigure(errors="backslashreplace")
    try:
        return _call(arguments)
    except (KeyboardInterrupt, click.exceptions.Abort):
        talk.fail("interrupted")
        return INTERRUPTED
    except BrokenPipeError:
        _discard_output()
        return BROKEN_PIPE
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        path = context.command_path if context else "cleanup"
        talk.fail(f"{_lower(error.format_message())} (see {path} --help)")
        return error.exit_code
    except CleanupError as error:
        talk.fail(str(error))
        return error.exit_code
    except Exception as error:  # noqa: BLE001 the last resort: a bug of ours
        talk.bug(error)
        return 3


def _call(arguments: Sequence[str] | None) -> int:
    """The exit code of a command, with everything written that it printed."""
    try:
        code = cli.main(arguments, prog_name="cleanup", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        talk.fail(f"standard output: cannot be written: {error.strerror or error}")
        _discard_output()
        return 3
    return code if isinstance(code, int) else 0


def _discard_output() -> None:
    """Nobody reads any more: let the interpreter's last flush go nowhere."""
    with suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _lower(message: str) -> str:
    """A message of click's as the continuation of a line, on one line."""
    message = " ".join(message.split()).rstrip(".")
    return message[:1].lower() + message[1:]
