"""The report as text, for people: one line a finding, the line of text and a caret below it."""

import unicodedata
from collections.abc import Iterator

from validator import wording
from validator.finding import Finding, Severity
from validator.report import Report, Summary

WIDTH = 100
"""Columns of a source line that are shown around a finding."""

LONGEST_MARK = 60
"""Characters of a value that are underlined; of a longer one, or of several lines, the first."""

_COLORS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.NOTE: "36;1"}


def render(report: Report, *, color: bool = False, quiet: bool = False) -> str:
    """Return the report as text; `quiet` leaves only one line a finding."""
    if quiet:
        return "".join(f"{heading(finding, color)}\n" for finding in report.findings)
    parts = [f"{block(finding, color)}\n" for finding in report.findings]
    return "".join(parts) + summary_line(report.summary, color) + "\n"


def heading(finding: Finding, color: bool = False) -> str:
    """Return a finding's first line: `path:line:column: error[code] message`."""
    place = wording.printable(finding.file or "payload")
    if finding.span:
        place += f":{finding.span.line}:{finding.span.column}"
    label = paint(f"{finding.severity}[{finding.code}]", _COLORS[finding.severity], color)
    return f"{paint(place, '1', color)}: {label} {wording.printable(finding.message)}"


def block(finding: Finding, color: bool = False) -> str:
    """Return all that is said about a finding, with a final line break."""
    return "".join(f"{line}\n" for line in _lines(finding, color))


def summary_line(summary: Summary, color: bool = False) -> str:
    """Return the last line: how many documents, and how they fared."""
    parts = [
        wording.plural(summary.documents, "document"),
        f"{summary.valid} valid",
        f"{summary.invalid} invalid",
    ]
    if summary.unreadable:
        parts.append(f"{summary.unreadable} unreadable")
    text = f"{parts[0]}: {', '.join(parts[1:])}; "
    text += (
        f"{wording.plural(summary.errors, 'error')}, {wording.plural(summary.warnings, 'warning')}"
    )
    bad = summary.errors or summary.unreadable
    return paint(text, "31" if bad else "33" if summary.warnings else "32", color)


def _lines(finding: Finding, color: bool) -> Iterator[str]:
    yield heading(finding, color)
    if finding.span and finding.excerpt is not None:
        yield from _excerpt(finding, color)
    if finding.hint:
        yield f"  {paint('hint:', '36', color)} {wording.printable(finding.hint)}"
    if finding.source:
        yield f"  {paint('reference:', '36', color)} {wording.printable(str(finding.source))}"


def _excerpt(finding: Finding, color: bool) -> Iterator[str]:
    """Yield the source line, cut to a window around the span, and the carets below it."""
    assert finding.span is not None
    assert finding.excerpt is not None
    line, span = finding.excerpt, finding.span
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    first = max(0, start - WIDTH // 3) if len(line) > WIDTH else 0
    last = min(len(line), first + WIDTH)
    before = ("…" if first else "") + _plain(line[first:start])
    marked = _plain(line[start : min(end, last)])
    after = _plain(line[min(end, last) : last]) + ("…" if last < len(line) else "")
    number = str(span.line)
    margin = " " * len(number)
    whole = span.end_line == span.line and len(marked) <= LONGEST_MARK
    carets = "^" * max(1, _width(marked)) if whole else "^"
    yield f" {number} | {before}{marked}{after}"
    pad = " " * _width(before)
    yield f" {margin} | {pad}{paint(carets, _COLORS[finding.severity], color)}"


def _plain(text: str) -> str:
    return wording.printable(text.replace("\t", "    "))


def _width(text: str) -> int:
    """Return how many terminal columns a text takes: wide characters two, combining ones none."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def paint(text: str, code: str, color: bool) -> str:
    """Return a text in the colour of an SGR code (ECMA-48, 8.3.117), or as it is."""
    return f"\x1b[{code}m{text}\x1b[0m" if color else text
