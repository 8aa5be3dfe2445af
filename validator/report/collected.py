"""A report that is printed at the end, of findings that come one by one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from validator.finding import Finding, Severity
from validator.limits import MOST_FINDINGS
from validator.report import Count, Kind, Summary
from validator.report.report import Render, Report, counts_as_error
from validator.report.text import summary_line


@dataclass(slots=True)
class Collected:
    """Keeps findings up to a number, errors apart from others, and renders them at the end.

    `most` errors are kept, and as many others. Of the rest, it is kept which files they are of: a
    file that has an error is never told to have none.
    """

    whole: ClassVar[bool] = True
    render: Render
    command: str
    checked: Sequence[str]
    meanings: Mapping[str, str]
    strict: bool = False
    most: int = MOST_FINDINGS
    number: int = 0
    errors: list[tuple[int, Finding]] = field(default_factory=list)
    others: list[tuple[int, Finding]] = field(default_factory=list)
    dropped: Counter[str] = field(default_factory=Counter)

    def start(self) -> str:
        """Return nothing: all comes at the end."""
        return ""

    def finding(self, finding: Finding, *, first: bool) -> str:
        """Keep a finding; return nothing."""
        kept = self.errors if finding.severity is Severity.ERROR else self.others
        if len(kept) < self.most:
            kept.append((self.number, finding))
        elif counts_as_error(finding, strict=self.strict):
            self.dropped[finding.file or ""] += 1
        self.number += 1
        return ""

    def end(self, summary: Summary, counts: dict[Kind, Count], *, first: bool) -> str:
        """Return the whole report."""
        kept = sorted((*self.errors, *self.others), key=lambda one: one[0])
        last = summary_line(summary)
        if not summary.complete:
            last = f"interrupted: this is about what had been read; {last}"
        report = Report(
            self.command,
            [finding for _, finding in kept],
            self.checked,
            last,
            self.number - len(kept),
            self.dropped,
            meanings=self.meanings,
            strict=self.strict,
        )
        return self.render(report)
