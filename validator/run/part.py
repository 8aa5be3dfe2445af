"""What was found in a stretch of a file, as seen from its beginning."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from validator.finding import Finding, Severity
from validator.report import Count, Kind, Place, count
from validator.report.counts import add_counts


@dataclass(frozen=True, slots=True)
class Refused:
    """A document with an error: its number, its text as it was, and whether it is a line."""

    document: int
    text: bytes
    is_row: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a file: how many lines and documents it has, and what is wrong with them.

    Lines and documents are counted from the beginning of the stretch. `counts` are of all
    findings; `findings` are the first of them, as many as were asked for. `read` is how many
    bytes of the file it took. `unreadable` says why the file cannot be read, or not further.
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
            )
            for kind, one in part.counts.items()
        },
        tuple(Refused(one.document + documents, one.text, one.is_row) for one in part.refused),
        part.unreadable,
    )


def joined(parts: Iterable[Part], most: int | None) -> Part:
    """Return parts of one file that follow one another as one, with `most` findings (None: all)."""
    whole: Part | None = None
    findings: list[Finding] = []
    refused: list[Refused] = []
    for one in parts:
        if whole is None:
            whole = Part(one.file)
        moved = after(one, whole.lines, whole.documents)
        findings += moved.findings if most is None else moved.findings[: most - len(findings)]
        refused += moved.refused
        whole = Part(
            one.file,
            whole.lines + one.lines,
            whole.documents + one.documents,
            whole.invalid + one.invalid,
            whole.read + one.read,
            (),
            add_counts(whole.counts, moved.counts) if moved.counts else whole.counts,
            (),
            one.unreadable,
        )
    assert whole is not None
    return Part(
        whole.file,
        whole.lines,
        whole.documents,
        whole.invalid,
        whole.read,
        tuple(findings),
        whole.counts,
        tuple(refused),
        whole.unreadable,
    )


def is_invalid(findings: Sequence[Finding]) -> bool:
    """Return whether a document's findings make it invalid."""
    return count(findings, Severity.ERROR) > 0


def in_file(parts: Iterable[Part]) -> Iterator[Part]:
    """Yield parts as seen from the files that they are stretches of, which follow one another."""
    file: str | None = None
    lines = documents = 0
    for part in parts:
        if part.file != file:
            file, lines, documents = part.file, 0, 0
        yield after(part, lines, documents)
        lines += part.lines
        documents += part.documents
