"""What was found, and one renderer per format: each a function of the same data."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from validator.finding import Finding, Severity


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands: line and column (from 1) of a file, and its document (from 1)."""

    file: str
    line: int
    column: int
    document: int


@dataclass(frozen=True, slots=True)
class Kind:
    """What findings are counted by: a code and a field (a JSON Pointer, `*` for any index)."""

    code: str
    severity: Severity
    field: str


@dataclass(frozen=True, slots=True)
class Count:
    """How often a kind of finding was found, the first places of it, and how often on which days.

    Days (`2026-03-14`) are counted where they are asked for.
    """

    number: int
    places: tuple[Place, ...]
    days: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run amounts to. `documents` are `valid` or `invalid`; `unreadable` counts paths.

    `left_out` findings are counted and not in the report; `accepted` ones, which the configuration
    accepts, are neither. `complete` is false where the run was
    interrupted: then all of this is about what had been read.
    """

    documents: int
    valid: int
    invalid: int
    unreadable: int
    errors: int
    warnings: int
    left_out: int = 0
    accepted: int = 0
    complete: bool = True


class Style(Protocol):
    """How a report is printed while it is made: a start, its findings, an end.

    `whole` tells that it is given all findings, however many were asked for: it leaves some out
    itself.
    """

    whole: ClassVar[bool]

    def start(self) -> str:
        """Return what comes first."""

    def finding(self, finding: Finding, *, first: bool) -> str:
        """Return what is said of a finding; `first` tells that none has been printed."""

    def end(self, summary: Summary, counts: dict[Kind, Count], *, first: bool) -> str:
        """Return what comes last; `first` tells that no finding has been printed."""


def count(findings: Sequence[Finding], severity: Severity) -> int:
    """Return how many findings have a severity."""
    return sum(finding.severity is severity for finding in findings)
