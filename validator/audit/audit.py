"""An audit: payloads and calls go into tables, and what breaks a rule comes out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from validator.audit.calls import FIELDS, call_reading
from validator.audit.findings import (
    ChangedError,
    changed,
    found_by_calls,
    found_by_rules,
    found_in_calls,
    no_times,
)
from validator.audit.queries import (
    Names,
    contradicting_calls,
    outcome_hits,
    reasons_of_calls,
    times_that_are_none,
)
from validator.audit.reading import File, Reading, payload_reading, read_batches
from validator.audit.rules import Last, RecordRule, fields_of, times_of
from validator.audit.store import Column, Table, create, insert, open_store
from validator.finding import Finding
from validator.outcome import Outcome
from validator.run.checker import Checker


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of payloads together.

    `checker` tells whether each satisfies the contract, alone. `outcome` is how a call's hangup
    reason decides a result, None where there are no calls. The database takes `memory` (`512MB`)
    and a new folder below `folder` (None: the system's for temporary files).
    """

    checker: Checker
    rules: tuple[RecordRule, ...]
    outcome: Outcome | None
    memory: str
    folder: Path | None


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of the work: so many documents more of payloads and of calls, and findings."""

    payloads: int = 0
    calls: int = 0
    findings: tuple[Finding, ...] = ()


# A call is found by its id in upper or lower case, as validate finds it.
_CALLS = Table("call", (Column("key", "uuid"), *(Column(name, "text") for name in FIELDS[1:])))


def audit(question: Question, payloads: Sequence[File], calls: Sequence[File]) -> Iterator[Found]:
    """Yield what is wrong with payloads together.

    First what is wrong with files and documents while they are read, calls before payloads; then
    what is wrong among calls, among payloads, and between the two; each in the order of the files.

    Raises:
        CallspecError: the database has not enough memory or disk, or `memory` is no size.
    """
    fields = _fields(question)
    names = {name: f"f{number}" for number, name in enumerate(fields)}
    table = Table("record", tuple(Column(names[name], kind) for name, kind in fields.items()))
    with open_store(question.memory, question.folder) as connection:
        create(connection, table)
        create(connection, _CALLS)
        if question.outcome is not None:
            reading = call_reading(question.outcome, question.checker.job.contract.title)
            for count, findings in _load(connection, _CALLS, calls, reading):
                yield Found(calls=count, findings=findings)
        reading = payload_reading(question.checker, list(fields))
        for count, findings in _load(connection, table, payloads, reading):
            yield Found(payloads=count, findings=findings)
        try:
            for finding in _compared(connection, question, payloads, calls, names, fields):
                yield Found(findings=(finding,))
        except ChangedError as error:
            yield Found(findings=(changed(error),))


def _fields(question: Question) -> dict[str, str]:
    """Return the fields that are read, and what each is: text, key, uuid or time."""
    fields: dict[str, str] = {}
    keys = set()
    for rule in question.rules:
        fields |= dict.fromkeys(fields_of(rule.check), "text")
        fields |= dict.fromkeys(times_of(rule.check), "time")
        keys |= {rule.check.key, *([rule.check.record] if isinstance(rule.check, Last) else [])}
    outcome = question.outcome
    if outcome is not None:
        for name in (outcome.field, *outcome.when):
            fields.setdefault(name, "text")
    schema = question.checker.job.contract.schema.schema
    properties = schema.get("properties", {}) if isinstance(schema, dict) else {}
    for name in sorted(keys):
        field = properties.get(name)
        is_uuid = isinstance(field, dict) and field.get("format") == "uuid"
        fields[name] = "uuid" if is_uuid else "key"
    if outcome is not None and outcome.reference is not None:
        fields[outcome.reference] = "uuid"
    return fields


def _load(
    connection: duckdb.DuckDBPyConnection, table: Table, files: Sequence[File], reading: Reading
) -> Iterator[tuple[int, tuple[Finding, ...]]]:
    """Put the records of files into a table; yield how many documents, and what was found."""
    first = 0
    for number, file in enumerate(files):
        for batch in read_batches(file, reading):
            insert(connection, table, batch, number, first)
            first += len(batch.numbers)
            yield batch.documents, tuple(batch.findings)


def _compared(
    connection: duckdb.DuckDBPyConnection,
    question: Question,
    payloads: Sequence[File],
    calls: Sequence[File],
    names: Names,
    fields: dict[str, str],
) -> Iterator[Finding]:
    contract, at = question.checker.job.contract, question.checker.job.at
    times = [name for name, kind in fields.items() if kind == "time"]
    if times:
        none = times_that_are_none([names[name] for name in times])
        yield from no_times(connection, payloads, none, times, at)
    outcome: Any = question.outcome
    if outcome is not None:
        yield from found_in_calls(connection, calls, contradicting_calls(), outcome, contract.title)
    yield from found_by_rules(connection, payloads, question.rules, names, contract, at)
    if outcome is not None:
        connection.execute(f"CREATE TABLE call_end AS {reasons_of_calls()}")
        hits = outcome_hits(outcome, names)
        yield from found_by_calls(connection, payloads, hits, outcome, contract, at)
