"""Everything that is wrong with a reference: its pages, its examples, its generated schemas."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from docs_extract.examples import Example
from docs_extract.extract import Extraction, extract
from docs_extract.generate import generate, plan
from docs_extract.prose import broken_references, unknown_values
from docs_extract.reference import Reference
from docs_extract.structs import Built
from validator.contract import Contract
from validator.documents.document import keys
from validator.documents.locations import Lines, Locations
from validator.engine import compile_schema
from validator.finding import Finding, Severity
from validator.outcome import read_outcome
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

    `schemas` is the folder of generated schemas to hold the pages against, None for none.
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
            valid += not any(one.severity is Severity.ERROR for one in found)
    if schemas is not None:
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
        engine = compile_schema(one.schema, engine=None, base_uri="", retrieve=loaded.retrieve)
        contracts[one.name] = Contract(loaded, engine, None, read_outcome(one.schema))
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


def _outdated(extraction: Extraction, schemas: Path, findings: list[Finding]) -> Iterator[Finding]:
    """Yield the structs whose schema file is not what the page says.

    A struct with an error of its own is left alone: its page must be mended first.
    """
    files = {file.path: file for file in plan(extraction, schemas)}
    faulty = {finding.file for finding in findings if finding.severity is Severity.ERROR}
    for one in generate(extraction, None):
        source = extraction.structs[one.struct].source
        page = next(page for page in extraction.reference.pages if page.name == source.page)
        file = next((file for path, file in files.items() if path.parent.name == one.name), None)
        if page.file in faulty or file is None or not file.differs():
            continue
        span = page.whole_line(source.line)
        missing = not file.path.exists()
        yield Finding(
            "schema-outdated",
            Severity.ERROR,
            f"{file.path} is not there" if missing else f"{file.path} is older than the page",
            hint="run callspec generate",
            file=page.file,
            span=span,
            excerpt=page.lines[span.line - 1],
        )


def schema_folder(paths: list[Path]) -> Path | None:
    """Return the folder `schemas` beside the reference that paths name, if it has a catalogue."""
    for path in paths:
        folder = (path if path.is_dir() else path.parent).absolute().parent / "schemas"
        if (folder / CATALOG).is_file():
            return folder
    return None


def _place(finding: Finding) -> tuple[str, int, int]:
    span = finding.span
    return finding.file or "", span.line if span else 0, span.column if span else 0
