"""A run of `validate` over files, printed while it goes on."""

import contextlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from validator import wording
from validator.cli.outputs import Output
from validator.cli.writers import Writer, opened, render_of
from validator.config.config import Config, FileSettings
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
from validator.settings import Settings, settings_of
from validator.severities import read_severities
from validator.sources import Source, Unreadable, find_sources

if TYPE_CHECKING:
    from validator.cli.progress import Progress
    from validator.run.quarantine import Quarantine


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user of `validate` asks for; `most` findings are printed, None for all."""

    paths: Sequence[str]
    form: InputFormat
    given: FileSettings
    hangup_reason: str | None
    config: Config
    schemas: Path | None
    engine: str | None
    all_versions: bool
    jobs: int | None
    cluster: str | None
    most: int | None
    summary_only: bool
    quarantine: Path | None
    outputs: Sequence[Output]
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

        summary = print_versions(asked, settings_of_all(asked))
    else:
        summary = print_report(asked)
    if not summary.complete:
        raise click.Abort
    if summary.unreadable:
        return 2
    if not summary.documents:
        raise CallspecError("nothing to read: the files hold no document")
    return 1 if summary.errors or (asked.strict and summary.warnings) else 0


def settings_of_all(asked: Asked) -> Settings:
    """Return how all the files are judged.

    Raises:
        click.UsageError: they are judged in different ways.
    """
    config = asked.config
    names = [one.name for one in find_sources(asked.paths) if isinstance(one, Source)]
    found = {settings_of(one, asked.given, asked.hangup_reason, config) for one in names or [STDIN]}
    settings = found.pop()
    if found or settings is None:
        raise click.UsageError(
            f"--all-versions is for one contract, and {config.file} has several here: give --schema"
        )
    return settings


def job_of(asked: Asked, settings: Settings, contract: Contract) -> Job:
    """Return what is asked of every document, the calls aside.

    Raises:
        SchemaError: hangup reasons are given and the contract maps none.
    """
    if settings.must_map:
        contract.outcome_or_raise()
    elif contract.outcome is None:
        settings = replace(settings, hangup_reason_at=None, calls=())
    return Job(
        contract,
        settings.at,
        settings.hangup_reason,
        settings.hangup_reason_at,
        None,
        settings.unknown_fields,
        read_severities(asked.config.severity),
    )


@dataclass(slots=True)
class _Printer:
    """What has been printed of a run."""

    styles: Sequence[tuple[Style, Writer]]
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

    def start(self) -> None:
        """Print what comes first."""
        for style, writer in self.styles:
            self._print(writer, style.start())

    def findings(self, findings: Sequence[Finding]) -> None:
        """Print findings, as many as were asked for."""
        left = None if self.most is None else max(0, self.most - self.totals.shown)
        self._say(findings[:left])

    def unreadable(self) -> None:
        """Print what could not be read; that is never left out."""
        before = self.totals.shown
        self._say(self.totals.unreadable)
        self.totals.shown = before

    def end(self, summary: Summary, *, first: bool) -> None:
        """Print what comes last; `first` tells that no finding has been printed."""
        for style, writer in self.styles:
            self._print(writer, style.end(summary, self.totals.counts, first=first))
            writer.close()
        if self.progress is not None:
            self.progress.clear()

    def _say(self, findings: Sequence[Finding]) -> None:
        shown = self.totals.shown
        for style, writer in self.styles:
            said = (
                style.finding(finding, first=shown + number == 0)
                for number, finding in enumerate(findings)
            )
            self._print(writer, "".join(said))
        self.totals.shown += len(findings)

    def _print(self, writer: Writer, text: str) -> None:
        """Print text in place of the line of progress."""
        if text:
            if self.progress is not None:
                self.progress.clear()
            writer.write(text)


def print_report(asked: Asked) -> Summary:
    """Judge all documents and print the report; return what it amounts to.

    An interrupt ends the reading; the report is then about what had been read, and the summary
    says that it is not complete.
    """
    totals = Totals()
    work = _work(asked, totals)
    complete = True
    with contextlib.ExitStack() as stack:
        quarantine = None
        if asked.quarantine is not None:
            from validator.run.quarantine import open_quarantine

            quarantine = stack.enter_context(open_quarantine(asked.quarantine))
        writers = stack.enter_context(opened(asked.outputs))
        progress = None
        if sys.stderr.isatty():
            from validator.cli.progress import progress_on_terminal

            progress = progress_on_terminal(_total(work.tasks))
        styles = [(_style(asked, one.output, work), one) for one in writers]
        printer = _Printer(styles, totals, asked.most, progress, quarantine)
        printer.start()
        if work.about_calls:
            totals.add_findings(work.about_calls)
            printer.findings(work.about_calls)
        parts = stack.enter_context(
            contextlib.closing(_executor(asked).parts(work.checkers, work.tasks))
        )
        try:
            for part in parts:
                printer.add(part)
        except KeyboardInterrupt:
            complete = False
        if complete:
            idle = _idle(asked, work, totals)
            totals.add_findings(idle)
            printer.findings(idle)
        first = totals.shown == 0 and not totals.unreadable
        printer.unreadable()
        summary = totals.summary(complete=complete)
        printer.end(summary, first=first)
    if work.passed_over:
        _say_passed_over(asked, work, summary)
    return summary


@dataclass(frozen=True, slots=True)
class _Work:
    """The files to read and what judges them.

    `about_calls` is what is wrong with the calls; `passed_over` files were found in folders, and
    nothing says what they hold.
    """

    tasks: Sequence[Task]
    checkers: Sequence[Checker]
    about_calls: Sequence[Finding]
    passed_over: Sequence[str]


def _work(asked: Asked, totals: Totals) -> _Work:
    """Return what is to do; what cannot be read is put into the totals."""
    tasks: list[Task] = []
    passed_over = []
    numbers: dict[Settings, int] = {}
    for source in find_sources(asked.paths):
        if isinstance(source, Unreadable):
            totals.unreadable.append(unreadable(source.name, source.reason))
            continue
        settings = settings_of(source.name, asked.given, asked.hangup_reason, asked.config)
        if settings is not None:
            number = numbers.setdefault(settings, len(numbers))
            tasks.append(Task(source.name, asked.form, checker=number))
        elif source.named:
            reason = f"no pattern of [files] in {asked.config.file} fits it: give --schema"
            totals.unreadable.append(unreadable(source.name, reason))
        else:
            passed_over.append(source.name)
    if not numbers:  # a contract that is not there is said even so
        own = settings_of(STDIN, asked.given, asked.hangup_reason, asked.config)
        numbers = {own or Settings(): 0}
    archives = {task.checker for task in tasks if _is_archive(task)}
    checkers = [_checker(asked, one, number in archives) for one, number in numbers.items()]
    about_calls: list[Finding] = []
    for settings, number in numbers.items():
        if settings.calls and checkers[number].job.contract.outcome is not None:
            job, about, unread = _with_calls(checkers[number].job, settings.calls)
            checkers[number] = replace(checkers[number], job=job)
            # Several contracts may be held against the same calls.
            about_calls += [one for one in about if one not in about_calls]
            totals.unreadable[:0] = [one for one in unread if one not in totals.unreadable]
    return _Work(tasks, checkers, about_calls, passed_over)


def _say_passed_over(asked: Asked, work: _Work, summary: Summary) -> None:
    files = wording.plural(len(work.passed_over), "file")
    said = f"no pattern of [files] in {asked.config.file} fits {files} that the folders hold"
    if not work.tasks and not summary.unreadable:
        raise CallspecError(f"nothing to read: {said}")
    click.echo(f"callspec: passed over: {said}", err=True)


def _idle(asked: Asked, work: _Work, totals: Totals) -> list[Finding]:
    """Return what is wrong with the acceptances of the configuration."""
    if not asked.config.accept_payload:
        return []
    from datetime import date

    from validator.acceptances import idle

    unread = {one.file for one in totals.unreadable}
    judged = [task.file for task in work.tasks if task.file not in unread]
    return idle(asked.config, totals.accepted, judged, date.today())


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


def _checker(asked: Asked, settings: Settings, archive: bool) -> Checker:
    """Return what is asked of every document; of an archive, the fast engine is asked first.

    That cannot answer where payloads stand inside other documents or are held against calls, and it
    is not asked where the user chose who decides.
    """
    most = None if asked.quarantine is not None else asked.most
    keep = asked.quarantine is not None
    schemas = asked.schemas
    accepting = None
    if asked.config.accept_payload:
        from datetime import date

        from validator.acceptances import accepting as accepting_on

        accepting = accepting_on(asked.config, date.today())
    if archive and not (settings.at or settings.asks_reason or asked.engine):
        found = load_with_fast_engine(settings.schema, schemas)
        if found is not None:
            contract, fast = found
            job = job_of(asked, settings, contract)
            return Checker(job, fast, most, keep, asked.time_at, accepting)
    contract = load_contract(settings.schema, schemas=schemas, engine=asked.engine)
    job = job_of(asked, settings, contract)
    return Checker(job, None, most, keep, asked.time_at, accepting)


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


def _style(asked: Asked, output: Output, work: _Work) -> Style:
    name = output.format
    if name == "text":
        from validator.report.text import Text

        return Text(asked.color and output.file is None, asked.quiet, asked.summary_only)
    if name == "json":
        from validator.report.json import Json

        return Json()
    if name == "html":
        from validator.report.html import Html

        return Html()
    from validator.report.collected import Collected

    return Collected(
        render_of(name),
        "validate",
        [task.file for task in work.tasks],
        _meanings(work),
        asked.strict,
    )


def _meanings(work: _Work) -> dict[str, str]:
    """Return what the codes mean that findings about payloads have, those of rules too."""
    from validator.annotations import rule_notes
    from validator.codes import CODES

    roots = (one.job.contract.schema.schema for one in work.checkers)
    notes = [one for root in roots if isinstance(root, dict) for one in rule_notes(root)]
    return CODES | {str(one["rule"]): str(one["message"]) for one in notes if "rule" in one}
