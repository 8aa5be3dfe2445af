"""`callspec validate`: payload files against a contract."""

import re
from collections.abc import Sequence
from pathlib import Path

import click

from validator.cli.limits import limit_options
from validator.cli.options import (
    PointerType,
    SchemaType,
    at_option,
    calls_option,
    config_option,
    config_path,
    input_format_option,
    max_findings_option,
    most_findings,
    no_color_option,
    no_config_option,
    quiet_option,
    schemas_option,
    strict_option,
    summary_only_option,
    use_color,
)
from validator.cli.outputs import Output, chosen, format_options
from validator.engine import NAMES
from validator.formats import STDIN, InputFormat
from validator.limits import Limits
from validator.lines import counted_line


@click.command()
@click.argument("paths", nargs=-1, required=True)
@click.option(
    "--schema",
    type=SchemaType(),
    metavar="NAME[@VERSION]|FILE",
    help="The contract: a struct, one of its versions, or a schema file "
    "[default: as the configuration says, else campaigncall].",
)
@click.option(
    "--all-versions",
    is_flag=True,
    help="Say of each document which versions it satisfies; --schema's own decides.",
)
@schemas_option
@at_option
@click.option("--hangup-reason", metavar="REASON", help="What the payloads' call ended with.")
@click.option(
    "--hangup-reason-at",
    type=PointerType(),
    metavar="POINTER",
    help="Where each document says what its call ended with.",
)
@calls_option
@click.option(
    "--unknown-fields",
    type=click.Choice(["error", "warning", "ignore"]),
    help="What a field weighs that the reference does not have [default: error].",
)
@input_format_option
@format_options("text", "json", "html", "sarif", "junit", "github", "gitlab", "markdown")
@click.option(
    "--time-at",
    type=PointerType(),
    metavar="POINTER",
    help="Count findings by the day that each document says there [default for html: /tm_create].",
)
@click.option(
    "--engine",
    type=click.Choice(NAMES),
    help="Who decides validity [default: rust where installed].",
)
@click.option(
    "--unknown-keywords",
    type=click.Choice(["error", "ignore"]),
    default="error",
    show_default=True,
    help="What a schema FILE means that has keywords of no draft, those with x- aside.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1),
    metavar="N",
    help="Processes that read: plain NDJSON in ranges, all else file by file [default: 1].",
)
@click.option(
    "--cluster",
    metavar="dask://HOST:PORT|local",
    help="Read on the workers of a Dask cluster; local starts one with --jobs workers.",
)
@max_findings_option
@limit_options
@summary_only_option
@click.option(
    "--quarantine",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Write refused documents, as they were, and their findings into an empty folder.",
)
@strict_option
@config_option
@no_config_option
@quiet_option
@no_color_option
def validate(
    paths: tuple[str, ...],
    schema: str | None,
    all_versions: bool,
    schemas: Path | None,
    at: str | None,
    hangup_reason: str | None,
    hangup_reason_at: str | None,
    calls: tuple[str, ...],
    unknown_fields: str | None,
    input_format: str,
    formats: tuple[Output, ...],
    output: Path | None,
    time_at: str | None,
    engine: str | None,
    unknown_keywords: str,
    jobs: int | None,
    cluster: str | None,
    max_findings: int | None,
    limits: Limits,
    summary_only: bool,
    quarantine: Path | None,
    strict: bool,
    config_file: Path | None,
    no_config: bool,
    quiet: bool,
    no_color: bool,
) -> int:
    """Hold payload files against a contract and say where they break it.

    PATHS are files (JSON, NDJSON, YAML; plain or compressed with gzip, bzip2, xz or zstd), folders,
    globs, URLs (s3://bucket/log.ndjson), or - for standard input. Every document of every file is
    checked, and a bad file never stops the others. Files of lines are read as a stream, whatever
    their size.

    \b
    callspec validate payload.json
    callspec validate payloads/ --hangup-reason busy
    callspec validate log.ndjson --calls calls.ndjson
    callspec validate hook.json --at /data --hangup-reason-at /call/hangup_reason
    callspec validate address.json --schema address@1.0.0
    callspec validate log.ndjson --schema campaigncall@1 --all-versions
    callspec validate archive/*.ndjson.gz --jobs 4 --summary-only --quarantine refused/
    callspec validate s3://logs/2026-03/ --cluster dask://scheduler:8786 --summary-only

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
    outputs = chosen(formats, output)
    config_file = config_path(config_file, no_config)
    if all_versions:
        outputs = [one for one in outputs if not one.append]
    plain = limits.are_usual and not (all_versions or engine or quarantine or cluster)
    quick = plain and outputs == [Output("text")] and input_format in ("auto", "json")
    if quick and config_file is None and not (at or any(given)):
        from validator.cli.quick import count_clean
        from validator.schemas import DEFAULT_SCHEMA

        count = count_clean(paths, schema or DEFAULT_SCHEMA, schemas)
        if count is not None:
            return _say_clean(count, quiet, no_color)
    from validator.config.config import NO_CONFIG, FileSettings

    config = NO_CONFIG
    settings = FileSettings(schema, at, hangup_reason_at, calls or None, unknown_fields)
    if config_file is not None:
        from validator.config.files import schemas_of
        from validator.config.read import read_config

        config = read_config(config_file)
        schemas = schemas or schemas_of(config)
        if quick and not config.accept_payload:
            from validator.cli.quick import count_clean_as_configured

            count = count_clean_as_configured(paths, settings, hangup_reason, config, schemas)
            if count is not None:
                return _say_clean(count, quiet, no_color)
    html = any(one.format == "html" for one in outputs)
    if all_versions:
        _refuse_beside_all_versions(schema, outputs, time_at)
    several = cluster is not None or (jobs or 1) > 1
    if all_versions and (several or max_findings is not None or summary_only or quarantine):
        raise click.UsageError(
            "--all-versions prints every document: it goes with none of --jobs, --cluster, "
            "--max-findings, --summary-only and --quarantine"
        )
    if cluster is not None and cluster != "local":
        if not re.fullmatch(r"dask://[^/:]+:[0-9]+", cluster):
            raise click.UsageError("--cluster is dask://HOST:PORT, or local")
        if jobs is not None:
            raise click.UsageError("--jobs goes with --cluster local: a scheduler has its workers")
    from validator.cli.asked import Asked
    from validator.cli.run import run

    return run(
        Asked(
            paths=paths,
            form=InputFormat(input_format),
            given=settings,
            hangup_reason=hangup_reason,
            config=config,
            schemas=schemas,
            engine=engine,
            unknown_keywords=unknown_keywords,
            all_versions=all_versions,
            jobs=jobs,
            cluster=cluster,
            most=most_findings(max_findings, summary_only),
            limits=limits,
            summary_only=summary_only,
            quarantine=quarantine,
            outputs=outputs,
            time_at="/tm_create" if time_at is None and html else time_at,
            quiet=quiet,
            color=use_color(no_color),
            strict=strict,
        )
    )


def _say_clean(count: int, quiet: bool, no_color: bool) -> int:
    if not quiet:
        click.echo(counted_line(count, 0, 0, 0, 0, color=use_color(no_color)))
    return 0


def _refuse_beside_all_versions(
    schema: str | None, outputs: Sequence[Output], time_at: str | None
) -> None:
    """Raise a UsageError where --all-versions stands beside what it has no answer to."""
    if time_at is not None or any(one.format not in ("text", "json") for one in outputs):
        raise click.UsageError("--all-versions has text and json alone, and counts by no day")
    from validator.schemas import is_file

    if schema is not None and is_file(schema):
        raise click.UsageError("--all-versions needs a name: the schema file is one version")
