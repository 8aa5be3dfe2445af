"""A report that is printed at the end, of findings that come one by one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from validator.finding import Finding, Severity
from validator.lines import counted_line
from validator.report import Count, Kind, Summary
from validator.report.report import MOST, Render, Report


@dataclass(slots=True)
class Collected:
    """Keeps findings up to a number, errors apart from others, and renders them at the end."""

    render: Render
    command: str
    checked: Sequence[str]
    meanings: Mapping[str, str]
    strict: bool = False
    number: int = 0
    errors: list[tuple[int, Finding]] = field(default_factory=list)
    others: list[tuple[int, Finding]] = field(default_factory=list)

    def start(self) -> str:
        """Return nothing: all comes at the end."""
        return ""

    def finding(self, finding: Finding, *, first: bool) -> str:
        """Keep a finding; return nothing."""
        kept = self.errors if finding.severity is Severity.ERROR else self.others
        if len(kept) < MOST:
            kept.append((self.number, finding))
        self.number += 1
        return ""

    def end(self, summary: Summary, counts: dict[Kind, Count], *, first: bool) -> str:
        """Return the whole report."""
        kept = sorted((*self.errors, *self.others), key=lambda one: one[0])
        last = counted_line(
            summary.documents,
            summary.invalid,
            summary.unreadable,
            summary.errors,
            summary.warnings,
            summary.accepted,
            color=False,
        )
        if not summary.complete:
            last = f"interrupted: this is about what had been read; {last}"
        report = Report(
            self.command,
            [finding for _, finding in kept],
            self.checked,
            last,
            summary.left_out + self.number - len(kept),
            meanings=self.meanings,
            strict=self.strict,
        )
        return self.render(report)
