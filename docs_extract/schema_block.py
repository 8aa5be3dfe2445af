"""A JSON Schema on a page, in place of a skeleton -> fields."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from docs_extract.remark import remark
from docs_extract.sites import Site
from docs_extract.skeleton import FieldShape, Shape
from docs_extract.struct import Evidence, Field, FieldType, Value
from validator.finding import Finding, Severity, Source

_KEYWORDS = (
    *("type", "properties", "required", "items", "enum", "additionalProperties"),
    *("minimum", "maximum", "minItems", "title", "description", "default", "examples", "$schema"),
)
_KINDS = ("string", "number", "integer", "boolean", "object", "array")


def is_schema(shape: Shape) -> bool:
    """Return whether a block is a JSON Schema of an object: a type and properties."""
    members = {field.name: field.shape for field in shape.fields}
    kind, properties = members.get("type"), members.get("properties")
    return (
        shape.plain
        and kind is not None
        and kind.value == "object"
        and properties is not None
        and properties.kind == "object"
    )


def is_open(shape: Shape) -> bool:
    """Return whether a JSON Schema on a page lets objects hold what it does not name."""
    members = {field.name: field.shape.value for field in shape.fields}
    return members.get("additionalProperties") is not False


def read_schema_block(site: Site, shape: Shape, findings: list[Finding]) -> tuple[Field, ...]:
    """Return the fields that a JSON Schema on a page describes.

    Its types, values, items, bounds, nested properties and required names are read; a keyword that
    asks for something else is added to the findings.
    """
    for part in _schemas(shape):
        for one in part.fields:
            if not _is_read(part, one):
                message = f"callspec does not read this {one.name} of a schema on a page"
                span = site.block.span(one.start, one.end)
                findings.append(
                    remark(
                        site.page, span, "annotation-not-read", message, severity=Severity.WARNING
                    )
                )
    return _fields(site, shape)


def _schemas(shape: Shape) -> Iterator[Shape]:
    """Yield a schema and those of its properties and items."""
    yield shape
    for one in shape.fields:
        if one.name in ("items", "additionalProperties") and one.shape.kind == "object":
            yield from _schemas(one.shape)
        elif one.name == "properties":
            for member in one.shape.fields:
                yield from _schemas(member.shape)


def _is_read(schema: Shape, member: FieldShape) -> bool:
    """Return whether a keyword of a schema has a value that callspec reads."""
    value = member.shape.sample()
    kind = next((one.shape.sample() for one in schema.fields if one.name == "type"), None)
    if member.name == "type":
        return _kind(value)[0] is not None
    if member.name == "enum":
        strings = isinstance(value, list) and all(isinstance(one, str) for one in value)
        return strings and _kind(kind)[0] == "string"
    if member.name in ("items", "properties"):
        return isinstance(value, dict)
    if member.name == "additionalProperties":
        return isinstance(value, (bool, dict))
    return member.name in _KEYWORDS and _is_usable(member)


def _kind(stated: Any) -> tuple[str | None, bool]:
    """Return the one JSON type that a schema states, and whether null is one beside it."""
    if isinstance(stated, list):
        others = [one for one in stated if one != "null"]
        return (_kind(others[0])[0], "null" in stated) if len(others) == 1 else (None, False)
    return (stated, False) if stated in _KINDS else (None, False)


def _is_usable(member: FieldShape) -> bool:
    """Return whether a bound is a number."""
    value = member.shape.value
    if member.name == "minItems":
        return type(value) is int and value >= 0
    return member.name not in ("minimum", "maximum") or type(value) in (int, float)


def _fields(site: Site, shape: Shape) -> tuple[Field, ...]:
    members = {field.name: field.shape for field in shape.fields}
    properties = members.get("properties")
    required = members["required"].sample() if "required" in members else []
    found = []
    for one in properties.fields if properties is not None else ():
        source = site.source(site.block.span(one.start, one.end).line)
        schema = one.shape.sample()
        stated = schema if isinstance(schema, dict) else {}
        description = stated.get("description", "")
        found.append(
            Field(
                one.name,
                _type(site, one.shape, stated, source),
                description if isinstance(description, str) else "",
                source,
                one.name not in (required if isinstance(required, list) else ()),
                evidence=(Evidence("type", "schema", source, str(stated.get("type", "any"))),),
            )
        )
    return tuple(found)


def _type(site: Site, shape: Shape, schema: dict[str, Any], source: Source) -> FieldType:
    kind, nullable = _kind(schema.get("type"))
    if kind is None:
        return FieldType("any")
    return replace(_plain_type(site, shape, schema, source, kind), nullable=nullable)


def _plain_type(
    site: Site, shape: Shape, schema: dict[str, Any], source: Source, kind: str
) -> FieldType:
    members = {field.name: field.shape for field in shape.fields if _is_usable(field)}
    bounds = {
        name: members[name].value for name in ("minimum", "maximum", "minItems") if name in members
    }
    if kind == "array":
        items = members.get("items")
        inner = items.sample() if items is not None else {}
        if items is None or not isinstance(inner, dict):
            return FieldType("array", items=FieldType("any"), min_items=bounds.get("minItems"))
        return FieldType(
            "array", items=_type(site, items, inner, source), min_items=bounds.get("minItems")
        )
    if kind == "object":
        fields = _fields(site, shape)
        rest = members.get("additionalProperties")
        if rest is not None and rest.kind == "object":
            return FieldType(
                "object", fields=fields, rest=_type(site, rest, rest.sample(), source), open=True
            )
        return FieldType("object", fields=fields, open=is_open(shape))
    values = schema.get("enum")
    if kind == "string" and isinstance(values, list) and all(isinstance(v, str) for v in values):
        listed = tuple(Value(value, "", source) for value in dict.fromkeys(values))
        return FieldType("string", values=listed, values_source=source)
    if kind in ("number", "integer"):
        return FieldType(kind, minimum=bounds.get("minimum"), maximum=bounds.get("maximum"))
    return FieldType(kind)
