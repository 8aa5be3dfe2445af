"""Conflicts that the configuration settles, put into the structs they are about."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from docs_extract.struct import Evidence, Field, FieldType, Struct, Value
from validator.config.config import Settlement
from validator.finding import Source


def settle(struct: Struct, settlements: Iterable[Settlement]) -> Struct:
    """Return a struct with what is settled about its fields; the reason stays with each field."""
    fields = struct.fields
    for settlement in settlements:
        if settlement.struct == struct.name:
            fields = _settled(fields, settlement.field.split("."), settlement)
    return replace(struct, fields=fields)


def null_is_settled(struct: str, settlements: Iterable[Settlement]) -> frozenset[tuple[str, ...]]:
    """Return the paths of a struct's fields of which it is settled whether they can be null."""
    return frozenset(
        tuple(one.field.split("."))
        for one in settlements
        if one.struct == struct and one.nullable is not None
    )


def _settled(
    fields: tuple[Field, ...], path: Sequence[str], settlement: Settlement
) -> tuple[Field, ...]:
    return tuple(
        one if one.name != path[0] else _settled_field(one, path[1:], settlement) for one in fields
    )


def _settled_field(field: Field, path: Sequence[str], settlement: Settlement) -> Field:
    if path:
        return replace(field, type=_settled_inside(field.type, path, settlement))
    reason = f"settled in {settlement.file}: {settlement.reason}"
    source = Source(settlement.file, settlement.line or 1)
    kind, optional = field.type, field.optional
    inferred = dict(field.inferred)
    evidence = []
    if settlement.optional is not None:
        optional = settlement.optional
        inferred["optional"] = reason
        evidence.append(Evidence("required", "configuration", source, settlement.reason))
    if settlement.nullable is not None:
        kind = replace(kind, nullable=settlement.nullable)
        inferred["null"] = reason
        evidence.append(Evidence("null", "configuration", source, settlement.reason))
    if settlement.extra_values and kind.values:
        known = {one.value for one in kind.values}
        extra = [one for one in settlement.extra_values if one not in known]
        values = (*kind.values, *(Value(one, settlement.reason, source) for one in extra))
        kind = replace(kind, values=values)
        inferred["enum"] = reason
        evidence.append(Evidence("enum", "configuration", source, settlement.reason))
    return replace(
        field,
        type=kind,
        optional=optional,
        inferred=tuple(sorted(inferred.items())),
        evidence=(*evidence, *field.evidence),
    )


def _settled_inside(kind: FieldType, path: Sequence[str], settlement: Settlement) -> FieldType:
    if kind.items is not None:
        return replace(kind, items=_settled_inside(kind.items, path, settlement))
    return replace(kind, fields=_settled(kind.fields, path, settlement))
