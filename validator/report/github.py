"""The findings as workflow commands, which GitHub Actions shows beside the lines they are about."""

from collections.abc import Iterator

from validator import wording
from validator.finding import Finding, Severity
from validator.report.report import Report

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}
_STDIN = "-"


def render(report: Report) -> str:
    """Return one command a finding, as GitHub's "Workflow commands" describes them.

    GitHub shows ten of a kind and step, so that the text report is worth printing too.
    """
    text = "".join(f"{_command(finding)}\n" for finding in report.findings)
    if report.left_out:
        more = wording.plural(report.left_out, "finding")
        text += f"::notice title=callspec::{more} not shown\n"
    return text


def _command(finding: Finding) -> str:
    properties = ",".join(f"{name}={_property(value)}" for name, value in _properties(finding))
    lines = [finding.message]
    if finding.hint:
        lines.append(f"hint: {finding.hint}")
    if finding.source:
        lines.append(f"reference: {finding.source}")
    # Printable first: an escaped line break is the renderer's own, never a payload's.
    message = "\n".join(map(wording.printable, lines))
    return f"::{_COMMANDS[finding.severity]} {properties}::{_escaped(message)}"


def _properties(finding: Finding) -> Iterator[tuple[str, str]]:
    if finding.file and finding.file != _STDIN:
        yield "file", wording.printable(finding.file)
        if finding.span:
            span = finding.span
            yield "line", str(span.line)
            yield "endLine", str(span.end_line)
            # Columns of several lines are refused.
            if span.line == span.end_line:
                yield "col", str(span.column)
                yield "endColumn", str(span.end_column)
    yield "title", f"callspec: {finding.code}"


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
