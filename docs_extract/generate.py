"""What a reference generates: schema files and their catalogue, written whole or not at all."""

import json
import os
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docs_extract.emit import outcome_schema, struct_schema, to_text
from docs_extract.extract import Extraction
from docs_extract.struct import OUTCOME_SUFFIX
from validator.schemas import CATALOG, CATALOG_FORMAT, Catalog, read_catalog

FIRST_VERSION = "1.0.0"


@dataclass(frozen=True, slots=True)
class Generated:
    """A schema as it would be written: its struct's or its outcome's name, version and text."""

    name: str
    version: str
    struct: str
    schema: dict[str, Any]

    @property
    def file(self) -> str:
        """The path below the schema folder."""
        return f"{self.name}/{self.version}.json"


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file that a reference generates: its path and its whole text."""

    path: Path
    text: str

    def differs(self) -> bool:
        """Return whether the file is not there, or says something else."""
        try:
            return self.path.read_bytes() != self.text.encode()
        except OSError:
            return True


def generate(extraction: Extraction, catalog: Catalog | None = None) -> list[Generated]:
    """Return the schemas of the structs that were asked for, sorted by name.

    `catalog` is the one that is there already: it says which versions are the newest.
    """
    structs = extraction.structs
    versions = versions_of(extraction, catalog)
    generated = []
    for name in extraction.given:
        generated.append(
            Generated(name, versions[name], name, struct_schema(name, structs, versions))
        )
        outcome = outcome_schema(name, structs, versions)
        if outcome is not None:
            own = name + OUTCOME_SUFFIX
            generated.append(Generated(own, versions[own], name, outcome))
    return sorted(generated, key=lambda one: one.name)


def versions_of(extraction: Extraction, catalog: Catalog | None = None) -> dict[str, str]:
    """Return the version of every struct at hand, and of its outcome, by name."""
    structs = extraction.structs
    outcomes = (name + OUTCOME_SUFFIX for name, one in structs.items() if one.mapping is not None)
    names = [*structs, *outcomes]
    return {name: _newest(name, catalog) for name in names}


def plan(extraction: Extraction, folder: Path) -> list[PlannedFile]:
    """Return the files that a reference generates below a folder, the catalogue last.

    Structs of the catalogue that is there already, from pages not asked for, stay in it.

    Raises:
        SchemaError: the catalogue that is there cannot be read.
    """
    catalog = read_catalog(folder)
    generated = generate(extraction, catalog)
    files = [PlannedFile(folder / one.file, to_text(one.schema)) for one in generated]
    text = _catalog_text(extraction, generated, catalog)
    return [*files, PlannedFile(folder / CATALOG, text)]


def write(files: Iterable[PlannedFile]) -> list[Path]:
    """Write the files that differ and return their paths; each appears whole or not at all.

    Raises:
        OSError: a file cannot be written; those before it are there, it is as it was.
    """
    written = []
    for file in files:
        if file.differs():
            file.path.parent.mkdir(parents=True, exist_ok=True)
            _write_whole(file.path, file.text)
            written.append(file.path)
    return written


def _write_whole(path: Path, text: str) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        # mkstemp makes a private file; a schema is as readable as any new file.
        mask = os.umask(0)
        os.umask(mask)
        Path(temporary).chmod(0o666 & ~mask)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _newest(name: str, catalog: Catalog | None) -> str:
    entry = catalog.find(name) if catalog is not None else None
    return entry.newest if entry is not None else FIRST_VERSION


def _catalog_text(
    extraction: Extraction, generated: Iterable[Generated], catalog: Catalog | None
) -> str:
    structs: dict[str, Any] = {}
    for entry in catalog.entries if catalog is not None else ():
        structs[entry.name] = {
            "title": entry.title,
            "page": entry.page,
            "label": entry.label,
            "newest": entry.newest,
            "versions": {version.number: {"file": version.file} for version in entry.versions},
        }
    for one in generated:
        source = extraction.structs[one.struct].source
        known = structs.get(one.name, {}).get("versions", {})
        structs[one.name] = {
            "title": one.schema["title"],
            "page": source.page,
            "label": source.label,
            "newest": one.version,
            "versions": {**known, one.version: {"file": one.file}},
        }
    data = {"format": CATALOG_FORMAT, "structs": dict(sorted(structs.items()))}
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
