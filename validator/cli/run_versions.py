"""A run of `validate --all-versions`: each document is printed as it is judged."""

from validator.cli.asked import Asked
from validator.cli.outputs import Output
from validator.cli.payloads import Tally, documents
from validator.cli.work import job_of
from validator.cli.writers import opened
from validator.formats import InputFormat
from validator.job import with_calls
from validator.report import Summary
from validator.report.versions import Json, Text, VersionsStyle
from validator.settings import Settings
from validator.versions import jobs_by_version, judge, load_versions


def print_versions(asked: Asked, settings: Settings) -> Summary:
    """Print which versions each document satisfies; return what the run amounts to.

    A verdict is not kept, whatever the files hold.
    """
    versions = load_versions(settings.schema, schemas=asked.schemas, engine=asked.engine)
    jobs = jobs_by_version(job_of(asked, settings, versions.contract), versions)
    tally = Tally()
    if settings.calls and versions.contract.outcome is not None:
        calls = documents(settings.calls, InputFormat.AUTO, tally, asked.limits)
        jobs = with_calls(jobs, versions.deciding, calls)
        index = jobs[versions.deciding].calls
        tally.findings.extend(index.findings if index else ())
    title = versions.contract.title
    valid = dict.fromkeys(versions.contracts, 0)
    with opened(asked.outputs) as writers:
        styles = [(_style(asked, one.output), one) for one in writers]
        for style, writer in styles:
            writer.write(style.start(title, tuple(tally.findings)))
        before = None
        for document in documents(asked.paths, asked.form, tally, asked.limits):
            verdict = judge(jobs, versions.deciding, document)
            tally.add(verdict.findings)
            for number in verdict.valid:
                valid[number] += 1
            for style, writer in styles:
                writer.write(style.document(verdict, before))
            before = verdict
        summary = tally.summary()
        findings = (*tally.findings, *tally.unreadable)
        for style, writer in styles:
            writer.write(style.end(title, findings, summary, valid, before))
    return summary


def _style(asked: Asked, output: Output) -> VersionsStyle:
    if output.format == "json":
        return Json()
    return Text(asked.color and output.file is None, asked.quiet)
