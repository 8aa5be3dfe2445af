"""Where schemas come from: a folder with a catalogue, the one that ships, a file."""

import contextlib
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from validator import wording
from validator.errors import SchemaError
from validator.selector import Selector, read_selector, version_key

DEFAULT_SCHEMA = "campaigncall"
"""The contract that payloads are held against where nothing says another."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
CATALOG = "catalog.json"
CATALOG_FORMAT = "callspec-catalog/1"
ID_BASE = "https://callspec.invalid/"
"""Schema names are URIs below this one. `.invalid` (RFC 6761) can never be fetched from."""

_ID = re.compile(re.escape(ID_BASE) + r"([^/]+)/([^/]+)")


@dataclass(frozen=True, slots=True)
class Version:
    """One published version of a struct's schema; `file` is relative to the catalogue's folder.

    `sha256` is the digest of the file's bytes, `page_sha256` that of the page it was read from.
    `date` is the day it was published (ISO 8601).
    """

    number: str
    file: str
    sha256: str
    date: str
    page_sha256: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A struct in the catalogue: where it comes from and its versions, oldest first."""

    name: str
    title: str
    page: str
    label: str | None
    newest: str
    versions: tuple[Version, ...]

    def select(self, selector: Selector) -> tuple[str, ...]:
        """Return the numbers of the versions that a selector means, oldest first."""
        numbers = (version.number for version in self.versions)
        return tuple(number for number in numbers if selector.takes(number))


@dataclass(frozen=True, slots=True)
class Catalog:
    """The structs of one schema folder."""

    folder: Path
    entries: tuple[Entry, ...]

    def find(self, name: str) -> Entry | None:
        """Return the entry of a struct, or None."""
        return next((entry for entry in self.entries if entry.name == name), None)


@dataclass(frozen=True, slots=True)
class LoadedSchema:
    """A schema as its file says it. `version` is None for a file that is not callspec's own."""

    name: str
    version: str | None
    schema: Any
    file: Path
    folder: Path
    catalog: Catalog | None

    @property
    def title(self) -> str:
        """What findings call it: `campaigncall@1.0.0`, or the name alone."""
        return f"{self.name}@{self.version}" if self.version else self.name

    @property
    def base_uri(self) -> str:
        """What its relative references start from."""
        return self.file.absolute().as_uri()

    def retrieve(self, uri: str) -> Any:
        """Return another schema of the catalogue or of this file's folder, by URI.

        Raises:
            LookupError: the URI leads elsewhere; nothing is fetched.
        """
        if self.catalog is not None and (match := _ID.fullmatch(uri)):
            entry = self.catalog.find(match[1])
            for version in entry.versions if entry else ():
                if version.number == match[2]:
                    return _read_json(self.catalog.folder / version.file)
        from validator.schema_file import is_regular, read_schema_file  # few schemas are so

        beside = [file for file in sorted(self.folder.glob("*.json")) if is_regular(file)]
        for file in beside:
            if uri == file.absolute().as_uri():
                return read_schema_file(file)
        for file in beside:
            with contextlib.suppress(SchemaError):  # it is another's business
                schema = read_schema_file(file)
                if isinstance(schema, dict) and schema.get("$id") == uri:
                    return schema
        raise LookupError(uri)


def schema_id(name: str, version: str) -> str:
    """Return the `$id` of a struct's version."""
    return f"{ID_BASE}{name}/{version}"


def shipped_folder() -> Path:
    """Return the schema folder that came with callspec: inside the wheel, or beside a checkout."""
    packaged = Path(__file__).parent / "_schemas"
    return packaged if packaged.is_dir() else Path(__file__).parent.parent / "schemas"


