"""A struct -> JSON Schema 2020-12, as deterministic text.

Properties, required names and values stand in the order of the page; embedded schemas are sorted
by name. Each file is whole in itself: the schemas it refers to are embedded under `$defs` with
their own `$id` (2020-12 Core, section 9.3, compound documents).
"""

import json
import re
from collections.abc import Callable, Sequence
from collections.abc import Mapping as MappingType
from decimal import Decimal
from typing import Any

from docs_extract.extract import references_of
from docs_extract.forms import form_keywords, form_names
from docs_extract.struct import (
    OUTCOME_SUFFIX,
    Documented,
    Field,
    FieldType,
    Mapping,
    RecordRule,
    Rule,
    Struct,
)
from validator.annotations import KEYWORD
from validator.finding import Severity, Source
from validator.schemas import DIALECT, schema_id


def struct_schema(
    name: str,
    structs: MappingType[str, Struct],
    versions: MappingType[str, str],
    examples: Sequence[Documented] = (),
) -> dict[str, Any]:
    """Return the schema of a struct, the structs it refers to embedded.

    `versions` gives the version of every struct by name. `examples` become the annotation of that
    name (2020-12 Validation, section 9.5) of this struct alone, and their places stand beside it.
    """
    root = {"$schema": DIALECT, **_resource(structs[name], versions)}
    if examples:
        notes = root.pop(KEYWORD)
        root["examples"] = [one.value for one in examples]
        root[KEYWORD] = {**notes, "examples": [_source(one.source) for one in examples]}
    return _with_definitions(root, closure(name, structs), structs, versions)


def outcome_schema(
    name: str, structs: MappingType[str, Struct], versions: MappingType[str, str]
) -> dict[str, Any] | None:
    """Return the schema of a struct together with a reason, or None where the page maps none.

    It says the mapping in plain if/then, for validators that know nothing of callspec.
    """
    struct = structs[name]
    mapping = struct.mapping
    if mapping is None:
        return None
    outcome = name + OUTCOME_SUFFIX
    root = {
        "$schema": DIALECT,
        "$id": schema_id(outcome, versions[outcome]),
        "title": f"{struct.title} outcome",
        "description": f"A {name} and the {_words(mapping.reason)} it was computed from.",
        "type": "object",
        "properties": {
            name: {
                "$ref": schema_id(name, versions[name]),
                KEYWORD: {"source": _source(struct.source)},
            },
            mapping.reason: _reason_schema(mapping),
        },
        "required": [name, mapping.reason],
        "additionalProperties": False,
        "allOf": _cases(name, mapping),
        KEYWORD: {"source": _source(mapping.source)},
    }
    names = {name, *closure(name, structs)}
    return _with_definitions(root, names, structs, versions)


def to_text(schema: Any) -> str:
    """Return a schema as the text of its file; a Decimal among the examples keeps its digits."""
    decimals = []

    def known(number: Decimal) -> str:
        decimals.append(number)
        return str(number)

    text = _dumped(schema, known)
    if decimals:
        # json writes no Decimal: each goes out as a string that nothing else in the text begins
        # like, and loses its quotes.
        mark = "number:"
        while mark in text:
            mark += ":"
        text = re.sub(f'"{mark}([^"]+)"', r"\1", _dumped(schema, lambda one: f"{mark}{one}"))
    return text


def _dumped(schema: Any, default: Callable[[Any], Any]) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False, default=default) + "\n"


def closure(name: str, structs: MappingType[str, Struct]) -> set[str]:
    """Return the names of all structs that one leads to, itself only where something leads back."""
    found: set[str] = set()
    pending = [name]
    while pending:
        for other in references_of(structs[pending.pop()]):
            if other not in found and other in structs:
                found.add(other)
                pending.append(other)
    return found - {name}


def _with_definitions(
    root: dict[str, Any],
    names: set[str],
    structs: MappingType[str, Struct],
    versions: MappingType[str, str],
) -> dict[str, Any]:
    if names:
        root["$defs"] = {name: _resource(structs[name], versions) for name in sorted(names)}
    return root


