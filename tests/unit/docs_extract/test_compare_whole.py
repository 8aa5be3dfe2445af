import json

import pytest

from docs_extract.compare.whole import whole
from validator.errors import SchemaError
from validator.schemas import load_schema

BASE = "https://callspec.invalid/"


@pytest.fixture
def made(tmp_path):
    """Write some schemas and return the first one, whole in itself."""

    def make(**schemas):
        for name, schema in schemas.items():
            (tmp_path / f"{name}.json").write_text(json.dumps(schema))
        return whole(load_schema(str(tmp_path / f"{next(iter(schemas))}.json")))

    return make


def test_a_schema_that_refers_to_no_other_stays_as_it_is(made):
    schema = {"$ref": "#/$defs/a", "$defs": {"a": {"type": "string"}}}
    assert made(one=schema) == schema
    assert made(one=False) is False


def test_a_schema_that_has_an_address_is_found_by_it_and_by_its_file(made):
    two = {"$id": "https://example.com/two", "$ref": "three"}
    schema = {"$id": "https://example.com/one", "$ref": "two", "$defs": {"a": True}}
    three = {"$id": "https://example.com/three", "type": "string"}
    assert made(one=schema, two=two, three=three) == {
        "$id": "https://example.com/one",
        "$ref": "two",
        "$defs": {
            "a": True,
            "https://example.com/two": two,
            "https://example.com/three": three,
        },
    }


def test_a_relative_address_is_below_that_of_the_file(made):
    two = {"$id": "https://example.com/other/two", "properties": {"a": {"$ref": "#"}}}
    assert made(one={"$id": "first", "$ref": "two.json"}, two=two) == {
        "$id": f"{BASE}first",
        "$ref": "two.json",
        "$defs": {
            "https://example.com/other/two": two,
            f"{BASE}two.json": {**two, "$id": f"{BASE}two.json"},
        },
    }


@pytest.mark.parametrize(("two", "body"), [(True, {}), (False, {"not": {}})])
def test_a_schema_that_is_a_boolean_is_an_object(made, two, body):
    assert made(one={"$ref": "two.json"}, two=two) == {
        "$id": f"{BASE}one.json",
        "$ref": "two.json",
        "$defs": {f"{BASE}two.json": {**body, "$id": f"{BASE}two.json"}},
    }


@pytest.mark.parametrize("reference", ["two.json", "deep/two.json", "https://example.com/two"])
def test_what_is_not_at_hand_is_said_with_the_file(made, reference):
    with pytest.raises(SchemaError, match=r"one\.json: ") as error:
        made(one={"$ref": reference})
    assert reference in str(error.value)


def test_a_file_may_have_any_name(tmp_path):
    folder = tmp_path / "a"
    folder.mkdir()
    two = {"type": "string"}
    (folder / "t%w\udcff o.json").write_text(json.dumps(two))
    (folder / "one.json").write_text('{"$ref": "t%25w%FF%20o.json"}')
    found = whole(load_schema(str(folder / "one.json")))
    name = f"{BASE}t%25w%FF%20o.json"
    assert found["$defs"] == {name: {**two, "$id": name}}
