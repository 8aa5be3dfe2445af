import io
import json
from pathlib import Path

import pytest

from validator.contract import load_contract
from validator.documents import InputFormat, read_documents
from validator.errors import SchemaError
from validator.finding import Finding, Severity, Span
from validator.job import Job, with_calls
from validator.report import Summary
from validator.report.versions import Json, Text
from validator.versions import Verdict, jobs_by_version, judge, load_versions

FOLDER = Path(__file__).parent.parent.parent.parent / "fixtures/versions/schemas"
ID = "6f1d2c3b-4a59-4877-8695-a4b3c2d1e0f9"


@pytest.fixture(params=["rust", "python"])
def versions(request):
    return load_versions("shipment", schemas=FOLDER, engine=request.param)


def judged(versions, text, form=InputFormat.JSON, **asked):
    jobs = jobs_by_version(Job(versions.contract, **asked), versions)
    read = read_documents("f", io.BytesIO(text.encode()), form)
    return [judge(jobs, versions.deciding, document) for document in read]


@pytest.mark.parametrize(
    ("spec", "numbers", "deciding"),
    [
        ("shipment", ["1.0.0", "1.1.0", "2.0.0"], "2.0.0"),
        ("shipment@latest", ["1.0.0", "1.1.0", "2.0.0"], "2.0.0"),
        ("shipment@1", ["1.0.0", "1.1.0"], "1.1.0"),
        ("shipment@1.0", ["1.0.0"], "1.0.0"),
        ("shipment@2.0.0", ["2.0.0"], "2.0.0"),
    ],
)
def test_a_selector_says_which_versions_are_tried_and_which_decides(spec, numbers, deciding):
    versions = load_versions(spec, schemas=FOLDER)
    titles = {number: one.title for number, one in versions.contracts.items()}
    assert titles == {number: f"shipment@{number}" for number in numbers}
    assert list(titles) == numbers
    assert versions.contract.title == f"shipment@{deciding}"


def test_a_schema_file_is_one_version():
    file = f"{FOLDER}/shipment/1.0.0.json"
    with pytest.raises(SchemaError) as caught:
        load_versions(file)
    assert str(caught.value) == f"{file} is one version: write NAME or NAME@VERSION"


def test_a_verdict_has_the_errors_of_each_version_and_the_findings_of_one(versions):
    (verdict,) = judged(versions, json.dumps({"id": ID, "status": "returned"}))
    (finding,) = verdict.findings
    assert (finding.code, finding.schema) == ("required", "shipment@2.0.0")
    errors = {"1.0.0": 1, "1.1.0": 0, "2.0.0": 1}
    assert verdict == Verdict("f", 1, 1, "shipment", "2.0.0", errors, (finding,))
    assert (verdict.valid, verdict.nearest) == (("1.1.0",), "1.1.0")


def test_what_reading_found_counts_in_every_version(versions):
    text = f'{{"id": "{ID}", "id": "{ID}", "status": "sent", "carrier": "c"}}'
    (verdict,) = judged(versions, text)
    assert [one.code for one in verdict.findings] == ["duplicate-key"]
    assert verdict.errors == {"1.0.0": 2, "1.1.0": 2, "2.0.0": 1}
    assert (verdict.valid, verdict.nearest) == ((), "2.0.0")


def test_a_document_without_a_payload_is_judged_in_no_version(versions):
    for text, code in (("{", "json-syntax"), ("{}", "no-payload")):
        (verdict,) = judged(versions, text, at="/data")
        assert [one.code for one in verdict.findings] == [code]
        assert (verdict.errors, verdict.valid, verdict.nearest) == ({}, (), None)


def test_unknown_fields_weigh_alike_in_every_version(versions):
    text = json.dumps({"id": ID, "status": "sent", "carrier": "c"})
    (verdict,) = judged(versions, text, unknown_fields="ignore")
    assert verdict.valid == ("1.0.0", "1.1.0", "2.0.0")


@pytest.mark.parametrize(
    ("form", "text", "places"),
    [
        (InputFormat.NDJSON, "\n{}\n\n{}\n", [(2, 1), (4, 2)]),
        (InputFormat.YAML, "# a\n---\na: 1\n---\n\nb: 1\n", [(3, 1), (6, 2)]),
        (InputFormat.YAML, "", [(1, 1)]),
    ],
)
def test_a_verdict_stands_where_its_document_begins(versions, form, text, places):
    verdicts = judged(versions, text, form)
    assert [(one.line, one.document) for one in verdicts] == places


