"""The documents that the command line names, and what has been found so far."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from validator.documents import Document, InputFormat, read_documents
from validator.finding import Finding, Severity
from validator.report import Report, Summary, count
from validator.sources import STDIN, Source, Unreadable, find_sources


@dataclass(slots=True)
class Tally:
    """What has been found so far."""

    findings: list[Finding] = field(default_factory=list)
    unreadable: list[Finding] = field(default_factory=list)
    documents: int = 0
    invalid: int = 0

    def add(self, findings: Sequence[Finding]) -> None:
        """Count a document with what was found in it."""
        self.findings.extend(findings)
        self.documents += 1
        self.invalid += count(findings, Severity.ERROR) > 0

    def report(self) -> Report:
        """Return everything as a report; what cannot be read comes last."""
        findings = (*self.findings, *self.unreadable)
        summary = Summary(
            documents=self.documents,
            valid=self.documents - self.invalid,
            invalid=self.invalid,
            unreadable=len(self.unreadable),
            errors=count(findings, Severity.ERROR),
            warnings=count(findings, Severity.WARNING),
        )
        return Report(findings, summary)


def documents(names: Iterable[str], form: InputFormat, tally: Tally) -> Iterator[Document]:
    """Yield the documents of all files; what cannot be read is put aside to be said at the end."""
    for source in find_sources(names):
        if isinstance(source, Unreadable):
            tally.unreadable.append(_unreadable(source.name, source.reason))
            continue
        try:
            with _open(source) as stream:
                yield from read_documents(source.name, stream, form)
        except OSError as error:
            tally.unreadable.append(_unreadable(source.name, error.strerror or str(error)))
        except ValueError as error:  # a name that no file can have, such as one with a NUL
            tally.unreadable.append(_unreadable(source.name, str(error)))


def _open(source: Source) -> BinaryIO:
    if source.name == STDIN:
        return sys.stdin.buffer
    return Path(source.name).open("rb")


def _unreadable(name: str, reason: str) -> Finding:
    return Finding("unreadable", Severity.ERROR, f"cannot be read: {reason}", file=name)
