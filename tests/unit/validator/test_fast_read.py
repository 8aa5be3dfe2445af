import json

import pytest

from validator.engine.fast.condition import Among, Not, Present, Some
from validator.engine.fast.read import read_shapes
from validator.engine.fast.refused import RefusedError
from validator.engine.fast.shape import (
    Anything,
    Array,
    Case,
    Field,
    Flag,
    Map,
    Null,
    Nullable,
    Number,
    Record,
    Recursive,
    Shapes,
    Text,
    Whole,
)

STRING = {"type": "string"}
ID = "https://callspec.invalid"


def record(*, required=(), rules=(), **fields):
    return Record(
        tuple(Field(name, shape, name in required) for name, shape in fields.items()), rules
    )


@pytest.mark.parametrize(
    ("schema", "shape"),
    [
        (STRING, Text()),
        ({"type": "string", "enum": ["a", "b", "a"]}, Text(("a", "b"))),
        ({"type": "string", "const": ""}, Text(("",))),
        ({"type": "string", "minLength": 1, "maxLength": 5}, Text(None, 1, 5)),
        ({"type": ["string", "null"]}, Nullable(Text())),
        ({"type": ["string", "null"], "enum": ["a", None]}, Nullable(Text(("a",)))),
        ({"type": ["string", "null"], "enum": ["a"]}, Text(("a",))),
        ({"type": "integer", "minimum": 0, "maximum": 9}, Whole(None, 0, 9)),
        ({"type": "integer", "enum": [1, 2]}, Whole((1, 2))),
        ({"type": "number", "minimum": 0.5}, Number(0.5)),
        ({"type": "boolean"}, Flag()),
        ({"type": "null"}, Null()),
        ({}, Anything()),
        ({"title": "t", "x-callspec": {}}, Anything()),
        ({"type": "array"}, Array(Anything())),
        ({"type": "array", "items": STRING, "minItems": 1, "maxItems": 2}, Array(Text(), 1, 2)),
        ({"type": "object"}, Map(Anything())),
        ({"type": "object", "additionalProperties": STRING}, Map(Text())),
        ({"type": "object", "additionalProperties": False}, Record(())),
        ({"type": "object", "properties": {"a": STRING}}, record(a=Text())),
        (
            {
                "type": "object",
                "properties": {"a": STRING},
                "required": ["a"],
                "additionalProperties": False,
            },
            record(a=Text(), required=["a"]),
        ),
        ({"if": {"not": {"type": "null"}}, "then": STRING}, Nullable(Text())),
        ({"$ref": "#/$defs/a", "$defs": {"a": STRING}}, Text()),
    ],
)
def test_a_schema_has_a_shape(schema, shape):
    assert read_shapes(schema) == Shapes(shape, {})


def test_a_rule_is_a_condition():
    schema = {
        "type": "object",
        "properties": {"a": {"type": "string", "enum": ["x", "y"]}, "b": STRING},
        "required": ["a"],
        "allOf": [
            {
                "if": {"properties": {"a": {"const": "x"}}, "required": ["a"]},
                "then": {"required": ["b"]},
            }
        ],
    }
    rule = Some((Not(Among(("a",), ("x",))), Present(("b",))))
    wanted = record(a=Text(("x", "y")), b=Text(), required=["a"], rules=(rule,))
    assert read_shapes(schema) == Shapes(wanted, {})


def test_a_rule_that_only_warns_is_one_too():
    schema = {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]}
    advice = [{"properties": {"n": {"minimum": 1}}}, {"properties": {"n": {"maximum": 5}}}]
    assert read_shapes(schema, advice).root == record(n=Whole(None, 1, 5), required=["n"])


def test_the_members_of_a_family_have_shapes_of_their_own():
    own = {
        "type": "object",
        "properties": {"n": {"type": "integer"}},
        "additionalProperties": False,
    }
    schema = {
        "type": "object",
        "properties": {"kind": {"type": "string"}, "option": {"type": "object"}},
        "required": ["kind"],
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": "a"}}, "required": ["kind"]},
                "then": {"properties": {"option": own}, "required": ["option"]},
            }
        ],
    }
    option = Field("option", Map(Anything()), False, (Case("kind", "a", record(n=Whole())),))
    rule = Some((Not(Among(("kind",), ("a",))), Present(("option",))))
    wanted = Record((Field("kind", Text(), True), option), (rule,))
    assert read_shapes(schema) == Shapes(wanted, {})