def _resource(struct: Struct, versions: MappingType[str, str]) -> dict[str, Any]:
    notes: dict[str, Any] = {"source": _source(struct.source)}
    if struct.mapping is not None:
        notes["outcome"] = _mapping_notes(struct.mapping)
    rules = [rule for rule in struct.rules if isinstance(rule, Rule)]
    advice = [rule for rule in rules if rule.severity is not Severity.ERROR]
    if advice:
        notes["advice"] = [_rule_schema(rule) for rule in advice]
    records = [rule for rule in struct.rules if isinstance(rule, RecordRule)]
    if records:
        notes["records"] = [{"check": rule.check, **_rule_notes(rule)} for rule in records]
    schema = {
        "$id": schema_id(struct.name, versions[struct.name]),
        "title": struct.title,
        "description": struct.description or f"The struct {struct.title}.",
        **_object(struct.fields, versions),
    }
    if not struct.open:
        schema["additionalProperties"] = False
    cases = _variant_schemas(struct, versions)
    strict = [rule for rule in rules if rule.severity is Severity.ERROR]
    if strict or cases:
        schema["allOf"] = [*cases, *(_rule_schema(rule) for rule in strict)]
    schema[KEYWORD] = notes
    return schema


def _object(fields: tuple[Field, ...], versions: MappingType[str, str]) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "object"}
    if fields:
        schema["properties"] = {field.name: field_schema(field, versions) for field in fields}
        required = [field.name for field in fields if not field.optional]
        if required:
            schema["required"] = required
    return schema


def _variant_schemas(struct: Struct, versions: MappingType[str, str]) -> list[dict[str, Any]]:
    """Return what each member of a family asks for besides, in plain if/then."""
    family = struct.family
    if family is None:
        return []
    required = {field.name for field in struct.fields if not field.optional}
    types = {field.name: field.type for field in struct.fields}
    cases = []
    for variant in family.variants:
        then: dict[str, Any] = {}
        own = {
            field.name: _type_schema(field.type, versions)
            for field in variant.fields
            if types.get(field.name) != field.type
        }
        needed = [
            field.name
            for field in variant.fields
            if not field.optional and field.name not in required
        ]
        if own:
            then["properties"] = own
        if needed:
            then["required"] = needed
        if then:
            cases.append(
                {
                    "if": {
                        "properties": {family.discriminator: {"const": variant.value}},
                        "required": [family.discriminator],
                    },
                    "then": then,
                    KEYWORD: {"source": _source(variant.source), "member": variant.struct},
                }
            )
    return cases


def field_schema(field: Field, versions: MappingType[str, str]) -> dict[str, Any]:
    """Return the schema of a field; structs that `versions` lacks are any object."""
    kind = _innermost(field.type)
    notes: dict[str, Any] = {"source": _source(field.source)}
    if kind.forms:
        notes["form"] = form_names(kind.forms, kind.exact)
    if field.inferred:
        notes["inferred"] = dict(field.inferred)
    if kind.values_source is not None:
        notes["sources"] = {"enum": _source(kind.values_source)}
        notes["values"] = {value.value: value.meaning for value in kind.values}
    schema = _type_schema(field.type, versions)
    if field.write_only:
        schema["writeOnly"] = True
    if field.description:
        schema["description"] = field.description
    return {**schema, KEYWORD: notes}


def _innermost(kind: FieldType) -> FieldType:
    while kind.items is not None:
        kind = kind.items
    return kind


def _type_schema(kind: FieldType, versions: MappingType[str, str]) -> dict[str, Any]:
    schema = _plain_schema(kind, versions)
    if not kind.nullable or not schema:
        return schema
    if "$ref" in schema:
        # An if tells which of the two is meant, where an anyOf would report both.
        return {"if": {"not": {"type": "null"}}, "then": schema}
    schema["type"] = [schema["type"], "null"]
    if "enum" in schema:
        schema["enum"] = [*schema["enum"], None]
    if "const" in schema:
        schema["enum"] = [schema.pop("const"), None]
    return schema


