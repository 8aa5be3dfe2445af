import pytest

from validator.keyword_location import FALSE_SCHEMA, KeywordLocation, find_keyword, index

INNER = {"$id": "https://example.org/inner", "type": "object", "required": ["x"]}
OTHER = {"$defs": {"a b": {"type": "integer"}}}
SCHEMA = {
    "$id": "https://example.org/outer",
    "properties": {
        "inner": {"$ref": "inner"},
        "anchored": {"$ref": "#here"},
        "pointed": {"$ref": "#/$defs/list/items/0"},
        "outside": {"$ref": "other.json#/$defs/a%20b"},
        "never": False,
        "$ref": {"type": "string"},
    },
    "additionalProperties": False,
    "allOf": [{"$ref": "inner", "minProperties": 2}],
    "$defs": {
        "inner": INNER,
        "named": {"$anchor": "here", "minimum": 1},
        "list": {"items": [{"const": 1}]},
    },
}


def retrieve(uri):
    assert uri == "https://example.org/other.json"
    return OTHER


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (
            ("additionalProperties",),
            KeywordLocation("/additionalProperties", "additionalProperties", False, (SCHEMA,)),
        ),
        (
            ("properties", "inner", "$ref", "required"),
            KeywordLocation(
                "/$defs/inner/required",
                "required",
                ["x"],
                (SCHEMA, SCHEMA["properties"]["inner"], INNER),
            ),
        ),
        (
            # An engine that leaves the step out of its path leads to the same place.
            ("properties", "inner", "required"),
            KeywordLocation(
                "/$defs/inner/required",
                "required",
                ["x"],
                (SCHEMA, SCHEMA["properties"]["inner"], INNER),
            ),
        ),
        (
            ("properties", "anchored", "$ref", "minimum"),
            KeywordLocation(
                "/$defs/named/minimum",
                "minimum",
                1,
                (SCHEMA, SCHEMA["properties"]["anchored"], SCHEMA["$defs"]["named"]),
            ),
        ),
        (
            ("properties", "pointed", "$ref", "const"),
            KeywordLocation(
                "/$defs/list/items/0/const",
                "const",
                1,
                (SCHEMA, SCHEMA["properties"]["pointed"], {"const": 1}),
            ),
        ),
        (
            ("properties", "outside", "$ref", "type"),
            KeywordLocation(
                "https://example.org/other.json#/$defs/a b/type",
                "type",
                "integer",
                (SCHEMA, SCHEMA["properties"]["outside"], {"type": "integer"}),
            ),
        ),
        (
            ("properties", "never"),
            KeywordLocation("/properties/never", FALSE_SCHEMA, False, (SCHEMA,)),
        ),
        (
            # A property that is called like a keyword is none.
            ("properties", "$ref", "type"),
            KeywordLocation(
                "/properties/$ref/type", "type", "string", (SCHEMA, {"type": "string"})
            ),
        ),
        (
            ("allOf", 0, "minProperties"),
            KeywordLocation(
                "/allOf/0/minProperties", "minProperties", 2, (SCHEMA, SCHEMA["allOf"][0])
            ),
        ),
    ],
)
def test_an_evaluation_path_leads_to_a_place_in_the_file(path, expected):
    file = index(SCHEMA, "file:///schemas/outer.json", retrieve)
    assert find_keyword(file, path) == expected


def test_what_names_must_be_is_found_behind_their_keyword():
    inner = {"enum": ["a"], "allOf": [{"maxLength": 1}]}
    schema = {"propertyNames": inner, "properties": {"propertyNames": {"type": "string"}}}
    file = index(schema, "https://example.org/names", retrieve)
    assert find_keyword(file, ("propertyNames", "enum")) == (
        KeywordLocation("/propertyNames/enum", "enum", ["a"], (schema, inner))
    )
    length = find_keyword(file, ("propertyNames", "allOf", 0, "maxLength"))
    assert length.pointer == "/propertyNames/allOf/0/maxLength"
    field = find_keyword(file, ("properties", "propertyNames", "type"))
    assert (field.pointer, field.name) == ("/properties/propertyNames/type", "type")


def test_a_boolean_schema_has_no_keyword():
    file = index(False, "file:///x.json", retrieve)
    assert find_keyword(file, ()) == KeywordLocation("", FALSE_SCHEMA, False, ())


def test_examples_are_payloads_whose_ids_name_nothing():
    schema = {
        "$id": "https://example.org/a",
        "properties": {"examples": {"$id": "held"}},
        "examples": [{"$id": "https://[", "$anchor": "b"}, {"$id": "https://example.org/held"}],
    }
    assert index(schema, "file:///a.json", retrieve).targets == {
        "file:///a.json": (),
        "https://example.org/a": (),
        "https://example.org/held": ("properties", "examples"),
    }
