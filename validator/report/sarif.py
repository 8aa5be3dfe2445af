"""The findings as SARIF 2.1.0 (OASIS, with errata 01), for code scanning."""

import hashlib
import json
import os
import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from validator import wording
from validator.finding import Finding, Severity

MOST_RESULTS = 25_000
"""Results that GitHub takes of a run."""

FINGERPRINT = "callspec/v1"
"""The name of our fingerprints: another way of making them gets another number (3.27.17)."""

_STDIN = "-"
_LINK = re.compile(r"\[(?=[^\]]*\]\()")


def render(
    findings: Sequence[Finding],
    rules: Mapping[str, str],
    version: str,
    fingerprints: Sequence[str | None] = (),
) -> str:
    """Return a log of one run as JSON text with a final newline.

    `rules` says what each code means; a code that it does not have stands for itself. `version` is
    callspec's. `fingerprints` are what the findings are known by, in their order, where the caller
    knows better than their code, file and pointer. Of more findings than code scanning takes,
    errors are kept before others, and the log says how many are left out.
    """
    known = list(_fingerprints(findings, fingerprints))
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
                "version": version,
                "rules": [_rule(code, rules.get(code, code)) for code in codes],
            }
        },
        **_left_out(len(findings) - len(kept)),
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


def _fingerprints(findings: Sequence[Finding], given: Sequence[str | None]) -> Iterator[str]:
    """Yield what each finding is known by, different for each: no line numbers are in it."""
    seen: Counter[str] = Counter()
    for number, finding in enumerate(findings):
        one = given[number] if number < len(given) else None
        if one is None:
            parts = [finding.code, finding.file, finding.pointer, finding.found]
            text = json.dumps(parts, sort_keys=True, default=str)
            one = hashlib.sha256(text.encode()).hexdigest()[:16]
        seen[one] += 1
        yield one if seen[one] == 1 else f"{one}:{seen[one]}"


def _left_out(number: int) -> dict[str, Any]:
    if not number:
        return {}
    text = f"{wording.plural(number, 'result')} more than the {MOST_RESULTS} that a run may hold"
    notification = {"level": "warning", "message": {"text": text}}
    return {
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": [notification]}]
    }