def _plain_schema(kind: FieldType, versions: MappingType[str, str]) -> dict[str, Any]:
    """Return the schema of a type that cannot be null."""
    if kind.struct is not None:
        if kind.struct in versions:
            return {"$ref": schema_id(kind.struct, versions[kind.struct])}
        return {"type": "object"}
    if kind.kind == "any":
        return {}
    if kind.kind == "array":
        items = _type_schema(kind.items, versions) if kind.items is not None else {}
        schema = {"type": "array", "items": items} if items else {"type": "array"}
        lengths = {"minItems": kind.min_items, "maxItems": kind.max_items}
        return {**schema, **{key: one for key, one in lengths.items() if one is not None}}
    if kind.kind == "object":
        schema = _object(kind.fields, versions)
        if kind.rest is not None:
            rest = _type_schema(kind.rest, versions)
            return {**schema, "additionalProperties": rest} if rest else schema
        return schema if kind.open else {**schema, "additionalProperties": False}
    if kind.constant is not None:
        return {"type": kind.kind, "const": kind.constant}
    if kind.values:
        return {"type": kind.kind, "enum": [value.value for value in kind.values]}
    if kind.forms:
        return {"type": kind.kind, **form_keywords(kind.forms, kind.exact)}
    bounds = {
        "maxLength": kind.max_length,
        "minimum": kind.minimum,
        "maximum": kind.maximum,
    }
    return {"type": kind.kind, **{key: one for key, one in bounds.items() if one is not None}}


def _rule_schema(rule: Rule) -> dict[str, Any]:
    return {**rule.schema, KEYWORD: _rule_notes(rule)}


def _rule_notes(rule: Rule | RecordRule) -> dict[str, Any]:
    return {
        "rule": rule.id,
        "severity": rule.severity.value,
        "message": rule.message,
        "source": _source(rule.source),
        "words": rule.words,
    }


def _mapping_notes(mapping: Mapping) -> dict[str, Any]:
    """Return a mapping as `validator.outcome.read_outcome` reads it."""
    notes: dict[str, Any] = {
        "field": mapping.field,
        "reason": mapping.reason,
        "when": dict(mapping.when),
        "reference": mapping.reference,
        "key": mapping.key,
        "mapping": dict(mapping.rows),
        "otherwise": mapping.otherwise,
        "reasons": list(mapping.reasons) if mapping.reasons is not None else None,
        "source": _source(mapping.source),
    }
    if mapping.reasons_source is not None:
        notes["reasons_source"] = _source(mapping.reasons_source)
    if mapping.inferred:
        notes["inferred"] = dict(mapping.inferred)
    return notes


def _reason_schema(mapping: Mapping) -> dict[str, Any]:
    notes = {"source": _source(mapping.reasons_source or mapping.source)}
    if mapping.reasons is None:
        return {"type": "string", KEYWORD: notes}
    return {"type": "string", "enum": list(mapping.reasons), KEYWORD: notes}


def _cases(name: str, mapping: Mapping) -> list[dict[str, Any]]:
    listed: dict[str, list[str]] = {}
    for reason, result in mapping.rows:
        listed.setdefault(result, []).append(reason)
    cases = [
        _case(
            name, mapping, {"const": reasons[0]} if len(reasons) == 1 else {"enum": reasons}, result
        )
        for result, reasons in listed.items()
    ]
    if mapping.otherwise is not None:
        rows = [reason for reason, _ in mapping.rows]
        if mapping.reasons is None:
            others: dict[str, Any] = {"not": {"enum": rows}}
        else:
            others = {"enum": [reason for reason in mapping.reasons if reason not in rows]}
        cases.append(_case(name, mapping, others, mapping.otherwise))
    return cases


def _case(name: str, mapping: Mapping, reasons: dict[str, Any], result: str) -> dict[str, Any]:
    fields = [field for field, _ in mapping.when]
    kind = {
        "properties": {field: {"const": value} for field, value in mapping.when},
        "required": fields,
    }
    condition: dict[str, Any] = {
        "properties": {mapping.reason: reasons},
        "required": [mapping.reason],
    }
    if fields:
        condition["properties"] = {name: kind, mapping.reason: reasons}
        condition["required"] = [name, mapping.reason]
    return {
        "if": condition,
        "then": {"properties": {name: {"properties": {mapping.field: {"const": result}}}}},
    }


def _source(source: Source) -> dict[str, Any]:
    notes: dict[str, Any] = {"page": source.page, "line": source.line}
    if source.label is not None:
        notes["label"] = source.label
    return notes


def _words(name: str) -> str:
    return name.replace("_", " ")
