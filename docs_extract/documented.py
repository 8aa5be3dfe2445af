"""The examples of the pages that keep their own contract, as schemas carry them."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from docs_extract.emit import closure, struct_schema
from docs_extract.extract import Extraction
from docs_extract.struct import OUTCOME_SUFFIX, Documented
from docs_extract.structs import Built
from validator.contract import Contract, compile_contract
from validator.json_value import require_json
from validator.schemas import LoadedSchema

FIRST_VERSION = "1.0.0"


def first_versions(extraction: Extraction) -> dict[str, str]:
    """Return the first version for every needed struct, and for its outcome, by name."""
    versions = {}
    for name in sorted(needed(extraction)):
        versions[name] = FIRST_VERSION
        if extraction.structs[name].mapping is not None:
            versions[name + OUTCOME_SUFFIX] = FIRST_VERSION
    return versions


def needed(extraction: Extraction) -> set[str]:
    """Return the names of the structs that were asked for, and of all that these embed.

    An embedded schema is an exact version, so that one that nobody published cannot be embedded.
    """
    embedded = (closure(name, extraction.structs) for name in extraction.given)
    return set(extraction.given).union(*embedded)


def struct_of(extraction: Extraction, name: str) -> str:
    """Return the struct that a schema is of: itself, or the one whose outcome it is."""
    return name if name in extraction.structs else name.removesuffix(OUTCOME_SUFFIX)


def contracts_of(extraction: Extraction) -> dict[str, Contract]:
    """Return the contracts of the needed structs that have examples, as the pages say them now."""
    versions = first_versions(extraction)
    contracts = {}
    for built in (*extraction.built, *extraction.neighbours):
        name = built.site.name
        if built.examples and name in versions:
            version = versions[name]
            schema = struct_schema(name, extraction.structs, versions)
            file = Path(f"{name}/{version}.json")
            loaded = LoadedSchema(name, version, schema, file, file.parent, None)
            contracts[name] = compile_contract(loaded)
    return contracts


def documented(
    extraction: Extraction, contracts: Mapping[str, Contract]
) -> dict[str, tuple[Documented, ...]]:
    """Return the examples of structs by name, in page order, equal ones once.

    One that breaks its contract is left out: `check` reports it. So is one that no JSON text can
    hold.
    """
    return {
        built.site.name: tuple(_valid(built, contracts[built.site.name]))
        for built in (*extraction.built, *extraction.neighbours)
        if built.site.name in contracts
    }


def _valid(built: Built, contract: Contract) -> Iterator[Documented]:
    seen = set()
    for example in built.examples:
        for _, payload in example.payloads():
            try:
                require_json(payload)
            except ValueError:
                continue
            text = json.dumps(payload, sort_keys=True, default=str)
            if text not in seen and contract.is_valid(payload):
                seen.add(text)
                yield Documented(payload, built.site.source(example.block.line))
