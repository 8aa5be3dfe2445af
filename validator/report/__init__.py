"""What was found, and one renderer per format: each a function of the same report."""

from collections.abc import Sequence
from dataclasses import dataclass

from validator.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run amounts to. `documents` are `valid` or `invalid`; `unreadable` counts paths."""

    documents: int
    valid: int
    invalid: int
    unreadable: int
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of a run in the order they are shown, and its summary."""

    findings: tuple[Finding, ...]
    summary: Summary


def count(findings: Sequence[Finding], severity: Severity) -> int:
    """Return how many findings have a severity."""
    return sum(finding.severity is severity for finding in findings)
