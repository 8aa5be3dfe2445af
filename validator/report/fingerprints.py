"""What findings are known by from run to run: their code, file, pointer and value, no line."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator

from validator.finding import Finding
from validator.report.report import Report


def fingerprints(report: Report) -> Iterator[str]:
    """Yield what each finding of a report is known by, different for each."""
    seen: Counter[str] = Counter()
    given = report.fingerprints
    for number, finding in enumerate(report.findings):
        one = given[number] if number < len(given) else None
        if one is None:
            one = _fingerprint(finding)
        seen[one] += 1
        yield one if seen[one] == 1 else f"{one}:{seen[one]}"


def _fingerprint(finding: Finding) -> str:
    parts = [finding.code, finding.file, finding.pointer, finding.found]
    text = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
