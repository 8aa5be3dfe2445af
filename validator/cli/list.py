"""`callspec list`: the structs and their versions."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click
from tabulate import tabulate

from validator.cli.options import config_option, config_path, no_config_option, schemas_option
from validator.config.config import Config
from validator.config.files import in_folder
from validator.config.find import NAME as CONFIG_NAME
from validator.config.read import read_config
from validator.config.schema import FILE as CONFIG_SCHEMA
from validator.schemas import Catalog, Entry, catalogs, is_file, shipped_folder
from validator.selector import read_selector

STORE = "https://json.schemastore.org/schema-catalog.json"
"""The schema of a catalogue as SchemaStore has it, which editors read."""


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
@schemas_option
@config_option
@no_config_option
def list_schemas(
    output_format: str,
    url: str | None,
    schemas: Path | None,
    config_file: Path | None,
    no_config: bool,
) -> int:
    """List the structs that have a contract, with their versions, newest first.

    In SchemaStore's form, each says which files are its own, as [files] of the configuration has
    it.

    \b
    callspec list
    callspec list --format schemastore > .vscode/contracts.json
    callspec list --format schemastore --url https://contracts.example.com/

    Exit codes: 0 listed, 2 there is no catalogue, or it cannot be read.
    """
    config = read_config(config_path(config_file, no_config))
    if schemas is None and config.schemas is not None:
        schemas = Path(in_folder(config, config.schemas))
    found = catalogs(schemas)
    if output_format == "text":
        rows = [
            (
                entry.name,
                ", ".join(version.number for version in reversed(entry.versions)),
                entry.title,
                entry.page,
            )
            for _, entry in _entries(found)
        ]
        headers = ("struct", "versions", "title", "page")
        click.echo(tabulate(sorted(rows), headers, disable_numparse=True))
    else:
        data = {"$schema": STORE, "version": 1, "schemas": _store(found, config, url)}
        click.echo(json.dumps(data, indent=2, ensure_ascii=False))
    return 0


def _entries(found: Sequence[Catalog]) -> Iterator[tuple[Catalog, Entry]]:
    """Yield each struct once, with the catalogue that counts."""
    seen = set()
    for catalog in found:
        for entry in catalog.entries:
            if entry.name not in seen:
                seen.add(entry.name)
                yield catalog, entry


def _store(found: Sequence[Catalog], config: Config, url: str | None) -> list[dict[str, Any]]:
    """Return the schemas of SchemaStore's form, that of the configuration last."""
    schemas = []
    for catalog, entry in sorted(_entries(found), key=lambda one: one[1].name):
        base = _base(catalog.folder, url)
        urls = {one.number: base + one.file for one in reversed(entry.versions)}
        files = _files(config, entry)
        own = files.pop(entry.newest, None)
        about = f"{entry.title} ({entry.page})"
        schemas.append(
            {
                "name": entry.name,
                "description": about,
                **({"fileMatch": own} if own else {}),
                "url": urls[entry.newest],
                "versions": urls,
            }
        )
        schemas += [
            {
                "name": f"{entry.name}@{number}",
                "description": about,
                "fileMatch": patterns,
                "url": urls[number],
            }
            for number, patterns in files.items()
        ]
    schemas.append(
        {
            "name": CONFIG_NAME,
            "description": "Configuration of callspec",
            "fileMatch": [CONFIG_NAME],
            "url": _base(shipped_folder(), url) + CONFIG_SCHEMA,
        }
    )
    return schemas


def _files(config: Config, entry: Entry) -> dict[str, list[str]]:
    """Return the globs of the files that the configuration has judged by a struct, by version."""
    found: dict[str, list[str]] = {}
    for one in config.files:
        schema = one.settings.schema or config.defaults.schema
        # A payload inside an envelope is not what an editor sees of the file.
        if schema and not is_file(schema) and not one.settings.at:
            selector = read_selector(schema)
            numbers = entry.select(selector) if selector.name == entry.name else ()
            if numbers:
                number = numbers[-1] if selector.parts else entry.newest
                found.setdefault(number, []).append(one.pattern)
    return found


def _base(folder: Path, url: str | None) -> str:
    if url is None:
        return f"{folder.resolve().as_uri()}/"
    return url if url.endswith("/") else f"{url}/"
