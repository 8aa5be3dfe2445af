"""`callspec generate`: schemas from reference pages."""

from pathlib import Path

import click

from docs_extract.extract import extract
from docs_extract.generate import plan, write
from docs_extract.reference import read_reference
from validator.cli.options import no_color_option, use_color
from validator.errors import CallspecError
from validator.finding import Finding, Severity
from validator.report import text

DEFAULT_REFERENCE = "reference"


@click.command()
@click.argument("pages", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--out",
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
@no_color_option
def generate(pages: tuple[Path, ...], out: Path, check: bool, no_color: bool) -> int:
    """Write DIR/NAME/VERSION.json for every struct on the pages, and DIR/catalog.json.

    PAGES are pages or folders of pages; without them, reference/ is read. What makes a contract
    uncertain is printed: callspec check says everything else that is wrong with the pages.

    \b
    callspec generate
    callspec generate docs/api/ --out contracts
    callspec generate --check

    Exit codes: 0 written (or nothing to write), 1 the pages hold errors or --check found a
    difference, 2 the job could not be done.
    """
    extraction = extract(read_reference(pages or [Path(DEFAULT_REFERENCE)]))
    errors = [one for one in extraction.findings if one.severity is Severity.ERROR]
    _print(errors, use_color(no_color))
    if any(one.code in _FATAL for one in errors):
        click.echo("nothing is written: the rules do not fit the pages", err=True)
        return 1
    files = plan(extraction, out)
    if check:
        different = [file.path for file in files if file.differs()]
        for path in different:
            click.echo(f"would write {path}")
        if not different:
            click.echo(f"{len(files)} files are up to date")
        return 1 if different or errors else 0
    try:
        written = write(files)
    except OSError as error:
        raise CallspecError(f"{error.filename}: {error.strerror or error}") from error
    for path in written:
        click.echo(f"wrote {path}")
    if not written:
        click.echo(f"{len(files)} files are up to date")
    return 1 if errors else 0


_FATAL = ("rule-syntax", "missing-citation")


def _print(findings: list[Finding], color: bool) -> None:
    for finding in findings:
        click.echo(text.heading(finding, color), err=True)
