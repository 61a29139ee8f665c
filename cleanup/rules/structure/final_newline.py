"""The line end at the end of a file."""

from __future__ import annotations

from collections.abc import Iterator

from cleanup.document import Document, Format
from cleanup.edit import Safety
from cleanup.registry import Fix, Found, Keep, rule


@rule(
    "final-newline",
    stage="structure",
    safety=Safety.SAFE,
    message="A text file ends with a line end.",
    formats=(Format.TEXT, Format.MARKDOWN),
    fix=[
        Fix("The end.", "The end.\n", is_file=True),
        Fix("Eins.\r\nZwei.", "Eins.\r\nZwei.\r\n", lang="de", is_file=True),
        Fix("終わり。", "終わり。\n", lang="ja", is_file=True),
    ],
    keep=[Keep("The end.\n", is_file=True), Keep("A record."), Keep("", is_file=True)],
)
def final_newline(document: Document) -> Iterator[Found]:
    r"""Ends a file with the kind of line end that it uses.

    A line is characters and its line end (POSIX.1-2017, 3.206); tools that join files glue a last
    line without one to the next file. Passages and batch records are no files and stay.
    """
    text = document.text
    if document.is_file and text and not text[-1].isspace():
        end = "\r\n" if "\r\n" in text else "\n"
        yield Found(len(text), len(text), end)
