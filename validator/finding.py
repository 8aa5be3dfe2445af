"""The one value type for everything that callspec says about a payload or a page."""

import enum
from dataclasses import dataclass, replace
from typing import Any


class Severity(enum.StrEnum):
    """How much a finding weighs: only an error makes a document invalid."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text: lines and columns count from 1, columns in Unicode code points.

    The end is exclusive: `end_column` is the column after the last character.
    """

    line: int
    column: int
    end_line: int
    end_column: int

    def shifted(self, lines: int, columns: int) -> "Span":
        """Return the span in a text that has `lines` more above it and `columns` to its left."""
        return Span(
            self.line + lines,
            self.column + columns,
            self.end_line + lines,
            self.end_column + columns,
        )

    def from_place(self, line: int, column: int) -> "Span":
        """Return the span in a text that has this one from a line and column on."""
        return Span(
            self.line + line - 1,
            self.column + (column - 1 if self.line == 1 else 0),
            self.end_line + line - 1,
            self.end_column + (column - 1 if self.end_line == 1 else 0),
        )


@dataclass(frozen=True, slots=True)
class Source:
    """The place in the reference that a finding rests on: page, line from 1, and label if any."""

    page: str
    line: int
    label: str | None = None

    def __str__(self) -> str:
        label = f" ({self.label})" if self.label else ""
        return f"{self.page}:{self.line}{label}"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a person should act on.

    `pointer` is the JSON Pointer (RFC 6901) of the value inside its document. `found` and
    `expected` are JSON values, for machines; `message` says the same to people. `at_key` tells
    that the finding is about the member's name rather than its value. `file`, `document` (from 1),
    `span` and `excerpt` (the text of line `span.line`, from `excerpt_column` on) are filled in when
    it is located.
    """

    code: str
    severity: Severity
    message: str
    pointer: str = ""
    found: Any = None
    expected: Any = None
    hint: str | None = None
    schema: str | None = None
    schema_pointer: str | None = None
    source: Source | None = None
    at_key: bool = False
    file: str | None = None
    document: int | None = None
    span: Span | None = None
    excerpt: str | None = None
    excerpt_column: int = 1

    def within(self, pointer: str) -> "Finding":
        """Return the finding as seen from a document that holds the payload at `pointer`."""
        return replace(self, pointer=pointer + self.pointer) if pointer else self

    def located(
        self, file: str, document: int, span: Span, excerpt: str, excerpt_column: int
    ) -> "Finding":
        """Return the finding with its place; `dataclasses.replace` takes twice as long."""
        return Finding(
            self.code,
            self.severity,
            self.message,
            self.pointer,
            self.found,
            self.expected,
            self.hint,
            self.schema,
            self.schema_pointer,
            self.source,
            self.at_key,
            file,
            document,
            span,
            excerpt,
            excerpt_column,
        )

    def after(self, lines: int, documents: int) -> "Finding":
        """Return the finding as seen from a file that has so much more before its document."""
        if not (lines or documents):
            return self
        span = self.span.shifted(lines, 0) if self.span is not None else None
        number = self.document + documents if self.document is not None else None
        return replace(self, span=span, document=number)


def position(finding: Finding) -> tuple[int, int]:
    """Return what findings of one document are sorted by: the place where the text begins."""
    return (finding.span.line, finding.span.column) if finding.span else (0, 0)
