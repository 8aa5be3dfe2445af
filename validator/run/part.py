"""What was found in a stretch of a file."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from validator.finding import Finding, Severity
from validator.report import Count, Kind, Place, count
from validator.report.counts import add_counts

_MOST_KINDS = 50_000
"""Kinds of a task that are counted one by one: more than are kept of all, so that the same are."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A document with an error: its number, its text as it was, and whether it is a line."""

    document: int
    text: bytes
    is_row: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a file: how many lines and documents it has, and what is wrong with them.

    Places are as seen from the beginning of its task, which an executor moves to where it lies in
    the file. `counts` are of all findings; `findings` are the first of them, as many as were asked
    for. `read` is how many bytes of the file it took. `unreadable` says why the file cannot be
    read, or not further. `accepted` findings are in none of these: how many went to which entry of
    the configuration.
    """

    file: str
    lines: int = 0
    documents: int = 0
    invalid: int = 0
    read: int = 0
    findings: tuple[Finding, ...] = ()
    counts: dict[Kind, Count] = field(default_factory=dict)
    refused: tuple[Refused, ...] = ()
    unreadable: Finding | None = None
    accepted: Mapping[int, int] = field(default_factory=dict)


def after(part: Part, lines: int, documents: int) -> Part:
    """Return a part as seen from a file that has so much more before it."""
    if not (part.counts and (lines or documents)):
        return part
    return Part(
        part.file,
        part.lines,
        part.documents,
        part.invalid,
        part.read,
        tuple(finding.after(lines, documents) for finding in part.findings),
        {
            kind: Count(
                one.number,
                tuple(
                    Place(place.file, place.line + lines, place.column, place.document + documents)
                    for place in one.places
                ),
                one.days,
            )
            for kind, one in part.counts.items()
        },
        tuple(Refused(one.document + documents, one.text, one.is_row) for one in part.refused),
        part.unreadable,
        part.accepted,
    )


def placed(parts: Iterable[Part]) -> Iterator[Part]:
    """Yield parts, each as seen from its task, as seen from their files; they are in file order."""
    file: str | None = None
    lines = documents = 0
    for part in parts:
        if part.file != file:
            file, lines, documents = part.file, 0, 0
        yield after(part, lines, documents)
        lines += part.lines
        documents += part.documents


def joined(file: str, parts: Iterable[Part], most: int | None) -> Part:
    """Return the parts of one task as one, with `most` findings (None: all)."""
    lines = documents = invalid = read = 0
    findings: list[Finding] = []
    counts: dict[Kind, Count] = {}
    refused: list[Refused] = []
    unreadable: Finding | None = None
    accepted: Counter[int] = Counter()
    for one in parts:
        lines += one.lines
        documents += one.documents
        invalid += one.invalid
        read += one.read
        findings += one.findings if most is None else one.findings[: most - len(findings)]
        counts = add_counts(counts, one.counts, _MOST_KINDS) if one.counts else counts
        refused += one.refused
        unreadable = one.unreadable or unreadable
        accepted.update(one.accepted)
    return Part(
        file,
        lines,
        documents,
        invalid,
        read,
        tuple(findings),
        counts,
        tuple(refused),
        unreadable,
        accepted,
    )


def is_invalid(findings: Sequence[Finding]) -> bool:
    """Return whether a document's findings make it invalid."""
    return count(findings, Severity.ERROR) > 0
