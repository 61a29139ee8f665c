"""What the measuring scripts share: clean documents, the systems that are measured, signatures.

A *system* is anything that takes a text and returns a text: this program, other correctors run
unattended, or nothing at all (`identity`, the floor of every table).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.metadata
import json
import multiprocessing
import os
import platform
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:
    sys.path.insert(1, str(ROOT))  # measure this checkout, installed or not
LANGUAGES = ("en", "fr", "de", "es", "it", "pt", "nl", "pl", "ru", "uk", "cs", "ro")
UNSPACED = frozenset({"ja", "km", "lo", "my", "th", "zh"})
"""Languages written without spaces between words."""


class MeasureError(Exception):
    """Something that the caller can mend; shown as one line."""


def run(main: Callable[[], int]) -> int:
    """Run a script's `main`, with one friendly line for what went wrong."""
    try:
        return main()
    except MeasureError as error:
        print(f"{Path(sys.argv[0]).name}: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return 130


# ---------------------------------------------------------------- documents


class Sentence(NamedTuple):
    """A sentence of a composed document; `start` and `end` are code points of its text."""

    number: int
    start: int
    end: int
    paragraph: int
    first: bool
    last: bool


@dataclass(frozen=True)
class Document:
    """A clean document: its text, its sentences, and the span of every paragraph."""

    id: str
    lang: str
    text: str
    sentences: tuple[Sentence, ...]
    paragraphs: tuple[tuple[int, int], ...]

    @property
    def base(self) -> str:
        """The language without region or script."""
        return self.lang.split("-")[0]


def compose(doc: str, lang: str, sentences: Sequence[str], seed: int) -> Document:
    """The clean document of a record; its paragraphs are the same in every language."""
    rng = Random(f"paragraphs:{seed}:{doc}")
    groups, rest = [list(sentences[:1])], list(sentences[1:])
    while rest:
        size = rng.randint(1, 4)
        groups.append(rest[:size])
        rest = rest[size:]
    glue = "" if lang.split("-")[0] in UNSPACED else " "
    text = ""
    spans: list[Sentence] = []
    paragraphs: list[tuple[int, int]] = []
    for number, group in enumerate(groups):
        text += "\n\n" if number else ""
        begin = len(text)
        for place, sentence in enumerate(group):
            text += glue if place else ""
            where = len(text), len(text) + len(sentence)
            spans.append(Sentence(len(spans), *where, number, place == 0, place == len(group) - 1))
            text += sentence
        paragraphs.append((begin, len(text)))
    return Document(doc, lang, text + "\n", tuple(spans), tuple(paragraphs))


def count_words(text: str, lang: str) -> int:
    """Words of a text: what white space parts, or half the letters where none is written."""
    if lang.split("-")[0] in UNSPACED:
        return sum(map(str.isalnum, text)) // 2
    return len(text.split())


# ---------------------------------------------------------------- data and options


def read_records(path: Path) -> list[dict[str, Any]]:
    """The JSON objects of a `.jsonl` or `.jsonl.gz` file."""
    try:
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        return [json.loads(line) for line in data.decode("utf-8").splitlines() if line.strip()]
    except OSError as error:
        raise MeasureError(f"{path}: {error.strerror or error} (see --data)") from None
    except ValueError as error:
        raise MeasureError(f"{path}: not JSON lines: {error}") from None


def ntrex_path(args: argparse.Namespace, lang: str) -> Path:
    """The file of one language."""
    return Path(args.data) / "ntrex" / f"{lang}.dev.jsonl.gz"


def clean_documents(args: argparse.Namespace, lang: str) -> list[Document]:
    """The clean documents of one language, composed by ``--seed``, at most ``--limit``."""
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


def checksum(files: Iterable[Path]) -> str:
    """The first 12 hex digits of the SHA-256 of the files, one after the other."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def signature(task: str, files: Iterable[Path], **options: object) -> str:
    """One line that makes a figure comparable: options, data checksum, versions."""
    parts = [task, *(f"{key}:{value}" for key, value in options.items())]
    parts.append(f"data:{checksum(files)}")
    for package in ("translation-cleanup", "lingotweaker", "harper-py", "rapidfuzz"):
        try:
            parts.append(f"{package}:{importlib.metadata.version(package)}")
        except importlib.metadata.PackageNotFoundError:
            continue
    return "|".join([*parts, f"python:{platform.python_version()}"])


def write_json(path: Path | None, value: object) -> None:
    """Write a report, if a path was given."""
    if path is not None:
        try:
            path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")
        except OSError as error:
            raise MeasureError(f"{path}: cannot write: {error.strerror}") from None


# ---------------------------------------------------------------- systems


class UnavailableError(MeasureError):
    """A system cannot run here or not for this language."""


def apply_first(text: str, changes: Iterable[tuple[int, int, str]]) -> str:
    """Apply replacements in text order; of two that overlap the first wins."""
    out, at = [], 0
    for start, end, after in sorted(changes, key=lambda change: change[0]):
        if start >= at:
            out += [text[at:start], after]
            at = end
    return "".join([*out, text[at:]])


class Identity:
    """Leaves every text as it is."""

    def __call__(self, text: str) -> str:
        """The text itself."""
        return text

    def close(self) -> None:
        """Nothing to release."""


class Cleanup(Identity):
    """This program, through its Python interface; one `Cleaner` for all texts of a run."""

    def __init__(self, lang: str, *engine: str) -> None:
        try:
            from cleanup import Cleaner, Config

            config = Config(lang=lang, engine=engine) if engine else Config(lang=lang)
            self.cleaner = Cleaner(config)
        except ImportError as error:
            reason = f"cleanup cannot be imported ({error}); try: pip install -e ."
            raise UnavailableError(reason) from None
        self.lang, self.notes = lang, Counter[str]()

    def __call__(self, text: str) -> str:
        """The cleaned text, by default settings."""
        result = self.cleaner.clean(text, lang=self.lang)
        self.notes.update(result.notes)
        return str(result.final)

    def close(self) -> None:
        """Stop the engines."""
        self.cleaner.close()


class Harper(Identity):
    """Harper with the first suggestion of every lint applied."""

    def __init__(self, lang: str) -> None:
        if lang.split("-")[0] != "en":
            raise UnavailableError(f"harper knows no {lang}")
        try:
            import harper
        except ImportError:
            raise UnavailableError("harper is not installed: pip install harper-py") from None
        self.linter, self.insert = harper.Linter(), harper.SuggestionKind.INSERT_AFTER

    def __call__(self, text: str) -> str:
        """The text with every first suggestion applied."""
        changes = []
        for lint in self.linter.lint(text, language="plaintext"):
            for first in lint.suggestions[:1]:
                start = lint.span.end if first.kind == self.insert else lint.span.start
                changes.append((start, lint.span.end, first.replacement_text))
        return apply_first(text, changes)


VARIANTS = {"en": "en-US", "de": "de-DE", "pt": "pt-PT", "pl": "pl-PL", "uk": "uk-UA"}


def lt_engine(lang: str, **options: Any) -> Any:
    """A bare lingotweaker engine."""
    try:
        import lt_py
    except ImportError:
        raise UnavailableError("lingotweaker is not installed: pip install lingotweaker") from None
    base = lang.split("-")[0]
    variant = lang if "-" in lang else VARIANTS.get(base)
    try:
        return lt_py.Engine(base, **({"variant": variant} if variant else {}), **options)
    except (ValueError, RuntimeError, OSError) as error:
        reason = str(error).splitlines()[0]
        raise UnavailableError(f"lingotweaker has no {lang} here: {reason}") from None


_SPELLING = re.compile(r"MORFOLOGIK|HUNSPELL|SPELLER|TYPOS")


def _serve(pipe: Connection, lang: str, spelling: bool) -> None:
    """Answer texts with their changes as code points, in a process of its own."""
    try:
        engine = lt_engine(lang, **({} if spelling else {"disabled_categories": ["TYPOS"]}))
    except MeasureError as error:
        pipe.send(str(error))
        return
    pipe.send("")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # where its native code tells of panics
    while True:
        try:
            text = pipe.recv()
        except EOFError:
            return
        raw, changes = text.encode(), []
        try:
            matches = engine.check(text)
        except BaseException:  # noqa: BLE001  a panic in its native code is one of these
            pipe.send(None)
            continue
        for match in matches:
            if not spelling and _SPELLING.search(match["rule_id"] + match["category_id"]):
                continue
            first, last = match["offset"], match["offset"] + match["length"]
            if match["suggestions"]:
                span = len(raw[:first].decode()), len(raw[:last].decode())
                changes.append((*span, match["suggestions"][0]))
        pipe.send(changes)


class LingoTweaker(Identity):
    """LanguageTool's rules, paragraph by paragraph, the first suggestion of every match applied.

    The engine may hang, panic, or need seconds on odd words, so it runs in a process of its own. A
    paragraph that fails or exceeds `limit` seconds is tried sentence by sentence; a sentence that
    does is left as it was and counted in `gave_up`.
    """

    def __init__(self, lang: str, spelling: bool, limit: float = 10.0) -> None:
        self.lang, self.spelling, self.limit, self.gave_up = lang, spelling, limit, 0
        self.known: dict[str, str | None] = {}
        self._start()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        arguments = theirs, self.lang, self.spelling
        self.process = context.Process(target=_serve, args=arguments, daemon=True)
        self.process.start()
        theirs.close()
        if problem := self.pipe.recv():
            raise UnavailableError(problem)

    def _ask(self, text: str) -> str | None:
        if text not in self.known:
            self.pipe.send(text)
            changes = None
            if self.pipe.poll(self.limit):
                changes = self.pipe.recv()
            else:
                self.close()
                self._start()
            self.known[text] = None if changes is None else apply_first(text, changes)
        return self.known[text]

    def _sentences(self, line: str) -> str:
        out = ""
        for part in re.split(r"(?<=[.!?…])(?=\s)", line):
            answer = self._ask(part) if part.strip() else part
            self.gave_up += answer is None
            out += part if answer is None else answer
        return out

    def __call__(self, text: str) -> str:
        """The text with every first suggestion applied."""
        lines = []
        for line in text.split("\n"):
            answer = self._ask(line) if line.strip() else line
            lines.append(self._sentences(line) if answer is None else answer)
        return "\n".join(lines)

    def close(self) -> None:
        """End the engine's process."""
        self.pipe.close()
        self.process.kill()
        self.process.join()


SYSTEMS: dict[str, Callable[[str], Identity]] = {
    "identity": lambda lang: Identity(),
    "cleanup": Cleanup,
    "cleanup-none": lambda lang: Cleanup(lang, "none"),
    "lingotweaker": lambda lang: LingoTweaker(lang, spelling=True),
    "lingotweaker-nospell": lambda lang: LingoTweaker(lang, spelling=False),
    "harper": Harper,
}
"""By name: a function from a language to a ready system."""


def check_systems(names: Iterable[str]) -> None:
    """Refuse names that are not in `SYSTEMS`."""
    for name in names:
        if name not in SYSTEMS:
            raise MeasureError(f"no system {name!r}; there are: {', '.join(SYSTEMS)}")


def attempt(correct: Identity, text: str) -> tuple[str, str | None]:
    """What a system makes of a text, or the text itself and what went wrong in one line."""
    try:
        return correct(text), None
    except Exception as error:  # noqa: BLE001  a crash is a figure too
        return text, f"{type(error).__name__}: {error}"[:300]
