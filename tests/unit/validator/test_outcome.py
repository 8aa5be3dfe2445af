import dataclasses

import pytest

from validator import Finding, SchemaError, Severity, Source, outcome
from validator.outcome import Outcome, applies, check_reason, read_outcome

PAGE, REASONS = Source("c.rst", 138, "c-result"), Source("call.rst", 180, "call-reason")
OUTCOME = Outcome(
    field="result",
    reason="hangup_reason",
    when={"reference_type": "call"},
    reference="reference_id",
    key="id",
    mapping={"normal": "success"},
    otherwise="fail",
    reasons=("normal", "busy"),
    source=PAGE,
    reasons_source=REASONS,
)


def check(result, reason, *, kind="call", faulty=(), rules=OUTCOME):
    payload = {"reference_type": kind, "result": result}
    return check_reason(rules, payload, reason, "c@1", faulty)


def finding(code, message, pointer, found, expected, **more):
    severity = more.pop("severity", Severity.ERROR)
    more.setdefault("source", PAGE)
    return Finding(
        code,
        severity,
        message,
        pointer=pointer,
        found=found,
        expected=expected,
        schema="c@1",
        **more,
    )


@pytest.mark.parametrize(
    ("result", "reason", "expected"),
    [
        ("success", "normal", None),
        ("fail", "busy", None),
        ("fail", "normal", "success"),
        ("success", "busy", "fail"),
        ("", "normal", "success"),
        ("", "busy", "fail"),
    ],
)
def test_a_result_agrees_with_the_reason_or_not(result, reason, expected):
    message = f'result is "{result}", but the hangup reason "{reason}" means "{expected}"'
    wanted = [finding("result-mismatch", message, "/result", result, expected)] if expected else []
    assert check(result, reason) == wanted


@pytest.mark.parametrize(("mapped", "result", "agrees"), [(1, True, False), (True, True, True)])
def test_a_number_is_no_truth_value(mapped, result, agrees):
    rules = dataclasses.replace(OUTCOME, mapping={"normal": mapped})
    found = [one.code for one in check(result, "normal", rules=rules)]
    assert found == ([] if agrees else ["result-mismatch"])


@pytest.mark.parametrize(("kind", "does"), [(1, True), (1.0, True), (True, False)])
def test_a_mapping_is_about_the_values_it_names(kind, does):
    rules = dataclasses.replace(OUTCOME, when={"reference_type": 1})
    payload = {"reference_type": kind, "result": "fail"}
    assert applies(rules, payload) is does
    found = [one.code for one in check_reason(rules, payload, "normal", "c@1", ())]
    assert found == ["result-mismatch" if does else "hangup-reason-not-applicable"]


def test_no_mismatch_is_claimed_for_an_unknown_reason():
    assert check("success", "bussy") == [
        finding(
            "unknown-hangup-reason",
            '"bussy" is no hangup reason of the reference',
            "/result",
            "bussy",
            ["normal", "busy"],
            hint='did you mean "busy"?',
            source=REASONS,
        )
    ]
    [about] = check("fail", 5)
    assert about == finding(
        "unknown-hangup-reason",
        "5 is no hangup reason of the reference",
        "/result",
        "5",
        ["normal", "busy"],
        source=REASONS,
    )
    [about] = check("fail", "quite another")
    assert (about.found, about.hint) == ("quite another", None)


@pytest.mark.parametrize("reason", [None, ""])
def test_a_call_without_a_reason_has_not_ended(reason):
    assert check("", reason) == []
    assert check("fail", reason) == [
        finding(
            "call-not-ended",
            'result is "fail", but the call has no hangup reason',
            "/result",
            "fail",
            "",
        )
    ]


def test_a_reason_does_not_apply_to_what_is_no_call():
    assert check("fail", "busy", kind="none") == [
        finding(
            "hangup-reason-not-applicable",
            'a hangup reason is given, but reference_type is "none", not "call"',
            "/reference_type",
            "none",
            "call",
            severity=Severity.WARNING,
        )
    ]


@pytest.mark.parametrize("reason", [None, ""])
def test_no_reason_is_nothing_that_could_not_apply(reason):
    assert check("", reason, kind="none") == []


def test_nothing_is_concluded_from_what_is_faulty_or_missing():
    assert check("sucess", "busy", faulty={"/result"}) == []
    assert check("success", "", faulty={"/result"}) == []
    assert check("success", "busy", kind="Call", faulty={"/reference_type"}) == []
    assert check_reason(OUTCOME, {"result": "success"}, "busy", "c@1", ()) == []
    assert check_reason(OUTCOME, {"reference_type": "call"}, "busy", "c@1", ()) == []
    assert check_reason(OUTCOME, [], "busy", "c@1", ()) == []


def test_without_the_other_page_every_other_string_is_one_of_all_others():
    data = {"field": "result", "reason": "r", "mapping": {"normal": "success"}, "otherwise": "fail"}
    rules = read_outcome({"x-callspec": {"outcome": data}})
    assert rules is not None
    assert rules.reasons is None
    assert check("fail", "anything", rules=rules) == []
    assert [one.code for one in check("success", "anything", rules=rules)] == ["result-mismatch"]
    assert [one.code for one in check("fail", 5, rules=rules)] == ["unknown-hangup-reason"]


def test_a_reason_that_the_page_maps_to_nothing_claims_nothing():
    data = {"field": "result", "reason": "r", "mapping": {"normal": "success"}}
    rules = read_outcome({"x-callspec": {"outcome": data}})
    assert check("anything", "busy", rules=rules) == []


@pytest.mark.parametrize("schema", [True, {}, {"x-callspec": 1}, {"x-callspec": {"outcome": None}}])
def test_a_schema_without_a_mapping(schema):
    assert outcome.read_outcome(schema) is None


@pytest.mark.parametrize("data", [{}, {"field": "a", "reason": "b", "mapping": 5}])
def test_a_malformed_mapping_is_said(data):
    with pytest.raises(SchemaError, match="outcome is malformed"):
        read_outcome({"x-callspec": {"outcome": data}})
