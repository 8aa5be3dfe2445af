"""A contract with its references inside the file, for tools that know no embedded `$id`.

Editors and generators of types resolve `$ref` as a path in the file, or fetch it; few know `$id`
below the root (JSON Schema 2020-12, section 8.2.1). So each embedded struct is a definition of the
root, to which `#/$defs/NAME` leads.
"""

from typing import Any

from validator.annotations import KEYWORD, annotation

_DATA = ("const", "default", "enum", "examples")
"""Keywords whose values are no schemas."""

_NAMED = ("properties", "$defs", "patternProperties")
"""Keywords whose values hold schemas by names."""


def local_schema(schema: Any, *, rules: bool) -> Any:
    """Return a schema that says the same without annotations of ours and references to elsewhere.

    Without `rules` it says the shapes alone, which types can have. The members of a family stay,
    with the conditions that tell them apart.
    """
    if not isinstance(schema, dict):
        return schema
    names = {
        held["$id"]: name
        for name, held in schema.get("$defs", {}).items()
        if isinstance(held, dict) and "$id" in held
    }
    found = _local(schema, names, rules)
    kept = {key: schema[key] for key in ("$schema", "$id") if key in schema}
    return {**kept, **found}


def _local(schema: Any, names: dict[str, str], rules: bool) -> Any:
    if isinstance(schema, list):
        return [_local(one, names, rules) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found: dict[str, Any] = {}
    for key, value in schema.items():
        if key in (KEYWORD, "$id", "$schema"):
            continue
        if key == "$ref":
            found[key] = f"#/$defs/{names[value]}" if value in names else value
        elif key == "allOf":
            parts = [one for one in value if rules or "rule" not in annotation(one)]
            if parts:
                found[key] = _local(parts, names, rules)
        elif key in _NAMED and isinstance(value, dict):
            found[key] = {name: _local(one, names, rules) for name, one in value.items()}
        else:
            found[key] = value if key in _DATA else _local(value, names, rules)
    return found
