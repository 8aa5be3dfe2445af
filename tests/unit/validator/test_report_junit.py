import xml.etree.ElementTree as ElementTree

import pytest
from junitparser import JUnitXml

from validator.finding import Finding, Severity, Span
from validator.report.junit import render
from validator.report.report import Report


def finding(**more) -> Finding:
    fields = {"code": "enum", "severity": Severity.ERROR, "message": "m", "file": "f.json"}
    return Finding(**{**fields, **more})


def report(*findings: Finding, checked=("f.json",), **more) -> Report:
    return Report("validate", findings, checked, "", **more)


def test_a_suite_a_file_and_a_case_a_finding():
    found = [
        finding(span=Span(3, 7, 3, 9), pointer="/result", hint="did you mean x?"),
        finding(severity=Severity.WARNING),
        finding(code="unreadable", file="g.json", message="cannot be read: no such file"),
    ]
    assert render(report(*found, checked=["f.json", "clean.json"])) == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="callspec validate" tests="4" failures="1" errors="1">\n'
        '  <testsuite name="f.json" tests="2" failures="1" errors="0">\n'
        '    <testcase name="3:7 enum /result" classname="f.json" file="f.json" line="3">\n'
        '      <failure type="enum" message="m">f.json:3:7: error[enum] m\n'
        "  hint: did you mean x?\n"
        "</failure>\n"
        "    </testcase>\n"
        '    <testcase name="enum" classname="f.json" file="f.json">\n'
        "      <system-out>f.json: warning[enum] m\n"
        "</system-out>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        '  <testsuite name="clean.json" tests="1" failures="0" errors="0">\n'
        '    <testcase name="clean.json" classname="clean.json" file="clean.json" />\n'
        "  </testsuite>\n"
        '  <testsuite name="g.json" tests="1" failures="0" errors="1">\n'
        '    <testcase name="unreadable" classname="g.json" file="g.json">\n'
        '      <error type="unreadable" message="cannot be read: no such file">'
        "g.json: error[unreadable] cannot be read: no such file\n"
        "</error>\n"
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def test_a_consumer_reads_it():
    parsed = JUnitXml.fromstring(render(report(finding(), finding(severity=Severity.NOTE))))
    [suite] = parsed
    assert (suite.name, suite.tests, suite.failures, suite.errors) == ("f.json", 2, 1, 0)
    first, second = suite
    assert [(one.type, one.message) for one in first.result] == [("enum", "m")]
    assert second.system_out == "f.json: note[enum] m\n"
    assert parsed.tests == 2


def test_warnings_fail_where_they_count_as_errors():
    rendered = render(report(finding(severity=Severity.WARNING), strict=True))
    assert '<failure type="enum"' in rendered


def test_each_case_has_a_name_of_its_own():
    rendered = render(report(finding(), finding(), finding()))
    names = [case.get("name") for case in ElementTree.fromstring(rendered).iter("testcase")]
    assert names == ["enum", "enum (2)", "enum (3)"]


@pytest.mark.parametrize("text", ["a\x00\x0b\x1b[31m", "]]>", "<b>&amp;\"'", "\ud83c", "\uffff"])
def test_no_text_breaks_the_document(text):
    one = finding(message=text, file=text, pointer=f"/{text}", hint=text, excerpt=text)
    root = ElementTree.fromstring(render(report(one, checked=[text])))
    assert root.get("failures") == "1"


def test_what_is_left_out_is_said():
    assert "<!-- 2 findings not shown -->" in render(report(left_out=2))


def test_a_file_whose_findings_are_left_out_does_not_pass():
    rendered = render(report(checked=["f.json", "g.json"], left_out=3, dropped={"f.json": 3}))
    parsed = JUnitXml.fromstring(rendered)
    assert [(suite.name, suite.failures) for suite in parsed] == [("f.json", 1), ("g.json", 0)]
    assert '<failure type="left-out" message="3 more findings" />' in rendered
