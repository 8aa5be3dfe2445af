"""Which documents a file holds: one JSON value, a row of NDJSON each, or a YAML stream."""

import codecs
import io
import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from validator import wording
from validator.documents import json_text
from validator.documents.document import Document, problem_findings
from validator.documents.locations import Lines
from validator.documents.rows import blocks_of, chunks, rows_of
from validator.documents.streams import BLOCK
from validator.finding import Finding, Severity, Span
from validator.formats import InputFormat, format_of_name
from validator.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    from validator.documents.elements import Element

_UTF8_BOM = codecs.BOM_UTF8
_JSON_SPACE = b" \t\r\n"
_OTHER_BOMS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
# JSON begins with two characters of ASCII: where the zeros are says how wide they are.
_ZEROS = {"x0x0": "UTF-16", "0x0x": "UTF-16", "x000": "UTF-32", "000x": "UTF-32"}


def read_documents(
    file: str,
    stream: io.BufferedReader,
    form: InputFormat = InputFormat.AUTO,
    limits: Limits = DEFAULT_LIMITS,
) -> Iterator[Document]:
    """Yield the documents of a file, malformed ones included.

    `file` is the name that findings carry. Errors of reading the stream (OSError) pass through.
    """
    form, data = recognise(file, stream, form)
    if form is InputFormat.NDJSON:
        yield from _rows(file, data, limits)
    elif form is InputFormat.ARRAY:
        yield from _elements(file, data, limits)
    else:
        yield from whole_documents(file, data, form, limits)


def whole_documents(
    file: str, stream: io.BufferedReader, form: InputFormat, limits: Limits = DEFAULT_LIMITS
) -> Iterator[Document]:
    """Yield the documents of a JSON or YAML file, of which no more is read than may be there."""
    data = stream.read(limits.size + 1)
    text, findings = _decode(file, 1, data, 1, limits, at_start=True)
    if text is None:
        yield Document(file, 1, "", problems=findings, readable=False)
    elif form is InputFormat.YAML:
        yield from _yaml(file, text, findings, limits)
    else:
        yield _json(file, 1, text, 1, findings, limits)


def recognise(
    file: str, stream: io.BufferedReader, form: InputFormat = InputFormat.AUTO
) -> tuple[InputFormat, io.BufferedReader]:
    """Return the format of a file, by its name or its text, and its bytes from the beginning."""
    if form is not InputFormat.AUTO:
        return form, stream
    named = format_of_name(file)
    if named is not None:
        return named, stream
    head = read_head(stream)
    return sniff(head), Prefixed(head, stream)


def read_head(stream: io.BufferedReader) -> bytes:
    """Return as many bytes of a stream's beginning as tell its format: at least three lines."""
    head = bytearray()
    most = DEFAULT_LIMITS.size
    while head.count(b"\n") < 3 and len(head) <= most and (piece := stream.read(BLOCK)):
        head += piece
    return bytes(head)


def sniff(head: bytes) -> InputFormat:
    """Return the format of text without a telling name, by its beginning: JSON, NDJSON or YAML.

    NDJSON has several lines, of which the first or the second is a whole object or array.
    """
    start = head.removeprefix(_UTF8_BOM).lstrip()
    if not start.startswith((b"{", b"[", b'"')):
        return InputFormat.YAML if start else InputFormat.JSON
    rows = list(itertools.islice(filter(bytes.strip, start.split(b"\n")), 2))
    if rows[1:] and any(map(_is_container, rows)) and not _is_container(start):
        return InputFormat.NDJSON
    return InputFormat.JSON


def _is_container(row: bytes) -> bool:
    try:
        return isinstance(json_text.parse(row.decode()), (dict, list))
    except ValueError:
        return False


class Prefixed(io.BufferedReader):
    """A stream whose first bytes have been read already."""

    def __init__(self, head: bytes, stream: io.BufferedReader) -> None:
        super().__init__(_Prefixed(head, stream), BLOCK)


class _Prefixed(io.RawIOBase):
    def __init__(self, head: bytes, stream: io.BufferedReader) -> None:
        self._head = memoryview(head)
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data: Any = self._head[: len(buffer)]
        if data:
            self._head = self._head[len(data) :]
        else:
            data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def is_blank(row: bytes) -> bool:
    """Return whether a line of NDJSON holds no document."""
    return not row.strip(_JSON_SPACE)


def _rows(file: str, stream: io.BufferedReader, limits: Limits) -> Iterator[Document]:
    number = line = 0
    for block in blocks_of(chunks(stream), limits.size):
        for row in rows_of(block):
            line += 1
            if not is_blank(row):
                number += 1
                yield row_document(file, number, row, line, limits, at_start=line == 1)


def _elements(file: str, stream: io.BufferedReader, limits: Limits) -> Iterator[Document]:
    from validator.documents.elements import elements_of

    for number, element in enumerate(elements_of(chunks(stream), limits.size), start=1):
        yield element_document(file, number, element, limits)


def row_document(
    file: str,
    number: int,
    row: bytes,
    line: int,
    limits: Limits = DEFAULT_LIMITS,
    *,
    at_start: bool,
) -> Document:
    """Return a line of NDJSON as a document; `at_start` tells that the file begins with it."""
    text, findings = _decode(file, number, row.rstrip(b"\r"), line, limits, at_start=at_start)
    if text is None:
        return Document(file, number, "", first_line=line, problems=findings, readable=False)
    return _json(file, number, text, line, findings, limits)