def test_the_calls_are_read_once_and_asked_of_the_versions_that_map_them():
    mapping, without = load_contract("campaigncall"), load_contract("address")
    jobs = {"1.0.0": Job(without), "1.1.0": Job(mapping), "2.0.0": Job(mapping)}
    call = {"id": ID.upper(), "hangup_reason": "busy"}
    stream = io.BytesIO(json.dumps(call).encode())
    held = with_calls(jobs, "2.0.0", read_documents("calls.json", stream))
    assert list(held) == ["1.0.0", "1.1.0", "2.0.0"]
    assert held["1.0.0"].calls is None
    assert held["2.0.0"].calls is held["1.1.0"].calls
    assert held["2.0.0"].calls.reasons == {ID: {"busy"}}


FINDING = Finding("enum", Severity.ERROR, "m", file="f", span=Span(3, 2, 3, 3), excerpt="ab")
GOOD = Verdict("a\n", 1, 1, "s", "2.0.0", {"1.0.0": 0, "2.0.0": 0}, ())
BAD = Verdict("f", 3, 2, "s", "2.0.0", {"1.0.0": 1, "2.0.0": 2}, (FINDING,))
NONE = Verdict("f", 4, 3, "s", "2.0.0", {}, (FINDING,))
FINDINGS = (FINDING, FINDING)
SUMMARY = Summary(3, 1, 2, 0, 2, 0)
BLOCK = "f:3:2: error[enum] m\n 3 | ab\n   |  ^\n\n"


def test_a_document_in_text():
    assert Text().document(GOOD, None) == "a\\n:1: valid in 1.0.0, 2.0.0\n"
    assert Text().document(BAD, GOOD) == (
        "f:3: invalid in 1.0.0 (1 error), 2.0.0 (2 errors)\n"
        "  hint: 1.0.0 is the nearest: --schema s@1.0.0 says what it breaks there\n" + BLOCK
    )
    assert Text().document(NONE, None) == (
        "f:4: invalid in every version: no payload to judge\n" + BLOCK
    )


def test_quiet_text_passes_over_a_clean_document():
    quiet = Text(quiet=True)
    assert quiet.document(GOOD, None) == ""
    assert quiet.document(BAD, None) == (
        "f:3: invalid in 1.0.0 (1 error), 2.0.0 (2 errors)\nf:3:2: error[enum] m\n"
    )
    assert quiet.end("s@2.0.0", FINDINGS, SUMMARY, {"1.0.0": 1, "2.0.0": 1}, BAD) == ""


def test_colour_marks_the_place_and_the_verdict():
    assert Text(color=True).document(GOOD, None) == (
        "\x1b[1ma\\n:1\x1b[0m: \x1b[32mvalid in 1.0.0, 2.0.0\x1b[0m\n"
    )


def test_the_end_of_the_text_stands_apart():
    end = (
        "3 documents: 1 valid, 2 invalid; 2 errors, 0 warnings\n"
        "s@2.0.0 decides; valid in 1.0.0: 2 of 3, in 2.0.0: 1 of 3\n"
    )
    counts = {"1.0.0": 2, "2.0.0": 1}
    assert Text().end("s@2.0.0", FINDINGS, SUMMARY, counts, BAD) == end
    assert Text().end("s@2.0.0", FINDINGS, SUMMARY, counts, GOOD) == f"\n{end}"
    assert Text().end("s@2.0.0", FINDINGS, SUMMARY, counts, None) == end


@pytest.mark.parametrize("verdicts", [[], [GOOD], [GOOD, BAD, NONE]])
def test_the_parts_of_the_json_make_one_text(verdicts):
    style, before = Json(), None
    text = style.start("s@2.0.0", ())
    for verdict in verdicts:
        text += style.document(verdict, before)
        before = verdict
    text += style.end("s@2.0.0", FINDINGS, SUMMARY, {"1.0.0": 2, "2.0.0": 1}, before)
    data = json.loads(text)
    assert text == json.dumps(data, indent=2) + "\n"
    assert [(one["line"], one["errors"], one["nearest"]) for one in data["documents"]] == [
        (verdict.line, verdict.errors, verdict.nearest) for verdict in verdicts
    ]
    assert data["versions"] == [
        {"version": "1.0.0", "valid": 2, "invalid": 1},
        {"version": "2.0.0", "valid": 1, "invalid": 2},
    ]
