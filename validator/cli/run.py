"""A run of `validate` over files, printed while it goes on."""

import contextlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from validator.contract import Contract, load_contract, load_with_fast_engine
from validator.errors import CallspecError
from validator.finding import Finding
from validator.formats import STDIN, InputFormat, format_of_name, is_remote
from validator.job import Job, with_calls
from validator.report import Style, Summary
from validator.run.checker import Checker
from validator.run.executor import Executor, Serial
from validator.run.part import Part
from validator.run.tasks import Task, unreadable
from validator.run.totals import Totals
from validator.sources import Source, Unreadable, find_sources

if TYPE_CHECKING:
    from validator.cli.progress import Progress
    from validator.run.quarantine import Quarantine


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user of `validate` asks for; `most` findings are printed, None for all."""

    paths: Sequence[str]
    form: InputFormat
    schema: str
    schemas: Path | None
    engine: str | None
    at: str
    hangup_reason: str | None
    hangup_reason_at: str | None
    calls: Sequence[str]
    unknown_fields: str
    all_versions: bool
    jobs: int | None
    cluster: str | None
    most: int | None
    summary_only: bool
    quarantine: Path | None
    output_format: str
    time_at: str | None
    quiet: bool
    color: bool
    strict: bool


def run(asked: Asked) -> int:
    """Judge what is asked for, print the report and return the exit code.

    Raises:
        CallspecError: the job cannot be done.
        click.Abort: it was interrupted; the report is about what had been read.
    """
    if asked.all_versions:
        from validator.cli.run_versions import print_versions

        summary = print_versions(asked)
    else:
        summary = print_report(asked)
    if not summary.complete:
        raise click.Abort
    if summary.unreadable:
        return 2
    if not summary.documents:
        raise CallspecError("nothing to read: the files hold no document")
    return 1 if summary.errors or (asked.strict and summary.warnings) else 0


def job_of(asked: Asked, contract: Contract) -> Job:
    """Return what is asked of every document, the calls aside.

    Raises:
        SchemaError: hangup reasons are given and the contract maps none.
    """
    if asked.hangup_reason is not None or asked.hangup_reason_at is not None or asked.calls:
        contract.outcome_or_raise()
    return Job(
        contract,
        asked.at,
        asked.hangup_reason,
        asked.hangup_reason_at,
        None,
        asked.unknown_fields,
    )


@dataclass(slots=True)
class _Printer:
    """What has been printed of a run."""

    style: Style
    totals: Totals
    most: int | None
    progress: "Progress | None"
    quarantine: "Quarantine | None"

    def add(self, part: Part) -> None:
        """Print what a part adds."""
        self.totals.add(part)
        if part.findings:
            self.findings(part.findings)
        if self.quarantine is not None:
            self.quarantine.add(part)
        if self.progress is not None:
            totals = self.totals
            self.progress.update(totals.documents, totals.read, totals.findings)

    def findings(self, findings: Sequence[Finding]) -> None:
        """Print findings, as many as were asked for."""
        left = None if self.most is None else max(0, self.most - self.totals.shown)
        shown = findings[:left]
        self.print("".join(self._said(finding) for finding in shown))

    def unreadable(self) -> None:
        """Print what could not be read; that is never left out."""
        before = self.totals.shown
        self.print("".join(self._said(finding) for finding in self.totals.unreadable))
        self.totals.shown = before

    def _said(self, finding: Finding) -> str:
        self.totals.shown += 1
        return self.style.finding(finding, first=self.totals.shown == 1)

    def print(self, text: str) -> None:
        """Print text in place of the line of progress."""
        if text:
            if self.progress is not None:
                self.progress.clear()
            click.echo(text, nl=False)


def print_report(asked: Asked) -> Summary:
    """Judge all documents and print the report; return what it amounts to.

    An interrupt ends the reading; the report is then about what had been read, and the summary
    says that it is not complete.
    """
    totals = Totals()
    tasks = _tasks(list(find_sources(asked.paths)), asked.form, totals)
    checker = _checker(asked, any(map(_is_archive, tasks)))
    about_calls: Sequence[Finding] = ()
    if asked.calls:
        job, about_calls, unread = _with_calls(checker.job, asked.calls)
        checker = replace(checker, job=job)
        totals.unreadable[:0] = unread
    style = _style(asked)
    complete = True
    with contextlib.ExitStack() as stack:
        quarantine = None
        if asked.quarantine is not None:
            from validator.run.quarantine import open_quarantine

            quarantine = stack.enter_context(open_quarantine(asked.quarantine))
        progress = None
        if sys.stderr.isatty():
            from validator.cli.progress import progress_on_terminal

            progress = progress_on_terminal(_total(tasks))
        printer = _Printer(style, totals, asked.most, progress, quarantine)
        printer.print(style.start())
        if about_calls:
            totals.add_findings(about_calls)
            printer.findings(about_calls)
        parts = stack.enter_context(contextlib.closing(_executor(asked).parts(checker, tasks)))
        try:
            for part in parts:
                printer.add(part)
        except KeyboardInterrupt:
            complete = False
    first = totals.shown == 0 and not totals.unreadable
    printer.unreadable()
    summary = totals.summary(complete=complete)
    printer.print(style.end(summary, totals.counts, first=first))
    if progress is not None:
        progress.clear()
    return summary


def _executor(asked: Asked) -> Executor:
    """Return who runs the tasks.

    Raises:
        CallspecError: what a cluster needs is not installed.
    """
    if asked.cluster is not None:
        try:
            from validator.run.cluster import Cluster
        except ImportError as error:
            raise CallspecError(
                f"--cluster needs {error.name}, which is not installed: "
                "pip install 'callspec[dask]'"
            ) from error
        return Cluster(asked.cluster, asked.jobs or os.cpu_count() or 1)
    if asked.jobs is not None and asked.jobs > 1:
        from validator.run.processes import Processes

        return Processes(asked.jobs)
    return Serial()


def _checker(asked: Asked, archive: bool) -> Checker:
    """Return what is asked of every document; of an archive, the fast engine is asked first.

    That cannot answer where payloads stand inside other documents or are held against calls, and it
    is not asked where the user chose who decides.
    """
    most = None if asked.quarantine is not None else asked.most
    keep = asked.quarantine is not None
    besides = asked.at or asked.calls or asked.hangup_reason is not None
    if archive and not (besides or asked.hangup_reason_at is not None or asked.engine):
        found = load_with_fast_engine(asked.schema, asked.schemas)
        if found is not None:
            contract, fast = found
            return Checker(job_of(asked, contract), fast, most, keep, asked.time_at)
    contract = load_contract(asked.schema, schemas=asked.schemas, engine=asked.engine)
    return Checker(job_of(asked, contract), None, most, keep, asked.time_at)


def _tasks(sources: Sequence[Source | Unreadable], form: InputFormat, totals: Totals) -> list[Task]:
    tasks = []
    for source in sources:
        if isinstance(source, Unreadable):
            totals.unreadable.append(unreadable(source.name, source.reason))
        else:
            tasks.append(Task(source.name, form))
    return tasks


def _is_archive(task: Task) -> bool:
    """Return whether a file may hold so many documents that the fast engine is worth its start."""
    form = format_of_name(task.file) if task.form is InputFormat.AUTO else task.form
    if form in (InputFormat.NDJSON, InputFormat.ARRAY):
        return True
    if task.file == STDIN or is_remote(task.file):
        return form is None
    with contextlib.suppress(OSError, ValueError):
        return form is not InputFormat.YAML and Path(task.file).stat().st_size > 1024 * 1024
    return False


def _total(tasks: Sequence[Task]) -> int | None:
    """Return how many bytes the files have, None where one does not say."""
    total = 0
    for task in tasks:
        if task.file == STDIN or is_remote(task.file):
            return None
        with contextlib.suppress(OSError, ValueError):
            total += Path(task.file).stat().st_size
    return total


def _with_calls(job: Job, calls: Sequence[str]) -> tuple[Job, list[Finding], list[Finding]]:
    """Return a job that holds payloads against calls, what is wrong with these, and what is unread.

    Most runs have no calls, and do not load what reads them.
    """
    from validator.cli.payloads import Tally, documents

    tally = Tally()
    held = with_calls({"": job}, "", documents(calls, InputFormat.AUTO, tally))[""]
    return held, held.calls.findings if held.calls else [], tally.unreadable


def _style(asked: Asked) -> Style:
    if asked.output_format == "json":
        from validator.report.json import Json

        return Json()
    if asked.output_format == "html":
        from validator.report.html import Html

        return Html()
    from validator.report.text import Text

    return Text(asked.color, asked.quiet, asked.summary_only)
