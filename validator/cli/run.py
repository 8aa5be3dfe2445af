"""A run of `validate` over files, printed while it goes on."""

import contextlib
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from validator import wording
from validator.cli.asked import Asked
from validator.cli.outputs import Output
from validator.cli.work import Work, settings_of_all, work_of
from validator.cli.writers import Writer, opened, render_of
from validator.errors import CallspecError
from validator.finding import Finding
from validator.formats import STDIN, is_remote
from validator.limits import MOST_FINDINGS
from validator.report import Style, Summary
from validator.run.executor import Executor, Serial
from validator.run.part import Part
from validator.run.tasks import Task
from validator.run.totals import Totals

if TYPE_CHECKING:
    from validator.cli.progress import Progress
    from validator.run.quarantine import Quarantine


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


@dataclass(slots=True)
class _Printer:
    """What has been printed of a run."""

    styles: Sequence[tuple[Style, Writer]]
    totals: Totals
    most: int
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
        left = max(0, self.most - self.totals.shown)
        self._say(findings[:left], findings)

    def unreadable(self) -> None:
        """Print what could not be read; that is never left out."""
        before = self.totals.shown
        self._say(self.totals.unreadable, self.totals.unreadable)
        self.totals.shown = before

    def end(self, summary: Summary, *, first: bool) -> None:
        """Print what comes last; `first` tells that no finding has been printed."""
        for style, writer in self.styles:
            self._print(writer, style.end(summary, self.totals.counts, first=first))
            writer.close()
        if self.progress is not None:
            self.progress.clear()

    def _say(self, findings: Sequence[Finding], everything: Sequence[Finding]) -> None:
        """Print findings; a report that leaves some out by itself is given all there are."""
        shown = self.totals.shown
        for style, writer in self.styles:
            said = (
                style.finding(finding, first=shown + number == 0)
                for number, finding in enumerate(everything if style.whole else findings)
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
    work = work_of(asked, totals)
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


def _say_passed_over(asked: Asked, work: Work, summary: Summary) -> None:
    files = wording.plural(len(work.passed_over), "file")
    said = f"no pattern of [files] in {asked.config.file} fits {files} that the folders hold"
    if not work.tasks and not summary.unreadable:
        raise CallspecError(f"nothing to read: {said}")
    click.echo(f"callspec: passed over: {said}", err=True)


def _idle(asked: Asked, work: Work, totals: Totals) -> list[Finding]:
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


def _total(tasks: Sequence[Task]) -> int | None:
    """Return how many bytes the files have, None where one does not say."""
    total = 0
    for task in tasks:
        if task.file == STDIN or is_remote(task.file):
            return None
        with contextlib.suppress(OSError, ValueError):
            total += Path(task.file).stat().st_size
    return total


def _style(asked: Asked, output: Output, work: Work) -> Style:
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
        _meanings(asked, work),
        asked.strict,
        min(asked.most, MOST_FINDINGS),
    )


def _meanings(asked: Asked, work: Work) -> dict[str, str]:
    """Return what the codes mean that findings about payloads have, those of rules too."""
    from validator.annotations import rule_notes
    from validator.codes import CODES
    from validator.config.codes import page_codes

    # Findings about acceptances are those that pages have.
    found = {**(page_codes() if asked.config.accept_payload else {}), **CODES}
    roots = (one.job.contract.schema.schema for one in work.checkers)
    notes = [one for root in roots if isinstance(root, dict) for one in rule_notes(root)]
    return found | {str(one["rule"]): str(one["message"]) for one in notes if "rule" in one}
