"""One payload as it came out of a file."""

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from jsonpointer import EndOfList, JsonPointer

from validator.documents.locations import Lines, Locations
from validator.finding import Finding, Severity, position

if TYPE_CHECKING:
    from validator.documents.json_scan import Problem, Scan
    from validator.documents.locations import Node


_FEW = 8
"""Values of a document that are looked for one by one: each is found with few steps."""


@dataclass(frozen=True, slots=True)
class Document:
    """One value of a file, or the reason why it has none.

    `number` counts the documents of a file from 1. `text` is what it was read from: the whole file,
    a row of NDJSON or an element of an array, which begins at `first_line` and `first_column` of
    the file. `scan` holds the places where they are known already, `lines` the
    lines of a text that several documents share (YAML).
    `problems` are the findings of reading; with `readable` false there is no value to check.
    """

    file: str
    number: int
    text: str
    value: Any = None
    first_line: int = 1
    first_column: int = 1
    scan: "Scan | None" = None
    lines: Lines | None = None
    problems: tuple[Finding, ...] = ()
    readable: bool = True


def locate(document: Document, findings: Iterable[Finding]) -> list[Finding]:
    """Return a document's findings with file, span and line of text, in the order of the text."""
    pending = list(findings)
    if not pending:
        return []
    lines = document.lines or Lines(document.text)
    located = []
    paths = [keys(document.value, finding.pointer) for finding in pending]
    for finding, path, root in zip(pending, paths, _roots(document, paths), strict=True):
        locations = Locations(lines, root)
        span = locations.span(path, at_key=finding.at_key)
        located.append(
            finding.located(
                document.file,
                document.number,
                span.from_place(document.first_line, document.first_column),
                locations.lines.line(span.line),
                document.first_column if span.line == 1 else 1,
            )
        )
    return sorted(located, key=position) if len(located) > 1 else located


def _roots(document: Document, paths: list[list[str | int]]) -> Iterator["Node | None"]:
    """Yield for each path the places of the values on it, the outermost first."""
    from validator.documents.find import find_all, find_nodes  # clean documents do not pay for it

    # A text that had to be scanned has its places already; any other is well formed.
    if document.scan is not None:
        yield from itertools.repeat(document.scan.root, len(paths))
    elif len(paths) > _FEW:
        yield from itertools.repeat(find_all(document.text, document.value, paths), len(paths))
    else:
        yield from (find_nodes(document.text, document.value, path) for path in paths)


def resolve(value: Any, pointer: str, default: Any) -> Any:
    """Return what stands at a JSON Pointer inside a value, `default` where nothing does.

    The element behind the last one (`-`, RFC 6901 section 4) is nothing.
    """
    if not pointer:
        return value
    found = JsonPointer(pointer).resolve(value, default)
    return default if isinstance(found, EndOfList) else found


def keys(value: Any, pointer: str) -> list[str | int]:
    """Return a JSON Pointer's steps through a value: numbers where it steps into an array."""
    steps: list[str | int] = []
    # Without escapes, it need only be cut (RFC 6901 section 3).
    parts = JsonPointer(pointer).parts if "~" in pointer else pointer.split("/")[1:]
    for part in parts:
        if isinstance(value, list) and part.isdigit() and int(part) < len(value):
            steps.append(int(part))
            value = value[int(part)]
        else:
            steps.append(part)
            value = value.get(part) if isinstance(value, dict) else None
    return steps


def problem_findings(
    problems: "Iterable[Problem]",
    file: str,
    number: int,
    text: str,
    first_line: int = 1,
    first_column: int = 1,
) -> tuple[Finding, ...]:
    """Return what reading a text found wrong with it, located in its file."""
    pending = list(problems)
    if not pending:
        return ()
    lines = Lines(text)
    findings = []
    for problem in pending:
        span = lines.span(problem.start, problem.end)
        message = problem.message
        if problem.first is not None:
            first = lines.span(problem.first, problem.first).from_place(first_line, first_column)
            # A row of NDJSON may be read without knowing its line: its columns say enough.
            same = first.line == span.line + first_line - 1
            place = f"column {first.column}" if same else f"{first.line}:{first.column}"
            message += f", first at {place}"
        findings.append(
            Finding(
                problem.code,
                Severity.ERROR,
                message,
                pointer=JsonPointer.from_parts(problem.path).path,
                hint=problem.hint,
                at_key=problem.first is not None,
                file=file,
                document=number,
                span=span.from_place(first_line, first_column),
                excerpt=lines.line(span.line),
                excerpt_column=first_column if span.line == 1 else 1,
            )
        )
    return tuple(findings)
