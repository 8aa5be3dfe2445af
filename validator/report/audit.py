"""The report of an audit, for people and for programs (format `callspec-audit/1`)."""

import json
from dataclasses import asdict, dataclass
from typing import Protocol

from validator import wording
from validator.finding import Finding
from validator.lines import paint
from validator.report import Count, Kind
from validator.report.json import as_data, kinds_data
from validator.report.text import MANY, block, heading, kinds_table

FORMAT = "callspec-audit/1"


@dataclass(frozen=True, slots=True)
class AuditSummary:
    """What an audit amounts to: documents of payloads and of calls, and what was found.

    `unreadable` counts paths. `left_out` findings are counted and not in the report. `complete` is
    false where it was interrupted: then not all has been compared.
    """

    payloads: int
    calls: int
    unreadable: int
    errors: int
    warnings: int
    left_out: int
    complete: bool


class AuditStyle(Protocol):
    """How the report of an audit is printed while it is made."""

    def start(self) -> str:
        """Return what comes first."""

    def finding(self, finding: Finding, *, first: bool) -> str:
        """Return what is said of a finding; `first` tells that none has been printed."""

    def end(self, summary: AuditSummary, counts: dict[Kind, Count], *, first: bool) -> str:
        """Return what comes last; `first` tells that no finding has been printed."""


@dataclass(frozen=True, slots=True)
class AuditText:
    """For people; `quiet` leaves only one line a finding, `table` always ends with the kinds."""

    color: bool = False
    quiet: bool = False
    table: bool = False

    def start(self) -> str:
        """Return nothing: the findings come at once."""
        return ""

    def finding(self, finding: Finding, *, first: bool) -> str:
        """Return a finding with its line of text, or its heading alone."""
        if self.quiet:
            return f"{heading(finding, self.color)}\n"
        return f"{block(finding, self.color)}\n"

    def end(self, summary: AuditSummary, counts: dict[Kind, Count], *, first: bool) -> str:
        """Return how many documents were compared, and of many findings how many of each kind."""
        if self.quiet:
            return ""
        text = ""
        found = sum(one.number for one in counts.values())
        if counts and (self.table or summary.left_out or found > MANY):
            text = f"{kinds_table(counts)}\n\n"
        if not summary.complete:
            text += "interrupted: not all has been compared\n"
        if summary.left_out and not self.table:
            text += f"{wording.plural(summary.left_out, 'finding')} not shown\n"
        return f"{text}{_last_line(summary, self.color)}\n"


@dataclass(frozen=True, slots=True)
class AuditJson:
    """One object; each finding stands in a line of its own, so that it can be read as it comes."""

    def start(self) -> str:
        """Return the text up to the first finding."""
        return f'{{\n  "format": "{FORMAT}",\n  "findings": ['

    def finding(self, finding: Finding, *, first: bool) -> str:
        """Return a finding as an element of `findings`."""
        return f"{'' if first else ','}\n    {json.dumps(as_data(finding))}"

    def end(self, summary: AuditSummary, counts: dict[Kind, Count], *, first: bool) -> str:
        """Return the text behind the last finding."""
        data = {"summary": {**asdict(summary), "kinds": kinds_data(counts)}}
        close = "]" if first else "\n  ]"
        # The object is open already.
        return f"{close},{json.dumps(data, indent=2).removeprefix('{')}\n"


def _last_line(summary: AuditSummary, color: bool) -> str:
    compared = wording.plural(summary.payloads, "payload")
    if summary.calls:
        compared += f" and {wording.plural(summary.calls, 'call')}"
    found = f"{wording.plural(summary.errors, 'error')}, "
    found += wording.plural(summary.warnings, "warning")
    if summary.unreadable:
        found = f"{summary.unreadable} unreadable; {found}"
    bad = summary.errors or summary.unreadable
    return paint(
        f"{compared} compared: {found}",
        "31" if bad else "33" if summary.warnings else "32",
        color,
    )
