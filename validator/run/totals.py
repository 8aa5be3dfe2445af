"""Parts added up: what a run amounts to so far."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from validator.finding import Finding, Severity
from validator.report import Count, Kind, Summary
from validator.report.counts import add_counts, count_kinds
from validator.run.part import Part


@dataclass(slots=True)
class Totals:
    """What has been found so far; `shown` findings have been printed."""

    documents: int = 0
    invalid: int = 0
    read: int = 0
    shown: int = 0
    counts: dict[Kind, Count] = field(default_factory=dict)
    unreadable: list[Finding] = field(default_factory=list)
    accepted: Counter[int] = field(default_factory=Counter)

    @property
    def findings(self) -> int:
        """How many findings there are, those that are not shown too."""
        return sum(one.number for one in self.counts.values())

    def add(self, part: Part) -> None:
        """Count a part, which is as seen from its file."""
        self.documents += part.documents
        self.invalid += part.invalid
        self.read += part.read
        self.accepted.update(part.accepted)
        if part.counts:
            self.counts = add_counts(self.counts, part.counts)
        if part.unreadable is not None:
            self.unreadable.append(part.unreadable)

    def add_findings(self, findings: Sequence[Finding]) -> None:
        """Count findings that belong to no document."""
        self.counts = add_counts(self.counts, count_kinds(findings))

    def summary(self, *, complete: bool = True) -> Summary:
        """Return what a run amounts to."""
        severities = dict.fromkeys(Severity, 0)
        for kind, one in self.counts.items():
            severities[kind.severity] += one.number
        found = sum(severities.values())
        return Summary(
            documents=self.documents,
            valid=self.documents - self.invalid,
            invalid=self.invalid,
            unreadable=len(self.unreadable),
            errors=severities[Severity.ERROR] + len(self.unreadable),
            warnings=severities[Severity.WARNING],
            left_out=found - self.shown,
            accepted=self.accepted.total(),
            complete=complete,
        )
