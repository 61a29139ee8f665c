"""Findings as SARIF 2.1.0, which code hosts and editors read.

Source: OASIS, Static Analysis Results Interchange Format Version 2.1.0. Columns count code
points (``columnKind: unicodeCodePoints``).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from cleanup import __version__
from cleanup.registry import all_rules

if TYPE_CHECKING:
    from cleanup.show.findings import Finding
    from cleanup.show.report import Report

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(reports: Sequence[Report]) -> str:
    """One SARIF log with one run."""
    results = [found for report in reports for found in _results(report)]
    names = dict.fromkeys(report.name for report in reports)
    used = sorted({found["ruleId"] for found in results})
    for found in results:
        found["ruleIndex"] = used.index(found["ruleId"])
    failures = [_failure(report) for report in reports if report.error is not None]
    invocation: dict[str, Any] = {"executionSuccessful": not failures}
    if failures:
        invocation["toolExecutionNotifications"] = failures
    driver = {"name": "cleanup", "version": __version__, "rules": [_rule(name) for name in used]}
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "columnKind": "unicodeCodePoints",
                "invocations": [invocation],
                "artifacts": [{"location": _location(name)} for name in names],
                "results": results,
            }
        ],
    }
    text = json.dumps(log, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "backslashreplace").decode() + "\n"


def _rule(name: str) -> dict[str, Any]:
    """The description of one rule; engines' rules are known by their id alone."""
    rule = all_rules().get(name)
    if rule is None:
        return {"id": name}
    return {
        "id": name,
        "shortDescription": {"text": rule.message},
        "fullDescription": {"text": " ".join(rule.doc.split())},
        "defaultConfiguration": {"level": "warning"},
        "properties": {"stage": rule.stage, "safety": str(rule.safety)},
    }


def _results(report: Report) -> Iterator[dict[str, Any]]:
    for line, column, end_line, end_column, finding in report.located():
        region = {
            "startLine": line,
            "startColumn": column,
            "endLine": end_line,
            "endColumn": end_column,
            "charOffset": finding.start,
            "charLength": finding.end - finding.start,
        }
        yield {
            "ruleId": finding.rule,
            "level": "warning" if finding.applied else "note",
            "message": {"text": finding.message},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": _location(report.name),
                        "region": region,
                    }
                }
            ],
            "properties": _properties(finding),
            **_fixes(report.name, region, finding),
        }


def _properties(finding: Finding) -> dict[str, Any]:
    found: dict[str, Any] = {"safety": str(finding.safety), "stage": finding.stage}
    if finding.confidence is not None:
        found["confidence"] = finding.confidence
    if finding.rules:
        found["rules"] = list(finding.rules)
    return found


def _fixes(name: str, region: dict[str, int], finding: Finding) -> dict[str, Any]:
    if finding.after is None:
        return {}
    replacement = {"deletedRegion": region, "insertedContent": {"text": finding.after}}
    change = {"artifactLocation": _location(name), "replacements": [replacement]}
    return {"fixes": [{"description": {"text": finding.message}, "artifactChanges": [change]}]}


def _failure(report: Report) -> dict[str, Any]:
    place = {"physicalLocation": {"artifactLocation": _location(report.name)}}
    return {"level": "error", "message": {"text": report.error}, "locations": [place]}


def _location(name: str) -> dict[str, str]:
    path = Path(name)
    if path.is_absolute():
        return {"uri": path.as_uri()}
    return {"uri": quote(path.as_posix(), errors="surrogateescape")}
