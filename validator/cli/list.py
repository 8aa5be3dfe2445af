"""`callspec list`: the structs and their versions."""

from pathlib import Path

import click
from tabulate import tabulate

from validator.cli.options import schemas_option
from validator.schemas import catalogs


@click.command("list")
@schemas_option
def list_schemas(schemas: Path | None) -> int:
    """List the structs that have a contract, with their versions, newest first."""
    rows = []
    seen = set()
    for catalog in catalogs(schemas):
        for entry in catalog.entries:
            if entry.name in seen:
                continue
            seen.add(entry.name)
            versions = ", ".join(version.number for version in reversed(entry.versions))
            rows.append((entry.name, versions, entry.title, entry.page))
    headers = ("struct", "versions", "title", "page")
    click.echo(tabulate(sorted(rows), headers, disable_numparse=True))
    return 0
