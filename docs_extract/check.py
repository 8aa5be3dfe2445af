"""Everything that is wrong with a reference: its pages, its examples, its generated schemas."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from docs_extract.acceptances import Labels, apply, unused_settlements
from docs_extract.collection import uncollected
from docs_extract.documented import contracts_of, documented
from docs_extract.examples import Example
from docs_extract.extract import Extraction, extract
from docs_extract.outdated import schema_findings
from docs_extract.page import Section
from docs_extract.prose import broken_references, unknown_values
from docs_extract.reference import Reference
from docs_extract.struct import walk_fields
from docs_extract.structs import Built
from validator.config.config import NO_CONFIG, Config
from validator.contract import Contract
from validator.documents.document import keys
from validator.documents.locations import Lines, Locations
from validator.finding import Finding, Severity
from validator.report import count
from validator.severities import read_severities, weighed


@dataclass(frozen=True, slots=True)
class Checked:
    """What a reference amounts to, and the findings in the order of pages and lines.

    `fields` are the structs' own, without those inside objects and arrays.
    `accepted` are the findings that the configuration accepts, which are not among them.
    `invalid_examples` are the pages and lines of the examples that break their contract.
    """

    pages: int
    structs: int
    fields: int
    examples: int
    valid_examples: int
    findings: tuple[Finding, ...]
    accepted: int = 0
    invalid_examples: frozenset[tuple[str, int]] = frozenset()


def check(
    reference: Reference,
    schemas: Path | None,
    config: Config = NO_CONFIG,
    today: date | None = None,
    *,
    complete: bool = False,
) -> Checked:
    """Return everything that is wrong with a reference.

    `schemas` is the folder of generated schemas to hold the pages against; None takes the folder
    `schemas` beside the folder of each page, where that has a catalogue. `config` accepts findings
    up to their day, which is compared with `today`, and settles conflicts. `complete` tells that
    there are no other pages, so that an entry about none of these is unused.
    """
    extraction = extract(reference, config.settle)
    return check_extraction(extraction, schemas, config, today, complete=complete)


@uncollected()
def check_extraction(
    extraction: Extraction,
    schemas: Path | None,
    config: Config = NO_CONFIG,
    today: date | None = None,
    *,
    complete: bool = False,
) -> Checked:
    """Return what `check` does, of a reference that has been read."""
    reference = extraction.reference
    findings = [*extraction.findings, *unknown_values(extraction), *broken_references(extraction)]
    examples = 0
    invalid = []
    contracts = contracts_of(extraction)
    for built in extraction.built:
        contract = contracts.get(built.site.name)
        for example in built.examples:
            found = list(_check_example(built, example, contract)) if contract else []
            findings += found
            examples += 1
            if contract is None or count(found, Severity.ERROR):
                invalid.append((built.site.page.name, example.block.line))
    accepted = apply(
        findings,
        config.accept,
        labels_in(reference),
        today or date.today(),
        pages=reference.given,
        complete=complete,
    )
    findings = [*accepted.findings, *_unused(extraction, config, complete)]
    findings += schema_findings(extraction, documented(extraction, contracts), schemas, findings)
    return Checked(
        len(reference.given),
        len(extraction.given),
        sum(len(extraction.structs[name].fields) for name in extraction.given),
        examples,
        examples - len(invalid),
        tuple(sorted(weighed(findings, read_severities(config.severity)), key=_place)),
        accepted.accepted,
        frozenset(invalid),
    )


def labels_in(reference: Reference) -> Labels:
    """Return what tells the page of a finding, and the labels around it from inside out."""
    pages = {page.file: page for page in reference.pages}

    def around(finding: Finding) -> tuple[str, tuple[str, ...]] | None:
        page = pages.get(finding.file or "")
        if page is None:
            return None
        labels: list[str] = []
        for section in _path_to(page.sections, finding.span.line if finding.span else 0):
            labels = [*section.labels, *labels]
        return page.name, tuple(labels)

    return around


def _path_to(sections: Sequence[Section], line: int) -> Iterator[Section]:
    """Yield the sections that a line lies in, from outside in."""
    number = bisect_right(sections, line, key=lambda one: one.line)
    if number:
        yield sections[number - 1]
        yield from _path_to(sections[number - 1].sections, line)


def _unused(extraction: Extraction, config: Config, complete: bool) -> list[Finding]:
    known = {
        name: [path for path, _ in walk_fields(struct.fields)]
        for name, struct in extraction.structs.items()
        if name in extraction.given
    }
    return unused_settlements(config.settle, known, complete=complete)


def _check_example(built: Built, example: Example, contract: Contract) -> Iterator[Finding]:
    """Yield what an example breaks, at its place on the page."""
    page, block = built.site.page, example.block
    locations = Locations(Lines(block.text), example.scan.root)
    found = (
        finding.within(pointer)
        for pointer, payload in example.payloads()
        for finding in contract.check(payload)
    )
    for finding in found:
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


def _place(finding: Finding) -> tuple[str, int, int]:
    span = finding.span
    return finding.file or "", span.line if span else 0, span.column if span else 0
