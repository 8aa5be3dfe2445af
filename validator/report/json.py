"""The report as JSON, for programs: format `callspec-report/1`."""

import functools
import json
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from validator import wording
from validator.finding import Finding, Source
from validator.report import Count, Kind, Summary
from validator.report.counts import most_frequent

FORMAT = "callspec-report/1"


@dataclass(frozen=True, slots=True)
class Json:
    """One object; each finding stands in a line of its own, so that it can be read as it comes."""

    whole: ClassVar[bool] = False
    format: str = FORMAT

    def start(self) -> str:
        """Return the text up to the first finding."""
        return f'{{\n  "format": "{self.format}",\n  "findings": ['

    def finding(self, finding: Finding, *, first: bool) -> str:
        """Return a finding as an element of `findings`."""
        return f"{'' if first else ','}\n    {as_text(finding)}"

    def end(self, summary: Summary, counts: dict[Kind, Count], *, first: bool) -> str:
        """Return the text behind the last finding."""
        return self.closed(summary_data(summary, counts), first=first)

    def closed(self, summary: dict[str, Any], *, first: bool) -> str:
        """Return the end of a report with this summary."""
        close = "]" if first else "\n  ]"
        # The object is open already.
        return f"{close},{json.dumps({'summary': summary}, indent=2).removeprefix('{')}\n"


def summary_data(summary: Summary, counts: dict[Kind, Count]) -> dict[str, Any]:
    """Return a summary as the report's JSON object."""
    return {**asdict(summary), "kinds": kinds_data(counts)}


def kinds_data(counts: dict[Kind, Count]) -> list[dict[str, Any]]:
    """Return the kinds of findings as JSON objects, the most frequent first."""
    return [
        {
            **asdict(kind),
            "count": one.number,
            "first": [{**asdict(at), "file": _file(at.file)} for at in one.places],
            **({"days": dict(sorted(one.days.items()))} if one.days else {}),
        }
        for kind, one in most_frequent(counts)
    ]


def as_data(finding: Finding) -> dict[str, Any]:
    """Return a finding as the report's JSON object; places that are not known are null."""
    span = finding.span
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "file": _file(finding.file),
        "line": span.line if span else None,
        "column": span.column if span else None,
        "end_line": span.end_line if span else None,
        "end_column": span.end_column if span else None,
        "document": finding.document,
        "pointer": finding.pointer,
        "message": finding.message,
        "found": finding.found,
        "expected": finding.expected,
        "hint": finding.hint,
        "schema": finding.schema,
        "schema_pointer": finding.schema_pointer,
        "source": _source_data(finding.source),
    }


def as_text(finding: Finding) -> str:
    """Return what `json.dumps` makes of a finding's object, in two thirds of the time.

    Most of its texts are those of many other findings of an archive.
    """
    span = finding.span
    place = '"line": null, "column": null, "end_line": null, "end_column": null'
    if span is not None:
        place = (
            f'"line": {span.line}, "column": {span.column}, '
            f'"end_line": {span.end_line}, "end_column": {span.end_column}'
        )
    source = "null"
    if finding.source is not None:
        source = (
            f'{{"page": {_text(finding.source.page)}, "line": {finding.source.line}, '
            f'"label": {_text(finding.source.label)}}}'
        )
    return (
        f'{{"code": {_text(finding.code)}, "severity": "{finding.severity.value}", '
        f'"file": {_text(_file(finding.file))}, {place}, "document": {_text(finding.document)}, '
        f'"pointer": {_text(finding.pointer)}, "message": {_text(finding.message)}, '
        f'"found": {_text(finding.found)}, "expected": {_text(finding.expected)}, '
        f'"hint": {_text(finding.hint)}, "schema": {_text(finding.schema)}, '
        f'"schema_pointer": {_text(finding.schema_pointer)}, "source": {source}}}'
    )


def _text(value: Any) -> str:
    if value is None:
        return "null"
    return _quoted(value) if value.__class__ is str else json.dumps(value)


_quoted = functools.lru_cache(maxsize=1024)(json.dumps)


@functools.lru_cache(maxsize=16)
def _file(name: str | None) -> str | None:
    """Return a file's name as strict readers take it: half of a surrogate pair is no text."""
    return None if name is None else wording.file_name(name)


def _source_data(source: Source | None) -> dict[str, Any] | None:
    if source is None:
        return None
    return {"page": source.page, "line": source.line, "label": source.label}
