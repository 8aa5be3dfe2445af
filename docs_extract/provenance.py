"""How each keyword of a field came about: the lines it was read from, the one that counts first."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docs_extract.documented import first_versions
from docs_extract.emit import field_schema
from docs_extract.extract import Extraction
from docs_extract.struct import Evidence, Field, walk_fields
from validator.annotations import KEYWORD
from validator.finding import Source

_RANK = (
    *("configuration", "bullet", "sentence", "table", "section", "schema"),
    *("placeholder", "skeleton", "sample", "example", "page"),
)
_ASKED = {
    "type": ("type", "null"),
    "enum": ("enum", "null"),
    "const": ("const",),
    "format": ("pattern",),
    "pattern": ("pattern",),
    "maxLength": ("pattern",),
    "$ref": ("$ref", "type"),
    "if": ("null",),
    "then": ("$ref", "type"),
    "items": ("$ref", "enum", "pattern", "type"),
    "properties": ("properties", "type"),
    "additionalProperties": ("properties", "type"),
    "required": ("required",),
    "writeOnly": ("required",),
}
"""The kinds of evidence that each keyword rests on."""


@dataclass(frozen=True, slots=True)
class KeywordProvenance:
    """A keyword of a field's schema with its value, and the lines it rests on."""

    keyword: str
    value: Any
    lines: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class FieldProvenance:
    """A field of a struct, by its dotted path, and how its keywords came about."""

    struct: str
    path: str
    source: Source
    keywords: tuple[KeywordProvenance, ...]


def provenance(extraction: Extraction, name: str) -> Iterator[FieldProvenance]:
    """Yield the fields that a name stands for: `status`, `struct.status` or `struct.a.b`.

    Only structs on the pages that were asked for are looked at.
    """
    versions = first_versions(extraction)
    for own in extraction.given:
        for path, field in walk_fields(extraction.structs[own].fields):
            if name in (path, f"{own}.{path}"):
                yield FieldProvenance(own, path, field.source, tuple(_keywords(field, versions)))


def _keywords(field: Field, versions: dict[str, str]) -> Iterator[KeywordProvenance]:
    schema = field_schema(field, versions)
    reasons = dict(field.inferred)
    for keyword, value in schema.items():
        if keyword == KEYWORD:
            continue
        if keyword == "description":
            lines = [Evidence(keyword, "bullet", field.source, "")]
        else:
            lines = _lines(field, keyword)
            lines += _inferred(field, keyword, reasons, lines)
        yield KeywordProvenance(keyword, value, tuple(lines))
    required = _lines(field, "required") or _inferred(field, "optional", reasons, [])
    yield KeywordProvenance("required", not field.optional, tuple(required))


def _lines(field: Field, keyword: str) -> list[Evidence]:
    asked = _ASKED.get(keyword, (keyword,))
    found = [one for one in field.evidence if one.keyword in asked]
    return sorted(found, key=lambda one: (asked.index(one.keyword), _RANK.index(one.origin)))


def _inferred(
    field: Field, keyword: str, reasons: dict[str, str], lines: list[Evidence]
) -> list[Evidence]:
    """Return why a keyword was inferred, where no line says so already."""
    reason = reasons.get(keyword)
    if reason is not None and all(one.text not in reason for one in lines if one.text):
        return [Evidence(keyword, "page", field.source, f"inferred: {reason}")]
    if reason is None and not lines:
        return [Evidence(keyword, "page", field.source, "")]
    return []
