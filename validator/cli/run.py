"""A run over files, printed while it goes on."""

import contextlib
import gc
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from validator.documents import InputFormat
from validator.documents.read import format_of_name
from validator.documents.streams import STDIN
from validator.finding import Finding
from validator.job import Job
from validator.report import Style, Summary
from validator.run.checker import Checker, with_fast_engine
from validator.run.executor import Executor, Serial
from validator.run.part import Part, in_file
from validator.run.tasks import Task, unreadable
from validator.run.totals import Totals
from validator.sources import Source, Unreadable, find_sources

if TYPE_CHECKING:
    from validator.cli.progress import Progress
    from validator.run.quarantine import Quarantine


@dataclass(frozen=True, slots=True)
class Asked:
    """What is read, and how it is printed: at most so many findings, None for all."""

    paths: Sequence[str]
    form: InputFormat
    jobs: int
    most: int | None
    quarantine: Path | None


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


def print_report(
    asked: Asked, job: Job, style: Style, before: Sequence[Finding], unread: Sequence[Finding]
) -> Summary:
    """Judge all documents and print the report; return what it amounts to.

    `before` is what was found about the calls, `unread` what of them cannot be read. An interrupt
    ends the reading; the report is then about what had been read, and the summary says that it is
    not complete.
    """
    totals = Totals(unreadable=list(unread))
    complete = True
    sources = list(find_sources(asked.paths))
    tasks = _tasks(sources, asked.form, totals)
    with contextlib.ExitStack() as stack:
        quarantine = None
        if asked.quarantine is not None:
            from validator.run.quarantine import open_quarantine

            quarantine = stack.enter_context(open_quarantine(asked.quarantine))
        most = None if asked.quarantine is not None else asked.most
        checker = Checker(job, None, most, asked.quarantine is not None)
        if any(_is_archive(task) for task in tasks):
            checker = with_fast_engine(checker)
            stack.enter_context(_no_cycles())
        progress = None
        if sys.stderr.isatty():
            from validator.cli.progress import progress_on_terminal

            progress = progress_on_terminal(_total(tasks))
        printer = _Printer(style, totals, asked.most, progress, quarantine)
        printer.print(style.start())
        if before:
            totals.add_findings(before)
            printer.findings(before)
        executor: Executor = Serial()
        if asked.jobs > 1:
            from validator.run.processes import Processes

            executor = Processes(asked.jobs)
        try:
            for part in in_file(executor.parts(checker, tasks)):
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
    if task.file == STDIN:
        return form is None
    with contextlib.suppress(OSError, ValueError):
        return form is not InputFormat.YAML and Path(task.file).stat().st_size > 1024 * 1024
    return False


def _total(tasks: Sequence[Task]) -> int | None:
    """Return how many bytes the files have, None where one does not say."""
    total = 0
    for task in tasks:
        if task.file == STDIN:
            return None
        with contextlib.suppress(OSError, ValueError):
            total += Path(task.file).stat().st_size
    return total


@contextlib.contextmanager
def _no_cycles() -> Iterator[None]:
    """Look for cyclic garbage seldom: what a record is decoded to has none, and there are many."""
    before = gc.get_threshold()
    gc.set_threshold(100_000, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
