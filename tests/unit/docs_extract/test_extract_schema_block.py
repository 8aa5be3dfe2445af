"""A JSON Schema on a page, in place of a skeleton."""

import pytest
from extract_pages import extraction_of, place

from docs_extract.extract import Extraction
from docs_extract.generate import generate
from docs_extract.struct import Evidence, Field, FieldType, Struct, Value
from validator.finding import Source

HERE = Source("a.rst", 8, "tea-struct-cup")


def extracted(tmp_path, properties: str, more: str = "") -> Extraction:
    text = (
        ".. _tea-struct-cup:\n\nCup\n===\n\n.. code:: json\n\n"
        f'    {{"type": "object", "properties": {properties}{more}}}\n'
    )
    return extraction_of(tmp_path, {"a.rst": text})


def field(name: str, kind: FieldType, *, text: str = "", optional: bool = True) -> Field:
    shown = "object" if kind.kind == "object" else kind.kind
    return Field(
        name, kind, text, HERE, optional, evidence=(Evidence("type", "schema", HERE, shown),)
    )


def test_a_schema_is_read_as_a_struct(tmp_path):
    extraction = extracted(
        tmp_path,
        '{"size": {"type": "integer", "minimum": 1, "maximum": 9, "description": "How big."}, '
        '"sorts": {"type": "array", "minItems": 1, '
        '"items": {"type": "string", "enum": ["leaf", "bag"]}}, '
        '"saucer": {"type": "object", "required": ["wide"], '
        '"properties": {"wide": {"type": "number"}}, "additionalProperties": false}}',
        ', "required": ["size"], "additionalProperties": false',
    )
    assert extraction.findings == ()
    values = tuple(Value(one, "", HERE) for one in ("leaf", "bag"))
    sorts = FieldType(
        "array", items=FieldType("string", values=values, values_source=HERE), min_items=1
    )
    saucer = FieldType("object", fields=(field("wide", FieldType("number"), optional=False),))
    assert extraction.structs == {
        "tea_cup": Struct(
            "tea_cup",
            "Cup",
            "",
            Source("a.rst", 3, "tea-struct-cup"),
            (
                field(
                    "size",
                    FieldType("integer", minimum=1, maximum=9),
                    text="How big.",
                    optional=False,
                ),
                field("sorts", sorts),
                field("saucer", saucer),
            ),
        )
    }


@pytest.mark.parametrize(
    ("kind", "keyword", "value", "column"),
    [
        ("integer", "minimum", '"1"', 64),
        ("number", "maximum", "true", 63),
        ("array", "minItems", '"x"', 62),
        ("array", "minItems", "-1", 62),
        ("array", "minItems", "0.5", 62),
        ("string", "format", '"uuid"', 63),
    ],
)
def test_a_keyword_that_cannot_be_read_is_said_and_left_out(tmp_path, kind, keyword, value, column):
    extraction = extracted(tmp_path, f'{{"a": {{"type": "{kind}", "{keyword}": {value}}}}}')
    assert [
        (one.code, one.severity.value, one.message, place(one)) for one in extraction.findings
    ] == [
        (
            "annotation-not-read",
            "warning",
            f"callspec does not read this {keyword} of a schema on a page",
            (8, column, 8, column + len(keyword) + 2),
        )
    ]
    (one,) = generate(extraction)
    assert one.schema["properties"]["a"] == {
        "type": kind,
        "x-callspec": {"source": {"page": "a.rst", "line": 8, "label": "tea-struct-cup"}},
    }


def test_properties_may_be_called_like_keywords(tmp_path):
    extraction = extracted(tmp_path, '{"type": {"type": "string"}, "minimum": {"type": "integer"}}')
    assert extraction.findings == ()
    assert extraction.structs["tea_cup"].fields == (
        field("type", FieldType("string")),
        field("minimum", FieldType("integer")),
    )
    assert extraction.structs["tea_cup"].open
