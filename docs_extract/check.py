"""Everything that is wrong with a reference: its pages, its examples, its generated schemas."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from docs_extract.examples import Example
from docs_extract.extract import Extraction, extract
from docs_extract.generate import PlannedFile, generate, plan
from docs_extract.page import Page
from docs_extract.prose import broken_references, unknown_values
from docs_extract.reference import Reference
from docs_extract.remark import remark
from docs_extract.struct import OUTCOME_SUFFIX
from docs_extract.structs import Built
from validator.contract import Contract, compile_contract
from validator.documents.document import keys
from validator.documents.locations import Lines, Locations
from validator.finding import Finding, Severity
from validator.report import count
from validator.schemas import CATALOG, LoadedSchema


@dataclass(frozen=True, slots=True)
class Checked:
    """What a reference amounts to, and the findings in the order of pages and lines."""

    pages: int
    structs: int
    fields: int
    examples: int
    valid_examples: int
    findings: tuple[Finding, ...]


def check(reference: Reference, schemas: Path | None) -> Checked:
    """Return everything that is wrong with a reference.

    `schemas` is the folder of generated schemas to hold the pages against; None takes the folder
    `schemas` beside the folder of each page, where that has a catalogue.
    """
    extraction = extract(reference)
    findings = [*extraction.findings, *unknown_values(extraction), *broken_references(extraction)]
    examples = valid = 0
    contracts = _contracts(extraction)
    for built in extraction.built:
        contract = contracts.get(built.site.name)
        for example in built.examples:
            found = list(_check_example(built, example, contract)) if contract else []
            findings += found
            examples += 1
            valid += contract is not None and not count(found, Severity.ERROR)
    findings += _outdated(extraction, schemas, findings)
    return Checked(
        len(reference.given),
        len(extraction.given),
        sum(len(extraction.structs[name].fields) for name in extraction.given),
        examples,
        valid,
        tuple(sorted(findings, key=_place)),
    )


def _contracts(extraction: Extraction) -> dict[str, Contract]:
    """Return the contracts of the structs, compiled from what the pages say now."""
    contracts = {}
    for one in generate(extraction):
        file = Path(one.file)
        loaded = LoadedSchema(one.name, one.version, one.schema, file, file.parent, None)
        contracts[one.name] = compile_contract(loaded)
    return contracts


def _check_example(built: Built, example: Example, contract: Contract) -> Iterator[Finding]:
    """Yield what an example breaks, at its place on the page."""
    page, block = built.site.page, example.block
    locations = Locations(Lines(block.text), example.scan.root)
    for finding in contract.check(example.value):
        inside = locations.span(keys(example.value, finding.pointer), at_key=finding.at_key)
        span = inside.shifted(block.line - 1, block.indent)
        yield replace(
            finding,
            code="invalid-example",
            message=f"the example breaks its contract ({finding.code}): {finding.message}",
            file=page.file,
            span=span,
            excerpt=page.lines[span.line - 1],
        )


def _outdated(
    extraction: Extraction, schemas: Path | None, findings: list[Finding]
) -> list[Finding]:
    """Return the structs whose schema file is not what the page says.

    A page with an error of its own is left alone: it must be mended first.
    """
    faulty = {finding.file for finding in findings if finding.severity is Severity.ERROR}
    pages = {page.name: page for page in extraction.reference.pages}
    planned: dict[Path, dict[str, PlannedFile]] = {}
    found = []
    for name in extraction.given:
        source = extraction.structs[name].source
        page = pages[source.page]
        folder = schemas or _schema_folder(page)
        if page.file in faulty or folder is None:
            continue
        if folder not in planned:
            planned[folder] = {one.path.parent.name: one for one in plan(extraction, folder)}
        for own in (name, name + OUTCOME_SUFFIX):
            file = planned[folder].get(own)
            if file is not None and file.differs():
                state = "is older than the page" if file.path.exists() else "is not there"
                found.append(
                    remark(
                        page,
                        page.whole_line(source.line),
                        "schema-outdated",
                        f"{file.path} {state}",
                        hint="run callspec generate",
                    )
                )
    return found


def _schema_folder(page: Page) -> Path | None:
    """Return the folder `schemas` beside the reference that a page is in, if it has a catalogue."""
    folder = Path(os.path.relpath(page.root.absolute().parent / "schemas"))
    return folder if (folder / CATALOG).is_file() else None


def _place(finding: Finding) -> tuple[str, int, int]:
    span = finding.span
    return finding.file or "", span.line if span else 0, span.column if span else 0
