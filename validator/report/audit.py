"""The report of an audit, for people and for programs (format `callspec-audit/1`)."""

from dataclasses import asdict, dataclass
from typing import Protocol

from validator import wording
from validator.finding import Finding
from validator.lines import paint
from validator.report import Count, Kind
from validator.report.json import Json, kinds_data
from validator.report.text import Text

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
    """For people, as the report of validate."""

    text: Text

    def start(self) -> str:
        """Return nothing: the findings come at once."""
        return self.text.start()

    def finding(self, finding: Finding, *, first: bool) -> str:
        """Return a finding with its line of text, or its heading alone."""
        return self.text.finding(finding, first=first)

    def end(self, summary: AuditSummary, counts: dict[Kind, Count], *, first: bool) -> str:
        """Return how many documents were compared, and of many findings how many of each kind."""
        remark = "" if summary.complete else "interrupted: not all has been compared\n"
        last = _last_line(summary, self.text.color)
        return self.text.closed(counts, summary.left_out, remark, last)


_JSON = Json(FORMAT)


@dataclass(frozen=True, slots=True)
class AuditJson:
    """For programs, as the report of validate."""

    json: Json = _JSON

    def start(self) -> str:
        """Return the text up to the first finding."""
        return self.json.start()

    def finding(self, finding: Finding, *, first: bool) -> str:
        """Return a finding as an element of `findings`."""
        return self.json.finding(finding, first=first)

    def end(self, summary: AuditSummary, counts: dict[Kind, Count], *, first: bool) -> str:
        """Return the text behind the last finding."""
        return self.json.closed({**asdict(summary), "kinds": kinds_data(counts)}, first=first)


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
