"""`callspec show`: a contract as tables."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from tabulate import tabulate

from validator import wording
from validator.annotations import annotation, rule_notes, source_of
from validator.cli.options import SchemaType, schemas_option
from validator.errors import SchemaError
from validator.outcome import Outcome, read_outcome
from validator.schemas import ID_BASE, load_schema

_WRAP = 60


@click.command()
@click.argument("schema", type=SchemaType(), metavar="NAME[@VERSION]|FILE")
@schemas_option
def show(schema: str, schemas: Path | None) -> int:
    """Print a contract's fields, types, values, rules and mapping as tables.

    \b
    callspec show campaigncall
    callspec show address@1.0.0
    """
    loaded = load_schema(schema, schemas)
    root = loaded.schema
    if not isinstance(root, dict):
        raise SchemaError(f"{loaded.file}: nothing to show in a boolean schema")
    click.echo(f"{loaded.title}: {wording.printable(str(root.get('title', loaded.name)))}")
    if description := root.get("description"):
        click.echo(wording.printable(str(description)))
    _table("Fields", ("field", "type", "required", "line", "about"), _fields(root))
    if any(_is_inferred(field) for field in root.get("properties", {}).values()):
        click.echo("\n? inferred: the page shows it in its samples, but does not say it")
    _table("Values", ("field", "value", "meaning"), _values(root))
    _table("Members", ("member", "where", "line"), _members(root))
    _table("Rules", ("rule", "severity", "message", "line"), _rules(root))
    if outcome := read_outcome(root):
        headers = (outcome.reason.replace("_", " "), outcome.field)
        _table("Mapping", headers, _mapping(outcome))
    return 0


def _table(title: str, headers: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> None:
    lines = [tuple(wording.printable(cell) for cell in row) for row in rows]
    if lines:
        click.echo(f"\n{title}\n")
        widths = [
            _WRAP if header in ("about", "meaning", "message") else None for header in headers
        ]
        click.echo(tabulate(lines, headers, disable_numparse=True, maxcolwidths=widths))


def _fields(root: dict[str, Any], above: str = "") -> Iterator[tuple[str, ...]]:
    required = root.get("required", [])
    for name, field in root.get("properties", {}).items():
        path = f"{above}{name}"
        yield (
            path,
            _type(field),
            "yes" if name in required else "no",
            _line(field),
            str(field.get("description", "")) if isinstance(field, dict) else "",
        )
        yield from _fields(_inside(field), f"{path}.")


def _inside(field: Any) -> dict[str, Any]:
    """Return the object that a field, or each item of an array, is; {} where it is none."""
    while isinstance(field, dict) and "items" in field:
        field = field["items"]
    return field if isinstance(field, dict) else {}


def _type(field: Any) -> str:
    if not isinstance(field, dict):
        return "anything"
    notes = annotation(field)
    inferred = "?" if _is_inferred(field) else ""
    if "$ref" in field:
        return str(field["$ref"]).removeprefix(ID_BASE).replace("/", "@")
    if "then" in field:
        return f"{_type(field['then'])} or null"
    types = field.get("type", "anything")
    kind = types[0] if isinstance(types, list) and types else types
    null = " or null" if isinstance(types, list) and "null" in types[1:] else ""
    if "const" in field:
        return wording.value(field["const"])
    if "enum" in field:
        return f"enum{null}"
    if kind == "array":
        return f"array of {_type(field.get('items', True))}{null}"
    return f"{notes.get('form') or field.get('format') or kind}{inferred}{null}"


def _is_inferred(field: Any) -> bool:
    inferred = annotation(field).get("inferred", {})
    return not {"type", "format", "pattern"}.isdisjoint(inferred)


def _line(part: Any) -> str:
    source = source_of(annotation(part).get("source"))
    return f"{source.page}:{source.line}" if source else ""


def _values(root: dict[str, Any], above: str = "") -> Iterator[tuple[str, ...]]:
    for name, field in root.get("properties", {}).items():
        path = f"{above}{name}"
        if isinstance(field, dict) and isinstance(field.get("enum"), list):
            meanings = annotation(field).get("values", {})
            for value in field["enum"]:
                yield path, wording.value(value), str(meanings.get(value, ""))
        yield from _values(_inside(field), f"{path}.")


def _rules(root: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    for notes in rule_notes(root):
        if "rule" in notes:
            source = source_of(notes.get("source"))
            place = f"{source.page}:{source.line}" if source else ""
            yield notes["rule"], notes["severity"], notes["message"], place


def _members(root: dict[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield the structs of a family: what each is called, and the value that tells it."""
    for part in root.get("allOf", []):
        member = annotation(part).get("member")
        told = part.get("if", {}).get("properties", {}) if member is not None else {}
        for name, value in told.items():
            yield str(member), f"{name} is {wording.value(value.get('const'))}", _line(part)


def _mapping(outcome: Outcome) -> Iterator[tuple[str, ...]]:
    for reason, result in outcome.mapping.items():
        yield reason, wording.value(result)
    if outcome.otherwise is not None:
        others = [one for one in outcome.reasons or () if one not in outcome.mapping]
        named = f"all others ({', '.join(others)})" if others else "all others"
        yield named, wording.value(outcome.otherwise)
