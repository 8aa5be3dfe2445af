"""A run of `validate --all-versions`: each document is printed as it is judged."""

import click

from validator.cli.payloads import Tally, documents
from validator.cli.run import Asked, job_of
from validator.formats import InputFormat
from validator.job import with_calls
from validator.report import Summary
from validator.report.versions import Json, Text, VersionsStyle
from validator.versions import jobs_by_version, judge, load_versions


def print_versions(asked: Asked) -> Summary:
    """Print which versions each document satisfies; return what the run amounts to.

    A verdict is not kept, whatever the files hold.
    """
    versions = load_versions(asked.schema, schemas=asked.schemas, engine=asked.engine)
    jobs = jobs_by_version(job_of(asked, versions.contract), versions)
    tally = Tally()
    if asked.calls:
        calls = documents(asked.calls, InputFormat.AUTO, tally)
        jobs = with_calls(jobs, versions.deciding, calls)
        index = jobs[versions.deciding].calls
        tally.findings.extend(index.findings if index else ())
    style: VersionsStyle = (
        Json() if asked.output_format == "json" else Text(asked.color, asked.quiet)
    )
    title = versions.contract.title
    valid = dict.fromkeys(versions.contracts, 0)
    click.echo(style.start(title, tuple(tally.findings)), nl=False)
    before = None
    for document in documents(asked.paths, asked.form, tally):
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
