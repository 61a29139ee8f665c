"""What the measuring scripts share: options, signatures, and one line for what goes wrong."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(1, str(ROOT))  # measure this checkout, installed or not

# ruff: noqa: E402
from cleanup.errors import CleanupError
from cleanup.score import versions
from cleanup.score.data import checksum, read_records
from cleanup.score.documents import Article, compose
from cleanup.score.suites.planted import LANGUAGES


class MeasureError(CleanupError):
    """Something that the caller can mend; shown as one line."""

    exit_code = 2


def run(main: Callable[[], int]) -> int:
    """Run a script's `main`, with one friendly line for what went wrong."""
    try:
        return main()
    except CleanupError as error:
        print(f"{Path(sys.argv[0]).name}: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130


def ntrex_path(args: argparse.Namespace, lang: str) -> Path:
    """The file of one language."""
    return Path(args.data) / "ntrex" / f"{lang}.dev.jsonl.gz"


def clean_documents(args: argparse.Namespace, lang: str) -> list[Article]:
    """The clean articles of one language, composed by ``--seed``, at most ``--limit``."""
    records = read_records(ntrex_path(args, lang))[: args.limit]
    try:
        return [compose(r["doc"], lang, r["sentences"], args.seed) for r in records]
    except (KeyError, TypeError):
        path = ntrex_path(args, lang)
        raise MeasureError(f"{path}: records need 'doc' and 'sentences'") from None


def comma_list(value: str) -> tuple[str, ...]:
    """``a,b`` as a tuple, for argparse."""
    return tuple(part.strip() for part in value.split(",") if part.strip())


def positive(value: str) -> int:
    """A whole number above 0, for argparse."""
    number = int(value)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def parser_for(doc: str | None) -> argparse.ArgumentParser:
    """An argument parser that shows a module's docstring, with ``--data``."""
    parser = argparse.ArgumentParser(
        description=doc, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--data",
        type=Path,
        default=ROOT.parent / "shared" / "data",
        metavar="DIR",
        help="folder with the development data (default: ../shared/data beside the repository)",
    )
    return parser


def add_ntrex_options(parser: argparse.ArgumentParser) -> None:
    """The options that say which documents are damaged, and how."""
    add = parser.add_argument
    add("--langs", type=comma_list, default=LANGUAGES, metavar="A,B",
        help=f"languages (default: {','.join(LANGUAGES)})")  # fmt: skip
    add("--limit", type=positive, metavar="DOCS", help="only the first DOCS documents a language")
    add("--seed", type=int, default=1, metavar="N", help="seed of all chance (default: 1)")


def signature(task: str, files: Iterable[Path], **options: object) -> str:
    """One line that makes a figure comparable: options, data checksum, versions."""
    parts = [task, *(f"{key}:{value}" for key, value in options.items())]
    made = [f"{name}:{versions.version(name)}" for name in ("lingotweaker", "rapidfuzz")]
    told = [f"data:{checksum(files)}", versions.shown("cleanup"), *made, versions.python()]
    return "|".join([*parts, *told])


def write_json(path: Path | None, value: object) -> None:
    """Write a report, if a path was given."""
    if path is not None:
        try:
            path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")
        except OSError as error:
            raise MeasureError(f"{path}: cannot write: {error.strerror}") from None
