"""`callspec list`: the structs and their versions."""

from collections.abc import Mapping
from pathlib import Path

import click
from tabulate import tabulate

from validator.cli.options import config_option, config_path, no_config_option, schemas_option
from validator.config.files import schemas_of
from validator.config.read import read_config
from validator.empty_folder import make_empty
from validator.errors import CallspecError
from validator.schema_store import STORE_FILE, entries, store_files
from validator.schemas import catalogs


@click.command("list")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "schemastore"]),
    default="text",
    show_default=True,
    help="A table, or a catalogue of schemas in SchemaStore's form, for editors.",
)
@click.option(
    "--url",
    metavar="URL",
    help="Where the schema folder is published [default: as file: URLs on this machine].",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="An empty folder for the catalogue and its schemas, in a form that every editor reads.",
)
@schemas_option
@config_option
@no_config_option
def list_schemas(
    output_format: str,
    url: str | None,
    output: Path | None,
    schemas: Path | None,
    config_file: Path | None,
    no_config: bool,
) -> int:
    """List the structs that have a contract, with their versions, newest first.

    In SchemaStore's form, each says which files are its own, as [files] of the configuration has
    it. VS Code does not know embedded schemas: what --output writes has none.

    \b
    callspec list
    callspec list --format schemastore --output .vscode/contracts
    callspec list --format schemastore --url https://contracts.example.com/ --output public/

    Exit codes: 0 listed, 2 there is no catalogue, or it cannot be read.
    """
    config = read_config(config_path(config_file, no_config))
    found = catalogs(schemas or schemas_of(config))
    if output_format == "schemastore":
        files = store_files(found, config, url, output)
        if output is None:
            click.echo(files[STORE_FILE], nl=False)
        else:
            _write(output, files)
        return 0
    if output is not None or url is not None:
        raise click.UsageError("--url and --output are for --format schemastore")
    rows = [
        (
            entry.name,
            ", ".join(version.number for version in reversed(entry.versions)),
            entry.title,
            entry.page,
        )
        for _, entry in entries(found)
    ]
    headers = ("struct", "versions", "title", "page")
    click.echo(tabulate(sorted(rows), headers, disable_numparse=True))
    return 0


def _write(folder: Path, files: Mapping[str, str]) -> None:
    try:
        make_empty(folder, "--output")
        for name, text in files.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise CallspecError(f"{error.filename or folder}: {error.strerror or error}") from error
