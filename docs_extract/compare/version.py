"""A version of a contract, ready to be compared: its tree, its engines, its examples."""

from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import Any

from docs_extract.compare.locations import Location, locations
from docs_extract.compare.side import SideSchema
from docs_extract.compare.tree import Path, Reading, Tree, to_schema
from validator import engine as engines
from validator.annotations import annotation, source_of
from validator.contract import Contract, compile_contract
from validator.engine.interface import Engine
from validator.errors import CallspecError
from validator.finding import Source
from validator.schemas import LoadedSchema

_NOWHERE = "https://callspec.invalid/compared"


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a struct's contract.

    `contracts` are the schema under every engine at hand, the fastest first; `examples` are the
    documented payloads that it accepts, each with its place on the page where that is known.
    """

    title: str
    schema: Any
    reading: Reading
    contracts: tuple[Contract, ...]
    examples: tuple[tuple[Any, Source | None], ...]
    places: dict[Path, list[Location]]

    @property
    def tree(self) -> Tree:
        """The schema as a tree."""
        return self.reading.tree

    def accepts(self, payload: Any) -> bool:
        """Return whether every engine at hand accepts a payload."""
        return all(one.is_valid(payload) for one in self.contracts)

    def refuses(self, payload: Any) -> bool:
        """Return whether every engine at hand refuses a payload."""
        return not any(one.is_valid(payload) for one in self.contracts)


def read_version(side: SideSchema, reading: Reading) -> Version:
    """Return a schema, which has been read as a tree, ready to be compared.

    Raises:
        SchemaError: it is not a usable JSON Schema.
    """
    contracts = []
    for name in engines.NAMES:
        try:
            contracts.append(compile_contract(_loaded(side.name, side.schema), name))
        except CallspecError as error:
            if type(error) is not CallspecError:  # the schema is at fault, not the installation
                raise
    version = Version(
        side.title, side.schema, reading, tuple(contracts), (), locations(reading.tree)
    )
    return replace(version, examples=tuple(_examples(version)))


def contract_of(tree: Tree) -> Contract:
    """Return a tree as a contract."""
    return compile_contract(_loaded("changed", to_schema(tree)))


def compile_alone(schema: Any) -> Engine:
    """Return a schema that refers to nothing outside as an engine that decides."""
    return engines.compile_schema(schema, engine=None, base_uri=_NOWHERE, retrieve=_retrieve)


def _loaded(name: str, schema: Any) -> LoadedSchema:
    file = FilePath(f"{name}.json")
    return LoadedSchema(name, None, schema, file, file.parent, None)


def _retrieve(uri: str) -> Any:
    raise LookupError(uri)


def _examples(version: Version) -> list[tuple[Any, Source | None]]:
    schema = version.schema if isinstance(version.schema, dict) else {}
    payloads = schema.get("examples")
    payloads = payloads if isinstance(payloads, list) else []
    places = annotation(schema).get("examples")
    sources = [source_of(one) for one in places] if isinstance(places, list) else []
    sources += [None] * (len(payloads) - len(sources))
    return [
        (payload, source)
        for payload, source in zip(payloads, sources, strict=False)
        if version.accepts(payload)
    ]
