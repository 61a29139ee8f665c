#!/usr/bin/env python3
"""Write damaged articles as JSON lines, with every wound (see cleanup/score/planting).

A record has ``id``, ``lang``, ``text`` (damaged), ``clean``, and ``artefacts``: each with
``class``, ``variant``, ``start`` and ``end`` (code points of the damaged text), ``before`` (the
clean text there) and ``after`` (the damage). The same seed gives the same damage on every machine,
whatever PYTHONHASHSEED is.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from measuring import MeasureError, add_ntrex_options, clean_documents, comma_list, parser_for, run

from cleanup.score.planting import CLASSES, DEFAULT, Planted, check_classes, plant


def planted_documents(args: argparse.Namespace, lang: str) -> list[Planted]:
    """The damaged articles of one language, by the options of `add_options`."""
    articles = clean_documents(args, lang)
    return [plant(article, args.seed, args.density, args.classes) for article in articles]


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `planted_documents`."""
    add_ntrex_options(parser)
    parser.add_argument("--density", type=float, default=0.4, metavar="X",
                        help="artefacts a sentence (default: 0.4)")  # fmt: skip
    parser.add_argument("--classes", type=comma_list, default=DEFAULT, metavar="A,B",
                        help=f"of {', '.join(CLASSES)} (default: all but the last)")  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    """Write the damaged articles of one or more languages."""
    parser = parser_for(__doc__)
    add_options(parser)
    parser.add_argument("-o", "--output", type=Path, help="file to write (default: stdout)")
    args = parser.parse_args(argv)
    check_classes(args.classes)
    lines = []
    for lang in args.langs:
        for planted in planted_documents(args, lang):
            clean = planted.article
            record = {"id": f"{lang}:{clean.id}", "lang": lang, "text": planted.text}
            record |= {"clean": clean.text, "artefacts": [a.record() for a in planted.artefacts]}
            lines.append(json.dumps(record, ensure_ascii=False) + "\n")
    if args.output is None:
        sys.stdout.writelines(lines)
        return 0
    try:
        args.output.write_text("".join(lines), "utf-8")
    except OSError as error:
        raise MeasureError(f"{args.output}: cannot write: {error.strerror}") from None
    return 0


if __name__ == "__main__":
    sys.exit(run(main))
