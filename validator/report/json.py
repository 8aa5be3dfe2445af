"""The report as JSON, for programs: format `callspec-report/1`."""

import json
from dataclasses import asdict
from typing import Any

from validator.finding import Finding
from validator.report import Report

FORMAT = "callspec-report/1"


def render(report: Report) -> str:
    """Return the report as JSON text with a final newline."""
    data = {
        "format": FORMAT,
        "summary": asdict(report.summary),
        "findings": [as_data(finding) for finding in report.findings],
    }
    return json.dumps(data, indent=2) + "\n"


def as_data(finding: Finding) -> dict[str, Any]:
    """Return a finding as the report's JSON object; places that are not known are null."""
    span = finding.span
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "file": finding.file,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
        "document": finding.document,
        "pointer": finding.pointer,
        "message": finding.message,
        "found": finding.found,
        "expected": finding.expected,
        "hint": finding.hint,
        "schema": finding.schema,
        "schema_pointer": finding.schema_pointer,
        "source": asdict(finding.source) if finding.source else None,
    }
