"""Which documents a file holds: one JSON value, a row of NDJSON each, or a YAML stream."""

import codecs
import enum
import io
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from validator.documents import json_text
from validator.documents.document import Document, problem_findings
from validator.documents.json_scan import Problem, Scan
from validator.documents.limits import MAX_BYTES
from validator.documents.locations import Lines
from validator.finding import Finding, Severity, Span

_UTF8_BOM = codecs.BOM_UTF8
_JSON_SPACE = b" \t\r\n"
_OTHER_BOMS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


class InputFormat(enum.StrEnum):
    """How a file is read. `auto` goes by the suffix, and by the text where that says nothing."""

    AUTO = "auto"
    JSON = "json"
    NDJSON = "ndjson"
    YAML = "yaml"


SUFFIXES = {
    ".json": InputFormat.JSON,
    ".jsonl": InputFormat.NDJSON,
    ".ndjson": InputFormat.NDJSON,
    ".yaml": InputFormat.YAML,
    ".yml": InputFormat.YAML,
}


def read_documents(
    file: str, stream: BinaryIO, form: InputFormat = InputFormat.AUTO
) -> Iterator[Document]:
    """Yield the documents of a file, malformed ones included.

    `file` is the name that findings carry. Errors of reading the stream (OSError) pass through.
    """
    if form is InputFormat.AUTO:
        form = SUFFIXES.get(PurePath(file).suffix.lower(), InputFormat.AUTO)
    if form is InputFormat.NDJSON:
        yield from _rows(file, stream)
        return
    data = stream.read(MAX_BYTES + 1)
    if form is InputFormat.AUTO:
        form = sniff(data)
    if form is InputFormat.NDJSON:
        yield from _rows(file, io.BytesIO(data))
        return
    text, findings = _decode(file, 1, data, 1)
    if text is None:
        yield Document(file, 1, "", problems=findings, readable=False)
    elif form is InputFormat.YAML:
        yield from _yaml(file, text, findings)
    else:
        yield _json(file, 1, text, 1, findings)


def sniff(data: bytes) -> InputFormat:
    """Return the format of bytes without a telling name: JSON, NDJSON or YAML.

    NDJSON has several lines, of which the first or the second is a whole object or array.
    """
    start = data.removeprefix(_UTF8_BOM).lstrip()
    if not start.startswith((b"{", b"[", b'"')):
        return InputFormat.YAML if start else InputFormat.JSON
    rows = [line for line in start.split(b"\n", 3)[:3] if line.strip()]
    if len(rows) > 1 and any(map(_is_container, rows[:2])) and not _is_container(start):
        return InputFormat.NDJSON
    return InputFormat.JSON


def _is_container(row: bytes) -> bool:
    try:
        return isinstance(json_text.parse(row.decode()), (dict, list))
    except ValueError:
        return False


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines of a stream; of one that is too large only as much as shows that it is."""
    while line := stream.readline(MAX_BYTES + 1):
        yield line
        while len(line) > MAX_BYTES and not line.endswith(b"\n"):
            line = stream.readline(MAX_BYTES + 1)


def _rows(file: str, stream: BinaryIO) -> Iterator[Document]:
    number = 0
    for line, row in enumerate(_lines(stream), start=1):
        if not row.strip(_JSON_SPACE):
            continue
        number += 1
        text, findings = _decode(file, number, row.rstrip(b"\r\n"), line)
        if text is None:
            yield Document(file, number, "", first_line=line, problems=findings, readable=False)
        else:
            yield _json(file, number, text, line, findings)


def _json(
    file: str, number: int, text: str, first_line: int, findings: tuple[Finding, ...]
) -> Document:
    try:
        value = json_text.parse(text)
    except json_text.OddTextError:
        value, scan = json_text.explain(text)
        found = problem_findings(scan.problems, file, number, text, first_line)
        readable = not any(problem.fatal for problem in scan.problems)
        return Document(
            file,
            number,
            text,
            value,
            first_line,
            scan=scan,
            problems=findings + found,
            readable=readable,
        )
    return Document(file, number, text, value, first_line, problems=findings)


def _yaml(file: str, text: str, findings: tuple[Finding, ...]) -> Iterator[Document]:
    from validator.documents import yaml_text  # JSON users do not pay for the YAML reader

    number = 0
    lines = Lines(text)
    for number, (value, scan) in enumerate(yaml_text.parse(text), start=1):
        found = problem_findings(scan.problems, file, number, text, 1)
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
        found = problem_findings([empty], file, 1, text, 1)
        yield Document(
            file, 1, text, scan=Scan(None, ()), problems=findings + found, readable=False
        )


def _decode(
    file: str, number: int, data: bytes, first_line: int
) -> tuple[str | None, tuple[Finding, ...]]:
    """Return the text of UTF-8 bytes, or None, and what is wrong with the encoding."""
    if len(data) > MAX_BYTES:
        finding = _finding("too-large", f"more than {MAX_BYTES} bytes", file, number, first_line)
        return None, (finding,)
    findings: tuple[Finding, ...] = ()
    # Only a file begins with a mark: in a later row it is a stray character.
    if data.startswith(_UTF8_BOM) and first_line == 1:
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
    for mark, name in _OTHER_BOMS.items():
        if data.startswith(mark):
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
        span = Span(line, column, line, column + 1).shifted(first_line - 1, 0)
        return None, (
            *findings,
            Finding(
                "encoding",
                Severity.ERROR,
                f"the byte 0x{bad:02x} at offset {error.start} is not UTF-8",
                hint="save it as UTF-8",
                file=file,
                document=number,
                span=span,
                excerpt=data.split(b"\n")[line - 1].decode(errors="replace").rstrip("\r"),
            ),
        )


def _finding(
    code: str,
    message: str,
    file: str,
    number: int,
    line: int,
    severity: Severity = Severity.ERROR,
    hint: str | None = None,
) -> Finding:
    span = Span(line, 1, line, 1)
    return Finding(code, severity, message, hint=hint, file=file, document=number, span=span)
