"""Files -> the fields that are compared, as columns of text, many documents at a time."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import msgspec

from validator.documents import Document, locate, resolve
from validator.documents.elements import elements_of
from validator.documents.read import (
    element_document,
    is_blank,
    recognise,
    row_document,
    whole_documents,
)
from validator.documents.rows import blocks_of, chunks, rows_of
from validator.documents.streams import Stream, UnreadableError, open_stream
from validator.documents.time_limit import within_time
from validator.finding import Finding, Severity
from validator.formats import InputFormat
from validator.job import check_document
from validator.limits import DEFAULT_LIMITS, Limits
from validator.run.checker import Checker
from validator.run.tasks import judge_of, unreadable

TOGETHER = 16 * 1024
"""Records of a table that are handed on together."""


@dataclass(frozen=True, slots=True)
class File:
    """A file to read at `path`, as far as `limits` say, under the `name` that findings carry."""

    name: str
    path: str
    form: InputFormat = InputFormat.AUTO
    limits: Limits = DEFAULT_LIMITS


@dataclass(frozen=True, slots=True)
class Record:
    """What is compared of one document or of a member of it: the text of each field.

    A field that is null, not there or not to be relied on is None.
    """

    document: int
    line: int
    values: tuple[str | None, ...]


@dataclass(slots=True)
class Batch:
    """Records of one file as columns, and what is wrong with documents, located.

    `documents` counts all documents, those without a record too.
    """

    documents: int = 0
    numbers: list[int] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    columns: list[list[str | None]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def add(self, records: Sequence[Record]) -> None:
        """Put records behind the others."""
        for record in records:
            self.numbers.append(record.document)
            self.lines.append(record.line)
            for column, value in zip(self.columns, record.values, strict=True):
                column.append(value)


Reader = Callable[[Document], tuple[list[Record], list[Finding]]]
"""What reads one document with care: its records, and what is wrong with it, located."""

Quick = Callable[[bytes], tuple[list[list[str | None]] | None, list[int]]]
"""What reads a block of lines at once: the columns of all lines but those with the numbers given,
which are to be read with care (from 0). None in place of the columns: all of them are."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How records are read from documents: `width` is how many fields each has."""

    width: int
    quick: Quick
    careful: Reader


def payload_reading(checker: Checker, names: Sequence[str]) -> Reading:
    """Return how the fields of payloads are read.

    Nothing is concluded from a value that breaks the contract: it is not compared, and said.
    """
    judge = judge_of(checker)
    decode = fields_decoder(names)

    def quick(block: bytes) -> tuple[list[list[str | None]] | None, list[int]]:
        # The fast engine has accepted the others: they are objects, and every field is as it must.
        doubtful = [number for number, _ in judge((block, 0, len(block))).doubtful]
        if checker.fast is None:
            return None, doubtful
        if doubtful:
            left = set(doubtful)
            rows = rows_of(block)
            block = b"\n".join(row for number, row in enumerate(rows) if number not in left)
        return decode(block), doubtful

    def careful(document: Document) -> tuple[list[Record], list[Finding]]:
        found = check_document(checker.job, document)
        if not document.readable:
            return [], found
        payload = resolve(document.value, checker.job.at, None)
        wrong = {one.pointer: one for one in reversed(found) if one.severity is Severity.ERROR}
        values, findings = _trusted(payload, names, checker.job.at, wrong, found)
        return [Record(document.number, line_of(document), values)], findings

    return Reading(len(names), quick, careful)


def _trusted(
    payload: Any,
    names: Sequence[str],
    at: str,
    wrong: dict[str, Finding],
    found: Sequence[Finding],
) -> tuple[tuple[str | None, ...], list[Finding]]:
    """Return the fields of a payload that are right, and why others are not compared."""
    missing = {one.expected: one for one in found if one.code == "required" and one.pointer == at}
    values: list[str | None] = []
    findings: list[tuple[Finding, str]] = []
    for name in names:
        pointer = f"{at}/{name.replace('~', '~0').replace('/', '~1')}"
        fault = wrong.get(pointer) or missing.get(name)
        if not isinstance(payload, dict):
            fault = fault or wrong.get(at) or wrong.get("")
        value = payload.get(name) if isinstance(payload, dict) else None
        if fault is None:
            values.append(as_text(value))
        else:
            values.append(None)
            if fault not in (one for one, _ in findings):
                findings.append((fault, name))
    return tuple(values), [_not_compared(fault, name) for fault, name in findings]


def _not_compared(fault: Finding, name: str) -> Finding:
    return replace(
        fault,
        code="not-compared",
        severity=Severity.WARNING,
        message=f"{name} is compared with no other payload's: {fault.message}",
        hint=None,
    )


def read_batches(file: File, reading: Reading) -> Iterator[Batch]:
    """Yield the records of a file, many together.

    The last batch has the finding that the file cannot be read, or not further, if it is so.
    """
    batch = _empty(reading)
    try:
        for more in within_time(_blocks(file, reading), file.path, file.limits):
            _append(batch, more)
            if len(batch.numbers) >= TOGETHER:
                yield batch
                batch = _empty(reading)
    except UnreadableError as error:
        batch.findings.append(unreadable(file.name, str(error)))
    yield batch


