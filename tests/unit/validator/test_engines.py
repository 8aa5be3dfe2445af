import json

import pytest

from validator import SchemaError, load_contract
from validator.engine import compile_schema
from validator.engine.interface import Violation

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ADDRESS = {"$id": "https://example.org/address", "required": ["type"]}


@pytest.fixture(params=["rust", "python"])
def compiled(request):
    def build(schema, retrieve=None):
        def nothing(uri):
            raise LookupError(uri)

        return compile_schema(
            schema, engine=request.param, base_uri="file:///x.json", retrieve=retrieve or nothing
        )

    return build


def test_violations_have_both_paths(compiled):
    schema = {
        "$schema": DIALECT,
        "$id": "https://example.org/outer",
        "properties": {"a": {"items": {"$ref": "address"}}},
        "allOf": [{"if": {"required": ["b"]}, "then": {"maxProperties": 1}}],
        "$defs": {"address": ADDRESS},
    }
    engine = compiled(schema)
    assert engine.is_valid({"a": [{"type": 1}]})
    found = set(engine.violations({"a": [{}], "b": 1}))
    assert found == {
        Violation(("a", 0), ("properties", "a", "items", "$ref", "required")),
        Violation((), ("allOf", 0, "then", "maxProperties")),
    }


def test_violations_behind_property_names_have_the_name(compiled):
    engine = compiled(
        {
            "$schema": DIALECT,
            "properties": {"propertyNames": {"type": "integer"}},
            "items": {"propertyNames": {"anyOf": [{"const": "a"}, {"maxLength": 2}]}},
        }
    )
    assert set(engine.violations({"propertyNames": "text"})) == {
        Violation(("propertyNames",), ("properties", "propertyNames", "type"))
    }
    behind = ("items", "propertyNames", "anyOf")
    assert set(engine.violations([{"long": 1, "a": 1, "longer": 2}])) == {
        Violation((0,), behind, "long"),
        Violation((0,), behind, "longer"),
    }


def test_a_subschema_that_takes_nothing_is_found_where_it_stands(compiled):
    engine = compiled(
        {
            "$schema": DIALECT,
            "properties": {"a": False, "b": {"prefixItems": [True, False], "items": False}},
            "patternProperties": {"^x": False},
            "allOf": [True, {"$ref": "#/$defs/no"}],
            "$defs": {"no": {"allOf": [False]}},
        }
    )
    assert set(engine.violations({"a": 1, "b": [1, 2], "x": 3})) == {
        Violation(("a",), ("properties", "a")),
        Violation(("b", 1), ("properties", "b", "prefixItems", 1)),
        Violation(("x",), ("patternProperties", "^x")),
        Violation((), ("allOf", 1, "$ref", "allOf", 0)),
    }


@pytest.mark.parametrize(
    ("pattern", "accepted", "refused"),
    [
        ("^a$", ["a"], ["a\n", "b"]),
        (r"^\d+$", ["12"], ["١٢", "12\n"]),
        (r"^[\d]$", ["1"], ["١"]),
        (r"^\w+$", ["a_1"], ["é", "a\n"]),
        (r"^[$]\$$", ["$$"], ["$$\n", "$"]),
        (r"^[^\]]$", ["a"], ["]"]),
    ],
)
def test_patterns_mean_what_ecma_262_says(compiled, pattern, accepted, refused):
    engine = compiled({"$schema": DIALECT, "pattern": pattern})
    assert [engine.is_valid(text) for text in accepted] == [True] * len(accepted)
    assert [engine.is_valid(text) for text in refused] == [False] * len(refused)


@pytest.mark.parametrize(
    ("value", "valid"),
    [
        ("D9D32881-12FD-4B19-A6B2-6D5B6B6ACF76", True),
        ("d9d32881-12fd-4b19-a6b2-6d5b6b6acf76\n", False),
        ("d9d3288112fd4b19a6b26d5b6b6acf76", False),
        ("{d9d32881-12fd-4b19-a6b2-6d5b6b6acf76}", False),
        ("urn:uuid:d9d32881-12fd-4b19-a6b2-6d5b6b6acf76", False),
        ("٥9d32881-12fd-4b19-a6b2-6d5b6b6acf76", False),
        (5, True),
    ],
)
def test_the_format_of_a_uuid_is_asserted(compiled, value, valid):
    assert compiled({"$schema": DIALECT, "format": "uuid"}).is_valid(value) is valid


@pytest.mark.parametrize(
    ("value", "valid"),
    [(1, True), (1.0, True), (-0.0, True), (10**400, True), (1.5, False), (True, False)],
)
def test_integers(compiled, value, valid):
    assert compiled({"$schema": DIALECT, "type": "integer"}).is_valid(value) is valid


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ({"type": "objekt"}, "not a usable JSON Schema at /type: "),
        ({"properties": {"a": {"minimum": "1"}}}, "not a usable JSON Schema at /properties/a/min"),
        ({"$schema": "http://example.org/own"}, "not a usable JSON Schema: "),
    ],
)
def test_what_is_no_schema_is_refused_with_its_place(compiled, schema, message):
    with pytest.raises(SchemaError) as caught:
        compiled(schema)
    assert str(caught.value).startswith(message)


def test_other_documents_come_from_retrieve_alone(compiled):
    asked = []

    def retrieve(uri):
        asked.append(uri)
        return {"type": "integer"}

    engine = compiled({"$schema": DIALECT, "$ref": "other.json"}, retrieve)
    assert (engine.is_valid(1), engine.is_valid("1")) == (True, False)
    assert set(asked) == {"file:///other.json"}


def test_drafts_are_told_apart(compiled):
    old = {"$schema": "http://json-schema.org/draft-04/schema#", "minimum": 5}
    engine = compiled({**old, "exclusiveMinimum": True})
    assert (engine.is_valid(5), engine.is_valid(6)) == (False, True)


@pytest.mark.parametrize("engine", ["rust", "python"])
@pytest.mark.parametrize(
    ("form", "good", "bad"),
    [
        ("date", "2026-02-28", "2026-02-30"),
        ("date-time", "2026-02-28T23:59:59.5+01:00", "2026-02-28 23:59:59"),
        ("time", "23:59:59Z", "24:00:00Z"),
        ("duration", "P1DT2H", "1 day"),
        ("email", "a@example.com", "example.com"),
        ("hostname", "a.example.com", "-a.example.com"),
        ("ipv4", "192.0.2.1", "192.0.2.256"),
        ("ipv6", "2001:db8::1", "2001:db8:::1"),
        ("json-pointer", "/a~0b", "a/b"),
        ("regex", "^a+$", "a++"),
        ("uri", "https://example.com/a", "//example.com/a"),
        ("uri-reference", "a/b", "\\\\a"),
        ("uri-template", "/a/{b}", "/a/{b"),
        ("uuid", "5e4a0680-804e-11ec-8477-2fea5968d85b", "5e4a0680"),
    ],
)
def test_formats_are_asserted_by_both_engines(tmp_path, engine, form, good, bad):
    if (engine, form) == ("rust", "regex"):
        bad = "("  # it takes more than ECMA-262 does
    file = tmp_path / "schema.json"
    file.write_text(json.dumps({"format": form}), encoding="utf-8")
    contract = load_contract(str(file), engine=engine)
    assert [contract.is_valid(one) for one in (good, bad, 5)] == [True, False, True]
