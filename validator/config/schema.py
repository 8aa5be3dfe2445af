"""The JSON Schema of the configuration, for editors: `schemas/callspec-config.json`.

`python -m validator.config.schema > schemas/callspec-config.json` writes it again.
"""

import json
from collections.abc import Mapping
from typing import Any

from validator.config.keys import ABOUT, FILE_KEYS, SCHEMAS, SEVERITIES, TABLES, Key
from validator.schemas import DIALECT, ID_BASE

FILE = "callspec-config.json"


def config_schema() -> dict[str, Any]:
    """Return the schema of `callspec.toml`, and of `[tool.callspec]` in `pyproject.toml`.

    A date of TOML is a string in the format `date`, as TOML's language servers have it.
    """
    settings = {**_table(FILE_KEYS), "not": {"required": ["hangup-reason-at", "calls"]}}
    return {
        "$schema": DIALECT,
        "$id": f"{ID_BASE}{FILE.removesuffix('.json')}",
        "title": "Configuration of callspec",
        "description": "callspec.toml, or [tool.callspec] in pyproject.toml.",
        "type": "object",
        "properties": {
            **settings["properties"],
            "schemas": _property(SCHEMAS),
            "files": {
                "description": ABOUT["files"],
                "type": "object",
                "additionalProperties": {
                    "anyOf": [{"type": "string", "pattern": r"\S"}, {"$ref": "#/$defs/settings"}]
                },
            },
            "severity": {
                "description": ABOUT["severity"],
                "type": "object",
                "additionalProperties": {"enum": list(SEVERITIES)},
            },
            **{
                name: {
                    "description": ABOUT[name],
                    "type": "array",
                    "items": {"$ref": f"#/$defs/{name}"},
                }
                for name in TABLES
            },
        },
        "not": settings["not"],
        "additionalProperties": False,
        "$defs": {
            "settings": settings,
            "accept": {
                **_table(TABLES["accept"]),
                "oneOf": [
                    {"required": ["page"]},
                    {"required": ["payload"], "properties": {"label": False}},
                ],
            },
            "settle": {
                **_table(TABLES["settle"]),
                "anyOf": [{"required": [one]} for one in ("optional", "nullable", "extra-values")],
            },
            "accept-change": _table(TABLES["accept-change"]),
        },
    }


def _table(keys: Mapping[str, Key]) -> dict[str, Any]:
    required = [name for name, key in keys.items() if key.required]
    return {
        "type": "object",
        "properties": {name: _property(key) for name, key in keys.items()},
        **({"required": required} if required else {}),
        "additionalProperties": False,
    }


def _property(key: Key) -> dict[str, Any]:
    return {"description": key.about, **key.schema}


def as_text() -> str:
    """Return the schema as JSON text with a final newline."""
    return json.dumps(config_schema(), indent=2) + "\n"


if __name__ == "__main__":
    print(as_text(), end="")
