"""What `callspec diff` has to say, as plain data, and one renderer per format."""

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from docs_extract.compare.change import ABSENT, Change, Comparison, Step
from docs_extract.compare.report.fold import holders_of, told
from validator import wording
from validator.finding import Finding, Severity, Source, Span
from validator.severities import Severities

_MOST_HOLDERS = 3
"""Structs that a message names, of those that a change comes to besides."""


class FailOn(enum.StrEnum):
    """Whom a change must break to be an error."""

    WRITERS = "writers"
    READERS = "readers"
    ANY = "any"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class DiffReport:
    """Comparisons, and what the user made of them.

    `files_old` and `files_new` are the paths of pages by their names, as far as they are at hand.
    `accepted` are the reasons why changes are accepted, by fingerprint. `findings` are not about
    changes: errors of pages, acceptances that match nothing. `severities` are those that changes
    have by their code, whomever they break.
    """

    comparisons: tuple[Comparison, ...]
    files_old: Mapping[str, str]
    files_new: Mapping[str, str]
    accepted: Mapping[str, str]
    findings: tuple[Finding, ...] = ()
    fail_on: FailOn = FailOn.ANY
    severities: Severities = field(default_factory=dict)

    def changes(self) -> Iterator[tuple[Comparison, Change]]:
        """Yield every change with the comparison it belongs to."""
        for comparison in self.comparisons:
            for change in comparison.changes:
                yield comparison, change


@dataclass(frozen=True, slots=True)
class Summary:
    """How many structs were compared, and how many of the changes are of each kind.

    A change of an embedded struct counts where it is told (docs_extract.compare.report.fold): once,
    however many structs hold it. One that breaks writers and readers counts as both; `nobody` are
    changes of the contract that break neither, `wording` those of words only. `step` is the
    greatest of all structs.
    """

    structs: int
    changed: int
    changes: int
    writers: int
    readers: int
    nobody: int
    wording: int
    accepted: int
    step: Step | None


def summary_of(report: DiffReport) -> Summary:
    """Return the counts of a report."""
    changes = [change for _, change in told(report.comparisons)]
    steps = {comparison.step for comparison in report.comparisons}
    return Summary(
        structs=len(report.comparisons),
        changed=sum(bool(comparison.changes) for comparison in report.comparisons),
        changes=len(changes),
        writers=sum(change.writers.breaks for change in changes),
        readers=sum(change.readers.breaks for change in changes),
        nobody=sum(not change.breaks and not change.is_wording for change in changes),
        wording=sum(change.is_wording for change in changes),
        accepted=sum(change.fingerprint in report.accepted for change in changes),
        step=next((step for step in Step if step in steps), None),
    )


def findings_of(report: DiffReport) -> list[Finding]:
    """Return all findings of a report: those about pages, then one for each change."""
    return [*report.findings, *(finding_of(report, *one) for one in report.changes())]


def fingerprints_of(report: DiffReport) -> list[str | None]:
    """Return what each of `findings_of` is known by; None for those that are not changes."""
    return [*(None for _ in report.findings), *(one.fingerprint for _, one in report.changes())]


def told_once(report: DiffReport, *, words: bool) -> list[Finding]:
    """Return all findings of a report, a change of an embedded struct only once.

    Its message says which other structs it comes to, and through which fields. `words` keeps
    changes of words.
    """
    holders = holders_of(report.comparisons)
    findings = list(report.findings)
    for comparison, change in told(report.comparisons):
        if words or not change.is_wording:
            finding = finding_of(report, comparison, change)
            also = holders.get((comparison.struct, change.fingerprint), [])
            findings.append(replace(finding, message=finding.message + _also(also)))
    return findings


def _also(holders: list[str]) -> str:
    if not holders:
        return ""
    shown = holders[:_MOST_HOLDERS]
    if len(holders) > len(shown):
        shown.append(f"{wording.plural(len(holders) - len(shown), 'more struct')}")
    return f" (also in {'; '.join(shown)})"


def finding_of(report: DiffReport, comparison: Comparison, change: Change) -> Finding:
    """Return a change as a finding, placed on the new page, or on the old one where it went.

    It is an error where it breaks somebody that `fail_on` names, a warning where it breaks somebody
    else, and a note where it breaks nobody or is accepted. `found` is the new value, `expected` the
    old one.
    """
    reason = report.accepted.get(change.fingerprint)
    severity = _severity(report, change, reason is not None)
    message = change.message if change.is_wording else f"{change.message}; {whom(change)}"
    file, source = comparison.new, change.new_source or change.old_source
    if source is not None:
        files = report.files_new if change.new_source else report.files_old
        file = files.get(source.page, source.page)
    return Finding(
        change.code,
        severity,
        message if reason is None else f"{message}, accepted: {reason}",
        pointer=change.pointer,
        found=None if change.new is ABSENT else change.new,
        expected=None if change.old is ABSENT else change.old,
        hint=None
        if severity is Severity.NOTE
        else f"accept {change.fingerprint} with a reason, if it is meant",
        file=file,
        # Only the line is known: the finding stands at its first character.
        span=Span(source.line, 1, source.line, 2) if source else None,
    )


def whom(change: Change) -> str:
    """Return whom a change breaks: `breaks writers and readers`, `breaks nobody`."""
    return f"breaks {wording.names(change.breaks or ('nobody',))}"


def place(source: Source, files: Mapping[str, str]) -> str:
    """Return where a page says something, by the path the user knows the page by."""
    return f"{files.get(source.page, source.page)}:{source.line}"


def _severity(report: DiffReport, change: Change, accepted: bool) -> Severity:
    if accepted:
        return Severity.NOTE
    if change.code in report.severities:
        # A change that weighs nothing is still told.
        return report.severities[change.code] or Severity.NOTE
    if not change.breaks:
        return Severity.NOTE
    if report.fail_on == FailOn.ANY or report.fail_on in change.breaks:
        return Severity.ERROR
    return Severity.WARNING
