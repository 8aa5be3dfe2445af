"""What was published of a struct, and whether the pages say something else by now.

Two schemas say the same where they differ in nothing but line numbers, the folders of pages and
versions: a page on which a line moved is no new contract.
"""

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from docs_extract.documented import FIRST_VERSION, needed
from docs_extract.emit import outcome_schema, struct_schema, to_text
from docs_extract.extract import Extraction
from docs_extract.struct import OUTCOME_SUFFIX, Documented
from validator.annotations import KEYWORD
from validator.errors import CallspecError, SchemaError
from validator.schemas import CATALOG, ID_BASE, Catalog, Version

RESTORE = "restore it from version control"

# Keywords whose members are names of the author's own, and those whose value is data.
_NAMED = ("$defs", "properties", "patternProperties", "dependentSchemas")
_DATA = ("const", "default", "enum", "examples")
_LINES = re.compile(r"\(lines? \d+(?:, \d+)*\)")


@dataclass(frozen=True, slots=True)
class Published:
    """A published version of a schema: its file, its text and what the text says."""

    version: str
    file: Path
    text: str
    schema: Any

    @property
    def embedded(self) -> dict[str, str]:
        """The versions of the structs that it embeds, by name."""
        identities = (
            one["$id"].removeprefix(ID_BASE).partition("/")
            for one in self.schema.get("$defs", {}).values()
        )
        return {name: version for name, _, version in identities}


def what_happened(catalog: Catalog, name: str, version: Version) -> str | None:
    """Return what happened to a published file since, or None where it is as it was.

    Raises:
        CallspecError: the file is there and cannot be read.
    """
    path = catalog.folder / version.file
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return f"{name} {version.number} was published, and its file is gone"
    except OSError as error:
        raise CallspecError(f"{path}: {error.strerror or error}") from error
    if hashlib.sha256(data).hexdigest() != version.sha256:
        return f"{name} {version.number} is not as it was published"
    return None


def read_published(catalog: Catalog | None, name: str) -> Published | None:
    """Return the newest published version of a schema, or None where there is none.

    Raises:
        CallspecError: the catalogue names no file for it; its file was edited or is gone, so that
            a comparison with it would be wrong; or it is no schema of callspec's.
    """
    entry = catalog.find(name) if catalog is not None else None
    if catalog is None or entry is None:
        return None
    version = next((one for one in entry.versions if one.number == entry.newest), None)
    if version is None:
        raise SchemaError(f"{catalog.folder / CATALOG}: {name} has no version {entry.newest}")
    return read_version(catalog, name, version)


def read_version(catalog: Catalog, name: str, version: Version) -> Published:
    """Return a published version of a schema.

    Raises:
        CallspecError: its file was edited, is gone, or is no schema of callspec's.
    """
    path = catalog.folder / version.file
    if happened := what_happened(catalog, name, version):
        raise CallspecError(f"{path}: {happened}; {RESTORE}")
    try:
        text = path.read_bytes().decode()
        published = Published(version.number, path, text, json.loads(text))
        _ = published.embedded
    except (ValueError, RecursionError, AttributeError, KeyError, TypeError) as error:
        raise CallspecError(f"{path}: not a schema that callspec wrote") from error
    return published


def candidates(
    extraction: Extraction,
    versions: Mapping[str, str],
    examples: Mapping[str, tuple[Documented, ...]],
) -> dict[str, dict[str, Any]]:
    """Return the schemas that the pages say now, by name, with the versions they are given.

    They are those of the needed structs, and of their outcomes.
    """
    structs = extraction.structs
    found = {}
    for name in sorted(needed(extraction)):
        found[name] = struct_schema(name, structs, versions, examples.get(name, ()))
        outcome = outcome_schema(name, structs, versions)
        if outcome is not None:
            found[name + OUTCOME_SUFFIX] = outcome
    return dict(sorted(found.items()))


def changed(
    schemas: Mapping[str, Any],
    published: Mapping[str, Published],
    unusable: Collection[str] = (),
) -> list[str]:
    """Return the names of the schemas that need a new version, in order.

    Those are the ones that say something else than what was published (or were never published),
    and those that embed another version of a struct than the newest. `published` has only names
    that `schemas` has; `unusable` are published, but cannot be compared with.
    """
    new = {
        name
        for name, schema in schemas.items()
        if name not in unusable
        and (name not in published or not same(published[name].schema, schema))
    }

    def holds_another(name: str) -> bool:
        return any(
            (other in new and other in published)
            or version != (published[other].version if other in published else FIRST_VERSION)
            for other, version in published[name].embedded.items()
            if other in schemas and other not in unusable
        )

    while more := {name for name in published if name not in new and holds_another(name)}:
        new |= more
    return [name for name in schemas if name in new]


def same(old: Any, new: Any) -> bool:
    """Return whether two schemas say the same, wherever on their pages."""
    return to_text(bare(old)) == to_text(bare(json.loads(to_text(new))))


def bare(schema: Any) -> Any:
    """Return a schema without line numbers, folders of pages and versions of callspec's own ids."""
    if isinstance(schema, list):
        return [bare(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {key: _bare_value(key, value) for key, value in schema.items()}


def _bare_value(key: str, value: Any) -> Any:
    if key == KEYWORD:
        return _bare_notes(value)
    if key in ("$id", "$ref") and isinstance(value, str) and value.startswith(ID_BASE):
        return value.rpartition("/")[0]
    if key in _NAMED and isinstance(value, dict):
        return {name: bare(one) for name, one in value.items()}
    return value if key in _DATA else bare(value)


def _bare_notes(notes: Any) -> Any:
    if isinstance(notes, list):
        return [_bare_notes(one) for one in notes]
    if not isinstance(notes, dict):
        return notes
    found: dict[str, Any] = {}
    for key, value in notes.items():
        if key == "line" and isinstance(value, int):
            continue
        if key == "page" and isinstance(notes.get("line"), int):
            found[key] = PurePosixPath(value).name
        elif key == "inferred" and isinstance(value, dict):
            found[key] = {name: _LINES.sub("(line)", reason) for name, reason in value.items()}
        elif key == "advice":
            found[key] = bare(value)
        else:
            found[key] = _bare_notes(value)
    return found
