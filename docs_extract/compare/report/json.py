"""The changes as JSON, for programs: format `callspec-diff/1`."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from docs_extract.compare.change import ABSENT, Change, Comparison, Edit, Verdict, Witness
from docs_extract.compare.report import DiffReport, finding_of, summary_of, told_once
from docs_extract.compare.report.sentences import as_json
from validator.finding import Severity, Source
from validator.report import count
from validator.report.json import as_data

FORMAT = "callspec-diff/1"


def render(report: DiffReport) -> str:
    """Return the report as JSON text with a final newline; what is absent has no key."""
    findings = told_once(report, words=True)
    data = {
        "format": FORMAT,
        "summary": {
            **asdict(summary_of(report)),
            **{f"{severity}s": count(findings, severity) for severity in Severity},
        },
        "fail_on": report.fail_on,
        "comparisons": [_comparison(report, one) for one in report.comparisons],
        "findings": [as_data(finding) for finding in report.findings],
    }
    # ASCII alone, as the other reports are: half a surrogate pair has no UTF-8.
    return as_json(data, indent=2, ascii_only=True) + "\n"


def _comparison(report: DiffReport, comparison: Comparison) -> dict[str, Any]:
    return {
        "struct": comparison.struct,
        "old": comparison.old,
        "new": comparison.new,
        "step": comparison.step,
        "changes": [_change(report, comparison, change) for change in comparison.changes],
    }


def _change(report: DiffReport, comparison: Comparison, change: Change) -> dict[str, Any]:
    return {
        "code": change.code,
        "severity": finding_of(report, comparison, change).severity,
        "message": change.message,
        "pointer": change.pointer,
        "field": change.field,
        "through": change.through,
        **_present(old=change.old, new=change.new),
        "old_source": _source(change.old_source, report.files_old),
        "new_source": _source(change.new_source, report.files_new),
        "breaks": change.breaks,
        "wording": change.is_wording,
        "writers": _verdict(change.writers),
        "readers": _verdict(change.readers),
        "fingerprint": change.fingerprint,
        "accepted": report.accepted.get(change.fingerprint),
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "breaks": verdict.breaks,
        "proof": verdict.proof,
        "reason": verdict.reason,
        "witness": _witness(verdict.witness) if verdict.witness else None,
    }


def _witness(witness: Witness) -> dict[str, Any]:
    return {
        "payload": witness.payload,
        **_present(hangup_reason=witness.reason),
        "example": asdict(witness.example) if witness.example else None,
        "edits": [_edit(edit) for edit in witness.edits],
        "refusals": [as_data(finding) for finding in witness.refusals],
    }


def _edit(edit: Edit) -> dict[str, Any]:
    """Return an edit as an operation of a JSON Patch (RFC 6902, section 4)."""
    return {"op": edit.op, "path": edit.pointer, **_present(value=edit.value)}


def _source(source: Source | None, files: Mapping[str, str]) -> dict[str, Any] | None:
    return {"file": files.get(source.page), **asdict(source)} if source else None


def _present(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not ABSENT}
