"""What ``check`` found in one file: the input of every list of findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cleanup.show.findings import Finding, Lines, findings
from cleanup.show.invisible import escaped

if TYPE_CHECKING:
    from cleanup.pipeline import Result


@dataclass(frozen=True, slots=True)
class Report:
    """One file: its result, or why there is none."""

    name: str
    result: Result | None = None
    error: str | None = None

    def findings(self) -> list[Finding]:
        """The findings that a reader is told of."""
        return [f for f in findings(self.result) if f.counts] if self.result else []

    def located(self) -> Iterator[tuple[int, int, int, int, Finding]]:
        """Line, column, end line and end column of each finding, 1-based, and the finding."""
        if self.result is None:
            return
        lines = Lines(self.result.original)
        for finding in self.findings():
            yield *lines.at(finding.start), *lines.at(finding.end), finding


def text_lines(report: Report) -> Iterator[str]:
    """``file:line:col rule message``, as compilers and linters do."""
    for line, column, _, _, finding in report.located():
        yield escaped(f"{report.name}:{line}:{column} {finding.rule} {finding.message}")


_LEVEL = {True: "warning", False: "notice"}


def github_lines(report: Report) -> Iterator[str]:
    """Workflow commands that GitHub turns into annotations of the changed lines."""
    if report.error is not None:
        yield f"::error file={_property(report.name)}::{_data(report.error)}"
    for line, column, end_line, end_column, finding in report.located():
        place = f"file={_property(report.name)},line={line},endLine={end_line},col={column}"
        if line == end_line:  # GitHub knows columns inside one line only
            place += f",endColumn={end_column}"
        message = _data(f"{finding.message} [{finding.rule}]")
        title = _property(finding.rule)
        yield f"::{_LEVEL[finding.applied]} {place},title={title}::{message}"


def _data(text: str) -> str:
    """A message, escaped as the workflow commands ask."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped(text)


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
