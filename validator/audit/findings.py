"""What breaks a rule in the tables -> findings at their places in the files."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
from jsonpointer import JsonPointer

from validator import wording
from validator.audit.calls import contradictions
from validator.audit.queries import Names, hits_of
from validator.audit.reading import File, documents_at
from validator.audit.rules import Check, Constant, Last, Order, RecordRule
from validator.calls import CallIndex, check_call
from validator.contract import Contract
from validator.documents import Document, locate, resolve
from validator.documents.streams import UnreadableError
from validator.finding import Finding, Severity
from validator.outcome import Outcome
from validator.run.tasks import unreadable

_ROWS = 1000
"""Rows that are taken from the database at a time."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A payload that contradicts another one: where that stands, what it says, and when it did."""

    rule: RecordRule
    file: str
    line: int
    said: str | None
    time: str | None


def rule_hits(rule: RecordRule, number: int, names: Names) -> str:
    """Return the question for all that is said of a rule's hits.

    Rows of `file`, `document`, `n`, `rule`, and of the other one `other_file`, `other_line`,
    `said`, `said_at` (UTC).
    """
    check = rule.check
    time = "NULL"
    if not isinstance(check, Constant):
        time = f"strftime(other.{names[check.time]}, '%Y-%m-%d %H:%M:%S.%f')"
    return f"""
        SELECT record.file, record.document, hit.n, {number} AS rule, other.file AS other_file,
            other.line AS other_line, other.{names[check.field]} AS said, {time} AS said_at
        FROM ({hits_of(check, names)}) AS hit
        JOIN record ON record.n = hit.n JOIN record AS other ON other.n = hit.other"""


def found_by_rules(
    connection: duckdb.DuckDBPyConnection,
    files: Sequence[File],
    rules: Sequence[RecordRule],
    names: Names,
    contract: Contract,
    at: str,
) -> Iterator[Finding]:
    """Yield the findings of all rules, in the order of the files."""
    if not rules:
        return
    questions = [rule_hits(rule, number, names) for number, rule in enumerate(rules)]
    rows = _rows(connection, f"{' UNION ALL '.join(questions)} ORDER BY n, rule")
    for document, group in _documents(files, rows):
        hits = [
            Hit(rules[rule], files[other].name, line, said, time)
            for _, _, _, rule, other, line, said, time in group
        ]
        payload = _payload(document, at)
        yield from locate(document, [_finding(hit, payload, at, contract.title) for hit in hits])


def found_by_calls(
    connection: duckdb.DuckDBPyConnection,
    files: Sequence[File],
    question: str,
    outcome: Outcome,
    contract: Contract,
    at: str,
) -> Iterator[Finding]:
    """Yield what the calls say against payloads, in the order of the files."""
    rows = _rows(
        connection,
        f"SELECT record.file, record.document, found, reason FROM ({question}) AS hit "
        "JOIN record USING (n) ORDER BY n",
    )
    for document, group in _documents(files, rows):
        payload = _payload(document, at)
        for _, _, found, reason in group:
            calls = CallIndex()
            key = payload.get(outcome.reference or "")
            if found and isinstance(key, str):
                calls.reasons[key.lower()] = {reason} if reason else set()
            findings = check_call(outcome, payload, calls, contract.title, set())
            yield from locate(document, [one.within(at) for one in findings])


def found_in_calls(
    connection: duckdb.DuckDBPyConnection,
    files: Sequence[File],
    question: str,
    outcome: Outcome,
    title: str,
) -> Iterator[Finding]:
    """Yield the calls that contradict earlier ones, in the order of the files."""
    rows = _rows(
        connection,
        f"SELECT call.file, call.document, hit.key, hit.reasons FROM ({question}) AS hit "
        "JOIN call USING (n) ORDER BY n",
    )
    for document, group in _documents(files, rows):
        before = [(key.lower(), reasons) for _, _, key, reasons in group]
        yield from contradictions(document, before, outcome, title)


def no_times(
    connection: duckdb.DuckDBPyConnection,
    files: Sequence[File],
    question: str,
    fields: Sequence[str],
    at: str,
) -> Iterator[Finding]:
    """Yield the payloads with a time that is none: it is compared with no other."""
    rows = _rows(
        connection,
        f"SELECT record.file, record.document, field FROM ({question}) AS hit "
        "JOIN record USING (n) ORDER BY n, field",
    )
    for document, group in _documents(files, rows):
        findings = [
            Finding(
                "not-compared",
                Severity.WARNING,
                f"{fields[field]} is compared with no other payload's: it is no time",
                pointer=_pointer(at, fields[field]),
            )
            for _, _, field in group
        ]
        yield from locate(document, findings)


def _payload(document: Document, at: str) -> dict[str, Any]:
    """Return the payload of a document, which was an object when it was read first."""
    payload = resolve(document.value, at, None)
    if not isinstance(payload, dict):
        raise ChangedError(document.file)
    return payload


def _finding(hit: Hit, payload: dict[str, Any], at: str, title: str) -> Finding:
    rule, check = hit.rule, hit.rule.check
    field = check.key if isinstance(check, Last) else check.field
    return Finding(
        rule.id,
        rule.severity,
        f"{rule.message}: {_contradiction(check, payload, hit)}",
        pointer=_pointer(at, field),
        found=payload.get(field),
        schema=title,
        source=rule.source,
    )


def _contradiction(check: Check, payload: dict[str, Any], hit: Hit) -> str:
    place = f"{hit.file}:{hit.line}"
    said = wording.value(hit.said)
    if isinstance(check, Constant):
        now = wording.value(payload.get(check.field))
        return f"{check.field} is {now} here, and {said} in {place}"
    if isinstance(check, Order):
        now = wording.value(payload.get(check.field))
        return f"{check.field} is {now}, and was {said} at {hit.time} already, in {place}"
    return f"{check.field} was {said} at {hit.time}, in {place}"


def _pointer(at: str, field: str) -> str:
    return at + str(JsonPointer.from_parts([field]).path)


def _rows(connection: duckdb.DuckDBPyConnection, question: str) -> Iterator[tuple[Any, ...]]:
    cursor = connection.cursor().execute(question)
    while rows := cursor.fetchmany(_ROWS):
        yield from rows


def _documents(
    files: Sequence[File], rows: Iterator[tuple[Any, ...]]
) -> Iterator[tuple[Document, list[tuple[Any, ...]]]]:
    """Yield the documents that rows are about, each with its rows, which are in file order.

    A row begins with the numbers of its file and of its document.

    Raises:
        ChangedError: a file has changed since it was read.
    """
    for number, of_file in itertools.groupby(rows, key=lambda row: row[0]):
        file = files[number]
        groups = itertools.groupby(of_file, key=lambda row: row[1])
        wanted = ((document, list(group)) for document, group in groups)
        asked: list[list[tuple[Any, ...]]] = []

        def numbers(wanted: Any = wanted, asked: Any = asked) -> Iterator[int]:
            for document, group in wanted:
                asked.append(group)
                yield document

        try:
            for document in documents_at(file, numbers()):
                group = asked.pop()
                if not document.readable:
                    raise ChangedError(file.name)
                yield document, group
        except UnreadableError as error:
            raise ChangedError(file.name) from error
        if asked:
            raise ChangedError(file.name)


class ChangedError(Exception):
    """A file is not what it was when it was read first; the message is its name."""


def changed(error: ChangedError) -> Finding:
    """Return the finding that a file has changed."""
    return unreadable(str(error), "it changed while it was read")
