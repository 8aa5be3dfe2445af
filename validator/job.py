"""What is asked of every document, and what a document answers."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from validator.contract import NOT_GIVEN, Contract, faulty
from validator.documents import Document, locate, resolve
from validator.finding import Finding, Severity, position
from validator.severities import Severities, weighed

if TYPE_CHECKING:
    from validator.calls import CallIndex

_MISSING = object()


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked of every document.

    `at` is the JSON Pointer of the payload. At most one of `reason`, `reason_at` (the pointer of
    the hangup reason) and `calls` is given. `severities` are those of findings whose code has
    another than by itself.
    """

    contract: Contract
    at: str = ""
    reason: str | None = None
    reason_at: str | None = None
    calls: "CallIndex | None" = None
    unknown_fields: str = "error"
    severities: Severities = field(default_factory=dict)


def with_calls(
    jobs: Mapping[str, Job], first: str, documents: Iterable[Document]
) -> dict[str, Job]:
    """Return jobs that hold payloads against calls too; the documents of calls are read once.

    The findings about the calls are in the index of the job `first`. A job whose contract maps no
    hangup reason to a result is left as it is.
    """
    from validator.calls import index_calls_for

    outcomes = {
        name: (jobs[name].contract.outcome_or_raise(), jobs[name].contract.title)
        for name in (first, *jobs)
        if jobs[name].contract.outcome is not None
    }
    indexes = dict(zip(outcomes, index_calls_for(documents, [*outcomes.values()]), strict=True))
    return {name: replace(job, calls=indexes.get(name)) for name, job in jobs.items()}


def check_document(job: Job, document: Document) -> list[Finding]:
    """Return everything that is wrong with a document, in the order of its text."""
    findings = list(document.problems)
    if document.readable:  # why a document cannot be judged is never made light of
        findings = weighed(findings, job.severities)
        found = check_value(job, document.value)
        if isinstance(document.value, list) and not job.at:
            found = [_with_array_hint(finding) for finding in found]
        findings += locate(document, found)
    return sorted(findings, key=position) if len(findings) > 1 else findings


def _with_array_hint(finding: Finding) -> Finding:
    """Return a finding that the document is an array, with how its elements are judged instead."""
    if finding.code != "type" or finding.pointer or finding.hint is not None:
        return finding
    return replace(finding, hint="if its elements are the payloads: --input-format array")


def check_value(job: Job, value: Any) -> list[Finding]:
    """Return what is wrong with a document's value; the findings have no place in a text."""
    payload = resolve(value, job.at, _MISSING)
    if payload is _MISSING:
        return [
            Finding(
                "no-payload",
                Severity.ERROR,
                f"nothing stands at {job.at}, where --at looks for the payload",
                pointer="",
                expected=job.at,
            )
        ]
    reason = NOT_GIVEN
    if job.reason is not None:
        reason = job.reason
    elif job.reason_at is not None:
        reason = resolve(value, job.reason_at, None)
    findings = job.contract.check_json(
        payload,
        hangup_reason=reason,
        unknown_fields=job.unknown_fields,
        severities=job.severities,
    )
    if job.calls is not None:
        from validator.calls import check_call

        outcome = job.contract.outcome_or_raise()
        title = job.contract.title
        said = check_call(outcome, payload, job.calls, title, faulty(findings))
        findings += weighed(said, job.severities)
    return [_in_document(job, finding) for finding in findings]


def _in_document(job: Job, finding: Finding) -> Finding:
    if finding.code == "unknown-hangup-reason" and job.reason_at is not None:
        return replace(finding, pointer=job.reason_at)
    return finding.within(job.at)