def read_catalog(folder: Path) -> Catalog | None:
    """Return the catalogue of a folder, or None where the folder has none of callspec's.

    Raises:
        SchemaError: the catalogue is there and cannot be read.
    """
    path = folder / CATALOG
    if not path.is_file():
        return None
    data = _read_json(path)
    if not isinstance(data, dict) or data.get("format") != CATALOG_FORMAT:
        return None
    try:
        entries = tuple(
            Entry(
                name,
                struct["title"],
                struct["page"],
                struct["label"],
                struct["newest"],
                tuple(
                    Version(
                        number,
                        _path_below(version["file"]),
                        *(_text(version, key) for key in ("sha256", "date", "page_sha256")),
                    )
                    for number, version in _in_order(struct["versions"])
                ),
            )
            for name, struct in data["structs"].items()
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise SchemaError(f"{path}: not a catalogue of callspec: {error!r} is wrong") from error
    return Catalog(folder, entries)


def _in_order(versions: dict[str, Any]) -> list[tuple[str, Any]]:
    """Return a catalogue's versions, oldest first: its text may have them in any order."""
    return sorted(versions.items(), key=lambda item: version_key(item[0]))


def _path_below(file: str) -> str:
    """Return a catalogue's path of a schema; refuse what is none below its folder."""
    if not isinstance(file, str) or file.startswith("/") or ".." in file.split("/"):
        raise TypeError(f"file: {file!r}")
    return file


def _text(version: dict[str, Any], key: str) -> str:
    """Return what a catalogue says of a version; refuse what is no text."""
    value = version[key]
    if not isinstance(value, str):
        raise TypeError(f"{key}: {value!r}")
    return value


def catalogs(folder: Path | None) -> list[Catalog]:
    """Return the catalogues to look in: the folder given, else ./schemas and what was shipped.

    Raises:
        SchemaError: the folder given has no catalogue.
    """
    if folder is not None:
        catalog = read_catalog(folder)
        if catalog is None:
            raise SchemaError(f"{folder} holds no {CATALOG}; callspec generate --out writes one")
        return [catalog]
    found = [read_catalog(Path("schemas")), read_catalog(shipped_folder())]
    return [catalog for catalog in found if catalog is not None]


def is_file(spec: str) -> bool:
    """Return whether what a user wrote is a path to a schema file rather than a name."""
    return spec.endswith(".json") or os.sep in spec or "/" in spec


def load_schema(spec: str, folder: Path | None = None) -> LoadedSchema:
    """Return the schema that `NAME`, `NAME@VERSION` or a path to a file stands for.

    VERSION is `latest`, a full number (1.2.3), or its beginning: 1 and 1.2 stand for the newest
    1.x.y and 1.2.x. The first catalogue that has such a version counts.

    Raises:
        SchemaError: there is no such schema, or its file cannot be read.
    """
    if is_file(spec):
        return _load_file(Path(spec))
    selector = read_selector(spec)
    catalog, entry = find_entry(selector, folder)
    numbers = entry.select(selector)
    number = numbers[-1] if selector.parts else entry.newest
    if number not in numbers:
        wrong = f"{entry.name}'s newest version is {number}, which is not there"
        raise SchemaError(f"{catalog.folder / CATALOG}: {wrong}")
    return load_version(catalog, entry, number)


def find_entry(selector: Selector, folder: Path | None = None) -> tuple[Catalog, Entry]:
    """Return the first catalogue that has a version a selector means, and the struct's entry.

    Raises:
        SchemaError: none has; the message says what there is.
    """
    known = catalogs(folder)
    for catalog in known:
        entry = catalog.find(selector.name)
        if entry is not None and entry.select(selector):
            return catalog, entry
    raise SchemaError(_no_such_schema(selector, known))


def load_version(catalog: Catalog, entry: Entry, number: str) -> LoadedSchema:
    """Return a version of a catalogue's struct, by its full number.

    Raises:
        SchemaError: its file cannot be read.
    """
    version = next(version for version in entry.versions if version.number == number)
    file = catalog.folder / version.file
    return LoadedSchema(entry.name, number, _read_json(file), file, file.parent, catalog)


def _no_such_schema(selector: Selector, known: list[Catalog]) -> str:
    name = wording.printable(selector.name)
    found = [entry for catalog in known if (entry := catalog.find(selector.name))]
    if found:
        numbers = {version.number for entry in found for version in entry.versions}
        versions = ", ".join(sorted(numbers, key=version_key))
        return f"{name} has no version {selector}; there is {versions}"
    names = sorted({entry.name for catalog in known for entry in catalog.entries})
    from validator import hints  # a schema that is there does not pay for it

    match = hints.nearest(name, names)
    hint = f"did you mean {match}?" if match else f"there is {', '.join(names)}"
    return f"no schema is called {name}; {hint}" if names else f"no schema is called {name}"


def _load_file(path: Path) -> LoadedSchema:
    from validator.schema_file import read_schema_file  # a schema of the catalogue needs it not

    schema = read_schema_file(path)
    if not isinstance(schema, (dict, bool)):
        raise SchemaError(f"{path}: a JSON Schema is an object or a boolean")
    identity = schema.get("$id") if isinstance(schema, dict) else None
    match = _ID.fullmatch(identity) if isinstance(identity, str) else None
    if match is None:
        return LoadedSchema(path.name, None, schema, path, path.parent, None)
    # callspec's own layout is FOLDER/NAME/VERSION.json: the catalogue stands one folder up.
    catalog = read_catalog(path.parent.parent)
    return LoadedSchema(match[1], match[2], schema, path, path.parent, catalog)


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_bytes())
    except OSError as error:
        raise SchemaError(f"{path}: {error.strerror or error}") from error
    except RecursionError as error:
        raise SchemaError(f"{path}: nested too deeply") from error
    except ValueError as error:
        raise SchemaError(f"{path}: not JSON: {error}") from error
