"""Conflicts that the configuration settles, put into the structs they are about."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from docs_extract.config import Settlement
from docs_extract.struct import Evidence, Field, FieldType, Struct, Value
from validator.finding import Finding, Source


def settle(struct: Struct, settlements: Iterable[Settlement]) -> Struct:
    """Return a struct with what is settled about its fields; the reason stays with each field."""
    fields = struct.fields
    for settlement in settlements:
        if settlement.struct == struct.name:
            fields = _settled(fields, settlement.field.split("."), settlement)
    return replace(struct, fields=fields)


def is_settled(finding: Finding, struct: str, settlements: Sequence[Settlement]) -> bool:
    """Return whether a finding about a struct's field is the conflict that a settlement ends."""
    return finding.code == "nullable-conflict" and any(
        one.nullable is not None
        and one.struct == struct
        and finding.message.startswith(f"{one.field.split('.')[-1]} ")
        for one in settlements
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
