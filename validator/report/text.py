"""The report as text, for people: one line a finding, the line of text and a caret below it."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from validator import wording
from validator.finding import Finding, Severity
from validator.lines import counted_line, paint
from validator.report import Count, Kind, Summary
from validator.report.counts import most_frequent

WIDTH = 100
"""Columns of a source line that are shown around a finding."""

LONGEST_MARK = 60
"""Characters of a value that are underlined; of a longer one, or of several lines, the first."""

_COLORS = {Severity.ERROR: "31;1", Severity.WARNING: "33;1", Severity.NOTE: "36;1"}


MANY = 20
"""Findings beyond which the end says how many there are of each kind."""


@dataclass(frozen=True, slots=True)
class Text:
    """For people; `quiet` leaves only one line a finding, `table` always ends with the kinds."""

    whole: ClassVar[bool] = False
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

    def end(self, summary: Summary, counts: dict[Kind, Count], *, first: bool) -> str:
        """Return how many documents there are, and of many findings how many of each kind."""
        remark = "" if summary.complete else "interrupted: this is about what had been read\n"
        return self.closed(counts, summary.left_out, remark, summary_line(summary, self.color))

    def closed(self, counts: dict[Kind, Count], left_out: int, remark: str, last: str) -> str:
        """Return the end of a report: a table of many kinds, a remark, what is left out, `last`."""
        if self.quiet:
            return ""
        text = ""
        found = sum(one.number for one in counts.values())
        if counts and (self.table or left_out or found > MANY):
            text = f"{kinds_table(counts)}\n\n"
        text += remark
        if left_out and not self.table:
            text += f"{wording.plural(left_out, 'finding')} not shown\n"
        return f"{text}{last}\n"


def kinds_table(counts: dict[Kind, Count]) -> str:
    """Return how often each kind of finding was found, and where first."""
    from tabulate import tabulate  # most reports have no table

    rows = []
    for kind, one in most_frequent(counts):
        places = [f"{wording.printable(at.file)}:{at.line}:{at.column}" for at in one.places]
        name = f"{kind.severity}[{kind.code}]"
        field = wording.printable(kind.field) or "(the whole)"
        rows.append((one.number, name, field, " ".join(places)))
    return tabulate(rows, ("findings", "code", "field", "first at"), disable_numparse=[1, 2, 3])


def heading(finding: Finding, color: bool = False) -> str:
    """Return a finding's first line: `path:line:column: error[code] message`."""
    place = wording.printable(finding.file or "payload")
    if finding.span:
        place += f":{finding.span.line}:{finding.span.column}"
    label = paint(
        f"{finding.severity}[{wording.printable(finding.code)}]", _COLORS[finding.severity], color
    )
    return f"{paint(place, '1', color)}: {label} {wording.printable(finding.message)}"


def block(finding: Finding, color: bool = False) -> str:
    """Return all that is said about a finding, with a final line break."""
    return "".join(f"{line}\n" for line in _lines(finding, color))


def summary_line(summary: Summary, color: bool = False) -> str:
    """Return the last line: how many documents, and how they fared."""
    return counted_line(
        summary.documents,
        summary.invalid,
        summary.unreadable,
        summary.errors,
        summary.warnings,
        summary.accepted,
        color=color,
    )


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
    start = span.column - finding.excerpt_column
    end = span.end_column - finding.excerpt_column if span.end_line == span.line else len(line)
    first = max(0, start - WIDTH // 3) if len(line) > WIDTH else 0
    last = min(len(line), first + WIDTH)
    before = ("…" if first or finding.excerpt_column > 1 else "") + _plain(line[first:start])
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
