"""A finding that weighs less than an error hides none: what it would explain is told too."""

import json

import pytest

from validator.contract import Contract, load_contract
from validator.finding import Severity
from validator.samples.samples import samples
from validator.severities import read_severities

RULE = {"rule": "last-letter", "severity": "error", "message": "m"}
SCHEMA = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "format": "uuid", "pattern": "^[a-f]+$"},
        "kind": {"enum": ["a", "b"]},
    },
    "required": ["id"],
    "additionalProperties": False,
    "allOf": [{"x-callspec": RULE, "properties": {"kind": {"pattern": "^[ab]"}}}],
}


@pytest.fixture
def own(tmp_path) -> Contract:
    file = tmp_path / "own.json"
    file.write_text(json.dumps(SCHEMA), encoding="utf-8")
    return load_contract(str(file))


def found(contract: Contract, payload: object, **severities: str) -> list[tuple[str, str]]:
    read = read_severities({key.replace("_", "-"): one for key, one in severities.items()})
    return [(one.code, one.severity.value) for one in contract.check(payload, severities=read)]


@pytest.mark.parametrize("weight", ["ignore", "note", "warning"])
def test_a_missing_field_is_told_though_its_misspelling_weighs_less(own, weight):
    payload = {"idd": "abc"}
    assert found(own, payload) == [("unknown-field", "error")]
    light = [] if weight == "ignore" else [("unknown-field", weight)]
    assert sorted(found(own, payload, unknown_field=weight)) == [("required", "error"), *light]


@pytest.mark.parametrize("weight", ["ignore", "warning"])
def test_another_keyword_about_the_value_is_told_though_the_first_weighs_less(own, weight):
    payload = {"id": "xyz"}
    assert found(own, payload) == [("format", "error")]
    light = [] if weight == "ignore" else [("format", weight)]
    assert sorted(found(own, payload, format=weight)) == sorted([*light, ("pattern", "error")])


@pytest.mark.parametrize("weight", ["ignore", "warning"])
def test_a_rule_is_told_though_the_value_weighs_less(own, weight):
    payload = {"id": "abc", "kind": "c"}
    assert [code for code, _ in found(own, payload, format="ignore")] == ["enum"]
    light = [] if weight == "ignore" else [("enum", weight)]
    told = found(own, payload, format="ignore", enum=weight)
    assert sorted(told) == sorted([*light, ("last-letter", "error")])


def test_a_result_is_held_against_its_call_though_its_value_weighs_less():
    contract = load_contract()
    [sample] = [
        one.payload
        for one, _ in zip(samples(contract, 7), range(50), strict=False)
        if one.payload["reference_type"] == "call" and one.payload["result"] == "fail"
    ][:1]
    payload = {**sample, "result": "failed"}
    read = read_severities({"enum": "ignore"})
    plain = contract.check(payload, hangup_reason="busy")
    assert [one.code for one in plain] == ["enum"]
    weighed = contract.check(payload, hangup_reason="busy", severities=read)
    assert [(one.code, one.severity) for one in weighed] == [("result-mismatch", Severity.ERROR)]


def test_what_is_told_is_remembered_by_its_severities_too(own):
    payload = {"idd": "abc"}
    for _ in range(2):
        assert found(own, payload) == [("unknown-field", "error")]
        assert found(own, payload, unknown_field="ignore") == [("required", "error")]
