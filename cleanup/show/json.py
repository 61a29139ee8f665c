"""Findings as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from cleanup import __version__
from cleanup.show.findings import Lines, findings

if TYPE_CHECKING:
    from cleanup.show.report import Report


def render(reports: Sequence[Report]) -> str:
    """One JSON object: ``version``, ``files`` and the number of findings by rule.

    Each finding is that of a batch record, with ``line``, ``column``, ``end_line`` and
    ``end_column``, 1-based. What a guard refused is listed too, with its ``reason``.
    """
    summary = Counter(finding.rule for report in reports for finding in report.findings())
    page = {
        "cleanup": __version__,
        "files": [_file(report) for report in reports],
        "summary": dict(sorted(summary.items())),
    }
    text = json.dumps(page, ensure_ascii=False, indent=1)
    # A lone surrogate is legal in JSON as an escape and nowhere else.
    return text.encode("utf-8", "backslashreplace").decode() + "\n"


def _file(report: Report) -> dict[str, Any]:
    if report.result is None:
        return {"file": report.name, "error": report.error}
    result = report.result
    lines = Lines(result.original)
    found = []
    for finding in findings(result):
        line, column = lines.at(finding.start)
        end_line, end_column = lines.at(finding.end)
        place = {"line": line, "column": column, "end_line": end_line, "end_column": end_column}
        found.append(place | msgspec.to_builtins(finding))
    return {
        "file": report.name,
        "lang": result.lang,
        "format": str(result.format),
        "changed": result.changed,
        "findings": found,
        "notes": list(result.notes),
    }
