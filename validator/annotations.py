"""The one keyword of callspec's own, `x-callspec`: what a schema remembers of its reference.

It constrains nothing: an unknown keyword is an annotation (JSON Schema 2020-12 Core, section 6.5),
so every other validator may pass over it.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from validator.finding import Source

KEYWORD = "x-callspec"


def annotation(schema: Any) -> dict[str, Any]:
    """Return what a schema says under `x-callspec`, an empty dict where it says nothing."""
    found = schema.get(KEYWORD) if isinstance(schema, dict) else None
    return found if isinstance(found, dict) else {}


def advice_of(schema: Any) -> list[Any]:
    """Return the rules that only warn, as schemas; no other validator knows them."""
    rules = annotation(schema).get("advice", [])
    return rules if isinstance(rules, list) else []


def record_rules_of(schema: Any) -> list[dict[str, Any]]:
    """Return the rules about several payloads together, as the schema notes them."""
    rules = annotation(schema).get("records", [])
    return [rule for rule in rules if isinstance(rule, dict)] if isinstance(rules, list) else []


def rule_notes(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what a schema notes of all its rules: id, severity, message, source and words."""
    parts = [*schema.get("allOf", []), *advice_of(schema)]
    return [*map(annotation, parts), *record_rules_of(schema)]


def source_of(data: Any) -> "Source | None":
    """Return the place in the reference that an annotation names, or None."""
    if not isinstance(data, dict) or "page" not in data or "line" not in data:
        return None
    from validator.finding import Source  # a payload with nothing to say about has no source

    return Source(data["page"], data["line"], data.get("label"))
