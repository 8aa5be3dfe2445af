"""Schemas of a few words, for tests to make others of."""

from typing import Any

TEXT, WHOLE = {"type": "string"}, {"type": "integer"}


def fields(*required: str, **properties: Any) -> dict[str, Any]:
    """Return the schema of an object."""
    return {"type": "object", "properties": properties, "required": list(required)}
