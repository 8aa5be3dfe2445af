"""What is asked for -> the files to read, and what judges each of them."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from validator.cli.asked import Asked
from validator.contract import Contract, load_contract, load_with_fast_engine
from validator.finding import Finding
from validator.formats import STDIN, InputFormat, format_of_name, is_remote
from validator.job import Job, with_calls
from validator.limits import Limits
from validator.run.checker import Checker
from validator.run.tasks import Task, unreadable
from validator.run.totals import Totals
from validator.settings import Settings, settings_of
from validator.severities import read_severities
from validator.sources import Source, Unreadable, find_sources

_STREAMED = ("text", "json", "html")
"""Reports that are printed as findings come; others are given all, and keep some."""


@dataclass(frozen=True, slots=True)
class Work:
    """The files to read and what judges them.

    `about_calls` is what is wrong with the calls; `passed_over` files were found in folders, and
    nothing says what they hold.
    """

    tasks: Sequence[Task]
    checkers: Sequence[Checker]
    about_calls: Sequence[Finding]
    passed_over: Sequence[str]


def work_of(asked: Asked, totals: Totals) -> Work:
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
            job, about, unread = _with_calls(checkers[number].job, settings.calls, asked.limits)
            checkers[number] = replace(checkers[number], job=job)
            # Several contracts may be held against the same calls.
            about_calls += [one for one in about if one not in about_calls]
            totals.unreadable[:0] = [one for one in unread if one not in totals.unreadable]
    return Work(tasks, checkers, about_calls, passed_over)


def settings_of_all(asked: Asked) -> Settings:
    """Return how all the files are judged.

    Raises:
        click.UsageError: they are judged in different ways.
    """
    config = asked.config
    names = [STDIN]
    if config.files:  # else all files are judged alike, and need not be looked for twice
        names = [one.name for one in find_sources(asked.paths) if isinstance(one, Source)] or names
    found = {settings_of(one, asked.given, asked.hangup_reason, config) for one in names}
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
    severities = read_severities(asked.config.severity)
    if asked.given.unknown_fields is not None:  # the command line comes first
        severities.pop("unknown-field", None)
    return Job(
        contract,
        settings.at,
        settings.hangup_reason,
        settings.hangup_reason_at,
        None,
        settings.unknown_fields,
        severities,
    )


def _checker(asked: Asked, settings: Settings, archive: bool) -> Checker:
    """Return what is asked of every document; of an archive, the fast engine is asked first.

    That cannot answer where payloads stand inside other documents or are held against calls, and it
    is not asked where the user chose who decides, or takes less than usual.
    """
    streamed = all(one.format in _STREAMED for one in asked.outputs)
    most = asked.most if streamed and asked.quarantine is None else None
    keep = asked.quarantine is not None
    schemas = asked.schemas
    accepting = None
    if asked.config.accept_payload:
        from datetime import date

        from validator.acceptances import accepting as accepting_on

        accepting = accepting_on(asked.config, date.today())
    quick = archive and asked.limits.are_usual
    if quick and not (settings.at or settings.asks_reason or asked.engine):
        contract, fast = load_with_fast_engine(settings.schema, schemas, asked.unknown_keywords)
    else:
        fast = None
        contract = load_contract(
            settings.schema,
            schemas=schemas,
            engine=asked.engine,
            unknown_keywords=asked.unknown_keywords,
        )
    job = job_of(asked, settings, contract)
    return Checker(job, fast, most, keep, asked.time_at, accepting, asked.limits)


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


def _with_calls(
    job: Job, calls: Sequence[str], limits: Limits
) -> tuple[Job, list[Finding], list[Finding]]:
    """Return a job that holds payloads against calls, what is wrong with these, and what is unread.

    Most runs have no calls, and do not load what reads them.
    """
    from validator.cli.payloads import Tally, documents

    tally = Tally()
    held = with_calls({"": job}, "", documents(calls, InputFormat.AUTO, tally, limits))[""]
    return held, held.calls.findings if held.calls else [], tally.unreadable
