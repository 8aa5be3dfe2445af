"""What is wrong with generated schemas: edited since they were published, or not the pages' now."""

import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from docs_extract.documented import FIRST_VERSION, first_versions, struct_of
from docs_extract.extract import Extraction
from docs_extract.page import Page
from docs_extract.published import RESTORE, candidates, changed, read_published, what_happened
from docs_extract.remark import remark
from docs_extract.struct import Documented
from validator.finding import Finding, Severity
from validator.schemas import CATALOG, Catalog, read_catalog


def schema_findings(
    extraction: Extraction,
    examples: Mapping[str, tuple[Documented, ...]],
    schemas: Path | None,
    findings: Iterable[Finding],
) -> Iterator[Finding]:
    """Yield the published files that were edited, and the structs whose newest is not the page's.

    `schemas` is the schema folder; None takes the one beside the folder of each page, where that
    has a catalogue. `findings` are those of the pages: one with an error must be mended first, and
    its schemas are left alone.

    Raises:
        CallspecError: a catalogue or a published file cannot be read.
    """
    faulty = {finding.file for finding in findings if finding.severity is Severity.ERROR}
    pages = {page.name: page for page in extraction.reference.asked}
    folders = {name: schemas or _beside(page) for name, page in pages.items()}
    for folder in dict.fromkeys(one for one in folders.values() if one is not None):
        catalog = read_catalog(folder)
        edited = dict(_edited(catalog)) if catalog is not None else {}
        yield from (finding for found in edited.values() for finding in found.values())
        for name, file in _outdated(extraction, examples, folder, catalog, edited):
            source = extraction.structs[struct_of(extraction, name)].source
            page = pages.get(source.page)
            if page is not None and folders[page.name] == folder and page.file not in faulty:
                state = "is older than the page" if file.exists() else "is not there"
                yield remark(
                    page,
                    page.whole_line(source.line),
                    "schema-outdated",
                    f"{file} {state}",
                    hint="run callspec generate",
                )


def _edited(catalog: Catalog) -> Iterator[tuple[str, dict[str, Finding]]]:
    """Yield the structs with published files that are not as they were, each with its versions."""
    for entry in catalog.entries:
        found = {}
        for version in entry.versions:
            if happened := what_happened(catalog, entry.name, version):
                file = str(catalog.folder / version.file)
                found[version.number] = Finding(
                    "schema-edited", Severity.ERROR, happened, hint=RESTORE, file=file
                )
        if found:
            yield entry.name, found


def _outdated(
    extraction: Extraction,
    examples: Mapping[str, tuple[Documented, ...]],
    folder: Path,
    catalog: Catalog | None,
    edited: Mapping[str, Mapping[str, Finding]],
) -> Iterator[tuple[str, Path]]:
    """Yield the schemas that need a new version, each with the newest file that it has."""
    versions = first_versions(extraction)
    entries = {one.name: one for one in (catalog.entries if catalog is not None else ())}
    unusable = {name for name, found in edited.items() if entries[name].newest in found}
    published = {
        name: one
        for name in versions
        if name not in unusable and (one := read_published(catalog, name)) is not None
    }
    for name in changed(candidates(extraction, versions, examples), published, unusable):
        known = published.get(name)
        yield name, known.file if known else folder / name / f"{FIRST_VERSION}.json"


def _beside(page: Page) -> Path | None:
    """Return the folder `schemas` beside the reference that a page is in, if it has a catalogue."""
    folder = Path(os.path.relpath(page.root.absolute().parent / "schemas"))
    return folder if (folder / CATALOG).is_file() else None
