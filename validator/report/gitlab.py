"""The findings as GitLab's code quality report, which a merge request shows beside its changes."""

import json
import os
import posixpath
from pathlib import Path
from typing import Any

from validator import wording
from validator.finding import Finding, Severity
from validator.report.fingerprints import fingerprints
from validator.report.report import Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(report: Report) -> str:
    """Return an array of issues as JSON text with a final newline.

    The format is that of GitLab's "Code Quality": each issue has a description, a check's name, a
    fingerprint that no other has, a severity, and a path with a line.
    """
    known = fingerprints(report)
    issues = [_issue(*one) for one in zip(report.findings, known, strict=True)]
    return json.dumps(issues, indent=2) + "\n"


def _issue(finding: Finding, fingerprint: str) -> dict[str, Any]:
    description = wording.printable(finding.message)
    if finding.hint:
        description += f"; {wording.printable(finding.hint)}"
    return {
        "description": description,
        "check_name": finding.code,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": {
            "path": _path(finding.file or "-"),
            "lines": {"begin": finding.span.line if finding.span else 1},
        },
    }


def _path(file: str) -> str:
    """Return a path below the current folder without `./`, as it is where it lies elsewhere."""
    path = Path(file)
    if path.is_absolute() and path.is_relative_to(Path.cwd()):
        file = os.fspath(path.relative_to(Path.cwd()))
    return wording.printable(posixpath.normpath(file.replace(os.sep, "/")))
