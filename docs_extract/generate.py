"""What a reference generates: schema files and their catalogue, written whole or not at all."""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from docs_extract.compare.change import Policy, Step
from docs_extract.extract import Extraction
from docs_extract.versions import Generated, next_versions
from validator.errors import CallspecError
from validator.schemas import CATALOG, CATALOG_FORMAT, Catalog, read_catalog
from validator.whole_file import write_whole


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file that a reference generates: its path and its whole text.

    `reason` says why a new version comes; it is None for one that is there, and for the catalogue.
    """

    path: Path
    text: str
    reason: str | None = None

    def differs(self) -> bool:
        """Return whether the file is not there, or says something else."""
        try:
            return self.path.read_bytes() != self.text.encode()
        except OSError:
            return True


def generate(
    extraction: Extraction,
    catalog: Catalog | None = None,
    policy: Policy = Policy.LENIENT,
    release: Step | None = None,
) -> list[Generated]:
    """Return the schemas of the structs that were asked for, sorted by name.

    `catalog` is the one that is there already; `policy` and `release` are as for `next_versions`.

    Raises:
        CallspecError: a published file was edited, or is gone.
    """
    found = next_versions(extraction, catalog, policy, release)
    return [one for one in found if one.struct in extraction.given]


def plan(
    extraction: Extraction,
    folder: Path,
    policy: Policy = Policy.LENIENT,
    release: Step | None = None,
) -> list[PlannedFile]:
    """Return the files that a reference generates below a folder, the catalogue last.

    Published versions stay as they are; so do structs of the catalogue that is there already, from
    pages not asked for or gone from their pages.

    Raises:
        SchemaError: the catalogue that is there cannot be read.
        CallspecError: a published file was edited or is gone, or a file that the catalogue does
            not know stands where a new version would.
    """
    catalog = read_catalog(folder)
    generated = next_versions(extraction, catalog, policy, release)
    files = [PlannedFile(folder / one.file, one.text, one.reason) for one in generated]
    for file in files:
        if file.reason is not None and file.path.exists() and file.differs():
            raise CallspecError(
                f"{file.path}: a file that the catalogue does not know stands in the way; "
                "move it elsewhere"
            )
    new = [one for one in generated if one.reason is not None]
    return [*files, PlannedFile(folder / CATALOG, _catalog_text(extraction, new, catalog))]


def write(files: Iterable[PlannedFile]) -> list[Path]:
    """Write the files that differ and return their paths; each appears whole or not at all.

    Raises:
        OSError: a file cannot be written; those before it are there, it is as it was.
    """
    written = []
    for file in files:
        if file.differs():
            file.path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(file.path, file.text)
            written.append(file.path)
    return written


def publishing_date() -> date:
    """Return the day that new versions are dated with, in UTC.

    It is today, or what SOURCE_DATE_EPOCH says where that is a time (reproducible-builds.org).
    """
    try:
        return datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC).date()
    except (KeyError, ValueError, OverflowError, OSError):
        return datetime.now(UTC).date()


def _catalog_text(extraction: Extraction, new: Iterable[Generated], catalog: Catalog | None) -> str:
    structs: dict[str, Any] = {}
    for entry in catalog.entries if catalog is not None else ():
        structs[entry.name] = {
            "title": entry.title,
            "page": entry.page,
            "label": entry.label,
            "newest": entry.newest,
            "versions": {
                version.number: {
                    "file": version.file,
                    "sha256": version.sha256,
                    "date": version.date,
                    "page_sha256": version.page_sha256,
                }
                for version in entry.versions
            },
        }
    day = publishing_date().isoformat()
    pages = {page.name: page.sha256 for page in extraction.reference.pages}
    for one in new:
        source = extraction.structs[one.struct].source
        version = {
            "file": one.file,
            "sha256": hashlib.sha256(one.text.encode()).hexdigest(),
            "date": day,
            "page_sha256": pages[source.page],
        }
        structs[one.name] = {
            "title": one.schema["title"],
            "page": source.page,
            "label": source.label,
            "newest": one.version,
            "versions": {**structs.get(one.name, {}).get("versions", {}), one.version: version},
        }
    data = {"format": CATALOG_FORMAT, "structs": dict(sorted(structs.items()))}
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
