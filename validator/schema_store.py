"""The catalogue of schemas in SchemaStore's form, which editors read."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from validator.config.config import Config
from validator.config.find import NAME as CONFIG_NAME
from validator.config.schema import FILE as CONFIG_SCHEMA
from validator.config.schema import as_text as config_schema
from validator.local_schema import local_schema
from validator.schemas import Catalog, Entry, is_file, load_version, shipped_folder
from validator.selector import read_selector

STORE_FILE = "schemastore.json"
_FORM = "https://json.schemastore.org/schema-catalog.json"


def entries(found: Sequence[Catalog]) -> Iterator[tuple[Catalog, Entry]]:
    """Yield each struct once, with the catalogue that counts."""
    seen = set()
    for catalog in found:
        for entry in catalog.entries:
            if entry.name not in seen:
                seen.add(entry.name)
                yield catalog, entry


def store_files(
    found: Sequence[Catalog], config: Config, url: str | None, folder: Path | None
) -> dict[str, str]:
    """Return the catalogue, and with a `folder` its schemas, as texts by their paths below it.

    The schemas are in a form without embedded ones. `url` is where they are published; without it
    they are where the folder is, or where the schemas are now.
    """
    if url is None and folder is not None:
        url = folder.resolve().as_uri()
    schemas: list[dict[str, Any]] = []
    files = {}
    for catalog, entry in sorted(entries(found), key=lambda one: one[1].name):
        base = _base(catalog.folder, url)
        schemas += _described(entry, base, config)
        if folder is not None:
            for version in entry.versions:
                schema = load_version(catalog, entry, version.number).schema
                files[version.file] = _text(local_schema(schema, rules=True))
    schemas.append(
        {
            "name": CONFIG_NAME,
            "description": "Configuration of callspec",
            "fileMatch": [CONFIG_NAME],
            "url": _base(shipped_folder(), url) + CONFIG_SCHEMA,
        }
    )
    if folder is not None:
        files[CONFIG_SCHEMA] = config_schema()
    return {STORE_FILE: _text({"$schema": _FORM, "version": 1, "schemas": schemas}), **files}


def _described(entry: Entry, base: str, config: Config) -> Iterator[dict[str, Any]]:
    """Yield a struct as SchemaStore has it, and each older version that files are held against."""
    urls = {one.number: base + one.file for one in reversed(entry.versions)}
    files = _files(config, entry)
    own = files.pop(entry.newest, None)
    about = f"{entry.title} ({entry.page})"
    yield {
        "name": entry.name,
        "description": about,
        **({"fileMatch": own} if own else {}),
        "url": urls[entry.newest],
        "versions": urls,
    }
    for number, patterns in files.items():
        yield {
            "name": f"{entry.name}@{number}",
            "description": about,
            "fileMatch": patterns,
            "url": urls[number],
        }


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


def _text(data: Any) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
