"""Samples keep the contract, or break it once as they say."""

import itertools
import json
import random
from pathlib import Path

import pytest

from validator.contract import Contract, load_contract
from validator.errors import CallspecError
from validator.finding import Severity
from validator.job import Job, check_value
from validator.samples.calls import caller_of
from validator.samples.samples import Sample, samples

NAMES = ["campaigncall", "campaigncall@1.0.0", "call", "address", "campaigncall_outcome"]


def take(number: int, contract: Contract, seed: int = 7, **options) -> list[Sample]:
    return list(itertools.islice(samples(contract, seed, **options), number))


def schema_file(folder: Path, schema: object) -> Contract:
    file = folder / "own.json"
    file.write_text(json.dumps(schema), encoding="utf-8")
    return load_contract(str(file))


@pytest.mark.parametrize("engine", ["rust", "python"])
@pytest.mark.parametrize("name", NAMES)
def test_valid_samples_give_no_finding(name, engine):
    judge = load_contract(name, engine=engine)
    for seed in range(3):
        for one in take(30, load_contract(name), seed):
            assert judge.check(one.payload) == []


@pytest.mark.parametrize("name", NAMES)
def test_invalid_samples_give_the_one_error_that_they_say(name):
    contract = load_contract(name)
    for one in take(40, contract, invalid=True):
        assert one.expected is not None
        assert contract.check(one.payload) == [one.expected]
        assert one.expected.severity is Severity.ERROR


def test_samples_are_varied():
    found = take(60, load_contract())
    assert len({json.dumps(one.payload) for one in found}) == 60
    assert {one.payload["status"] for one in found} == {"dialing", "progressing", "done"}
    assert {one.payload["result"] for one in found} == {"", "success", "fail"}
    assert {"detail" in one.payload["source"] for one in found} == {True, False}
    codes = {one.expected.code for one in take(40, load_contract(), invalid=True) if one.expected}
    assert codes >= {"type", "enum", "required", "unknown-field", "format", "result-before-done"}


def test_a_seed_gives_the_same_samples_whatever_else_is_random():
    first = take(20, load_contract(), invalid=True)
    random.seed(5)
    assert take(20, load_contract(), invalid=True) == first
    assert take(20, load_contract(), 8, invalid=True) != first


def test_calls_end_as_results_say():
    contract = load_contract()
    caller = caller_of(contract, 7, None)
    calls = load_contract("call")
    referring = 0
    for one in take(60, contract, caller=caller):
        refers = one.payload["reference_type"] == "call"
        assert (one.call is not None) is refers
        if refers:
            referring += 1
            assert calls.check(one.call) == []
            assert one.call["id"] == one.payload["reference_id"]
            job = Job(contract, calls=caller.index(contract, one.call))
            assert check_value(job, one.payload) == []
    assert referring > 10


def test_a_call_that_ended_otherwise_is_a_defect_too():
    contract = load_contract()
    found = take(60, contract, invalid=True, caller=caller_of(contract, 7, None))
    assert "result-mismatch" in {one.expected.code for one in found if one.expected}


def test_a_contract_without_a_mapping_has_no_calls():
    with pytest.raises(CallspecError, match="maps no hangup reason"):
        caller_of(load_contract("address"), 7, None)


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "integer", "minimum": 5, "exclusiveMaximum": 7},
        {"type": "number", "multipleOf": 3, "minimum": 4},
        {"type": "string", "minLength": 4, "maxLength": 5},
        {"type": "array", "items": {"enum": [1, 2]}, "minItems": 2, "uniqueItems": True},
        {"anyOf": [{"type": "null"}, {"type": "object", "required": ["a"]}]},
        {"type": ["string", "null"], "format": "date-time"},
        {"properties": {"a": {"$ref": "#/$defs/a"}}, "$defs": {"a": {"const": 5}}},
        {"type": "object", "additionalProperties": {"type": "boolean"}},
        *(
            {"type": "string", "format": form}
            for form in ("date", "time", "email", "uri", "ipv4", "ipv6", "hostname", "uuid")
        ),
        {"type": "string", "pattern": "^[A-F]{3}-[0-9]{2,4}$"},
        {"type": "array", "prefixItems": [{"const": 1}, {"type": "null"}], "minItems": 2},
        {"type": "number", "minimum": 0.5, "maximum": 0.75},
        {"type": "integer", "maximum": -5},
        {"allOf": [{"minimum": 3}, {"type": "integer"}, {"enum": [1, 5]}, {"enum": [5, 6]}]},
        {"oneOf": [{"$ref": "#/$defs/a"}, {"const": None}], "$defs": {"a": {"type": "boolean"}}},
        {"required": ["a", "b"], "properties": {"a": True}, "additionalProperties": {"const": 1}},
        {
            "type": "object",
            "properties": {"a": {"$ref": "#"}, "b": {"type": "array", "items": {"$ref": "#"}}},
            "additionalProperties": False,
        },
        {
            "type": "object",
            "properties": {"a": {"if": {"not": {"type": "null"}}, "then": {"type": "string"}}},
            "required": ["a"],
        },
        {
            "type": "object",
            "properties": {"kind": {"enum": ["a", "b"]}, "more": {"type": "integer"}},
            "required": ["kind"],
            "allOf": [
                {
                    "if": {"properties": {"kind": {"const": "a"}}},
                    "then": {"required": ["more"]},
                    "else": {"properties": {"more": False}},
                }
            ],
        },
        True,
    ],
)
def test_schemas_of_others_are_kept(tmp_path, schema):
    contract = schema_file(tmp_path, schema)
    for one in take(20, contract):
        assert contract.check(one.payload) == []


@pytest.mark.parametrize(
    "schema",
    [
        False,
        {"$ref": "#/$defs/gone"},
        {"$ref": "#"},
        {"type": "integer", "minimum": 2, "exclusiveMaximum": 2},
        {"type": "string", "pattern": "^a$", "allOf": [{"pattern": "^b$"}], "maxLength": 0},
        {"allOf": [{"properties": {"a": False}}, {"required": ["a"]}], "type": "object"},
    ],
)
def test_a_schema_that_takes_nothing_has_no_sample(tmp_path, schema):
    file = tmp_path / "own.json"
    file.write_text(json.dumps(schema), encoding="utf-8")
    with pytest.raises(CallspecError):
        take(1, load_contract(str(file)))


def test_what_cannot_be_made_is_said(tmp_path):
    nothing = schema_file(tmp_path, {"type": "string", "minLength": 3, "maxLength": 2})
    with pytest.raises(CallspecError, match=r"no payload could be made up that keeps own\.json"):
        take(1, nothing)
    anything = schema_file(tmp_path, True)
    with pytest.raises(CallspecError, match=r"no payload .* that breaks own\.json once"):
        take(1, anything, invalid=True)
