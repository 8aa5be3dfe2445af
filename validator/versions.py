"""Which versions of a struct a payload satisfies."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from validator.contract import Contract, contract_of
from validator.documents import Document
from validator.errors import SchemaError
from validator.finding import Finding, Severity
from validator.job import Job, check_document, check_value
from validator.report import count
from validator.schemas import is_file, load_schema, load_version
from validator.selector import read_selector


@dataclass(frozen=True, slots=True)
class Versions:
    """Contracts of one struct by their numbers, oldest first; `deciding` is one of the numbers."""

    contracts: dict[str, Contract]
    deciding: str

    @property
    def contract(self) -> Contract:
        """The contract that a document must satisfy."""
        return self.contracts[self.deciding]


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a document fares in each version.

    It stands in `file` from `line` on, as its `document`-th (from 1). `name` is the struct's.
    `errors` counts its errors by version, oldest first; it is empty where there is no payload to
    judge. `findings` are what the deciding version says.
    """

    file: str
    line: int
    document: int
    name: str
    deciding: str
    errors: dict[str, int]
    findings: tuple[Finding, ...]

    @property
    def valid(self) -> tuple[str, ...]:
        """The versions that the document satisfies."""
        return tuple(number for number, errors in self.errors.items() if not errors)

    @property
    def nearest(self) -> str | None:
        """The version that it was most likely written for: the newest with the fewest errors."""
        if not self.errors:
            return None
        return min(reversed(self.errors), key=lambda number: self.errors[number])


def load_versions(
    schema: str, *, schemas: Path | None = None, engine: str | None = None
) -> Versions:
    """Return the versions that `NAME` or `NAME@VERSION` means: all, all of 1.x.y, of 1.2.x.

    The deciding one is the one that `load_contract` returns. All of them come from its catalogue:
    two catalogues may mean different things by one number.

    Raises:
        SchemaError: as `load_contract`; or it is a path, which stands for one version.
    """
    if is_file(schema):
        raise SchemaError(f"{schema} is one version: write NAME or NAME@VERSION")
    selected = load_schema(schema, schemas)
    catalog = selected.catalog
    entry = catalog.find(selected.name) if catalog is not None else None
    # A name is looked up in catalogues only.
    assert catalog is not None
    assert entry is not None
    assert selected.version is not None
    contracts = {
        number: contract_of(load_version(catalog, entry, number), engine)
        for number in entry.select(read_selector(schema))
    }
    return Versions(contracts, selected.version)


def jobs_by_version(job: Job, versions: Versions) -> dict[str, Job]:
    """Return what is asked of a document in each version.

    A version that maps no hangup reason to a result is not asked about it.
    """
    jobs = {}
    for number, contract in versions.contracts.items():
        asked = replace(job, contract=contract)
        if contract.outcome is None:
            asked = replace(asked, reason=None, reason_at=None)
        jobs[number] = asked
    return jobs


def judge(jobs: Mapping[str, Job], deciding: str, document: Document) -> Verdict:
    """Return how a document fares in each version; `jobs` are by version, oldest first."""
    findings = check_document(jobs[deciding], document)
    errors = {}
    if document.readable and not any(one.code == "no-payload" for one in findings):
        read = count(document.problems, Severity.ERROR)
        for number, job in jobs.items():
            if number == deciding:
                errors[number] = count(findings, Severity.ERROR)
            else:
                errors[number] = read + count(check_value(job, document.value), Severity.ERROR)
    return Verdict(
        file=document.file,
        line=_first_line(document),
        document=document.number,
        name=jobs[deciding].contract.schema.name,
        deciding=deciding,
        errors=errors,
        findings=tuple(findings),
    )


def _first_line(document: Document) -> int:
    """Return the line of a file where a document begins: several share the text of YAML."""
    if document.lines is None or document.scan is None or document.scan.root is None:
        return document.first_line
    return document.lines.place(document.scan.root.start)[0]
