import json
from pathlib import Path

from validator.finding import Finding, Severity, Span
from validator.report.gitlab import render
from validator.report.report import Report


def issues(*findings: Finding) -> list[dict]:
    rendered = render(Report("validate", findings, [], ""))
    assert rendered.endswith("]\n")
    return json.loads(rendered)


def finding(**more) -> Finding:
    fields = {"code": "enum", "severity": Severity.ERROR, "message": "m", "file": "f.json"}
    return Finding(**{**fields, **more})


def test_an_issue_has_what_gitlab_reads():
    [issue] = issues(finding(span=Span(3, 7, 3, 9), hint="did you mean x?"))
    assert issue == {
        "description": "m; did you mean x?",
        "check_name": "enum",
        "fingerprint": issue["fingerprint"],
        "severity": "major",
        "location": {"path": "f.json", "lines": {"begin": 3}},
    }


def test_without_findings_there_is_an_empty_array():
    assert issues() == []


def test_severities():
    found = issues(*(finding(severity=one) for one in Severity))
    assert [one["severity"] for one in found] == ["major", "minor", "info"]


def test_a_fingerprint_knows_no_line_and_is_no_others():
    here, there = (finding(span=Span(line, 1, line, 2)) for line in (1, 9))
    assert issues(here)[0]["fingerprint"] == issues(there)[0]["fingerprint"]
    many = issues(here, there, finding(pointer="/a"), finding(found=1), finding(code="type"))
    assert len({one["fingerprint"] for one in many}) == 5


def test_a_path_is_relative_where_it_can_be():
    found = issues(finding(file=str(Path.cwd() / "a" / "f.json")), finding(file="./f.json"))
    assert [one["location"]["path"] for one in found] == ["a/f.json", "f.json"]
    assert issues(finding(file=None))[0]["location"] == {"path": "-", "lines": {"begin": 1}}
