"""`callspec show`: a contract as tables."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from tabulate import tabulate

from validator import wording
from validator.annotations import annotation, rule_notes, source_of
from validator.cli.options import SchemaType, schemas_folder, schemas_option
from validator.errors import SchemaError
from validator.local_schema import local_schema
from validator.outcome import Outcome, read_outcome
from validator.report.markdown import code, escape
from validator.schemas import ID_BASE, LoadedSchema, load_schema

_WRAP = 60
_INFERRED = "inferred: the page shows it in its samples, but does not say it"


@click.command()
@click.argument("schema", type=SchemaType(), metavar="NAME[@VERSION]|FILE")
@click.option(
    "--format",
    "output_format",
    type=click.Choice(["text", "markdown", "schema", "types"]),
    default="text",
    show_default=True,
    help="Tables; or a JSON Schema whose references stay in the file, as types the shapes alone.",
)
@schemas_option
def show(schema: str, output_format: str, schemas: Path | None) -> int:
    """Print a contract's fields, types, values, rules and mapping as tables.

    schema and types are for tools that do not know what JSON Schema calls embedded resources:
    editors, and generators of code.

    \b
    callspec show campaigncall
    callspec show address@1.0.0
    callspec show campaigncall --format markdown > docs/campaigncall.md
    callspec show campaigncall --format types > campaigncall.json

    Exit codes: 0 shown, 2 there is no such contract, or it cannot be read.
    """
    loaded = load_schema(schema, schemas_folder(schemas))
    root = loaded.schema
    if not isinstance(root, dict):
        raise SchemaError(f"{loaded.file}: nothing to show in a boolean schema")
    if output_format in ("schema", "types"):
        shown = local_schema(root, rules=output_format == "schema")
        lines = json.dumps(shown, indent=2, ensure_ascii=False).split("\n")
        # What is not printable stands in strings: it is the same there as an escape.
        click.echo("\n".join(map(wording.printable, lines)))
    elif output_format == "markdown":
        click.echo(markdown_of(loaded), nl=False)
    else:
        title = wording.printable(str(root.get("title", loaded.name)))
        parts = [f"{loaded.title}: {title}", *([_about(root)] if _about(root) else [])]
        click.echo("\n".join([*parts, *(_text_table(one) for one in _tables(root))]))
    return 0


def markdown_of(loaded: LoadedSchema) -> str:
    """Return a contract's tables as Markdown, with a final newline."""
    root = loaded.schema
    title = str(root.get("title", loaded.name))
    parts = [f"# {escape(title)}", f"Contract {code(loaded.title)}."]
    if about := _about(root):
        parts.append(escape(about))
    for table in _tables(root):
        rows = [tuple(escape(cell) for cell in row) for row in table.rows]
        shown = tabulate(rows, table.headers, tablefmt="github", disable_numparse=True)
        parts.append(f"## {table.title}\n\n{shown}")
        if table.note:
            parts.append(escape(table.note))
    return "\n\n".join(parts) + "\n"


@dataclass(frozen=True, slots=True)
class _Table:
    title: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def _about(root: dict[str, Any]) -> str:
    return wording.printable(str(root.get("description", "")))


def _has_inferred(root: dict[str, Any]) -> bool:
    return any(_is_inferred(field) for field in root.get("properties", {}).values())


def _tables(root: dict[str, Any]) -> Iterator[_Table]:
    """Yield what a contract says as tables, those that have no row left out."""
    fields = ("field", "type", "required", "line", "about")
    note = f"? {_INFERRED}" if _has_inferred(root) else ""
    tables = [
        _Table("Fields", fields, tuple(_fields(root)), note),
        _Table("Values", ("field", "value", "meaning"), tuple(_values(root))),
        _Table("Members", ("member", "where", "line"), tuple(_members(root))),
        _Table("Rules", ("rule", "severity", "message", "line"), tuple(_rules(root))),
    ]
    if outcome := read_outcome(root):
        headers = (outcome.reason.replace("_", " "), outcome.field)
        tables.append(_Table("Mapping", headers, tuple(_mapping(outcome))))
    yield from (one for one in tables if one.rows)


def _text_table(table: _Table) -> str:
    rows = [tuple(wording.printable(cell) for cell in row) for row in table.rows]
    widths = [_WRAP if one in ("about", "meaning", "message") else None for one in table.headers]
    shown = tabulate(rows, table.headers, disable_numparse=True, maxcolwidths=widths)
    note = f"\n\n{table.note}" if table.note else ""
    return f"\n{table.title}\n\n{shown}{note}"


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
