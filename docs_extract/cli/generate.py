"""`callspec generate`: schemas from reference pages."""

import json
from datetime import date
from pathlib import Path

import click

from docs_extract.acceptances import apply
from docs_extract.check import labels_in
from docs_extract.compare.change import Policy, Step
from docs_extract.emit import to_text
from docs_extract.extract import Extraction, extract
from docs_extract.generate import generate as generate_schemas
from docs_extract.generate import plan, write
from docs_extract.provenance import provenance
from docs_extract.reference import DEFAULT_FOLDER, read_reference
from docs_extract.struct import walk_fields
from validator import hints, wording
from validator.cli.options import (
    config_option,
    config_path,
    no_color_option,
    no_config_option,
    use_color,
)
from validator.cli.progress import working
from validator.config.read import read_config
from validator.errors import CallspecError
from validator.finding import Finding, Severity
from validator.report import text
from validator.schemas import read_catalog
from validator.severities import read_severities, weighed


@click.command()
@click.argument("pages", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--out",
    "--schemas",
    "out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("schemas"),
    show_default=True,
    metavar="DIR",
    help="Folder to write below.",
)
@click.option(
    "--check",
    is_flag=True,
    help="Write nothing; exit 1 when what would be written differs from what is there.",
)
@click.option("--stdout", is_flag=True, help="Print the schemas as one JSON object by name.")
@click.option(
    "--explain",
    "field",
    metavar="FIELD",
    help="Print where each keyword of a field (status, call.status, source.type) comes from.",
)
@click.option(
    "--release",
    type=click.Choice([one.value for one in Step]),
    help="Raise the step of what changed to this one at least.",
)
@click.option(
    "--policy",
    type=click.Choice([one.value for one in Policy]),
    default=Policy.LENIENT.value,
    show_default=True,
    help="Whether an added optional field breaks nobody, or the sets of valid payloads decide.",
)
@config_option
@no_config_option
@no_color_option
def generate(
    pages: tuple[Path, ...],
    out: Path,
    check: bool,
    stdout: bool,
    field: str | None,
    release: str | None,
    policy: str,
    config_file: Path | None,
    no_config: bool,
    no_color: bool,
) -> int:
    """Write DIR/NAME/VERSION.json for every struct on the pages, and DIR/catalog.json.

    PAGES are pages or folders of pages; without them, reference/ is read. What makes a contract
    uncertain is printed: callspec check says everything else that is wrong with the pages.

    A published version is never edited. Where a page says something else than the newest version,
    the next one is written: major where it breaks writers or readers of payloads, minor where it
    adds, patch where only words changed. --release raises that step and never lowers it. Whatever
    embeds a struct that has a new version gets one too.

    \b
    callspec generate
    callspec generate docs/api/ --out contracts
    callspec generate --check
    callspec generate --release minor
    callspec generate docs/api/order.rst --stdout
    callspec generate docs/api/order.rst --explain status

    With --stdout or --explain nothing is written. Conflicts are settled in callspec.toml (see
    callspec check --help). New versions are dated with today (UTC), or with SOURCE_DATE_EPOCH.

    Exit codes: 0 written (or nothing to write), 1 the pages hold errors or --check found a
    difference, 2 the job could not be done.
    """
    if check + stdout + (field is not None) > 1:
        raise click.UsageError("--check, --stdout and --explain exclude one another")
    config = read_config(config_path(config_file, no_config))
    with working("reading the reference"):
        reference = read_reference(pages or [Path(DEFAULT_FOLDER)])
        extraction = extract(reference, config.settle)
    if field is not None:
        return _explain(extraction, field)
    accepted = apply(
        extraction.findings, config.accept, labels_in(reference), date.today(), pages=()
    )
    found = weighed(accepted.findings, read_severities(config.severity))
    errors = [one for one in found if one.severity is Severity.ERROR]
    _print(errors, use_color(no_color))
    if any(one.code in _FATAL for one in accepted.findings):
        click.echo("nothing is written: the rules do not fit the pages", err=True)
        return 1
    how = Policy(policy), Step(release) if release else None
    if stdout:
        with working("making schemas"):
            generated = generate_schemas(extraction, read_catalog(out), *how)
        schemas = {one.name: one.schema for one in generated}
        click.echo(to_text(schemas), nl=False)
        return 1 if errors else 0
    with working("making schemas"):
        files = plan(extraction, out, *how)
    reasons = {file.path: f" ({file.reason})" for file in files if file.reason}
    if check:
        different = [file.path for file in files if file.differs()]
        for path in different:
            click.echo(f"would write {path}{reasons.get(path, '')}")
        if not different:
            click.echo(f"{len(files)} files are up to date")
        return 1 if different or errors else 0
    try:
        written = write(files)
    except OSError as error:
        raise CallspecError(f"{error.filename}: {error.strerror or error}") from error
    for path in written:
        click.echo(f"wrote {path}{reasons.get(path, '')}")
    if not written:
        click.echo(f"{len(files)} files are up to date")
    return 1 if errors else 0


_FATAL = ("rule-syntax", "missing-citation")


def _explain(extraction: Extraction, name: str) -> int:
    found = list(provenance(extraction, name))
    if not found:
        known = {
            path
            for own in extraction.given
            for path, _ in walk_fields(extraction.structs[own].fields)
        }
        match = hints.nearest(name.rpartition(".")[2], known)
        hint = f": did you mean {match}?" if match else ""
        raise CallspecError(f"no field is called {name}{hint}")
    for index, one in enumerate(found):
        if index:
            click.echo()
        click.echo(f"{one.struct}.{one.path}  {one.source}")
        for keyword in one.keywords:
            value = wording.shorten(json.dumps(keyword.value, ensure_ascii=False))
            click.echo(f"  {keyword.keyword}: {value}")
            for number, line in enumerate(keyword.lines, start=1):
                place = f"{line.source.page}:{line.source.line}"
                click.echo(f"    {number}. {line.origin} {place}  {line.text}".rstrip())
    return 0


def _print(findings: list[Finding], color: bool) -> None:
    for finding in findings:
        click.echo(text.heading(finding, color), err=True)
