"""`callspec coverage`: what is read of each page of a reference."""

from pathlib import Path

import click

from docs_extract.coverage import coverage as tables
from validator.cli.progress import working


@click.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True))
def coverage(folders: tuple[Path, ...]) -> int:
    """Print, as Markdown, what is read of each page: structs, fields, enums, examples, findings.

    Each of FOLDERS is read as a reference of its own.

    \b
    callspec coverage reference/
    callspec coverage docs/v1/ docs/v2/ > coverage.md

    Exit codes: 0 printed, 2 the job could not be done.
    """
    with working("reading the references"):
        found = tables(folders)
    click.echo(found, nl=False)
    return 0
