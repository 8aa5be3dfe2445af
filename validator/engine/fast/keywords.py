"""Values of JSON Schema keywords, read strictly: what is odd is left to the exact engine."""

from typing import Any

from validator.engine.fast.refused import RefusedError

_ANNOTATIONS: dict[str, type] = {
    "$comment": str,
    "$defs": dict,
    "$id": str,
    "$schema": str,
    "default": object,
    "deprecated": bool,
    "description": str,
    "examples": list,
    "readOnly": bool,
    "title": str,
    "writeOnly": bool,
    "x-callspec": object,
}
"""Keywords that decide nothing (2020-12 Core, 8; Validation, 9), and the types of their values."""


def constraints_of(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the keywords of a schema that decide something.

    Raises:
        RefusedError: another keyword has a value that its meta-schema does not allow: then this is
            no JSON Schema, and the exact engine says so.
    """
    found = {}
    for keyword, value in schema.items():
        kind = _ANNOTATIONS.get(keyword)
        if kind is None:
            found[keyword] = value
        elif not isinstance(value, kind):
            raise RefusedError(f"a {keyword} that is none")
    return found


def bound_of(value: Any) -> int | float:
    """Return the value of minimum and its kin."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise RefusedError("a bound that is no plain number")
    return value


def count_of(value: Any) -> int:
    """Return the value of maxLength and its kin."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise RefusedError("a length that is no plain number")
    return value


def names_of(value: Any) -> list[str]:
    """Return the value of required."""
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise RefusedError("required that is no list of names")
    return value
