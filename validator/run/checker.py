"""Rows and documents -> parts: the fast engine says yes, the exact one says everything else."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from validator.acceptances import Accepting, accept
from validator.documents import Document, resolve
from validator.documents.read import is_blank, row_document
from validator.engine.judged import Judged
from validator.finding import Finding
from validator.job import Job, check_document
from validator.limits import DEFAULT_LIMITS, Limits
from validator.report.counts import count_kinds
from validator.run.part import Part, Refused, is_invalid

if TYPE_CHECKING:
    from validator.engine.fast import FastSchema


_DAY = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Checker:
    """What is asked of every document, and how much of the answer is kept.

    `fast` is None where the exact engine must look at every document. `most` findings are kept of
    a part (None: all). `quarantine` keeps the texts of the documents that have an error. `time` is
    where a document says when it was made (a JSON Pointer): then findings are counted by day.
    What `accepting` accepts is no finding. `limits` say how much of a file is taken.
    """

    job: Job
    fast: "FastSchema | None" = None
    most: int | None = None
    quarantine: bool = False
    time: str | None = None
    accepting: Accepting | None = None
    limits: Limits = DEFAULT_LIMITS


@dataclass(frozen=True, slots=True)
class Before:
    """How much of a task lies before what is looked at."""

    lines: int = 0
    documents: int = 0


def check_lines(
    checker: Checker, file: str, judged: Judged, before: Before, *, starts: bool
) -> Part:
    """Return what the exact engine says of the doubtful ones of some lines of NDJSON.

    `starts` tells that the file begins with the first of them.
    """
    blank = 0

    def documents() -> Iterator[tuple[Document, bytes]]:
        nonlocal blank
        for index, row in judged.doubtful:
            if is_blank(row):
                blank += 1
                continue
            number = before.documents + index + 1 - blank
            line = before.lines + index + 1
            document = row_document(
                file, number, row, line, checker.limits, at_start=starts and index == 0
            )
            yield document, row

    part = _checked(checker, file, documents())
    return replace(part, lines=judged.lines, documents=judged.lines - blank)


def check_documents(checker: Checker, file: str, documents: Sequence[Document]) -> Part:
    """Return what is wrong with documents of a file that is not read line by line."""
    part = _checked(checker, file, ((one, None) for one in documents))
    return replace(part, documents=len(documents))


def _checked(
    checker: Checker, file: str, documents: Iterable[tuple[Document, bytes | None]]
) -> Part:
    """Return what is wrong with documents, each with the row that it was read from, if it was one.

    They are made one by one and not kept; how many they are, the caller knows.
    """
    found: list[Finding] = []
    days: list[str | None] = []
    refused = []
    accepted: Counter[int] = Counter()
    invalid = 0
    for document, row in documents:
        findings = check_document(checker.job, document)
        if findings and checker.accepting is not None:
            findings, used = accept(checker.accepting, file, findings)
            accepted.update(used)
        found += findings
        if checker.time is not None:
            days += [_day(document, checker.time)] * len(findings)
        if is_invalid(findings):
            invalid += 1
            if checker.quarantine:
                text = row if row is not None else document.text.encode(errors="surrogatepass")
                refused.append(Refused(document.number, text, row is not None))
    return Part(
        file,
        invalid=invalid,
        findings=tuple(found[: checker.most]),
        counts=count_kinds(found, days) if found else {},
        refused=tuple(refused),
        accepted=accepted,
    )


def _day(document: Document, time: str) -> str | None:
    """Return the day that a document says it was made, None where it says none."""
    value = resolve(document.value, time, None) if document.readable else None
    match = _DAY.match(value) if isinstance(value, str) else None
    return match.group() if match else None
