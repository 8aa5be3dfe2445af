"""`callspec validate`: payload files against a contract."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

import click
from jsonpointer import JsonPointer, JsonPointerException

from validator import engine as engines
from validator.calls import CallIndex, check_call, index_calls
from validator.cli.options import (
    format_option,
    no_color_option,
    quiet_option,
    schemas_option,
    strict_option,
    use_color,
)
from validator.contract import NOT_GIVEN, Contract, faulty, load_contract
from validator.documents import Document, InputFormat, locate, read_documents, resolve
from validator.errors import CallspecError
from validator.finding import Finding, Severity, position
from validator.report import Report, Summary, count
from validator.sources import STDIN, Source, Unreadable, find_sources

_MISSING = object()


class PointerType(click.ParamType[str]):
    """A JSON Pointer (RFC 6901)."""

    name = "pointer"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Return the pointer, or fail with what is wrong with it."""
        try:
            return str(JsonPointer(value).path)
        except JsonPointerException:
            self.fail(f"{value!r} is no JSON Pointer: write /data or /data/0", param, ctx)


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked of every document."""

    contract: Contract
    at: str
    reason: str | None
    reason_at: str | None
    calls: CallIndex | None
    unknown_fields: str


@dataclass(slots=True)
class Tally:
    """What has been found so far."""

    findings: list[Finding] = field(default_factory=list)
    unreadable: list[Finding] = field(default_factory=list)
    documents: int = 0
    invalid: int = 0


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--schema",
    default="campaigncall",
    show_default=True,
    metavar="NAME[@VERSION]|FILE",
    help="The contract: a struct, one of its versions, or a schema file.",
)
@schemas_option
@click.option(
    "--at",
    type=PointerType(),
    default="",
    metavar="POINTER",
    help="Where the payload stands inside each document (/data).",
)
@click.option("--hangup-reason", metavar="REASON", help="What the payloads' call ended with.")
@click.option(
    "--hangup-reason-at",
    type=PointerType(),
    metavar="POINTER",
    help="Where each document says what its call ended with.",
)
@click.option(
    "--calls",
    multiple=True,
    metavar="FILE",
    help="Call payloads (file, folder or glob; repeatable), joined on the call's id.",
)
@click.option(
    "--unknown-fields",
    type=click.Choice(["error", "warning", "ignore"]),
    default="error",
    show_default=True,
    help="What a field weighs that the reference does not have.",
)
@click.option(
    "--input-format",
    type=click.Choice([one.value for one in InputFormat]),
    default="auto",
    show_default=True,
    help="How PATHS are read; auto goes by suffix, then by the text.",
)
@format_option
@click.option(
    "--engine",
    type=click.Choice(engines.NAMES),
    help="Who decides validity [default: rust where installed].",
)
@strict_option
@quiet_option
@no_color_option
def validate(
    paths: tuple[str, ...],
    schema: str,
    schemas: Path | None,
    at: str,
    hangup_reason: str | None,
    hangup_reason_at: str | None,
    calls: tuple[str, ...],
    unknown_fields: str,
    input_format: str,
    output_format: str,
    engine: str | None,
    strict: bool,
    quiet: bool,
    no_color: bool,
) -> int:
    """Hold payload files against a contract and say where they break it.

    PATHS are files (JSON, NDJSON, YAML), folders, globs, or - for standard input. Every document
    of every file is checked, and a bad file never stops the others.

    \b
    callspec validate payload.json
    callspec validate payloads/ --hangup-reason busy
    callspec validate log.ndjson --calls calls.ndjson
    callspec validate hook.json --at /data --hangup-reason-at /call/hangup_reason
    callspec validate address.json --schema address@1.0.0

    Exit codes: 0 clean, 1 findings, 2 the job could not be done.
    """
    given = [hangup_reason is not None, hangup_reason_at is not None, bool(calls)]
    if sum(given) > 1:
        raise click.UsageError(
            "--hangup-reason, --hangup-reason-at and --calls answer the same question: give one"
        )
    if STDIN in paths and STDIN in calls:
        raise click.UsageError("standard input can be read once: as payloads or as --calls")
    contract = load_contract(schema, schemas=schemas, engine=engine)
    if any(given):
        contract.outcome_or_raise()
    tally = Tally()
    form = InputFormat(input_format)
    index = None
    if calls:
        documents = _documents(calls, InputFormat.AUTO, tally)
        index = index_calls(documents, contract.outcome_or_raise(), contract.title)
        tally.findings.extend(index.findings)
    job = Job(contract, at, hangup_reason, hangup_reason_at, index, unknown_fields)
    for document in _documents(paths, form, tally):
        findings = check_document(job, document)
        tally.findings.extend(findings)
        tally.documents += 1
        tally.invalid += count(findings, Severity.ERROR) > 0
    report = _report(tally)
    click.echo(_render(report, output_format, quiet, use_color(no_color)), nl=False)
    if tally.unreadable:
        return 2
    if not tally.documents:
        raise CallspecError("nothing to read: the files hold no document")
    return 1 if report.summary.errors or (strict and report.summary.warnings) else 0


def check_document(job: Job, document: Document) -> list[Finding]:
    """Return everything that is wrong with a document, in the order of its text."""
    findings = list(document.problems)
    if document.readable:
        findings += locate(document, _check_value(job, document.value))
    return sorted(findings, key=position)


def _check_value(job: Job, value: Any) -> list[Finding]:
    payload = resolve(value, job.at, _MISSING)
    if payload is _MISSING:
        return [
            Finding(
                "no-payload",
                Severity.ERROR,
                f"nothing stands at {job.at}, where --at looks for the payload",
                pointer="",
                expected=job.at,
            )
        ]
    reason = NOT_GIVEN
    if job.reason is not None:
        reason = job.reason
    elif job.reason_at is not None:
        reason = resolve(value, job.reason_at, None)
    findings = job.contract.check_json(
        payload, hangup_reason=reason, unknown_fields=job.unknown_fields
    )
    if job.calls is not None:
        outcome = job.contract.outcome_or_raise()
        title = job.contract.title
        findings += check_call(outcome, payload, job.calls, title, faulty(findings))
    return [_in_document(job, finding) for finding in findings]


def _in_document(job: Job, finding: Finding) -> Finding:
    if finding.code == "unknown-hangup-reason" and job.reason_at is not None:
        return replace(finding, pointer=job.reason_at)
    return finding.within(job.at)


def _documents(names: Iterable[str], form: InputFormat, tally: Tally) -> Iterator[Document]:
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


def _report(tally: Tally) -> Report:
    findings = (*tally.findings, *tally.unreadable)
    summary = Summary(
        documents=tally.documents,
        valid=tally.documents - tally.invalid,
        invalid=tally.invalid,
        unreadable=len(tally.unreadable),
        errors=count(findings, Severity.ERROR),
        warnings=count(findings, Severity.WARNING),
    )
    return Report(findings, summary)


def _render(report: Report, output_format: str, quiet: bool, color: bool) -> str:
    if output_format == "json":
        from validator.report import json

        return json.render(report)
    from validator.report import text

    return text.render(report, color=color, quiet=quiet)