def element_document(
    file: str, number: int, element: "Element", limits: Limits = DEFAULT_LIMITS
) -> Document:
    """Return an element of a JSON array as a document."""
    line, column = element.line, element.column
    if element.problem is not None:
        findings: tuple[Finding, ...] = (
            _finding("json-syntax", element.problem, file, number, line, column=column),
        )
        text = None
    else:
        text, findings = _decode(
            file, number, element.text, line, limits, at_start=False, first_column=column
        )
    if text is None:
        return Document(file, number, "", None, line, column, problems=findings, readable=False)
    return _json(file, number, text, line, findings, limits, column)


def _json(
    file: str,
    number: int,
    text: str,
    first_line: int,
    findings: tuple[Finding, ...],
    limits: Limits,
    first_column: int = 1,
) -> Document:
    try:
        value = json_text.parse(text, limits)
    except json_text.OddTextError:
        value, scan = json_text.explain(text, limits)
        found = problem_findings(scan.problems, file, number, text, first_line, first_column)
        readable = not any(problem.fatal for problem in scan.problems)
        return Document(
            file,
            number,
            text,
            value,
            first_line,
            first_column,
            scan=scan,
            problems=findings + found,
            readable=readable,
        )
    return Document(file, number, text, value, first_line, first_column, problems=findings)


def _yaml(
    file: str, text: str, findings: tuple[Finding, ...], limits: Limits
) -> Iterator[Document]:
    from validator.documents import yaml_text  # JSON users do not pay for the YAML reader
    from validator.documents.json_scan import Problem, Scan

    number = 0
    lines = Lines(text)
    for number, (value, scan) in enumerate(yaml_text.parse(text, limits), start=1):
        found = problem_findings(scan.problems, file, number, text)
        readable = not any(problem.fatal for problem in scan.problems)
        yield Document(
            file,
            number,
            text,
            value,
            scan=scan,
            lines=lines,
            problems=findings + found,
            readable=readable,
        )
        findings = ()
    if number == 0:
        empty = Problem("yaml-syntax", "the file holds no document", 0, 0)
        found = problem_findings([empty], file, 1, text)
        yield Document(
            file, 1, text, scan=Scan(None, ()), problems=findings + found, readable=False
        )


def _decode(
    file: str,
    number: int,
    data: bytes,
    first_line: int,
    limits: Limits,
    *,
    at_start: bool,
    first_column: int = 1,
) -> tuple[str | None, tuple[Finding, ...]]:
    """Return the text of UTF-8 bytes, or None, and what is wrong with the encoding.

    The bytes begin at a line and column of the file; `at_start` tells that the file begins there.
    """
    if len(data) > limits.size:
        message = f"more than {wording.size(limits.size)}"
        hint = "--max-size takes more"
        finding = _finding(
            "too-large", message, file, number, first_line, hint=hint, column=first_column
        )
        return None, (finding,)
    findings: tuple[Finding, ...] = ()
    # Only a file begins with a mark: in a later row it is a stray character.
    if data.startswith(_UTF8_BOM) and at_start:
        data = data[len(_UTF8_BOM) :]
        findings = (
            _finding(
                "encoding",
                "the text begins with a byte order mark, which many JSON readers refuse",
                file,
                number,
                first_line,
                Severity.WARNING,
                "save it as UTF-8 without a byte order mark",
            ),
        )
    name = _other_encoding(data) if at_start else None
    if name is not None:
        message = f"the text is {name}, not UTF-8"
        return None, (
            _finding("encoding", message, file, number, first_line, hint="save it as UTF-8"),
        )
    try:
        return data.decode(), findings
    except UnicodeDecodeError as error:
        before = data[: error.start].decode()
        lines = Lines(before)
        line, column = lines.place(len(before))
        bad = data[error.start]
        # Where the file does not begin with the document, the offset is not that in the file.
        of = "" if at_start else " of its document"
        span = Span(line, column, line, column + 1).from_place(first_line, first_column)
        return None, (
            *findings,
            Finding(
                "encoding",
                Severity.ERROR,
                f"the byte 0x{bad:02x} at offset {error.start}{of} is not UTF-8",
                hint="save it as UTF-8",
                file=file,
                document=number,
                span=span,
                excerpt=data.split(b"\n")[line - 1].decode(errors="replace").rstrip("\r"),
                excerpt_column=first_column if line == 1 else 1,
            ),
        )


def _other_encoding(data: bytes) -> str | None:
    """Return the encoding of a text that is not UTF-8, as its first bytes tell (RFC 4627, 3)."""
    for mark, name in _OTHER_BOMS.items():
        if data.startswith(mark):
            return name
    zeros = "".join("x" if byte else "0" for byte in data[:4])
    return _ZEROS.get(zeros) if len(data) % 2 == 0 else None


def _finding(
    code: str,
    message: str,
    file: str,
    number: int,
    line: int,
    severity: Severity = Severity.ERROR,
    hint: str | None = None,
    column: int = 1,
) -> Finding:
    span = Span(line, column, line, column)
    return Finding(code, severity, message, hint=hint, file=file, document=number, span=span)
