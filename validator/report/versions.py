"""Which versions each document satisfies, as text and as JSON, printed document by document.

A log may hold more documents than a report could: only the findings are kept, as ever.
"""

import json
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from validator import wording
from validator.finding import Finding
from validator.lines import paint
from validator.report import Summary, text
from validator.report.counts import count_kinds
from validator.report.json import FORMAT, as_data, summary_data
from validator.versions import Verdict


class VersionsStyle(Protocol):
    """How a run over several versions is printed: a start, its documents, an end.

    `before` is the document printed last, if any.
    """

    def start(self, title: str, findings: tuple[Finding, ...]) -> str:
        """Return what comes first: the deciding contract and what is wrong with the calls."""

    def document(self, verdict: Verdict, before: Verdict | None) -> str:
        """Return what is said of a document."""

    def end(
        self,
        title: str,
        findings: Sequence[Finding],
        summary: Summary,
        valid: Mapping[str, int],
        before: Verdict | None,
    ) -> str:
        """Return what comes last; `valid` counts the valid documents by version."""


@dataclass(frozen=True, slots=True)
class Text:
    """For people: a line a document, and below it what it breaks in the deciding version."""

    color: bool = False
    quiet: bool = False

    def start(self, title: str, findings: tuple[Finding, ...]) -> str:
        """Return the findings about the calls."""
        return self._findings(findings)

    def document(self, verdict: Verdict, before: Verdict | None) -> str:
        """Return a document's line and its findings; `quiet` passes over one without any."""
        if self.quiet and not verdict.findings:
            return ""
        hint = "" if self.quiet else _nearest_hint(verdict, self.color)
        return f"{verdict_line(verdict, self.color)}\n{hint}{self._findings(verdict.findings)}"

    def end(
        self,
        title: str,
        findings: Sequence[Finding],
        summary: Summary,
        valid: Mapping[str, int],
        before: Verdict | None,
    ) -> str:
        """Return what could not be read, and how many documents each version takes."""
        unreadable = tuple(one for one in findings if one.code == "unreadable")
        if self.quiet:
            return self._findings(unreadable)
        gap = "\n" if before is not None and not before.findings else ""
        of = summary.documents
        counts = ", ".join(f"in {number}: {taken} of {of}" for number, taken in valid.items())
        last = text.summary_line(summary, self.color)
        return f"{gap}{self._findings(unreadable)}{last}\n{title} decides; valid {counts}\n"

    def _findings(self, findings: tuple[Finding, ...]) -> str:
        if self.quiet:
            return "".join(f"{text.heading(finding, self.color)}\n" for finding in findings)
        return "".join(f"{text.block(finding, self.color)}\n" for finding in findings)


def verdict_line(verdict: Verdict, color: bool = False) -> str:
    """Return a document's line: `path:line: valid in 1.0.0; invalid in 2.0.0 (1 error)`."""
    parts = []
    if verdict.valid:
        parts.append(paint(f"valid in {', '.join(verdict.valid)}", "32", color))
    wrong = [
        f"{number} ({wording.plural(errors, 'error')})"
        for number, errors in verdict.errors.items()
        if errors
    ]
    if wrong:
        parts.append(paint(f"invalid in {', '.join(wrong)}", "31", color))
    if not parts:
        parts.append(paint("invalid in every version: no payload to judge", "31", color))
    place = paint(f"{wording.printable(verdict.file)}:{verdict.line}", "1", color)
    return f"{place}: {'; '.join(parts)}"


def _nearest_hint(verdict: Verdict, color: bool) -> str:
    """Return where to look on, for a document that no version takes and another one nearly does."""
    if verdict.valid or verdict.nearest in (None, verdict.deciding):
        return ""
    named = wording.printable(f"{verdict.name}@{verdict.nearest}")
    words = f"{verdict.nearest} is the nearest: --schema {named} says what it breaks there"
    return f"  {paint('hint:', '36', color)} {words}\n"


@dataclass(frozen=True, slots=True)
class Json:
    """For programs: `callspec-report/1` with `schema`, `documents` and `versions` added."""

    def start(self, title: str, findings: tuple[Finding, ...]) -> str:
        """Return the text up to the first document."""
        opened = json.dumps({"format": FORMAT, "schema": title}, indent=2).removesuffix("\n}")
        return f'{opened},\n  "documents": ['

    def document(self, verdict: Verdict, before: Verdict | None) -> str:
        """Return a document as an element of `documents`."""
        data = {
            "file": verdict.file,
            "line": verdict.line,
            "document": verdict.document,
            "valid": verdict.valid,
            "errors": verdict.errors,
            "nearest": verdict.nearest,
        }
        comma = "," if before is not None else ""
        return f"{comma}\n{textwrap.indent(json.dumps(data, indent=2), '    ')}"

    def end(
        self,
        title: str,
        findings: Sequence[Finding],
        summary: Summary,
        valid: Mapping[str, int],
        before: Verdict | None,
    ) -> str:
        """Return the text behind the last document."""
        of = summary.documents
        data = {
            "versions": [
                {"version": number, "valid": taken, "invalid": of - taken}
                for number, taken in valid.items()
            ],
            "summary": summary_data(summary, count_kinds(findings)),
            "findings": [as_data(finding) for finding in findings],
        }
        close = "\n  ]" if before is not None else "]"
        # The object is open already.
        return f"{close},{json.dumps(data, indent=2).removeprefix('{')}\n"
