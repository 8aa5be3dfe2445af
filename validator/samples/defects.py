"""Payloads that differ from a valid one in one thing: what a producer may get wrong."""

import copy
import json
from collections.abc import Iterator
from typing import Any

from jsonpointer import JsonPointer

from validator.contract import Contract

UNKNOWN = "unexpected"
_OTHER_TYPES: tuple[Any, ...] = (None, 5, "text", True, [], {})


def defects(contract: Contract, payload: Any) -> list[Any]:
    """Return payloads with one thing changed; whether it is a defect, the contract says."""
    found = [5, None, [payload]]
    for pointer, value in _parts(payload):
        if isinstance(value, dict):
            found += [_with(payload, f"{pointer}/{UNKNOWN}", "x")]
        if pointer:
            found.append(_without(payload, pointer))
            found += [_with(payload, pointer, one) for one in _wrong(value)]
    found += [
        _with(payload, JsonPointer.from_parts([name]).path, value)
        for name, value in _documented(contract.schema.schema)
        if isinstance(payload, dict) and name in payload and payload[name] != value
    ]
    return found


def _parts(value: Any, pointer: str = "") -> Iterator[tuple[str, Any]]:
    yield pointer, value
    if isinstance(value, dict):
        for name, inside in value.items():
            yield from _parts(inside, pointer + JsonPointer.from_parts([name]).path)
    elif isinstance(value, list):
        for number, inside in enumerate(value):
            yield from _parts(inside, f"{pointer}/{number}")


def _wrong(value: Any) -> Iterator[Any]:
    """Yield values that are near to one, and values of other types."""
    if isinstance(value, str) and value:
        yield value[:-1]
        yield f"{value}x"
        yield value.upper() if value.upper() != value else value.lower()
        if len(value) > 2:  # the usual slip: two letters in the wrong order
            yield value[:-2] + value[-1] + value[-2]
    elif isinstance(value, bool):
        yield json.dumps(value)
    elif isinstance(value, (int, float)):
        yield -1
        yield value + 0.5
        yield str(value)
    yield from (one for one in _OTHER_TYPES if type(one) is not type(value))


def _documented(schema: Any) -> Iterator[tuple[str, Any]]:
    """Yield the documented values of the fields that have a set of them: rules speak of these."""
    for name, field in schema.get("properties", {}).items() if isinstance(schema, dict) else ():
        if isinstance(field, dict):
            for value in field.get("enum", ()):
                yield name, value


def _with(payload: Any, pointer: str, value: Any) -> Any:
    changed = copy.deepcopy(payload)
    holder, step = JsonPointer(pointer).to_last(changed)
    holder[step] = value
    return changed


def _without(payload: Any, pointer: str) -> Any:
    changed = copy.deepcopy(payload)
    holder, step = JsonPointer(pointer).to_last(changed)
    del holder[step]
    return changed
