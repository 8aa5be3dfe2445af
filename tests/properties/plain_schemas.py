"""JSON Schemas that no page gave: a few keywords, references and conditions, and an edit of one."""

import json
from functools import cache
from typing import Any

from hypothesis import strategies as st

NAMES = ("a", "b")
SCALARS = (None, True, False, 0, 1, 2, 1.5, "", "on", "off")
TYPES = ("null", "boolean", "integer", "number", "string", "array", "object")
_SWAPPED = {"1": True, "true": 1, "0": False, "false": 0}
"""By the JSON text of a value the one that Python calls equal, and JSON does not."""

REFERENCES = ("#", "#/$defs/one", "#/$defs/two")

_PLAIN = (
    st.fixed_dictionaries({"type": st.sampled_from(TYPES)})
    | st.fixed_dictionaries({"type": st.lists(st.sampled_from(TYPES), min_size=1, unique=True)})
    | st.fixed_dictionaries(
        {}, optional={"minimum": st.integers(0, 2), "exclusiveMaximum": st.integers(0, 2)}
    )
    | st.fixed_dictionaries(
        {}, optional={"minLength": st.integers(0, 3), "maxLength": st.integers(0, 3)}
    )
    | st.fixed_dictionaries({"enum": st.lists(st.sampled_from(SCALARS), min_size=1, max_size=3)})
    | st.fixed_dictionaries({"const": st.sampled_from(SCALARS)})
    | st.fixed_dictionaries({"minProperties": st.integers(0, 2)})
    | st.fixed_dictionaries({"maxItems": st.integers(0, 1)})
    | st.fixed_dictionaries({"pattern": st.sampled_from(["^on$", "^(on|off)$", "o"])})
    | st.sampled_from(REFERENCES).map(lambda reference: {"$ref": reference})
    | st.booleans()
)

_SAID_TWICE = (
    st.fixed_dictionaries(
        {},
        optional={
            "type": st.lists(st.sampled_from(TYPES), min_size=1, max_size=3, unique=True),
            "enum": st.lists(st.sampled_from(SCALARS), min_size=1, max_size=3),
            "const": st.sampled_from(SCALARS),
            "$ref": st.sampled_from(REFERENCES[1:]),
        },
    )
    .flatmap(lambda said: st.permutations(list(said.items())))
    .map(dict)
)
"""Several keywords that say which values there are, in any order."""


@cache
def subschemas(depth: int = 2) -> st.SearchStrategy[Any]:
    """Return schemas that stand inside one with the definitions one and two."""
    if not depth:
        return _PLAIN
    inner = subschemas(depth - 1)
    required = st.lists(st.sampled_from(NAMES), max_size=2, unique=True)
    objects = st.fixed_dictionaries(
        {"type": st.just("object")},
        optional={
            "properties": st.dictionaries(st.sampled_from(NAMES), inner, max_size=2),
            "required": required,
            "additionalProperties": inner,
        },
    )
    several = st.lists(inner, min_size=1, max_size=2)
    conditions = st.fixed_dictionaries(
        {},
        optional={
            "not": inner,
            "anyOf": several,
            "oneOf": several,
            "allOf": several,
            "if": inner,
            "then": inner,
            "else": inner,
            "items": inner,
            "dependentRequired": st.dictionaries(st.sampled_from(NAMES), required, max_size=1),
        },
    )
    return st.one_of(
        _PLAIN,
        objects,
        objects,
        _SAID_TWICE,
        st.builds(_both, objects | _PLAIN, conditions),
        conditions,
    )


def _both(one: Any, other: Any) -> Any:
    return {**one, **other} if isinstance(one, dict) else other


@st.composite
def schema_pairs(draw: st.DrawFn) -> tuple[Any, Any]:
    """Return a schema and what an edit in one or two places made of it."""
    whole = draw(subschemas())
    root = whole if isinstance(whole, dict) else {}
    old = {**root, "$defs": {"one": draw(subschemas(1)), "two": draw(subschemas(1))}}
    edits = draw(st.integers(0, 2))
    new = old if edits else _swapped(old)
    for _ in range(edits):
        new = _edited(draw, new)
    return old, new


def _swapped(schema: Any) -> Any:
    """Return a schema with other values in it that Python calls equal: 1 for true, false for 0."""
    if isinstance(schema, list):
        return [_swapped(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    said = {key: _swapped(one) for key, one in schema.items()}
    if "const" in said:
        said["const"] = _SWAPPED.get(json.dumps(said["const"]), said["const"])
    if "enum" in said:
        said["enum"] = [_SWAPPED.get(json.dumps(one), one) for one in said["enum"]]
    return said


def _edited(draw: st.DrawFn, schema: Any) -> Any:
    """Return a schema with another one in a place of it."""
    inside = ("properties", "$defs")
    parts = [("additionalProperties",), ("items",), ("not",), ("if",), ("then",), ("else",)]
    places = [part for part in parts if part[0] in schema]
    places += [(key, name) for key in inside for name in schema.get(key, {})]
    place = draw(st.sampled_from([(), *places]))
    if not place:
        told = draw(subschemas(1))
        kept = {key: one for key, one in schema.items() if draw(st.booleans()) or key == "$defs"}
        return {**kept, **told} if isinstance(told, dict) else kept
    if len(place) == 1:
        return {**schema, place[0]: _deeper(draw, schema[place[0]])}
    key, name = place
    return {**schema, key: {**schema[key], name: _deeper(draw, schema[key][name])}}


def _deeper(draw: st.DrawFn, schema: Any) -> Any:
    return (
        _edited(draw, schema)
        if isinstance(schema, dict) and draw(st.booleans())
        else draw(subschemas(1))
    )


def instances(depth: int = 2) -> st.SearchStrategy[Any]:
    """Return JSON values that such schemas speak about."""
    return st.recursive(
        st.sampled_from(SCALARS),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(st.sampled_from([*NAMES, "other"]), inner, max_size=3)
        ),
        max_leaves=5,
    )
