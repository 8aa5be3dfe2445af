"""The form of a schema for tools that know no embedded `$id` says the same."""

import itertools
import json

import pytest
from jsonschema import Draft202012Validator

from validator.contract import load_contract
from validator.local_schema import local_schema
from validator.samples.samples import samples

NAMES = ["campaigncall", "call", "address", "campaigncall_outcome"]


def test_references_stay_in_the_file_and_annotations_of_ours_go():
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://callspec.invalid/a/1.0.0",
        "properties": {
            "$id": {"type": "string", "x-callspec": {"source": {}}},
            "b": {"$ref": "https://callspec.invalid/b/1.0.0"},
            "c": {"const": {"$ref": "x", "x-callspec": 1}},
        },
        "allOf": [{"x-callspec": {"rule": "r"}, "required": ["b"]}],
        "$defs": {"b": {"$id": "https://callspec.invalid/b/1.0.0", "type": "object"}},
    }
    shapes = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://callspec.invalid/a/1.0.0",
        "properties": {
            "$id": {"type": "string"},
            "b": {"$ref": "#/$defs/b"},
            "c": {"const": {"$ref": "x", "x-callspec": 1}},
        },
        "$defs": {"b": {"type": "object"}},
    }
    assert local_schema(schema, rules=False) == shapes
    assert local_schema(schema, rules=True) == {**shapes, "allOf": [{"required": ["b"]}]}
    assert local_schema(True, rules=True) is True


@pytest.mark.parametrize("name", NAMES)
def test_it_judges_alike(name):
    contract = load_contract(name)
    local = local_schema(contract.schema.schema, rules=True)
    assert "callspec.invalid" not in json.dumps({**local, "$id": ""})
    validator = Draft202012Validator(local, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for one in itertools.islice(samples(contract, 7), 20):
        assert validator.is_valid(one.payload)
    for one in itertools.islice(samples(contract, 7, invalid=True), 40):
        assert not validator.is_valid(one.payload)
