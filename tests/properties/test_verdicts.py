"""Both engines, the findings, and the mapping agree on every payload."""

import itertools
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import REASONS, campaigncalls, mutated_campaigncalls, values

from validator import Severity, load_contract

RUST = load_contract("campaigncall", engine="rust")
PYTHON = load_contract("campaigncall", engine="python")
OUTCOMES = [load_contract("campaigncall_outcome", engine=engine) for engine in ("rust", "python")]


def errors(findings):
    return [finding for finding in findings if finding.severity is Severity.ERROR]


@given(campaigncalls())
def test_a_valid_payload_is_valid_under_both_engines(payload):
    assert RUST.is_valid(payload)
    assert PYTHON.is_valid(payload)
    assert RUST.check(payload) == PYTHON.check(payload) == []


@given(mutated_campaigncalls() | values)
def test_engines_agree_on_verdict_and_findings(payload):
    verdict = RUST.is_valid(payload)
    assert PYTHON.is_valid(payload) is verdict
    found = RUST.check(payload)
    assert PYTHON.check(payload) == found
    assert (not errors(found)) is verdict


ADDRESS = {"type", "target", "target_name", "name", "detail"}


def without_unknown_fields(payload):
    if not isinstance(payload, dict):
        return payload
    known = {name: payload[name] for name in payload if name in RUST.schema.schema["properties"]}
    for name in ("source", "destination"):
        if isinstance(known.get(name), dict):
            known[name] = {key: known[name][key] for key in known[name] if key in ADDRESS}
    return known


@given(mutated_campaigncalls() | values)
def test_tolerating_unknown_fields_hides_nothing_else(payload):
    verdict = RUST.is_valid(without_unknown_fields(payload))
    for contract in (RUST, PYTHON):
        for tolerance in ("ignore", "warning"):
            found = contract.check(payload, unknown_fields=tolerance)
            assert (not errors(found)) is verdict


@given(mutated_campaigncalls() | values)
def test_one_place_has_one_cause(payload):
    found = RUST.check(payload)
    keys = [(finding.pointer, finding.code, json.dumps(finding.expected)) for finding in found]
    assert len(keys) == len(set(keys))
    about_values = [f.pointer for f in found if f.code in ("type", "enum", "format", "pattern")]
    assert len(about_values) == len(set(about_values))


@given(campaigncalls(), st.sampled_from(REASONS) | st.text(max_size=8))
def test_the_mapping_and_the_outcome_schema_agree(payload, reason):
    together = {"campaigncall": payload, "hangup_reason": reason}
    verdicts = {contract.is_valid(together) for contract in OUTCOMES}
    found = errors(RUST.check(payload, hangup_reason=reason))
    if reason == "" or reason not in REASONS:
        assert verdicts == {False}
    else:
        assert verdicts == {not found}


@pytest.mark.parametrize(
    ("reason", "result", "kind"),
    list(itertools.product(REASONS, ("", "success", "fail"), ("call", "none"))),
)
def test_every_reason_with_every_result(root, reason, result, kind):
    payload = json.loads((root / "fixtures/valid/done-success.json").read_text(encoding="utf-8"))
    payload |= {"result": result, "reference_type": kind}
    together = {"campaigncall": payload, "hangup_reason": reason}
    agrees = kind == "none" or result == ("success" if reason == "normal" else "fail")
    assert [contract.is_valid(together) for contract in OUTCOMES] == [agrees, agrees]
    codes = [finding.code for finding in RUST.check(payload, hangup_reason=reason)]
    assert ("result-mismatch" not in codes) is agrees
    assert ("hangup-reason-not-applicable" in codes) is (kind == "none")
