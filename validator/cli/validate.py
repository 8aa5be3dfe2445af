"""`callspec validate`: payload files against a contract."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import click
from jsonpointer import JsonPointer, JsonPointerException

from validator import engine as engines
from validator.cli.options import (
    format_option,
    no_color_option,
    quiet_option,
    schemas_option,
    strict_option,
    use_color,
)
from validator.cli.payloads import Tally, documents
from validator.contract import load_contract
from validator.documents import Document, InputFormat
from validator.errors import CallspecError
from validator.job import Job, check_document, with_calls
from validator.report import Report
from validator.schemas import is_file
from validator.sources import STDIN
from validator.versions import Versions, jobs_by_version, judge, load_versions


class PointerType(click.ParamType[str]):
    """A JSON Pointer (RFC 6901)."""

    name = "pointer"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Return the pointer, or fail with what is wrong with it."""
        try:
            return str(JsonPointer(value).path)
        except JsonPointerException:
            self.fail(f"{value!r} is no JSON Pointer: write /data or /data/0", param, ctx)


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--schema",
    default="campaigncall",
    show_default=True,
    metavar="NAME[@VERSION]|FILE",
    help="The contract: a struct, one of its versions, or a schema file.",
)
@click.option(
    "--all-versions",
    is_flag=True,
    help="Say of each document which versions it satisfies; --schema's own decides.",
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
    all_versions: bool,
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
    callspec validate log.ndjson --schema campaigncall@1 --all-versions

    VERSION is 1.2.3, or 1.2 or 1 for the newest that begins so, or latest, as without it.

    Exit codes: 0 clean, 1 findings, 2 the job could not be done.
    """
    given = [hangup_reason is not None, hangup_reason_at is not None, bool(calls)]
    if sum(given) > 1:
        raise click.UsageError(
            "--hangup-reason, --hangup-reason-at and --calls answer the same question: give one"
        )
    if STDIN in paths and STDIN in calls:
        raise click.UsageError("standard input can be read once: as payloads or as --calls")
    if all_versions and is_file(schema):
        raise click.UsageError("--all-versions needs a name: the schema file is one version")
    if all_versions:
        versions = load_versions(schema, schemas=schemas, engine=engine)
    else:
        contract = load_contract(schema, schemas=schemas, engine=engine)
        versions = Versions({contract.title: contract}, contract.title)
    if any(given):
        versions.contract.outcome_or_raise()
    job = Job(versions.contract, at, hangup_reason, hangup_reason_at, None, unknown_fields)
    jobs = jobs_by_version(job, versions)
    tally = Tally()
    if calls:
        jobs = with_calls(jobs, versions.deciding, documents(calls, InputFormat.AUTO, tally))
        index = jobs[versions.deciding].calls
        tally.findings.extend(index.findings if index else ())
    read = documents(paths, InputFormat(input_format), tally)
    color = use_color(no_color)
    if all_versions:
        report = _print_versions(read, jobs, versions, tally, output_format, quiet, color)
    else:
        for document in read:
            tally.add(check_document(jobs[versions.deciding], document))
        report = tally.report()
        click.echo(_render(report, output_format, quiet, color), nl=False)
    if tally.unreadable:
        return 2
    if not tally.documents:
        raise CallspecError("nothing to read: the files hold no document")
    return 1 if report.summary.errors or (strict and report.summary.warnings) else 0


def _print_versions(
    read: Iterable[Document],
    jobs: Mapping[str, Job],
    versions: Versions,
    tally: Tally,
    output_format: str,
    quiet: bool,
    color: bool,
) -> Report:
    """Print each document as it is judged: a verdict is not kept, whatever the files hold."""
    from validator.report.versions import Json, Style, Text

    style: Style = Json() if output_format == "json" else Text(color, quiet)
    title = versions.contract.title
    valid = dict.fromkeys(versions.contracts, 0)
    click.echo(style.start(title, tuple(tally.findings)), nl=False)
    before = None
    for document in read:
        verdict = judge(jobs, versions.deciding, document)
        tally.add(verdict.findings)
        for number in verdict.valid:
            valid[number] += 1
        click.echo(style.document(verdict, before), nl=False)
        before = verdict
    report = tally.report()
    click.echo(style.end(title, report, valid, before), nl=False)
    return report


def _render(report: Report, output_format: str, quiet: bool, color: bool) -> str:
    if output_format == "json":
        from validator.report import json

        return json.render(report)
    from validator.report import text

    return text.render(report, color=color, quiet=quiet)
