"""`callspec validate`: payload files against a contract."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from validator.cli.run import Asked, print_report
from validator.contract import load_contract
from validator.documents import InputFormat
from validator.documents.streams import STDIN
from validator.errors import CallspecError
from validator.job import Job, with_calls
from validator.report import Style, Summary
from validator.schemas import is_file

if TYPE_CHECKING:
    from validator.finding import Finding
    from validator.versions import Versions


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
@click.option(
    "--jobs",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    metavar="N",
    help="Processes that read: plain NDJSON in ranges, all else file by file.",
)
@click.option(
    "--max-findings",
    type=click.IntRange(0),
    metavar="N",
    help="Print the first N findings; all are counted [default: all].",
)
@click.option("--summary-only", is_flag=True, help="Print no findings, only how many of each kind.")
@click.option(
    "--quarantine",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write refused documents, as they were, and their findings into an empty folder.",
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
    jobs: int,
    max_findings: int | None,
    summary_only: bool,
    quarantine: Path | None,
    strict: bool,
    quiet: bool,
    no_color: bool,
) -> int:
    """Hold payload files against a contract and say where they break it.

    PATHS are files (JSON, NDJSON, YAML; plain or compressed with gzip, bzip2, xz or zstd), folders,
    globs, or - for standard input. Every document of every file is checked, and a bad file never
    stops the others. Files of lines are read as a stream, whatever their size.

    \b
    callspec validate payload.json
    callspec validate payloads/ --hangup-reason busy
    callspec validate log.ndjson --calls calls.ndjson
    callspec validate hook.json --at /data --hangup-reason-at /call/hangup_reason
    callspec validate address.json --schema address@1.0.0
    callspec validate log.ndjson --schema campaigncall@1 --all-versions
    callspec validate archive/*.ndjson.gz --jobs 4 --summary-only --quarantine refused/

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
    if all_versions and (jobs > 1 or max_findings is not None or summary_only or quarantine):
        raise click.UsageError(
            "--all-versions prints every document: it goes with none of --jobs, --max-findings, "
            "--summary-only and --quarantine"
        )
    form = InputFormat(input_format)
    color = use_color(no_color)
    if all_versions:
        versions = _load_versions(schema, schemas, engine)
        contract = versions.contract
    else:
        contract = load_contract(schema, schemas=schemas, engine=engine)
    if any(given):
        contract.outcome_or_raise()
    job = Job(contract, at, hangup_reason, hangup_reason_at, None, unknown_fields)
    if all_versions:
        summary = _print_versions(paths, form, job, versions, calls, output_format, quiet, color)
    else:
        before: list[Finding] = []
        unread: list[Finding] = []
        if calls:
            job, before, unread = _with_calls(job, calls)
        most = 0 if summary_only else max_findings
        asked = Asked(paths, form, jobs, most, quarantine)
        style = _style(output_format, color, quiet, summary_only)
        summary = print_report(asked, job, style, before, unread)
    if not summary.complete:
        raise click.Abort
    if summary.unreadable:
        return 2
    if not summary.documents:
        raise CallspecError("nothing to read: the files hold no document")
    return 1 if summary.errors or (strict and summary.warnings) else 0


def _with_calls(job: Job, calls: Sequence[str]) -> tuple[Job, "list[Finding]", "list[Finding]"]:
    """Return a job that holds payloads against calls, what is wrong with these, and what is unread.

    Most runs have no calls, and do not load what reads them.
    """
    from validator.cli.payloads import Tally, documents

    tally = Tally()
    held = with_calls({"": job}, "", documents(calls, InputFormat.AUTO, tally))[""]
    return held, held.calls.findings if held.calls else [], tally.unreadable


def _load_versions(schema: str, schemas: Path | None, engine: str | None) -> "Versions":
    from validator.versions import load_versions

    return load_versions(schema, schemas=schemas, engine=engine)


def _print_versions(
    paths: Sequence[str],
    form: InputFormat,
    job: Job,
    versions: "Versions",
    calls: Sequence[str],
    output_format: str,
    quiet: bool,
    color: bool,
) -> Summary:
    """Print each document as it is judged: a verdict is not kept, whatever the files hold."""
    from validator.cli.payloads import Tally, documents
    from validator.report.versions import Json, Text, VersionsStyle
    from validator.versions import jobs_by_version, judge

    jobs = jobs_by_version(job, versions)
    tally = Tally()
    if calls:
        jobs = with_calls(jobs, versions.deciding, documents(calls, InputFormat.AUTO, tally))
        index = jobs[versions.deciding].calls
        tally.findings.extend(index.findings if index else ())
    style: VersionsStyle = Json() if output_format == "json" else Text(color, quiet)
    title = versions.contract.title
    valid = dict.fromkeys(versions.contracts, 0)
    click.echo(style.start(title, tuple(tally.findings)), nl=False)
    before = None
    for document in documents(paths, form, tally):
        verdict = judge(jobs, versions.deciding, document)
        tally.add(verdict.findings)
        for number in verdict.valid:
            valid[number] += 1
        click.echo(style.document(verdict, before), nl=False)
        before = verdict
    summary = tally.summary()
    findings = (*tally.findings, *tally.unreadable)
    click.echo(style.end(title, findings, summary, valid, before), nl=False)
    return summary


def _style(output_format: str, color: bool, quiet: bool, table: bool) -> Style:
    if output_format == "json":
        from validator.report.json import Json

        return Json()
    from validator.report.text import Text

    return Text(color, quiet, table)
