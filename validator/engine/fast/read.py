"""A schema -> the shape of the values that it takes.

A keyword that is not known, or that stands where it is not understood, refuses the whole schema.
"""

import json
import math
from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec.structs import replace

from validator.engine.fast.condition import Compared, Condition, Constant
from validator.engine.fast.keywords import bound_of, constraints_of, count_of, names_of
from validator.engine.fast.pattern import read_pattern
from validator.engine.fast.refused import RefusedError
from validator.engine.fast.rules import condition_of
from validator.engine.fast.shape import (
    Anything,
    Array,
    Case,
    Field,
    Flag,
    Map,
    Null,
    Nullable,
    Number,
    Record,
    Recursive,
    Shape,
    Shapes,
    Text,
    Whole,
)
from validator.schemas import DIALECT

# RFC 9562 section 4, as the exact engines assert the format.
_UUID = read_pattern(
    "^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$"
)

_OF_RESOURCES = frozenset({"$id", "$schema", "$defs"})

_NAMELESS = "#"
"""What a schema without `$id` is called here, as a `$ref` to it would be written."""


class _Reader(msgspec.Struct, frozen=True):
    """The resources of a schema by URI, and their shapes.

    `done` are all that were read to the end, `recursive` those that lead back to themselves, `open`
    the URIs of those that are being read.
    """

    resources: Mapping[str, Any]
    done: dict[str, Shape]
    recursive: dict[str, Shape]
    open: tuple[str, ...] = ()


def read_shapes(schema: Any, advice: list[Any] | None = None) -> Shapes:
    """Return the shape of a schema's values; the rules in `advice` are asked of them besides.

    Raises:
        RefusedError: the schema is not understood; it may be a good one all the same.
    """
    if not isinstance(schema, dict) or schema.get("$schema", DIALECT) != DIALECT:
        raise RefusedError("a schema of another dialect")
    reader = _Reader(_resources(schema), {}, {})
    root = _resource(reader, schema.get("$id", _NAMELESS))
    if isinstance(root, Recursive):
        root = reader.recursive[root.uri]
    if advice:
        root = _with_rules(root, [condition_of(rule, root) for rule in advice])
    return Shapes(root, reader.recursive)


