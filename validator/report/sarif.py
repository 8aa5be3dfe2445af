"""The findings as SARIF 2.1.0 (OASIS, with errata 01), for code scanning."""

import importlib.metadata
import json
import os
import posixpath
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from validator import wording
from validator.finding import Finding, Severity
from validator.limits import MOST_FINDINGS
from validator.report.fingerprints import fingerprints
from validator.report.report import Report

MOST_RESULTS = MOST_FINDINGS
"""Results that GitHub takes of a run."""

FINGERPRINT = "callspec/v1"
"""The name of our fingerprints: another way of making them gets another number (3.27.17)."""

_STDIN = "-"
_LINK = re.compile(r"\[(?=[^\]]*\]\()")


def render(report: Report) -> str:
    """Return a log of one run as JSON text with a final newline.

    Of more findings than code scanning takes, errors are kept before others, and the log says how
    many are left out. A code whose meaning is not known stands for itself.
    """
    findings = report.findings
    known = list(fingerprints(report))
    kept = list(range(len(findings)))
    if len(findings) > MOST_RESULTS:
        order = list(Severity)
        kept.sort(key=lambda number: order.index(findings[number].severity))
        kept = sorted(kept[:MOST_RESULTS])
    codes = list(dict.fromkeys(findings[number].code for number in kept))
    run = {
        "tool": {
            "driver": {
                "name": "callspec",
                "version": importlib.metadata.version("callspec"),
                "rules": [_rule(code, report.meanings.get(code, code)) for code in codes],
            }
        },
        **_left_out(len(findings) - len(kept) + report.left_out),
        "columnKind": "unicodeCodePoints",
        "results": [_result(findings[one], codes, known[one]) for one in kept],
    }
    # ASCII alone: half a surrogate pair of a payload has no UTF-8.
    return json.dumps({"version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(code: str, meaning: str) -> dict[str, Any]:
    return {"id": code, "shortDescription": {"text": meaning}}


def _result(finding: Finding, codes: Sequence[str], fingerprint: str) -> dict[str, Any]:
    message = wording.printable(finding.message)
    if finding.hint:
        message += f"; {wording.printable(finding.hint)}"
    return {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": finding.severity.value,
        # What a payload says must not become a link (3.11.6).
        "message": {"text": _LINK.sub(r"\\[", message)},
        "locations": list(_locations(finding)),
        "partialFingerprints": {FINGERPRINT: fingerprint},
    }


def _locations(finding: Finding) -> Iterator[dict[str, Any]]:
    location: dict[str, Any] = {}
    if finding.file and finding.file != _STDIN:
        location["physicalLocation"] = {"artifactLocation": {"uri": _uri(finding.file)}}
        if finding.span:
            location["physicalLocation"]["region"] = {
                "startLine": finding.span.line,
                "startColumn": finding.span.column,
                "endLine": finding.span.end_line,
                "endColumn": finding.span.end_column,
            }
    if finding.pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": wording.printable(finding.pointer)}]
    if location:
        yield location


def _uri(file: str) -> str:
    """Return a path as a URI reference (RFC 3986, section 4.1), relative where it can be."""
    path = Path(file)
    if path.is_absolute():
        if not path.is_relative_to(Path.cwd()):
            return path.as_uri()
        file = str(path.relative_to(Path.cwd()))
    # A colon in the first segment would begin a scheme, so it is encoded like the rest.
    return quote(os.fsencode(posixpath.normpath(file)))


def _left_out(number: int) -> dict[str, Any]:
    if not number:
        return {}
    text = f"{wording.plural(number, 'finding')} more than this log holds"
    notification = {"level": "warning", "message": {"text": text}}
    return {
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": [notification]}]
    }
