import json

import pytest

from validator.errors import SchemaError
from validator.schema_check import check_schema

BASE = "https://example.invalid/schema.json"
OTHER = {"other.json": {"$defs": {"a": {"type": "string"}, "b": {"typ": 1}}}}


def retrieve(uri: str):
    name = uri.rpartition("/")[2]
    if name in OTHER:
        return json.loads(json.dumps(OTHER[name]))  # read again each time
    raise LookupError(uri)


def said(schema, **options) -> str:
    try:
        check_schema(schema, BASE, retrieve, **options)
    except SchemaError as error:
        return str(error).removeprefix("not a usable JSON Schema ")
    return ""


def draft(number: str) -> str:
    return f"http://json-schema.org/draft-0{number}/schema#"


@pytest.mark.parametrize(
    "schema",
    [
        True,
        {},
        {"x-of-us": 1, "properties": {"anything": {"x-y": {"typ": 1}}}},
        {"const": {"typ": 1}, "default": {"$ref": "#/no"}, "enum": [{"$ref": 7}]},
        {"properties": {"$ref": {"type": "string"}}},
        {"$ref": "other.json#/$defs/a"},
        {"items": {"$ref": "#"}},
        {"anyOf": [{"properties": {"a": {"$ref": "#"}}}]},
        {"$schema": draft("7"), "$ref": "#/definitions/a", "definitions": {"a": {"type": "string"}},
         "allOf": [{"$ref": "#"}]},
        {"$schema": draft("4"), "id": "a", "exclusiveMinimum": True, "minimum": 1},
        {"$schema": "https://json-schema.org/draft/2019-09/schema", "$recursiveAnchor": True},
        {"dependencies": {"a": ["b"], "b": {"type": "object"}}},
        {"allOf": [{"$ref": "#/$defs/a"}] * 3, "$defs": {"a": {"allOf": [{"type": "string"}] * 9}}},
    ],
)  # fmt: skip
def test_what_every_engine_can_decide(schema):
    assert said(schema) == ""


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ({"typ": 1}, '/typ: the keyword "typ" is not known; did you mean type? Extensions'),
        ({"qqqqq": 1}, '/qqqqq: the keyword "qqqqq" is not known; extensions begin with x-'),
        ({"items": [{"a/b": 1}]}, '/items/0/a~1b: the keyword "a/b" is not known'),
        ({"$ref": "other.json#/$defs/b"}, 'other.json#/$defs/b/typ: the keyword "typ"'),
        ({"$schema": draft("7"), "prefixItems": []}, '/prefixItems: the keyword "prefixItems"'),
        ({"$schema": draft("3")}, "/$schema: the draft"),
        ({"properties": {"a": {"$schema": "x"}}}, '/properties/a/$schema: the draft "x" is not'),
        ({"pattern": "("}, '/pattern: "(" is no pattern of ECMA-262: missing ) at position 1'),
        ({"not": {"patternProperties": {"a++": {}}}}, '/not/patternProperties: "a++" is no'),
        ({"$ref": "#"}, "at its root: it leads back to itself without end, by way of the root"),
        (
            {"if": {"$ref": "#/$defs/a"}, "$defs": {"a": {"else": {"$ref": "#/$defs/a"}}}},
            "/$defs/a/else: it leads back to itself without end, by way of /$defs/a",
        ),
        ({"$schema": draft("7"), "items": {"$ref": "#/items"}}, "/items: it leads back"),
        (
            {
                "items": {"$ref": "#/$defs/0"},
                "$defs": {str(n): {"anyOf": [{"$ref": f"#/$defs/{n + 1}"}] * 10} for n in range(7)}
                | {"7": {}},
            },
            "it applies more than 1000000 schemas to one value",
        ),
    ],
)
def test_what_is_refused(schema, message):
    assert message in said(schema)


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ({"$ref": "#/$defs/a"}, "$ref #/$defs/a leads to nothing in the schema"),
        ({"$dynamicRef": "#a"}, "$dynamicRef #a leads to nothing in the schema"),
        ({"not": {"$ref": "a.json"}}, "$ref a.json leads outside the schema and its folder; "
         "callspec fetches nothing"),
        ({"$schema": 7}, "$schema is 7, not a string"),
        ({"$id": "http://[a"}, "$id http://[a is no URI reference"),
    ],
)  # fmt: skip
def test_what_leads_nowhere(schema, message):
    assert said(schema) == message


def test_keywords_of_no_draft_can_be_passed_over():
    assert said({"typ": 1, "items": {"mine": 2}}, unknown_keywords="ignore") == ""
    assert "back to itself" in said({"typ": 1, "$ref": "#"}, unknown_keywords="ignore")


@pytest.mark.parametrize("schema", [{"$id": 1}, {"$defs": 1}, {"items": 5}, {"allOf": [7]}, 5, []])
def test_what_is_no_schema_is_for_the_engine_to_say(schema):
    assert said(schema) == ""
