import json
from decimal import Decimal
from pathlib import Path

import pytest

from validator.finding import Finding, Severity, Span
from validator.report import sarif
from validator.report.report import Report

RULES = {"enum": "a value that is none of the documented ones", "type": "another type"}


def finding(**more) -> Finding:
    fields = {"code": "enum", "severity": Severity.ERROR, "message": "m", "file": "f.json"}
    return Finding(**{**fields, **more})


def report(findings, fingerprints=()) -> Report:
    return Report("validate", findings, [], "", fingerprints=fingerprints, meanings=RULES)


def run(*findings: Finding, fingerprints=()) -> dict:
    rendered = sarif.render(report(findings, fingerprints))
    assert rendered.isascii()
    assert rendered.endswith("}\n")
    log = json.loads(rendered)
    assert list(log) == ["version", "runs"]
    [one] = log["runs"]
    return one


def fingerprints_of(*findings: Finding, given=()) -> list[str]:
    results = run(*findings, fingerprints=given)["results"]
    return [result["partialFingerprints"]["callspec/v1"] for result in results]


def test_the_whole_log():
    found = [
        finding(span=Span(3, 7, 4, 9), pointer="/result", hint="did you mean x?"),
        finding(code="result-before-done", severity=Severity.WARNING),
        finding(severity=Severity.NOTE, file=None),
    ]
    rendered = sarif.render(report(found, ["aa", "bb", "cc"]))
    assert json.loads(rendered) == {
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "callspec",
                        "version": "0.1.0",
                        "rules": [
                            {"id": "enum", "shortDescription": {"text": RULES["enum"]}},
                            {
                                "id": "result-before-done",
                                "shortDescription": {"text": "result-before-done"},
                            },
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    {
                        "ruleId": "enum",
                        "ruleIndex": 0,
                        "level": "error",
                        "message": {"text": "m; did you mean x?"},
                        "locations": [
                            {
                                "physicalLocation": {
                                    "artifactLocation": {"uri": "f.json"},
                                    "region": {
                                        "startLine": 3,
                                        "startColumn": 7,
                                        "endLine": 4,
                                        "endColumn": 9,
                                    },
                                },
                                "logicalLocations": [{"fullyQualifiedName": "/result"}],
                            }
                        ],
                        "partialFingerprints": {"callspec/v1": "aa"},
                    },
                    {
                        "ruleId": "result-before-done",
                        "ruleIndex": 1,
                        "level": "warning",
                        "message": {"text": "m"},
                        "locations": [
                            {"physicalLocation": {"artifactLocation": {"uri": "f.json"}}}
                        ],
                        "partialFingerprints": {"callspec/v1": "bb"},
                    },
                    {
                        "ruleId": "enum",
                        "ruleIndex": 0,
                        "level": "note",
                        "message": {"text": "m"},
                        "locations": [],
                        "partialFingerprints": {"callspec/v1": "cc"},
                    },
                ],
            }
        ],
    }


def test_a_clean_run_has_results_too():
    assert run() == {
        "tool": {"driver": {"name": "callspec", "version": "0.1.0", "rules": []}},
        "columnKind": "unicodeCodePoints",
        "results": [],
    }


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("a/b.json", "a/b.json"),
        ("./a/../b.json", "b.json"),
        ("../b.json", "../b.json"),
        ("a b%#?.json", "a%20b%25%23%3F.json"),
        ("git:main:docs/é.rst", "git%3Amain%3Adocs/%C3%A9.rst"),
        ("caf\udce9.json", "caf%E9.json"),
        (str(Path.cwd() / "a b.json"), "a%20b.json"),
        ("/nowhere/a b.json", "file:///nowhere/a%20b.json"),
    ],
)
def test_places_are_uri_references(file, uri):
    [result] = run(finding(file=file))["results"]
    assert result["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": uri}}}]


def test_what_was_read_from_stdin_has_no_file():
    [result] = run(finding(file="-", span=Span(1, 1, 1, 2), pointer="/a\n"))["results"]
    assert result["locations"] == [{"logicalLocations": [{"fullyQualifiedName": "/a\\n"}]}]


@pytest.mark.parametrize(
    ("message", "text"),
    [
        ("ids[0] is 3", "ids[0] is 3"),
        ("a\n\x1b[2J", r"a\n\u001b[2J"),
        ("[click](https://a.example)", r"\[click](https://a.example)"),
        ("half \ud83c", r"half \ud83c"),
    ],
)
def test_messages_are_plain_text(message, text):
    [result] = run(finding(message=message))["results"]
    assert result["message"] == {"text": text}


def test_fingerprints_do_not_know_lines_but_tell_findings_apart():
    one = finding(pointer="/a", found=1, span=Span(3, 1, 3, 2))
    moved = finding(pointer="/a", found=1, span=Span(9, 1, 9, 2), message="said otherwise")
    others = [
        finding(pointer="/a", found=Decimal("0.5e-400")),
        finding(pointer="/b", found=1),
        finding(pointer="/a", found=1, file="g.json"),
        finding(pointer="/a", found=1, code="type"),
    ]
    [first] = fingerprints_of(one)
    assert fingerprints_of(moved) == [first]
    assert fingerprints_of(one, moved) == [first, f"{first}:2"]
    assert len(set(fingerprints_of(one, *others))) == 5


def test_given_fingerprints_go_before_ours():
    one, two = finding(pointer="/a"), finding(pointer="/b")
    ours = fingerprints_of(one, two)
    assert fingerprints_of(one, two, given=["x"]) == ["x", ours[1]]
    assert fingerprints_of(one, two, given=[None, "x"]) == [ours[0], "x"]


def test_errors_are_kept_where_there_are_too_many(monkeypatch):
    monkeypatch.setattr(sarif, "MOST_RESULTS", 2)
    notes = [finding(code=f"n{number}", severity=Severity.NOTE) for number in range(2)]
    shown = run(*notes, finding(severity=Severity.WARNING), finding())
    assert [one["level"] for one in shown["results"]] == ["warning", "error"]
    assert [rule["id"] for rule in shown["tool"]["driver"]["rules"]] == ["enum"]
    assert shown["invocations"] == [
        {
            "executionSuccessful": True,
            "toolExecutionNotifications": [
                {
                    "level": "warning",
                    "message": {"text": "2 findings more than this log holds"},
                }
            ],
        }
    ]