def _resources(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schemas that a `$ref` may mean by their absolute URIs, as callspec embeds them."""
    found: dict[str, Any] = {schema.get("$id", _NAMELESS): schema}
    definitions = schema.get("$defs", {})
    if not isinstance(definitions, dict):
        raise RefusedError("$defs that are none")
    local = not any(isinstance(one, dict) and "$id" in one for one in definitions.values())
    for name, embedded in definitions.items():
        own = f"#/$defs/{name}" if local else embedded.get("$id")
        if not local and (own is None or own in found or "#" in own or ":" not in own):
            raise RefusedError(f"two schemas of one $id, or one that is relative: {own}")
        found[own] = embedded
    return found


def _resource(reader: _Reader, uri: str) -> Shape:
    if uri not in reader.resources:
        raise RefusedError(f"a $ref to {uri}")
    if uri in reader.open:
        reader.recursive.setdefault(uri, Anything())  # its place, until it is read
        return Recursive(uri)
    if uri in reader.done:
        return reader.done[uri]
    schema = reader.resources[uri]
    if isinstance(schema, dict):
        if reader.open and (
            "$defs" in schema or ("$schema" in schema and schema["$schema"] != DIALECT)
        ):
            raise RefusedError("a schema embedded in an embedded one, or of another dialect")
        constraints_of(schema)
        schema = {key: value for key, value in schema.items() if key not in _OF_RESOURCES}
    shape = _shape(replace(reader, open=(*reader.open, uri)), schema)
    if uri in reader.recursive:
        reader.recursive[uri] = shape
        shape = Recursive(uri)
    reader.done[uri] = shape
    return shape


def _shape(reader: _Reader, schema: Any) -> Shape:
    if schema is True:
        return Anything()
    if not isinstance(schema, dict) or not schema.keys().isdisjoint(_OF_RESOURCES):
        raise RefusedError("a schema that takes nothing, or one that is a resource of its own")
    asked = constraints_of(schema)
    if not asked:
        return Anything()
    if "$ref" in asked:
        if len(asked) > 1:
            raise RefusedError("keywords beside a $ref")
        return _resource(reader, asked["$ref"])
    if asked.keys() == {"if", "then"} and asked["if"] == {"not": {"type": "null"}}:
        return _nullable(_shape(reader, asked["then"]))
    return _typed(reader, asked)


def _nullable(shape: Shape) -> Shape:
    return shape if isinstance(shape, (Anything, Null, Nullable)) else Nullable(shape)


def _typed(reader: _Reader, asked: dict[str, Any]) -> Shape:
    """Return the shape of a schema whose `type` is one type, or one type and null."""
    names = asked.pop("type", None)
    names = [names] if isinstance(names, str) else names
    if not isinstance(names, list) or not names or len(set(names)) != len(names):
        raise RefusedError("a schema without a type")
    literals = _literals(asked)
    null = "null" in names and (literals is None or None in literals)
    kinds = [name for name in names if name != "null"]
    if len(kinds) > 1 or not (null or kinds):
        raise RefusedError("a value of several types")
    if not kinds:
        if asked:
            raise RefusedError("keywords for null")
        return Null()
    shape = _of_kind(reader, kinds[0], asked, literals)
    if asked:
        raise RefusedError(f"{', '.join(sorted(asked))} for {kinds[0]}")
    return _nullable(shape) if null else shape


def _literals(asked: dict[str, Any]) -> list[Any] | None:
    """Take `const` and `enum` out of a schema: the values that both leave."""
    literals: list[Any] | None = None
    if "enum" in asked:
        literals = asked.pop("enum")
        if not isinstance(literals, list) or not literals:
            raise RefusedError("an enum that is none")
    if "const" in asked:
        if literals is not None:
            raise RefusedError("const beside enum")
        literals = [asked.pop("const")]
    return literals


def _of_kind(
    reader: _Reader, kind: str, asked: dict[str, Any], literals: list[Any] | None
) -> Shape:
    """Return the shape of one type, and take what it understands out of `asked`."""
    if kind == "string":
        return _text(asked, literals)
    if kind == "integer":
        return _whole(asked, literals)
    if literals is not None:
        raise RefusedError(f"constants of type {kind}")
    if kind == "number":
        return Number(_taken(asked, "minimum", bound_of), _taken(asked, "maximum", bound_of))
    if kind == "boolean":
        return Flag()
    if kind == "array":
        items = _shape(reader, asked.pop("items", True))
        return Array(
            items, _taken(asked, "minItems", count_of), _taken(asked, "maxItems", count_of)
        )
    if kind == "object":
        return _object(reader, asked)
    raise RefusedError(f"the type {kind}")


def _taken(asked: dict[str, Any], keyword: str, read: Any) -> Any:
    return read(asked.pop(keyword)) if keyword in asked else None


def _text(asked: dict[str, Any], literals: list[Any] | None) -> Text:
    least, most = _taken(asked, "minLength", count_of), _taken(asked, "maxLength", count_of)
    patterns = [read_pattern(asked.pop("pattern"))] if "pattern" in asked else []
    if "format" in asked:
        if asked.pop("format") != "uuid":
            raise RefusedError("a format")
        patterns += [_UUID] if _UUID not in patterns else []
    if literals is not None:
        texts = tuple(dict.fromkeys(one for one in literals if isinstance(one, str)))
        if not texts or least is not None or most is not None or patterns:
            raise RefusedError("constants beside other keywords")
        return Text(texts)
    for pattern in patterns:
        # What a pattern takes is no shorter and no longer.
        least = max(least or 0, pattern.least)
        most = pattern.most if most is None else min(most, pattern.most)
    if least is not None and most is not None and least > most:
        raise RefusedError("a string that no value can be")
    return Text(None, least, most, tuple(patterns))


def _whole(asked: dict[str, Any], literals: list[Any] | None) -> Whole:
    minimum, maximum = _taken(asked, "minimum", bound_of), _taken(asked, "maximum", bound_of)
    if isinstance(minimum, float) or isinstance(maximum, float):
        raise RefusedError("a bound with a fraction for an integer")
    if literals is None:
        return Whole(None, minimum, maximum)
    if (
        any(isinstance(one, float) for one in literals)
        or minimum is not None
        or maximum is not None
    ):
        raise RefusedError("constants beside other keywords")
    numbers = tuple(one for one in literals if isinstance(one, int) and not isinstance(one, bool))
    if not numbers:
        raise RefusedError("an integer that no value can be")
    return Whole(tuple(dict.fromkeys(numbers)))


def _object(reader: _Reader, asked: dict[str, Any]) -> Shape:
    properties = asked.pop("properties", {})
    required = names_of(asked.pop("required", []))
    rest = asked.pop("additionalProperties", True)
    rules = asked.pop("allOf", [])
    if not isinstance(properties, dict) or not isinstance(rules, list):
        raise RefusedError("properties that are none")
    if not properties and not required and rest is not False and not rules:
        return Map(_shape(reader, rest))
    if rest is not False and _shape(reader, rest) != Anything():
        raise RefusedError("names that are known beside names of any shape")
    missing = [name for name in required if name not in properties]
    if missing:
        raise RefusedError("a required name that is not among the properties")
    cases = [rule for rule in rules if _is_case(rule)]
    fields = [
        _field(reader, name, schema, name in required, cases) for name, schema in properties.items()
    ]
    record = Record(tuple(fields))
    for name in {case.field for field in fields for case in field.cases}:
        told_by = record.field(name)
        if told_by is None or told_by.cases or not isinstance(told_by.shape, Text):
            raise RefusedError("a field whose shape depends on one that is no plain text")
    conditions = [condition_of(_without(rule) if rule in cases else rule, record) for rule in rules]
    return _with_rules(record, conditions)


def _with_rules(shape: Shape, conditions: list[Condition]) -> Shape:
    kept = [one for one in conditions if one != Constant(True)]
    if not kept:
        return shape
    if not isinstance(shape, Record):
        raise RefusedError("rules about a value that is no record")
    for condition in kept:
        folded = _folded(shape, condition)
        shape = folded or replace(shape, rules=(*shape.rules, condition))
    return shape


def _folded(record: Record, condition: Condition) -> Record | None:
    """Return a record whose field has the bound that a condition asks for, None if it cannot.

    A bound costs nothing while a value is decoded.
    """
    if not isinstance(condition, Compared) or len(condition.path) != 1:
        return None
    field = record.field(condition.path[0])
    if field is None or not field.required or field.cases:
        return None
    shape = field.shape
    if not isinstance(shape, Whole) or shape.literals is not None:
        return None
    if condition.operator == ">=":
        least = math.ceil(condition.bound)
        shape = replace(
            shape, minimum=least if shape.minimum is None else max(shape.minimum, least)
        )
    elif condition.operator == "<=":
        most = math.floor(condition.bound)
        most = most if shape.maximum is None else min(shape.maximum, most)
        shape = replace(shape, maximum=most)
    else:
        return None
    fields = tuple(replace(one, shape=shape) if one is field else one for one in record.fields)
    return replace(record, fields=fields)


def _is_case(rule: Any) -> bool:
    """Return whether a rule says what fields are where one field has a value: a family's member."""
    return (
        isinstance(rule, dict)
        and constraints_of(rule).keys() == {"if", "then"}
        and _discriminator(rule["if"]) is not None
        and isinstance(rule["then"], dict)
        and isinstance(rule["then"].get("properties"), dict)
        and any(_is_typed(schema) for schema in rule["then"]["properties"].values())
    )


def _is_typed(schema: Any) -> bool:
    """Return whether a schema says what a value is, where a rule only narrows it."""
    return isinstance(schema, dict) and not schema.keys().isdisjoint({"type", "$ref", "then"})


def _discriminator(condition: Any) -> tuple[str, str] | None:
    """Return the field and the value that a member is told by, None where it is told otherwise."""
    if not isinstance(condition, dict) or condition.keys() != {"properties", "required"}:
        return None
    properties, required = condition["properties"], condition["required"]
    if not isinstance(properties, dict) or len(properties) != 1 or required != list(properties):
        return None
    name, schema = next(iter(properties.items()))
    if not isinstance(schema, dict) or schema.keys() != {"const"}:
        return None
    return (name, schema["const"]) if isinstance(schema["const"], str) else None


def _field(reader: _Reader, name: str, schema: Any, required: bool, rules: list[Any]) -> Field:
    shape = _shape(reader, schema)
    cases = []
    for rule in rules:
        own = rule["then"]["properties"].get(name)
        if not _is_typed(own):
            continue
        field, value = _discriminator(rule["if"]) or ("", "")
        cases.append(Case(field, value, _shape(reader, _merged(reader, schema, own))))
    told_by = {case.field for case in cases}
    if len(told_by) > 1 or name in told_by or len({case.value for case in cases}) < len(cases):
        raise RefusedError("a field whose shape depends on several others")
    return Field(name, shape, required, tuple(cases))


def _merged(reader: _Reader, schema: Any, own: Any) -> Any:
    """Return one schema for what two ask, where one asks for all that the other does."""
    first, second = constraints_of(schema), constraints_of(own)
    if _within(first, second):
        return second
    if _within(second, first):
        return first
    target = reader.resources.get(second["$ref"]) if second.keys() == {"$ref"} else None
    if isinstance(target, dict) and first == {"type": "object"} == {"type": target.get("type")}:
        return second
    raise RefusedError("two schemas for one field")


def _within(first: dict[str, Any], second: dict[str, Any]) -> bool:
    """Return whether a schema has each keyword of another, with the same value.

    Then it asks for all that the other does, unless a keyword means something else beside more of
    them: additionalProperties does, beside properties.
    """
    same = all(key in second and _text_of(first[key]) == _text_of(second[key]) for key in first)
    return same and ("additionalProperties" not in first or "properties" in first)


def _text_of(value: Any) -> str:
    """Return a value as text: Python's True is its 1, JSON's is not."""
    return json.dumps(value, sort_keys=True)


def _without(rule: dict[str, Any]) -> dict[str, Any]:
    """Return the rest of a member's rule: what its fields' own shapes do not say."""
    then = rule["then"]
    properties = {
        name: schema for name, schema in then["properties"].items() if not _is_typed(schema)
    }
    return {**rule, "then": {**then, "properties": properties}}