def test_a_schema_that_leads_back_to_itself():
    schema = {
        "$id": f"{ID}/tree/1.0.0",
        "type": "object",
        "properties": {"inner": {"type": "array", "items": {"$ref": f"{ID}/tree/1.0.0"}}},
    }
    wanted = record(inner=Array(Recursive(f"{ID}/tree/1.0.0")))
    assert read_shapes(schema) == Shapes(wanted, {f"{ID}/tree/1.0.0": wanted})


OBJECT = {"type": "object", "properties": {"a": STRING, "n": {"type": "number"}}}
CASE = {"if": {"properties": {"a": {"const": "x"}}, "required": ["a"]}}


@pytest.mark.parametrize(
    "schema",
    [
        True,
        False,
        {"$schema": "http://json-schema.org/draft-07/schema#"},
        {"$ref": "https://elsewhere.invalid/x"},
        {"$ref": "#/$defs/a", "$defs": {"a": STRING}, "type": "string"},
        {"$defs": 5},
        {"title": 5, "type": "string"},
        {"type": "string", "description": None},
        {"type": "string", "writeOnly": "yes"},
        {"type": "string", "format": "date-time"},
        {"type": "string", "pattern": "a.*"},
        {"type": "string", "minLength": -1},
        {"type": "string", "maxLength": 1.5},
        {"type": "string", "minLength": 5, "maxLength": 4},
        {"type": "string", "enum": ["a"], "maxLength": 4},
        {"type": "string", "enum": []},
        {"type": "string", "enum": [5]},
        {"type": "string", "enum": ["a"], "const": "a"},
        {"type": "string", "contentEncoding": "base64"},
        {"type": "integer", "enum": [1.0]},
        {"type": "integer", "enum": [True]},
        {"type": "integer", "minimum": 0.5},
        {"type": "integer", "minimum": True},
        {"type": "integer", "multipleOf": 2},
        {"type": "integer", "const": 1, "minimum": 0},
        {"type": "number", "enum": [1]},
        {"type": "boolean", "const": True},
        {"type": "null", "minimum": 3},
        {"type": ["string", "integer"]},
        {"type": []},
        {"type": "text"},
        {"enum": ["a"]},
        {"anyOf": [STRING]},
        {"type": "array", "uniqueItems": True},
        {"type": "array", "prefixItems": [STRING]},
        {"type": "array", "items": False},
        {"type": "object", "patternProperties": {"a": STRING}},
        {"type": "object", "minProperties": 1},
        {"type": "object", "required": ["a"]},
        {"type": "object", "required": "a"},
        {**OBJECT, "additionalProperties": STRING},
        {**OBJECT, "allOf": [{"oneOf": [True]}]},
        {**OBJECT, "allOf": [{"properties": {"n": {"minimum": 0}}}]},
        {**OBJECT, "allOf": [{"properties": {"n": {"const": 0}}}]},
        {**OBJECT, "allOf": [{**CASE, "then": {"properties": {"a": {"type": "string"}}}}]},
        {
            **OBJECT,
            "allOf": [{**CASE, "then": {"properties": {"n": {"type": "integer"}}}}],
        },
        {"type": "object", "properties": {"a": {"$id": f"{ID}/a/1.0.0", "type": "string"}}},
        {"$defs": {"a": {"$id": "a", "type": "string"}}, "type": "string"},
        {
            "$id": f"{ID}/a/1.0.0",
            "$defs": {"a": {"$id": f"{ID}/a/1.0.0", "type": "string"}},
            "type": "string",
        },
    ],
    ids=json.dumps,
)
def test_what_is_not_understood_is_refused(schema):
    with pytest.raises(RefusedError):
        read_shapes(schema)
