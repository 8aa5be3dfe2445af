"""`callspec audit`: payloads against each other, and against their calls."""

import contextlib
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from validator.cli.limits import limit_options
from validator.cli.options import (
    SchemaType,
    at_option,
    calls_option,
    format_option,
    input_format_option,
    max_findings_option,
    most_findings,
    no_color_option,
    quiet_option,
    schemas_folder,
    schemas_option,
    strict_option,
    summary_only_option,
    use_color,
)
from validator.errors import CallspecError
from validator.formats import STDIN, InputFormat
from validator.limits import Limits
from validator.schemas import DEFAULT_SCHEMA

if TYPE_CHECKING:
    from validator.audit.audit import Found, Question
    from validator.audit.reading import File
    from validator.cli.progress import Working
    from validator.finding import Finding
    from validator.report.audit import AuditStyle
    from validator.run.totals import Totals


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--schema",
    type=SchemaType(),
    default=DEFAULT_SCHEMA,
    show_default=True,
    metavar="NAME[@VERSION]|FILE",
    help="The contract whose rules are applied: a struct, one of its versions, or a schema file.",
)
@schemas_option
@at_option
@calls_option
@input_format_option
@format_option
@max_findings_option
@limit_options
@summary_only_option
@click.option(
    "--memory-limit",
    default="512MB",
    show_default=True,
    metavar="SIZE",
    help="What the database may take; what does not fit is kept on the disk.",
)
@click.option(
    "--temp-dir",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where it is kept while it is needed [default: the system's].",
)
@strict_option
@quiet_option
@no_color_option
def audit(
    paths: tuple[str, ...],
    schema: str,
    schemas: Path | None,
    at: str | None,
    calls: tuple[str, ...],
    input_format: str,
    output_format: str,
    max_findings: int | None,
    limits: Limits,
    summary_only: bool,
    memory_limit: str,
    temp_dir: Path | None,
    strict: bool,
    quiet: bool,
    no_color: bool,
) -> int:
    """Hold many payloads against each other and say which contradict one another.

    What one payload cannot show: the rules about several payloads that the contract carries, each
    with the words of the page it rests on (callspec show lists them); and with --calls, the result
    of each payload against the hangup reason of the call it refers to. PATHS are read as by
    callspec validate, which judges each payload alone: a field that breaks the contract is
    compared with no other, and said.

    \b
    callspec audit log.ndjson
    callspec audit archive/*.ndjson.gz --calls calls/*.ndjson.gz
    callspec audit log.ndjson --calls calls.ndjson --memory-limit 4GB --summary-only

    Exit codes: 0 clean, 1 findings, 2 the job could not be done.
    """
    if STDIN in paths and STDIN in calls:
        raise click.UsageError("standard input can be read once: as payloads or as --calls")
    try:
        from validator.audit.audit import Question
    except ImportError as error:
        raise CallspecError(
            f"audit needs {error.name}, which is not installed: pip install 'callspec[audit]'"
        ) from error
    from validator.audit.rules import read_record_rules
    from validator.contract import load_contract, load_with_fast_engine
    from validator.job import Job
    from validator.report.audit import AuditJson, AuditText
    from validator.run.checker import Checker

    schemas = schemas_folder(schemas)
    if limits.are_usual and not at:
        contract, fast = load_with_fast_engine(schema, schemas)
    else:
        contract, fast = load_contract(schema, schemas=schemas), None
    rules = read_record_rules(contract.schema.schema)
    outcome = contract.outcome_or_raise() if calls else None
    if outcome is not None and (outcome.reference is None or outcome.key is None):
        raise CallspecError(f"{contract.title} does not say which field refers to the call")
    if not rules and outcome is None:
        raise CallspecError(
            f"{contract.title} has no rules about several payloads; "
            "with --calls, their results are held against their calls"
        )
    checker = Checker(Job(contract, at or ""), fast, limits=limits)
    question = Question(checker, rules, outcome, memory_limit, temp_dir)
    style: AuditStyle = AuditJson()
    if output_format == "text":
        from validator.report.text import Text

        style = AuditText(Text(use_color(no_color), quiet, summary_only))
    most = most_findings(max_findings, summary_only)
    return _run(question, paths, calls, InputFormat(input_format), style, most, strict)


@dataclass(slots=True)
class _Printer:
    """What has been printed of an audit, and counted."""

    style: "AuditStyle"
    totals: "Totals"
    most: int
    working: "Working"
    payloads: int = 0
    calls: int = 0

    def add(self, found: "Found") -> None:
        """Print what has been found."""
        self.payloads += found.payloads
        self.calls += found.calls
        self.findings([one for one in found.findings if one.code != "unreadable"])
        self.unread([one for one in found.findings if one.code == "unreadable"])

    def unread(self, findings: "Sequence[Finding]") -> None:
        """Keep what could not be read; it is said at the end."""
        self.totals.unreadable += findings

    def findings(self, findings: "Sequence[Finding]") -> None:
        """Count findings and print as many as were asked for."""
        if not findings:
            return
        self.totals.add_findings(findings)
        left = max(0, self.most - self.totals.shown)
        for finding in findings[:left]:
            self.totals.shown += 1
            with self.working.hidden():
                click.echo(self.style.finding(finding, first=self.totals.shown == 1), nl=False)


def _run(
    question: "Question",
    paths: Sequence[str],
    calls: Sequence[str],
    form: InputFormat,
    style: "AuditStyle",
    most: int,
    strict: bool,
) -> int:
    from validator.audit.audit import audit as run_audit
    from validator.cli.progress import working
    from validator.report.audit import AuditSummary
    from validator.run.totals import Totals

    complete = True
    limits = question.checker.limits
    with _folder(question.folder) as folder, working("comparing payloads") as line:
        printer = _Printer(style, Totals(), most, line)
        payload_files = list(_files(paths, form, limits, folder / "payloads", printer))
        call_files = list(_files(calls, InputFormat.AUTO, limits, folder / "calls", printer))
        with line.hidden():
            click.echo(style.start(), nl=False)
        with contextlib.suppress(KeyboardInterrupt):
            complete = False
            for found in run_audit(question, payload_files, call_files):
                printer.add(found)
            complete = True
    totals = printer.totals
    shown = totals.shown
    for finding in totals.unreadable:
        totals.shown += 1
        click.echo(style.finding(finding, first=totals.shown == 1), nl=False)
    first = totals.shown == 0
    totals.shown = shown
    counted = totals.summary(complete=complete)
    summary = AuditSummary(
        printer.payloads,
        printer.calls,
        counted.unreadable,
        counted.errors,
        counted.warnings,
        counted.left_out,
        complete,
    )
    click.echo(style.end(summary, totals.counts, first=first), nl=False)
    if not complete:
        raise click.Abort
    if summary.unreadable:
        return 2
    if not summary.payloads:
        raise CallspecError("nothing to read: the files hold no document")
    return 1 if summary.errors or (strict and summary.warnings) else 0


@contextlib.contextmanager
def _folder(parent: Path | None) -> Iterator[Path]:
    """Make a folder that is gone afterwards; raise a CallspecError where it cannot be made."""
    try:
        folder = tempfile.TemporaryDirectory(prefix="callspec-", dir=parent)
    except OSError as error:
        raise CallspecError(f"{parent or tempfile.gettempdir()}: {error.strerror}") from error
    with folder as name:
        yield Path(name)


def _files(
    names: Sequence[str], form: InputFormat, limits: Limits, folder: Path, printer: _Printer
) -> "Iterator[File]":
    """Yield the files that names stand for; those that cannot be read are put aside."""
    from validator.audit.spool import readable_twice
    from validator.documents.streams import UnreadableError
    from validator.run.tasks import unreadable
    from validator.sources import Unreadable, find_sources

    folder.mkdir()
    for number, source in enumerate(find_sources(names)):
        if isinstance(source, Unreadable):
            printer.unread([unreadable(source.name, source.reason)])
            continue
        try:
            yield readable_twice(source.name, form, limits, folder, number)
        except (OSError, ValueError, UnreadableError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            printer.unread([unreadable(source.name, reason)])
