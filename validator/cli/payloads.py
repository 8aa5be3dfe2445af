"""The documents that the command line names, and what has been found so far."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from validator.documents import Document, InputFormat, read_documents
from validator.documents.streams import UnreadableError, open_stream
from validator.documents.time_limit import within_time
from validator.finding import Finding, Severity
from validator.limits import Limits
from validator.report import Summary, count
from validator.run.part import is_invalid
from validator.run.tasks import unreadable
from validator.sources import Unreadable, find_sources


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
        self.invalid += is_invalid(findings)

    def summary(self) -> Summary:
        """Return what the run amounts to."""
        findings = (*self.findings, *self.unreadable)
        return Summary(
            documents=self.documents,
            valid=self.documents - self.invalid,
            invalid=self.invalid,
            unreadable=len(self.unreadable),
            errors=count(findings, Severity.ERROR),
            warnings=count(findings, Severity.WARNING),
        )


def documents(
    names: Iterable[str], form: InputFormat, tally: Tally, limits: Limits
) -> Iterator[Document]:
    """Yield the documents of all files; what cannot be read is put aside to be said at the end."""
    for source in find_sources(names):
        if isinstance(source, Unreadable):
            tally.unreadable.append(unreadable(source.name, source.reason))
            continue
        try:
            yield from within_time(_read(source.name, form, limits), source.name, limits)
        except UnreadableError as error:
            tally.unreadable.append(unreadable(source.name, str(error)))


def _read(name: str, form: InputFormat, limits: Limits) -> Iterator[Document]:
    with open_stream(name, limits) as stream:
        yield from read_documents(name, stream.data, form, limits)
