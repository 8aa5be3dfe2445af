import io
import json

import pytest
from test_outcome import OUTCOME

from validator.calls import check_call, index_calls
from validator.documents import read_documents

ONE, TWO = "c0ffee01-1234-4abc-9def-0123456789ab", "c0ffee02-1234-4abc-9def-0123456789ab"


def index(*calls, name="calls.ndjson"):
    rows = "\n".join(json.dumps(call) for call in calls)
    return index_calls(read_documents(name, io.BytesIO(rows.encode())), OUTCOME, "c@1")


def codes(calls, key, result="success", kind="call", faulty=()):
    payload = {"reference_type": kind, "reference_id": key, "result": result}
    found = check_call(OUTCOME, payload, calls, "c@1", set(faulty))
    return [(one.code, one.pointer) for one in found]


def test_the_events_of_a_call_are_one_call():
    calls = index(
        {"id": ONE, "hangup_reason": ""},
        {"id": ONE},
        {"id": ONE, "hangup_reason": None},
        {"id": ONE, "hangup_reason": "busy"},
        {"id": ONE, "hangup_reason": "busy"},
    )
    assert (calls.reasons, calls.findings) == ({ONE: {"busy"}}, [])
    assert codes(calls, ONE) == [("result-mismatch", "/result")]
    assert codes(calls, ONE, "fail") == []


def test_ids_are_joined_in_any_letter_case():
    assert codes(index({"id": ONE.upper(), "hangup_reason": "normal"}), ONE) == []
    assert codes(index({"id": ONE, "hangup_reason": "normal"}), ONE.upper()) == []


def test_a_file_may_hold_an_array_of_calls():
    calls = index([{"id": ONE, "hangup_reason": "normal"}, {"id": TWO}], name="calls.json")
    assert calls.reasons == {ONE: {"normal"}, TWO: set()}


def test_what_the_call_says_against_a_payload():
    calls = index({"id": ONE, "hangup_reason": ""})
    assert codes(calls, ONE) == [("call-not-ended", "/result")]
    assert codes(calls, ONE, "") == []
    assert codes(calls, TWO) == [("missing-call", "/reference_id")]
    assert codes(calls, TWO, kind="none") == []
    assert codes(calls, TWO, faulty={"/reference_id"}) == []
    assert codes(calls, 5) == []


@pytest.mark.parametrize(
    ("calls", "expected"),
    [
        (
            [{"id": ONE, "hangup_reason": "busy"}, {"id": ONE, "hangup_reason": "normal"}],
            [("conflicting-calls", 2, "/hangup_reason")],
        ),
        (
            [{"id": ONE, "hangup_reason": "bussy"}],
            [("unknown-hangup-reason", 1, "/hangup_reason")],
        ),
        ([{"id": ONE, "hangup_reason": 5}], [("unknown-hangup-reason", 1, "/hangup_reason")]),
        ([{"hangup_reason": "busy"}], [("call-without-id", 1, "")]),
        ([{"id": ""}, 5], [("call-without-id", 1, ""), ("call-without-id", 2, "")]),
    ],
)
def test_what_is_wrong_with_calls_is_said_where_they_stand(calls, expected):
    found = index(*calls)
    assert [(one.code, one.span.line, one.pointer) for one in found.findings] == expected
    # No mismatch is claimed from what is wrong already.
    assert codes(found, ONE) in ([], [("missing-call", "/reference_id")])


def test_malformed_calls_are_findings_and_leave_the_others():
    rows = b'{"id": \n' + json.dumps({"id": ONE, "hangup_reason": "normal"}).encode()
    calls = index_calls(read_documents("calls.ndjson", io.BytesIO(rows)), OUTCOME, "c@1")
    assert [one.code for one in calls.findings] == ["json-syntax"]
    assert codes(calls, ONE) == []
