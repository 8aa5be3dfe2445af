"""Values of JSON Schema keywords, read strictly: what is odd is left to the exact engine."""

from typing import Any

from validator.engine.fast.refused import RefusedError

DIALECT = "https://json-schema.org/draft/2020-12/schema"

ANNOTATIONS = frozenset(
    {
        "$comment",
        "$defs",
        "$id",
        "$schema",
        "default",
        "deprecated",
        "description",
        "examples",
        "readOnly",
        "title",
        "writeOnly",
        "x-callspec",
    }
)
"""Keywords that decide nothing (2020-12 Core, section 8; Validation, section 9)."""


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
