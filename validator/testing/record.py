"""What the payloads of a test run have shown of their contracts."""

import json
from collections.abc import Iterator
from contextvars import ContextVar
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from validator.schemas import ID_BASE

_MOST_VALUES = 1000
"""Values that are kept of a field: an enum has fewer."""


@dataclass(slots=True)
class Record:
    """How many payloads were held against a contract, how many broke it, and what they had.

    `values` are the values of each field as JSON text, by the field's dotted path; `file` is the
    contract's. All of it is JSON, for it travels between the processes of a run.
    """

    file: str
    payloads: int = 0
    broken: int = 0
    values: dict[str, list[str]] = field(default_factory=dict)

    def add(self, payload: Any, *, broken: bool) -> None:
        """Count a payload."""
        self.payloads += 1
        self.broken += broken
        for path, value in _fields_of(payload):
            self._see(path, value)

    def join(self, other: "Record") -> None:
        """Count what another process has counted."""
        self.payloads += other.payloads
        self.broken += other.broken
        for path, values in other.values.items():
            for value in values:
                self._see(path, value)

    def _see(self, path: str, value: str) -> None:
        known = self.values.setdefault(path, [])
        if value not in known and len(known) < _MOST_VALUES:
            known.append(value)


Records = dict[str, Record]
"""Records by the contract's name and version."""

recording: ContextVar[Records | None] = ContextVar("recording", default=None)
"""What assertions are recorded in, None where nobody wants to know."""


@dataclass(frozen=True, slots=True)
class Unseen:
    """What no payload has shown: fields, and of fields values, each as JSON text."""

    fields: tuple[str, ...]
    values: dict[str, tuple[str, ...]]


def unseen(record: Record) -> Unseen:
    """Return what a contract documents and no payload had."""
    root = json.loads(Path(record.file).read_bytes())
    documented = dict(_documented(root, root))
    values = {}
    for path, enum in documented.items():
        missing = tuple(one for one in enum if one not in record.values.get(path, ()))
        if missing and path in record.values:
            values[path] = missing
    return Unseen(tuple(path for path in documented if path not in record.values), values)


def as_data(records: Records) -> dict[str, Any]:
    """Return records as a JSON object: format `callspec-contracts/1`."""
    return {
        "format": "callspec-contracts/1",
        "contracts": [
            {
                "contract": title,
                "payloads": record.payloads,
                "broken": record.broken,
                "unseen": asdict(unseen(record)),
            }
            for title, record in sorted(records.items())
        ],
    }


def _fields_of(value: Any, above: str = "") -> Iterator[tuple[str, str]]:
    """Yield the fields of a payload, each with its value as JSON text; objects have none."""
    if isinstance(value, dict):
        for name, inside in value.items():
            path = f"{above}.{name}" if above else name
            plain = not isinstance(inside, (dict, list))
            yield path, json.dumps(inside) if plain else ""
            yield from _fields_of(inside, path)
    elif isinstance(value, list):
        for one in value:
            yield from _fields_of(one, above)


def _documented(
    schema: Any, root: Any, above: str = "", depth: int = 0
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the fields that a schema documents, each with its values as JSON text, if it has some.

    Fields of the members of a family are not among them: a payload is one of the members.
    """
    if not isinstance(schema, dict) or depth > _DEEPEST:
        return
    if isinstance(reference := schema.get("$ref"), str) and reference.startswith(ID_BASE):
        held = (one for one in root.get("$defs", {}).values() if one.get("$id") == reference)
        schema = next(held, {})
    for name, inside in schema.get("properties", {}).items():
        path = f"{above}.{name}" if above else name
        enum = inside.get("enum", ()) if isinstance(inside, dict) else ()
        yield path, tuple(json.dumps(one) for one in enum)
        yield from _documented(inside, root, path, depth + 1)
    for key in ("items", "then"):
        yield from _documented(schema.get(key), root, above, depth + 1)


_DEEPEST = 8
"""Objects inside one another that are looked into: a struct may hold itself."""
