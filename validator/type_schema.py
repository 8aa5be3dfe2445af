"""A contract as generators of types read it: no types can say its rules.

Generators of types resolve `$ref` as a path in the file, or fetch it; few know `$id` below the root
(JSON Schema 2020-12, section 8.2.1). So each embedded struct is a definition of the root, to which
`#/$defs/NAME` leads.
"""

from typing import Any

from validator.annotations import KEYWORD, annotation

_DATA = ("const", "default", "enum", "examples")
"""Keywords whose values are no schemas."""

_NAMED = ("properties", "$defs", "patternProperties")
"""Keywords whose values hold schemas by names."""


def type_schema(schema: Any) -> Any:
    """Return a schema with the same shapes, all in one file, without rules and annotations of ours.

    The members of a family stay, with the conditions that tell them apart.
    """
    if not isinstance(schema, dict):
        return schema
    names = {
        held["$id"]: name
        for name, held in schema.get("$defs", {}).items()
        if isinstance(held, dict) and "$id" in held
    }
    found = _plain(schema, names)
    if "$id" in schema:
        found = {"$schema": found.pop("$schema", None), "$id": schema["$id"], **found}
    return {key: value for key, value in found.items() if value is not None}


def _plain(schema: Any, names: dict[str, str]) -> Any:
    if isinstance(schema, list):
        return [_plain(one, names) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found: dict[str, Any] = {}
    for key, value in schema.items():
        if key in (KEYWORD, "$id", "examples"):
            continue
        if key == "$ref":
            found[key] = f"#/$defs/{names[value]}" if value in names else value
        elif key == "allOf":
            parts = [one for one in value if "rule" not in annotation(one)]
            if parts:
                found[key] = _plain(parts, names)
        elif key in _NAMED and isinstance(value, dict):
            found[key] = {name: _plain(one, names) for name, one in value.items()}
        else:
            found[key] = value if key in _DATA else _plain(value, names)
    return found