def documents_at(file: File, numbers: Iterator[int]) -> Iterator[Document]:
    """Yield the documents with some numbers, which ascend, as they are in the file now.

    Each number is taken when its document is looked for.

    Raises:
        UnreadableError: the file cannot be read, or not further.
    """
    wanted = next(numbers, None)
    with open_stream(file.path, file.limits) as stream:
        for number, document in _numbered(file, stream):
            if wanted is None:
                return
            if number == wanted:
                yield document()
                wanted = next(numbers, None)


def _numbered(file: File, stream: Stream) -> Iterator[tuple[int, Callable[[], Document]]]:
    """Yield the numbers of a file's documents, each with what makes it."""
    limits = file.limits
    form, data = recognise(file.name, stream.data, file.form)
    if form is InputFormat.NDJSON:
        number = line = 0
        for block in blocks_of(chunks(data), limits.size):
            for row in rows_of(block):
                line += 1
                if is_blank(row):
                    continue
                number += 1
                yield (
                    number,
                    partial(row_document, file.name, number, row, line, limits, at_start=line == 1),
                )
    elif form is InputFormat.ARRAY:
        for number, element in enumerate(elements_of(chunks(data), limits.size), start=1):
            yield number, partial(element_document, file.name, number, element, limits)
    else:
        for one in whole_documents(file.name, data, form, limits):
            yield one.number, partial(_same, one)


def _same(document: Document) -> Document:
    return document


def line_of(document: Document) -> int:
    """Return the line of its file that a document begins at."""
    if document.lines is None:
        return document.first_line
    [located] = locate(document, [Finding("", Severity.NOTE, "")])
    assert located.span is not None
    return located.span.line


def fields_decoder(
    names: Sequence[str], kinds: Sequence[Any] | None = None
) -> Callable[[bytes], list[list[str | None]]]:
    """Return what reads fields of objects, one a line: the column of each, None where it is not.

    With `kinds`, each field is there and of its Python type. It raises msgspec.MsgspecError or
    UnicodeDecodeError where a line is no such object.
    """
    members = {f"f{number}": name for number, name in enumerate(names)}
    types = [(member, Any, None) for member in members]
    kind: Any = msgspec.defstruct(
        "Fields",
        types if kinds is None else list(zip(members, kinds, strict=True)),
        rename=members,
        gc=False,
    )
    decoder = msgspec.json.Decoder(kind)

    def decode(block: bytes) -> list[list[str | None]]:
        records = decoder.decode_lines(block)
        return [_texts([getattr(record, member) for record in records]) for member in members]

    return decode


def as_text(value: Any) -> str | None:
    """Return a value as it is compared: a string as it is, others as JSON, None for null."""
    if value is None or value.__class__ is str:
        return value
    return json.dumps(value, sort_keys=True)


def _texts(values: list[Any]) -> list[str | None]:
    return [one if one.__class__ is str else as_text(one) for one in values]


def _empty(reading: Reading) -> Batch:
    return Batch(columns=[[] for _ in range(reading.width)])


def _append(batch: Batch, more: Batch) -> None:
    batch.documents += more.documents
    batch.numbers += more.numbers
    batch.lines += more.lines
    batch.findings += more.findings
    for column, values in zip(batch.columns, more.columns, strict=True):
        column += values


def _blocks(file: File, reading: Reading) -> Iterator[Batch]:
    limits = file.limits
    with open_stream(file.path, limits) as stream:
        form, data = recognise(file.name, stream.data, file.form)
        if form is InputFormat.NDJSON:
            yield from _line_blocks(file, reading, blocks_of(chunks(data), limits.size))
            return
        documents: Iterator[Document]
        if form is InputFormat.ARRAY:
            elements = enumerate(elements_of(chunks(data), limits.size), start=1)
            documents = (
                element_document(file.name, number, one, limits) for number, one in elements
            )
        else:
            documents = whole_documents(file.name, data, form, limits)
        for document in documents:
            batch = _empty(reading)
            _read_with_care(batch, reading, document)
            yield batch


def _line_blocks(file: File, reading: Reading, blocks: Iterator[bytes]) -> Iterator[Batch]:
    lines = documents = 0
    for block in blocks:
        columns, doubtful = reading.quick(block)
        batch = _empty(reading)
        if not doubtful and columns is not None:
            count = len(columns[0])
            batch.documents = count
            batch.numbers = list(range(documents + 1, documents + count + 1))
            batch.lines = list(range(lines + 1, lines + count + 1))
            batch.columns = columns
            documents += count
            lines += count
            yield batch
            continue
        left = set(doubtful)
        rows = rows_of(block)
        taken = 0
        for index, row in enumerate(rows):
            line = lines + index + 1
            if index in left and is_blank(row):
                continue
            documents += 1
            if index not in left and columns is not None:
                values = tuple(column[taken] for column in columns)
                taken += 1
                batch.documents += 1
                batch.add([Record(documents, line, values)])
            else:
                document = row_document(
                    file.name, documents, row, line, file.limits, at_start=line == 1
                )
                _read_with_care(batch, reading, document)
        lines += len(rows)
        yield batch


def _read_with_care(batch: Batch, reading: Reading, document: Document) -> None:
    records, findings = reading.careful(document)
    batch.documents += 1
    batch.add(records)
    batch.findings += findings
